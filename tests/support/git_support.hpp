// SPDX-License-Identifier: MIT
// What the tests of the git edge share.
#pragma once

#include "git/commit_object.hpp"
#include "git/repository.hpp"
#include "support/test_repo.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace session {

// Prints a change in messages of failed tests. GoogleTest finds it by argument-dependent lookup.
inline void PrintTo(const Change& change, std::ostream* out) {
  *out << change.status << ' ' << change.path;
}

}  // namespace session

namespace session::git {

/// The value of a Result that must hold one.
template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

/// Opens the repository at a folder as a command or hook started there would.
inline std::unique_ptr<Repository> open_at(const test::TestRepo& repo, const std::filesystem::path& folder,
                                           Caller caller = Caller::command) {
  return value_of(open_repository(repo.locate(folder), caller, repo.environment()));
}

inline std::unique_ptr<Repository> open(const test::TestRepo& repo) {
  return open_at(repo, repo.path());
}

/// Splits at NULs; what stands behind the last one is left out.
inline std::vector<std::string> split_records(const std::string& text, char end = '\0') {
  std::vector<std::string> records;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = text.find(end, at);
    if (stop == std::string::npos) break;
    records.push_back(text.substr(at, stop - at));
    at = stop + 1;
  }
  return records;
}

/// What `git status` says, read from its older format, which the code under test does not read: letters
/// without blanks, for a rename the new path.
inline std::vector<Change> ask_git_status(test::TestRepo& repo, const std::filesystem::path& folder,
                                          const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {"--no-optional-locks", "status", "--porcelain=v1", "-z"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  std::vector<Change> changes;
  const auto records = split_records(repo.git_in(folder, arguments));
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::string letters = records[i].substr(0, 2);
    changes.push_back({letters, records[i].substr(3)});
    std::erase(changes.back().status, ' ');
    if (letters.find_first_of("RC") != std::string::npos) ++i;  // the path from before the rename
  }
  sort_changes(changes);
  return changes;
}

/// While it lives, each git that this process starts (not those of TestRepo) is counted.
class GitCounter {
 public:
  GitCounter() : old_path_(std::getenv("PATH")) {
    const auto real = find_git();
    test::write_bytes(folder_ / "git", "#!/bin/sh\nprintf x >>'" + (folder_ / "calls").string() +
                                           "'\nexec '" + real + "' \"$@\"\n");
    std::filesystem::permissions(folder_ / "git", std::filesystem::perms::owner_all);
    ::setenv("PATH", (folder_.path().string() + ":" + old_path_).c_str(), 1);
  }
  GitCounter(const GitCounter&) = delete;
  GitCounter& operator=(const GitCounter&) = delete;
  ~GitCounter() { ::setenv("PATH", old_path_.c_str(), 1); }

  [[nodiscard]] std::size_t calls() const {
    const auto file = folder_ / "calls";
    return std::filesystem::exists(file) ? std::filesystem::file_size(file) : 0;
  }

 private:
  [[nodiscard]] std::string find_git() const {
    for (const auto& folder : split_records(old_path_ + ":", ':')) {
      if (std::filesystem::exists(folder + "/git")) return folder + "/git";
    }
    throw std::runtime_error("no git in PATH");
  }
  test::TempDir folder_;
  std::string old_path_;
};

}  // namespace session::git
