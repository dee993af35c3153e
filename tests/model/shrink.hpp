// SPDX-License-Identifier: MIT
// Makes a failing list shorter.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace session::test {

/// Leaves out runs of elements, long ones first, as long as the rest still fails. `fails` is asked at most
/// `budget` times. The list given must fail.
template <class T>
[[nodiscard]] std::vector<T> shrink_list(std::vector<T> list, std::size_t budget,
                                         const std::function<bool(const std::vector<T>&)>& fails) {
  for (std::size_t length = std::max<std::size_t>(list.size() / 2, 1); budget > 0;) {
    bool shorter = false;
    // From the end, because later elements depend on earlier ones.
    for (std::size_t end = list.size(); end > 0 && budget > 0; end -= std::min(end, length)) {
      if (end > list.size()) continue;
      const std::size_t start = end - std::min(end, length);
      std::vector<T> rest(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(start));
      rest.insert(rest.end(), list.begin() + static_cast<std::ptrdiff_t>(end), list.end());
      budget -= 1;
      if (rest.empty() || !fails(rest)) continue;
      list = std::move(rest);
      shorter = true;
    }
    if (length == 1 && !shorter) break;
    length = std::max<std::size_t>(length / 2, 1);
  }
  return list;
}

}  // namespace session::test
