// SPDX-License-Identifier: MIT
// One operation of git as a row of a table: what the hooks make of it, and that git does not notice them.
#pragma once

#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace session::test {

/// Scripts are those of Story::sh; both are played with and without hooks.
struct Row {
  std::string name;
  std::string prepare;
  std::string operation;
  std::optional<Shown> shown = std::nullopt;  ///< nothing: the operation leaves every byte as it is
  std::string said = {};                      ///< all that the hooks print during the operation
};

inline void PrintTo(const Row& row, std::ostream* out) {
  *out << row.name;
}

/// Plays the row twice and compares: the document whole, our messages, and all that git says and shows.
inline void check_row(const Row& row) {
  Story story;
  Story twin(Story::Hooks::none);
  story.play(row.prepare);
  twin.play(row.prepare);
  const std::string before = story.document();
  const RunResult result = story.sh(row.operation);
  const RunResult expected = twin.sh(row.operation);
  EXPECT_EQ(result.status, expected.status) << result.err << expected.err;
  EXPECT_EQ(result.out, expected.out);
  EXPECT_EQ(subtract_lines(result.err, expected.err), story.expand(row.said));
  EXPECT_EQ(story.git_view(), twin.git_view());
  EXPECT_EQ(story.document(), row.shown ? story.expect(*row.shown) : before);
}

inline std::string name_row(const ::testing::TestParamInfo<Row>& info) {
  return info.param.name;
}

}  // namespace session::test
