// SPDX-License-Identifier: MIT
// The hooks directory of a repository: which one git uses, and what stands in it.
#include "app/hooks_directory.hpp"

#include "core/text/inline_text.hpp"
#include "io/file.hpp"
#include "io/process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace session::app {
namespace {

namespace fs = std::filesystem;

/// A compiled hook may be large; a script of this size is read as well.
constexpr std::size_t kLargestHook = std::size_t{256} << 20;

fs::path make_canonical(const fs::path& path) {
  std::error_code failed;
  auto canonical = fs::weakly_canonical(path, failed);
  return failed ? path.lexically_normal() : canonical;
}

/// Both paths canonical. A directory is inside itself.
bool is_inside(const fs::path& path, const fs::path& directory) {
  const auto relative = path.lexically_relative(directory);
  return !relative.empty() && *relative.begin() != "..";
}

/// git's answer about a directory by itself, whatever repository the caller's environment names.
std::optional<std::string> ask_git(const fs::path& directory, std::vector<std::string> arguments) {
  io::Command command;
  command.arguments = {"git", "--no-optional-locks", "-C", directory.string()};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  command.set_variables = {{"GIT_ALLOW_PROTOCOL", "none"}, {"GIT_OPTIONAL_LOCKS", "0"}};
  command.unset_variables = {
      "GIT_DIR",        "GIT_WORK_TREE",        "GIT_INDEX_FILE",         "GIT_COMMON_DIR",
      "GIT_PREFIX",     "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",          "GIT_CONFIG",
      "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE",     "GIT_CEILING_DIRECTORIES"};
  const auto output = io::run_command(command);
  if (!output || output->status != 0) return std::nullopt;
  return output->out;
}

/// The work tree of this repository that holds `directory` (canonical); empty when none does.
fs::path find_tree(const git::Location& location, const fs::path& directory) {
  const auto common = make_canonical(location.common_dir);
  if (!location.work_tree.empty()) {
    auto tree = make_canonical(location.work_tree);
    if (is_inside(directory, tree) && !(is_inside(common, tree) && is_inside(directory, common))) return tree;
  }
  if (is_inside(directory, common)) return {};
  // Another work tree of the same repository may hold it.
  auto existing = directory;
  while (!fs::is_directory(existing) && existing.has_relative_path()) existing = existing.parent_path();
  const auto answer =
      ask_git(existing, {"rev-parse", "--path-format=absolute", "--git-common-dir", "--show-toplevel"});
  if (!answer) return {};
  const auto end = answer->find('\n');
  if (end == std::string::npos || make_canonical(answer->substr(0, end)) != common) return {};
  return make_canonical(answer->substr(end + 1, answer->size() - end - 2));
}

HookFile read_hook_file(const fs::path& path, const std::string& hook) {
  HookFile file;
  const auto read = [&] { return io::read_file(path, kLargestHook); };
  switch (io::find_file_kind(path)) {
    case io::FileKind::absent: break;
    case io::FileKind::symbolic_link: {
      std::error_code failed;
      const auto target = fs::read_symlink(path, failed);
      file.target = target.string();
      file.kind = target.filename() == format_program_name(hook) ? HookFileKind::ours : HookFileKind::link;
      // A link that leads nowhere, or to something unreadable, is still a hook to be kept.
      const auto bytes = read();
      if (bytes && *bytes && file.kind == HookFileKind::link) file.bytes = **bytes;
      break;
    }
    case io::FileKind::regular: {
      const auto bytes = read();
      file.kind = bytes && *bytes ? HookFileKind::regular : HookFileKind::other;
      if (file.kind == HookFileKind::regular) file.bytes = **bytes;
      std::error_code failed;
      file.mode = static_cast<unsigned>(fs::status(path, failed).permissions()) & 07777u;
      break;
    }
    case io::FileKind::directory:
    case io::FileKind::other: file.kind = HookFileKind::other; break;
  }
  return file;
}

/// The hooks in the directory that an index holds: the one of this repository, or of the repository in which
/// the directory lies (a collection of dotfiles, a submodule).
std::set<std::string> find_tracked(git::Repository& repository, const fs::path& directory) {
  std::set<std::string> tracked;
  std::vector<std::string> arguments = {"ls-files", "-z", "--"};
  for (const auto& hook : kHooks) arguments.emplace_back(hook.name);
  const auto listed = ask_git(directory, arguments).value_or("");
  for (std::size_t begin = 0; begin < listed.size();) {
    const auto end = std::min(listed.find('\0', begin), listed.size());
    tracked.insert(listed.substr(begin, end - begin));
    begin = end + 1;
  }
  const auto& location = repository.location();
  if (location.work_tree.empty()) return tracked;
  const auto tree = make_canonical(location.work_tree);
  const auto canonical = make_canonical(directory);
  if (!is_inside(canonical, tree)) return tracked;
  for (const auto& hook : kHooks) {
    const auto path = canonical.lexically_relative(tree) / hook.name;
    if (repository.is_tracked(path.lexically_normal().generic_string()).value_or(false)) {
      tracked.emplace(hook.name);
    }
  }
  return tracked;
}

}  // namespace

