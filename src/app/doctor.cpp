// SPDX-License-Identifier: MIT
#include "app/doctor.hpp"

#include "app/filter_setup.hpp"
#include "app/hooks_directory.hpp"
#include "app/install.hpp"
#include "app/live_file.hpp"
#include "core/text/inline_text.hpp"
#include "io/environment.hpp"

#include <fmt/format.h>

#include <utility>

namespace session::app {
namespace {

constexpr std::string_view kInstall = "git session install";

Finding make_bad(std::string text, std::string hint) {
  return {false, std::move(text), std::move(hint)};
}

Finding make_bad(const Error& error) {
  return make_bad(error.message, error.hint);
}

Finding check_settings(const Workspace& workspace) {
  if (!workspace.settings.enabled)
    return make_bad("settings: git-session is switched off here", "set enabled = true, or take the line out");
  const auto problems = format_problems(workspace.problems);
  if (problems.empty()) return {true, "settings: no faults"};
  return make_bad("settings: " + problems.front().text, "mend the file, or take the line out");
}

Result<Finding> check_hooks(git::Repository& repository) {
  SESSION_TRY(const auto programs, find_programs(io::find_variable));
  SESSION_TRY(const auto place, find_hooks_place(repository));
  std::vector<std::string> ignored;
  const auto manifest = read_manifest(InstallPaths(repository.location()), ignored);
  const auto directory = read_hook_directory(repository, place.directory, manifest, programs);
  const std::string name = format_plain(place.directory.string());
  if (plan_install(directory, false).changes())
    return make_bad(fmt::format("hooks: not all are in '{}'", name), std::string(kInstall));
  return Finding{true, fmt::format("hooks: all are in '{}'", name)};
}

Result<Finding> check_document(const Workspace& workspace) {
  const std::string& name = workspace.settings.session_file;
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return make_bad(fmt::format("file: there is no '{}'", name), "git session init");
  SESSION_TRY(const auto document, open_document(workspace, *bytes));
  if (!read_state(workspace).adopted && !is_session_document(document)) {
    return make_bad(fmt::format("file: '{}' has no sections 'Completed Items' and 'Git Checkpoint'", name),
                    "git session init --adopt");
  }
  return Finding{true, fmt::format("file: the hooks keep '{}'", name)};
}

Result<Finding> check_tracking(const Workspace& workspace, git::Repository& repository) {
  const std::string& name = workspace.settings.session_file;
  SESSION_TRY(const bool is_tracked, repository.is_tracked(name));
  if (!is_tracked) return Finding{true, fmt::format("git: '{}' is not tracked", name)};
  const InstallPaths paths(workspace.location);
  SESSION_TRY(const auto programs, find_programs(io::find_variable));
  SESSION_TRY(const auto plan, plan_filter(repository, paths, workspace.settings, programs));
  if (!has_filter(workspace)) {
    return make_bad(
        fmt::format("git: '{}' is tracked, but this clone has no filter for it: it shows as modified "
                    "after each commit",
                    name),
        std::string(kInstall));
  }
  if (!plan.settings.empty()) {
    return make_bad(
        fmt::format("git: the filter or merge driver for '{}' is not the one of this program", name),
        std::string(kInstall));
  }
  return Finding{true, fmt::format("git: '{}' is tracked and stored without its live lines", name)};
}

}  // namespace

std::vector<Finding> diagnose(const Workspace& workspace, git::Repository& repository) {
  std::vector<Finding> findings = {check_settings(workspace)};
  const auto add = [&findings](Result<Finding> finding) {
    findings.push_back(finding ? *std::move(finding) : make_bad(finding.error()));
  };
  add(check_hooks(repository));
  add(check_document(workspace));
  add(check_tracking(workspace, repository));
  return findings;
}

std::vector<std::string> format_findings(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    lines.push_back(fmt::format("{} {}", finding.is_good ? "✓" : "✗", format_plain(finding.text)));
    if (!finding.hint.empty()) lines.push_back("  hint: " + format_plain(finding.hint));
  }
  return lines;
}

}  // namespace session::app
