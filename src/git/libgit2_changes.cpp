// SPDX-License-Identifier: MIT
// Uncommitted changes: libgit2's status where it is right and faster, git's own everywhere else.
#include "core/text/text.hpp"
#include "git/commit_object.hpp"
#include "git/disk.hpp"
#include "git/git_process.hpp"
#include "git/git_status.hpp"
#include "git/index_file.hpp"
#include "git/libgit2_repository.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace session::git {
namespace {

namespace fs = std::filesystem;

/// Above this number of tracked files a `git status` of its own is faster than libgit2.
constexpr std::size_t kLibgit2Limit = 300;

/// True for a setting that changes what `git status` says and that libgit2 does not know.
bool changes_status(const ConfigEntry& entry) {
  const auto is_on = parse_config_bool(entry.value);
  if (entry.name.starts_with("status.")) return true;
  if (entry.name == "diff.renames") return !is_on;  // "copies"; with plain renames git is asked anyway
  if (entry.name == "core.trustctime") return is_on == false;
  if (entry.name == "core.checkstat") return entry.value != "default";
  return is_on != false && (entry.name == "core.ignorecase" || entry.name == "core.ignorestat" ||
                            entry.name == "core.sparsecheckout");
}

/// True when a line of the file could make git filter or re-encode a file's content.
bool mentions_filter(const fs::path& attributes) {
  const auto text = read_start(attributes, 1u << 20);
  if (!text) return is_present(attributes);
  const auto lines = split_lines(*text);
  return std::any_of(lines.begin(), lines.end(), [&text](Span span) {
    const std::string_view line = slice(*text, span);
    // Ours is for the session file alone, which no list of changes names.
    if (line.find("filter=git-session ") != line.npos) return false;
    return line.find("filter") != line.npos || line.find("working-tree-encoding") != line.npos;
  });
}

/// True when a `.git` lies anywhere below the folder.
bool holds_repository(const fs::path& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename() == ".git") return true;
  }
  return false;
}

/// One letter for the index against HEAD.
char index_letter(unsigned status) {
  if ((status & GIT_STATUS_INDEX_NEW) != 0) return 'A';
  if ((status & GIT_STATUS_INDEX_DELETED) != 0) return 'D';
  if ((status & GIT_STATUS_INDEX_TYPECHANGE) != 0) return 'T';
  return (status & GIT_STATUS_INDEX_MODIFIED) != 0 ? 'M' : '\0';
}

/// One letter for the work tree against the index.
char work_tree_letter(unsigned status) {
  if ((status & GIT_STATUS_WT_DELETED) != 0) return 'D';
  if ((status & GIT_STATUS_WT_TYPECHANGE) != 0) return 'T';
  return (status & GIT_STATUS_WT_MODIFIED) != 0 ? 'M' : '\0';
}

std::string path_of(const git_status_entry& entry) {
  const git_diff_delta* const delta =
      entry.head_to_index != nullptr ? entry.head_to_index : entry.index_to_workdir;
  return delta->new_file.path != nullptr ? delta->new_file.path : delta->old_file.path;
}

/// Adds the changes of one path. Removed from the index and still there makes two, as in git's list.
void add_changes(const git_status_entry& entry, std::vector<Change>& changes) {
  std::string letters;
  for (const char letter : {index_letter(entry.status), work_tree_letter(entry.status)}) {
    if (letter != '\0') letters += letter;
  }
  if (!letters.empty()) changes.push_back({letters, path_of(entry)});
  if ((entry.status & GIT_STATUS_WT_NEW) != 0) {
    changes.push_back({"??", entry.index_to_workdir->new_file.path});
  }
}

}  // namespace

Result<bool> Libgit2Repository::has_status_settings() {
  SESSION_TRY(const Config* const settings, config());
  if (settings->has_overrides() || has_work_tree_config(location_)) return true;
  bool found = false;
  SESSION_CHECK(settings->visit(
      Config::Scope::all, [&found](const ConfigEntry& entry) { found = found || changes_status(entry); }));
  return found;
}

Result<bool> Libgit2Repository::has_filters(const std::set<std::string>& folders) {
  for (const std::string& folder : folders) {
    if (mentions_filter(location_.work_tree / folder / ".gitattributes")) return true;
  }
  if (mentions_filter(location_.common_dir / "info" / "attributes")) return true;
  if (mentions_filter("/etc/gitattributes")) return true;
  SESSION_TRY(const auto named, read_config_path("core.attributesFile"));
  if (named) return mentions_filter(*named);
  const auto xdg = environment_("XDG_CONFIG_HOME");
  const std::string home = environment_("HOME").value_or("");
  return mentions_filter(xdg && !xdg->empty() ? *xdg + "/git/attributes" : home + "/.config/git/attributes");
}

