// SPDX-License-Identifier: MIT
#include "core/recording/recording.hpp"

#include "core/document/item_match.hpp"
#include "core/recording/open_items.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;
constexpr auto kInProgress = SectionKind::in_progress;
constexpr auto kNext = SectionKind::next_actions;

std::vector<ItemNames> name_items(const std::vector<DraftItem>& items) {
  std::vector<ItemNames> names;
  names.reserve(items.size());
  for (const DraftItem& item : items) {
    names.push_back({item.words, item.note.empty() ? item.words : item.words + " — " + item.note});
  }
  return names;
}

/// One request being carried out on one draft.
class Recorder {
 public:
  Recorder(Draft& draft, const ShownCommit& shown, Earlier earlier)
      : draft_(draft),
        shown_(shown),
        vacancies_(std::move(earlier.vacancies)),
        kept_(std::move(earlier.kept)),
        again_(earlier.again) {}

  /// A vacancy is filled by whatever comes when there is but one of each.
  void expect(std::size_t items) { single_ = items == 1 && vacancies_.size() == 1; }

  void apply(const CommitRequest& request, bool with_subject);
  /// Does again what was taken back.
  void redo(const Effect& effect);
  /// Puts back what no completion took the place of, when it holds words of a person.
  void restore_vacancies();

  [[nodiscard]] Recording take() {
    std::erase_if(vacancies_, [](const Vacancy& vacancy) { return vacancy.item.has_value(); });
    recording_.vacant = std::move(vacancies_);
    return std::move(recording_);
  }

 private:
  [[nodiscard]] const std::vector<DraftItem>& items(SectionKind kind) const { return draft_.items(kind); }
  [[nodiscard]] ItemMatch match(SectionKind kind, const std::string& value) const {
    return find_item(name_items(items(kind)), value);
  }
  [[nodiscard]] ItemMatch match_equal(SectionKind kind, const std::string& value) const {
    return find_equal_item(name_items(items(kind)), value);
  }
  void note_effect(EffectKind kind, std::string text, std::string before, std::string after,
                   std::size_t position) {
    recording_.effects.push_back(
        {kind, std::move(text), std::move(before), std::move(after), position, by_hand_});
  }
  void redo_completion(const Effect& effect);
  void complete_named(const std::string& value);
  void complete_open(const std::string& value);
  void complete_subject(const std::string& subject);
  void note_progress(const ProgressRequest& request, const std::string& subject);
  void reopen(const std::string& value);
  void block(const std::string& value);
  void add_next(const std::string& value);
  void complete_in_progress(std::size_t position);
  void complete_next(std::size_t position);
  void complete_new(const std::string& words, CompletedHow how);
  void complete_again(std::size_t position);
  void place_completed(DraftItem item, CompletedHow how);
  [[nodiscard]] std::vector<Vacancy>::iterator find_vacancy(const std::string& words, CompletedHow how);
  void remove_equal_next(const std::string& words);
  /// True when the work did this before and a person changed it since; it counts as done.
  bool take_kept(std::initializer_list<EffectKind> kinds, std::string_view text);
  void start(const std::string& words, const std::string& note);

  Draft& draft_;
  const ShownCommit& shown_;
  std::vector<Vacancy> vacancies_;
  std::vector<Effect> kept_;
  bool again_ = false;
  bool single_ = false;
  bool by_hand_ = false;        ///< what is done again was asked for by a person
  bool completed_any_ = false;  ///< also by an entry that a person has deleted since, which nobody is told of
  Recording recording_;
};

void Recorder::complete_named(const std::string& value) {
  const ItemMatch equal = match_equal(kInProgress, value);
  if (equal.index) return complete_in_progress(*equal.index);
  if (!equal.ambiguous) {
    const ItemMatch done = match_equal(kCompleted, value);
    if (done.index) return complete_again(*done.index);
  }
  const ItemMatch open = match(kInProgress, value);
  if (open.index) return complete_in_progress(*open.index);
  if (open.ambiguous) return complete_new(format_item_text(value), CompletedHow::ambiguous);
  const ItemMatch next = match(kNext, value);
  if (next.index) return complete_next(*next.index);
  complete_new(format_item_text(value), next.ambiguous ? CompletedHow::ambiguous : CompletedHow::unmatched);
}

