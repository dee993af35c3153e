// SPDX-License-Identifier: MIT
#include "app/archive.hpp"

#include "app/command_run.hpp"
#include "app/update_run.hpp"
#include "core/document/archive.hpp"
#include "core/document/own_files.hpp"
#include "core/text/compare_texts.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kUsualRows = 5;

Result<void> check_date(const std::string& date) {
  constexpr std::size_t kLength = 10;
  const auto seconds = parse_timestamp(date);
  if (seconds && date.size() == kLength && format_date(*seconds, 0) == date) return {};
  return fail(ErrorKind::usage, fmt::format("'{}' is no date", format_plain(date)),
              "write it as YYYY-MM-DD, such as 2025-06-30");
}

ArchiveWish make_wish(const ArchiveOptions& options, const State& state) {
  ArchiveWish wish;
  wish.before = options.before;
  wish.keep = options.keep;
  if (options.before || options.keep) return wish;
  wish.keep_rows = kUsualRows;
  if (state.wrapped) wish.before = format_date(*state.wrapped, 0);
  return wish;
}

/// The deliverables of the phase that the document names: its progress is counted by them.
std::set<std::string, std::less<>> list_deliverables(const Document& document,
                                                     const std::optional<Plan>& plan) {
  std::set<std::string, std::less<>> names;
  const auto named = find_phase(document);
  if (!plan || !named) return names;
  const std::string_view number = slice(document.text, named->number);
  for (const Phase& phase : plan->phases) {
    if (phase.number != number) continue;
    for (const Deliverable& deliverable : phase.deliverables) names.insert(fold_for_match(deliverable.text));
  }
  return names;
}

/// One run under the lock.
class ArchiveRun {
 public:
  ArchiveRun(const Workspace& workspace, git::Repository& repository, const ArchiveOptions& options,
             UpdateRequest request)
      : workspace_(workspace), repository_(repository), options_(options), request_(std::move(request)) {}

  Result<UpdatePlan> plan(const LockedSession& session);
  [[nodiscard]] const ArchivePlan& archived() const { return archived_; }
  [[nodiscard]] std::string name() const { return format_archive_path(workspace_.settings); }

 private:
  Result<void> write_archive(const Document& document, const ArchiveWish& wish);

  const Workspace& workspace_;
  git::Repository& repository_;
  const ArchiveOptions& options_;
  UpdateRequest request_;
  ArchivePlan archived_;
};

/// The lines move as the usual update leaves them, with the hashes that are true now.
Result<UpdatePlan> ArchiveRun::plan(const LockedSession& session) {
  std::vector<Message> messages;
  SESSION_TRY(const auto facts, gather_update(workspace_, repository_, session, request_, messages));
  UpdatePlan plan = plan_update(session.document, session.state, facts, workspace_.settings);
  plan.messages.insert(plan.messages.begin(), messages.begin(), messages.end());
  SESSION_TRY(const Document updated,
              parse_own_document(workspace_, apply_edits(session.document.text, plan.edits)));
  ArchiveWish wish = make_wish(options_, session.state);
  wish.stays = list_deliverables(updated, facts.plan);
  SESSION_CHECK(write_archive(updated, wish));
  plan.edits = compare_texts(session.document.text, archived_.document);
  // The archive is a file that git may track, too: both change together.
  plan.publishes = archived_.items + archived_.rows > 0;
  return plan;
}

Result<void> ArchiveRun::write_archive(const Document& document, const ArchiveWish& wish) {
  SESSION_TRY(const auto path, io::resolve_inside(workspace_.location.work_tree, name()));
  SESSION_TRY(const auto bytes, io::read_file(path, kDocumentLimit));
  if (const auto obstacle = find_obstacle(bytes.value_or("")))
    return fail(ErrorKind::document, fmt::format("cannot edit '{}': {}", name(), *obstacle));
  archived_ = plan_archive(document, bytes.value_or(""), wish);
  if (archived_.items + archived_.rows == 0) return {};
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) {
    return fail(ErrorKind::file,
                fmt::format("cannot create '{}': {}", path.parent_path().string(), error.message()));
  }
  // From here on the lines are in both files until SESSION.md is written.
  SESSION_CHECK(io::write_file(path, archived_.archive, io::Sync::yes));
  return {};
}

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

void describe(const ArchivePlan& archived, const ArchiveOptions& options, bool wrapped,
              const std::string& name, ArchiveReport& report) {
  if (archived.items + archived.rows == 0) {
    report.lines.emplace_back("nothing to archive");
    if (!options.before && !options.keep && !wrapped) {
      report.messages.push_back(
          {MessageKind::hint, "no session was wrapped up yet; say what is old: --before DATE or --keep N"});
    }
  } else {
    std::string moved;
    if (archived.items > 0) moved = count(archived.items, "completed item", "completed items");
    if (archived.items > 0 && archived.rows > 0) moved += " and ";
    if (archived.rows > 0) moved += count(archived.rows, "history row", "history rows");
    report.lines.push_back(fmt::format("moved {} to {}", moved, name));
  }
  if (archived.stayed > 0) {
    report.lines.push_back(fmt::format(
        "{} of the current phase {}", count(archived.stayed, "completed item", "completed items"),
        archived.stayed == 1 ? "stays: its progress counts it" : "stay: its progress counts them"));
  }
}

}  // namespace

Result<ArchiveReport> archive_entries(const Workspace& workspace, git::Repository& repository,
                                      const ArchiveOptions& options) {
  if (options.before) SESSION_CHECK(check_date(*options.before));
  if (auto refusal = find_refusal(workspace); !refusal.empty())
    return ArchiveReport{{}, std::move(refusal), 1};
  SESSION_TRY(const Head head, repository.read_head());
  UpdateRequest request;
  request.head = head;
  request.keep_changes = git::holds_autostash(workspace.location);
  ArchiveRun run(workspace, repository, options, std::move(request));
  SESSION_TRY(auto written, write_update(workspace, repository, head, "archive",
                                         [&run](const LockedSession& session) { return run.plan(session); }));
  ArchiveReport report;
  report.messages = std::move(written.messages);
  report.messages.insert(report.messages.end(), written.plan.messages.begin(), written.plan.messages.end());
  describe(run.archived(), options, written.plan.state.wrapped.has_value(), run.name(), report);
  return report;
}

}  // namespace session::app
