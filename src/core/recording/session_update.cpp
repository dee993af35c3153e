// SPDX-License-Identifier: MIT
#include "core/recording/session_update.hpp"

#include "core/recording/recording.hpp"
#include "core/recording/update_text.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace session {
namespace {

/// True when the document shows the commit already, however its words read.
bool shows_commit(const Draft& draft, const CommitToRecord& commit) {
  const auto& items = draft.items(SectionKind::completed);
  return std::any_of(items.begin(), items.end(), [&commit](const DraftItem& item) {
    return item.hash.size() >= 7 && commit.commit.id.hex.starts_with(item.hash);
  });
}

CommitRecord make_record(const CommitToRecord& from, const std::string& subject,
                         const Checkpoint& checkpoint) {
  CommitRecord record;
  record.id = from.commit.id;
  record.tree = from.commit.tree;
  record.parents = from.commit.parents;
  record.abbreviated = from.abbreviated;
  record.subject = subject;
  record.author = from.commit.author;
  record.committed = from.commit.committer.seconds;
  record.branch = checkpoint.head.branch.value_or("");
  return record;
}

/// `"Add login"`, or `"Add login" and 2 more`.
std::string format_recorded(const std::vector<CompletedItem>& completed) {
  std::string text = fmt::format("\"{}\"", shorten(completed.front().words));
  if (completed.size() > 1) text += fmt::format(" and {} more", completed.size() - 1);
  return text;
}

/// What the brackets of the report say: how far the phase is, or how many items there are.
std::string format_count(const Draft& draft, const std::optional<Plan>& plan) {
  if (const auto phase = count_phase(draft, plan)) {
    return fmt::format("Phase {}: {} of {}", format_plain(phase->number), phase->done, phase->total);
  }
  const std::size_t items = draft.items(SectionKind::completed).size();
  return fmt::format("{} {}", items, items == 1 ? "item" : "items");
}

std::string format_remark(const std::vector<CompletedItem>& completed) {
  for (const CompletedItem& item : completed) {
    if (item.how == CompletedHow::unmatched)
      return fmt::format("; no open item is called \"{}\"", shorten(item.words));
    if (item.how == CompletedHow::ambiguous) {
      return fmt::format("; more than one open item fits \"{}\"", shorten(item.words));
    }
  }
  return {};
}

void tell_discarded(const CommitRequest& request, std::vector<Message>& messages) {
  if (request.discarded.empty()) return;
  messages.push_back(
      {MessageKind::hint,
       fmt::format("git reads 'Completes: {}' as text, not as a trailer: keep trailers alone in the last "
                   "paragraph of the message",
                   shorten(format_plain(request.discarded.front())))});
}

/// Of a commit whose work is known already only the items count that it completes by name.
CommitRequest keep_completions(CommitRequest request) {
  CommitRequest kept;
  kept.reason = request.reason;
  kept.subject = std::move(request.subject);
  kept.completes = std::move(request.completes);
  return kept;
}

/// Records one commit on the draft and says so.
class CommitRecorder {
 public:
  CommitRecorder(Draft& draft, const UpdateFacts& facts, const Settings& settings, UpdatePlan& plan)
      : draft_(draft), facts_(facts), settings_(settings), plan_(plan) {}

  void record(const CommitToRecord& commit);
  /// How many commits made without hooks were recorded.
  [[nodiscard]] std::size_t caught_up() const { return caught_up_; }

 private:
  void tell(const CommitToRecord& commit, const Recording& recording);
  void tell_known(const CommitToRecord& commit);
  /// True when a run before this one saw the commit at the tip of the branch.
  [[nodiscard]] bool is_seen(const CommitToRecord& commit) const {
    const auto tip = plan_.state.tips.find(facts_.checkpoint.head.branch.value_or(""));
    return tip != plan_.state.tips.end() && tip->second == commit.commit.id;
  }

