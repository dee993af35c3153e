// SPDX-License-Identifier: MIT
// Which items of three lists are the same.
#include "core/merge/item_merge.hpp"

#include <map>
#include <string>
#include <utility>

namespace session {
namespace {

using Items = std::vector<MergeItem>;
using Pairs = std::vector<std::optional<std::size_t>>;

/// By what two items are held to be the same.
enum class Likeness { line, hash, key };

/// Pairs the items of two lists step by step, the surest likeness first.
class ItemPairs {
 public:
  ItemPairs(const Items& from, const Items& to)
      : from_(from), to_(to), to_taken_(to.size()), pairs_(from.size()) {}

  /// Leaves items out that are paired otherwise.
  void leave_out(std::vector<bool> from, std::vector<bool> to) {
    from_out_ = std::move(from);
    to_taken_ = std::move(to);
  }

  /// Pairs what has the same key, in order.
  void pair_by_key(Likeness likeness, bool only_unique = false) {
    std::map<std::string, std::vector<std::size_t>> free;
    for (std::size_t i = to_.size(); i > 0; --i) {
      if (!to_taken_[i - 1]) free[make_name(to_[i - 1], likeness)].push_back(i - 1);
    }
    for (std::size_t i = 0; i < from_.size(); ++i) {
      if (!is_free(i)) continue;
      const auto found = free.find(make_name(from_[i], likeness));
      if (found == free.end() || found->second.empty()) continue;
      if (only_unique && (count(from_, from_[i].key) > 1 || count(to_, from_[i].key) > 1)) continue;
      pair(i, found->second.back());
      found->second.pop_back();
    }
  }

  /// Pairs items whose hash no other item of their list has.
  void pair_by_hash() {
    const auto from = find_unique_hashes(from_);
    const auto to = find_unique_hashes(to_);
    for (const auto& [hash, i] : from) {
      const auto found = to.find(hash);
      if (found != to.end() && is_free(i) && !to_taken_[found->second]) pair(i, found->second);
    }
  }

  [[nodiscard]] Pairs result() && { return std::move(pairs_); }

 private:
  [[nodiscard]] bool is_free(std::size_t i) const {
    return !pairs_[i] && (from_out_.empty() || !from_out_[i]);
  }
  void pair(std::size_t from, std::size_t to) {
    pairs_[from] = to;
    to_taken_[to] = true;
  }

  static std::string make_name(const MergeItem& item, Likeness likeness) {
    if (likeness == Likeness::key) return item.key;
    return item.key + '\n' + (likeness == Likeness::hash ? item.hash : format_item_line(item));
  }

  std::size_t count(const Items& items, const std::string& key) {
    auto& counts = &items == &from_ ? from_counts_ : to_counts_;
    if (counts.empty()) {
      for (const MergeItem& item : items) ++counts[item.key];
    }
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
  }

  static std::map<std::string, std::size_t> find_unique_hashes(const Items& items) {
    std::map<std::string, std::size_t> unique;
    std::map<std::string, std::size_t> counts;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].hash.empty()) continue;
      ++counts[items[i].hash];
      unique[items[i].hash] = i;
    }
    std::erase_if(unique, [&counts](const auto& entry) { return counts[entry.first] > 1; });
    return unique;
  }

  const Items& from_;
  const Items& to_;
  std::vector<bool> from_out_;
  std::vector<bool> to_taken_;
  Pairs pairs_;
  std::map<std::string, std::size_t> from_counts_;
  std::map<std::string, std::size_t> to_counts_;
};

/// Pairs by what the items say; those that are equal in more than that come first.
void pair_by_words(ItemPairs& pairs, SectionKind kind, bool only_unique) {
  pairs.pair_by_key(kind == SectionKind::completed ? Likeness::hash : Likeness::line);
  pairs.pair_by_key(Likeness::key, only_unique);
}

Pairs invert(const Pairs& pairs, std::size_t size) {
  Pairs inverse(size);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i]) inverse[*pairs[i]] = i;
  }
  return inverse;
}

/// The pairs of three lists: base with each side, and the sides with each other where that goes not by the
/// base.
class TriplePairs {
 public:
  explicit TriplePairs(const ItemLists& lists)
      : lists_(lists), added_(lists.ours->size()), added_theirs_(lists.theirs->size()) {
    // Two sessions of one number and day are two sessions, so rows are the same only as they are written; one
    // that both sides have cannot be what just one of them made of another row.
    if (lists_.kind == SectionKind::history) pair_equal_rows();
    base_ours_ = pair_with_base(*lists_.ours, added_);
    base_theirs_ = pair_with_base(*lists_.theirs, added_theirs_);
    invert_base();
    if (lists_.kind == SectionKind::history) return;
    pair_added(true, true);
    if (lists_.kind == SectionKind::completed) pair_renamed();
    // What one side renamed may still be what the other side made of the same item.
    pair_added(false, true);
    pair_added(true, false);
  }

