// SPDX-License-Identifier: MIT
#include "app/filter_setup.hpp"

#include "app/hooks_directory.hpp"
#include "core/install/exclude_file.hpp"
#include "core/install/hook_files.hpp"
#include "core/text/inline_text.hpp"
#include "git/git_process.hpp"
#include "io/environment.hpp"
#include "io/file.hpp"

#include <fmt/format.h>

#include <array>
#include <system_error>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestAttributes = std::size_t{64} << 20;

Result<std::optional<std::string>> read_attributes(const InstallPaths& paths) {
  return io::read_file(paths.attributes, kLargestAttributes);
}

/// A program that is gone must not make git fail: the file then passes through as it is.
std::string format_clean_command(const fs::path& programs) {
  const std::string program = quote_for_shell((programs / format_program_name("clean")).string());
  return fmt::format("if test -x {0}; then exec {0}; else exec cat; fi", program);
}

/// Without our program git's own merge of texts serves.
std::string format_driver_command(const fs::path& command) {
  const std::string program = quote_for_shell(command.string());
  return fmt::format(
      "if test -x {0}; then exec {0} merge-driver %O %A %B %L %P; "
      "else exec git merge-file -q --marker-size=%L %A %O %B; fi",
      program);
}

Result<void> set_config(const git::Location& location, const std::string& name, const std::string& value) {
  SESSION_TRY(const auto ignored,
              git::run_git(location, io::find_variable, {"config", "--local", name, value}));
  (void)ignored;
  return {};
}

}  // namespace

Result<FilterPlan> plan_filter(git::Repository& repository, const InstallPaths& paths,
                               const Settings& settings, const fs::path& programs) {
  FilterPlan plan;
  SESSION_TRY(const bool is_tracked, repository.is_tracked(settings.session_file));
  if (!is_tracked) return plan;
  std::error_code failed;
  const fs::path command = fs::read_symlink("/proc/self/exe", failed);
  std::vector<std::pair<std::string, std::string>> wanted = {
      {kFilterSetting, format_clean_command(programs)},
      {"merge.git-session.name", "git-session: SESSION.md by its sections"}};
  if (!failed) wanted.emplace_back(kDriverSetting, format_driver_command(command));
  for (auto& [name, value] : wanted) {
    SESSION_TRY(const auto now, repository.read_config(name));
    if (now != value) plan.settings.emplace_back(name, std::move(value));
  }
  SESSION_TRY(const auto old_text, read_attributes(paths));
  std::string text = plan_own_lines(old_text, {format_attribute_line(settings.session_file)});
  if (text != old_text) plan.attributes = std::move(text);
  if (plan.attributes || !plan.settings.empty()) {
    plan.lines.push_back(
        fmt::format("git tracks '{0}': a filter keeps live lines out of what git stores, and a "
                    "merge driver joins it by sections",
                    format_plain(settings.session_file)));
  }
  return plan;
}

Result<void> carry_out_filter(git::Repository& repository, const InstallPaths& paths, const FilterPlan& plan,
                              UndoList& undo) {
  const git::Location& location = repository.location();
  for (const auto& [name, value] : plan.settings) {
    SESSION_TRY(const auto before, repository.read_config(name));
    SESSION_CHECK(set_config(location, name, value));
    undo.add([location, name = name, before] {
      // Nothing more can be done when this fails, too.
      if (before) {
        (void)set_config(location, name, *before);
      } else {
        (void)git::run_git(location, io::find_variable, {"config", "--local", "--unset-all", name});
      }
    });
  }
  // Last: the attribute is what brings the settings into force.
  if (!plan.attributes) return {};
  SESSION_CHECK(create_directories(paths.attributes.parent_path(), undo));
  return replace_file(paths.attributes, plan.attributes, undo);
}

Result<FilterRemoval> plan_filter_removal(git::Repository& repository, const InstallPaths& paths) {
  FilterRemoval removal;
  static constexpr std::array<std::pair<const char*, const char*>, 2> kSections = {
      {{"filter.git-session", kFilterSetting}, {"merge.git-session", kDriverSetting}}};
  for (const auto& [section, name] : kSections) {
    SESSION_TRY(const auto value, repository.read_config(name));
    if (value) removal.sections.emplace_back(section);
  }
  SESSION_TRY(const auto old_text, read_attributes(paths));
  if (!old_text) return removal;
  removal.attributes = remove_own_lines(*old_text);
  removal.has_attributes = removal.attributes != old_text;
  return removal;
}

Result<void> carry_out_removal(git::Repository& repository, const InstallPaths& paths,
                               const FilterRemoval& removal, UndoList& undo) {
  if (removal.has_attributes) SESSION_CHECK(replace_file(paths.attributes, removal.attributes, undo));
  for (const std::string& section : removal.sections) {
    // A section that stands in another file than the clone's own stays: it is not ours.
    (void)git::run_git(repository.location(), io::find_variable,
                       {"config", "--local", "--remove-section", section});
  }
  return {};
}

}  // namespace session::app
