// SPDX-License-Identifier: MIT
#include "core/recording/entry_report.hpp"

#include "core/recording/recording.hpp"
#include "core/recording/update_text.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kUsual = 7;

bool is_hash(std::string_view text) {
  return text.size() >= kShortest && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The hash behind `reverted by`, without its code marks.
std::string find_marked_hash(std::string_view mark) {
  mark.remove_prefix(kRevertedMark.size());
  const std::size_t first = mark.find_first_not_of('`');
  if (first == std::string_view::npos) return {};
  return std::string(mark.substr(first, mark.find_last_not_of('`') - first + 1));
}

/// Finds what is known about single items.
class EntryReporter {
 public:
  EntryReporter(const ReconcileFacts& facts, bool is_shallow)
      : facts_(facts),
        is_shallow_(is_shallow),
        rewrites_(facts.journal),
        works_(collect_works(facts.journal)) {
    for (const Work& work : works_) members_.push_back(rewrites_.find_all(work.commits));
    entries_ = collect_entries(works_, members_);
    for (const JournalEntry& entry : entries_) {
      by_words_.emplace(fold_for_match(entry.text), &entry);
      add_ids(entry.members);
    }
    for (const auto& ids : members_) add_ids(ids);
    std::vector<RevertRecord> reverts;
    for (const JournalRecord& record : facts.journal.records) {
      if (const auto* const revert = std::get_if<RevertRecord>(&record)) reverts.push_back(*revert);
    }
    effective_ = find_effective_reverts(reverts, rewrites_, facts.history);
  }
  EntryReporter(const EntryReporter&) = delete;
  EntryReporter& operator=(const EntryReporter&) = delete;

  [[nodiscard]] EntryReport report(const Document& document, const Entry& entry) const;

 private:
  void add_ids(const std::vector<ObjectId>& ids) {
    for (const ObjectId& id : ids) by_id_.emplace(id, &ids);
  }
  [[nodiscard]] std::vector<ObjectId> find_members(const EntryReport& report) const;
  void place(EntryReport& report, const std::vector<ObjectId>& members) const;
  void compare_mark(EntryReport& report, const std::string& mark, bool is_known) const;
  [[nodiscard]] const Reach* find_reach(const ObjectId& id) const {
    const auto found = facts_.history.reach.find(id);
    return found == facts_.history.reach.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::string abbreviate(const ObjectId& id) const {
    const auto found = facts_.history.abbreviations.find(id);
    return found == facts_.history.abbreviations.end() ? id.hex.substr(0, kUsual) : found->second;
  }

  const ReconcileFacts& facts_;
  bool is_shallow_;
  RewriteMap rewrites_;
  std::vector<Work> works_;
  std::vector<std::vector<ObjectId>> members_;
  std::vector<JournalEntry> entries_;
  std::unordered_multimap<std::string, const JournalEntry*> by_words_;
  std::map<ObjectId, const std::vector<ObjectId>*> by_id_;  ///< the commits among which an id stands
  EffectiveReverts effective_;
};

/// The commits that did the item's work: of its entry in the journal by words and hash, else by the hash,
/// else what git knows by that hash.
std::vector<ObjectId> EntryReporter::find_members(const EntryReport& report) const {
  const std::string& hash = report.hash;
  const auto [first, last] = by_words_.equal_range(fold_for_match(report.words));
  const auto named = std::find_if(
      first, last, [&hash](const auto& pair) { return names_one_of(hash, pair.second->members); });
  if (named != last) return named->second->members;
  const auto known = by_id_.lower_bound(ObjectId{hash});
  if (known != by_id_.end() && known->first.hex.starts_with(hash)) return *known->second;
  const auto unrecorded = facts_.unrecorded.find(report.hash);
  if (unrecorded == facts_.unrecorded.end()) return {};
  return rewrites_.find_all({unrecorded->second});
}

/// Finds where the work stands. A commit that can be reached as nearly as any other one is as good as that.
void EntryReporter::place(EntryReport& report, const std::vector<ObjectId>& members) const {
  const auto shown = find_shown(members, facts_.history);
  if (!shown) {
    report.state = is_shallow_ ? EntryState::hidden : EntryState::gone;
    return;
  }
  const std::vector<ObjectId> nearest = find_nearest(members, facts_.history);
  const std::string& hash = report.hash;
  const auto own = std::find_if(nearest.begin(), nearest.end(),
                                [&hash](const ObjectId& id) { return names_one_of(hash, {id}); });
  report.commit = own != nearest.end() ? *own : *shown;
  report.reach = *find_reach(*report.commit);
  if (own == nearest.end()) {
    report.state = EntryState::rewritten;
    report.successor = abbreviate(*shown);
  } else {
    report.state = report.reach->kind == TipKind::head ? EntryState::ok : EntryState::elsewhere;
  }
  if (const auto by = find_revert(members, effective_, facts_.history)) {
    report.state = EntryState::reverted;
    report.revert = *by;
    report.successor = abbreviate(*by);
  }
}

/// A mark tells what the program found once. Of what the journal does not know it is all that is known.
void EntryReporter::compare_mark(EntryReport& report, const std::string& mark, bool is_known) const {
  if (mark.empty() || report.state == EntryState::gone || report.state == EntryState::hidden) return;
  const bool tells_revert = mark.starts_with(kRevertedMark);
  if (tells_revert && report.state == EntryState::reverted) return;
  if (!tells_revert || is_known) {
    report.stale_mark = mark;
    return;
  }
  report.state = EntryState::reverted;
  report.successor = find_marked_hash(mark);
}

EntryReport EntryReporter::report(const Document& document, const Entry& entry) const {
  const auto text = [&document](Span span) { return std::string(slice(document.text, span)); };
  EntryReport report;
  report.words = text(entry.words);
  report.hash = text(entry.hash);
  if (report.hash.empty()) return report;
  if (!is_hash(report.hash)) {
    report.state = EntryState::not_a_hash;
    return report;
  }
  const std::vector<ObjectId> members = find_members(report);
  place(report, members);
  const bool is_known =
      std::any_of(members.begin(), members.end(), [this](const ObjectId& id) { return by_id_.contains(id); });
  compare_mark(report, text(entry.mark), is_known);
  return report;
}

std::string_view describe_reach(TipKind kind) {
  switch (kind) {
    case TipKind::head: return "in HEAD";
    case TipKind::branch: return "on branch";
    case TipKind::work_tree: return "in work tree";
    case TipKind::remote: return "on remote branch";
    case TipKind::tag: return "on tag";
  }
  return "";
}

std::string format_state(const EntryReport& report) {
  switch (report.state) {
    case EntryState::rewritten: return fmt::format("rewritten → {}", report.successor);
    case EntryState::elsewhere:
      return fmt::format(
          "{} {} only",
          report.reach->kind == TipKind::work_tree ? "in the work tree" : describe_reach(report.reach->kind),
          format_plain(report.reach->name));
    case EntryState::reverted: return fmt::format("reverted by {}", format_plain(report.successor));
    case EntryState::hidden: return "not in this shallow clone";
    default: return std::string(describe_state(report));
  }
}

std::string format_line(const EntryReport& report) {
  const std::string_view sign = report.state == EntryState::ok && is_good(report) ? "✓"
                                : is_good(report)                                 ? "-"
                                                                                  : "✗";
  std::string line = fmt::format("  {} ", sign);
  if (!report.hash.empty()) line += format_plain(report.hash) + " ";
  line += fmt::format("{}: {}", shorten(format_plain(report.words)), format_state(report));
  if (!report.stale_mark.empty()) line += fmt::format(", but marked \"{}\"", format_plain(report.stale_mark));
  return line;
}

/// The group in which an item is counted, by its place in the list of their names.
std::size_t find_group(const EntryReport& report) {
  switch (report.state) {
    case EntryState::ok: return report.stale_mark.empty() ? 0 : 7;
    case EntryState::rewritten: return 1;
    case EntryState::elsewhere: break;
    case EntryState::reverted: return 5;
    case EntryState::gone: return 6;
    case EntryState::hidden: return 8;
    case EntryState::not_a_hash: return 9;
    case EntryState::no_hash: return 10;
  }
  switch (report.reach->kind) {
    case TipKind::work_tree: return 3;
    case TipKind::tag: return 4;
    default: return 2;
  }
}

std::string format_counts(const std::vector<EntryReport>& reports) {
  constexpr std::array<std::string_view, 11> kNames = {"ok",
                                                       "rewritten",
                                                       "on another branch",
                                                       "in another work tree",
                                                       "on a tag",
                                                       "reverted",
                                                       "gone",
                                                       "with a wrong mark",
                                                       "not in this shallow clone",
                                                       "with no valid hash",
                                                       "without a hash"};
  std::array<std::size_t, kNames.size()> counts{};
  for (const EntryReport& report : reports) ++counts[find_group(report)];
  std::string text = "entries:";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    text += fmt::format("{} {} {}", text.back() == ':' ? "" : ",", counts[i], kNames[i]);
  }
  return text;
}

}  // namespace

