// SPDX-License-Identifier: MIT
// What the programs open, look at and start, counted by strace: a hook is quick because it does little.
#include "support/test_repo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace session::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSubsetOf;
using ::testing::Not;
using ::testing::StartsWith;

/// The system calls of a program and of all that it started.
struct Trace {
  std::vector<std::string> opened;     ///< paths that were opened
  std::vector<std::string> looked_at;  ///< all other paths that a system call named, found or not
  std::vector<std::string> mapped;     ///< files that were mapped into memory
  std::vector<std::string> started;    ///< programs, without the first
  std::size_t processes = 0;           ///< without the first
};

/// Bytes that are not ASCII are in octal in what strace writes.
std::string decode(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_octal =
        text[at] == '\\' && at + 3 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '3';
    if (is_octal) {
      bytes += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 3)), nullptr, 8));
      at += 3;
    } else {
      bytes += text[at];
    }
  }
  return bytes;
}

std::string take_between(std::string_view line, std::string_view open, std::string_view close) {
  const std::size_t begin = line.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t start = begin + open.size();
  return decode(line.substr(start, line.find(close, start) - start));
}

void read_line(std::string_view line, Trace& trace) {
  line.remove_prefix(std::min(line.find_first_not_of("0123456789 "), line.size()));
  const std::string call(line.substr(0, line.find('(')));
  const std::string path = take_between(line, "\"", "\"");
  const bool failed = line.find(") = -1 ") != std::string_view::npos;
  if (call == "mmap") {
    if (const std::string file = take_between(line, "<", ">"); !file.empty()) trace.mapped.push_back(file);
  } else if (call == "execve") {
    if (!failed) trace.started.push_back(path);
  } else if (call.starts_with("open")) {
    (failed ? trace.looked_at : trace.opened).push_back(path);
  } else if (call == "fork" || call == "vfork" || call.starts_with("clone")) {
    ++trace.processes;
  } else if (!path.empty() &&
             path != "/proc/self/exe") {  // the C library of a static program asks for its name
    trace.looked_at.push_back(path);
  }
}

/// A repository of plain objects and refs with the commit `First` and an environment as a hook has it.
class Startup : public ::testing::Test {
 protected:
  Startup() : repo_(RepoKind::none) {
    for (const char* const name : {"GIT_DEFAULT_HASH", "GIT_DEFAULT_REF_FORMAT", "GIT_CEILING_DIRECTORIES"}) {
      repo_.set_variable(name, std::nullopt);
    }
    repo_.git({"init", "--quiet"});
    repo_.write("a", "a\n");
    repo_.commit("First", {"a"});
    repo_.set_variable("GIT_SESSION_BACKEND", "libgit2");
  }
  void SetUp() override {
    if (repo_.run({"strace", "-o", "/dev/null", "true"}).status != 0) {
      GTEST_SKIP() << "needs strace and the right to trace";
    }
  }

  Trace trace(std::vector<std::string> program, const std::string& input = {}) {
    const std::string file = (repo_.outside() / "trace").string();
    const std::string exec_path = repo_.git({"--exec-path"});
    std::vector<std::string> line = {"env",
                                     "GIT_INDEX_FILE=.git/index",
                                     "GIT_EXEC_PATH=" + exec_path,
                                     "GIT_PREFIX=",
                                     "strace",
                                     "-f",
                                     "-y",
                                     "-s",
                                     "4096",
                                     "-e",
                                     "trace=%file,%process,mmap",
                                     "-o",
                                     file};
    line.insert(line.end(), program.begin(), program.end());
    const RunResult result = repo_.run(line, input);
    EXPECT_EQ(result.status, 0) << result.err;
    Trace trace;
    const std::string text = read_bytes(file);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      read_line(std::string_view(text).substr(at, end - at), trace);
      at = end + 1;
    }
    EXPECT_FALSE(trace.started.empty());
    if (!trace.started.empty()) trace.started.erase(trace.started.begin());
    return trace;
  }

  /// Paths below the test's folder, without its name; others are the C library's where it is shared.
  std::vector<std::string> below(const std::vector<std::string>& paths) const {
    const std::string root = repo_.outside().string() + "/";
    std::vector<std::string> names;
    for (const std::string& path : paths) {
      if (path.starts_with(root)) {
        names.push_back(path.substr(root.size()));
      } else if (SESSION_STATIC == 1) {
        names.push_back(path);
      }
    }
    return names;
  }

  /// A commit that the hooks have not seen.
  void commit_unseen(const std::string& name) {
    repo_.write(name, name + "\n");
    repo_.git({"add", name});
    repo_.git({"-c", "core.hooksPath=/dev/null", "commit", "-qm", "Add " + name});
  }

  TestRepo repo_;
};

struct HookCall {
  std::vector<std::string> line;
  std::string input;
};

std::vector<HookCall> all_hooks(TestRepo& repo) {
  const std::string head = repo.head();
  const std::string pair = head + " " + head + "\n";
  return {{{"git-session-post-commit"}, ""},
          {{"git-session-post-checkout", head, head, "1"}, ""},
          {{"git-session-post-merge", "0"}, ""},
          {{"git-session-post-rewrite", "amend"}, pair},
          {{"git-session-post-applypatch"}, ""},
          {{"git-session-pre-push", "origin", "url"},
           "refs/heads/main " + head + " refs/heads/main " + std::string(40, '0') + "\n"}};
}

TEST_F(Startup, ReadsNothingWhenTurnedOff) {
  repo_.git({"session", "install"});
  repo_.set_variable("GIT_SESSION", "0");
  for (const HookCall& hook : all_hooks(repo_)) {
    SCOPED_TRACE(hook.line.front());
    const Trace trace = this->trace(hook.line, hook.input);
    EXPECT_THAT(below(trace.opened), IsEmpty());
    EXPECT_THAT(below(trace.looked_at), IsEmpty());
    EXPECT_EQ(trace.processes, 0u);
  }
}

