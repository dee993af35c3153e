// SPDX-License-Identifier: MIT
#include "core/merge/line_merge.hpp"

#include "core/text/line_diff.hpp"
#include "core/text/text.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

/// Lines of the base that one side replaced by lines of its own. One of the two may be empty.
struct Hunk {
  Span base;
  Span side;
};

using Lines = std::vector<std::string_view>;

std::vector<Hunk> find_hunks(const Lines& base, const Lines& side) {
  const auto matches = match_lines(base, side);
  std::vector<Hunk> hunks;
  Hunk hunk;
  const auto close = [&](std::size_t base_at, std::size_t side_at) {
    hunk.base.end = base_at;
    hunk.side.end = side_at;
    if (!hunk.base.empty() || !hunk.side.empty()) hunks.push_back(hunk);
    hunk = {{base_at + 1, 0}, {side_at + 1, 0}};
  };
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (matches[i]) close(i, *matches[i]);
  }
  close(base.size(), side.size());
  return hunks;
}

/// True when two changes are about the same place of the base. A line put in beside a changed line is not.
bool overlap(Span a, Span b) {
  if (a.empty() && b.empty()) return a.begin == b.begin;
  return a.begin < b.end && b.begin < a.end;
}

/// The changes of one side, taken in order.
class SideChanges {
 public:
  SideChanges(const Lines& base, const Lines& side) : hunks_(find_hunks(base, side)) {}
  [[nodiscard]] const Hunk* next() const { return at_ < hunks_.size() ? &hunks_[at_] : nullptr; }
  /// Takes the changes that overlap `range` and widens it to hold them. True when there were some.
  bool take_overlapping(Span& range) {
    bool took = false;
    while (at_ < hunks_.size() && overlap(hunks_[at_].base, range)) {
      range.begin = std::min(range.begin, hunks_[at_].base.begin);
      range.end = std::max(range.end, hunks_[at_].base.end);
      ++at_;
      took = true;
    }
    return took;
  }
  /// Where the first line behind all changes that were taken and before `base_line` stands on this side.
  [[nodiscard]] std::size_t locate(std::size_t base_line) const {
    return at_ == 0 ? base_line : hunks_[at_ - 1].side.end + (base_line - hunks_[at_ - 1].base.end);
  }

 private:
  std::vector<Hunk> hunks_;
  std::size_t at_ = 0;
};

class LineMerger {
 public:
  explicit LineMerger(const MergeLines& lines)
      : lines_(lines), ours_(lines.base, lines.ours), theirs_(lines.base, lines.theirs) {}

  std::vector<MergedLines> merge() {
    std::size_t done = 0;
    for (;;) {
      const Hunk* first = find_first();
      const std::size_t end = first == nullptr ? lines_.base.size() : first->base.begin;
      for (; done < end; ++done) add({done, ours_.locate(done), theirs_.locate(done)});
      if (first == nullptr) return std::move(result_);
      Span base = first->base;
      const std::size_t ours_begin = ours_.locate(base.begin);
      const std::size_t theirs_begin = theirs_.locate(base.begin);
      bool by_ours = false;
      bool by_theirs = false;
      take(first, by_ours, by_theirs);
      for (bool grew = true; grew;) {
        const bool more_ours = ours_.take_overlapping(base);
        const bool more_theirs = theirs_.take_overlapping(base);
        by_ours = by_ours || more_ours;
        by_theirs = by_theirs || more_theirs;
        grew = more_ours || more_theirs;
      }
      add_change(base, by_ours ? Span{ours_begin, ours_.locate(base.end)} : Span{},
                 by_theirs ? Span{theirs_begin, theirs_.locate(base.end)} : Span{}, by_ours, by_theirs);
      done = base.end;
    }
  }

 private:
  /// The change that comes first in the base. What is put in before a line comes before a change of the line.
  [[nodiscard]] const Hunk* find_first() const {
    const Hunk* a = ours_.next();
    const Hunk* b = theirs_.next();
    if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
    const auto key = [](const Hunk& hunk) { return std::pair(hunk.base.begin, hunk.base.end); };
    return key(*b) < key(*a) ? b : a;
  }

  /// Takes that change alone.
  void take(const Hunk* first, bool& by_ours, bool& by_theirs) {
    Span range = first->base;
    by_ours = first == ours_.next();
    by_theirs = !by_ours;
    (void)(by_ours ? ours_ : theirs_).take_overlapping(range);
  }

  void add(MergedLine line) {
    if (result_.empty() || result_.back().is_conflict) result_.emplace_back();
    result_.back().lines.push_back(line);
  }

  void add_conflict(Span ours, Span theirs) {
    if (result_.empty() || !result_.back().is_conflict) {
      result_.emplace_back();
      result_.back().is_conflict = true;
    }
    for (std::size_t i = ours.begin; i < ours.end; ++i) result_.back().ours.push_back(i);
    for (std::size_t i = theirs.begin; i < theirs.end; ++i) result_.back().theirs.push_back(i);
  }

