// SPDX-License-Identifier: MIT
// What a wrap-up does to the document.
#include "core/handoff/wrap_up.hpp"

#include "core/handoff/duration.hpp"
#include "core/handoff/session_signs.hpp"
#include "core/handoff/wrap_up_actions.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace session {
namespace {

bool asks_for_something(const WrapUpOptions& options) {
  return options.note || options.next || options.progress || options.phase;
}

std::string list_phases(const Plan& plan) {
  std::vector<std::string> numbers;
  for (const Phase& phase : plan.phases) numbers.push_back(format_plain(phase.number));
  return fmt::format("its phases: {}", fmt::join(numbers, ", "));
}

/// The phase behind this one that is not complete by the plan itself; null when there is none.
const Phase* find_next_phase(const Plan& plan, const Phase* current) {
  const Phase* const end = plan.phases.data() + plan.phases.size();
  const Phase* const found = std::find_if(current + 1, end, [](const Phase& phase) { return !phase.done; });
  return found == end ? nullptr : found;
}

/// One wrap-up under way.
class WrapUpStep {
 public:
  WrapUpStep(Draft& draft, UpdatePlan& update, const UpdateFacts& facts, const WrapUpFacts& known,
             const WrapUpOptions& options, const Settings& settings)
      : draft_(draft), update_(update), facts_(facts), known_(known), options_(options), settings_(settings) {
    journal_ = known.journal;
    journal_.records.insert(journal_.records.end(), update.records.begin(), update.records.end());
  }

  WrapUp run();

 private:
  [[nodiscard]] std::vector<std::int64_t> find_signs() const;
  [[nodiscard]] bool has_news(const SessionView& view, const std::vector<std::int64_t>& signs) const;
  void find_phases();
  void move_phase();
  void set_next_actions();
  void raise_progress();
  void set_progress();
  void write_history(const SessionView& view);
  [[nodiscard]] std::string format_result() const;

  Draft& draft_;
  UpdatePlan& update_;
  const UpdateFacts& facts_;
  const WrapUpFacts& known_;
  const WrapUpOptions& options_;
  const Settings& settings_;
  Journal journal_;
  const Phase* from_ = nullptr;  ///< the phase that the document names, when the plan has it
  const Phase* to_ = nullptr;    ///< the phase to go on with
  std::optional<int> reached_;   ///< the progress of the phase that the document names
  WrapUp done_;
};

std::vector<std::int64_t> WrapUpStep::find_signs() const {
  const State& state = update_.state;
  std::vector<std::int64_t> signs = find_recorded_times(journal_, state);
  signs.insert(signs.end(), known_.commit_times.begin(), known_.commit_times.end());
  // The creation of the file is the first sign of life of the first session.
  if (state.opened && !state.wrapped) signs.push_back(*state.opened);
  return signs;
}

bool WrapUpStep::has_news(const SessionView& view, const std::vector<std::int64_t>& signs) const {
  const State& state = update_.state;
  return !state.wrapped || !signs.empty() || asks_for_something(options_) ||
         count_session_items(journal_, draft_) > 0 ||
         (!state.left.empty() && state.left != format_fingerprint(view));
}

/// Where the document is in the plan, and whether all of that phase is done.
void WrapUpStep::find_phases() {
  done_.from_phase = draft_.phase_number();
  done_.to_phase = done_.from_phase;
  if (!facts_.plan || done_.from_phase.empty()) return;
  from_ = find_phase_by_number(*facts_.plan, done_.from_phase);
  to_ = from_;
  if (from_ != nullptr) {
    const auto count = count_phase(draft_, facts_.plan, from_->number);
    done_.completed_phase = count ? count->done == count->total : from_->done;
  }
  if (options_.phase) {
    to_ = find_phase_by_number(*facts_.plan, *options_.phase);
  } else if (done_.completed_phase) {
    const Phase* const next = find_next_phase(*facts_.plan, from_);
    if (next != nullptr) to_ = next;
  }
}

void WrapUpStep::move_phase() {
  if (to_ == nullptr || to_ == from_) return;
  draft_.set_phase(to_->number, to_->name);
  done_.to_phase = to_->number;
  done_.to_name = to_->name;
  start_deliverables(draft_, *to_);
  if (!draft_.progress()) return;
  const auto count = count_phase(draft_, facts_.plan, to_->number);
  const int percent = count ? static_cast<int>(count->done * 100 / count->total) : 0;
  draft_.set_progress(percent);
  update_.state.progress = percent;
}

void WrapUpStep::set_next_actions() {
  std::set<std::string> generated;
  if (from_ != nullptr) generated = list_generated_actions(*from_);
  if (options_.next) {
    if (to_ != nullptr) generated.merge(list_generated_actions(*to_));
    done_.dropped_own = replace_actions(draft_, *options_.next, generated);
  } else if (to_ != nullptr && to_ != from_) {
    replace_generated_actions(draft_, generated, *to_);
  }
}

/// The same as at every commit; here it comes first, because the history tells of it.
void WrapUpStep::raise_progress() {
  update_.state.held.reset();
  const auto count = count_phase(draft_, facts_.plan);
  const auto shown = draft_.progress();
  if (!count || !shown) return;
  const int computed = static_cast<int>(count->done * 100 / count->total);
  if (computed <= *shown && update_.state.progress != shown) return;
  draft_.set_progress(computed);
  update_.state.progress = computed;
}

void WrapUpStep::set_progress() {
  if (!options_.progress) return;
  draft_.set_progress(*options_.progress);
  // It is a person's value from now on, and a lower one stays until more is completed.
  update_.state.progress.reset();
  if (const auto count = count_phase(draft_, facts_.plan))
    update_.state.held = static_cast<int>(count->done * 100 / count->total);
}

std::string WrapUpStep::format_result() const {
  std::string text;
  if (done_.from_phase.empty()) {
    const std::size_t items =
        count_session_items(journal_, draft_) + count_items_by_hand(update_.state, draft_);
    text = fmt::format("{} {} completed", items, items == 1 ? "item" : "items");
  } else if (done_.completed_phase) {
    text = fmt::format("Phase {} completed", done_.from_phase);
  } else if (reached_) {
    // What --progress says is about the phase to go on with.
    text = fmt::format("Phase {} at {}%", done_.from_phase, *(to_ == from_ ? done_.progress : reached_));
  } else {
    text = fmt::format("Phase {}", done_.from_phase);
  }
  return text;
}

void WrapUpStep::write_history(const SessionView& view) {
  const State& state = update_.state;
  const bool row_is_open =
      state.opened && !state.wrapped && !view.history.empty() && view.history.back().duration.empty();
  done_.session = find_session_number(view, row_is_open);
  done_.result = format_result();
  if (row_is_open && !view.history.back().progress.empty())
    done_.result = view.history.back().progress + "; " + done_.result;
  if (options_.note) done_.result += " — " + format_plain(*options_.note);
  const Section* const section = draft_.document().find(SectionKind::history);
  done_.has_row = section != nullptr && section->table.has_value();
  if (row_is_open) {
    draft_.set_history(view.history.size() - 1, done_.duration, done_.result);
  } else {
    draft_.add_history({std::to_string(done_.session), done_.date, done_.duration, done_.result});
  }
}

WrapUp WrapUpStep::run() {
  const SessionView view = view_document(draft_.document());
  const std::vector<std::int64_t> signs = find_signs();
  if (!has_news(view, signs)) return done_;
  done_.is_new = true;
  done_.date = format_date(known_.now, 0);
  done_.duration = format_duration(find_duration(signs, known_.now, settings_.history_gap_minutes));
  find_phases();
  raise_progress();
  reached_ = draft_.progress();
  move_phase();
  set_next_actions();
  set_progress();
  done_.progress = draft_.progress();
  write_history(view);
  update_.records.emplace_back(WrapRecord{});
  update_.state.wrapped = known_.now;
  return done_;
}

}  // namespace