TEST_F(Startup, FindsOutWithFewLooksThatThereIsNoDocument) {
  for (const HookCall& hook : all_hooks(repo_)) {
    SCOPED_TRACE(hook.line.front());
    const Trace trace = this->trace(hook.line, hook.input);
    EXPECT_THAT(below(trace.opened), ElementsAre("my répo/.git/HEAD", "my répo/.git/config"));
    EXPECT_THAT(below(trace.looked_at),
                IsSubsetOf({"my répo/.git", "my répo", "my répo/.git/commondir", "my répo/.git/worktrees",
                            "my répo/.git/objects", "my répo/.git/refs", "my répo/.git-session.toml",
                            "home/.config/git-session/config.toml", "my répo/.git/session/config.toml",
                            "my répo/SESSION.md",
                            // A switch may have taken an untracked document away: there would be a copy.
                            "my répo/.git/session/copies"}));
    EXPECT_EQ(trace.processes, 0u);
  }
}

TEST_F(Startup, ReadsNoObjectRefOrIndexWhileARebaseRuns) {
  repo_.git({"session", "install"});
  std::filesystem::create_directory(repo_.path() / ".git/rebase-merge");
  const Trace trace = this->trace({"git-session-post-commit"});
  for (const std::string& path : below(trace.opened)) {
    EXPECT_THAT(path, Not(HasSubstr("/objects")));
    EXPECT_THAT(path, Not(HasSubstr("/refs")));
    EXPECT_THAT(path, Not(HasSubstr("/index")));
  }
  EXPECT_THAT(below(trace.opened), Not(Contains("my répo/SESSION.md")));
  EXPECT_EQ(trace.processes, 0u);
}

TEST_F(Startup, NeedsNothingOfTheSystemWhereTheProgramsAreStatic) {
  if (SESSION_STATIC == 0) GTEST_SKIP() << "the programs are not linked statically here";
  repo_.git({"session", "install"});
  const std::string root = repo_.outside().string() + "/";
  for (const char* const locale : {"", "C.UTF-8", "en_US.UTF-8"}) {
    SCOPED_TRACE(locale);
    repo_.set_variable("LC_ALL", *locale == '\0' ? std::nullopt : std::optional<std::string>(locale));
    commit_unseen(std::string("file") + locale);
    std::vector<HookCall> programs = all_hooks(repo_);
    programs.push_back({{"git-session", "verify"}, ""});
    for (const HookCall& program : programs) {
      SCOPED_TRACE(program.line.front());
      const Trace trace = this->trace(program.line, program.input);
      for (const std::string& path : trace.mapped) EXPECT_THAT(path, StartsWith(root));
      std::vector<std::string> paths = trace.opened;
      paths.insert(paths.end(), trace.looked_at.begin(), trace.looked_at.end());
      for (const std::string& path : paths) {
        if (path.starts_with(root)) continue;
        for (const char* const part : {".so", "/ssl", "cert", "locale", "gconv", "nsswitch", "passwd",
                                       "group", "resolv.conf", "/etc/hosts"}) {
          EXPECT_THAT(path, Not(HasSubstr(part)));
        }
      }
    }
    EXPECT_THAT(repo_.read("SESSION.md"), HasSubstr(std::string("Add file") + locale + " — `"));
  }
}

TEST_F(Startup, StartsNoOtherProgramInASmallRepository) {
  repo_.git({"session", "install"});
  for (const char* const name : {"b", "c"}) {
    commit_unseen(name);
    for (const HookCall& hook : all_hooks(repo_)) {
      const Trace trace = this->trace(hook.line, hook.input);
      EXPECT_THAT(trace.started, IsEmpty()) << hook.line.front();
      EXPECT_EQ(trace.processes, 0u) << hook.line.front();
    }
    EXPECT_THAT(repo_.read("SESSION.md"), HasSubstr(std::string("Add ") + name + " — `"));
  }
}

TEST_F(Startup, ReadsNoPackedRefsForACommitOfABranchThatIsLoose) {
  std::string packed = "# pack-refs with: peeled fully-peeled sorted \n";
  const std::string id = repo_.head();
  for (int i = 0; i < 100'000; ++i) packed += id + " refs/heads/b/" + std::to_string(1'000'000 + i) + "\n";
  repo_.write(".git/packed-refs", packed);
  const RunResult installed = repo_.run({"git", "session", "install"});
  ASSERT_EQ(installed.status, 0) << installed.err;
  commit_unseen("b");
  const Trace trace = this->trace({"git-session-post-commit"});
  EXPECT_THAT(below(trace.opened), Not(Contains("my répo/.git/packed-refs")));
  EXPECT_EQ(trace.processes, 0u);
  EXPECT_THAT(repo_.read("SESSION.md"),
              HasSubstr(repo_.git({"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n"));
  // Where refs must be looked at, after an amend, it is as right, and only slower.
  EXPECT_EQ(repo_.run({"git", "commit", "-q", "--amend", "-m", "Add the b"}).status, 0);
  EXPECT_THAT(repo_.read("SESSION.md"),
              HasSubstr(repo_.git({"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n"));
  EXPECT_EQ(repo_.run({"git", "session", "verify"}).status, 0);
  repo_.git({"pack-refs", "--all"});
  EXPECT_EQ(repo_.run({"git", "session", "verify"}).status, 0);
  repo_.write("c", "c\n");
  repo_.commit("Add c", {"c"});
  EXPECT_THAT(repo_.read("SESSION.md"),
              HasSubstr(repo_.git({"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n"));
}

}  // namespace
}  // namespace session::test
