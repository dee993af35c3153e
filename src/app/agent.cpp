// SPDX-License-Identifier: MIT
#include "app/agent.hpp"

#include "app/hooks_directory.hpp"
#include "app/install_state.hpp"
#include "app/undo_list.hpp"
#include "core/text/inline_text.hpp"
#include "io/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <system_error>
#include <utility>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSettingsFile = ".claude/settings.json";
constexpr std::size_t kLargest = std::size_t{1} << 20;
constexpr int kLockWaitMs = 5000;

fs::path find_traces_file(const git::Location& location) {
  return InstallPaths(location).state / "agents";
}

Result<std::vector<AgentTrace>> read_traces(const git::Location& location) {
  SESSION_TRY(const auto bytes, io::read_file(find_traces_file(location), kLargest));
  return parse_agent_traces(bytes.value_or(""));
}

Result<void> write_traces(const git::Location& location, const std::vector<AgentTrace>& traces,
                          UndoList& undo) {
  const std::string text = format_agent_traces(traces);
  return replace_file(find_traces_file(location), text.empty() ? std::nullopt : std::optional(text), undo);
}

tl::unexpected<Error> fail_to_add(std::string_view reason) {
  return fail(ErrorKind::file, fmt::format("cannot add the hook to '{}': {}", kSettingsFile, reason),
              "mend the file and install again; nothing was changed");
}

/// The state's folder with its lock.
Result<io::FileLock> lock_state(const git::Location& location) {
  const InstallPaths paths(location);
  std::error_code failed;
  fs::create_directories(paths.state, failed);
  return io::FileLock::acquire(paths.lock, kLockWaitMs);
}

/// Writes what is left of a settings file.
Result<void> write_rest(const fs::path& path, const AgentTrace& trace, const AgentRemoval& rest,
                        UndoList& undo) {
  SESSION_CHECK(replace_file(path, rest.text, undo));
  if (rest.text || !trace.new_folder) return {};
  // Only an empty folder goes; what a person put there stays.
  std::error_code ignored;
  fs::remove(path.parent_path(), ignored);
  return {};
}

/// Takes one entry out. Gives false when the file has to stay as it is, and the trace with it.
Result<bool> remove_entry(const AgentTrace& trace, bool dry_run, UndoList& undo,
                          std::vector<std::string>& lines) {
  const fs::path path = trace.path;
  const std::string name = format_plain(trace.path);
  std::error_code failed;
  if (fs::weakly_canonical(path, failed) != path || failed) {
    lines.push_back(fmt::format("agent: '{}' is left alone: a link leads to it now", name));
    return false;
  }
  SESSION_TRY(const auto bytes, io::read_file(path, kLargest));
  if (!bytes) return true;
  const auto rest = remove_agent_entry(*bytes, trace);
  if (!rest) {
    lines.push_back(fmt::format("agent: '{}' is left alone: {}", name, rest.error().message));
    return false;
  }
  if (!rest->found) {
    lines.push_back(fmt::format("agent: '{}' has our entry no more", name));
    return true;
  }
  lines.push_back(rest->text ? fmt::format("agent: our entry is taken out of '{}'", name)
                             : fmt::format("agent: '{}' is removed, as it was not there before", name));
  if (!dry_run) SESSION_CHECK(write_rest(path, trace, *rest, undo));
  return true;
}

}  // namespace

Result<AgentPlan> plan_agent_entry(const git::Location& location) {
  if (location.work_tree.empty()) return fail_to_add("there is no work tree");
  AgentPlan plan;
  const auto path = io::resolve_inside(location.work_tree, kSettingsFile);
  if (!path) return fail_to_add(path.error().message);
  plan.path = *path;
  SESSION_TRY(const auto bytes, io::read_file(plan.path, kLargest));
  auto edit = add_agent_entry(bytes);
  if (!edit) return fail_to_add(edit.error().message);
  plan.edit = *std::move(edit);
  if (!plan.edit) {
    plan.lines.push_back(fmt::format("agent: '{}' has the hook already", kSettingsFile));
    return plan;
  }
  // The editor looks at brackets and quotes only; what is written must be right for every reader.
  if ((bytes && !nlohmann::json::accept(*bytes)) || !nlohmann::json::accept(plan.edit->text)) {
    return fail_to_add("it is not valid JSON in UTF-8");
  }
  plan.lines.push_back(
      fmt::format("agent: '{}' runs at the start of a session ('{}')", kAgentCommand, kSettingsFile));
  return plan;
}

Result<void> write_agent_entry(const git::Location& location, AgentPlan plan) {
  if (!plan.edit) return {};
  SESSION_TRY(const auto lock, lock_state(location));
  SESSION_TRY(auto traces, read_traces(location));
  AgentTrace trace = std::move(plan.edit->trace);
  trace.path = plan.path.string();
  std::error_code failed;
  trace.new_folder = !fs::exists(plan.path.parent_path(), failed);
  std::erase_if(traces, [&](const AgentTrace& old) { return old.path == trace.path; });
  traces.push_back(std::move(trace));
  UndoList undo;
  // Noted first: an entry that nobody remembers would stay for ever.
  SESSION_CHECK(write_traces(location, traces, undo));
  SESSION_CHECK(create_directories(plan.path.parent_path(), undo));
  SESSION_CHECK(replace_file(plan.path, plan.edit->text, undo));
  undo.keep();
  return {};
}

Result<std::vector<std::string>> remove_agent_entries(const git::Location& location, bool dry_run) {
  std::vector<std::string> lines;
  if (io::find_file_kind(find_traces_file(location)) == io::FileKind::absent) return lines;
  std::optional<io::FileLock> lock;
  if (!dry_run) {
    SESSION_TRY(lock, lock_state(location));
  }
  SESSION_TRY(const auto traces, read_traces(location));
  UndoList undo;
  std::vector<AgentTrace> left;
  for (const AgentTrace& trace : traces) {
    SESSION_TRY(const bool is_out, remove_entry(trace, dry_run, undo, lines));
    if (!is_out) left.push_back(trace);
  }
  if (dry_run) return lines;
  SESSION_CHECK(write_traces(location, left, undo));
  undo.keep();
  return lines;
}

}  // namespace session::app