  Draft& draft_;
  const UpdateFacts& facts_;
  const Settings& settings_;
  UpdatePlan& plan_;
  std::size_t caught_up_ = 0;
};

void CommitRecorder::record(const CommitToRecord& commit) {
  // A hook may run twice for one commit, or be cut off behind its first write.
  const bool known = (!commit.by_hand && is_seen(commit)) || shows_commit(draft_, commit);
  if (known && !commit.is_known_work) return tell_known(commit);
  CommitRequest request = parse_request(commit.commit, commit.only_own_files, facts_.rules, settings_);
  if (commit.reverts && request.completes.empty() && request.reason == NotRecorded::no)
    request.reason = NotRecorded::revert;
  if (commit.by_hand) request.reason = NotRecorded::no;
  if (commit.is_known_work) request = keep_completions(std::move(request));
  const bool wanted = request.reason == NotRecorded::no;
  if (commit.is_known_work && (!wanted || request.completes.empty())) return;
  if (!wanted) {
    if (!commit.caught_up) {
      plan_.messages.push_back({MessageKind::detail, fmt::format("{} is not recorded: {}", commit.abbreviated,
                                                                 describe(request.reason))});
    }
    return;
  }
  const ShownCommit shown{commit.abbreviated, format_date(commit.commit.committer.seconds,
                                                          commit.commit.committer.offset_minutes)};
  Recording recording = apply_request(draft_, request, shown);
  if (!recording.completed.empty()) {
    ++plan_.recorded;
    if (commit.caught_up) ++caught_up_;
    tell(commit, recording);
  } else if (commit.by_hand) {
    plan_.named.push_back({NamedOutcome::Kind::not_taken,
                           fmt::format("{} completes no item of this file", commit.abbreviated)});
  }
  if (!commit.caught_up && !commit.by_hand) tell_discarded(request, plan_.messages);
  CommitRecord record = make_record(commit, request.subject, facts_.checkpoint);
  record.effects = std::move(recording.effects);
  if (!record.effects.empty()) plan_.records.emplace_back(std::move(record));
}

void CommitRecorder::tell(const CommitToRecord& commit, const Recording& recording) {
  std::string text =
      fmt::format("recorded {} {} ({}{})", commit.abbreviated, format_recorded(recording.completed),
                  format_count(draft_, facts_.plan), format_remark(recording.completed));
  if (commit.by_hand) {
    plan_.named.push_back({NamedOutcome::Kind::recorded, std::move(text)});
    return;
  }
  plan_.messages.push_back({commit.caught_up ? MessageKind::detail : MessageKind::report, std::move(text)});
}

void CommitRecorder::tell_known(const CommitToRecord& commit) {
  if (!commit.by_hand) return;
  plan_.named.push_back(
      {NamedOutcome::Kind::known, format_known(commit.abbreviated, find_subject(commit.commit.message))});
}

/// Raises the progress to what is computed; a value that we wrote may fall again, a person's may not.
void update_progress(Draft& draft, const std::optional<Plan>& plan, State& state) {
  const auto phase = count_phase(draft, plan);
  const auto shown = draft.progress();
  if (!phase || !shown) return;
  const int computed = static_cast<int>(phase->done * 100 / phase->total);
  if (computed <= *shown && state.progress != shown) return;
  // A lower value that a person set stays until more is completed.
  if (state.held && computed <= *state.held) return;
  draft.set_progress(computed);
  state.progress = computed;
  state.held.reset();
}

/// The three values without the time: a checkpoint that says the same is left as it is.
bool says_the_same(const Document& document, const CheckpointTexts& texts) {
  if (document.phases) {
    const auto& line = document.phases->checkpoint;
    return !line || slice(document.text, line->hash) == texts.hash;
  }
  const Section* section = document.find(SectionKind::checkpoint);
  if (section == nullptr) return true;
  const auto equals = [&](const std::vector<std::string_view>& names, const std::string& value) {
    const Field* field = find_field(document, *section, names);
    return field == nullptr || field->continued || slice(document.text, field->value) == value;
  };
  return !section->fields.empty() && equals(branch_field_names(), texts.branch) &&
         equals(last_commit_field_names(), texts.last_commit) && equals(changes_field_names(), texts.changes);
}

void refresh_checkpoint(const Document& document, Draft& draft, const UpdateFacts& facts,
                        const Settings& settings, State& state) {
  Checkpoint checkpoint = facts.checkpoint;
  if (facts.keep_changes && state.checkpoint) keep_changes(*state.checkpoint, checkpoint);
  const CheckpointTexts texts = format_checkpoint(checkpoint, settings);
  const bool has_place = document.phases || draft.can_edit(SectionKind::checkpoint);
  if (has_place && !says_the_same(document, texts)) draft.set_checkpoint(texts);
  state.checkpoint = std::move(checkpoint);
}

/// `**Last Checkpoint**` names only the commit; what the private state has for it completes it.
RecordedCheckpoint find_recorded_line(const Document& document, RecordedCheckpoint recorded) {
  const BoldField* field = find_bold_field(document.phases->header, "last checkpoint");
  if (field == nullptr) return recorded;
  const auto parsed = parse_last_commit(slice(document.text, field->value));
  if (!parsed) return recorded;
  recorded.hash = parsed->hash;
  if (!recorded.state || recorded.state->abbreviated != parsed->hash) return recorded;
  recorded.branch = format_branch(recorded.state->head);
  recorded.changes = format_own_changes(*recorded.state, recorded.state->changes.size());
  return recorded;
}

}  // namespace

