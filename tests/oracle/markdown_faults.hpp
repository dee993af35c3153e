// SPDX-License-Identifier: MIT
// What is known to be wrong in cmark-gfm 0.29.0.gfm.6, each fault by its name and as narrow as possible.
#pragma once

#include "oracle/markdown_answers.hpp"
#include <string_view>
#include <vector>

namespace session::test {

/// How two answers compare.
struct Comparison {
  bool agree = false;                    ///< every mark is the same, or differs by a known fault
  std::vector<std::string_view> faults;  ///< the names of the faults that were met
};

/// Compares mark by mark. Known faults that move or change one mark are forgiven for this mark alone.
[[nodiscard]] Comparison compare(std::string_view document, const std::vector<Mark>& ours,
                                 const std::vector<Mark>& cmark);

/// The name of the known fault that may change the structure of the whole document; empty when it holds none.
[[nodiscard]] std::string_view find_document_fault(std::string_view document);

}  // namespace session::test
