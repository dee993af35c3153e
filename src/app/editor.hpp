// SPDX-License-Identifier: MIT
// A text that a person edits.
#pragma once

#include "app/workspace.hpp"
#include "core/error.hpp"

#include <filesystem>
#include <string>

namespace session::app {

/// What a person made of a text.
struct EditedText {
  std::string text;
  int status = 0;              ///< of the editor; another one than 0 means that the text does not count
  std::filesystem::path file;  ///< where it stands
};

/// Opens the editor that git would open (`git var GIT_EDITOR`) on `text`, in the file `name` of the private
/// state, and waits for its end. ErrorKind::git when git knows no editor.
[[nodiscard]] Result<EditedText> edit_text(const Workspace& workspace, const std::string& name,
                                           const std::string& text);

}  // namespace session::app
