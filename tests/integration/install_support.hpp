// SPDX-License-Identifier: MIT
// Repositories, older hooks and programs of ours that note how they were run.
#pragma once

#include "app/install.hpp"
#include "core/install/hook_files.hpp"
#include "git/repository.hpp"
#include "support/temp_dir.hpp"
#include "support/test_repo.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace session::test {

/// Everything below a folder: kind, mode and bytes (or link target) of each name; in hooks directories also
/// the time of the last change.
inline std::map<std::string, std::string> read_tree(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::map<std::string, std::string> tree;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    struct stat status {};
    ::lstat(entry.path().c_str(), &status);
    std::string what = fmt::format("{:o} ", status.st_mode);
    if (entry.is_symlink()) {
      what += fs::read_symlink(entry.path()).string();
    } else if (entry.is_regular_file()) {
      what += read_bytes(entry.path());
    }
    if (!S_ISDIR(status.st_mode) && entry.path().string().find("hooks/") != std::string::npos) {
      what += fmt::format(" {}.{}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    }
    tree[entry.path().lexically_relative(root).string()] = what;
  }
  return tree;
}

/// The names that differ between two trees.
inline std::vector<std::string> find_differences(const std::map<std::string, std::string>& before,
                                                 const std::map<std::string, std::string>& after) {
  std::vector<std::string> names;
  for (const auto& [name, what] : before) {
    const auto found = after.find(name);
    if (found == after.end()) {
      names.push_back("gone: " + name);
    } else if (found->second != what) {
      names.push_back("changed: " + name);
    }
  }
  for (const auto& [name, what] : after) {
    if (!before.contains(name)) names.push_back("new: " + name);
  }
  return names;
}

/// A repository with one commit beside a bare `server.git`. Our programs are scripts in a folder with a
/// difficult name, which note their calls in `calls`.
class InstallTest : public ::testing::Test {
 protected:
  InstallTest() {
    repo_.set_variable("GIT_SESSION_LIBEXEC", programs_.string());
    repo_.set_variable("LOG", repo_.outside().string());
    // The clock of this process; the programs that are run have their own.
    ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    write_programs(programs_);
    git({"init", "-q", "--bare", server()});
    git({"remote", "add", "origin", server()});
    repo_.commit("first");
  }

  static void write_program(const std::filesystem::path& path, const std::string& text,
                            unsigned mode = 0755) {
    std::filesystem::remove(path);
    write_bytes(path, text);
    std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
  }
  /// A script that notes its name and arguments, pre-push its input too, and ends with the status in the file
  /// NAME.status.
  static std::string recorder(const std::string& name) {
    return fmt::format(
        "#!/bin/sh\nprintf '<%s>' {0} \"$@\" >>\"$LOG/calls\"\necho >>\"$LOG/calls\"\n"
        "case {0} in *pre-push) cat >>\"$LOG/{0}.input\" ;; esac\n"
        "[ ! -e \"$LOG/{0}.status\" ] || exit \"$(cat \"$LOG/{0}.status\")\"\n",
        name);
  }
  static void write_programs(const std::filesystem::path& folder) {
    for (const auto& hook : kHooks) {
      const std::string name(hook.name);
      write_program(folder / ("git-session-" + name), recorder("own-" + name));
    }
    write_program(folder / "git-session-clean", "#!/bin/sh\nexec cat\n");
  }

  std::string git(const std::vector<std::string>& arguments) { return repo_.git(arguments); }
  RunResult try_git(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    return repo_.run(arguments);
  }

  /// The repository that a command started in `folder` (default: the repository's) finds.
  [[nodiscard]] std::unique_ptr<git::Repository> open(const std::filesystem::path& folder = {}) const {
    const auto location = repo_.locate(folder.empty() ? repo_.path() : folder);
    return git::open_repository(location, git::Caller::command, repo_.environment()).value();
  }
  std::vector<std::string> install(const app::InstallOptions& options = {},
                                   const std::filesystem::path& folder = {}) {
    const auto lines = app::install_hooks(*open(folder), repo_.environment(), settings_, options);
    EXPECT_TRUE(lines.has_value()) << lines.error().message;
    return lines.value_or(std::vector<std::string>());
  }
  Error fail_to_install(const std::filesystem::path& folder = {}) {
    const auto lines = app::install_hooks(*open(folder), repo_.environment(), settings_, {});
    EXPECT_FALSE(lines.has_value());
    return lines ? Error{} : lines.error();
  }
  std::vector<std::string> uninstall(const std::filesystem::path& folder = {}, bool dry_run = false) {
    const auto lines = app::uninstall_hooks(*open(folder), {dry_run});
    EXPECT_TRUE(lines.has_value()) << lines.error().message;
    return lines.value_or(std::vector<std::string>());
  }

  /// What was called since the last time, one line per call.
  std::string take_calls() {
    const auto path = repo_.outside() / "calls";
    if (!std::filesystem::exists(path)) return "";
    auto calls = read_bytes(path);
    std::filesystem::remove(path);
    return calls;
  }
  [[nodiscard]] std::string server() const { return (repo_.outside() / "server.git").string(); }

  TestRepo repo_;
  std::filesystem::path hooks_ = repo_.path() / ".git/hooks";
  std::filesystem::path programs_ = repo_.outside() / "lib exec \"it's\"";
  Settings settings_;
};

}  // namespace session::test
