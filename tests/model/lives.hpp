// SPDX-License-Identifier: MIT
// Two repositories that live the same life, one with the installed hooks and one without, compared after each
// step.
#pragma once

#include "expectations.hpp"
#include "integration/hook_story.hpp"
#include "operation.hpp"
#include "snapshot.hpp"
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace session::test {

/// When `git session verify --fix` runs.
enum class Rhythm {
  each_step,   ///< after each step, unless git has something under way
  each_eighth  ///< after every eighth step, or the next one at which git has nothing under way
};

/// Which hooks the first repository has.
enum class Hooked { yes, no };

class Lives {
 public:
  explicit Lives(Rhythm rhythm, Hooked hooked = Hooked::yes);

  /// Plays a step in both repositories. Gives what is wrong afterwards, or nothing. A step that is the last
  /// one is checked whatever the rhythm.
  [[nodiscard]] std::optional<Fault> play(const Operation& operation, bool last = false);

  /// The repository with hooks as the last step left it.
  [[nodiscard]] const Snapshot& now() const { return now_; }
  /// The exit status of the last step.
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] const Expectations& expectations() const { return expectations_; }
  /// What both have stored, at the end of a life.
  [[nodiscard]] std::optional<Fault> compare_objects();

 private:
  /// What one repository printed and holds after a step.
  struct Outcome;

  [[nodiscard]] Outcome run(Story& story, const Operation& operation, bool verify);
  [[nodiscard]] std::optional<Fault> compare(const Outcome& with, const Outcome& without) const;
  [[nodiscard]] std::optional<Fault> check_document(const Outcome& outcome, bool verified, bool moved);

  Rhythm rhythm_;
  bool hooked_;
  Story with_;
  Story without_;
  Expectations expectations_;
  Snapshot now_;
  std::string document_;  ///< SESSION.md when nothing was under way the last time
  int status_ = 0;
  std::size_t steps_ = 0;
  std::size_t verified_ = 0;  ///< the step of the last verification
};

/// The first step of each life: files that commits change in turns, a server, and another person's clone of
/// it.
[[nodiscard]] Operation set_up();

/// The last one: whatever is under way is given up.
[[nodiscard]] Operation wind_up();

/// The steps as a script that a person can run in an empty folder.
[[nodiscard]] std::string format_script(const std::vector<Operation>& operations, Rhythm rhythm);

/// The same without what goes before the first step.
[[nodiscard]] std::string format_steps(const std::vector<Operation>& operations, Rhythm rhythm);

}  // namespace session::test
