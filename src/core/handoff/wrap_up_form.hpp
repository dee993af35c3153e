// SPDX-License-Identifier: MIT
// The form that `git session wrap-up` opens in an editor.
//
//   Note:
//
//   Next actions:
//   Run `poetry init`
//
//   Progress: 60
//
//   # help
//
// A line that starts with `#` is help. A backslash in front of `#` or of a name makes the line text.
#pragma once

#include "core/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// What stands in the form. Texts have no line breaks.
struct WrapUpForm {
  std::string note;
  std::vector<std::string> next;
  std::optional<int> progress;  ///< percent
  bool operator==(const WrapUpForm&) const = default;
};

/// The text of the form with `help` behind `# ` below it. parse_form gives the form back, when its texts have
/// no outer blanks and no control characters.
[[nodiscard]] std::string format_form(const WrapUpForm& form, const std::vector<std::string>& help);

/// Reads the form. Lines of the note are joined by a blank; text above the first name belongs to the note.
/// Nothing for a form that holds no more than names, blanks and help. ErrorKind::usage for a progress that is
/// no number from 0 to 100.
[[nodiscard]] Result<std::optional<WrapUpForm>> parse_form(std::string_view text);

}  // namespace session
