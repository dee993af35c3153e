// SPDX-License-Identifier: MIT
// The part of a reconciliation that is about works whose commit moved: whether it only has another hash, or
// its message asks for something else now.
#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/reconciler.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;

bool is_entry_effect(const Effect& effect) {
  return is_completion(effect.kind) || effect.kind == EffectKind::completed_again;
}

/// True when a person asked for all of the effects, and there are some.
bool is_all_by_hand(const std::vector<Effect>& effects) {
  return !effects.empty() &&
         std::all_of(effects.begin(), effects.end(), [](const Effect& effect) { return effect.by_hand; });
}

bool same_wishes(CommitRequest a, CommitRequest b) {
  a.discarded.clear();
  b.discarded.clear();
  return a == b;
}

/// True when the message names the item, by its subject or in a trailer.
bool asks_for(const CommitRequest& request, const std::string& text) {
  const std::string folded = fold_for_match(text);
  const auto names = [&folded](const std::string& value) {
    return folded.find(fold_for_match(value)) != std::string::npos;
  };
  const std::string bare = request.subject.substr(find_conventional_prefix(request.subject));
  return std::any_of(request.completes.begin(), request.completes.end(), names) ||
         std::any_of(request.closes.begin(), request.closes.end(), names) ||
         (request.completes.empty() &&
          (folded == fold_for_match(format_item_text(request.subject)) || folded == fold_for_match(bare)));
}

/// True for what the work showed before: no commit that it is put into now, together with others.
bool was_shown(const Work& work, const ObjectId& commit) {
  return std::find(work.commits.begin(), work.commits.end(), commit) != work.commits.end();
}

}  // namespace

const CommitRequest& Reconciler::read_request(const Commit& commit) {
  const auto known = requests_.find(commit.id);
  if (known != requests_.end()) return known->second;
  return requests_.emplace(commit.id, parse_request(commit, false, rules_, settings_)).first->second;
}

/// True when the message of the commit asks for what the work did. That of a commit that the work was melted
/// into does not: who rewords that one means another piece of work.
bool Reconciler::is_asked_for(const Work& work, const Commit& commit) {
  const CommitRequest& request = read_request(commit);
  bool any = false;
  for (const Effect& effect : work.record.effects) {
    if (!is_entry_effect(effect)) continue;
    if (asks_for(request, effect.text)) return true;
    any = true;
  }
  return !any;
}

/// Counts from how many different commits works come to the commit that they will show.
void Reconciler::count_arrivals() {
  for (std::size_t i = 0; i < works_.size(); ++i) {
    // What is open again stays as it is, so that it does not come anywhere.
    if (!shown_[i] || !works_[i].reopens.empty()) continue;
    const ObjectId& before = works_[i].record.id;
    arrivals_[*shown_[i]].insert(before);
    ++residents_[before];
    if (*shown_[i] == before || voiced_.contains(before)) continue;
    const Commit* const commit = find_commit(before);
    if (commit != nullptr && is_asked_for(works_[i], *commit)) voiced_.insert(before);
  }
}

/// From how many commits works come to this one, the given work among them.
std::size_t Reconciler::count_origins(const Work& work, const ObjectId& commit) const {
  const auto found = arrivals_.find(commit);
  if (found == arrivals_.end()) return 1;
  return found->second.size() + (found->second.contains(work.record.id) ? 0 : 1);
}

/// True when a rebase made the commit out of several.
bool Reconciler::is_melted(const ObjectId& commit) const {
  const std::vector<ObjectId> sources = rewrites_.find_sources(commit);
  return std::count_if(sources.begin(), sources.end(), [&](const ObjectId& source) {
           return is_by_rebase(rewrites_.find_how(source, commit));
         }) > 1;
}

/// A copy is a commit of its own as long as the other one can be reached.
bool Reconciler::is_same_commit(const ObjectId& before, const ObjectId& now) const {
  return rewrites_.are_one(before, now, !facts_.history.reach.contains(before));
}

/// True when the commit that the work showed may have been rewritten into this one. Copies, squashes and
/// commits that only moved show another hash and no more.
bool Reconciler::is_rewritten(const Work& work, const Commit& now) const {
  if (work.wrapped) return false;
  if (!was_shown(work, now.id) && count_origins(work, now.id) > 1) return false;
  // A rebase keeps who wrote a commit and when: another author's commit is one that it was melted into.
  return now.author == work.record.author || !is_by_rebase(rewrites_.find_how(work.record.id, now.id));
}

