// SPDX-License-Identifier: MIT
// Random lives: whatever git is made to do, SESSION.md stays true and git does what it does without hooks.
// SESSION_MODEL_RUNS is the number of lives, SESSION_MODEL_SEED the first seed, SESSION_MODEL_REPLAYS how
// often the first life that fails is lived again to make it shorter.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "generator.hpp"
#include "lives.hpp"
#include "shrink.hpp"
#include <cstdlib>

namespace session::test {
namespace {

constexpr std::size_t kSteps = 40;
constexpr std::size_t kBatches = 6;
constexpr std::size_t kReplays = 60;

std::uint64_t read_number(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// A life that went wrong.
struct Failure {
  Fault fault;
  std::vector<Operation> operations;  ///< up to the one after which it was seen
};

std::optional<Failure> live(std::uint64_t seed, Rhythm rhythm) {
  Lives lives(rhythm);
  Generator generator(seed);
  Failure failure;
  for (std::size_t i = 0; i < kSteps + 2; ++i) {
    failure.operations.push_back(i == 0            ? set_up()
                                 : i == kSteps + 1 ? wind_up()
                                                   : generator.next(lives.now()));
    if (auto fault = lives.play(failure.operations.back(), i == kSteps + 1)) {
      failure.fault = *std::move(fault);
      return failure;
    }
  }
  if (auto fault = lives.compare_objects()) {
    failure.fault = *std::move(fault);
    return failure;
  }
  return std::nullopt;
}

std::optional<Failure> relive(const std::vector<Operation>& operations, Rhythm rhythm) {
  Lives lives(rhythm);
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (auto fault = lives.play(operations[i], i + 1 == operations.size())) {
      const auto end = operations.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      return Failure{*std::move(fault), {operations.begin(), end}};
    }
  }
  if (auto fault = lives.compare_objects()) return Failure{*std::move(fault), operations};
  return std::nullopt;
}

/// The shortest life found that breaks the same promise.
Failure shrink(Failure failure, Rhythm rhythm) {
  const Operation first = failure.operations.front();
  const auto fails = [&](const std::vector<Operation>& rest) {
    std::vector<Operation> operations = {first};
    operations.insert(operations.end(), rest.begin(), rest.end());
    auto again = relive(operations, rhythm);
    if (!again || again->fault.kind != failure.fault.kind) return false;
    failure = *std::move(again);
    return true;
  };
  (void)shrink_list<Operation>({failure.operations.begin() + 1, failure.operations.end()},
                               read_number("SESSION_MODEL_REPLAYS", kReplays), fails);
  return failure;
}

class Model : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Model, EachRandomLifeKeepsThePromises) {
  const std::uint64_t first = read_number("SESSION_MODEL_SEED", 1);
  const std::uint64_t runs = read_number("SESSION_MODEL_RUNS", 60);
  // Reported at the end: a folder that is given up while the test has failed stays on the disk.
  std::string report;
  for (std::uint64_t i = GetParam(); i < runs; i += kBatches) {
    const std::uint64_t seed = first + i;
    const Rhythm rhythm = seed % 2 == 0 ? Rhythm::each_step : Rhythm::each_eighth;
    auto failure = live(seed, rhythm);
    if (!failure) continue;
    const bool whole = report.empty();
    report += fmt::format("seed {}: {}, after {} steps, the last one '{}'\n", seed, failure->fault.kind,
                          failure->operations.size(), failure->operations.back().name);
    if (!whole) continue;
    const Failure shortest = shrink(*failure, rhythm);
    report +=
        fmt::format("==== the shortest life found\n{}==== {}\n{}\n==== the whole life\n{}==== {}\n{}\n",
                    format_script(shortest.operations, rhythm), shortest.fault.kind, shortest.fault.text,
                    format_steps(failure->operations, rhythm), failure->fault.kind, failure->fault.text);
  }
  if (!report.empty()) ADD_FAILURE() << report;
}

INSTANTIATE_TEST_SUITE_P(Batches, Model, ::testing::Range<std::size_t>(0, kBatches));

}  // namespace
}  // namespace session::test
