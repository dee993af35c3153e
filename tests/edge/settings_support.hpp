// SPDX-License-Identifier: MIT
// Problems of settings files as a person sees them.
#pragma once

#include "io/settings_file.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace session::test {

/// `file:line:column: message | hint` for each problem. Expects ErrorKind::settings.
[[nodiscard]] inline std::vector<std::string> problems_of(const io::SettingsReading& reading) {
  std::vector<std::string> lines;
  for (const Error& problem : reading.problems) {
    EXPECT_EQ(problem.kind, ErrorKind::settings);
    std::string line;
    if (const auto& where = problem.where) {
      line = where->file + ":" + std::to_string(where->line) + ":" + std::to_string(where->column) + ": ";
    }
    line += problem.message;
    if (!problem.hint.empty()) line += " | " + problem.hint;
    lines.push_back(line);
  }
  return lines;
}

/// What follows each syntax error.
inline const std::string kIgnored = " | the whole file is ignored until this is repaired";

}  // namespace session::test
