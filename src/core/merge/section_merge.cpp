// SPDX-License-Identifier: MIT
#include "core/merge/section_merge.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/merge/item_order.hpp"
#include "core/text/line_diff.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace session {
namespace {

using Lines = std::vector<std::string_view>;
using Place = std::optional<std::size_t>;

constexpr std::array<SectionKind, 5> kListKinds = {SectionKind::completed, SectionKind::in_progress,
                                                   SectionKind::next_actions, SectionKind::blockers,
                                                   SectionKind::history};

std::size_t index(SectionKind kind) {
  return static_cast<std::size_t>(kind);
}

std::string_view default_placeholder(SectionKind kind) {
  switch (kind) {
    case SectionKind::completed: return "_(No items completed yet)_";
    case SectionKind::in_progress: return "_(Nothing in progress)_";
    case SectionKind::blockers: return "_(None identified)_";
    default: return "_(None)_";
  }
}

/// A place for items in the merged document, and the runs of the three documents that it stands for.
struct PlaceOfItems {
  SectionKind kind = SectionKind::completed;
  Place base;
  Place ours;
  Place theirs;
};

/// A computed value where both sides have it.
std::string merge_value(MergeValue value, const std::optional<std::string>& base, const std::string& ours,
                        const std::string& theirs) {
  if (ours == theirs) return ours;
  if (value != MergeValue::progress) return std::string(kNotStored);
  if (base) {
    if (const auto* changed = pick_changed(*base, ours, theirs)) return *changed;
  }
  const auto number = [](const std::string& digits) {
    int percent = 0;
    (void)std::from_chars(digits.data(), digits.data() + digits.size(), percent);
    return percent;
  };
  return number(ours) < number(theirs) ? theirs : ours;
}

class SectionMerger {
 public:
  SectionMerger(const MergeOutlines& outlines, const MergeOptions& options)
      : outlines_(outlines),
        options_(options),
        lines_{split_whole_lines(outlines.base.skeleton), split_whole_lines(outlines.ours.skeleton),
               split_whole_lines(outlines.theirs.skeleton)} {}

  std::optional<SectionMerge> merge() {
    parts_ = merge_lines(lines_);
    if (!find_places()) return std::nullopt;
    merge_lists();
    if (!assign_places()) return std::nullopt;
    merge_values();
    write();
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string_view line_text(const MergedLine& line) const {
    if (line.theirs) return lines_.theirs[*line.theirs];
    return line.ours ? lines_.ours[*line.ours] : lines_.base[*line.base];
  }

  static Place find_run(const Outline& outline, Place line) {
    for (std::size_t i = 0; line && i < outline.runs.size(); ++i) {
      if (outline.runs[i].line == *line) return i;
    }
    return std::nullopt;
  }

  /// False when a list lies in a conflict.
  bool find_places() {
    for (const MergedLines& part : parts_) {
      const auto is_run = [](const Lines& lines) {
        return [&lines](std::size_t i) { return find_run_kind(lines[i]).has_value(); };
      };
      if (std::any_of(part.ours.begin(), part.ours.end(), is_run(lines_.ours)) ||
          std::any_of(part.theirs.begin(), part.theirs.end(), is_run(lines_.theirs))) {
        return false;
      }
      for (const MergedLine& line : part.lines) {
        const auto kind = find_run_kind(line_text(line));
        if (!kind) continue;
        places_.push_back({*kind, find_run(outlines_.base, line.base), find_run(outlines_.ours, line.ours),
                           find_run(outlines_.theirs, line.theirs)});
      }
    }
    return true;
  }

  [[nodiscard]] std::map<std::string, const MergeItem*> find_elsewhere(SectionKind kind) const {
    std::map<std::string, const MergeItem*> found;
    for (const SectionKind other :
         {SectionKind::in_progress, SectionKind::next_actions, SectionKind::completed}) {
      if (other == kind) continue;
      for (const MergeItem& item : outlines_.base.items[index(other)]) found.try_emplace(item.key, &item);
    }
    return found;
  }

  void merge_lists() {
    for (const SectionKind kind : kListKinds) {
      const std::size_t i = index(kind);
      lists_[i] = {kind,
                   &outlines_.base.items[i],
                   &outlines_.ours.items[i],
                   &outlines_.theirs.items[i],
                   outlines_.ours.columns[i],
                   find_elsewhere(kind)};
      items_[i] = merge_items(lists_[i], options_, outlines_.line_ending);
      align_bullets(items_[i], lists_[i]);
    }
    for (const SectionKind open : {SectionKind::in_progress, SectionKind::next_actions}) {
      settle_done_items(items_[index(SectionKind::completed)], items_[index(open)], lists_[index(open)],
                        options_, outlines_.line_ending);
    }
  }

  /// The place that a run of one document has become.
  [[nodiscard]] Place find_place(Place run, Place PlaceOfItems::*side) const {
    for (std::size_t i = 0; run && i < places_.size(); ++i) {
      if (places_[i].*side == run) return i;
    }
    return std::nullopt;
  }

  [[nodiscard]] Place choose_place(SectionKind kind, const ItemPlaces& from) const {
    const auto run_of = [](const std::vector<MergeItem>* items, Place item) {
      return item ? Place((*items)[*item].run) : Place();
    };
    const ItemLists& lists = lists_[index(kind)];
    const Place base = find_place(run_of(lists.base, from.base), &PlaceOfItems::base);
    const Place ours = find_place(run_of(lists.ours, from.ours), &PlaceOfItems::ours);
    const Place theirs = find_place(run_of(lists.theirs, from.theirs), &PlaceOfItems::theirs);
    if (ours && theirs) {
      const auto* changed = pick_changed(base, ours, theirs);
      return changed != nullptr ? *changed : std::min(ours, theirs);
    }
    if (ours || theirs) return ours ? ours : theirs;
    // Its run has gone with the text around it: the first one of the section takes it.
    const auto first = std::find_if(places_.begin(), places_.end(),
                                    [kind](const PlaceOfItems& place) { return place.kind == kind; });
    return first == places_.end() ? Place() : Place(static_cast<std::size_t>(first - places_.begin()));
  }

  /// False when an item has no place.
  bool assign_places() {
    assigned_.resize(places_.size());
    for (const SectionKind kind : kListKinds) {
      for (const MergedItem& item : items_[index(kind)]) {
        const Place place = choose_place(kind, item.from);
        if (!place) return false;
        assigned_[*place].push_back(&item);
        result_.conflicts += item.conflicts;
      }
      result_.item_counts[index(kind)] = items_[index(kind)].size();
      order_places(kind);
    }
    return true;
  }

  [[nodiscard]] ListWriting make_writing(SectionKind kind) const {
    const std::size_t i = index(kind);
    const bool newest_first = outlines_.ours.newest_first[i] || outlines_.theirs.newest_first[i];
    return {kind, newest_first, outlines_.line_ending, &options_.ranks, &options_.style};
  }

  void order_places(SectionKind kind) {
    const ListWriting writing = make_writing(kind);
    std::vector<MergedItem*> all;
    std::vector<MergedItem>& items = items_[index(kind)];
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (places_[i].kind != kind) continue;
      assigned_[i] = order_items(assigned_[i], writing);
      for (const MergedItem* item : assigned_[i])
        all.push_back(&items[static_cast<std::size_t>(item - items.data())]);
    }
    if (outlines_.shape.lists[index(kind)] == ListShape::items) number_items(all, lists_[index(kind)]);
  }