  [[nodiscard]] std::vector<ItemPlaces> list_places() const {
    std::vector<ItemPlaces> places;
    for (std::size_t i = 0; i < added_.size(); ++i) {
      const auto base = ours_base_[i];
      if (added_[i]) {
        places.push_back({base ? base : theirs_base_[*added_[i]], i, added_[i]});
      } else {
        places.push_back({base, i, base ? base_theirs_[*base] : std::nullopt});
      }
    }
    for (std::size_t i = 0; i < added_theirs_.size(); ++i) {
      const auto base = theirs_base_[i];
      if (!added_theirs_[i] && !(base && base_ours_[*base])) places.push_back({base, {}, i});
    }
    return places;
  }

 private:
  void pair_equal_rows() {
    ItemPairs pairs(*lists_.ours, *lists_.theirs);
    pairs.pair_by_key(Likeness::line);
    take(std::move(pairs).result());
    // A row that the base has, too, is no new one.
    ItemPairs known(*lists_.base, *lists_.ours);
    known.pair_by_key(Likeness::line);
    for (const auto& old : std::move(known).result()) {
      if (!old || !added_[*old]) continue;
      added_theirs_[*added_[*old]].reset();
      added_[*old].reset();
    }
  }

  [[nodiscard]] Pairs pair_with_base(const std::vector<MergeItem>& side, const Pairs& added) const {
    ItemPairs pairs(*lists_.base, side);
    std::vector<bool> taken(side.size());
    for (std::size_t i = 0; i < side.size(); ++i) taken[i] = added[i].has_value();
    pairs.leave_out(std::vector<bool>(lists_.base->size()), std::move(taken));
    pair_by_words(pairs, lists_.kind, false);
    return std::move(pairs).result();
  }

  void invert_base() {
    ours_base_ = invert(base_ours_, lists_.ours->size());
    theirs_base_ = invert(base_theirs_, lists_.theirs->size());
  }

  /// Finds items of the base by their hashes on sides that renamed them.
  void pair_renamed() {
    find_renamed(*lists_.ours, added_, base_theirs_, base_ours_);
    find_renamed(*lists_.theirs, added_theirs_, base_ours_, base_theirs_);
    invert_base();
  }

  void find_renamed(const std::vector<MergeItem>& side, const Pairs& added, const Pairs& base_other,
                    Pairs& base_side) const {
    // An item that both sides have is no new name of one that the other side still has under the old name.
    for (const bool has_partner : {false, true}) {
      const Pairs known = invert(base_side, side.size());
      std::vector<bool> base_out(base_side.size());
      for (std::size_t i = 0; i < base_out.size(); ++i)
        base_out[i] = base_side[i] || (has_partner && base_other[i]);
      std::vector<bool> side_out(side.size());
      for (std::size_t i = 0; i < side_out.size(); ++i)
        side_out[i] = known[i] || added[i].has_value() != has_partner;
      ItemPairs pairs(*lists_.base, side);
      pairs.leave_out(std::move(base_out), std::move(side_out));
      pairs.pair_by_hash();
      const Pairs found = std::move(pairs).result();
      for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i]) base_side[i] = found[i];
      }
    }
  }

  /// Pairs items that have no partner yet. One of the two sides may hold items of the base.
  void pair_added(bool ours_is_new, bool theirs_is_new) {
    const auto find_out = [](const Pairs& base, const Pairs& other, const Pairs& added, bool is_new) {
      std::vector<bool> out(added.size());
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = added[i] || (base[i] && (is_new || other[*base[i]]));
      return out;
    };
    ItemPairs pairs(*lists_.ours, *lists_.theirs);
    pairs.leave_out(find_out(ours_base_, base_theirs_, added_, ours_is_new),
                    find_out(theirs_base_, base_ours_, added_theirs_, theirs_is_new));
    pair_by_words(pairs, lists_.kind, true);
    if (lists_.kind == SectionKind::completed) pairs.pair_by_hash();
    take(std::move(pairs).result());
  }

  void take(const Pairs& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (!pairs[i]) continue;
      added_[i] = pairs[i];
      added_theirs_[*pairs[i]] = i;
    }
  }

  const ItemLists& lists_;
  Pairs added_;         ///< for each item of ours the one of theirs, where no item of the base tells
  Pairs added_theirs_;  ///< the other way round
  Pairs base_ours_;
  Pairs base_theirs_;
  Pairs ours_base_;
  Pairs theirs_base_;
};

}  // namespace

std::vector<ItemPlaces> pair_items(const ItemLists& lists) {
  return TriplePairs(lists).list_places();
}

}  // namespace session
