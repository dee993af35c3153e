// SPDX-License-Identifier: MIT
#include "chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

namespace session::bench {
namespace {

constexpr double kWidth = 760;
constexpr double kTop = 56;         ///< below the title
constexpr double kCharacter = 6.9;  ///< a wide guess of a letter's width at 13 px
constexpr std::size_t kColours = 6;

/// The background is painted, so that the colours fit it whatever the page around it has.
constexpr std::string_view kStyle = R"(<style>
  .page { fill: #ffffff } .ink { fill: #1f2328 } .soft { fill: #59636e }
  .grid { stroke: #d8dee4 } .mark { stroke: #59636e; stroke-dasharray: 5 4 }
  .plain { fill: #9aa4af } .strong { fill: #0969da }
  .line { fill: none; stroke-width: 2.2 }
  .s0 { stroke: #0969da } .s1 { stroke: #bc4c00 } .s2 { stroke: #1a7f37 }
  .s3 { stroke: #8250df } .s4 { stroke: #bf3989 } .s5 { stroke: #7d5e00 }
  .d0 { fill: #0969da } .d1 { fill: #bc4c00 } .d2 { fill: #1a7f37 }
  .d3 { fill: #8250df } .d4 { fill: #bf3989 } .d5 { fill: #7d5e00 }
  text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif }
  .title { font-size: 16px; font-weight: 600 } .small { font-size: 12px }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } .ink { fill: #e6edf3 } .soft { fill: #9198a1 }
    .grid { stroke: #30363d } .mark { stroke: #9198a1 }
    .plain { fill: #656c76 } .strong { fill: #4493f8 }
    .s0 { stroke: #4493f8 } .s1 { stroke: #f0883e } .s2 { stroke: #3fb950 }
    .s3 { stroke: #ab7df8 } .s4 { stroke: #f778ba } .s5 { stroke: #d29922 }
    .d0 { fill: #4493f8 } .d1 { fill: #f0883e } .d2 { fill: #3fb950 }
    .d3 { fill: #ab7df8 } .d4 { fill: #f778ba } .d5 { fill: #d29922 }
  }
</style>
)";

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

/// `anchor`: start, middle or end.
std::string write_text(double x, double y, std::string_view text, std::string_view classes,
                       std::string_view anchor = "start") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\" text-anchor=\"{}\">{}</text>\n", x, y,
                     classes, anchor, escape(text));
}

std::string write_line(double x1, double y1, double x2, double y2, std::string_view classes) {
  return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" class=\"{}\"/>\n", x1, y1,
                     x2, y2, classes);
}

std::string wrap_chart(double height, std::string_view title, std::string_view note,
                       const std::string& body) {
  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" role=\"img\">\n<title>{2}</title>\n",
      kWidth, height, escape(title));
  text += kStyle;
  text += fmt::format("<rect class=\"page\" width=\"{:.0f}\" height=\"{:.0f}\" rx=\"6\"/>\n", kWidth, height);
  text += write_text(20, 30, title, "ink title");
  text += body;
  text += write_text(20, height - 14, note, "soft small");
  return text + "</svg>\n";
}

/// An axis: values between two ends, mapped to pixels.
struct Axis {
  double low = 0;
  double high = 1;
  double from = 0;  ///< the pixel of `low`
  double to = 1;
  bool log = false;

  [[nodiscard]] double place(double value) const {
    const double part = log ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
    return from + part * (to - from);
  }
};

/// 1, 2, 5, 10, 20, ... inside the axis; only powers of ten when those alone are many.
std::vector<double> list_log_ticks(const Axis& axis) {
  constexpr double kManyDecades = 2.5;
  const bool sparse = std::log10(axis.high / axis.low) > kManyDecades;
  std::vector<double> ticks;
  for (double decade = std::pow(10, std::floor(std::log10(axis.low))); decade <= axis.high; decade *= 10) {
    for (const double step : {1.0, 2.0, 5.0}) {
      if (sparse && step > 1) break;
      const double tick = decade * step;
      if (tick >= axis.low * 0.999 && tick <= axis.high * 1.001) ticks.push_back(tick);
    }
  }
  return ticks;
}

std::vector<double> list_ticks(const Axis& axis) {
  if (axis.log) return list_log_ticks(axis);
  constexpr double kMostTicks = 6;
  double step = std::pow(10, std::floor(std::log10(axis.high / kMostTicks)));
  for (const double factor : {2.0, 2.5, 2.0}) {
    if (axis.high / step > kMostTicks) step *= factor;
  }
  std::vector<double> ticks;
  for (double tick = axis.low; tick <= axis.high * 1.001; tick += step) ticks.push_back(tick);
  return ticks;
}

/// 100 000 rather than 1e+05, 0.5 rather than 0.50.
std::string write_number(double value) {
  if (value < 1000) return fmt::format("{:g}", value);
  std::string text = fmt::format("{:.0f}", value);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ' ');
  return text;
}

/// Two digits that say something.
std::string write_value(double value) {
  if (value >= 100) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

/// Names at the ends of lines, moved apart where they would cover each other.
std::vector<double> spread(const std::vector<double>& wanted) {
  constexpr double kApart = 17;
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  std::vector<double> places = wanted;
  for (std::size_t i = 1; i < order.size(); ++i)
    places[order[i]] = std::max(places[order[i]], places[order[i - 1]] + kApart);
  return places;
}

Axis find_y_axis(const LineChart& chart, double bottom) {
  double least = chart.lines.begin()->second.begin()->second;
  double most = least;
  for (const auto& [name, line] : chart.lines) {
    for (const auto& [x, y] : line) {
      least = std::min(least, y);
      most = std::max(most, y);
    }
  }
  for (const auto& [y, name] : chart.marks) most = std::max(most, y);
  if (!chart.log_y) return {0, most * 1.08, bottom, kTop, false};
  const double low = std::pow(10, std::floor(std::log10(least)));
  return {low, std::max(std::pow(10, std::ceil(std::log10(most))), low * 10), bottom, kTop, true};
}

Axis find_x_axis(const LineChart& chart, double left, double right) {
  double least = chart.lines.begin()->second.begin()->first;
  double most = least;
  for (const auto& [name, line] : chart.lines) {
    least = std::min(least, line.begin()->first);
    most = std::max(most, line.rbegin()->first);
  }
  return {least, std::max(most, least * 10), left, right, true};
}

std::string draw_axes(const LineChart& chart, const Axis& x, const Axis& y) {
  std::string body;
  for (const double tick : list_ticks(y)) {
    body += write_line(x.from, y.place(tick), x.to, y.place(tick), "grid");
    body += write_text(x.from - 8, y.place(tick) + 4, write_number(tick), "soft small", "end");
  }
  for (const double tick : list_ticks(x)) {
    body += write_line(x.place(tick), y.from, x.place(tick), y.to, "grid");
    body += write_text(x.place(tick), y.from + 18, write_number(tick), "soft small", "middle");
  }
  for (const auto& [value, name] : chart.marks) {
    body += write_line(x.from, y.place(value), x.to, y.place(value), "mark");
    body += write_text(x.from + 6, y.place(value) - 5, name, "soft small");
  }
  body += write_text((x.from + x.to) / 2, y.from + 40, chart.x_axis, "ink", "middle");
  body += fmt::format(
      "<text transform=\"translate(20 {:.1f}) rotate(-90)\" class=\"ink\" text-anchor=\"middle\">{}</text>\n",
      (y.from + y.to) / 2, escape(chart.y_axis));
  return body;
}

}  // namespace

std::string draw_bars(const BarChart& chart) {
  constexpr double kRow = 30;
  constexpr double kBar = 18;
  std::size_t longest = 0;
  double most = 2;
  for (const NamedValue& bar : chart.bars) {
    longest = std::max(longest, bar.name.size());
    most = std::max(most, bar.value);
  }
  const double bottom = kTop + kRow * static_cast<double>(chart.bars.size());
  const Axis x{1, most * 1.05, 28 + kCharacter * static_cast<double>(longest), kWidth - 80, true};
  std::string body;
  for (const double tick : list_ticks(x)) {
    body += write_line(x.place(tick), kTop - 4, x.place(tick), bottom, "grid");
    body += write_text(x.place(tick), bottom + 18, write_number(tick), "soft small", "middle");
  }
  double y = kTop;
  for (const NamedValue& bar : chart.bars) {
    const double end = x.place(std::max(bar.value, x.low));
    body += write_text(x.from - 10, y + 18, bar.name, "ink", "end");
    // A value at the axis' beginning still gets a line that can be seen.
    body += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>\n",
                        x.from, y + (kRow - kBar) / 2 - 1, std::max(end - x.from, 2.0), kBar,
                        bar.name == chart.marked ? "strong" : "plain");
    body += write_text(std::max(end, x.from + 2) + 8, y + 18, write_value(bar.value) + " ×", "ink");
    y += kRow;
  }
  body += write_text((x.from + x.to) / 2, bottom + 40, chart.axis, "ink", "middle");
  return wrap_chart(bottom + 76, chart.title, chart.note, body);
}

std::string draw_lines(const LineChart& chart) {
  constexpr double kBottom = 340;
  if (chart.lines.empty()) return {};
  std::size_t longest = 0;
  for (const auto& [name, line] : chart.lines) longest = std::max(longest, name.size());
  const Axis x = find_x_axis(chart, 84, kWidth - 34 - kCharacter * static_cast<double>(longest));
  const Axis y = find_y_axis(chart, kBottom);
  std::string body = draw_axes(chart, x, y);
  std::vector<double> ends;
  for (const auto& [name, line] : chart.lines) ends.push_back(y.place(line.rbegin()->second));
  const std::vector<double> places = spread(ends);
  std::size_t number = 0;
  for (const auto& [name, line] : chart.lines) {
    const std::size_t colour = number % kColours;
    std::string points;
    std::string dots;
    for (const auto& [at, value] : line) {
      points += fmt::format("{:.1f},{:.1f} ", x.place(at), y.place(value));
      dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.6\" class=\"d{}\"/>\n", x.place(at),
                          y.place(value), colour);
    }
    body += fmt::format("<polyline points=\"{}\" class=\"line s{}\"/>\n", points, colour) + dots;
    body +=
        write_text(x.place(line.rbegin()->first) + 10, places[number] + 4, name, fmt::format("d{}", colour));
    ++number;
  }
  return wrap_chart(kBottom + 80, chart.title, chart.note, body);
}

}  // namespace session::bench
