// SPDX-License-Identifier: MIT
#include "core/merge/line_diff.hpp"

#include "core/text/text.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace session {
namespace {

using Numbers = std::vector<std::size_t>;
using Matches = std::vector<std::optional<std::size_t>>;
using Point = std::ptrdiff_t;

constexpr Point kMostDifferences = 2000;

/// Lines as numbers, so that they compare fast.
class LineNumbers {
 public:
  Numbers number(const std::vector<std::string_view>& lines) {
    Numbers numbers;
    numbers.reserve(lines.size());
    for (const std::string_view line : lines)
      numbers.push_back(known_.try_emplace(line, known_.size()).first->second);
    return numbers;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> known_;
};

/// How far each diagonal from -radius to radius was followed.
class Furthest {
 public:
  explicit Furthest(Point radius) : radius_(radius), points_(static_cast<std::size_t>(2 * radius + 1), 0) {}
  [[nodiscard]] Point at(Point diagonal) const {
    return points_[static_cast<std::size_t>(diagonal + radius_)];
  }
  void set(Point diagonal, Point x) { points_[static_cast<std::size_t>(diagonal + radius_)] = x; }
  /// The diagonal from which step `d` comes to diagonal `k`.
  [[nodiscard]] Point find_origin(Point d, Point k) const {
    return k == -d || (k != d && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
  }

 private:
  Point radius_;
  std::vector<Point> points_;
};

/// Walks back from (x, y) and notes the lines in common. `steps` hold what was reached before each step.
void trace_back(const std::vector<Furthest>& steps, Point x, Point y, std::size_t skip, Matches& matches) {
  for (auto d = static_cast<Point>(steps.size()) - 1; d >= 0; --d) {
    const Furthest& before = steps[static_cast<std::size_t>(d)];
    const Point origin = before.find_origin(d, x - y);
    const Point from_x = before.at(origin);
    const Point from_y = from_x - origin;
    for (; x > from_x && y > from_y; --x, --y) {
      matches[skip + static_cast<std::size_t>(x - 1)] = skip + static_cast<std::size_t>(y - 1);
    }
    x = from_x;
    y = from_y;
  }
}

/// Matches what lies between the common start (`skip` lines) and the common end.
void match_middle(const Numbers& a, const Numbers& b, std::size_t skip, std::size_t a_end, std::size_t b_end,
                  Matches& matches) {
  const auto n = static_cast<Point>(a_end - skip);
  const auto m = static_cast<Point>(b_end - skip);
  const auto same = [&](Point x, Point y) {
    return a[skip + static_cast<std::size_t>(x)] == b[skip + static_cast<std::size_t>(y)];
  };
  std::vector<Furthest> steps;
  steps.emplace_back(1);
  const Point most = std::min(n + m, kMostDifferences);
  for (Point d = 0; d <= most; ++d) {
    const Furthest& before = steps.back();
    Furthest reached(d + 2);
    for (Point k = -d; k <= d; ++k) reached.set(k, before.at(k));
    for (Point k = -d; k <= d; k += 2) {
      const Point origin = before.find_origin(d, k);
      Point x = before.at(origin) + (origin < k ? 1 : 0);
      while (x < n && x - k < m && same(x, x - k)) ++x;
      reached.set(k, x);
      if (x >= n && x - k >= m) return trace_back(steps, n, m, skip, matches);
    }
    steps.push_back(std::move(reached));
  }
}

}  // namespace

std::vector<std::optional<std::size_t>> match_lines(const std::vector<std::string_view>& before,
                                                    const std::vector<std::string_view>& after) {
  LineNumbers lines;
  const Numbers a = lines.number(before);
  const Numbers b = lines.number(after);
  Matches matches(a.size());
  std::size_t start = 0;
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  for (; start < a_end && start < b_end && a[start] == b[start]; ++start) matches[start] = start;
  while (a_end > start && b_end > start && a[a_end - 1] == b[b_end - 1]) matches[--a_end] = --b_end;
  if (a_end > start && b_end > start) match_middle(a, b, start, a_end, b_end, matches);
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