Result<void> check_wrap_up(const Document& document, const std::optional<Plan>& plan,
                           const WrapUpOptions& options) {
  if (options.note && format_plain(*options.note).empty()) return fail(ErrorKind::usage, "the note is empty");
  if (options.next) {
    for (const std::string& text : *options.next) {
      if (format_plain(text).empty()) return fail(ErrorKind::usage, "a next action is empty");
    }
  }
  if (options.next && !Draft(document).can_edit(SectionKind::next_actions))
    return fail(ErrorKind::document, "the document has no section 'Next Actions' to write to",
                "add what is missing: git session init --adopt");
  if (options.progress && (*options.progress < 0 || *options.progress > 100))
    return fail(ErrorKind::usage,
                fmt::format("the progress cannot be {}: it is a number from 0 to 100", *options.progress));
  if (options.progress && !find_progress(document))
    return fail(ErrorKind::document, "the document has no line 'Progress: N%' to change");
  if (!options.phase) return {};
  if (!plan) return fail(ErrorKind::document, "there is no phase plan to take the phase from");
  if (find_phase_by_number(*plan, *options.phase) == nullptr)
    return fail(ErrorKind::usage, fmt::format("the plan has no phase '{}'", format_plain(*options.phase)),
                list_phases(*plan));
  if (!find_phase(document))
    return fail(ErrorKind::document, "the document names no phase that could be changed",
                "write '**Phase 1: Name**' into the section Current Phase");
  return {};
}

WrapUp apply_wrap_up(Draft& draft, UpdatePlan& update, const UpdateFacts& facts, const WrapUpFacts& known,
                     const WrapUpOptions& options, const Settings& settings) {
  // Also when it says the same as before: the time tells when somebody looked last.
  Checkpoint checkpoint = facts.checkpoint;
  if (facts.keep_changes && update.state.checkpoint) keep_changes(*update.state.checkpoint, checkpoint);
  if (draft.document().phases || draft.can_edit(SectionKind::checkpoint))
    draft.set_checkpoint(format_checkpoint(checkpoint, settings));
  return WrapUpStep(draft, update, facts, known, options, settings).run();
}

}  // namespace session