CheckpointTexts format_checkpoint(const Checkpoint& checkpoint, const Settings& settings) {
  return {format_branch(checkpoint.head), format_last_commit(checkpoint),
          format_own_changes(checkpoint, settings.checkpoint_max_listed),
          format_timestamp(checkpoint.seconds), checkpoint.abbreviated};
}

RecordedCheckpoint find_recorded(const Document& document, const State& state) {
  RecordedCheckpoint recorded;
  recorded.state = state.checkpoint;
  if (document.phases) return find_recorded_line(document, std::move(recorded));
  const Section* section = document.find(SectionKind::checkpoint);
  if (section == nullptr) return recorded;
  const auto value = [&](const std::vector<std::string_view>& names) -> std::optional<std::string> {
    const Field* field = find_field(document, *section, names);
    if (field == nullptr || field->continued || field->value.empty()) return std::nullopt;
    const std::string_view text = slice(document.text, field->value);
    return text == kNotStored ? std::nullopt : std::optional<std::string>(text);
  };
  recorded.branch = value(branch_field_names());
  recorded.changes = value(changes_field_names());
  if (const auto commit = value(last_commit_field_names())) {
    if (const auto parsed = parse_last_commit(*commit)) recorded.hash = parsed->hash;
  }
  return recorded;
}

std::optional<PhaseCount> count_phase(const Draft& draft, const std::optional<Plan>& plan) {
  const std::string number = draft.phase_number();
  return number.empty() ? std::nullopt : count_phase(draft, plan, number);
}

std::optional<PhaseCount> count_phase(const Draft& draft, const std::optional<Plan>& plan,
                                      std::string_view number) {
  if (!plan) return std::nullopt;
  const auto phase = std::find_if(plan->phases.begin(), plan->phases.end(),
                                  [number](const Phase& p) { return p.number == number; });
  if (phase == plan->phases.end() || phase->deliverables.empty()) return std::nullopt;
  std::set<std::string> all;
  std::set<std::string> open;
  for (const Deliverable& deliverable : phase->deliverables) {
    std::string folded = fold_for_match(deliverable.text);
    // What the plan itself ticks is done, although no commit of ours names it.
    if (!deliverable.done) open.insert(folded);
    all.insert(std::move(folded));
  }
  for (const DraftItem& item : draft.items(SectionKind::completed)) {
    if (open.empty()) break;
    open.erase(fold_for_match(item.words));
  }
  return PhaseCount{std::string(number), all.size() - open.size(), all.size()};
}

UpdatePlan plan_update(const Document& document, const State& before, const UpdateFacts& facts,
                       const Settings& settings, const DraftStep& step) {
  UpdatePlan plan;
  plan.state = before;
  plan.shared = facts.discovered;
  Draft draft(document);
  std::set<ObjectId> settled;
  if (facts.reconcile) {
    Reconciliation done =
        reconcile(draft, *facts.reconcile, facts.checkpoint.head.branch.value_or(""), facts.rules, settings);
    plan.shared_read = facts.shared_size;
    plan.records = std::move(done.records);
    plan.changes = std::move(done.changes);
    settled = std::move(done.settled);
    const auto told = format_changes(plan.changes, facts.checkpoint.head.id.value_or(ObjectId{}),
                                     format_count(draft, facts.plan));
    plan.messages.insert(plan.messages.end(), told.begin(), told.end());
  }
  const std::size_t told_before = plan.messages.size();
  CommitRecorder recorder(draft, facts, settings, plan);
  for (const CommitToRecord& commit : facts.commits) {
    const bool is_done = commit.is_known_work && !commit.by_hand && settled.contains(commit.commit.id);
    if (!is_done) recorder.record(commit);
  }
  if (step) step(draft, plan);
  update_progress(draft, facts.plan, plan.state);
  refresh_checkpoint(document, draft, facts, settings, plan.state);
  const bool was_listed = !before.checkpoint || !before.checkpoint->not_listed;
  if (was_listed && plan.state.checkpoint->not_listed) {
    // Said once, not with each commit.
    const auto told = format_not_listed(*plan.state.checkpoint->not_listed, settings);
    plan.messages.insert(plan.messages.end(), told.begin(), told.end());
  }
  if (const std::size_t count = recorder.caught_up(); count > 0) {
    // One line for all of them; each one by itself is a detail.
    plan.messages.insert(plan.messages.begin() + static_cast<std::ptrdiff_t>(told_before),
                         {MessageKind::report, fmt::format("caught up with {} {} not recorded so far", count,
                                                           count == 1 ? "commit" : "commits")});
  }
  const Head& head = facts.checkpoint.head;
  if (head.branch && head.id) plan.state.tips[*head.branch] = *head.id;
  // What was squashed is committed now, or HEAD went elsewhere.
  if (plan.state.squash && head.id != plan.state.squash->onto) plan.state.squash.reset();
  plan.edits = draft.edits();
  return plan;
}

}  // namespace session
