// SPDX-License-Identifier: MIT
// The steps of a reconciliation: which commit each work shows, works that are gone, works that moved. Works
// that came back are in reconcile_return.cpp, what is done entry by entry in reconcile_entries.cpp.
#include "core/recording/reconcile.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/reconciler.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace session {
namespace {

bool same_wishes(CommitRequest a, CommitRequest b) {
  a.discarded.clear();
  b.discarded.clear();
  return a == b;
}

}  // namespace

Reconciler::Reconciler(Draft& draft, const ReconcileFacts& facts, std::string branch,
                       const TrailerRules& rules, const Settings& settings)
    : draft_(draft),
      facts_(facts),
      branch_(std::move(branch)),
      rules_(rules),
      settings_(settings),
      rewrites_(facts.journal),
      works_(collect_works(facts.journal)) {
  for (const Work& work : works_) members_.push_back(rewrites_.find_all(work.commits));
  entries_ = collect_entries(works_, members_);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    // Who was not looked for is taken to be where it was.
    shown_.push_back(is_looked_at(i)  ? find_shown(members_[i], facts_.history)
                     : works_[i].lost ? std::nullopt
                                      : std::optional(works_[i].record.id));
  }
}

Reconciliation Reconciler::run() {
  for (std::size_t i = works_.size(); i-- > 0;) {
    if (!works_[i].lost && !shown_[i]) take_back(i);
  }
  count_arrivals();
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (!shown_[i]) continue;
    if (works_[i].lost) {
      bring_back(i);
    } else if (*shown_[i] != works_[i].record.id) {
      move(i);
    }
  }
  for (Work& work : born_) {
    members_.push_back(work.commits);
    shown_.emplace_back(work.key);
    works_.push_back(std::move(work));
  }
  entries_ = collect_entries(works_, members_);
  refresh_entries();
  settle_reverts();
  return std::move(result_);
}

bool Reconciler::is_alive(const JournalEntry& entry) const {
  return std::any_of(entry.works.begin(), entry.works.end(),
                     [this](std::size_t work) { return shown_[work].has_value(); });
}

const Commit* Reconciler::find_commit(const ObjectId& id) const {
  const auto found = facts_.history.commits.find(id);
  return found == facts_.history.commits.end() ? nullptr : &found->second;
}

std::string Reconciler::abbreviate(const ObjectId& id) const {
  constexpr std::size_t kUsual = 7;
  const auto found = facts_.history.abbreviations.find(id);
  return found == facts_.history.abbreviations.end() ? id.hex.substr(0, kUsual) : found->second;
}

std::optional<std::size_t> Reconciler::find_item(const JournalEntry& entry) const {
  const auto position = find_completed(draft_, entry.text, entry.members);
  if (!position) return std::nullopt;
  const DraftItem& item = draft_.items(SectionKind::completed)[*position];
  const std::string folded = fold_for_match(item.words);
  if (folded == fold_for_match(entry.text)) return position;
  const bool is_others = std::any_of(entries_.begin(), entries_.end(), [&](const JournalEntry& other) {
    return &other != &entry && names_one_of(item.hash, other.members) && fold_for_match(other.text) == folded;
  });
  return is_others ? std::nullopt : position;
}

bool Reconciler::is_completed_elsewhere(const std::string& text) const {
  const std::string folded = fold_for_match(text);
  return std::any_of(entries_.begin(), entries_.end(), [&](const JournalEntry& entry) {
    return is_alive(entry) && fold_for_match(entry.text) == folded;
  });
}

/// Takes back what made the entry; what cannot be is kept with the work that made it.
void Reconciler::take_back_entry(const JournalEntry& entry, std::vector<Effect>& kept) {
  const auto position = find_item(entry);
  if (!position && find_completed(draft_, entry.text, entry.members)) {
    // The one item that shows such a hash is another entry's.
    kept.push_back(entry.effect);
    return;
  }
  std::string words = position ? draft_.items(SectionKind::completed)[*position].words : entry.text;
  const Undone undone = undo_effect(draft_, entry.effect, entry.members, works_[entry.work].wrapped);
  if (undone == Undone::no) {
    kept.push_back(entry.effect);
    return;
  }
  const auto kind = undone == Undone::marked ? EntryChange::Kind::marked : EntryChange::Kind::lost;
  result_.changes.push_back({kind, std::move(words), works_[entry.work].record.abbreviated, {}, {}});
}

