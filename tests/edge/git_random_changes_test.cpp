// SPDX-License-Identifier: MIT
// Uncommitted changes of many small random work trees, against `git status`.

#include "support/git_support.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <random>

namespace session::git {
namespace {

using test::TestRepo;

std::vector<Change> read(Repository& repository, bool untracked = true) {
  return value_of(repository.read_changes({.untracked = untracked})).changes;
}

/// Makes small work trees in all sorts of states, the same ones for the same seed.
class RandomTree {
 public:
  RandomTree(TestRepo& repo, unsigned seed) : repo_(repo), random_(seed) {}

  void make() {
    if (chance(30)) repo_.write(".gitignore", "*.o\nbuild/\n/top\n!keep.o\nd/**/x\n");
    if (chance(20)) repo_.write("d/.gitignore", "!*.o\nb\n");
    if (chance(20))
      repo_.write(".gitattributes", chance(50) ? "* text=auto\n" : "a* eol=crlf\n*.bin -text\n");
    const int files = pick(0, 12);
    for (int i = 0; i < files; ++i) write_file(path());
    if (chance(90)) {
      repo_.git({"add", "--all"});
      if (chance(95)) repo_.git({"commit", "--quiet", "--allow-empty", "-m", "first"});
    }
    const int steps = pick(0, 10);
    for (int i = 0; i < steps; ++i) change();
  }

 private:
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool chance(int percent) { return pick(1, 100) <= percent; }

  std::string path() {
    static const std::vector<std::string> folders = {"", "", "d/", "d/e/", "build/", "z w/", "d/\xc3\xbc/"};
    static const std::vector<std::string> names = {"a",   "b.o", "c.txt",  "d",    "e f",   "g\"h",
                                                   "top", "x",   "keep.o", "i\\j", "k.bin", "l\nm"};
    return folders[static_cast<std::size_t>(pick(0, static_cast<int>(folders.size()) - 1))] +
           names[static_cast<std::size_t>(pick(0, static_cast<int>(names.size()) - 1))];
  }

  std::string content() {
    static const std::vector<std::string> contents = {"", "x", "one\ntwo\nthree\n", "one\r\ntwo\r\n",
                                                      "longer text\n"};
    std::string text = contents[static_cast<std::size_t>(pick(0, static_cast<int>(contents.size()) - 1))];
    if (chance(50)) text += std::to_string(pick(0, 99)) + "\n";
    return text;
  }

  /// Puts a file there, unless a folder is in the way.
  void write_file(const std::string& name) {
    const auto file = repo_.path() / name;
    std::error_code error;
    if (std::filesystem::is_directory(std::filesystem::symlink_status(file, error))) return;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) return;
    std::filesystem::remove(file, error);
    if (chance(10)) {
      std::filesystem::create_symlink(content() + "target", file);
    } else {
      test::write_bytes(file, content());
      if (chance(10)) std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }
  }

  /// A path from the index, or a new one.
  std::string known_path() {
    const auto names = split_records(repo_.git({"ls-files", "-z"}));
    if (names.empty() || chance(20)) return path();
    return names[static_cast<std::size_t>(pick(0, static_cast<int>(names.size()) - 1))];
  }

  void change() {
    const std::string name = known_path();
    std::error_code error;
    switch (pick(0, 16)) {
      case 0:
      case 1:
      case 2: write_file(name); break;
      case 3: std::filesystem::remove_all(repo_.path() / name, error); break;
      case 4:
      case 5: static_cast<void>(repo_.run({"git", "add", "--all", "--", name})); break;
      case 6: static_cast<void>(repo_.run({"git", "rm", "--quiet", "--cached", "--", name})); break;
      case 7: static_cast<void>(repo_.run({"git", "mv", "--", name, path()})); break;
      case 8: write_file(path()); break;
      case 9: make_other_kind(name); break;
      case 10: static_cast<void>(repo_.run({"git", "add", "--force", "--", path()})); break;
      case 11: make_nested(); break;
      case 12: make_link(name); break;
      case 13: flip_mode(name); break;
      case 14: rewrite(name, name.size() % 2 == 0); break;
      case 15: std::filesystem::create_directories(repo_.path() / (path() + ".d/empty"), error); break;
      default: static_cast<void>(::mkfifo((repo_.path() / path()).c_str(), 0600)); break;
    }
  }

