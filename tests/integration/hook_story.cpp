// SPDX-License-Identifier: MIT
// Plays scripts, and writes the expected document by hand, without the code under test.
#include "hook_story.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <stdexcept>

namespace session::test {
namespace {

constexpr const char* kPrelude =
    "put() { for name; do printf '%s\\n' \"$name\" >\"$name\" && git add -- \"$name\"; done; }\n"
    "edit() { [ ! -e SESSION.md ] || sed -i \"$@\" SESSION.md; }\n"
    "tick() {\n"
    "  SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 1)); export SOURCE_DATE_EPOCH\n"
    "  GIT_AUTHOR_DATE=\"$SOURCE_DATE_EPOCH +0000\"; GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE\n"
    "}\n";

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string format_time(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::string list(const std::vector<std::string>& items, const char* placeholder, const std::string& box) {
  if (items.empty()) return std::string(placeholder) + "\n";
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += box.empty() ? fmt::format("{}. {}\n", i + 1, items[i]) : fmt::format("{} {}\n", box, items[i]);
  }
  return text;
}

}  // namespace

Story::Story(Hooks hooks) {
  play("put a && git commit -qm First");
  // The twin runs something instead, so that both clocks stay together.
  repo_.git(hooks == Hooks::installed ? std::vector<std::string>{"session", "install"}
                                      : std::vector<std::string>{"version"});
  seconds_ = repo_.now();
}

RunResult Story::sh(const std::string& script) {
  RunResult result = repo_.run({"sh", "-c", kPrelude + script});
  seconds_ = repo_.now();
  return result;
}

std::string Story::play(const std::string& script) {
  RunResult result = sh("set -e\n" + script);
  if (result.status != 0) {
    throw std::runtime_error(
        fmt::format("{} ended with {}\n{}{}", script, result.status, result.out, result.err));
  }
  return std::move(result.err);
}

void Story::expect_said(const std::string& script, const std::string& said) {
  const std::string err = play(script);
  EXPECT_EQ(err, expand(said)) << script;
}

std::string Story::expand(std::string text) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find('}', at);
    const std::string name = text.substr(at + 1, end - at - 1);
    text.replace(at, end - at + 1,
                 name == "ROOT" ? repo_.path().string() : repo_.git({"rev-parse", "--short", name}));
  }
  return text;
}

std::string Story::expect(const Shown& shown, std::int64_t seconds) {
  if (seconds == 0) seconds = seconds_;
  std::vector<std::string> completed;
  for (const std::string& item : shown.completed) {
    const std::size_t at = item.rfind(" @ ");
    if (at == std::string::npos) {
      completed.push_back(expand(item));
      continue;
    }
    const std::size_t mark = std::min(item.find(" — ", at), item.size());
    const std::string revision = item.substr(at + 3, mark - at - 3);
    completed.push_back(item.substr(0, at) + repo_.git({"log", "-1", "--format= — `%h` (%cs)", revision}) +
                        expand(item.substr(mark)));
  }
  std::vector<std::string> in_progress;
  for (const std::string& item : shown.in_progress) in_progress.push_back(expand(item));
  std::string blockers;
  for (const std::string& blocker : shown.blockers)
    blockers += fmt::format("| {} | — | — | Open |\n", blocker);
  const std::string last =
      shown.last.empty() ? "_(no commit yet)_" : repo_.git({"log", "-1", "--format=`%h` — %s", shown.last});
  return "# SESSION — my répo\n\n## Current Phase\n_(No phase plan)_\n\n## Completed Items\n" +
         list(completed, "_(No items completed yet)_", "- [x]") + "\n## In Progress\n" +
         list(in_progress, "_(Nothing in progress)_", "- [ ]") +
         "\n## Blockers\n| Blocker | Impact | Mitigation | Status |\n"
         "|---------|--------|------------|--------|\n" +
         (blockers.empty() ? "| _(None identified)_ | — | — | — |\n" : blockers) + "\n## Next Actions\n" +
         list(shown.next, "_(None)_", "") +
         fmt::format(
             "\n## Git Checkpoint\n- **Branch**: {}\n- **Last Commit**: {}\n"
             "- **Uncommitted Changes**: {}\n- **Timestamp**: {}\n",
             shown.branch, last, shown.changes, format_time(seconds)) +
         "\n## Session History\n| Session | Date | Duration | Progress |\n"
         "|---------|------|----------|----------|\n"
         "| 1 | 2025-07-01 | — | Initial SESSION.md created |\n";
}

std::string Story::ours(const std::string& err) {
  std::string text;
  bool before = false;
  for (const std::string& line : split(err)) {
    // git has hints too; ours follow a line of ours.
    before = line.starts_with("session:") || (before && line.starts_with("hint:"));
    if (before) text += line + "\n";
  }
  return text;
}

std::string Story::git_view() {
  return repo_.git({"for-each-ref"}) + "\n" + repo_.run({"git", "log", "-g", "--format=%H %gs"}).out +
         repo_.run({"git", "symbolic-ref", "HEAD"}).out +
         repo_.git({"status", "--porcelain=v2", "--untracked-files=all"});
}

std::string subtract_lines(const std::string& with, const std::string& without) {
  const std::vector<std::string> expected = split(without);
  std::size_t next = 0;
  std::string rest;
  for (const std::string& line : split(with)) {
    if (next < expected.size() && line == expected[next]) {
      ++next;
    } else {
      rest += line + "\n";
    }
  }
  return next == expected.size() ? rest : "? with:\n" + with + "? without:\n" + without;
}

std::string_view script_prelude() {
  return kPrelude;
}

std::size_t count_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::vector<std::string> list_copies(const Story& story) {
  const auto folder = story.state() / "copies";
  return std::filesystem::exists(folder) ? list_names(folder) : std::vector<std::string>();
}

}  // namespace session::test