std::vector<EntryReport> report_entries(const Document& document, const ReconcileFacts& facts,
                                        bool is_shallow) {
  std::vector<EntryReport> reports;
  const Section* const section = document.find(SectionKind::completed);
  if (section == nullptr) return reports;
  const EntryReporter reporter(facts, is_shallow);
  for (const Entry& entry : section->entries) reports.push_back(reporter.report(document, entry));
  return reports;
}

bool is_good(const EntryReport& report) {
  if (!report.stale_mark.empty()) return false;
  switch (report.state) {
    case EntryState::ok:
    case EntryState::rewritten:
    case EntryState::elsewhere:
    case EntryState::no_hash: return true;
    default: return false;
  }
}

std::string_view describe_state(const EntryReport& report) {
  switch (report.state) {
    case EntryState::ok: return "ok";
    case EntryState::rewritten: return "rewritten";
    case EntryState::elsewhere: return describe_reach(report.reach->kind);
    case EntryState::reverted: return "reverted";
    case EntryState::gone: return "gone";
    case EntryState::hidden: return "hidden";
    case EntryState::not_a_hash: return "not a hash";
    case EntryState::no_hash: return "no hash";
  }
  return "";
}

std::vector<std::string> format_entries(const std::vector<EntryReport>& reports, bool all) {
  std::vector<std::string> lines;
  if (reports.empty()) return lines;
  for (const EntryReport& report : reports) {
    const bool is_plain = report.state == EntryState::ok || report.state == EntryState::no_hash;
    if (all || !is_plain || !is_good(report)) lines.push_back(format_line(report));
  }
  lines.push_back(format_counts(reports));
  return lines;
}

}  // namespace session
