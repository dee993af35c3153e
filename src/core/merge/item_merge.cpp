// SPDX-License-Identifier: MIT
#include "core/merge/item_merge.hpp"

#include "core/document/table_columns.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kEmptyCell = "—";

/// The versions of one item. `base` is null for an item that both sides added.
struct Versions {
  const MergeItem* base;
  const MergeItem& ours;
  const MergeItem& theirs;
};

/// True when the frame has a place for each part that is there, and for no other.
bool fits(const std::string& frame, const MergeItem& item) {
  const auto agrees = [&frame](char sign, const std::string& part) {
    return (frame.find(std::string{'\0', sign}) != frame.npos) == !part.empty();
  };
  return agrees('w', item.words) && agrees('h', item.hash) && agrees('d', item.date) &&
         agrees('n', item.note) && agrees('m', item.mark);
}

/// The value of a part by the three-way rule; without a base only equal ones agree.
template <class Value>
const Value* pick_part(const Versions& versions, Value MergeItem::*part) {
  const Value& ours = versions.ours.*part;
  const Value& theirs = versions.theirs.*part;
  if (versions.base != nullptr) return pick_changed(versions.base->*part, ours, theirs);
  return ours == theirs ? &theirs : nullptr;
}

/// Sets the words. False when both sides changed them so that they say different things.
bool merge_words(const Versions& versions, MergeItem& item) {
  if (const auto* words = pick_part(versions, &MergeItem::words)) {
    item.words = *words;
    return true;
  }
  item.words = std::max(versions.ours.words, versions.theirs.words);
  return versions.ours.key == versions.theirs.key;
}

void set_frame(const Versions& versions, const MergeItem& otherwise, MergeItem& item) {
  const auto* frame = pick_part(versions, &MergeItem::frame);
  item.frame = frame != nullptr && fits(*frame, item) ? *frame : otherwise.frame;
}

/// The side whose commit is the newer one; by the bytes where nothing tells.
const MergeItem& find_newer(const MergeItem& ours, const MergeItem& theirs, const HashRanks& ranks) {
  if (ours.hash != theirs.hash) {
    if (ours.hash.empty() || theirs.hash.empty()) return ours.hash.empty() ? theirs : ours;
    // A hash that git knows is worth more than one that it does not.
    const bool knows_ours = ranks.contains(ours.hash);
    if (knows_ours != ranks.contains(theirs.hash)) return knows_ours ? ours : theirs;
    if (const auto older = is_older(ours, theirs, ranks)) return *older ? theirs : ours;
  }
  const auto bytes = [](const MergeItem& item) {
    return std::tie(item.hash, item.date, item.mark, item.frame);
  };
  return bytes(ours) < bytes(theirs) ? theirs : ours;
}

bool merge_completed(const Versions& versions, const HashRanks& ranks, MergeItem& item) {
  const auto commit_of = [](const MergeItem& from) { return std::tuple(from.hash, from.date, from.mark); };
  const MergeItem* side = nullptr;
  if (versions.base != nullptr) {
    const auto base = commit_of(*versions.base);
    const auto ours = commit_of(versions.ours);
    const auto theirs = commit_of(versions.theirs);
    if (ours == base || ours == theirs) side = &versions.theirs;
    if (side == nullptr && theirs == base) side = &versions.ours;
  }
  if (side == nullptr) side = &find_newer(versions.ours, versions.theirs, ranks);
  const MergeItem from = *side;
  item.hash = from.hash;
  item.date = from.date;
  item.mark = from.mark;
  const bool agreed = merge_words(versions, item);
  set_frame(versions, from, item);
  return agreed;
}

bool merge_open(const Versions& versions, MergeItem& item) {
  if (!merge_words(versions, item)) return false;
  const auto* note = pick_part(versions, &MergeItem::note);
  // Both sides added the item: a note is more than none.
  if (note == nullptr && versions.base == nullptr) {
    if (versions.ours.note.empty()) note = &versions.theirs.note;
    if (versions.theirs.note.empty()) note = &versions.ours.note;
  }
  if (note == nullptr) return false;
  item.note = *note;
  const auto* frame = pick_part(versions, &MergeItem::frame);
  if (frame == nullptr && versions.base == nullptr) {
    for (const MergeItem* side : {&versions.ours, &versions.theirs}) {
      if (fits(side->frame, item) && (frame == nullptr || *frame < side->frame)) frame = &side->frame;
    }
  }
  if (frame == nullptr || !fits(*frame, item)) return false;
  item.frame = *frame;
  return true;
}

/// The row's cells one by one. False when both sides wrote different things into one.
bool merge_row(const Versions& versions, const RowColumns& columns, MergeItem& item) {
  const std::vector<std::string>& ours = versions.ours.cells;
  const std::vector<std::string>& theirs = versions.theirs.cells;
  const std::vector<std::string> none(ours.size(), std::string(kEmptyCell));
  const std::vector<std::string>& base = versions.base == nullptr ? none : versions.base->cells;
  if (ours.size() != theirs.size() || ours.size() != base.size()) return false;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (const auto* cell = pick_changed(base[i], ours[i], theirs[i])) {
      item.cells[i] = *cell;
    } else if (columns.status == i && is_resolved_status(ours[i]) != is_resolved_status(theirs[i])) {
      item.cells[i] = is_resolved_status(ours[i]) ? ours[i] : theirs[i];
    } else if (fold_for_match(ours[i]) == fold_for_match(theirs[i])) {
      item.cells[i] = std::max(ours[i], theirs[i]);
    } else {
      return false;
    }
  }
  const auto* frame = pick_part(versions, &MergeItem::frame);
  item.frame = frame != nullptr ? *frame : std::max(versions.ours.frame, versions.theirs.frame);
  return true;
}

