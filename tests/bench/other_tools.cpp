// SPDX-License-Identifier: MIT
#include "other_tools.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace session::bench {
namespace {

namespace fs = std::filesystem;

/// The variable names the file: its path has a blank, and each tool has quotes of its own.
constexpr std::string_view kVariable = "BENCH_CALLED";

constexpr std::string_view kLefthookSettings =
    "post-commit:\n  jobs:\n    - name: empty\n      run: echo >>\"$BENCH_CALLED\"\n";

constexpr std::string_view kPreCommitSettings =
    "repos:\n- repo: local\n  hooks:\n  - id: empty\n    name: empty\n    language: system\n"
    "    entry: sh -c 'echo >>\"$BENCH_CALLED\"'\n"
    "    always_run: true\n    pass_filenames: false\n    stages: [post-commit]\n";

fs::path called_file(const Scene& scene) {
  return scene.path().parent_path() / "called";
}

void commit_settings(Scene& scene, std::string_view file, std::string_view text) {
  scene.repo().write(file, text);
  scene.repo().git({"add", "--", std::string(file)});
  scene.repo().git({"commit", "--quiet", "--message=Settings of hooks"});
}

void must_run(Scene& scene, const std::vector<std::string>& command) {
  const auto result = scene.repo().run(command);
  if (result.status != 0)
    throw std::runtime_error(fmt::format("'{}' failed: {}{}", command[0], result.out, result.err));
}

void install_lefthook(Scene& scene) {
  commit_settings(scene, "lefthook.yml", kLefthookSettings);
  must_run(scene, {"lefthook", "install"});
}

void install_husky(Scene& scene) {
  commit_settings(scene, ".husky/post-commit", "echo >>\"$BENCH_CALLED\"\n");
  must_run(scene, {"husky"});
}

void install_pre_commit(Scene& scene) {
  commit_settings(scene, ".pre-commit-config.yaml", kPreCommitSettings);
  must_run(scene, {"pre-commit", "install", "--hook-type", "post-commit"});
}

void install_prek(Scene& scene) {
  commit_settings(scene, ".pre-commit-config.yaml", kPreCommitSettings);
  must_run(scene, {"prek", "install", "--hook-type", "post-commit"});
}

/// The first word of what it says that begins with a digit.
std::string find_number(std::string_view text) {
  constexpr std::string_view kBlank = " \t\n";
  for (std::size_t at = 0; (at = text.find_first_not_of(kBlank, at)) != text.npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlank, at), text.size());
    if (text[at] >= '0' && text[at] <= '9') return std::string(text.substr(at, end - at));
    at = end;
  }
  return {};
}

/// What `PROGRAM ARGUMENT` calls itself; empty when there is no such program.
std::string ask_version(test::TestRepo& repo, const std::string& program, const std::string& argument) {
  if (!find_in_path(program)) return {};
  const auto result = repo.run({program, argument});
  return result.status == 0 ? find_number(result.out) : std::string();
}

/// husky does not tell its version; its package.json lies beside its program.
std::string read_husky_version() {
  const auto program = find_in_path("husky");
  if (!program) return {};
  std::error_code failed;
  const fs::path package = fs::canonical(*program, failed).parent_path() / "package.json";
  if (failed || !fs::exists(package)) return {};
  const std::string text = test::read_bytes(package);
  constexpr std::string_view kKey = "\"version\": \"";
  const std::size_t begin = text.find(kKey);
  if (begin == text.npos) return {};
  const std::size_t from = begin + kKey.size();
  return text.substr(from, text.find('"', from) - from);
}

}  // namespace

std::vector<OtherTool> find_other_tools() {
  test::TestRepo repo(test::RepoKind::none);
  return {{"lefthook", ask_version(repo, "lefthook", "version"), install_lefthook},
          {"husky", read_husky_version(), install_husky},
          {"prek", ask_version(repo, "prek", "--version"), install_prek},
          {"pre-commit", ask_version(repo, "pre-commit", "--version"), install_pre_commit}};
}

Row other_tool_row(Scene& scene, const OtherTool& tool) {
  tool.install(scene);
  Row row = commit_row(scene, fmt::format("{} {}, empty job", tool.name, tool.version));
  const fs::path called = called_file(scene);
  row.environment.push_back(fmt::format("{}={}", kVariable, called.string()));
  row.check = [called, name = tool.name] {
    if (!fs::remove(called)) throw std::runtime_error(fmt::format("{} did not run its job", name));
  };
  return row;
}

}  // namespace session::bench
