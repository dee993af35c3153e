// SPDX-License-Identifier: MIT
// Verdicts on bars, and charts: what stands in them and where.
#include "chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

namespace session::bench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// All numbers that `pattern` captures, in their order.
std::vector<double> find_numbers(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::vector<double> numbers;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end; ++match)
    numbers.push_back(std::stod((*match)[1]));
  return numbers;
}

TEST(Verdict, IsMetUpToTheBar) {
  Report report;
  EXPECT_EQ(judge(report, {"a", 1.1, 1.1, "x"}), "<= 1.1 x: PASS");
  EXPECT_EQ(judge(report, {"b", 1.2, 1.1, "x"}), "<= 1.1 x: FAIL");
  EXPECT_EQ(report.verdicts.size(), 2u);
  EXPECT_FALSE(print_verdicts(report));
  report.verdicts.pop_back();
  EXPECT_TRUE(print_verdicts(report));
}

TEST(DrawBars, BarsGrowWithTheLogarithmAndCarryTheirNames) {
  const BarChart chart{"t", "n", "a", {{"one", 1}, {"ten & more", 10}, {"hundred <fast>", 100}}, "one"};
  const std::string svg = draw_bars(chart);
  EXPECT_THAT(svg, HasSubstr("ten &amp; more"));
  EXPECT_THAT(svg, HasSubstr("hundred &lt;fast&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("<fast>")));
  const auto widths = find_numbers(svg, "width=\"([0-9.]+)\" height=\"18");
  ASSERT_EQ(widths.size(), 3u);
  EXPECT_GT(widths[0], 0);
  EXPECT_NEAR(widths[2], 2 * widths[1], 0.2);
}

TEST(DrawLines, PointsStandWhereTheirValuesAre) {
  const LineChart chart{"t", "n", "x", "y", {{"line", {{10, 1}, {1000, 0.5}, {100000, 2}}}}, false, {}};
  const std::string svg = draw_lines(chart);
  const auto x = find_numbers(svg, "circle cx=\"([0-9.]+)\"");
  const auto y = find_numbers(svg, "cy=\"([0-9.]+)\"");
  ASSERT_EQ(x.size(), 3u);
  EXPECT_NEAR(x[1], (x[0] + x[2]) / 2, 0.2);
  EXPECT_LT(y[2], y[0]);
  EXPECT_NEAR(y[1] - y[2], 3 * (y[1] - y[0]), 0.5);
  EXPECT_THAT(svg, HasSubstr(">100 000<"));
}

TEST(DrawLines, NamesDoNotCoverEachOther) {
  const Curve flat = {{1, 1}, {10, 1}};
  const LineChart chart{"t", "n", "x", "y", {{"first", flat}, {"second", flat}, {"third", flat}}, true, {}};
  const auto places = find_numbers(draw_lines(chart), "y=\"([0-9.]+)\" class=\"d[0-9]\"");
  ASSERT_EQ(places.size(), 3u);
  EXPECT_GE(places[1] - places[0], 16);
  EXPECT_GE(places[2] - places[1], 16);
}

TEST(DrawLines, OfNothingIsNothing) {
  EXPECT_EQ(draw_lines({}), "");
}

}  // namespace
}  // namespace session::bench
