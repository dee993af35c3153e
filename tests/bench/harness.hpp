// SPDX-License-Identifier: MIT
// Times whole programs against each other: every row of a table in turn, round after round.
#pragma once

#include "report.hpp"
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace session::bench {

/// A program to time. `prepare` and `check` run before and after each run and are not timed.
struct Row {
  std::string name;
  std::vector<std::string> command;  ///< a path and its arguments
  std::filesystem::path directory;
  std::vector<std::string> environment;       ///< `NAME=value`, nothing else is passed on
  std::filesystem::path input = "/dev/null";  ///< standard input
  std::function<void()> prepare = [] {};
  std::function<void()> check = [] {};              ///< throws when the program did not do its work
  std::optional<double> most_ms = std::nullopt;     ///< bar: milliseconds over the floor
  std::optional<double> most_ratio = std::nullopt;  ///< bar: times the base row
};

/// The first row is the base of the ratios.
struct Table {
  std::string title;
  std::vector<Row> rows;
  std::size_t floor = 0;  ///< the row that the differences are taken from
};

/// What was measured: one sample for each row and round.
struct Samples {
  std::vector<std::vector<double>> wall_ms;
  std::vector<std::vector<double>> cpu_ms;  ///< user and system time, that of children included
};

/// Runs the table: up to two rounds to warm up, then `rounds`. Throws when a program fails.
[[nodiscard]] Samples measure(const Table& table, std::size_t rounds);

/// The middle value; 0 for none.
[[nodiscard]] double median(std::vector<double> values);

/// The median over the rounds of `pair(a, b)`, where both samples are of the same round.
[[nodiscard]] double median_of_pairs(const std::vector<double>& a, const std::vector<double>& b,
                                     const std::function<double(double, double)>& pair);

/// A row against the first one: the median over the rounds of the ratios of the same round.
[[nodiscard]] double find_ratio(const Samples& samples, std::size_t row);
/// Milliseconds over the floor: the median over the rounds of the differences of the same round.
[[nodiscard]] double find_over_floor(const Table& table, const Samples& samples, std::size_t row);

/// Prints a line for each row; the verdicts on their bars go to the report.
void print_table(const Table& table, const Samples& samples, Report& report);

/// The most memory that the row's program and those that it starts hold at one time, in KiB; the pages that
/// two of them share count twice. `program` is the one that watches (bench_peak). Throws when it cannot tell.
[[nodiscard]] double measure_peak(const Row& row, const std::filesystem::path& program,
                                  const std::filesystem::path& scratch_file);

}  // namespace session::bench
