// SPDX-License-Identifier: MIT
// Uncommitted changes: our own comparison of the disk with the index, with libgit2 for what stands beside it
// (HEAD's tree, ignore files, line ends). Git itself is asked for everything that is not as usual.
#include "core/text/text.hpp"
#include "git/commit_object.hpp"
#include "git/disk.hpp"
#include "git/git_process.hpp"
#include "git/git_status.hpp"
#include "git/index_file.hpp"
#include "git/libgit2_repository.hpp"
#include "git/untracked.hpp"
#include "git/work_tree_scan.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

namespace session::git {
namespace {

namespace fs = std::filesystem;

/// Up to so many tracked files libgit2 compares an index with a tree faster than a `git status` of its own.
constexpr std::size_t kMostForLibgit2 = 300;
/// From so many tracked files on, what fsmonitor spares git is worth its process.
constexpr std::size_t kManyFiles = 5000;

/// True for a setting that changes what `git status` says and that libgit2 does not know.
bool changes_status(const ConfigEntry& entry) {
  const auto is_on = parse_config_bool(entry.value);
  if (entry.name.starts_with("status.")) return true;
  if (entry.name == "diff.renames") return !is_on;  // "copies"; with plain renames git is asked anyway
  if (entry.name == "core.trustctime") return is_on == false;
  if (entry.name == "core.checkstat") return entry.value != "default";
  if (entry.name == "core.symlinks") return is_on == false;
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

/// One letter for the index against HEAD; NUL for a kind of change that is none.
char find_letter(git_delta_t status) {
  switch (status) {
    case GIT_DELTA_ADDED: return 'A';
    case GIT_DELTA_DELETED: return 'D';
    case GIT_DELTA_MODIFIED: return 'M';
    case GIT_DELTA_TYPECHANGE: return 'T';
    default: return '\0';
  }
}

bool is_over(const Deadline& deadline) {
  return deadline && Clock::now() > *deadline;
}

/// The id of a link's target, which git stores as if it were the content of a file.
bool hash_link(git_oid& id, const fs::path& link) {
  std::error_code error;
  const std::string target = fs::read_symlink(link, error).string();
  return !error && git_odb_hash(&id, target.data(), target.size(), GIT_OBJECT_BLOB) == 0;
}

/// Letters of both sides, as git puts them together. Taken out of the index and still there makes two
/// changes.
std::vector<Change> join_letters(Letters letters, std::vector<Change> in_work_tree) {
  std::vector<Change> changes;
  for (Change& change : in_work_tree) {
    const auto staged = letters.find(change.path);
    if (change.status == "??" || staged == letters.end()) {
      changes.push_back(std::move(change));
    } else {
      staged->second += change.status;
    }
  }
  for (auto& [path, status] : letters) changes.push_back({status, path});
  sort_changes(changes);
  return changes;
}

}  // namespace

Result<bool> Libgit2Repository::is_for_git(const Index& index) {
  if (index.has_special_rows || index.has_lower_case_extension) return true;
  SESSION_TRY(const Config* const settings, config());
  if (settings->has_overrides() || has_work_tree_config(location_)) return true;
  const bool is_large = index.rows.size() >= kManyFiles;
  bool found = false;
  SESSION_CHECK(settings->visit(Config::Scope::all, [&](const ConfigEntry& entry) {
    const bool watches =
        is_large && entry.name == "core.fsmonitor" && parse_config_bool(entry.value) != false;
    found = found || watches || changes_status(entry);
  }));
  return found;
}

Result<Conversion> Libgit2Repository::find_conversion(const std::vector<std::string>& attribute_folders) {
  std::vector<fs::path> files = {location_.common_dir / "info" / "attributes", "/etc/gitattributes"};
  for (const std::string& folder : attribute_folders) {
    files.push_back(location_.work_tree / folder / ".gitattributes");
  }
  SESSION_TRY(const auto named, read_config_path("core.attributesFile"));
  const auto xdg = environment_("XDG_CONFIG_HOME");
  const fs::path home = environment_("HOME").value_or("");
  files.emplace_back(named ? fs::path(*named)
                           : (xdg && !xdg->empty() ? fs::path(*xdg) : home / ".config") / "git/attributes");
  SESSION_TRY(const auto line_ends, read_config("core.autocrlf"));
  auto conversion =
      line_ends && parse_config_bool(line_ends) != false ? Conversion::line_ends : Conversion::none;
  for (const fs::path& file : files) {
    if (!is_present(file)) continue;
    if (mentions_filter(file)) return Conversion::filters;
    conversion = Conversion::line_ends;
  }
  return conversion;
}

Result<std::optional<Letters>> Libgit2Repository::read_staged(const Index& index) {
  SESSION_TRY(const Head head, read_head());
  std::optional<ObjectId> tree;
  if (head.id) {
    SESSION_TRY(const Commit commit, read_commit(*head.id));
    tree = commit.tree;
  }
  if (tree ? tree == index.tree : index.rows.empty()) return Letters();
  if (index.rows.size() > kMostForLibgit2) return std::nullopt;
  TreeHandle before;
  if (tree) {
    SESSION_TRY(before, read_tree(*tree));
  }
  git_diff_options options;
  if (git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION) < 0) return std::nullopt;
  options.flags = GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_INCLUDE_TYPECHANGE;
  DiffHandle diff;
  if (git_diff_tree_to_index(Out(diff), repository_.get(), before.get(), nullptr, &options) < 0)
    return std::nullopt;
  Letters letters;
  bool adds = false;
  bool deletes = false;
  const std::size_t count = git_diff_num_deltas(diff.get());
  for (std::size_t i = 0; i < count; ++i) {
    const git_diff_delta& delta = *git_diff_get_delta(diff.get(), i);
    const char letter = find_letter(delta.status);
    if (letter == '\0') return std::nullopt;
    adds = adds || letter == 'A';
    deletes = deletes || letter == 'D';
    letters[letter == 'D' ? delta.old_file.path : delta.new_file.path] = letter;
  }
  // Perhaps a rename: which of them belong together, git and libgit2 decide differently.
  if (adds && deletes) return std::nullopt;
  return letters;
}

std::optional<std::vector<Change>> Libgit2Repository::read_unsure(const Index& index,
                                                                  const WorkTreeScan& scan,
                                                                  Conversion conversion,
                                                                  const Deadline& deadline) {
  // libgit2 looks the attributes of each file up in all folders above.
  constexpr std::size_t kMostConverted = 100;
  // Git can be stopped in the middle of a large file.
  constexpr std::uintmax_t kLargest = 64u << 20;
  std::vector<Change> changes;
  if (scan.unsure.empty()) return changes;
  if (conversion == Conversion::filters) return std::nullopt;
  const bool converts = conversion == Conversion::line_ends;
  if (converts && scan.unsure.size() > kMostConverted) return std::nullopt;
  for (const IndexRow* const row : scan.unsure) {
    if (is_over(deadline)) return std::nullopt;
    const std::string path(row->path);
    const fs::path file = location_.work_tree / path;
    std::error_code error;
    const bool is_link = S_ISLNK(row->number(IndexField::mode));
    if (deadline && !is_link && fs::file_size(file, error) > kLargest) return std::nullopt;
    git_oid id{};
    if (is_link) {
      if (!hash_link(id, file)) return std::nullopt;
    } else if (converts) {
      if (git_repository_hashfile(&id, repository_.get(), file.c_str(), GIT_OBJECT_BLOB, nullptr) < 0)
        return std::nullopt;
    } else if (git_odb_hashfile(&id, file.c_str(), GIT_OBJECT_BLOB) < 0) {
      return std::nullopt;
    }
    if (to_object_id(id).hex != index.id_of(*row)) changes.push_back({"M", path});
  }
  return changes;
}

Result<std::optional<ChangeList>> Libgit2Repository::compare_index(const ChangeOptions& options,
                                                                   const Index& index,
                                                                   const Deadline& deadline) {
  SESSION_TRY(const bool for_git, is_for_git(index));
  if (for_git) return std::nullopt;
  SESSION_TRY(auto staged, read_staged(index));
  if (!staged) return std::nullopt;
  SESSION_TRY(const auto file_mode, read_config("core.fileMode"));
  WorkTreeScan scan = scan_work_tree(index, {.work_tree = location_.work_tree,
                                             .trusts_mode = parse_config_bool(file_mode) != false,
                                             .deadline = deadline});
  ChangeList list{.untracked_included = options.untracked};
  if (scan.end == WorkTreeScan::End::too_late) {
    list.not_listed = index.rows.size();
    return list;
  }
  const auto names_attributes = [](const std::string& path) { return path.ends_with(".gitattributes"); };
  if (scan.end == WorkTreeScan::End::odd ||
      std::any_of(scan.unknown.begin(), scan.unknown.end(), names_attributes))
    return std::nullopt;
  Conversion conversion = Conversion::none;
  if (!scan.unsure.empty()) {
    SESSION_TRY(conversion, find_conversion(scan.attribute_folders));
  }
  auto changed = read_unsure(index, scan, conversion, deadline);
  if (!changed) return std::nullopt;
  std::move(changed->begin(), changed->end(), std::back_inserter(scan.changes));
  if (options.untracked) {
    UntrackedListing untracked(location_.work_tree, [this](const std::string& path) -> std::optional<bool> {
      const auto ignored = is_ignored(path);
      return ignored ? std::optional(*ignored) : std::nullopt;
    });
    for (const std::string& path : scan.unknown) {
      const auto listed = untracked.is_listed(path);
      if (!listed) return std::nullopt;
      if (*listed) scan.changes.push_back({"??", path});
    }
  }
  list.changes = join_letters(*std::move(staged), std::move(scan.changes));
  // New attributes change what a file comes to that has not changed itself.
  const auto is_attributes = [](const Change& change) { return change.path.ends_with(".gitattributes"); };
  if (std::any_of(list.changes.begin(), list.changes.end(), is_attributes)) return std::nullopt;
  return list;
}

Result<ChangeList> Libgit2Repository::read_changes(const ChangeOptions& options) {
  if (location_.work_tree.empty()) {
    return fail(ErrorKind::git, "cannot read the uncommitted changes of '" + location_.git_dir.string() +
                                    "': it has no work tree");
  }
  const Deadline deadline = options.time_limit ? Deadline(Clock::now() + *options.time_limit) : std::nullopt;
  if (const auto index = read_index(find_index_file(location_, environment_), GIT_OID_RAWSZ)) {
    SESSION_TRY(auto list, compare_index(options, *index, deadline));
    if (list) return *std::move(list);
  }
  SESSION_TRY(const auto shown, read_config("status.showUntrackedFiles"));
  return read_git_status(location_, environment_, shown, options.untracked, deadline);
}

}  // namespace session::git
