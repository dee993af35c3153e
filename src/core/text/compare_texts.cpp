// SPDX-License-Identifier: MIT
#include "core/text/compare_texts.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace session {

std::vector<Edit> compare_texts(std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  return {{{head, before.size() - tail}, std::string(after.substr(head, after.size() - tail - head))}};
}

}  // namespace session
