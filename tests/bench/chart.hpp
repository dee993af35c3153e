// SPDX-License-Identifier: MIT
// Charts as SVG text: nothing outside of the file is needed, and both light and dark readers are served.
#pragma once

#include "report.hpp"
#include <map>
#include <string>
#include <vector>

namespace session::bench {

/// Horizontal bars over a logarithmic axis that begins at 1.
struct BarChart {
  std::string title;
  std::string note;  ///< below the chart: how the values came to be
  std::string axis;  ///< what the values are
  std::vector<NamedValue> bars;
  std::string marked;  ///< the bar with this name gets the strong colour
};

/// Lines over a logarithmic axis.
struct LineChart {
  std::string title;
  std::string note;
  std::string x_axis;
  std::string y_axis;
  std::map<std::string, Curve> lines;        ///< by name; values above 0
  bool log_y = false;                        ///< else the axis begins at 0
  std::map<double, std::string> marks = {};  ///< horizontal lines with a name
};

/// The file's text.
[[nodiscard]] std::string draw_bars(const BarChart& chart);
[[nodiscard]] std::string draw_lines(const LineChart& chart);

}  // namespace session::bench
