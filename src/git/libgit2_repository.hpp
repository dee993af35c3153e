// SPDX-License-Identifier: MIT
// The Repository that libgit2 reads. Private to src/git.
#pragma once

#include "git/config.hpp"
#include "git/handle.hpp"
#include "git/repository.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session::git {

class History;
struct Index;
struct WorkTreeScan;

/// What git and libgit2 do to a file's bytes before they are compared.
enum class Conversion { none, line_ends, filters };

/// Status letters by path.
using Letters = std::map<std::string, std::string>;
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

class Libgit2Repository final : public Repository {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Repository>> open(const Location& location, bool trusts_owner,
                                                                const Environment& environment);
  ~Libgit2Repository() override;

  [[nodiscard]] const Location& location() const override { return location_; }
  [[nodiscard]] Result<Head> read_head() override;
  [[nodiscard]] Result<Commit> read_commit(const ObjectId& id) override;
  [[nodiscard]] Result<std::optional<ReflogEntry>> read_newest_reflog_entry() override;
  [[nodiscard]] Result<std::vector<ReflogEntry>> read_reflog(std::size_t limit) override;
  [[nodiscard]] Result<std::string> abbreviate(const ObjectId& id) override;
  [[nodiscard]] Result<std::optional<ObjectId>> find_commit(std::string_view hex) override;
  [[nodiscard]] Result<ChangeList> read_changes(const ChangeOptions& options) override;
  [[nodiscard]] Result<std::vector<std::string>> read_changed_paths(const Commit& commit,
                                                                    std::size_t limit) override;
  [[nodiscard]] Result<Distance> read_distance(const ObjectId& from, const ObjectId& to) override;
  [[nodiscard]] Result<CommitList> read_commits(const ObjectId& from, const std::vector<ObjectId>& hidden,
                                                std::size_t limit, std::int64_t not_before) override;
  [[nodiscard]] Result<std::vector<ObjectId>> read_ref_tips() override;
  [[nodiscard]] Result<std::vector<Tip>> read_tips() override;
  [[nodiscard]] Result<std::vector<std::optional<std::size_t>>> find_reaching_tips(
      const std::vector<Tip>& tips, const std::vector<ObjectId>& targets) override;
  [[nodiscard]] Result<std::optional<std::string>> read_patch_id(const std::optional<ObjectId>& before_tree,
                                                                 const ObjectId& after_tree) override;
  [[nodiscard]] Result<std::optional<ObjectId>> read_index_tree() override;
  [[nodiscard]] Result<std::vector<ObjectId>> resolve_commits(
      const std::vector<std::string>& revisions) override;
  [[nodiscard]] Result<std::optional<ObjectId>> find_blob(const ObjectId& commit,
                                                          std::string_view path) override;
  [[nodiscard]] Result<bool> is_tracked(std::string_view path) override;
  [[nodiscard]] Result<std::optional<IndexEntry>> find_index_entry(std::string_view path) override;
  [[nodiscard]] Result<ObjectId> hash_blob(std::string_view bytes) override;
  [[nodiscard]] Result<bool> is_ignored(std::string_view path) override;
  [[nodiscard]] Result<std::optional<std::string>> read_config(const std::string& name) override;
  [[nodiscard]] Result<std::optional<std::string>> read_config_path(const std::string& name) override;
  [[nodiscard]] Result<TrailerRules> read_trailer_rules() override;
  [[nodiscard]] Result<std::optional<std::pair<Signature, Signature>>> read_identities() override;

 private:
  Libgit2Repository(Location location, Environment environment);
  [[nodiscard]] Result<void> open_handles(bool trusts_owner);
  [[nodiscard]] Result<void> set_places();
  [[nodiscard]] Result<void> set_config();
  /// The configuration, read on first use.
  [[nodiscard]] Result<const Config*> config();
  /// The object database, opened on first use.
  [[nodiscard]] Result<git_odb*> database();
  /// The commits read so far, with the repository's shallow boundary.
  [[nodiscard]] Result<History*> history();
  /// The bytes of a commit object; nothing when it is absent or no commit.
  [[nodiscard]] Result<std::optional<std::string>> read_commit_bytes(const git_oid& id);
  [[nodiscard]] Result<std::optional<ObjectId>> find_ambiguous_commit(std::string_view hex);
  [[nodiscard]] Result<TreeHandle> read_tree(const ObjectId& id);
  [[nodiscard]] Result<std::string> read_tree_bytes(const ObjectId& id);
  /// The length that core.abbrev asks for.
  [[nodiscard]] Result<std::size_t> read_abbreviation_length();
  /// The id that HEAD of another work tree stands at, from the text of that file; nothing when it is unborn.
  [[nodiscard]] std::optional<git_oid> find_head_tip(std::string_view text);
  /// Adds the HEADs of the other work trees.
  void add_work_trees(std::vector<Tip>& tips);
  /// The list without a `git status`. Nothing when git has to be asked.
  [[nodiscard]] Result<std::optional<ChangeList>> compare_index(const ChangeOptions& options,
                                                                const Index& index, const Deadline& deadline);
  /// True when only git, or git alone fast enough, can tell what such an index and these settings come to.
  [[nodiscard]] Result<bool> is_for_git(const Index& index);
  /// Letters of the index against HEAD, by path. Nothing when git has to be asked.
  [[nodiscard]] Result<std::optional<Letters>> read_staged(const Index& index);
  /// How the files below the folders that have a .gitattributes are converted on their way into the index.
  [[nodiscard]] Result<Conversion> find_conversion(const std::vector<std::string>& attribute_folders);
  /// Of the unsure files those with another content. Nothing when git has to be asked.
  [[nodiscard]] std::optional<std::vector<Change>> read_unsure(const Index& index, const WorkTreeScan& scan,
                                                               Conversion conversion,
                                                               const Deadline& deadline);

  // Order matters: the library must outlive all handles.
  Library library_;
  Location location_;
  Environment environment_;
  RepositoryHandle repository_;
  std::optional<Config> config_;
  std::optional<std::size_t> abbreviation_length_;  ///< found on first use
  DatabaseHandle database_;
  std::unique_ptr<History> history_;
};

}  // namespace session::git