void Recorder::complete_open(const std::string& value) {
  const ItemMatch open = match(kInProgress, value);
  if (open.index) return complete_in_progress(*open.index);
  if (open.ambiguous) return;
  if (const ItemMatch next = match(kNext, value); next.index) complete_next(*next.index);
}

void Recorder::complete_subject(const std::string& subject) {
  const std::string bare = subject.substr(find_conventional_prefix(subject));
  for (const std::string& form : {subject, bare}) {
    if (const ItemMatch open = match_equal(kInProgress, form); open.index)
      return complete_in_progress(*open.index);
  }
  for (const std::string& form : {subject, bare}) {
    // Completed by hand before the work was committed.
    const ItemMatch done = match_equal(kCompleted, form);
    if (done.index && items(kCompleted)[*done.index].hash.empty()) return complete_again(*done.index);
  }
  complete_new(format_item_text(subject), CompletedHow::appended);
  if (bare != subject) remove_equal_next(bare);
}

void Recorder::complete_in_progress(std::size_t position) {
  DraftItem item = draft_.remove(kInProgress, position);
  note_effect(EffectKind::completed_from_progress, item.words, item.note, {}, position);
  item.note.clear();
  place_completed(std::move(item), CompletedHow::matched);
}

void Recorder::complete_next(std::size_t position) {
  DraftItem item = draft_.remove(kNext, position);
  note_effect(EffectKind::completed_from_next, item.words, {}, {}, position);
  place_completed(std::move(item), CompletedHow::matched);
}

void Recorder::complete_new(const std::string& words, CompletedHow how) {
  DraftItem item;
  item.words = words;
  if (item.words.empty()) return;
  note_effect(EffectKind::completed_new, item.words, {}, {}, 0);
  place_completed(std::move(item), how);
}

void Recorder::complete_again(std::size_t position) {
  const DraftItem& item = items(kCompleted)[position];
  if (item.hash == shown_.hash) return;
  note_effect(EffectKind::completed_again, item.words, item.hash + " " + item.date, {}, position);
  recording_.completed.push_back({item.words, CompletedHow::again});
  completed_any_ = true;
  draft_.set_commit(position, shown_.hash, shown_.date);
  draft_.set_mark(position, "");
}

std::vector<Vacancy>::iterator Recorder::find_vacancy(const std::string& words, CompletedHow how) {
  const std::string folded = fold_for_match(words);
  const auto fits = [&folded](const Vacancy& vacancy) {
    return fold_for_match(vacancy.recorded_words) == folded ||
           (vacancy.item && fold_for_match(vacancy.item->words) == folded);
  };
  const auto found = std::find_if(vacancies_.begin(), vacancies_.end(), fits);
  if (found != vacancies_.end() || !single_) return found;
  // An item that a trailer names keeps its name: it takes the place of none that a person named or deleted.
  const Vacancy& only = vacancies_.front();
  const bool free = how == CompletedHow::appended || (only.item && only.item->words == only.recorded_words);
  return free ? vacancies_.begin() : found;
}

void Recorder::place_completed(DraftItem item, CompletedHow how) {
  std::string words = item.words;
  bool is_shown = true;
  if (const auto vacancy = find_vacancy(words, how);
      vacancy != vacancies_.end() && (vacancy->item || how != CompletedHow::matched)) {
    if (vacancy->item) {
      DraftItem old = std::move(*vacancy->item);
      // Words that differ from what was recorded are a person's and stay.
      if (old.words == vacancy->recorded_words) old.words = item.words;
      words = old.words;
      const std::size_t position = draft_.reinstate(kCompleted, std::move(old));
      draft_.set_commit(position, shown_.hash, shown_.date);
      draft_.set_mark(position, "");
    } else {
      is_shown = false;
    }
    vacancies_.erase(vacancy);
    single_ = false;
  } else {
    item.hash = shown_.hash;
    item.date = shown_.date;
    draft_.add_completed(std::move(item));
  }
  remove_equal_next(words);
  completed_any_ = true;
  if (is_shown) recording_.completed.push_back({std::move(words), how});
}

