// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace session::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShortest = 7;  ///< how far a hash is looked at: git may show more of it

std::string name_file(std::size_t number) {
  constexpr std::size_t kPerFolder = 50;
  return fmt::format("src/part{}/file{}.txt", number / kPerFolder, number);
}

/// Git reads a file again that is as young as its index, so the files are made an hour old.
void write_file(const fs::path& path, std::size_t number) {
  constexpr int kLines = 20;
  std::string text;
  for (int line = 0; line < kLines; ++line)
    text += fmt::format("line {} of file {}, and some words more\n", line, number);
  test::write_bytes(path, text);
  fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(1));
}

}  // namespace

fs::path program(std::string_view name) {
  return fs::path(SESSION_BENCH_PROGRAMS) / name;
}

fs::path noop_hook() {
  return SESSION_BENCH_NOOP;
}

fs::path changes_program() {
  return SESSION_BENCH_CHANGES;
}

fs::path naive_hook() {
  return SESSION_BENCH_NAIVE;
}

fs::path peak_program() {
  return SESSION_BENCH_PEAK;
}

std::optional<fs::path> find_in_path(std::string_view name) {
  const char* const search = std::getenv("PATH");
  std::string_view rest = search == nullptr ? "/usr/bin:/bin" : search;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    fs::path file = fs::path(rest.substr(0, end)) / name;
    if (::access(file.c_str(), X_OK) == 0) return file;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

fs::path find_git() {
  auto git = find_in_path("git");
  if (!git) throw std::runtime_error("there is no git in PATH");
  return *std::move(git);
}

Scene::Scene(std::size_t files) {
  // The settings of a person who has never changed any, so that git does what it does there.
  test::write_bytes(repo_.home() / ".gitconfig",
                    "[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n");
  repo_.set_variable("GIT_CONFIG_GLOBAL", std::nullopt);
  exec_path_ = repo_.git({"--exec-path"});
  for (std::size_t i = 0; i < files; ++i) write_file(path() / name_file(i), i);
  repo_.git({"add", "--all"});
  repo_.git({"commit", "--quiet", "--message=First"});
  repo_.write(name_file(0), "modified\n");
  repo_.write("notes.txt", "untracked\n");
}

std::vector<std::string> Scene::shell_environment() const {
  const char* const search = std::getenv("PATH");
  return {fmt::format("PATH={}", search == nullptr ? "/usr/bin:/bin" : search),
          "HOME=" + repo_.home().string(),
          "LC_ALL=C",
          "TZ=UTC",
          "TERM=dumb",
          "GIT_CONFIG_NOSYSTEM=1"};
}

std::vector<std::string> Scene::hook_environment() const {
  auto environment = shell_environment();
  for (const char* const entry : {"GIT_INDEX_FILE=.git/index", "GIT_EDITOR=:", "GIT_PREFIX="})
    environment.emplace_back(entry);
  environment.push_back("GIT_EXEC_PATH=" + exec_path_);
  return environment;
}

void Scene::install() {
  repo_.git({"session", "install"});
}

void Scene::set_hook(const fs::path& program) {
  const fs::path hook = path() / ".git/hooks/post-commit";
  fs::remove(hook);
  fs::create_symlink(program, hook);
}

void Scene::commit_unseen(const std::string& subject) {
  repo_.set_variable("GIT_SESSION", "0");
  repo_.git({"commit", "--quiet", "--allow-empty", "--message=" + subject});
  repo_.set_variable("GIT_SESSION", std::nullopt);
}

void Scene::amend_unseen(const std::string& subject) {
  repo_.set_variable("GIT_SESSION", "0");
  repo_.git({"commit", "--quiet", "--allow-empty", "--amend", "--message=" + subject});
  repo_.set_variable("GIT_SESSION", std::nullopt);
}

void Scene::import_commits(std::size_t count) {
  const std::string branch = repo_.git({"symbolic-ref", "HEAD"});
  last_import_ = std::max(last_import_, repo_.now());
  std::string stream;
  for (std::size_t i = 1; i <= count; ++i) {
    const std::string message = fmt::format("Step {}\n", i);
    stream += fmt::format("commit {}\ncommitter Ada Lovelace <ada@example.org> {} +0000\ndata {}\n{}", branch,
                          ++last_import_, message.size(), message);
    if (i == 1) stream += fmt::format("from {}^0\n", branch);
    stream += "\n";
  }
  repo_.git({"fast-import", "--quiet"}, stream);
}

void Scene::replace_history(std::size_t count, Step step) {
  const std::string branch = repo_.git({"symbolic-ref", "HEAD"});
  const std::string tree = repo_.git({"rev-parse", "HEAD^{tree}"});
  if (step == Step::file) repo_.git({"checkout", "--quiet", "--", "."});
  std::string stream = fmt::format("reset {}\n\n", branch);
  std::int64_t date = repo_.now() - static_cast<std::int64_t>(count);
  for (std::size_t i = 1; i <= count; ++i) {
    const std::string message = fmt::format("Step {}\n", i);
    stream += fmt::format("commit {}\ncommitter Ada Lovelace <ada@example.org> {} +0000\ndata {}\n{}", branch,
                          ++date, message.size(), message);
    if (i == 1) stream += fmt::format("M 040000 {} \"\"\n", tree);
    if (step == Step::file)
      stream += fmt::format("M 100644 inline steps/step{}.txt\ndata {}\n{}", i, message.size(), message);
    stream += "\n";
  }
  repo_.git({"fast-import", "--quiet", "--force"}, stream);
  if (step == Step::file) repo_.git({"reset", "--quiet", "--hard"});
}

void Scene::record(const std::string& range) {
  repo_.git({"session", "record", range});
}

void Scene::set_completed(std::size_t count) {
  const std::string hash = repo_.git({"rev-parse", "--short", "HEAD"});
  std::string items;
  for (std::size_t i = 1; i <= count; ++i)
    items += fmt::format("- [x] Part {} of the work — `{}` (2025-07-01)\n", i, hash);
  std::string text = repo_.read("SESSION.md");
  constexpr std::string_view kHeading = "## Completed Items\n";
  const std::size_t begin = text.find(kHeading) + kHeading.size();
  const std::size_t end = text.find("\n\n", begin) + 1;
  if (begin < kHeading.size() || end == 0)
    throw std::runtime_error("SESSION.md has no list of completed items");
  repo_.write("SESSION.md", text.replace(begin, end - begin, items));
}

void Scene::remember() {
  document_ = repo_.read("SESSION.md");
  for (const auto& entry : fs::recursive_directory_iterator(state_folder())) {
    if (entry.is_regular_file()) state_[entry.path().string()] = test::read_bytes(entry.path());
  }
}

void Scene::restore() const {
  // What is there is written over, not removed: some file systems make new files dear for a while after many
  // were removed.
  std::vector<fs::path> extra;
  for (const auto& entry : fs::recursive_directory_iterator(state_folder())) {
    if (entry.is_regular_file() && !state_.contains(entry.path().string())) extra.push_back(entry.path());
  }
  for (const fs::path& path : extra) fs::remove(path);
  for (const auto& [path, bytes] : state_) test::write_bytes(path, bytes);
  repo_.write("SESSION.md", document_);
}

void Scene::check_recorded() const {
  // HEAD is a branch, and a fresh commit is loose: its file holds the id.
  std::string head = test::read_bytes(path() / ".git/HEAD").substr(5);
  head.pop_back();
  const std::string id = test::read_bytes(path() / ".git" / head);
  check_items({id});
  const std::string line = fmt::format("- **Last Commit**: `{}", id.substr(0, kShortest));
  if (repo_.read("SESSION.md").find(line) == std::string::npos)
    throw std::runtime_error(fmt::format("SESSION.md lacks '{}'", line));
}

void Scene::check_items(const std::vector<std::string>& ids) const {
  const std::string text = repo_.read("SESSION.md");
  for (const std::string& id : ids) {
    const std::string part = fmt::format(" — `{}", id.substr(0, kShortest));
    const std::size_t at = text.find(part);
    const std::size_t end = at == std::string::npos ? at : text.find('`', at + part.size());
    if (end == std::string::npos || text.compare(end, 3, "` (") != 0)
      throw std::runtime_error(fmt::format("SESSION.md has no item with '{}'", id.substr(0, kShortest)));
  }
}

}  // namespace session::bench