  /// A folder in place of a file, or the other way round.
  void make_other_kind(const std::string& name) {
    const auto file = repo_.path() / name;
    std::error_code error;
    const bool was_folder = std::filesystem::is_directory(file, error);
    std::filesystem::remove_all(file, error);
    if (was_folder) {
      test::write_bytes(file, "now a file");
    } else {
      write_file(name + "/inner");
    }
  }

  /// A link in place of a file, or of the folder around it.
  void make_link(const std::string& name) {
    const std::size_t slash = name.rfind('/');
    const auto place = repo_.path() / (slash == name.npos || chance(50) ? name : name.substr(0, slash));
    std::error_code error;
    std::filesystem::rename(place, repo_.outside() / ("moved" + std::to_string(moved_)), error);
    if (error) return;
    std::filesystem::create_symlink(repo_.outside() / ("moved" + std::to_string(moved_++)), place, error);
  }

  void flip_mode(const std::string& name) {
    struct stat status = {};
    const auto file = repo_.path() / name;
    if (::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
      static_cast<void>(::chmod(file.c_str(), status.st_mode ^ 0100u));
    }
  }

  /// The same bytes at another time, or other bytes of the same number.
  void rewrite(const std::string& name, bool changes) {
    const auto file = repo_.path() / name;
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(file))) return;
    std::string bytes = test::read_bytes(file);
    if (changes && !bytes.empty()) bytes.front() = bytes.front() == 'y' ? 'z' : 'y';
    test::write_bytes(file, bytes);
  }

  void make_nested() {
    static const std::vector<std::string> places = {"nested", "d/nested", "u/v/nested"};
    const std::string& place = places[static_cast<std::size_t>(pick(0, 2))];
    std::error_code error;
    std::filesystem::create_directories(repo_.path() / place, error);
    if (error || std::filesystem::exists(repo_.path() / place / ".git")) return;
    repo_.git({"init", "--quiet", place});
    if (chance(70)) test::write_bytes(repo_.path() / place / "file", "x");
    if (chance(50)) repo_.git({"-C", place, "commit", "--quiet", "--allow-empty", "-m", "nested"});
  }

  TestRepo& repo_;
  std::mt19937 random_;
  int moved_ = 0;
};

unsigned tree_count() {
  const char* const wanted = std::getenv("SESSION_RANDOM_TREES");
  return wanted == nullptr ? 200 : static_cast<unsigned>(std::stoul(wanted));
}

unsigned first_seed() {
  const char* const wanted = std::getenv("SESSION_RANDOM_SEED");
  return wanted == nullptr ? 1 : static_cast<unsigned>(std::stoul(wanted));
}

TEST(Changes, AreThoseOfGitForRandomWorkTrees) {
  std::size_t with_changes = 0;
  std::size_t calls = 0;
  for (unsigned seed = first_seed(); seed < first_seed() + tree_count(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    TestRepo repo;
    RandomTree(repo, seed).make();
    const auto expected = ask_git_status(repo, repo.path());
    const auto tracked = ask_git_status(repo, repo.path(), {"--untracked-files=no"});
    const GitCounter counter;
    const auto repository = open(repo);
    ASSERT_EQ(read(*repository), expected);
    ASSERT_EQ(read(*repository, false), tracked);
    with_changes += expected.empty() ? 0 : 1;
    calls += counter.calls();
  }
  EXPECT_GT(with_changes, tree_count() / 2);
  // Both ways of reading took part.
  EXPECT_GT(calls, tree_count() / 20);
  EXPECT_LT(calls, tree_count() * 3 / 2);
}

}  // namespace
}  // namespace session::git