bool Recorder::take_kept(std::initializer_list<EffectKind> kinds, std::string_view text) {
  const std::string folded = fold_for_match(text);
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Effect& effect) {
    return std::find(kinds.begin(), kinds.end(), effect.kind) != kinds.end() &&
           fold_for_match(effect.text) == folded;
  });
  if (found == kept_.end()) return false;
  recording_.effects.push_back(std::move(*found));
  kept_.erase(found);
  return true;
}

void Recorder::restore_vacancies() {
  for (Vacancy& vacancy : vacancies_) {
    if (!vacancy.item || vacancy.kind != EffectKind::completed_new) continue;
    const bool edited = vacancy.item->words != vacancy.recorded_words || !vacancy.item->nested.empty();
    if (!edited) continue;
    const std::size_t position = draft_.reinstate(kCompleted, *std::move(vacancy.item));
    draft_.set_commit(position, shown_.hash, shown_.date);
    note_effect(EffectKind::completed_new, vacancy.recorded_words, {}, {}, 0);
  }
}

void Recorder::remove_equal_next(const std::string& words) {
  const std::string folded = fold_for_match(words);
  for (std::size_t i = items(kNext).size(); i-- > 0;) {
    if (fold_for_match(items(kNext)[i].words) != folded) continue;
    note_effect(EffectKind::removed_next, items(kNext)[i].words, {}, {}, i);
    draft_.remove(kNext, i);
  }
}

void Recorder::start(const std::string& words, const std::string& note) {
  DraftItem item;
  item.words = format_item_text(words);
  item.note = note;
  if (item.words.empty()) return;
  note_effect(EffectKind::started_new, item.words, {}, note, items(kInProgress).size());
  draft_.append(kInProgress, std::move(item));
}

void Recorder::note_progress(const ProgressRequest& request, const std::string& subject) {
  if (!draft_.can_edit(kInProgress)) return;
  if (take_kept({EffectKind::noted, EffectKind::started_new, EffectKind::started_from_next}, request.item))
    return;
  const std::string note = format_inline(request.note.empty() ? subject : request.note);
  const ItemMatch open = match(kInProgress, request.item);
  if (open.index) {
    const DraftItem& item = items(kInProgress)[*open.index];
    if (item.note == note) return;
    note_effect(EffectKind::noted, item.words, item.note, note, *open.index);
    draft_.set_note(*open.index, note);
    return;
  }
  const ItemMatch next = open.ambiguous ? ItemMatch{} : match(kNext, request.item);
  if (!next.index) {
    // Done is done: work that goes on there needs `Reopens:`.
    if (!match_equal(kCompleted, request.item).index) start(request.item, note);
    return;
  }
  DraftItem item = draft_.remove(kNext, *next.index);
  item.note = note;
  note_effect(EffectKind::started_from_next, item.words, {}, note, *next.index);
  draft_.append(kInProgress, std::move(item));
}

constexpr std::string_view kReopenedNote = "reopened";

void Recorder::reopen(const std::string& value) {
  if (!draft_.can_edit(kInProgress) || take_kept({EffectKind::reopened, EffectKind::started_new}, value)) {
    return;
  }
  const ItemMatch done = match(kCompleted, value);
  if (!done.index) {
    if (!match(kInProgress, value).index) start(value, std::string(kReopenedNote));
    return;
  }
  DraftItem item = draft_.remove(kCompleted, *done.index);
  note_effect(EffectKind::reopened, item.words, item.hash + " " + item.date, std::string(kReopenedNote),
              *done.index);
  item.note = kReopenedNote;
  put_open(draft_, kInProgress, items(kInProgress).size(), std::move(item));
}

