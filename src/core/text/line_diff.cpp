// SPDX-License-Identifier: MIT
#include "core/text/line_diff.hpp"

#include "core/text/text.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace session {
namespace {

/// The traces of all rounds are kept to walk back on: 2 000 changes are 16 MiB of them at most.
constexpr std::int32_t kMostChanges = 2000;

using Numbers = std::vector<std::uint32_t>;

/// Equal lines get equal numbers, so that a comparison costs the same for long lines.
class Numbering {
 public:
  [[nodiscard]] Numbers number(const std::vector<std::string_view>& lines, std::size_t begin,
                               std::size_t end) {
    Numbers numbers;
    numbers.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      numbers.push_back(
          known_.try_emplace(lines[i], static_cast<std::uint32_t>(known_.size())).first->second);
    }
    return numbers;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> known_;
};

/// One search for the shortest way through the grid of both lists. `x` counts lines of `before`, `y` of
/// `after`; a diagonal is `x - y`.
class ShortestWay {
 public:
  ShortestWay(const Numbers& before, const Numbers& after) : before_(before), after_(after) {}

  /// The lines that stay, as pairs of indexes in order; false when too much changed.
  [[nodiscard]] bool find(std::vector<std::pair<std::size_t, std::size_t>>& kept) {
    const auto width = static_cast<std::int32_t>(before_.size());
    const auto height = static_cast<std::int32_t>(after_.size());
    const std::int32_t most = std::min(width + height, kMostChanges);
    for (std::int32_t changes = 0; changes <= most; ++changes) {
      rounds_.emplace_back(2 * static_cast<std::size_t>(changes) + 1);
      for (std::int32_t diagonal = -changes; diagonal <= changes; diagonal += 2) {
        std::int32_t x = find_start(changes, diagonal);
        while (x < width && x - diagonal < height && x - diagonal >= 0 && is_equal(x, x - diagonal)) ++x;
        at(changes, diagonal) = x;
        if (x >= width && x - diagonal >= height) {
          walk_back(changes, diagonal, kept);
          return true;
        }
      }
    }
    return false;
  }

 private:
  [[nodiscard]] bool is_equal(std::int32_t x, std::int32_t y) const {
    return before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
  }
  /// How far a round came on a diagonal.
  std::int32_t& at(std::int32_t changes, std::int32_t diagonal) {
    const std::int32_t place = diagonal + changes;
    return rounds_[static_cast<std::size_t>(changes)][static_cast<std::size_t>(place)];
  }
  /// True when the way to `diagonal` takes a line of `after`, false when it drops one of `before`.
  bool comes_from_above(std::int32_t changes, std::int32_t diagonal) {
    return diagonal == -changes ||
           (diagonal != changes && at(changes - 1, diagonal - 1) < at(changes - 1, diagonal + 1));
  }
  std::int32_t find_start(std::int32_t changes, std::int32_t diagonal) {
    if (changes == 0) return 0;
    return comes_from_above(changes, diagonal) ? at(changes - 1, diagonal + 1)
                                               : at(changes - 1, diagonal - 1) + 1;
  }
  void walk_back(std::int32_t changes, std::int32_t diagonal,
                 std::vector<std::pair<std::size_t, std::size_t>>& kept) {
    for (; changes >= 0; --changes) {
      const std::int32_t start = find_start(changes, diagonal);
      for (std::int32_t x = at(changes, diagonal); x > start; --x) {
        kept.emplace_back(static_cast<std::size_t>(x - 1), static_cast<std::size_t>(x - 1 - diagonal));
      }
      if (changes > 0) diagonal += comes_from_above(changes, diagonal) ? 1 : -1;
    }
    std::reverse(kept.begin(), kept.end());
  }

  const Numbers& before_;
  const Numbers& after_;
  std::vector<std::vector<std::int32_t>> rounds_;
};

}  // namespace

std::vector<Hunk> diff_lines(const std::vector<std::string_view>& before,
                             const std::vector<std::string_view>& after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  const std::size_t before_end = before.size() - tail;
  const std::size_t after_end = after.size() - tail;
  if (head == before_end && head == after_end) return {};

  Numbering numbering;
  const Numbers old_lines = numbering.number(before, head, before_end);
  const Numbers new_lines = numbering.number(after, head, after_end);
  std::vector<std::pair<std::size_t, std::size_t>> kept;
  if (!ShortestWay(old_lines, new_lines).find(kept)) return {{head, before_end, head, after_end}};
  kept.emplace_back(old_lines.size(), new_lines.size());
  std::vector<Hunk> hunks;
  std::size_t x = 0;
  std::size_t y = 0;
  for (const auto& [old_at, new_at] : kept) {
    if (old_at > x || new_at > y) hunks.push_back({head + x, head + old_at, head + y, head + new_at});
    x = old_at + 1;
    y = new_at + 1;
  }
  return hunks;
}

std::vector<std::optional<std::size_t>> match_lines(const std::vector<std::string_view>& before,
                                                    const std::vector<std::string_view>& after) {
  std::vector<std::optional<std::size_t>> matches(before.size());
  std::size_t line = 0;
  std::size_t match = 0;
  const auto match_until = [&](std::size_t end) {
    for (; line < end; ++line, ++match) matches[line] = match;
  };
  for (const Hunk& hunk : diff_lines(before, after)) {
    match_until(hunk.before_begin);
    line = hunk.before_end;
    match = hunk.after_end;
  }
  match_until(before.size());
  return matches;
}

std::vector<std::string_view> split_whole_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = next_line(text, std::min(text.find_first_of("\r\n", at), text.size()));
    lines.push_back(text.substr(at, next - at));
    at = next;
  }
  return lines;
}

}  // namespace session
