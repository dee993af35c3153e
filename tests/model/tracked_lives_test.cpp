// SPDX-License-Identifier: MIT
// Random lives with a SESSION.md that git tracks: git does what it does in a twin without the program, whose
// file is just what a person wrote. SESSION_TRACKED_RUNS is the number of lives, SESSION_MODEL_SEED the first
// seed.
#include "core/document/document.hpp"
#include "core/live/live_block.hpp"
#include "core/live/live_text.hpp"
#include "core/text/text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "draw.hpp"
#include "integration/hook_story.hpp"
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace session::test {
namespace {

constexpr std::size_t kSteps = 40;

std::uint64_t read_number(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// What is under way in a repository, and how it is ended.
constexpr const char* kFunctions =
    "doing() {\n"
    "  if [ -e .git/rebase-merge ] || [ -e .git/rebase-apply/rebasing ]; then echo rebase\n"
    "  elif [ -e .git/rebase-apply ]; then echo am\n"
    "  elif [ -e .git/CHERRY_PICK_HEAD ]; then echo cherry-pick\n"
    "  elif [ -e .git/REVERT_HEAD ]; then echo revert\n"
    "  elif [ -e .git/MERGE_HEAD ]; then echo merge\n"
    "  fi\n"
    "}\n"
    "resolve() {\n"
    "  git diff --name-only --diff-filter=U | sort -u | while read -r name; do\n"
    "    git checkout -q --ours -- \"$name\" 2>/dev/null || true; git add -A -- \"$name\"\n"
    "  done\n"
    "}\n";

/// Two repositories that live the same life.
class TrackedLives {
 public:
  explicit TrackedLives(std::uint64_t seed) : draw_(seed) {
    (void)with_.play(
        "git-session-clean <SESSION.md >../stored && cp ../stored SESSION.md && git add -f SESSION.md "
        "&& git commit -qm 'Track it' && git session install && git config --remove-section "
        "merge.git-session");
    without_.repo().write("SESSION.md", read_bytes(with_.repo().outside() / "stored"));
    (void)without_.play("git add -f SESSION.md && git commit -qm 'Track it'");
  }

  /// Plays a step. Gives what is wrong afterwards; empty when all is well.
  std::string step() {
    const std::string name = draw_step();
    steps_ += name + "\n";
    std::string fault = compare();
    return fault.empty() ? fault : fmt::format("{}\n==== after\n{}", fault, steps_);
  }

  /// After one more commit the file shows it, and each live item names a commit that a ref reaches.
  std::string finish() {
    (void)both("what=$(doing); [ -z \"$what\" ] || git $what --abort; put last; git commit -qm 'Last work'");
    std::string fault = compare();
    if (!fault.empty() || !with_.repo().exists("SESSION.md")) return fault;
    const std::string text = with_.document();
    if (!is_kept(text)) return {};
    if (show_text(text).find(" Last work — `") == std::string::npos) return "an item is missing\n" + text;
    const std::string reached = with_.sh("git rev-list --all HEAD").out;
    const std::vector<Span> lines = split_lines(text);
    for (std::size_t i = 0; i < lines.size();) {
      const auto block = parse_live_block(text, lines, i);
      if (!block) {
        ++i;
        continue;
      }
      for (const std::string& line : block->lines) {
        const std::string hash = find_hash(line);
        if (!hash.empty() && ("\n" + reached).find("\n" + hash) == std::string::npos)
          return fmt::format("no ref reaches {}\n{}\n==== after\n{}", line, text, steps_);
      }
    }
    return {};
  }

 private:
  /// A person may have broken the heading of a section: then nothing is recorded any more.
  static bool is_kept(const std::string& text) {
    const Document document = parse_document(show_text(text));
    return is_session_document(document) && !find_obstacle(text);
  }

  /// The hash of a completed item that has no mark behind its date.
  static std::string find_hash(const std::string& line) {
    const std::size_t begin = line.rfind(" — `");
    if (!line.starts_with("- [x] ") || !line.ends_with(")") || begin == std::string::npos) return {};
    const std::size_t from = begin + std::string_view(" — `").size();
    return line.substr(from, line.find('`', from) - from);
  }

  std::string draw_step() {
    const std::string busy = with_.sh(std::string(kFunctions) + "doing").out;
    (void)without_.sh(":");
    if (!busy.empty()) {
      const std::string what = busy.substr(0, busy.find('\n'));
      return draw_.chance(50) ? both(fmt::format("git {} --abort", what))
                              : both(fmt::format("resolve; GIT_EDITOR=: git {} --continue", what));
    }
    const std::size_t choice = draw_.below(100);
    if (choice < 25) return both(draw_commit());
    if (choice < 45) return edit_as_person();
    if (choice < 50) return publish();
    return both(draw_move());
  }

  /// The same script in both repositories.
  std::string both(const std::string& script) {
    const RunResult with = with_.sh(std::string(kFunctions) + script);
    const RunResult without = without_.sh(std::string(kFunctions) + script);
    if (with.status != without.status || with.out != without.out) {
      fault_ = fmt::format("another answer of git\n--- with ({})\n{}{}\n--- without ({})\n{}{}", with.status,
                           with.out, with.err, without.status, without.out, without.err);
    }
    return script;
  }

  std::string draw_commit() {
    const std::size_t n = ++number_;
    switch (draw_.below(8)) {
      case 0: return fmt::format("put f{0}; git commit -qm 'Work {0}' -m 'Next: Plan {0}'", n);
      case 1: return fmt::format("put f{0}; git commit -qm 'Work {0}' -m 'Progress: Task {0}'", n);
      case 2:
        return fmt::format("put f{0}; git commit -qm 'Work {0}' -m 'Completes: Task {1}'", n,
                           draw_.below(n) + 1);
      case 3: return fmt::format("put f{0}; git commit -qm 'Work {0}' -m 'Blocked-by: Cause {0}'", n);
      case 4: return fmt::format("git commit -qam 'Notes {}'", n);
      case 5: return fmt::format("git add -A; git commit -qm 'All {}'", n);
      case 6: return fmt::format("git commit -q --amend -m 'Work {} again'", n);
      default: return fmt::format("put f{0}; git commit -qm 'Work {0}'", n);
    }
  }

  std::string draw_move() {
    const std::size_t n = ++number_;
    const std::string other = draw_.pick(branches_);
    // Before the file was tracked there is none in the twin.
    const std::string earlier = "git cat-file -e HEAD~1:SESSION.md 2>/dev/null || exit 0; ";
    switch (draw_.below(26)) {
      case 0:
      case 1: branches_.push_back(fmt::format("b{}", n)); return fmt::format("git switch -qc b{}", n);
      case 2:
      case 3:
      case 4:
      case 5: return "git switch -q " + other;
      case 6: return earlier + "git switch -q --detach HEAD~1";
      case 7: return "git merge -q --no-edit --no-ff " + other;
      case 8: return "git merge -q --no-edit " + other;
      case 9: return fmt::format("git merge -q --squash {} && git commit -qm 'Squash {}'", other, n);
      case 10: return "git rebase -q " + other;
      case 11: return "git rebase -q --apply " + other;
      case 12: return "git rebase -q --autostash " + other;
      case 13: return fmt::format("git cherry-pick {} >/dev/null", other);
      case 14: return "git revert --no-edit HEAD >/dev/null";
      case 15: return earlier + "git reset -q --soft HEAD~1";
      case 16: return earlier + "git reset -q HEAD~1";
      case 17: return earlier + "git reset -q --hard HEAD~1";
      case 18: return "git cat-file -e ORIG_HEAD:SESSION.md || exit 0; git reset -q --hard ORIG_HEAD";
      case 19: return "git checkout -q -- SESSION.md";
      case 20: return "git restore --source=HEAD~2 SESSION.md";
      case 21: return "git stash -q";
      case 22: return "git stash -q -u";
      case 23: return "git stash pop -q";
      case 24: return "git add SESSION.md";
      default: return "git checkout -q -f " + other;
    }
  }

  /// A person changes, adds or takes out a line, also among the live ones. The twin's file gets what git
  /// would store.
  std::string edit_as_person() {
    if (!with_.repo().exists("SESSION.md") || !without_.repo().exists("SESSION.md")) return "nothing";
    const std::string text = with_.document();
    std::vector<std::string> lines;
    std::vector<std::size_t> places;
    bool in_comment = false;
    for (const Span& span : split_lines(text)) {
      const std::string line(slice(text, span));
      const bool is_comment = is_block_start(line) || is_block_end(line);
      if (!in_comment && !is_comment) places.push_back(lines.size());
      if (is_block_start(line) && !line.ends_with(" -->")) in_comment = true;
      if (line == "-->") in_comment = false;
      lines.push_back(line);
    }
    if (places.empty()) return "nothing";
    const std::size_t at = draw_.pick(places);
    const std::size_t n = ++number_;
    std::string what = fmt::format("a person edits line {}", at + 1);
    if (draw_.chance(20)) {
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
      what += ", away";
    } else if (draw_.chance(50)) {
      lines[at] += fmt::format(" edited {}", n);
      what += ": " + lines[at];
    } else {
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), fmt::format("- Words {}", n));
      what += ", new: " + lines[at];
    }
    std::string edited;
    for (const std::string& line : lines) edited += line + "\n";
    with_.repo().write("SESSION.md", edited);
    hand_on();
    // git trusts a changed size more than the filter. Where nothing of the edit is stored, somebody has to
    // say so: the next hook, or a person.
    (void)with_.sh(":");
    const bool is_stored = without_.sh("git diff --quiet -- SESSION.md").status == 0;
    if (is_stored) (void)both("git add SESSION.md");
    return what;
  }

  std::string publish() {
    (void)with_.sh("git session wrap-up >/dev/null");
    (void)without_.sh(":");
    hand_on();
    return "git session wrap-up";
  }

  void hand_on() {
    if (!with_.repo().exists("SESSION.md")) return;
    const std::string stored = clean_text(with_.document());
    if (stored != without_.document()) without_.repo().write("SESSION.md", stored);
  }

  std::string compare() {
    if (!fault_.empty()) return fault_;
    const std::string look =
        "git status --porcelain; git rev-parse HEAD; git for-each-ref; git stash list; git "
        "ls-files --stage";
    const std::string with = with_.sh(look).out;
    const std::string without = without_.sh(look).out;
    if (with != without)
      return fmt::format("git sees something else\n--- with\n{}\n--- without\n{}", with, without);
    if (with_.repo().exists("SESSION.md") != without_.repo().exists("SESSION.md"))
      return "SESSION.md is there in one";
    if (!with_.repo().exists("SESSION.md")) return {};
    const std::string stored = clean_text(with_.document());
    if (stored == without_.document()) return {};
    return fmt::format(
        "git would store something else\n--- with\n{}\n--- its stored form\n{}\n--- without\n{}",
        with_.document(), stored, without_.document());
  }

  Draw draw_;
  Story with_;
  Story without_{Story::Hooks::none};
  std::vector<std::string> branches_ = {"main"};
  std::size_t number_ = 0;
  std::string steps_;
  std::string fault_;
};

class TrackedModel : public ::testing::TestWithParam<std::size_t> {};

TEST_P(TrackedModel, GitDoesWhatItDoesInATwinWithoutHooks) {
  const std::uint64_t first = read_number("SESSION_MODEL_SEED", 1);
  const std::uint64_t runs = read_number("SESSION_TRACKED_RUNS", 12);
  for (std::uint64_t i = GetParam(); i < runs; i += 2) {
    TrackedLives lives(first + i);
    for (std::size_t step = 0; step < kSteps; ++step) {
      const std::string fault = lives.step();
      if (fault.empty()) continue;
      ADD_FAILURE() << "seed " << first + i << ": " << fault;
      break;
    }
    const std::string fault = ::testing::Test::HasFailure() ? std::string() : lives.finish();
    if (!fault.empty()) ADD_FAILURE() << "seed " << first + i << ", at the end: " << fault;
  }
}

INSTANTIATE_TEST_SUITE_P(Batches, TrackedModel, ::testing::Range<std::size_t>(0, 2));

}  // namespace
}  // namespace session::test