void Recorder::block(const std::string& value) {
  if (!draft_.can_edit(SectionKind::blockers) || take_kept({EffectKind::blocked}, value) ||
      !draft_.add_blocker(value)) {
    return;
  }
  note_effect(EffectKind::blocked, value, {}, {}, 0);
}

void Recorder::add_next(const std::string& value) {
  DraftItem item;
  item.words = format_item_text(value);
  if (take_kept({EffectKind::next_added}, value)) return;
  if (again_ && find_words(items(kCompleted), item.words)) {
    // Should that be taken back, the action comes.
    note_effect(EffectKind::next_added, item.words, {}, std::string(kDoneAlready), items(kNext).size());
    return;
  }
  if (!draft_.can_edit(kNext) || item.words.empty() || find_words(items(kNext), item.words) ||
      find_words(items(kInProgress), item.words)) {
    return;
  }
  note_effect(EffectKind::next_added, item.words, {}, {}, items(kNext).size());
  draft_.append(kNext, std::move(item));
}

void Recorder::apply(const CommitRequest& request, bool with_subject) {
  for (const std::string& value : request.reopens) reopen(value);
  if (draft_.can_edit(kCompleted)) {
    for (const std::string& value : request.completes) complete_named(value);
    for (const std::string& value : request.closes) complete_open(value);
    if (with_subject && request.completes.empty() && !completed_any_) complete_subject(request.subject);
  }
  for (const ProgressRequest& progress : request.progress) note_progress(progress, request.subject);
  for (const std::string& value : request.blocked_by) block(value);
  for (const std::string& value : request.next) add_next(value);
}

void Recorder::redo(const Effect& effect) {
  by_hand_ = effect.by_hand;
  switch (effect.kind) {
    case EffectKind::completed_from_progress:
    case EffectKind::completed_from_next:
    case EffectKind::completed_new:
    case EffectKind::completed_again: return redo_completion(effect);
    case EffectKind::removed_next: return remove_equal_next(effect.text);
    case EffectKind::noted:
    case EffectKind::started_from_next:
    case EffectKind::started_new: return note_progress({effect.text, effect.after}, effect.after);
    case EffectKind::reopened: return reopen(effect.text);
    case EffectKind::blocked: return block(effect.text);
    case EffectKind::next_added: return add_next(effect.text);
  }
}

/// The item is where taking it back left it; words that are found nowhere are a new item.
void Recorder::redo_completion(const Effect& effect) {
  if (!draft_.can_edit(kCompleted)) return;
  if (const auto open = find_words(items(kInProgress), effect.text)) return complete_in_progress(*open);
  if (effect.kind == EffectKind::completed_again) {
    if (const auto done = find_words(items(kCompleted), effect.text)) return complete_again(*done);
  }
  if (effect.kind == EffectKind::completed_from_next) {
    if (const auto next = find_words(items(kNext), effect.text)) return complete_next(*next);
  }
  complete_new(effect.text, CompletedHow::appended);
}

/// The number of items that the request may complete; a subject counts as one.
std::size_t count_completions(const CommitRequest& request) {
  return request.completes.empty() && request.closes.empty()
             ? 1
             : request.completes.size() + request.closes.size();
}

}  // namespace

Recording apply_request(Draft& draft, const CommitRequest& request, const ShownCommit& shown,
                        Earlier earlier) {
  Recorder recorder(draft, shown, std::move(earlier));
  if (request.reason == NotRecorded::no) {
    recorder.expect(count_completions(request));
    recorder.apply(request, true);
  }
  recorder.restore_vacancies();
  return recorder.take();
}

Recording redo_effects(Draft& draft, const std::vector<Effect>& effects, const ShownCommit& shown) {
  Recorder recorder(draft, shown, Earlier{{}, {}, true});
  for (const Effect& effect : effects) recorder.redo(effect);
  return recorder.take();
}

Recording apply_additions(Draft& draft, const CommitRequest& request, const ShownCommit& shown) {
  Recorder recorder(draft, shown, Earlier{{}, {}, true});
  recorder.apply(request, false);
  return recorder.take();
}

}  // namespace session