Result<HooksPlace> find_hooks_place(git::Repository& repository) {
  const auto& location = repository.location();
  HooksPlace place;
  SESSION_TRY(const auto configured, repository.read_config_path("core.hooksPath"));
  place.is_configured = configured.has_value();
  if (!configured) {
    place.directory = location.common_dir / "hooks";
  } else if (configured->empty()) {
    return fail(ErrorKind::git, "core.hooksPath is empty, so git runs no hooks",
                "take it out with 'git config --unset core.hooksPath' and install again");
  } else if (fs::path(*configured).is_absolute()) {
    place.directory = *configured;
  } else if (!location.work_tree.empty()) {
    place.directory = (location.work_tree / *configured).lexically_normal();
  } else {
    place.directory = (location.git_dir / *configured).lexically_normal();
  }
  if (!place.directory.has_filename()) place.directory = place.directory.parent_path();
  std::error_code failed;
  const auto status = fs::status(place.directory, failed);
  if (fs::exists(status) && !fs::is_directory(status)) {
    return fail(ErrorKind::git,
                fmt::format("core.hooksPath is '{}', which is no directory, so git runs no hooks",
                            format_plain(place.directory.string())),
                "take it out with 'git config --unset core.hooksPath' and install again");
  }
  const auto canonical = make_canonical(place.directory);
  place.tree = find_tree(location, canonical);
  place.is_outside = place.tree.empty() && !is_inside(canonical, make_canonical(location.common_dir));
  return place;
}

std::string format_recorded(const fs::path& common_dir, const fs::path& directory) {
  const auto common = make_canonical(common_dir);
  const auto canonical = make_canonical(directory);
  // Two repositories beside each other are not moved together, but a folder and its .git are.
  const bool is_near = is_inside(canonical, common) ||
                       (common.filename() == ".git" && is_inside(canonical, common.parent_path()));
  return is_near ? canonical.lexically_relative(common).string() : canonical.string();
}

fs::path resolve_recorded(const fs::path& common_dir, const std::string& recorded) {
  const fs::path path = recorded;
  return path.is_absolute() ? path : (make_canonical(common_dir) / path).lexically_normal();
}

HookDirectory read_hook_directory(git::Repository& repository, const fs::path& directory,
                                  const HookManifest& manifest, const fs::path& programs) {
  HookDirectory result;
  result.recorded = format_recorded(repository.location().common_dir, directory);
  std::error_code failed;
  for (fs::directory_iterator entry(directory, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    result.names.push_back(entry->path().filename().string());
  }
  std::sort(result.names.begin(), result.names.end());
  const auto tracked =
      fs::is_directory(directory, failed) ? find_tracked(repository, directory) : std::set<std::string>();
  for (const auto& hook : kHooks) {
    const std::string name(hook.name);
    HookFacts facts;
    facts.hook = hook;
    facts.now = read_hook_file(directory / name, name);
    facts.now.tracked = tracked.contains(name);
    if (!programs.empty()) facts.program = (programs / format_program_name(name)).string();
    for (const auto& entry : manifest.entries) {
      if (entry.hook == name && entry.directory == result.recorded) facts.earlier = entry;
    }
    if (const auto kept = find_kept_name(hook, facts.now, facts.earlier)) {
      facts.kept = read_hook_file(directory / *kept, name);
    }
    result.hooks.push_back(std::move(facts));
  }
  return result;
}

}  // namespace session::app
