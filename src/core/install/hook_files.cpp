// SPDX-License-Identifier: MIT
// The text of the shim, its recognition byte for byte, and what an older hook asks of its surroundings.
#include "core/install/hook_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace session {
namespace {

/// The names of variables are long so that none of them hides one in the environment of the older hook.
constexpr std::string_view kHead =
    "#!/bin/sh\n"
    "# git-session shim for {0}: the hook that was here before runs first, then git-session's own.\n"
    "# \"git session install\" wrote it, \"git session uninstall\" puts the old hook back.\n"
    "case $0 in\n"
    "*/*) git_session_kept=${{0%/*}}/{1} ;;\n"
    "*) git_session_kept=./{1} ;;\n"
    "esac\n"
    "git_session_own={2}\n"
    "if [ ! -x \"$git_session_own\" ]; then\n"
    "  [ -x \"$git_session_kept\" ] || exit 0\n"
    "  {3}\n"
    "  exit\n"
    "fi\n"
    "[ -x \"$git_session_kept\" ] || exec \"$git_session_own\" \"$@\"\n";

constexpr std::string_view kPlain =
    "{0}\n"
    "git_session_status=$?\n"
    "\"$git_session_own\" \"$@\"\n"
    "exit \"$git_session_status\"\n";

/// The full stop keeps the line ends at the end of the input, which $(...) takes off.
constexpr std::string_view kReadInput = "git_session_input=$(cat && echo .)\n";
constexpr std::string_view kReplay = "printf '%s' \"${git_session_input%.}\" 2>/dev/null | ";

/// A status of ours other than 1 is a fault of ours, which must not stop git.
constexpr std::string_view kDeciding =
    "{0}{1} || exit\n"
    "{0}\"$git_session_own\" \"$@\"\n"
    "[ $? -ne 1 ]\n";

constexpr std::string_view kWithInput =
    "{0}{1}\n"
    "git_session_status=$?\n"
    "{0}\"$git_session_own\" \"$@\"\n"
    "exit \"$git_session_status\"\n";

constexpr std::string_view kStart = "\"$git_session_kept\" \"$@\"";
constexpr std::string_view kRead =
    " -c 'git_session_file=$1; shift; . \"$git_session_file\"' \"$0\" \"$git_session_kept\" \"$@\"";

std::string format_run(const std::vector<std::string>& interpreter) {
  if (interpreter.empty()) return std::string(kStart);
  std::string words;
  for (const auto& word : interpreter) {
    if (!words.empty()) words += ' ';
    words += quote_for_shell(word);
  }
  return words + std::string(kRead);
}

/// Takes one word in single quotes off the front of `rest`.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string word;
  if (!rest.starts_with('\'')) return std::nullopt;
  rest.remove_prefix(1);
  for (;;) {
    const auto end = rest.find('\'');
    if (end == std::string_view::npos) return std::nullopt;
    word += rest.substr(0, end);
    rest.remove_prefix(end + 1);
    constexpr std::string_view kEscaped = "\\''";
    if (!rest.starts_with(kEscaped)) return word;
    word += '\'';
    rest.remove_prefix(kEscaped.size());
  }
}

/// What follows the first occurrence of `mark`, as a word in single quotes.
std::optional<std::string> find_quoted(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + mark.size());
  return take_quoted(text);
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> needles) {
  return std::any_of(needles.begin(), needles.end(),
                     [&](std::string_view needle) { return text.find(needle) != std::string_view::npos; });
}

bool is_shell_name(std::string_view name) {
  return name == "sh" || name == "dash" || name == "ash" || name == "bash";
}

/// Options that change what the shell reads (-c, -s, -i) or that we do not know are no plain options.
bool is_plain_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' &&
         word.find_first_not_of("abefhkmnptuvxBCEHP", 1) == std::string_view::npos;
}

}  // namespace

std::string format_program_name(std::string_view hook) {
  return "git-session-" + std::string(hook);
}

std::string quote_for_shell(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + '\'';
}

