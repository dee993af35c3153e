// SPDX-License-Identifier: MIT
#include "app/verify.hpp"

#include "app/gather.hpp"
#include "app/session_run.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace session::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSame = "✓";
constexpr std::string_view kDiffers = "✗";

std::string format_line(bool same, std::string_view name, const std::string& recorded,
                        const std::string& actual) {
  if (same) return fmt::format("  {} {}: {}", kSame, name, actual);
  return fmt::format("  {} {}: recorded {}, now {}", kDiffers, name, recorded.empty() ? "nothing" : recorded,
                     actual);
}

/// What is in the file, fit for a terminal.
std::string show(const std::optional<std::string>& text) {
  return text ? format_plain(*text) : std::string();
}

std::string show_changes(const ActualState& actual, const Settings& settings) {
  return actual.changes ? format_changes(*actual.changes, settings.checkpoint_max_listed) : "not looked at";
}

/// True when HEAD is where the checkpoint says, or where its own history leads to.
bool is_commit_good(const Verdict& verdict) {
  const RelationKind kind = verdict.relation.kind;
  return kind == RelationKind::same || kind == RelationKind::only_own_files_since ||
         kind == RelationKind::rewritten;
}

Json to_json(const std::vector<Change>& changes) {
  Json list = Json::array();
  for (const Change& change : changes) list.push_back({{"status", change.status}, {"path", change.path}});
  return list;
}

Json to_json(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json(nullptr);
}

}  // namespace

Result<Verification> verify_checkpoint(const Workspace& workspace, git::Repository& repository) {
  const std::string& name = workspace.settings.session_file;
  SESSION_TRY(auto bytes, read_document(workspace));
  if (!bytes) {
    return fail(ErrorKind::document,
                fmt::format("there is no '{}' in '{}'", name, workspace.location.work_tree.string()),
                "create it: git session init");
  }
  const std::string text = *bytes;
  SESSION_TRY(const auto document, parse_own_document(workspace, std::move(*bytes)));
  const State state = read_state(workspace);
  Verification found;
  found.recorded = find_recorded(document, state);
  SESSION_TRY(found.actual.head, repository.read_head());
  if (state.adopted || is_session_document(document)) {
    // Where no copy can be kept, the answer is wanted all the same.
    (void)keep_copy(workspace, repository, found.actual.head, text);
  }
  if (found.actual.head.id) {
    SESSION_TRY(found.actual.abbreviated, repository.abbreviate(*found.actual.head.id));
  }
  SESSION_TRY(found.actual.changes, read_counted_changes(workspace, repository));
  found.actual.operation = git::read_operation(workspace.location);
  SESSION_TRY(const auto relation, read_relation(workspace, repository, found.recorded, found.actual.head,
                                                 read_journal(workspace)));
  found.verdict = compare_checkpoint(found.recorded, found.actual, relation);
  return found;
}

std::vector<std::string> format_verification(const Workspace& workspace, const Verification& found) {
  const auto& [recorded, actual, verdict] = found;
  const std::string head = actual.head.id ? actual.abbreviated : "no commit yet";
  std::vector<std::string> lines = {"Git checkpoint of " + workspace.settings.session_file};
  lines.push_back(format_line(!verdict.other_branch && recorded.branch, "Branch", show(recorded.branch),
                              format_branch(actual.head)));
  lines.push_back(format_line(is_commit_good(verdict), "Last Commit", show(recorded.hash), head));
  const std::string changes = show_changes(actual, workspace.settings);
  if (verdict.changes_compared) {
    lines.push_back(
        format_line(!verdict.changes_differ, "Uncommitted Changes", show(recorded.changes), changes));
  } else {
    lines.push_back(fmt::format("  - Uncommitted Changes: {}; the file says {}, which cannot be compared",
                                changes,
                                recorded.changes ? "\"" + show(recorded.changes) + "\"" : "nothing"));
  }
  std::string conclusion = fmt::format("verdict: {}", describe(verdict.kind));
  if (verdict.count > 0) conclusion += fmt::format(" {}", verdict.count);
  lines.push_back(std::move(conclusion));
  return lines;
}

std::string format_verification_json(const Workspace& workspace, const Verification& found) {
  const auto& [recorded, actual, verdict] = found;
  Json changed = Json::array();
  for (const auto& [before, after] : verdict.changed) {
    changed.push_back({{"path", after.path}, {"recorded", before.status}, {"actual", after.status}});
  }
  Json json = {
      {"version", 1},
      {"file", workspace.settings.session_file},
      {"verdict", describe(verdict.kind)},
      {"good", is_good(verdict)},
      {"count", verdict.count},
      {"recorded", {{"branch", to_json(recorded.branch)}, {"commit", to_json(recorded.hash)}}},
      {"actual",
       {{"branch", to_json(actual.head.branch)},
        {"commit", actual.head.id ? Json(actual.head.id->hex) : Json(nullptr)},
        {"changes", to_json(actual.changes.value_or(std::vector<Change>{}))}}},
      {"differences",
       {{"branch", verdict.other_branch},
        {"changes_compared", verdict.changes_compared},
        {"appeared", to_json(verdict.appeared)},
        {"vanished", to_json(verdict.vanished)},
        {"changed", changed}}},
  };
  // Paths are bytes; what is no UTF-8 is replaced so that the output is JSON whatever happens.
  constexpr int kIndent = 2;
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace session::app