/// The shape of this commit whose message asked for what the work did: the one that was shown, or one from
/// which git made this one, or one that it became.
const Commit* Reconciler::find_voice(const Work& work, const Commit& now) {
  constexpr std::size_t kSteps = 100;
  std::vector<ObjectId> shapes = {work.record.id};
  for (ObjectId at = now.id; shapes.size() < kSteps; at = shapes.back()) {
    const std::vector<ObjectId> sources = rewrites_.find_sources(at);
    if (sources.size() != 1) break;
    shapes.push_back(sources.front());
  }
  // HEAD may be back at an older shape.
  for (ObjectId& later : rewrites_.find_all({now.id})) shapes.push_back(std::move(later));
  for (const ObjectId& id : shapes) {
    const Commit* const commit = find_commit(id);
    if (commit != nullptr && id != now.id && rewrites_.are_one(id, now.id, true) &&
        is_asked_for(work, *commit))
      return commit;
  }
  return nullptr;
}

/// True when what the new message asks for takes the place of what the old one asked for.
bool Reconciler::is_replayed(const Commit& then, const Commit& now) {
  const CommitRequest& before = read_request(then);
  const CommitRequest& wishes = read_request(now);
  if (before.reason != NotRecorded::no && wishes.reason != NotRecorded::no) return false;
  return !same_wishes(before, wishes);
}

/// True when a new commit came in the place of several, or of one that held several works: they keep their
/// names.
bool Reconciler::is_joined(const ObjectId& before, const Commit& now) const {
  const std::vector<ObjectId> sources = rewrites_.find_sources(now.id);
  const auto replaced = std::count_if(sources.begin(), sources.end(), [&](const ObjectId& source) {
    const auto how = rewrites_.find_how(source, now.id);
    return how == "tree" || how == "patch";
  });
  const auto residents = residents_.find(before);
  return replaced > 1 || (replaced == 1 && residents != residents_.end() && residents->second > 1);
}

/// True for a work that a person named by hand, whose message was not heeded when it could have been: it is
/// not heeded now.
bool Reconciler::is_unheeded(const Work& work) {
  if (!is_all_by_hand(work.record.effects)) return false;
  const Commit* const commit = find_commit(work.record.id);
  return commit != nullptr && read_request(*commit).reason == NotRecorded::no;
}

void Reconciler::move(std::size_t index) {
  Work& work = works_[index];
  const Commit* const commit = find_commit(*shown_[index]);
  if (commit == nullptr) return;
  if (!work.reopens.empty()) {
    // What is open again has no completed item to move; it may be completed again in this run.
    waiting_.push_back(index);
    return;
  }
  CommitRecord record = make_record(work, commit->id);
  record.effects = work.record.effects;
  const ObjectId before = work.record.id;
  if (is_rewritten(work, *commit) && !is_unheeded(work)) {
    const Commit* const voice = find_voice(work, *commit);
    const bool same = is_same_commit(before, commit->id);
    const bool joins = voice != nullptr && !was_shown(work, commit->id) && is_joined(before, *commit);
    if (same && is_melted(commit->id)) {
      record.effects = rename_subject(work, *commit);
      add_new_wishes(before, *commit);
    } else if (voice != nullptr && !joins) {
      if (is_replayed(*voice, *commit)) record.effects = replay(index, *commit);
    } else if (joins || (same && !voiced_.contains(before))) {
      add_new_wishes(before, *commit);
    }
    if (voice != nullptr || same) result_.settled.insert(commit->id);
  }
  write_record(work, std::move(record));
}

/// Works that were reverted and are not any more: now the message of the commit that they moved to counts.
void Reconciler::move_waiting() {
  for (const std::size_t index : waiting_) {
    if (works_[index].reopens.empty()) move(index);
  }
}

