// SPDX-License-Identifier: MIT
#include "app/editor.hpp"

#include "git/git_process.hpp"
#include "io/environment.hpp"
#include "io/process.hpp"

#include <fmt/core.h>

#include <system_error>
#include <utility>

namespace session::app {

Result<EditedText> edit_text(const Workspace& workspace, const std::string& name, const std::string& text) {
  constexpr std::size_t kTextLimit = std::size_t{1} << 20;
  SESSION_TRY(std::string editor, git::run_git(workspace.location, io::find_variable, {"var", "GIT_EDITOR"}));
  while (editor.ends_with('\n')) editor.pop_back();
  EditedText edited;
  edited.file = workspace.state_dir / name;
  std::error_code error;
  std::filesystem::create_directories(workspace.state_dir, error);
  SESSION_CHECK(io::write_file(edited.file, text, io::Sync::no));
  // The value is a shell command, which git runs in just this way (git-var(1), GIT_EDITOR).
  SESSION_TRY(edited.status,
              io::run_in_terminal({"sh", "-c", editor + " \"$@\"", editor, edited.file.string()}));
  SESSION_TRY(auto bytes, io::read_file(edited.file, kTextLimit));
  // A form that was deleted is an empty one.
  edited.text = std::move(bytes).value_or("");
  return edited;
}

}  // namespace session::app
