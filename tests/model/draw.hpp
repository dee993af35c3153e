// SPDX-License-Identifier: MIT
// Numbers drawn from a seed, the same ones on every platform.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace session::test {

/// Draws from std::mt19937_64, whose numbers the standard fixes. The distributions of the standard library
/// are not fixed, so the bounded draw is our own.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  /// A number below `bound`, which is at least 1; each is equally likely.
  [[nodiscard]] std::size_t below(std::size_t bound) {
    constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t limit = kMax - kMax % bound;
    std::uint64_t number = engine_();
    while (number >= limit) number = engine_();
    return static_cast<std::size_t>(number % bound);
  }
  /// A number from `first` to `last`, both included.
  [[nodiscard]] std::size_t between(std::size_t first, std::size_t last) {
    return first + below(last - first + 1);
  }
  /// True in so many of 100 draws.
  [[nodiscard]] bool chance(std::size_t percent) { return below(100) < percent; }
  /// One of a list that is not empty.
  template <class T>
  [[nodiscard]] const T& pick(const std::vector<T>& list) {
    return list.at(below(list.size()));
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace session::test
