// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace session::bench {

std::string describe(const Verdict& verdict) {
  return fmt::format("<= {} {}: {}", verdict.most, verdict.unit, verdict.met() ? "PASS" : "FAIL");
}

std::string judge(Report& report, Verdict verdict) {
  report.verdicts.push_back(std::move(verdict));
  return describe(report.verdicts.back());
}

bool print_verdicts(const Report& report) {
  if (report.verdicts.empty()) return true;
  fmt::print("\nbars\n");
  for (const Verdict& verdict : report.verdicts)
    fmt::print("  {:<88} {:>8.2f}  {}\n", verdict.what, verdict.measured, describe(verdict));
  return std::all_of(report.verdicts.begin(), report.verdicts.end(),
                     [](const Verdict& verdict) { return verdict.met(); });
}

}  // namespace session::bench