std::string format_shim(const Hook& hook, const Shim& shim) {
  const auto run = format_run(shim.interpreter);
  auto text = fmt::format(kHead, hook.name, quote_for_shell(shim.kept), quote_for_shell(shim.program), run);
  if (!hook.reads_input) return text + fmt::format(kPlain, run);
  text += kReadInput;
  return text + (hook.decides ? fmt::format(kDeciding, kReplay, run) : fmt::format(kWithInput, kReplay, run));
}

std::optional<Shim> parse_shim(const Hook& hook, std::string_view bytes) {
  auto kept = find_quoted(bytes, "\n*) git_session_kept=./");
  auto program = find_quoted(bytes, "\ngit_session_own=");
  // The name is used as a file name by uninstall, so it must not lead out of the directory.
  if (!kept || !program || kept->empty() || kept->find('/') != std::string::npos) return std::nullopt;
  if (*kept == "." || *kept == "..") return std::nullopt;
  Shim shim{*program, *kept, {}};
  constexpr std::string_view kBeforeRun = "] || exit 0\n  ";
  const auto run = bytes.find(kBeforeRun);
  if (run == std::string_view::npos) return std::nullopt;
  auto rest = bytes.substr(run + kBeforeRun.size());
  while (auto word = take_quoted(rest)) {
    shim.interpreter.push_back(*word);
    if (rest.starts_with(" '")) rest.remove_prefix(1);
  }
  // Writing it again and comparing makes the recognition exact, whatever was read above.
  if (format_shim(hook, shim) != bytes) return std::nullopt;
  return shim;
}

std::optional<std::vector<std::string>> find_shell(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return std::nullopt;
  if (!bytes.starts_with("#!")) return std::vector<std::string>{"/bin/sh"};
  auto line = bytes.substr(2, bytes.find('\n') == std::string_view::npos ? bytes.npos : bytes.find('\n') - 2);
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  line.remove_prefix(first);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  const auto end = std::min(line.find_first_of(" \t"), line.size());
  const auto path = line.substr(0, end);
  // The kernel hands all that follows the path over as one argument (execve(2), "Interpreter scripts").
  auto argument = line.substr(end);
  argument.remove_prefix(std::min(argument.find_first_not_of(" \t"), argument.size()));
  const auto name = path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
  std::vector<std::string> words{std::string(path)};
  if (name == "env") {
    if (!is_shell_name(argument)) return std::nullopt;
  } else if (!is_shell_name(name) || (!argument.empty() && !is_plain_option(argument))) {
    return std::nullopt;
  }
  if (!argument.empty()) words.emplace_back(argument);
  return words;
}

OwnName find_own_name(std::string_view bytes) {
  if (find_shell(bytes)) {
    // A script that compares BASH_SOURCE with $0 would take itself for one that is only read.
    const bool asks = contains_any(bytes, {"$0", "${0"}) &&
                      contains_any(bytes, {"basename", "dirname", "${0#", "${0%", "${0/"}) &&
                      !contains_any(bytes, {"BASH_SOURCE"});
    return asks ? OwnName::in_shell : OwnName::unused;
  }
  const bool asks =
      bytes.starts_with("#!") &&
      contains_any(bytes, {"basename($0", "basename($PROGRAM_NAME", "basename(__FILE__", "basename(__file__",
                           "basename(sys.argv[0]", "basename(process.argv[1]", "basename(__filename"});
  return asks ? OwnName::needed : OwnName::unused;
}

std::vector<std::string> format_lines_to_paste(const Hook& hook, std::string_view program) {
  const auto own = quote_for_shell(program);
  if (!hook.reads_input) return {fmt::format("[ ! -x {0} ] || {0} \"$@\"", own)};
  return {fmt::format("if [ -x {} ]; then", own),
          "  git_session_input=$(cat)",
          "  printf '%s' \"${git_session_input:+$git_session_input",
          fmt::format("}}\" | {} \"$@\"{}", own, hook.decides ? " || exit" : ""),
          "  [ -z \"$git_session_input\" ] || exec <<git_session_end",
          "$git_session_input",
          "git_session_end",
          "fi"};
}

}  // namespace session
