// SPDX-License-Identifier: MIT
// The hooks of this version, and the text of the shim that runs an older hook before ours.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One hook of git that we have a program for (githooks(5)).
struct Hook {
  std::string_view name;
  bool reads_input = false;  ///< git writes to its standard input
  bool decides = false;      ///< a status that is not 0 stops git
  bool operator==(const Hook&) const = default;
};

/// The hooks that `install` puts in place. A further hook is one more line.
inline constexpr std::array kHooks = {
    Hook{"post-commit", false, false},   Hook{"pre-push", true, true},
    Hook{"post-checkout", false, false}, Hook{"post-rewrite", true, false},
    Hook{"post-merge", false, false},    Hook{"post-applypatch", false, false},
};

/// The file name of our program for a hook: `git-session-post-commit`.
[[nodiscard]] std::string format_program_name(std::string_view hook);

/// `text` as one word of a POSIX shell, in single quotes.
[[nodiscard]] std::string quote_for_shell(std::string_view text);

/// What a shim runs. An older hook that asks for its own name ($0) is read by its interpreter under the name
/// of the shim; every other one is started as a program.
struct Shim {
  std::string program;                   ///< absolute path of ours
  std::string kept;                      ///< name of the older hook, in the same directory
  std::vector<std::string> interpreter;  ///< words such as "/usr/bin/env", "bash"; empty: start as a program
  bool operator==(const Shim&) const = default;
};

/// The text of the shim: a POSIX shell script that runs the older hook first, with the same arguments,
/// standard input and environment, and then ours. Its status is the older hook's; where the hook decides,
/// ours runs only after a status of 0 and can stop git with 1.
[[nodiscard]] std::string format_shim(const Hook& hook, const Shim& shim);

/// What a file runs that is, byte for byte, a shim of this hook; nothing for any other file.
[[nodiscard]] std::optional<Shim> parse_shim(const Hook& hook, std::string_view bytes);

/// How an older hook finds out which hook it is.
enum class OwnName {
  unused,    ///< it does not ask: it can run under another name
  in_shell,  ///< it asks for $0 in a shell: it can be read under the old name
  needed,    ///< it asks in another language: it can't run under another name
};

/// Looks for the usual ways to ask for one's own name, by which tools serve many hooks with one text.
[[nodiscard]] OwnName find_own_name(std::string_view bytes);

/// The interpreter and its one option from the `#!` line, when it is a POSIX shell (sh, dash, ash, bash) that
/// can be asked to read a file: {"/bin/sh", "-e"}. A text without `#!` is run by /bin/sh, as git does it.
[[nodiscard]] std::optional<std::vector<std::string>> find_shell(std::string_view bytes);

/// Lines for a shell script hook that a person edits by hand: they run ours with the hook's arguments, and
/// give the standard input back to what follows.
[[nodiscard]] std::vector<std::string> format_lines_to_paste(const Hook& hook, std::string_view program);

}  // namespace session