Result<std::optional<std::set<std::string>>> Libgit2Repository::find_status_folders() {
  const auto index_file = find_index_file(location_, environment_);
  const auto size = read_index_size(index_file);
  if (!size || *size > kLibgit2Limit) return std::nullopt;
  SESSION_TRY(const bool settings, has_status_settings());
  if (settings) return std::nullopt;
  auto index = read_index(index_file, "", IndexFolders::collect);
  if (!index || index->has_special_entries || index->has_lower_case_extension || index->is_unhashed) {
    return std::nullopt;
  }
  index->folders.insert("");
  SESSION_TRY(const bool filters, has_filters(index->folders));
  if (filters) return std::nullopt;
  return std::move(index->folders);
}

/// True when an untracked folder that libgit2 took for empty holds another repository, which git lists.
bool Libgit2Repository::hides_repository(const std::set<std::string>& folders,
                                         const std::vector<Change>& listed) {
  std::set<std::string_view> known;
  for (const Change& change : listed) known.insert(change.path);
  for (const std::string& folder : folders) {
    for (const std::string& name : list_folders(location_.work_tree / folder)) {
      std::string path = folder;
      if (!path.empty()) path += '/';
      path += name;
      const std::string as_folder = path + '/';
      if (name == ".git" || folders.contains(path) || known.contains(as_folder)) continue;
      const auto ignored = is_ignored(as_folder);
      if (ignored && *ignored) continue;
      if (holds_repository(location_.work_tree / path)) return true;
    }
  }
  return false;
}

std::optional<std::vector<Change>> Libgit2Repository::read_libgit2_status(
    const std::set<std::string>& folders, bool untracked) {
  git_status_options options;
  if (git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION) < 0) return std::nullopt;
  options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
  options.flags = GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH | GIT_STATUS_OPT_SORT_CASE_SENSITIVELY;
  if (untracked) options.flags |= GIT_STATUS_OPT_INCLUDE_UNTRACKED;
  StatusListHandle list;
  if (git_status_list_new(Out(list), repository_.get(), &options) < 0) return std::nullopt;
  std::vector<Change> changes;
  std::set<std::string> replaced;
  bool adds = false;
  bool deletes = false;
  const std::size_t count = git_status_list_entrycount(list.get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_status_entry& entry = *git_status_byindex(list.get(), i);
    if ((entry.status & GIT_STATUS_CONFLICTED) != 0) return std::nullopt;
    adds = adds || (entry.status & GIT_STATUS_INDEX_NEW) != 0;
    deletes = deletes || (entry.status & GIT_STATUS_INDEX_DELETED) != 0;
    // Git does not list a folder that stands where a tracked file was: the file is listed as deleted.
    if ((entry.status & GIT_STATUS_WT_DELETED) != 0) replaced.insert(path_of(entry) + "/");
    add_changes(entry, changes);
  }
  std::erase_if(changes, [&replaced](const Change& change) { return replaced.contains(change.path); });
  // Perhaps a rename: which of them belong together, git and libgit2 decide differently.
  if (adds && deletes) return std::nullopt;
  // libgit2 goes on to apply the attributes of the index where those of the work tree differ.
  const auto is_attributes = [](const Change& change) { return change.path.ends_with(".gitattributes"); };
  if (std::any_of(changes.begin(), changes.end(), is_attributes)) return std::nullopt;
  if (untracked && hides_repository(folders, changes)) return std::nullopt;
  return changes;
}

Result<ChangeList> Libgit2Repository::read_changes(bool untracked) {
  if (location_.work_tree.empty()) {
    return fail(ErrorKind::git, "cannot read the uncommitted changes of '" + location_.git_dir.string() +
                                    "': it has no work tree");
  }
  ChangeList list;
  SESSION_TRY(const auto folders, find_status_folders());
  auto changes = folders ? read_libgit2_status(*folders, untracked) : std::nullopt;
  if (changes) {
    list.changes = *std::move(changes);
    list.untracked_included = untracked;
  } else {
    SESSION_TRY(const auto shown, read_config("status.showUntrackedFiles"));
    return read_git_status(location_, environment_, shown, untracked);
  }
  sort_changes(list.changes);
  return list;
}

}  // namespace session::git
