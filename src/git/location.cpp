// SPDX-License-Identifier: MIT
// Finds the git directory and the work tree by git's rules (setup.c; gitrepository-layout(5)).
#include "git/location.hpp"

#include "git/config_text.hpp"
#include "git/disk.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace session::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSmallFile = 64u << 10;
constexpr std::size_t kConfigFile = 8u << 20;

std::string_view trim_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// HEAD is a link into refs/, `ref: refs/...` or an object id.
bool is_head_valid(const fs::path& head) {
  if (const auto text = read_start(head, 256)) {
    std::string_view rest = *text;
    if (rest.starts_with("ref:")) {
      rest.remove_prefix(4);
      while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
      return rest.starts_with("refs/");
    }
    return rest.size() >= 40 &&
           rest.substr(0, 40).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  }
  // An old-style HEAD is a symbolic link; on an unborn branch it points at nothing.
  std::error_code error;
  const auto target = fs::read_symlink(head, error);
  return !error && target.string().starts_with("refs/");
}

struct GitDirectory {
  fs::path git_dir;
  fs::path common_dir;
  bool has_common = false;  ///< the common directory is another one, named by a file or the environment
};

/// The git directory at `path` with its common directory; nothing when there is no repository.
std::optional<GitDirectory> inspect_git_directory(const Environment& environment, const fs::path& cwd,
                                                  const fs::path& path) {
  if (!is_head_valid(path / "HEAD")) return std::nullopt;
  GitDirectory found{path, path, false};
  if (const auto common = environment("GIT_COMMON_DIR")) {
    found.common_dir = absolute_path(cwd, *common);
    found.has_common = true;
  } else if (const auto text = read_start(path / "commondir", kSmallFile)) {
    found.common_dir = absolute_path(path, trim_end(*text));
    found.has_common = true;
  }
  const auto objects = environment("GIT_OBJECT_DIRECTORY");
  const fs::path object_dir = objects ? absolute_path(cwd, *objects) : found.common_dir / "objects";
  if (::access(object_dir.c_str(), X_OK) != 0) return std::nullopt;
  if (::access((found.common_dir / "refs").c_str(), X_OK) != 0) return std::nullopt;
  return found;
}

/// What the repository's own configuration says about its work tree.
struct WorkTreeConfig {
  std::optional<std::string> work_tree;
  bool is_bare = false;
};

/// Git reads these keys from the repository's files alone, without includes and other levels, and not at
/// all for a linked work tree unless extensions.worktreeConfig is on (git-worktree(1), "CONFIGURATION FILE").
WorkTreeConfig read_work_tree_config(const GitDirectory& found) {
  WorkTreeConfig config;
  bool per_work_tree = false;
  const auto take = [&config, &per_work_tree](const fs::path& path) {
    for (auto& entry : parse_config_text(read_start(path, kConfigFile).value_or(""))) {
      if (entry.name == "core.bare") config.is_bare = parse_config_bool(entry.value).value_or(false);
      if (entry.name == "core.worktree") config.work_tree = std::move(entry.value);
      if (entry.name == "extensions.worktreeconfig") {
        per_work_tree = parse_config_bool(entry.value).value_or(false);
      }
    }
  };
  take(found.common_dir / "config");
  if (per_work_tree) {
    take(found.git_dir / "config.worktree");
  } else if (found.has_common) {
    return {};
  }
  return config;
}

/// How the git directory was found decides what is the work tree when nothing names one.
Location make_location(const Environment& environment, const fs::path& cwd, const GitDirectory& found,
                       const fs::path& implicit_work_tree) {
  Location location{found.git_dir, found.common_dir, {}, false};
  if (const auto named = environment("GIT_WORK_TREE")) {
    location.work_tree = absolute_path(cwd, *named);
    return location;
  }
  const WorkTreeConfig config = read_work_tree_config(found);
  if (config.is_bare) return location;
  if (config.work_tree) {
    location.work_tree = absolute_path(found.git_dir, *config.work_tree);
  } else {
    location.work_tree = implicit_work_tree;
  }
  return location;
}

tl::unexpected<Error> not_a_repository(const std::string& path, std::string hint) {
  return fail(ErrorKind::git, "not a git repository: '" + path + "'", std::move(hint));
}

/// The path that a `gitdir:` file names (gitrepository-layout(5)).
Result<fs::path> read_git_file(const fs::path& file) {
  constexpr std::string_view kPrefix = "gitdir: ";
  const auto text = read_start(file, kSmallFile);
  if (!text) return fail(ErrorKind::git, "cannot read '" + file.string() + "'");
  const std::string_view line = trim_end(*text);
  if (!line.starts_with(kPrefix) || line.size() == kPrefix.size()) {
    return fail(ErrorKind::git, "'" + file.string() + "' is no 'gitdir:' file");
  }
  const fs::path target = absolute_path(file.parent_path(), line.substr(kPrefix.size()));
  std::error_code error;
  auto real = fs::canonical(target, error);
  return error ? target : real;
}

