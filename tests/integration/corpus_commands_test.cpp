// SPDX-License-Identifier: MIT
// Every command and the hooks on real files, below the folder that SESSION_CORPUS_DIR names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace session::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> list_corpus() {
  std::vector<fs::path> files;
  const char* const folder = std::getenv("SESSION_CORPUS_DIR");
  if (folder == nullptr || !fs::is_directory(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, int> count_text_lines(const std::string& text) {
  std::map<std::string, int> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if (line.find_first_not_of(" \t\r") != std::string::npos) ++lines[line];
    at = end + 1;
  }
  return lines;
}

/// The lines of `before` that are missing in `after`.
std::vector<std::string> find_missing(const std::string& before, const std::string& after) {
  std::vector<std::string> missing;
  auto left = count_text_lines(after);
  for (const auto& [line, count] : count_text_lines(before)) {
    for (int i = left[line]; i < count; ++i) missing.push_back(line);
  }
  return missing;
}

/// A line of a part that the hooks keep: a field of the checkpoint, or the line of the progress.
bool is_kept_by_hooks(const std::string& line) {
  static const std::vector<std::string> kNames = {"ranch", "ommit",  "heckpoint", "HEAD",    "hanges",
                                                  "tamp",  "pdated", "ate",       "rogress", "Working"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&line](const std::string& name) { return line.find(name) != std::string::npos; });
}

class CorpusFile {
 public:
  explicit CorpusFile(const fs::path& file) : bytes_(read_bytes(file)) {
    story_.play("rm SESSION.md");
    story_.repo().write("SESSION.md", bytes_);
  }

  /// Runs a command; it must end as documented and change no file.
  void expect_reader(const std::string& command) {
    const std::string before = story_.document();
    run(command);
    EXPECT_EQ(story_.document(), before) << command;
  }

  /// Runs a command that writes: of the lines from before only those may go that `may_change` is true for.
  template <class Predicate>
  void expect_writer(const std::string& command, Predicate may_change) {
    const std::string before = story_.document();
    run(command);
    std::string after = story_.document();
    if (story_.repo().exists("claudedocs/SESSION_ARCHIVE.md"))
      after += "\n" + story_.repo().read("claudedocs/SESSION_ARCHIVE.md");
    for (const std::string& line : find_missing(before, after))
      EXPECT_TRUE(may_change(line)) << command << " took away: " << line;
  }

  /// Plays git commands; git must succeed whatever stands in the file.
  void commit(const std::string& name) {
    expect_writer("", [](const std::string& /*line*/) { return true; });
    const std::string before = story_.document();
    story_.play("put " + name + "; git commit -qm 'Add " + name + "'");
    for (const std::string& line : find_missing(before, story_.document()))
      EXPECT_TRUE(is_kept_by_hooks(line) || line.find("_(") != std::string::npos ||
                  line.find("*(") != std::string::npos)
          << "the hook took away: " << line;
  }

 private:
  void run(const std::string& command) {
    if (command.empty()) return;
    const RunResult result = story_.sh("git session " + command + " </dev/null");
    EXPECT_LE(result.status, 4) << command << "\n" << result.out << result.err;
  }

  std::string bytes_;
  Story story_;
};

bool is_nothing(const std::string& /*line*/) {
  return false;
}

TEST(CorpusCommands, ChangeOnlyWhatTheyAreAbout) {
  const auto files = list_corpus();
  if (files.empty()) GTEST_SKIP() << "SESSION_CORPUS_DIR is not set";
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.filename());
    CorpusFile corpus(file);
    for (const char* const reader : {"status", "status --short", "status --json", "verify", "verify --json",
                                     "resume", "resume --json", "resume --hook"}) {
      corpus.expect_reader(reader);
    }
    corpus.commit("b");
    corpus.expect_writer("init --adopt", is_nothing);
    corpus.commit("c");
    const auto is_list_line = [](const std::string& line) {
      // Numbers of a list move on, a placeholder gives way, and what the checkpoint says follows git.
      return is_kept_by_hooks(line) || line.find("_(") != std::string::npos ||
             line.find_first_of("0123456789") == line.find_first_not_of(" \t");
    };
    corpus.expect_writer("start 'A new thing'", is_list_line);
    corpus.expect_writer("next 'Write src/thing.c'", is_list_line);
    corpus.expect_writer("block 'No key' --impact 'none' --mitigation 'ask'", is_list_line);
    corpus.expect_writer("unblock 'No key'",
                         [](const std::string& line) { return line.find("No key") != line.npos; });
    corpus.expect_writer("done 'A new thing'", [&](const std::string& line) {
      return is_list_line(line) || line.find("A new thing") != line.npos;
    });
    corpus.expect_writer("wrap-up --note 'half'", [&](const std::string& line) {
      // The row of the history that adopting opened.
      return is_list_line(line) || line.find("SESSION.md adopted") != line.npos;
    });
    corpus.expect_writer("archive --keep 3", is_list_line);
    for (const char* const reader : {"status", "verify", "resume"}) corpus.expect_reader(reader);
  }
}

}  // namespace
}  // namespace session::test