void Reconciler::take_back(std::size_t index) {
  Work& work = works_[index];
  work.lost = true;
  std::vector<Effect> kept;
  for (auto effect = work.record.effects.rbegin(); effect != work.record.effects.rend(); ++effect) {
    if (is_completion(effect->kind) || effect->kind == EffectKind::completed_again) {
      const JournalEntry* const entry = find_entry(index, *effect);
      if (entry == nullptr) continue;
      if (is_alive(*entry)) {
        if (effect->kind == EffectKind::completed_again)
          show_earlier_commit(draft_, *effect, members_[index]);
        continue;
      }
      const bool made_here = entry->work == index;
      const std::vector<Effect>& known = works_[entry->work].kept;
      // The work that made it was lost before, while this one still kept it completed.
      const bool made_earlier =
          works_[entry->work].lost && std::find(known.begin(), known.end(), entry->effect) == known.end();
      if (made_here || made_earlier) take_back_entry(*entry, kept);
    } else if (work.wrapped ||
               (effect->kind == EffectKind::removed_next && is_completed_elsewhere(effect->text))) {
      if (work.wrapped) kept.push_back(*effect);
    } else if (undo_effect(draft_, *effect, members_[index], work.wrapped) == Undone::no) {
      kept.push_back(*effect);
    }
  }
  work.kept = kept;
  work.reopens.clear();
  result_.records.emplace_back(LossRecord{work.key, std::move(kept)});
}

const JournalEntry* Reconciler::find_entry(std::size_t work, const Effect& effect) const {
  const std::string folded = fold_for_match(effect.text);
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const JournalEntry& entry) {
    return std::find(entry.works.begin(), entry.works.end(), work) != entry.works.end() &&
           fold_for_match(entry.text) == folded;
  });
  return found == entries_.end() ? nullptr : &*found;
}

/// Counts from how many different commits works come to the commit that they will show, and how many share
/// one.
void Reconciler::count_arrivals() {
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (!shown_[i] || works_[i].lost) continue;
    arrivals_[*shown_[i]].insert(works_[i].record.id);
    ++residents_[works_[i].record.id];
  }
}

CommitRecord Reconciler::make_record(const Work& work, const ObjectId& id) const {
  CommitRecord record;
  record.id = id;
  record.abbreviated = abbreviate(id);
  if (const Commit* const commit = find_commit(id)) {
    record.tree = commit->tree;
    record.parents = commit->parents;
    record.subject = find_subject(commit->message);
    record.author = commit->author;
    record.committed = commit->committer.seconds;
  }
  record.branch = branch_;
  record.work = work.key;
  if (work.record.id != id) record.replaces = work.record.id;
  return record;
}

ShownCommit Reconciler::show(const ObjectId& id) const {
  const Commit* const commit = find_commit(id);
  return {abbreviate(id), commit == nullptr
                              ? std::string()
                              : format_date(commit->committer.seconds, commit->committer.offset_minutes)};
}

void Reconciler::write_record(Work& work, CommitRecord record) {
  result_.records.emplace_back(record);
  work.record = std::move(record);
}

/// True when the commit itself was rewritten, so that what its message asks for takes the place of what the
/// old one asked for. Copies, squashes and commits that only moved show another hash and no more.
bool Reconciler::is_replayed(const Work& work, const Commit& now) const {
  const ObjectId& before = work.record.id;
  if (work.wrapped || !work.reopens.empty() || !is_same_commit(before, now.id)) return false;
  if (arrivals_.at(now.id).size() > 1) return false;
  // A rebase keeps who wrote a commit and when: another author's commit is one that it was melted into.
  if (now.author != work.record.author && rewrites_.find_how(before, now.id) == "rebase") return false;
  const bool by_hand = is_all_by_hand(work.record.effects);
  const Commit* const earlier = find_commit(before);
  if (earlier == nullptr) return !by_hand && work.record.subject != find_subject(now.message);
  const CommitRequest then = parse_request(*earlier, false, rules_, settings_);
  const CommitRequest wishes = parse_request(now, false, rules_, settings_);
  // A message that was not heeded when it could have been is not heeded now.
  if (by_hand && then.reason == NotRecorded::no) return false;
  if (then.reason != NotRecorded::no && wishes.reason != NotRecorded::no) return false;
  return !same_wishes(then, wishes);
}

/// True when a rebase made the commit out of several.
bool Reconciler::is_melted(const ObjectId& commit) const {
  const std::vector<ObjectId> sources = rewrites_.find_sources(commit);
  return std::count_if(sources.begin(), sources.end(), [&](const ObjectId& source) {
           return rewrites_.find_how(source, commit) == "rebase";
         }) > 1;
}

/// A copy is a commit of its own as long as the other one can be reached.
bool Reconciler::is_same_commit(const ObjectId& before, const ObjectId& now) const {
  return rewrites_.are_one(before, now, !facts_.history.reach.contains(before));
}