/// A commit that stands for several works got another subject: only the entry that it gave its name to
/// follows.
std::vector<Effect> Reconciler::rename_subject(const Work& work, const Commit& commit) {
  std::vector<Effect> effects = work.record.effects;
  // The subject of one with `Completes:` names no item.
  if (!read_request(commit).completes.empty()) return effects;
  const std::string subject = find_subject(commit.message);
  const std::string before = format_item_text(work.record.subject);
  for (Effect& effect : effects) {
    if (effect.by_hand || !is_completion(effect.kind) || effect.text != before) continue;
    const auto position = find_completed(draft_, effect.text, {work.record.id});
    if (!position || draft_.items(kCompleted)[*position].words != before) continue;
    effect.text = format_item_text(subject);
    draft_.set_words(kCompleted, *position, effect.text);
  }
  return effects;
}

/// A commit that stands for other works got further trailers: what they ask for is a work of its own.
void Reconciler::add_new_wishes(const ObjectId& before, const Commit& commit) {
  const Commit* const earlier = find_commit(before);
  const bool is_known = std::any_of(works_.begin(), works_.end(),
                                    [&commit](const Work& other) { return other.key == commit.id; });
  if (earlier == nullptr || is_known || !wished_.insert(commit.id).second) return;
  const CommitRequest& then = read_request(*earlier);
  CommitRequest request = read_request(commit);
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
  // What was not to be recorded under its old subject is under the new one.
  const bool is_new = then.reason != NotRecorded::no && request.reason == NotRecorded::no;
  record.effects = is_new ? apply_request(draft_, request, show(commit.id)).effects
                          : apply_additions(draft_, request, show(commit.id)).effects;
  if (record.effects.empty()) return;
  write_record(added, std::move(record));
  born_.push_back(std::move(added));
}

/// Entries that the new message names no more, but other work that stands did too, become that one's.
void Reconciler::hand_over(std::size_t index, const CommitRequest& request) {
  std::erase_if(works_[index].record.effects, [&](const Effect& effect) {
    if (!is_completion(effect.kind) || asks_for(request, effect.text)) return false;
    const JournalEntry* const entry = find_entry(index, effect);
    if (entry == nullptr || entry->work != index) return false;
    for (const std::size_t other : entry->works) {
      if (other == index || !shown_[other] || works_[other].lost) continue;
      CommitRecord record = works_[other].record;
      const auto again = std::find_if(record.effects.begin(), record.effects.end(), [&](const Effect& one) {
        return one.kind == EffectKind::completed_again &&
               fold_for_match(one.text) == fold_for_match(effect.text);
      });
      if (again == record.effects.end()) continue;
      *again = effect;
      record.work = works_[other].key;
      write_record(works_[other], std::move(record));
      return true;
    }
    return false;
  });
}

std::vector<Effect> Reconciler::replay(std::size_t index, const Commit& commit) {
  const Work& work = works_[index];
  // A work of trailers alone has no item to give another name to.
  const bool has_items = std::any_of(work.record.effects.begin(), work.record.effects.end(), is_entry_effect);
  hand_over(index, read_request(commit));
  if (is_all_by_hand(work.record.effects)) return work.record.effects;
  const auto find = [&](const Effect& effect) {
    const JournalEntry* const entry = find_entry(index, effect);
    return entry == nullptr ? std::nullopt : find_item(*entry);
  };
  const CommitRequest& request = read_request(commit);
  const std::vector<Effect>& old = work.record.effects;
  Earlier earlier = undo_for_replay(draft_, work.record, members_[index], find);
  Recording recording = has_items ? apply_request(draft_, request, show(commit.id), std::move(earlier))
                                  : apply_additions(draft_, request, show(commit.id));
  for (const CompletedItem& item : recording.completed) {
    result_.changes.push_back(
        {EntryChange::Kind::moved, item.words, work.record.abbreviated, abbreviate(commit.id), commit.id});
  }
  std::vector<Effect> effects = std::move(recording.effects);
  for (Effect& effect : effects) {
    if (effect.kind != EffectKind::completed_again) continue;
    // What the entry showed before this work came to it, and not before its newest shape did.
    const auto same = std::find_if(old.begin(), old.end(), [&effect](const Effect& other) {
      return other.kind == effect.kind && other.text == effect.text;
    });
    if (same != old.end()) effect.before = same->before;
  }
  std::copy_if(old.begin(), old.end(), std::back_inserter(effects),
               [](const Effect& effect) { return effect.by_hand; });
  return effects;
}

}  // namespace session