/// True when a person changed the item: its commit is the program's business.
bool is_touched(SectionKind kind, const MergeItem& base, const MergeItem& side) {
  if (kind == SectionKind::completed) return base.words != side.words || base.rest != side.rest;
  return format_item_line(base) != format_item_line(side) || base.rest != side.rest;
}

/// Merges what stands under an item. The texts begin with a line ending and have none at their end.
MergedText merge_rest(const std::string& base, const std::string& ours, const std::string& theirs,
                      std::string_view line_ending, const ConflictStyle& style) {
  const auto as_lines = [&](const std::string& rest) {
    return rest.empty() ? rest
                        : rest.substr(std::min(line_ending.size(), rest.size())) + std::string(line_ending);
  };
  const std::string texts[] = {as_lines(base), as_lines(ours), as_lines(theirs)};
  MergedText merged = merge_plain_texts({texts[0], texts[1], texts[2]}, style);
  if (merged.text.ends_with(line_ending)) merged.text.resize(merged.text.size() - line_ending.size());
  if (!merged.text.empty()) merged.text.insert(0, line_ending);
  return merged;
}

class ItemMerger {
 public:
  ItemMerger(const ItemLists& lists, const MergeOptions& options, std::string_view line_ending)
      : lists_(lists), options_(options), line_ending_(line_ending) {}

  void add(const ItemPlaces& from) {
    const MergeItem* base = from.base ? &(*lists_.base)[*from.base] : nullptr;
    const MergeItem* ours = from.ours ? &(*lists_.ours)[*from.ours] : nullptr;
    const MergeItem* theirs = from.theirs ? &(*lists_.theirs)[*from.theirs] : nullptr;
    if (ours != nullptr && theirs != nullptr) return add_merged(from, {base, *ours, *theirs});
    const MergeItem& only = ours != nullptr ? *ours : *theirs;
    if (base != nullptr && !is_touched(lists_.kind, *base, only)) return;
    result_.push_back({from, only, {}, 0});
  }

  std::vector<MergedItem> result() && { return std::move(result_); }

 private:
  void add_merged(const ItemPlaces& from, const Versions& versions) {
    MergedItem merged{from, versions.ours, {}, 0};
    if (const auto* lead = pick_part(versions, &MergeItem::lead)) merged.item.lead = *lead;
    const bool agreed = merge_line(versions, merged.item);
    if (!agreed && lists_.kind == SectionKind::history) {
      // Both sides ended the session of this row: that makes two.
      result_.push_back({{from.base, from.ours, {}}, versions.ours, {}, 0});
      result_.push_back({{from.base, {}, from.theirs}, versions.theirs, {}, 0});
      return;
    }
    if (!agreed) {
      merged.item = options_.style.on_conflict == OnConflict::mark ? versions.ours : versions.theirs;
      if (options_.style.on_conflict == OnConflict::mark) merged.against = versions.theirs;
      merged.conflicts = 1;
    }
    const MergedText rest = merge_rest(find_base_rest(versions), versions.ours.rest, versions.theirs.rest,
                                       line_ending_, options_.style);
    merged.item.rest = rest.text;
    merged.conflicts += rest.conflicts;
    result_.push_back(std::move(merged));
  }

  [[nodiscard]] std::string find_base_rest(const Versions& versions) const {
    if (versions.base != nullptr) return versions.base->rest;
    const auto moved = lists_.elsewhere.find(versions.ours.key);
    return moved == lists_.elsewhere.end() ? std::string() : moved->second->rest;
  }

  bool merge_line(const Versions& versions, MergeItem& item) const {
    if (lists_.kind == SectionKind::completed) return merge_completed(versions, options_.ranks, item);
    return versions.ours.cells.empty() ? merge_open(versions, item)
                                       : merge_row(versions, lists_.columns, item);
  }

  const ItemLists& lists_;
  const MergeOptions& options_;
  std::string_view line_ending_;
  std::vector<MergedItem> result_;
};

}  // namespace

std::optional<bool> is_older(const MergeItem& a, const MergeItem& b, const HashRanks& ranks) {
  const auto rank_a = ranks.find(a.hash);
  const auto rank_b = ranks.find(b.hash);
  if (rank_a != ranks.end() && rank_b != ranks.end() && rank_a->second != rank_b->second)
    return rank_a->second < rank_b->second;
  if (a.date.empty() || b.date.empty() || a.date == b.date) return std::nullopt;
  return a.date < b.date;
}

std::vector<MergedItem> merge_items(const ItemLists& lists, const MergeOptions& options,
                                    std::string_view line_ending) {
  ItemMerger merger(lists, options, line_ending);
  for (const ItemPlaces& places : pair_items(lists)) merger.add(places);
  return std::move(merger).result();
}

void settle_done_items(std::vector<MergedItem>& completed, std::vector<MergedItem>& open,
                       const ItemLists& open_lists, const MergeOptions& options,
                       std::string_view line_ending) {
  std::map<std::string, MergedItem*> done;
  for (MergedItem& item : completed) {
    if (!item.from.base) done.try_emplace(item.item.key, &item);
  }
  const auto settle = [&](MergedItem& item) {
    const auto found = done.find(item.item.key);
    if (found == done.end()) return false;
    MergedItem& finished = *found->second;
    const bool left = (finished.from.ours && !item.from.ours) || (finished.from.theirs && !item.from.theirs);
    if (!left) return false;
    const std::string base = item.from.base ? (*open_lists.base)[*item.from.base].rest : std::string();
    const MergedText rest = merge_rest(base, finished.item.rest, item.item.rest, line_ending, options.style);
    finished.item.rest = rest.text;
    finished.conflicts += rest.conflicts;
    return true;
  };
  std::erase_if(open, settle);
}

}  // namespace session
