// SPDX-License-Identifier: MIT
// Opens a repository with libgit2 where git would, and no other one.
#include "git/disk.hpp"
#include "git/git_process.hpp"
#include "git/history.hpp"
#include "git/libgit2_repository.hpp"
#include "git/ownership.hpp"

#include <git2/sys/repository.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>

#ifdef __SANITIZE_ADDRESS__
/// libgit2 1.5 leaks a little with each regular expression that it matches, as for a repository of format 1.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:_pcre2_memctl_malloc_8\nleak:pcre2_match_8\n";
}
extern "C" const char* __lsan_default_options() {
  return "print_suppressions=0";
}
#endif

namespace session::git {
namespace {

/// Settings of libgit2 that hold for the whole process.
void configure_library(const Environment& environment) {
  // What these extensions change is nothing that a reader meets. libgit2 compares with the lower-case name.
  std::array<const char*, 4> extensions = {"worktreeconfig", "partialclone", "preciousobjects",
                                           "relativeworktrees"};
  git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions.data(), extensions.size());
  // Its check takes `safe.directory=*` for a path and reports "not found"; check_safe_directory is ours.
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  // Git does not hash an object again on each read either.
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  set_search_paths(environment);
}

/// The folder's name as libgit2 gives it, with a slash at the end.
bool is_same_folder(const char* libgit2_name, const std::filesystem::path& folder) {
  return libgit2_name != nullptr && folder.string() + "/" == libgit2_name;
}

}  // namespace

Libgit2Repository::Libgit2Repository(Location location, Environment environment)
    : location_(std::move(location)), environment_(std::move(environment)) {}

Libgit2Repository::~Libgit2Repository() = default;

Result<std::unique_ptr<Repository>> Libgit2Repository::open(const Location& location, bool trusts_owner,
                                                            const Environment& environment) {
  std::unique_ptr<Libgit2Repository> repository(new Libgit2Repository(location, environment));
  SESSION_CHECK(repository->open_handles(trusts_owner));
  return repository;
}

Result<void> Libgit2Repository::open_handles(bool trusts_owner) {
  configure_library(environment_);
  if (!trusts_owner) {
    ConfigHandle own;
    if (const int code = git_config_open_default(Out(own)); code < 0) {
      return git_failure(code, "read git's settings");
    }
    const Location elsewhere{};
    SESSION_TRY(auto special, open_special_config(nullptr, elsewhere, environment_));
    SESSION_TRY(const Config settings, Config::open(special ? *special : *own, environment_));
    std::vector<ConfigEntry> entries;
    SESSION_CHECK(settings.visit(Config::Scope::protected_only,
                                 [&entries](const ConfigEntry& entry) { entries.push_back(entry); }));
    SESSION_CHECK(check_safe_directory(location_, environment_, entries));
  }
  const int code =
      git_repository_open_ext(Out(repository_), location_.git_dir.c_str(),
                              GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT, nullptr);
  if (code < 0) return git_failure(code, "open the repository '" + location_.git_dir.string() + "'");
  return set_places();
}

/// Work tree, configuration and index as the environment has them.
Result<void> Libgit2Repository::set_places() {
  git_repository* const repository = repository_.get();
  if (!location_.work_tree.empty() &&
      !is_same_folder(git_repository_workdir(repository), location_.work_tree)) {
    const int code = git_repository_set_workdir(repository, location_.work_tree.c_str(), 0);
    if (code < 0) return git_failure(code, "use the work tree '" + location_.work_tree.string() + "'");
  }
  SESSION_CHECK(set_config());
  const auto index_file = find_index_file(location_, environment_);
  if (index_file == location_.git_dir / "index") return {};
  IndexHandle index;
  int code = git_index_open(Out(index), index_file.c_str());
  if (code == 0) code = git_repository_set_index(repository, index.get());
  if (code < 0) return git_failure(code, "use the index '" + index_file.string() + "'");
  return {};
}

/// libgit2 asks the disk before each look at its settings whether a file has changed. One reading is enough
/// for a short run.
Result<void> Libgit2Repository::set_config() {
  SESSION_TRY(ConfigHandle settings, open_special_config(repository_.get(), location_, environment_));
  const bool is_special = settings != nullptr;
  int code = is_special ? 0 : git_repository_config(Out(settings), repository_.get());
  ConfigHandle snapshot;
  if (code == 0) code = git_config_snapshot(Out(snapshot), settings.get());
  if (code == 0) code = git_repository_set_config(repository_.get(), snapshot.get());
  if (code < 0) return git_failure(code, "use git's settings");
  if (is_special) set_home_search_path(environment_);
  return {};
}

Result<const Config*> Libgit2Repository::config() {
  if (!config_) {
    SESSION_TRY(config_, Config::open(repository_.get(), environment_));
  }
  return &*config_;
}

Result<git_odb*> Libgit2Repository::database() {
  if (database_) return database_.get();
  DatabaseHandle database;
  int code = git_repository_odb(Out(database), repository_.get());
  if (code < 0) return git_failure(code, "open the objects of '" + location_.git_dir.string() + "'");
  // libgit2 heeds these variables only when it finds the repository by itself.
  for (const char* const name : {"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}) {
    const std::string folders = environment_(name).value_or("");
    for (std::size_t at = 0; at < folders.size();) {
      const std::size_t end = std::min(folders.find(':', at), folders.size());
      const std::string folder = folders.substr(at, end - at);
      at = end + 1;
      if (folder.empty()) continue;
      code = git_odb_add_disk_alternate(database.get(), folder.c_str());
      if (code < 0) return git_failure(code, "open the objects in '" + folder + "'");
    }
  }
  database_ = std::move(database);
  return database_.get();
}

std::string describe_library() {
  int major = 0;
  int minor = 0;
  int patch = 0;
  git_libgit2_version(&major, &minor, &patch);
  return "libgit2 " + std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch) +
         (SESSION_GIT_STATIC == 1 ? " (static)" : " (shared)");
}

}  // namespace session::git
