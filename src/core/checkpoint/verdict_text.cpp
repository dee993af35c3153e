// SPDX-License-Identifier: MIT
// The verdict as lines for a person.
#include "core/checkpoint/verdict.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/shell_word.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace session {
namespace {

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kLongestPath = 100;
constexpr std::size_t kMostPaths = 5;

/// The words around the facts, each made fit for the terminal.
struct Words {
  std::string file;
  std::string recorded;   ///< the recorded hash
  std::string head;       ///< "HEAD (1a2b3c4)"
  std::string on_branch;  ///< " on 'main'", or nothing when no branch was recorded
};

std::string quote(std::string_view name) {
  return "'" + format_shortened(format_plain(name), kLongestName) + "'";
}

/// The recorded branch, with the bytes that git knows where the private state has them.
std::optional<BranchText> find_recorded_branch(const RecordedCheckpoint& recorded) {
  if (!recorded.branch) return std::nullopt;
  if (is_written_from_state(recorded)) {
    const auto& branch = recorded.state->head.branch;
    return BranchText{!branch.has_value(), branch.value_or("")};
  }
  return parse_branch(*recorded.branch);
}

Words find_words(const RecordedCheckpoint& recorded, const ActualState& actual, std::string_view file) {
  Words words;
  words.file = format_plain(file);
  words.recorded = format_shortened(format_plain(recorded.hash.value_or("")), kLongestName + 4);
  words.head = actual.head.id ? fmt::format("HEAD ({})", actual.abbreviated) : "HEAD (no commit yet)";
  if (const auto branch = find_recorded_branch(recorded)) {
    words.on_branch = branch->detached ? " with a detached HEAD" : " on " + quote(branch->name);
  }
  return words;
}

std::string count_commits(std::size_t count) {
  return count == 1 ? "1 commit" : fmt::format("{} commits", count);
}

/// "SESSION.md describes 'main', you are on 'feature'".
std::string describe_branches(const RecordedCheckpoint& recorded, const ActualState& actual,
                              std::string_view file) {
  const auto branch = find_recorded_branch(recorded);
  const std::string expected =
      branch && !branch->detached ? quote(branch->name) : "a detached HEAD at " + recorded.hash.value_or("");
  const std::string now = actual.head.branch ? "you are on " + quote(*actual.head.branch)
                                             : "HEAD is detached at " + actual.abbreviated;
  return fmt::format("{} describes {}, {}", format_plain(file), expected, now);
}

/// The command that leads back; nothing when it cannot be printed so that it works.
std::optional<std::string> find_way_back(const RecordedCheckpoint& recorded) {
  const auto branch = find_recorded_branch(recorded);
  if (branch && !branch->detached) {
    if (!is_printable_branch(branch->name)) return std::nullopt;
    return "git switch " + format_shell_word(branch->name);
  }
  if (!recorded.hash) return std::nullopt;
  return "git switch --detach " + format_shell_word(*recorded.hash);
}

Message format_other_branch(const RecordedCheckpoint& recorded, const ActualState& actual,
                            std::string_view file) {
  std::string line = describe_branches(recorded, actual, file);
  if (const auto back = find_way_back(recorded)) line += fmt::format(" (back: {})", *back);
  return {MessageKind::warning, std::move(line)};
}

using Names = std::vector<std::string>;

/// The three groups of changes as names; at most five are named, each group that is not empty with at least
/// one.
std::vector<Message> format_groups(const Verdict& verdict) {
  std::array<Names, 3> groups;
  const auto name = [](const Change& change) {
    return format_shortened(format_change(change), kLongestPath);
  };
  for (const Change& change : verdict.appeared) groups[0].push_back(name(change));
  for (const Change& change : verdict.vanished) groups[1].push_back(name(change));
  for (const auto& [before, after] : verdict.changed) {
    groups[2].push_back(fmt::format("{} (now {})", name(before), format_plain(after.status)));
  }
  std::array<std::size_t, 3> shown = {0, 0, 0};
  const std::size_t all = groups[0].size() + groups[1].size() + groups[2].size();
  for (std::size_t left = std::min(all, kMostPaths), group = 0; left > 0; group = (group + 1) % 3) {
    if (shown[group] == groups[group].size()) continue;
    ++shown[group];
    --left;
  }
  constexpr std::array<std::string_view, 3> kTitles = {"new: ", "gone: ", "changed: "};
  std::vector<Message> lines;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    if (groups[group].empty()) continue;
    const auto begin = groups[group].begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(shown[group]);
    std::string line = fmt::format("{}{}", kTitles[group], fmt::join(begin, end, ", "));
    const std::size_t left = groups[group].size() - shown[group];
    if (left > 0) line += fmt::format(", and {} more", left);
    lines.push_back({MessageKind::warning, std::move(line)});
  }
  return lines;
}