void Reconciler::move(std::size_t index) {
  Work& work = works_[index];
  const Commit* const commit = find_commit(*shown_[index]);
  if (commit == nullptr) return;
  CommitRecord record = make_record(work, commit->id);
  if (is_replayed(work, *commit)) {
    if (residents_[work.record.id] > 1 || is_melted(commit->id)) {
      record.effects = rename_subject(work, *commit);
      add_new_wishes(work, *commit);
    } else {
      record.effects = replay(work, members_[index], *commit);
    }
  } else {
    record.effects = work.record.effects;
  }
  write_record(work, std::move(record));
}

/// A commit that stands for several works got another subject: only the entry that it gave its name to
/// follows.
std::vector<Effect> Reconciler::rename_subject(const Work& work, const Commit& commit) {
  std::vector<Effect> effects = work.record.effects;
  const auto how = rewrites_.find_how(work.record.id, commit.id);
  // A new commit in the place of several keeps their names, and the subject of one with `Completes:` names no
  // item.
  if (how == "tree" || how == "patch" || !parse_request(commit, false, rules_, settings_).completes.empty())
    return effects;
  const std::string subject = find_subject(commit.message);
  const std::string before = format_item_text(work.record.subject);
  for (Effect& effect : effects) {
    if (effect.by_hand || !is_completion(effect.kind) || effect.text != before) continue;
    const auto position = find_completed(draft_, effect.text, {work.record.id});
    if (!position || draft_.items(SectionKind::completed)[*position].words != before) continue;
    effect.text = format_item_text(subject);
    draft_.set_words(SectionKind::completed, *position, effect.text);
  }
  return effects;
}

/// A commit that stands for several works got further trailers: what they ask for is a work of its own.
void Reconciler::add_new_wishes(const Work& work, const Commit& commit) {
  const Commit* const earlier = find_commit(work.record.id);
  const bool is_known = std::any_of(works_.begin(), works_.end(),
                                    [&commit](const Work& other) { return other.key == commit.id; });
  if (earlier == nullptr || is_known || !wished_.insert(commit.id).second) return;
  const CommitRequest then = parse_request(*earlier, false, rules_, settings_);
  CommitRequest request = parse_request(commit, false, rules_, settings_);
  const auto leave_out = [](auto& values, const auto& known) {
    std::erase_if(values, [&known](const auto& value) {
      return std::find(known.begin(), known.end(), value) != known.end();
    });
  };
  leave_out(request.completes, then.completes);
  leave_out(request.progress, then.progress);
  leave_out(request.reopens, then.reopens);
  leave_out(request.blocked_by, then.blocked_by);
  leave_out(request.next, then.next);
  Work added;
  added.key = commit.id;
  added.commits = {commit.id};
  added.record.id = commit.id;
  CommitRecord record = make_record(added, commit.id);
  record.work.reset();
  record.effects = apply_additions(draft_, request, show(commit.id)).effects;
  if (record.effects.empty()) return;
  write_record(added, std::move(record));
  born_.push_back(std::move(added));
}

std::vector<Effect> Reconciler::replay(const Work& work, const std::vector<ObjectId>& members,
                                       const Commit& commit) {
  Earlier earlier = undo_for_replay(draft_, work.record, members);
  const CommitRequest request = parse_request(commit, false, rules_, settings_);
  Recording recording = apply_request(draft_, request, show(commit.id), std::move(earlier));
  for (const CompletedItem& item : recording.completed) {
    result_.changes.push_back(
        {EntryChange::Kind::moved, item.words, work.record.abbreviated, abbreviate(commit.id), commit.id});
  }
  std::vector<Effect> effects = std::move(recording.effects);
  for (Effect& effect : effects) {
    if (effect.kind != EffectKind::completed_again) continue;
    // What the entry showed before this work came to it, and not before its newest shape did.
    const auto same = [&effect](const Effect& old) {
      return old.kind == effect.kind && old.text == effect.text;
    };
    const auto old = std::find_if(work.record.effects.begin(), work.record.effects.end(), same);
    if (old != work.record.effects.end()) effect.before = old->before;
  }
  std::copy_if(work.record.effects.begin(), work.record.effects.end(), std::back_inserter(effects),
               [](const Effect& effect) { return effect.by_hand; });
  return effects;
}

Reconciliation reconcile(Draft& draft, const ReconcileFacts& facts, const std::string& branch,
                         const TrailerRules& rules, const Settings& settings) {
  return Reconciler(draft, facts, branch, rules, settings).run();
}

}  // namespace session
