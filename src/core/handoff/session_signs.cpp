// SPDX-License-Identifier: MIT
#include "core/handoff/session_signs.hpp"

#include "core/recording/works.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <variant>

namespace session {
namespace {

bool is_completion(EffectKind kind) {
  return kind == EffectKind::completed_from_progress || kind == EffectKind::completed_from_next ||
         kind == EffectKind::completed_new;
}

/// FNV-1a with 64 bits over texts of which each has an end of its own.
class Fingerprint {
 public:
  void add(std::string_view text) {
    constexpr std::uint64_t kPrime = 0x100000001b3;
    for (const char c : text) {
      value_ ^= static_cast<unsigned char>(c);
      value_ *= kPrime;
    }
    // No byte of UTF-8 text has this value, so "ab", "c" differs from "a", "bc".
    value_ ^= 0xffU;
    value_ *= kPrime;
  }
  [[nodiscard]] std::string format() const { return fmt::format("{:016x}", value_); }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace

std::optional<std::int64_t> find_session_start(const State& state) {
  return state.wrapped ? state.wrapped : state.opened;
}

std::vector<std::int64_t> find_recorded_times(const Journal& journal, const State& state) {
  std::vector<std::int64_t> times;
  for (const JournalRecord& record : journal.records) {
    if (std::holds_alternative<WrapRecord>(record)) times.clear();
    if (const auto* const commit = std::get_if<CommitRecord>(&record)) times.push_back(commit->committed);
  }
  if (state.wrapped) std::erase_if(times, [&state](std::int64_t time) { return time <= *state.wrapped; });
  return times;
}

std::size_t count_session_items(const Journal& journal, const Draft& draft) {
  std::multiset<std::string> completed;
  for (const DraftItem& item : draft.items(SectionKind::completed))
    completed.insert(fold_for_match(item.words));
  std::size_t count = 0;
  for (const Work& work : collect_works(journal)) {
    if (work.wrapped || work.lost) continue;
    for (const Effect& effect : work.record.effects) {
      if (!is_completion(effect.kind)) continue;
      const auto found = completed.find(fold_for_match(effect.text));
      if (found == completed.end()) continue;
      completed.erase(found);
      ++count;
    }
  }
  return count;
}

std::size_t count_items_by_hand(const State& state, const Draft& draft) {
  const auto start = find_session_start(state);
  if (!start) return 0;
  const std::string day = format_date(*start, 0);
  const std::vector<DraftItem>& items = draft.items(SectionKind::completed);
  return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const DraftItem& item) {
    return item.hash.empty() && (state.wrapped ? item.date > day : item.date >= day);
  }));
}

std::string format_fingerprint(const SessionView& view) {
  Fingerprint fingerprint;
  fingerprint.add(view.phase_number);
  fingerprint.add(view.progress ? std::to_string(*view.progress) : "");
  fingerprint.add("in progress");
  for (const ViewItem& item : view.in_progress) {
    fingerprint.add(fold_for_match(item.text));
    fingerprint.add(fold_for_match(item.note));
  }
  fingerprint.add("blockers");
  for (const Blocker& blocker : find_open_blockers(view)) fingerprint.add(fold_for_match(blocker.text));
  fingerprint.add("next actions");
  for (const std::string& action : view.next_actions) fingerprint.add(fold_for_match(action));
  return fingerprint.format();
}

}  // namespace session
