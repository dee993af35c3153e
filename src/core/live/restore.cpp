// SPDX-License-Identifier: MIT
#include "core/live/restore.hpp"

#include "core/live/live_text.hpp"
#include "core/merge/merge.hpp"

namespace session {

std::string restore_live_text(std::string_view live, std::string_view stored, const SectionNames& names) {
  const std::string base = clean_text(live);
  const std::string shown = show_text(live);
  if (base == stored) return shown;
  MergeOptions options;
  options.names = names;
  options.style.on_conflict = OnConflict::take_theirs;
  return merge_documents({base, shown, stored}, options).text;
}

}  // namespace session