/// One line in place of the groups, where something worse is being told.
void append_changes_in_short(const Verdict& verdict, std::vector<Message>& lines) {
  if (!verdict.changes_differ) return;
  lines.push_back({MessageKind::warning,
                   fmt::format("uncommitted changes differ too: {} new, {} gone, {} changed",
                               verdict.appeared.size(), verdict.vanished.size(), verdict.changed.size())});
}

/// ahead, behind, diverged: where the document stands, where HEAD stands, and the commits between them.
std::vector<Message> format_commits(const Verdict& verdict, const Words& words) {
  std::string line = fmt::format("{} records {}{}, ", words.file, words.recorded, words.on_branch);
  std::string range;
  if (verdict.kind == VerdictKind::ahead) {
    line += fmt::format("{} is {} ahead of it", words.head, count_commits(verdict.count));
    range = words.recorded + "..HEAD";
  } else if (verdict.kind == VerdictKind::behind) {
    line += fmt::format("{} is {} behind it", words.head, count_commits(verdict.count));
    range = "HEAD.." + words.recorded;
  } else {
    line += fmt::format("{} is neither before nor after it", words.head);
    range = "--left-right " + words.recorded + "...HEAD";
  }
  std::vector<Message> lines = {{MessageKind::warning, std::move(line)}};
  append_changes_in_short(verdict, lines);
  lines.push_back({MessageKind::hint, "the commits between them: git log --oneline " + range});
  return lines;
}

std::vector<Message> format_unknown(const Verdict& verdict, const RecordedCheckpoint& recorded,
                                    const ActualState& actual, const Words& words) {
  const bool shallow = verdict.relation.shallow;
  std::vector<Message> lines = {
      {MessageKind::warning, fmt::format("{} records {}{}, {}", words.file, words.recorded, words.on_branch,
                                         shallow ? "and this shallow clone cannot tell how HEAD relates to it"
                                                 : "which is not in this repository")}};
  if (verdict.other_branch) {
    lines.push_back({MessageKind::warning, describe_branches(recorded, actual, words.file)});
  }
  append_changes_in_short(verdict, lines);
  lines.push_back({MessageKind::hint, shallow ? "to get the rest of the history: git fetch --unshallow"
                                              : "it may have been made in another clone: git fetch --all"});
  return lines;
}

std::vector<Message> format_changes_differ(const Verdict& verdict, const Words& words) {
  std::vector<Message> lines = {
      {MessageKind::warning,
       fmt::format("{} is at the recorded commit{}, but uncommitted changes differ from {}", words.head,
                   words.on_branch, words.file)}};
  std::vector<Message> groups = format_groups(verdict);
  lines.insert(lines.end(), groups.begin(), groups.end());
  lines.push_back({MessageKind::hint, "all of them: git status --short"});
  return lines;
}

}  // namespace

std::string_view describe(Operation operation) {
  switch (operation) {
    case Operation::none: return "nothing";
    case Operation::merge: return "a merge";
    case Operation::rebase: return "a rebase";
    case Operation::am: return "'git am'";
    case Operation::cherry_pick:
    case Operation::cherry_pick_range: return "a cherry-pick";
    case Operation::revert:
    case Operation::revert_range: return "a revert";
    case Operation::bisect: return "a bisect";
  }
  return "an operation";
}

std::vector<Message> format_verdict(const Verdict& verdict, const RecordedCheckpoint& recorded,
                                    const ActualState& actual, std::string_view file) {
  const Words words = find_words(recorded, actual, file);
  switch (verdict.kind) {
    case VerdictKind::match: return {};
    case VerdictKind::rewritten:
      return {{MessageKind::detail, fmt::format("{} records {}, which was rewritten; {} holds it now",
                                                words.file, words.recorded, words.head)}};
    case VerdictKind::ahead:
    case VerdictKind::behind:
    case VerdictKind::diverged: return format_commits(verdict, words);
    case VerdictKind::unknown: return format_unknown(verdict, recorded, actual, words);
    case VerdictKind::other_branch: return {format_other_branch(recorded, actual, file)};
    case VerdictKind::changes_differ: return format_changes_differ(verdict, words);
    case VerdictKind::no_checkpoint:
      return {{MessageKind::warning, fmt::format("{} has no git checkpoint yet", words.file)},
              {MessageKind::hint, "the next commit writes it"}};
    case VerdictKind::busy:
      return {{MessageKind::warning, fmt::format("{} is under way, so {} cannot be compared now",
                                                 describe(actual.operation), words.file)},
              {MessageKind::hint, "how to go on: git status"}};
  }
  return {};
}

}  // namespace session
