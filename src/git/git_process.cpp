// SPDX-License-Identifier: MIT
// The environment of a git that we start (git(1), "ENVIRONMENT VARIABLES").
#include "git/git_process.hpp"

#include "git/disk.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace session::git {
namespace {

/// Taken over as they are; the rest of the environment is inherited.
constexpr std::array kTakenOver = {"HOME",
                                   "XDG_CONFIG_HOME",
                                   "GIT_CONFIG_GLOBAL",
                                   "GIT_CONFIG_SYSTEM",
                                   "GIT_CONFIG_NOSYSTEM",
                                   "GIT_CONFIG_PARAMETERS",
                                   "GIT_CONFIG_COUNT",
                                   "GIT_ATTR_NOSYSTEM",
                                   "GIT_OBJECT_DIRECTORY",
                                   "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                   "GIT_NAMESPACE"};

using Variables = std::vector<std::pair<std::string, std::string>>;

/// The pairs GIT_CONFIG_KEY_<n> and GIT_CONFIG_VALUE_<n> that GIT_CONFIG_COUNT announces.
void add_config_pairs(const Environment& environment, Variables& variables) {
  const std::string count = environment("GIT_CONFIG_COUNT").value_or("");
  unsigned pairs = 0;
  std::from_chars(count.data(), count.data() + count.size(), pairs);
  for (unsigned i = 0; i < pairs; ++i) {
    for (const char* const part : {"GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"}) {
      const std::string name = part + std::to_string(i);
      auto value = environment(name);
      if (!value) return;
      variables.emplace_back(name, *std::move(value));
    }
  }
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

std::filesystem::path find_index_file(const Location& location, const Environment& environment) {
  const auto named = environment("GIT_INDEX_FILE");
  if (!named || named->empty()) return location.git_dir / "index";
  return absolute_path(location.work_tree.empty() ? location.git_dir : location.work_tree, *named);
}

io::Command make_git_command(const Location& location, const Environment& environment,
                             std::vector<std::string> arguments) {
  io::Command command;
  command.arguments = {"git", "--no-optional-locks"};
  for (auto& argument : arguments) command.arguments.push_back(std::move(argument));
  command.directory = location.work_tree.empty() ? location.git_dir : location.work_tree;
  // GIT_CONFIG would take the place of all settings that git lists.
  command.unset_variables = {"GIT_PREFIX", "GIT_CONFIG"};
  auto& variables = command.set_variables;
  variables = {{"GIT_DIR", location.git_dir.string()},
               {"GIT_OPTIONAL_LOCKS", "0"},
               {"GIT_ALLOW_PROTOCOL", "none"},
               {"GIT_TERMINAL_PROMPT", "0"}};
  const auto set_or_unset = [&command](const char* name, bool wanted, std::string value) {
    if (wanted) {
      command.set_variables.emplace_back(name, std::move(value));
    } else {
      command.unset_variables.emplace_back(name);
    }
  };
  set_or_unset("GIT_WORK_TREE", !location.work_tree.empty(), location.work_tree.string());
  set_or_unset("GIT_COMMON_DIR", environment("GIT_COMMON_DIR").has_value(), location.common_dir.string());
  set_or_unset("GIT_INDEX_FILE", environment("GIT_INDEX_FILE").has_value(),
               find_index_file(location, environment).string());
  for (const char* const name : kTakenOver) {
    const auto value = environment(name);
    set_or_unset(name, value.has_value(), value.value_or(""));
  }
  add_config_pairs(environment, variables);
  return command;
}

Result<std::string> run_git(const Location& location, const Environment& environment,
                            std::vector<std::string> arguments) {
  const std::string name = "git " + (arguments.empty() ? "" : arguments.front());
  const io::Command command = make_git_command(location, environment, std::move(arguments));
  SESSION_TRY(auto output, io::run_command(command));
  if (output.status != 0) {
    return fail(ErrorKind::git, "cannot run '" + name + "': " +
                                    (output.err.empty() ? "status " + std::to_string(output.status)
                                                        : first_line(output.err)));
  }
  return std::move(output.out);
}

}  // namespace session::git
