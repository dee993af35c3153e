// SPDX-License-Identifier: MIT
#include "core/merge/item_order.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace session {
namespace {

using Items = std::vector<const MergedItem*>;
using Place = std::optional<std::size_t>;

/// The number at the start of a text, 0 without one.
std::size_t parse_leading_number(std::string_view text) {
  std::size_t number = 0;
  (void)std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// True when `a` comes before `b` where both sides put an item at one place.
bool comes_before(const MergeItem& a, const MergeItem& b, const ListWriting& writing) {
  const bool is_dated = writing.kind == SectionKind::completed || writing.kind == SectionKind::history;
  if (is_dated) {
    if (const auto older = is_older(a, b, *writing.ranks)) return *older != writing.newest_first;
  }
  if (writing.kind == SectionKind::history) {
    const std::size_t session_a = parse_leading_number(a.key);
    const std::size_t session_b = parse_leading_number(b.key);
    if (session_a != session_b) return (session_a < session_b) != writing.newest_first;
  }
  const auto words = [](const MergeItem& item) { return std::pair(item.key, format_item_line(item)); };
  return words(a) < words(b);
}

/// Merges the orders of both sides.
class OrderMerger {
 public:
  OrderMerger(const Items& items, const ListWriting& writing) : writing_(writing) {
    for (const MergedItem* item : items) {
      if (item->from.ours) ours_.push_back(item);
      if (item->from.theirs) theirs_.push_back(item);
    }
    sort_by(ours_, &ItemPlaces::ours);
    sort_by(theirs_, &ItemPlaces::theirs);
  }

  Items merge() {
    std::size_t o = 0;
    std::size_t t = 0;
    for (;;) {
      while (o < ours_.size() && written_.contains(ours_[o])) ++o;
      while (t < theirs_.size() && written_.contains(theirs_[t])) ++t;
      if (o == ours_.size() && t == theirs_.size()) return std::move(result_);
      if (o == ours_.size()) {
        write(theirs_[t]);
      } else if (t == theirs_.size()) {
        write(ours_[o]);
      } else {
        write(takes_ours(*ours_[o], *theirs_[t]) ? ours_[o] : theirs_[t]);
      }
    }
  }

 private:
  static void sort_by(Items& items, Place ItemPlaces::*side) {
    std::stable_sort(items.begin(), items.end(), [side](const MergedItem* a, const MergedItem* b) {
      return a->from.*side < b->from.*side;
    });
  }

  [[nodiscard]] bool takes_ours(const MergedItem& ours, const MergedItem& theirs) const {
    if (&ours == &theirs) return true;
    const bool ours_shared = ours.from.theirs.has_value();
    const bool theirs_shared = theirs.from.ours.has_value();
    // What both have is where they meet again.
    if (ours_shared != theirs_shared) return theirs_shared;
    if (ours_shared && ours.from.base && theirs.from.base) {
      // The sides differ in the order of these two: the one that changed it is right.
      return *ours.from.base > *theirs.from.base;
    }
    return comes_before(ours.item, theirs.item, writing_);
  }

  void write(const MergedItem* item) {
    written_.insert(item);
    result_.push_back(item);
  }

  const ListWriting& writing_;
  Items ours_;
  Items theirs_;
  std::set<const MergedItem*> written_;
  Items result_;
};

/// The digits of an ordered item's marker.
Span find_digits(const std::string& lead) {
  const std::size_t begin = std::min(lead.find_first_of("0123456789"), lead.size());
  return {begin, std::min(lead.find_first_not_of("0123456789", begin), lead.size())};
}

/// How an ordered list counts: from `first` by `step`, which is 0 where all items have one number.
struct Counting {
  std::size_t first = 1;
  std::size_t step = 1;
  bool is_regular = true;
};

Counting find_counting(const std::vector<MergeItem>& items) {
  Counting counting;
  std::vector<std::size_t> numbers;
  for (const MergeItem& item : items) {
    if (!item.ordered) return {1, 1, false};
    numbers.push_back(parse_leading_number(slice(item.lead, find_digits(item.lead))));
  }
  if (numbers.empty()) return counting;
  counting.first = numbers.front();
  if (numbers.size() > 1 && numbers[1] == numbers[0]) counting.step = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] != counting.first + i * counting.step) counting.is_regular = false;
  }
  return counting;
}

