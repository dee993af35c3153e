// SPDX-License-Identifier: MIT
// Moving old entries of SESSION.md to its archive: which ones, and what both files look like then.
#pragma once

#include "core/document/document.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace session {

/// What is to leave the document. The newest row of Session History always stays: sessions are counted from
/// it.
struct ArchiveWish {
  std::optional<std::string> before = {};     ///< YYYY-MM-DD: items and rows that are dated earlier
  std::optional<std::size_t> keep = {};       ///< all but this many of the newest items and rows
  std::optional<std::size_t> keep_rows = {};  ///< all but this many rows, whatever their dates
  std::set<std::string, std::less<>> stays =
      {};  ///< items of the current phase, folded: its progress counts them
};

/// What was planned.
struct ArchivePlan {
  std::string document;    ///< SESSION.md without what moved
  std::string archive;     ///< the archive with it
  std::size_t items = 0;   ///< completed items that move
  std::size_t rows = 0;    ///< rows of the history that move
  std::size_t stayed = 0;  ///< old items that stay because the current phase counts them
};

/// Plans the move. Moved lines keep their bytes, with the lines nested under them. `archive` is the archive
/// as it is, empty for none yet; lines that it holds already are not added again.
[[nodiscard]] ArchivePlan plan_archive(const Document& document, std::string_view archive,
                                       const ArchiveWish& wish);

}  // namespace session