  void merge_values() {
    for (std::size_t i = 0; i < kMergeValues; ++i) {
      const auto& ours = outlines_.ours.values[i];
      const auto& theirs = outlines_.theirs.values[i];
      if (ours && theirs)
        values_[i] = merge_value(static_cast<MergeValue>(i), outlines_.base.values[i], *ours, *theirs);
    }
  }

  void write() {
    std::size_t place = 0;
    for (const MergedLines& part : parts_) {
      if (part.is_conflict) {
        ++result_.conflicts;
        const auto side = [this](const Lines& lines, const std::vector<std::size_t>& which) {
          std::string text;
          for (const std::size_t i : which) text += format_skeleton_line(lines[i], values_);
          return text;
        };
        result_.text += format_conflict(side(lines_.ours, part.ours), side(lines_.theirs, part.theirs),
                                        outlines_.line_ending, options_.style);
      }
      for (const MergedLine& line : part.lines) {
        const std::string_view text = line_text(line);
        result_.text += find_run_kind(text) ? format_place(place++) : format_skeleton_line(text, values_);
      }
    }
  }

  [[nodiscard]] std::string format_place(std::size_t number) const {
    const PlaceOfItems& place = places_[number];
    const std::size_t kind = index(place.kind);
    if (!assigned_[number].empty())
      return format_items(assigned_[number], lists_[kind], make_writing(place.kind));
    const auto first = std::find_if(places_.begin(), places_.end(),
                                    [&place](const auto& other) { return other.kind == place.kind; });
    if (!items_[kind].empty() || first != places_.begin() + static_cast<std::ptrdiff_t>(number)) return {};
    const std::string text = choose_placeholder(place);
    return text.empty() ? text : text + outlines_.line_ending;
  }

  /// What stands in the place of the items of an empty section.
  [[nodiscard]] std::string choose_placeholder(const PlaceOfItems& place) const {
    const auto placeholder = [](const Outline& outline, Place run) {
      return run ? outline.runs[*run].placeholder : std::optional<std::string>();
    };
    const auto base = placeholder(outlines_.base, place.base);
    const auto ours = placeholder(outlines_.ours, place.ours);
    const auto theirs = placeholder(outlines_.theirs, place.theirs);
    if (ours && theirs) {
      const auto* changed = pick_changed(base, ours, theirs);
      return changed != nullptr ? **changed : std::max(*ours, *theirs);
    }
    if (ours || theirs) return ours ? *ours : *theirs;
    const std::size_t kind = index(place.kind);
    if (lists_[kind].ours->empty() && lists_[kind].theirs->empty()) return {};
    if (outlines_.shape.lists[kind] == ListShape::items) return std::string(default_placeholder(place.kind));
    if (place.kind == SectionKind::history) return {};
    std::string row = "| " + std::string(default_placeholder(place.kind)) + " |";
    for (auto cells =
             std::count(lists_[kind].columns.header.begin(), lists_[kind].columns.header.end(), '\n');
         cells > 1; --cells) {
      row += " — |";
    }
    return row;
  }

  const MergeOutlines& outlines_;
  const MergeOptions& options_;
  MergeLines lines_;
  std::vector<MergedLines> parts_;
  std::vector<PlaceOfItems> places_;
  std::array<ItemLists, 7> lists_;
  std::array<std::vector<MergedItem>, 7> items_;
  std::vector<std::vector<const MergedItem*>> assigned_;  ///< by place
  std::array<std::string, kMergeValues> values_;
  SectionMerge result_;
};

}  // namespace

std::optional<SectionMerge> merge_outlines(const MergeOutlines& outlines, const MergeOptions& options) {
  return SectionMerger(outlines, options).merge();
}

}  // namespace session
