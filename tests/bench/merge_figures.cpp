// SPDX-License-Identifier: MIT
// How many of many random merges of SESSION.md conflict: with the merge driver, with git's own merge on the
// same files, and with git's own merge on files that hold what the hooks write after each commit.
#include "core/document/draft.hpp"
#include "io/process.hpp"
#include "support/merge_story.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace {

using session::test::MergePerson;
using session::test::MergeStep;
using Random = std::mt19937;

constexpr unsigned kFirstProseStep = 21;
constexpr unsigned kSteps = 25;
constexpr unsigned kRecord = 0;
constexpr unsigned kWrapUp = 12;
constexpr unsigned kCheck = 14;

/// One branch: what git stores of its SESSION.md, and what stands on the disk of a clone without the filter.
struct Branch {
  std::string stored;
  std::string written;
};

unsigned draw(Random& random, unsigned below) {
  return std::uniform_int_distribution<unsigned>(0, below - 1)(random);
}

/// How the two branches differ.
struct Case {
  const char* name;
  unsigned most_edits;  ///< by hand, on each branch
  bool ada_wraps;
  bool bob_wraps;
};

constexpr unsigned kMostSteps = 6;

std::vector<MergeStep> draw_steps(Random& random, unsigned first, unsigned end, unsigned most) {
  std::vector<MergeStep> steps(most == 0 ? 0 : 1 + draw(random, most));
  for (MergeStep& step : steps) {
    do step = {first + draw(random, end - first), draw(random, 40)};
    while (step.what == kCheck);
  }
  return steps;
}

/// Commits, edits by hand and, when the session ended, all that a wrap-up publishes.
Branch draw_branch(Random& random, const std::string& base, const MergePerson& person, unsigned most_edits,
                   bool wrapped_up) {
  std::vector<MergeStep> stored = draw_steps(random, kFirstProseStep, kSteps, most_edits);
  std::vector<MergeStep> written = stored;
  for (const MergeStep& step : draw_steps(random, 0, kFirstProseStep, kMostSteps)) written.push_back(step);
  written.push_back({kRecord, draw(random, 40)});
  if (wrapped_up) {
    written.push_back({kWrapUp, draw(random, 40)});
    stored = written;
  }
  written.push_back({kCheck, draw(random, 40)});
  return {play_story(base, stored, person), play_story(base, written, person)};
}

class Merges {
 public:
  explicit Merges(std::string program) : program_(std::move(program)) {}

  bool conflicts_with_driver(const std::string& base, const std::string& ours, const std::string& theirs) {
    write(base, ours, theirs);
    return run({program_, "merge-driver", "base", "ours", "theirs", "7", "SESSION.md"});
  }
  bool conflicts_in_git(const std::string& base, const std::string& ours, const std::string& theirs) {
    write(base, ours, theirs);
    return run({"git", "merge-file", "-q", "ours", "base", "theirs"});
  }

 private:
  void write(const std::string& base, const std::string& ours, const std::string& theirs) const {
    session::test::write_bytes(folder_ / "base", base);
    session::test::write_bytes(folder_ / "ours", ours);
    session::test::write_bytes(folder_ / "theirs", theirs);
  }
  bool run(std::vector<std::string> arguments) const {
    session::io::Command command;
    command.arguments = std::move(arguments);
    command.directory = folder_.path();
    const auto output = session::io::run_command(command);
    return !output || output->status != 0;
  }

  std::string program_;
  session::test::TempDir folder_;
};

struct Counts {
  std::size_t driver = 0;
  std::size_t git_stored = 0;
  std::size_t git_written = 0;
};

Counts count_conflicts(std::size_t rounds, unsigned seed, const Case& branches) {
  Random random(seed);
  Merges merges(SESSION_BENCH_PROGRAMS "/git-session");
  Counts counts;
  for (std::size_t i = 0; i < rounds; ++i) {
    const std::string base = session::test::make_story_base();
    const Branch ada = draw_branch(random, base, {"Ada", 0}, branches.most_edits, branches.ada_wraps);
    const Branch bob = draw_branch(random, base, {"Bob", 1}, branches.most_edits, branches.bob_wraps);
    if (merges.conflicts_with_driver(base, ada.stored, bob.stored)) ++counts.driver;
    if (merges.conflicts_in_git(base, ada.stored, bob.stored)) ++counts.git_stored;
    if (merges.conflicts_in_git(base, ada.written, bob.written)) ++counts.git_written;
  }
  return counts;
}

}  // namespace

/// usage: merge_figures [MERGES [SEED]]
int main(int argc, char** argv) {
  const std::size_t rounds = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1000;
  const auto seed = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1U;
  fmt::print("conflicts in {} merges of two branches (seed {})\n", rounds, seed);
  fmt::print("{:<42}{:>10}{:>18}{:>20}\n", "", "driver", "git, same files", "git, without filter");
  bool clean = true;
  for (const Case& branches :
       {Case{"both recorded", 0, false, false}, Case{"both recorded, one edit each", 1, false, false},
        Case{"both recorded and edited a lot", kMostSteps, false, false},
        Case{"the same, one of them wrapped up", kMostSteps, true, false},
        Case{"the same, both wrapped up", kMostSteps, true, true}}) {
    const Counts counts = count_conflicts(rounds, seed, branches);
    fmt::print("{:<42}{:>10}{:>18}{:>20}\n", branches.name, counts.driver, counts.git_stored,
               counts.git_written);
    clean = clean && counts.driver == 0;
  }
  return clean ? 0 : 1;
}
