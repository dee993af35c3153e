// SPDX-License-Identifier: MIT
// posix_spawn and wait4, so that nothing but the program itself is between the two readings of the clock.
#include "harness.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <stdexcept>

namespace session::bench {
namespace {

constexpr std::size_t kMostWarmUpRounds = 2;

double read_clock_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double to_ms(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

/// The pointers that exec wants; they point into `texts`.
std::vector<char*> point_at(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

void must(int code, const Row& row) {
  if (code != 0)
    throw std::runtime_error(fmt::format("cannot start '{}' of '{}'", row.command.at(0), row.name));
}

/// Where a program starts: its folder, its input, and nobody who reads what it says.
class StartActions {
 public:
  explicit StartActions(const Row& row) {
    must(posix_spawn_file_actions_init(&actions_), row);
    must(posix_spawn_file_actions_addchdir_np(&actions_, row.directory.c_str()), row);
    must(posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, row.input.c_str(), O_RDONLY, 0), row);
    must(posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0), row);
    must(posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0), row);
  }
  StartActions(const StartActions&) = delete;
  StartActions& operator=(const StartActions&) = delete;
  ~StartActions() { posix_spawn_file_actions_destroy(&actions_); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// What one row left behind must not be paid for by the next: a sync writes all that the file system holds.
void settle(const Row& row) {
  const int descriptor = ::open(row.directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0 || ::syncfs(descriptor) != 0)
    throw std::runtime_error(fmt::format("cannot sync '{}'", row.directory.string()));
  ::close(descriptor);
}

struct Sample {
  double wall_ms = 0;
  double cpu_ms = 0;
};

Sample run_once(const Row& row) {
  row.prepare();
  settle(row);
  auto command = row.command;
  auto environment = row.environment;
  const auto arguments = point_at(command);
  const auto variables = point_at(environment);
  const StartActions actions(row);
  pid_t child = 0;
  int status = 0;
  rusage usage{};
  const double start = read_clock_ms();
  must(::posix_spawn(&child, arguments[0], actions.get(), nullptr, arguments.data(), variables.data()), row);
  const pid_t waited = ::wait4(child, &status, 0, &usage);
  const double end = read_clock_ms();
  if (waited != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(
        fmt::format("'{}' of '{}' failed with status {}", row.command[0], row.name, status));
  }
  row.check();
  return {end - start, to_ms(usage.ru_utime) + to_ms(usage.ru_stime)};
}

std::string describe_bars(const Table& table, const Row& row, double ratio, double over_floor,
                          Report& report) {
  std::string text;
  const std::string what = fmt::format("{}: {}", table.title, row.name);
  if (row.most_ms) text += "  " + judge(report, {what, over_floor, *row.most_ms, "ms over the floor"});
  if (row.most_ratio) text += "  " + judge(report, {what, ratio, *row.most_ratio, "x"});
  return text;
}

}  // namespace

Samples measure(const Table& table, std::size_t rounds) {
  Samples samples;
  samples.wall_ms.resize(table.rows.size());
  samples.cpu_ms.resize(table.rows.size());
  const std::size_t warm_up = std::min(kMostWarmUpRounds, rounds);
  for (std::size_t round = 0; round < warm_up + rounds; ++round) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const Sample sample = run_once(table.rows[i]);
      if (round < warm_up) continue;
      samples.wall_ms[i].push_back(sample.wall_ms);
      samples.cpu_ms[i].push_back(sample.cpu_ms);
    }
  }
  return samples;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double median_of_pairs(const std::vector<double>& a, const std::vector<double>& b,
                       const std::function<double(double, double)>& pair) {
  std::vector<double> values;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) values.push_back(pair(a[i], b[i]));
  return median(std::move(values));
}

double find_ratio(const Samples& samples, std::size_t row) {
  return median_of_pairs(samples.wall_ms.at(row), samples.wall_ms.at(0),
                         [](double a, double b) { return a / b; });
}

double find_over_floor(const Table& table, const Samples& samples, std::size_t row) {
  return median_of_pairs(samples.wall_ms.at(row), samples.wall_ms.at(table.floor),
                         [](double a, double b) { return a - b; });
}

void print_table(const Table& table, const Samples& samples, Report& report) {
  fmt::print("\n{}\n", table.title);
  fmt::print("  {:<42} {:>7} {:>11} {:>9} {:>9}   floor: {}\n", "", "ratio", "over floor", "wall", "cpu",
             table.rows[table.floor].name);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const double ratio = find_ratio(samples, i);
    const double over_floor = find_over_floor(table, samples, i);
    fmt::print("  {:<42} {:>7.2f} {:>8.2f} ms {:>6.2f} ms {:>6.2f} ms{}\n", table.rows[i].name, ratio,
               over_floor, median(samples.wall_ms[i]), median(samples.cpu_ms[i]),
               describe_bars(table, table.rows[i], ratio, over_floor, report));
  }
  std::fflush(stdout);
}

double measure_peak(const Row& row, const std::filesystem::path& program,
                    const std::filesystem::path& scratch_file) {
  Row watched = row;
  watched.command.insert(watched.command.begin(), {program.string(), scratch_file.string()});
  run_once(watched);
  std::ifstream file(scratch_file);
  double kib = 0;
  if (!(file >> kib) || kib <= 0)
    throw std::runtime_error(fmt::format("no peak of memory of '{}'", row.name));
  return kib;
}

}  // namespace session::bench
