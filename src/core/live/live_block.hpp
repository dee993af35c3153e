// SPDX-License-Identifier: MIT
// Live lines of a tracked SESSION.md: those that git does not store until the session is wrapped up.
//
//   <!-- session:live 1a2b3c4d 5e6f7a8b=0
//   0 - [ ] a line as git stores it
//   -->
//   - [x] a live line
//   - [ ] a live line that stands for stored line 0
//   <!-- session:end -->
//
// Each live line has its seal in the opening comment. A line whose seal is not there was written by a person.
// The comment carries the stored lines, each with the number of a person's lines before it in the block.
#pragma once

#include "core/text/text.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One live line: its seal, and the stored line that it stands for.
struct LiveSeal {
  std::string seal;
  std::optional<std::size_t> replaced;  ///< index into LiveBlock::stored
  bool operator==(const LiveSeal&) const = default;
};

/// A line that git stores and the file shows otherwise.
struct StoredLine {
  std::size_t behind = 0;  ///< how many of the block's lines that are not live come first
  std::string text;        ///< without a line ending
  bool operator==(const StoredLine&) const = default;
};

/// One block as it stands in the file.
struct LiveBlock {
  std::vector<LiveSeal> seals;     ///< in the order in which the lines were written
  std::vector<StoredLine> stored;  ///< in the order of the stored file
  std::vector<std::string> lines;  ///< what the file shows, without line endings
  bool open_end = false;           ///< the stored file ends without a line ending
  bool operator==(const LiveBlock&) const = default;
};

/// 8 hex digits that tell a line from one that somebody edited. The line ending is no part of it.
[[nodiscard]] std::string format_seal(std::string_view line);

/// True for the comment line that ends a block.
[[nodiscard]] bool is_block_end(std::string_view line);

/// True for a line that could open a block. A stored file has none.
[[nodiscard]] bool is_block_start(std::string_view line);

/// Reads the block that starts with line `at` of `text`, whose lines are `lines`. Moves `at` behind it. A
/// block ends with its closing comment; where a person took that away, before the next block or at the end.
/// Nothing, and `at` as it was, when the line is no opening comment that this program writes.
[[nodiscard]] std::optional<LiveBlock> parse_live_block(std::string_view text, const std::vector<Span>& lines,
                                                        std::size_t& at);

/// The lines of a block, without line endings.
[[nodiscard]] std::vector<std::string> format_live_block(const LiveBlock& block);

/// The lines that git stores for the block: the stored ones, and in between those of a person. A line that a
/// person edited takes the place of the stored one that it stood for.
[[nodiscard]] std::vector<std::string> plan_stored_lines(const LiveBlock& block);

}  // namespace session
