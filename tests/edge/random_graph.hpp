// SPDX-License-Identifier: MIT
// Histories that `git fast-import` makes.
#pragma once

#include "support/git_support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace session::git {

/// What `git fast-import` reads for one commit: an empty tree, marks as parents.
inline std::string import_commit(int mark, std::int64_t seconds, const std::vector<int>& parents) {
  const std::string subject = "commit " + std::to_string(mark);
  std::string text = fmt::format("commit refs/heads/c{}\nmark :{}\ncommitter A <a@b> {} +0000\ndata {}\n{}\n",
                                 mark, mark, seconds, subject.size(), subject);
  if (!parents.empty()) text += fmt::format("from :{}\n", parents.front());
  for (std::size_t i = 1; i < parents.size(); ++i) text += fmt::format("merge :{}\n", parents[i]);
  return text + "\n";
}

/// A graph of commits with a branch `c<n>` for each: merges, several roots, and clocks that go backwards.
inline void import_random_graph(test::TestRepo& repo, unsigned seed, int count, int skew) {
  std::mt19937 random(seed);
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  std::string stream;
  for (int mark = 1; mark <= count; ++mark) {
    std::vector<int> parents;
    const int wanted = mark == 1 || pick(1, 30) == 1 ? 0 : pick(1, 4) == 1 ? 2 : 1;
    for (int i = 0; i < wanted; ++i) {
      const int parent = pick(std::max(1, mark - 8), mark - 1);
      if (std::find(parents.begin(), parents.end(), parent) == parents.end()) parents.push_back(parent);
    }
    stream += import_commit(mark, 1'700'000'000 + mark * 10 + pick(-skew, skew), parents);
  }
  repo.git({"fast-import", "--quiet", "--force"}, stream);
}

/// The lines of an output whose last newline is gone.
inline std::vector<std::string> lines_of(const std::string& output) {
  return output.empty() ? std::vector<std::string>{} : split_records(output + "\n", '\n');
}

}  // namespace session::git