Result<std::optional<Location>> locate_explicit(const Environment& environment, const fs::path& cwd,
                                                const std::string& git_dir) {
  constexpr const char* kHint = "GIT_DIR names it: unset GIT_DIR, or let it name a repository";
  if (git_dir.empty()) return not_a_repository(git_dir, kHint);
  fs::path path = absolute_path(cwd, git_dir);
  std::error_code error;
  if (fs::is_regular_file(path, error)) {
    SESSION_TRY(path, read_git_file(path));
  }
  const auto found = inspect_git_directory(environment, cwd, path);
  if (!found) return not_a_repository(git_dir, kHint);
  const auto implicit = environment("GIT_IMPLICIT_WORK_TREE");
  const bool none = implicit && !parse_config_bool(*implicit).value_or(true);
  Location location = make_location(environment, cwd, *found, none ? fs::path() : cwd);
  location.from_environment = true;
  return location;
}

/// The length of the longest folder of GIT_CEILING_DIRECTORIES that `cwd` lies below; 0 for none. Folders
/// behind an empty entry are compared as they are, the others by their real path (git(1)).
std::size_t find_ceiling(const Environment& environment, const std::string& cwd) {
  const std::string list = environment("GIT_CEILING_DIRECTORIES").value_or("");
  std::size_t longest = 0;
  bool resolve = true;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(':', at), list.size());
    fs::path folder = list.substr(at, end - at);
    at = end + 1;
    if (folder.empty()) {
      resolve = false;
      continue;
    }
    if (!folder.is_absolute()) continue;
    std::error_code error;
    if (auto real = resolve ? fs::canonical(folder, error) : fs::path(); !real.empty() && !error)
      folder = real;
    std::string name = absolute_path("/", folder.string()).string();
    if (name == "/") name.clear();
    if (cwd.size() > name.size() && cwd.starts_with(name) && cwd[name.size()] == '/') {
      // A folder at or above the ceiling has a shorter path than this; the root counts as such a folder too.
      longest = std::max(longest, name.empty() ? std::size_t{2} : name.size() + 1);
    }
  }
  return longest;
}

/// What stands at one folder on the way up; nothing when git looks further.
Result<std::optional<Location>> inspect_folder(const Environment& environment, const fs::path& cwd,
                                               const fs::path& folder) {
  const fs::path dot_git = folder / ".git";
  struct stat status = {};
  if (::stat(dot_git.c_str(), &status) == 0) {
    if (S_ISREG(status.st_mode)) {
      SESSION_TRY(const fs::path target, read_git_file(dot_git));
      const auto found = inspect_git_directory(environment, cwd, target);
      if (!found) {
        return not_a_repository(target.string(),
                                "'" + dot_git.string() +
                                    "' names it; run 'git worktree repair' or 'git submodule "
                                    "update' where that repository is now");
      }
      return make_location(environment, cwd, *found, folder);
    }
    if (const auto found = inspect_git_directory(environment, cwd, dot_git)) {
      return make_location(environment, cwd, *found, folder);
    }
  }
  if (const auto found = inspect_git_directory(environment, cwd, folder)) {
    return make_location(environment, cwd, *found, {});
  }
  return std::nullopt;
}

std::optional<dev_t> find_device(const fs::path& folder) {
  struct stat status = {};
  if (::stat(folder.c_str(), &status) != 0) return std::nullopt;
  return status.st_dev;
}

}  // namespace

Result<std::optional<Location>> find_location(const Environment& environment, const fs::path& cwd) {
  if (const auto git_dir = environment("GIT_DIR")) return locate_explicit(environment, cwd, *git_dir);
  const std::size_t ceiling = find_ceiling(environment, cwd.string());
  const auto across = environment("GIT_DISCOVERY_ACROSS_FILESYSTEM");
  const bool crosses = across && parse_config_bool(*across).value_or(false);
  std::optional<dev_t> device;
  for (fs::path folder = cwd;; folder = folder.parent_path()) {
    SESSION_TRY(auto location, inspect_folder(environment, cwd, folder));
    if (location) return location;
    const fs::path parent = folder.parent_path();
    if (parent == folder || parent.string().size() < ceiling) return std::nullopt;
    if (crosses) continue;
    if (!device) device = find_device(folder);
    if (find_device(parent) != device) return std::nullopt;
  }
}

}  // namespace session::git
