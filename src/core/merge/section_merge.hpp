// SPDX-License-Identifier: MIT
// Three documents of one shape, merged: lists by their items, values by their rules, the rest as text.
#pragma once

#include "core/merge/merge.hpp"
#include "core/merge/outline.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace session {

/// The outlines of the three documents.
struct MergeOutlines {
  Outline base;
  Outline ours;
  Outline theirs;
  OutlineShape shape;
  std::string line_ending;
};

/// A merged document with what it must hold when it is read again.
struct SectionMerge {
  std::string text;
  std::size_t conflicts = 0;
  std::array<std::size_t, 7> item_counts{};
};

/// Merges the outlines. Nothing when a list has lost its place, or lies in a conflict of the text around it.
[[nodiscard]] std::optional<SectionMerge> merge_outlines(const MergeOutlines& outlines,
                                                         const MergeOptions& options);

}  // namespace session
