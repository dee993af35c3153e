// SPDX-License-Identifier: MIT
// Sets up and runs real git.
#include "support/test_repo.hpp"

#include "io/process.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace session::test {
namespace {

constexpr std::string_view kGitConfig = R"([init]
	defaultBranch = main
[user]
	name = Ada Lovelace
	email = ada@example.org
[commit]
	gpgSign = false
[tag]
	gpgSign = false
[gc]
	auto = 0
[maintenance]
	auto = false
[protocol "file"]
	allow = always
)";

std::vector<std::string> names_of_environment() {
  std::vector<std::string> names;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    names.emplace_back(text.substr(0, text.find('=')));
  }
  return names;
}

std::string describe(const std::vector<std::string>& arguments, const RunResult& result) {
  std::string text;
  for (const auto& argument : arguments) text += argument + " ";
  return text + "ended with " + std::to_string(result.status) + "\n" + result.out + result.err;
}

/// The program as the PATH of its own environment has it; run_command would take ours.
std::string find_program(const std::string& name, const std::string& search_path) {
  if (name.find('/') != std::string::npos) return name;
  for (std::size_t at = 0; at < search_path.size();) {
    const std::size_t end = std::min(search_path.find(':', at), search_path.size());
    std::string file = search_path.substr(at, end - at) + "/" + name;
    if (::access(file.c_str(), X_OK) == 0) return file;
    at = end + 1;
  }
  return name;
}

/// The PATH of this process, with the folder of TEST_GIT before the rest, because the code under test starts
/// git in this process, too.
std::string take_search_path() {
  static std::filesystem::path taken;  // a second time it could come before what a test put first
  const char* const path = std::getenv("PATH");
  std::string search_path = path == nullptr ? "/usr/bin:/bin" : path;
  const char* const named = std::getenv("TEST_GIT");
  const std::filesystem::path file = named == nullptr ? "" : named;
  if (file == taken) return search_path;
  if (!file.is_absolute() || file.filename() != "git" || ::access(file.c_str(), X_OK) != 0) {
    throw std::runtime_error("TEST_GIT must be the absolute path of a program with the name git: " +
                             file.string());
  }
  search_path.insert(0, file.parent_path().string() + ":");
  ::setenv("PATH", search_path.c_str(), 1);
  taken = file;
  return search_path;
}

}  // namespace

TestRepo::TestRepo(RepoKind kind) : path_(temp_ / "my r\xc3\xa9po") {
  variables_ = {{"PATH", std::string(SESSION_TEST_PATH) + ":" + take_search_path()},
                {"HOME", home().string()},
                {"XDG_CONFIG_HOME", (home() / ".config").string()},
                {"GIT_CONFIG_NOSYSTEM", "1"},
                {"GIT_CONFIG_GLOBAL", (home() / ".gitconfig").string()},
                {"GIT_CEILING_DIRECTORIES", temp_.path().string()},
                {"GIT_AUTHOR_NAME", "Ada Lovelace"},
                {"GIT_AUTHOR_EMAIL", "ada@example.org"},
                {"GIT_COMMITTER_NAME", "Ada Lovelace"},
                {"GIT_COMMITTER_EMAIL", "ada@example.org"},
                {"GIT_EDITOR", ":"},
                {"GIT_PAGER", "cat"},
                {"GIT_TERMINAL_PROMPT", "0"},
                {"TERM", "dumb"},
                {"TZ", "UTC"},
                {"LC_ALL", "C"}};
  // The last three run the tests with the other implementation, in SHA-256 and in reftable repositories.
  for (const char* const name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "GCOV_PREFIX",
                                 "GIT_SESSION_BACKEND", "GIT_DEFAULT_HASH", "GIT_DEFAULT_REF_FORMAT"}) {
    if (const char* const value = std::getenv(name)) variables_[name] = value;
  }
  std::filesystem::create_directories(home() / ".config");
  std::filesystem::create_directory(path_);
  write_bytes(home() / ".gitconfig", kGitConfig);
  if (kind == RepoKind::work_tree) git({"init", "--quiet"});
  if (kind == RepoKind::bare) git({"init", "--quiet", "--bare"});
}

void TestRepo::tick() {
  now_ += 60;
  const std::string date = std::to_string(now_) + " +0000";
  variables_["GIT_AUTHOR_DATE"] = date;
  variables_["GIT_COMMITTER_DATE"] = date;
  variables_["SOURCE_DATE_EPOCH"] = std::to_string(now_);
}

RunResult TestRepo::run(const std::vector<std::string>& arguments, const std::string& input) {
  return run_in(path_, arguments, input);
}

RunResult TestRepo::run_in(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                           const std::string& input) {
  tick();
  io::Command command;
  command.arguments = arguments;
  command.arguments.at(0) = find_program(arguments.at(0), variables_["PATH"]);
  command.directory = folder;
  command.input = input;
  command.unset_variables = names_of_environment();
  command.set_variables.assign(variables_.begin(), variables_.end());
  auto output = io::run_command(command);
  if (!output) throw std::runtime_error(output.error().message);
  return {output->status, std::move(output->out), std::move(output->err)};
}

std::string TestRepo::git(const std::vector<std::string>& arguments, const std::string& input) {
  return git_in(path_, arguments, input);
}

std::string TestRepo::git_in(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                             const std::string& input) {
  std::vector<std::string> line = {"git"};
  line.insert(line.end(), arguments.begin(), arguments.end());
  RunResult result = run_in(folder, line, input);
  if (result.status != 0) throw std::runtime_error(describe(line, result));
  if (!result.out.empty() && result.out.back() == '\n') result.out.pop_back();
  return std::move(result.out);
}

void TestRepo::write(std::string_view name, std::string_view bytes) const {
  write_bytes(path_ / name, bytes);
}

std::string TestRepo::read(std::string_view name) const {
  return read_bytes(path_ / name);
}

bool TestRepo::exists(std::string_view name) const {
  return std::filesystem::exists(path_ / name);
}

std::string TestRepo::commit(const std::string& message, const std::vector<std::string>& files) {
  if (!files.empty()) {
    std::vector<std::string> arguments = {"add", "--force", "--"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    git(arguments);
  }
  git({"commit", "--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--file=-"},
      message);
  return head();
}

std::string TestRepo::head() {
  return git({"rev-parse", "--verify", "HEAD"});
}

void TestRepo::set_variable(const std::string& name, std::optional<std::string> value) {
  if (value) {
    variables_[name] = *std::move(value);
  } else {
    variables_.erase(name);
  }
}

git::Environment TestRepo::environment() const {
  return [variables = variables_](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

git::Location TestRepo::locate(const std::filesystem::path& folder) const {
  auto location = git::find_location(environment(), folder);
  if (!location) throw std::runtime_error(location.error().message);
  if (!*location) throw std::runtime_error("no repository at " + folder.string());
  return **std::move(location);
}

}  // namespace session::test
