// SPDX-License-Identifier: MIT
// What a run measured: the verdicts on the bars for the summary, and the figures for the charts.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace session::bench {

/// A bar, and what was measured against it.
struct Verdict {
  std::string what;
  double measured = 0;
  double most = 0;   ///< the bar: not more than this
  std::string unit;  ///< `ms over the floor`, `x`, ...
  bool operator==(const Verdict&) const = default;
  [[nodiscard]] bool met() const { return measured <= most; }
};

/// One bar of a chart.
struct NamedValue {
  std::string name;
  double value = 0;
  bool operator==(const NamedValue&) const = default;
};

/// One line of a chart, by x.
using Curve = std::map<double, double>;

/// Filled by the tables, one after the other.
struct Report {
  std::vector<Verdict> verdicts;
  std::vector<NamedValue> commits;     ///< `git commit` with each hook, as ratio to no hook
  std::size_t commit_rounds = 0;       ///< how many pairs their medians are of
  std::map<std::string, Curve> files;  ///< post-commit against `git status`, over the number of files
  Curve items;                         ///< ms over the floor, over the number of completed items
};

/// `PASS` or `FAIL` with the bar: `<= 2.5 ms over the floor: PASS`.
[[nodiscard]] std::string describe(const Verdict& verdict);

/// Adds the verdict and gives what `describe` says about it.
std::string judge(Report& report, Verdict verdict);

/// Prints one line for each bar. Gives false when one was missed.
[[nodiscard]] bool print_verdicts(const Report& report);

}  // namespace session::bench