/// How the merged list counts. The side that changed it is right, of two the lower one.
Counting merge_counting(const ItemLists& lists) {
  const Counting base = find_counting(*lists.base);
  Counting ours = find_counting(*lists.ours);
  Counting theirs = find_counting(*lists.theirs);
  Counting merged;
  merged.is_regular = *pick_changed(base.is_regular, ours.is_regular, theirs.is_regular);
  // What does not count, or is empty, tells nothing.
  if (!ours.is_regular || lists.ours->empty()) ours = theirs;
  if (!theirs.is_regular || lists.theirs->empty()) theirs = ours;
  const auto pick = [](std::size_t before, std::size_t one, std::size_t other) {
    const std::size_t* changed = pick_changed(before, one, other);
    return changed != nullptr ? *changed : std::min(one, other);
  };
  merged.first = pick(base.first, ours.first, theirs.first);
  if (lists.ours->size() == 1) ours.step = theirs.step;
  if (lists.theirs->size() == 1) theirs.step = ours.step;
  merged.step = pick(base.step, ours.step, theirs.step);
  return merged;
}

/// The bullet that most items of a list have as their last one: "-", "*", "+"; empty for other lists.
std::string find_bullet(const std::vector<MergeItem>& items) {
  if (items.empty() || items.back().ordered) return {};
  const std::string& lead = items.back().lead;
  const std::size_t at = lead.find_first_of("-*+");
  return at == lead.npos ? std::string() : lead.substr(at, 1);
}

/// What stands between two items that follow each other on a side.
const std::string* find_gap(const std::vector<MergeItem>& items, Place before, Place after) {
  if (!before || !after || *after != *before + 1 || items[*before].run != items[*after].run) return nullptr;
  return &items[*before].gap;
}

/// What stands between the last two items of a list: a loose list goes on as one.
std::string find_last_gap(const std::vector<MergeItem>& items, std::string_view line_ending) {
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (!item->gap.empty()) return item->gap;
  }
  return std::string(line_ending);
}

std::string format_item(const MergedItem& merged, const ListWriting& writing) {
  const auto line = [](const MergeItem& item) { return item.lead + format_item_line(item); };
  std::string text = line(merged.item);
  if (merged.against) {
    text = format_conflict(text, line(*merged.against), writing.line_ending, *writing.style);
    text.resize(text.size() - writing.line_ending.size());
  }
  return text + merged.item.rest;
}

}  // namespace

std::vector<const MergedItem*> order_items(const std::vector<const MergedItem*>& items,
                                           const ListWriting& writing) {
  return OrderMerger(items, writing).merge();
}

void number_items(const std::vector<MergedItem*>& items, const ItemLists& lists) {
  const Counting counting = merge_counting(lists);
  const bool all_ordered =
      std::all_of(items.begin(), items.end(), [](const MergedItem* item) { return item->item.ordered; });
  if (!counting.is_regular || !all_ordered) return;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string number = std::to_string(counting.first + i * counting.step);
    const auto set = [&number](std::string& lead) {
      lead = apply_edits(lead, {{find_digits(lead), number}});
    };
    set(items[i]->item.lead);
    if (items[i]->against) set(items[i]->against->lead);
  }
}

void align_bullets(std::vector<MergedItem>& items, const ItemLists& lists) {
  const std::string ours = find_bullet(*lists.ours);
  const std::string theirs = find_bullet(*lists.theirs);
  if (ours.empty() || theirs.empty() || ours == theirs) return;
  for (MergedItem& item : items) {
    if (item.from.ours || item.item.ordered) continue;
    const std::size_t at = item.item.lead.find(theirs);
    if (at != std::string::npos) item.item.lead.replace(at, 1, ours);
  }
}

std::string format_items(const std::vector<const MergedItem*>& items, const ItemLists& lists,
                         const ListWriting& writing) {
  std::string text;
  const std::string ours_last = find_last_gap(*lists.ours, writing.line_ending);
  const std::string theirs_last = find_last_gap(*lists.theirs, writing.line_ending);
  const std::string base_last = find_last_gap(*lists.base, writing.line_ending);
  const auto* changed = pick_changed(base_last, ours_last, theirs_last);
  const std::string usual = changed != nullptr ? *changed : std::max(ours_last, theirs_last);
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += format_item(*items[i], writing);
    if (i + 1 == items.size()) return text += writing.line_ending;
    const ItemPlaces& from = items[i]->from;
    const ItemPlaces& next = items[i + 1]->from;
    const std::string* base = find_gap(*lists.base, from.base, next.base);
    const std::string* ours = find_gap(*lists.ours, from.ours, next.ours);
    const std::string* theirs = find_gap(*lists.theirs, from.theirs, next.theirs);
    if (ours != nullptr && theirs != nullptr) {
      const std::string* gap = base != nullptr ? pick_changed(*base, *ours, *theirs) : nullptr;
      text += gap != nullptr ? *gap : std::max(*ours, *theirs);
    } else {
      text += ours != nullptr ? *ours : (theirs != nullptr ? *theirs : usual);
    }
  }
  return text;
}

}  // namespace session
