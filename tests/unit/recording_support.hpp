// SPDX-License-Identifier: MIT
// Commits by one digit, for tests of what was recorded and what became of it.
#pragma once

#include "core/commit.hpp"

#include <string>
#include <utility>

namespace session::test {

/// The id of 40 equal digits.
inline ObjectId id(char digit) {
  return {std::string(40, digit)};
}

/// A commit with the id of that digit, made on that day of June 2025. Its author is a person of its own.
inline Commit make_commit(char digit, std::string message) {
  constexpr std::int64_t kLastOfMay = 1748692800;  // 2025-05-31T12:00:00Z
  constexpr std::int64_t kDay = 86400;
  const std::int64_t seconds = kLastOfMay + kDay * (digit <= '9' ? digit - '0' : digit - 'a' + 10);
  Commit commit;
  commit.id = id(digit);
  commit.tree = {std::string(39, '0') + digit};
  commit.parents.resize(1);
  commit.author = {"Dana", "dana@example.org", seconds, 0};
  commit.committer = commit.author;
  commit.message = std::move(message);
  return commit;
}

}  // namespace session::test
