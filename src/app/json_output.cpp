// SPDX-License-Identifier: MIT
#include "app/json_output.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace session::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

template <class T>
Json json_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json json_of(const std::optional<ObjectId>& id) {
  return id ? Json(id->hex) : Json(nullptr);
}

Json json_of(const std::string& text) {
  return text;
}

Json json_of(const Change& change) {
  return {{"status", change.status}, {"path", change.path}};
}

Json json_of(const std::pair<Change, Change>& changed) {
  const auto& [before, after] = changed;
  return {{"path", after.path}, {"recorded", before.status}, {"actual", after.status}};
}

Json json_of(const EntryReport& entry) {
  // A name that leads nowhere says nothing; that of HEAD is no name.
  const bool is_named = entry.reach && !entry.reach->name.empty();
  return {{"text", entry.words},
          {"hash", text_or_null(entry.hash)},
          {"state", describe_state(entry)},
          {"good", is_good(entry)},
          {"commit", json_of(entry.commit)},
          {"name", is_named ? Json(entry.reach->name) : Json(nullptr)},
          {"reverted_by", json_of(entry.revert)}};
}

Json json_of(const Blocker& blocker) {
  return {{"text", blocker.text},
          {"impact", text_or_null(blocker.impact)},
          {"mitigation", text_or_null(blocker.mitigation)},
          {"status", text_or_null(blocker.status)}};
}

Json json_of(const CommitLine& commit) {
  return {{"commit", commit.id}, {"hash", commit.hash}, {"subject", commit.subject}, {"date", commit.date}};
}

Json json_of(const Manifest& manifest) {
  return {{"file", manifest.file}, {"stack", manifest.stack}};
}

Json json_of(const RememberedSession& session) {
  return {{"number", session.number},
          {"date", text_or_null(session.date)},
          {"duration", text_or_null(session.duration)},
          {"phase", text_or_null(session.phase)},
          {"progress", text_or_null(session.progress)},
          {"git", text_or_null(session.git)},
          {"blockers", text_or_null(session.blockers)},
          {"note", text_or_null(session.note)}};
}

std::string_view describe(ActionSource source) {
  switch (source) {
    case ActionSource::next_actions: return "next actions";
    case ActionSource::in_progress: return "in progress";
    case ActionSource::plan: return "plan";
  }
  return "next actions";
}

Json json_of(const PlannedAction& action) {
  return {{"text", action.text},
          {"priority", action.priority == ActionPriority::immediate ? "immediate" : "then"},
          {"source", describe(action.source)},
          {"number", action.number > 0 ? Json(action.number) : Json(nullptr)}};
}

template <class T>
Json list_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(json_of(value));
  return list;
}

Json json_of(const Since& since) {
  return {{"commits", list_of(since.commits)}, {"more_commits", since.more_commits},
          {"missing", list_of(since.missing)}, {"more_missing", since.more_missing},
          {"files", list_of(since.files)},     {"more_files", since.more_files}};
}

Json json_of(const ResumeConcerns& concerns) {
  return {{"vague_actions", concerns.vague},
          {"lost_files", list_of(concerns.lost_files)},
          {"blockers_without_mitigation", list_of(concerns.unmitigated)},
          {"checkpoint_age", json_or_null(concerns.age)},
          {"lines", json_or_null(concerns.lines)}};
}

Json open_items(const std::vector<ViewItem>& items) {
  Json list = Json::array();
  for (const ViewItem& item : items) list.push_back({{"text", item.text}, {"note", text_or_null(item.note)}});
  return list;
}

Json completed_items(const std::vector<ViewItem>& items) {
  Json list = Json::array();
  for (const ViewItem& item : items) {
    list.push_back({{"text", item.text},
                    {"hash", text_or_null(item.hash)},
                    {"date", text_or_null(item.date)},
                    {"mark", text_or_null(item.mark)}});
  }
  return list;
}

/// What every object begins with.
Json begin(std::string_view command, const Workspace& workspace) {
  return {{"version", kVersion}, {"command", command}, {"file", workspace.settings.session_file}};
}

/// The members of `verify`; `good` says more than the verdict there.
void add_checkpoint(Json& json, const RecordedCheckpoint& recorded, const ActualState& actual,
                    const Verdict& verdict, bool good) {
  json["verdict"] = describe(verdict.kind);
  json["good"] = good;
  json["count"] = verdict.count;
  json["recorded"] = {{"branch", json_or_null(recorded.branch)}, {"commit", json_or_null(recorded.hash)}};
  json["actual"] = {{"branch", json_or_null(actual.head.branch)},
                    {"commit", json_of(actual.head.id)},
                    {"changes", list_of(actual.changes.value_or(std::vector<Change>{}))}};
  json["differences"] = {{"branch", verdict.other_branch},
                         {"changes_compared", verdict.changes_compared},
                         {"appeared", list_of(verdict.appeared)},
                         {"vanished", list_of(verdict.vanished)},
                         {"changed", list_of(verdict.changed)}};
}

/// What the document says of the work.
void add_view(Json& json, const SessionView& view, int session) {
  json["project"] = text_or_null(view.project);
  json["session"] = session;
  json["phase"] = view.phase_number.empty()
                      ? Json(nullptr)
                      : Json{{"number", view.phase_number}, {"name", text_or_null(view.phase_name)}};
  json["progress"] = json_or_null(view.progress);
  json["in_progress"] = open_items(view.in_progress);
  json["blockers"] = list_of(find_open_blockers(view));
  json["next_actions"] = list_of(view.next_actions);
}

/// Paths are bytes; what is no UTF-8 is replaced so that the output is JSON whatever happens.
std::string format_json(const Json& json) {
  constexpr int kIndent = 2;
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string format_verification_json(const Workspace& workspace, const Verification& found) {
  Json json = begin("verify", workspace);
  add_checkpoint(json, found.recorded, found.actual, found.verdict, is_good(found));
  json["entries"] = list_of(found.entries);
  json["fixable"] = found.fixable;
  return format_json(json);
}

std::string format_status_json(const Workspace& workspace, const Status& status) {
  Json json = begin("status", workspace);
  add_view(json, status.view, status.session);
  json["deliverables"] =
      status.count ? Json{{"done", status.count->done}, {"total", status.count->total}} : Json(nullptr);
  json["completed"] = {
      {"count", status.view.completed.size()},
      {"today", completed_items(status.today)},
      {"this_session", status.this_session ? completed_items(*status.this_session) : Json(nullptr)}};
  Json checkpoint;
  add_checkpoint(checkpoint, status.recorded, status.actual, status.verdict, is_good(status.verdict));
  json["checkpoint"] = std::move(checkpoint);
  return format_json(json);
}

std::string format_resume_json(const Workspace& workspace, const ResumeReport& report) {
  const Verification& found = report.found;
  Json json = begin("resume", workspace);
  add_view(json, report.view, report.session);
  Json checkpoint;
  add_checkpoint(checkpoint, found.recorded, found.actual, found.verdict, is_good(found.verdict));
  json["checkpoint"] = std::move(checkpoint);
  json["entries"] = list_of(found.entries);
  json["fixable"] = found.fixable;
  json["since"] = json_of(report.since);
  json["actions"] = list_of(report.actions);
  json["plan"] = text_or_null(report.plan_file);
  json["documents"] = list_of(report.documents);
  json["manifests"] = list_of(report.manifests);
  json["earlier_sessions"] = list_of(report.memory.sessions);
  json["handoff_pattern"] = text_or_null(report.memory.pattern);
  json["concerns"] = json_of(report.concerns);
  return format_json(json);
}

}  // namespace session::app