  void add_change(Span base, Span ours, Span theirs, bool by_ours, bool by_theirs) {
    if (!by_theirs) {
      for (std::size_t i = ours.begin; i < ours.end; ++i) add({{}, i, {}});
    } else if (!by_ours) {
      for (std::size_t i = theirs.begin; i < theirs.end; ++i) add({{}, {}, i});
    } else if (base.size() == ours.size() && base.size() == theirs.size()) {
      for (std::size_t i = 0; i < base.size(); ++i)
        add_line_by_line(base.begin + i, ours.begin + i, theirs.begin + i);
    } else {
      add_common(ours, theirs);
    }
  }

  void add_line_by_line(std::size_t base, std::size_t ours, std::size_t theirs) {
    const std::string_view o = lines_.ours[ours];
    const std::string_view t = lines_.theirs[theirs];
    const std::string_view* picked = pick_changed(lines_.base[base], o, t);
    if (picked == nullptr) return add_conflict({ours, ours + 1}, {theirs, theirs + 1});
    // Lines of one place keep both positions, though only one has these bytes: the last one set is read.
    if (o == t) return add({o == lines_.base[base] ? std::optional(base) : std::nullopt, ours, theirs});
    add(*picked == t ? MergedLine{{}, {}, theirs} : MergedLine{{}, ours, {}});
  }

  /// Both changed the same lines: what they have in common is merged, the rest stays a conflict.
  void add_common(Span ours, Span theirs) {
    const auto part = [](const Lines& lines, Span span) {
      return Lines(lines.begin() + static_cast<std::ptrdiff_t>(span.begin),
                   lines.begin() + static_cast<std::ptrdiff_t>(span.end));
    };
    const auto matches = match_lines(part(lines_.ours, ours), part(lines_.theirs, theirs));
    std::size_t o = ours.begin;
    std::size_t t = theirs.begin;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (!matches[i]) continue;
      const std::size_t next_o = ours.begin + i;
      const std::size_t next_t = theirs.begin + *matches[i];
      if (o < next_o || t < next_t) add_conflict({o, next_o}, {t, next_t});
      add({{}, next_o, next_t});
      o = next_o + 1;
      t = next_t + 1;
    }
    if (o < ours.end || t < theirs.end) add_conflict({o, ours.end}, {t, theirs.end});
  }

  const MergeLines& lines_;
  SideChanges ours_;
  SideChanges theirs_;
  std::vector<MergedLines> result_;
};

std::string join(const Lines& lines, const std::vector<std::size_t>& which) {
  std::string text;
  for (const std::size_t i : which) text += lines[i];
  return text;
}

}  // namespace

std::vector<MergedLines> merge_lines(const MergeLines& lines) {
  return LineMerger(lines).merge();
}

std::string format_conflict(std::string_view ours, std::string_view theirs, std::string_view line_ending,
                            const ConflictStyle& style) {
  if (style.on_conflict == OnConflict::take_theirs) return std::string(theirs);
  const auto marker = [&](char sign, const std::string& label) {
    return std::string(style.marker_size, sign) + (label.empty() ? "" : " " + label) +
           std::string(line_ending);
  };
  const auto closed = [&](std::string_view part) {
    const bool open = !part.empty() && !part.ends_with('\n') && !part.ends_with('\r');
    return std::string(part) + (open ? std::string(line_ending) : std::string());
  };
  return marker('<', style.ours_label) + closed(ours) + marker('=', "") + closed(theirs) +
         marker('>', style.theirs_label);
}

MergedText merge_plain_texts(const MergeTexts& texts, const ConflictStyle& style) {
  if (const auto* picked = pick_changed(texts.base, texts.ours, texts.theirs))
    return {std::string(*picked), 0};
  const MergeLines lines{split_whole_lines(texts.base), split_whole_lines(texts.ours),
                         split_whole_lines(texts.theirs)};
  const std::string_view ending = find_line_ending(texts.ours);
  MergedText merged;
  for (const MergedLines& part : merge_lines(lines)) {
    if (part.is_conflict) {
      ++merged.conflicts;
      merged.text +=
          format_conflict(join(lines.ours, part.ours), join(lines.theirs, part.theirs), ending, style);
    }
    for (const MergedLine& line : part.lines) {
      // A line that was the last one of its text may come to stand before others now.
      if (!merged.text.empty() && !merged.text.ends_with('\n') && !merged.text.ends_with('\r'))
        merged.text += ending;
      merged.text += line.theirs ? lines.theirs[*line.theirs]
                                 : (line.ours ? lines.ours[*line.ours] : lines.base[*line.base]);
    }
  }
  return merged;
}

}  // namespace session
