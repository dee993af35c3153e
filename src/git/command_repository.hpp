// SPDX-License-Identifier: MIT
// One repository through the git command, for those that libgit2 cannot open or read. Private to src/git.
#pragma once

#include "git/config_text.hpp"
#include "git/object_store.hpp"
#include "git/repository.hpp"
#include "git/repository_format.hpp"
#include "io/process.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session::git {

class History;

/// Reads what git keeps in plain files by itself, and asks plumbing commands for the rest: each process costs
/// more than all that a hook does otherwise. What cannot change during a run (commits, settings) is read
/// once.
class CommandRepository final : public Repository {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Repository>> open(const Location& location,
                                                                const RepositoryFormat& format,
                                                                bool trusts_owner,
                                                                const Environment& environment);

  ~CommandRepository() override;

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
  CommandRepository(Location location, const RepositoryFormat& format, Environment environment);

  [[nodiscard]] Result<void> check_owner();
  /// Lets git open a repository of a format that is not known here; it tells of one that it can't read
  /// either.
  [[nodiscard]] Result<void> ask_format();
  [[nodiscard]] Result<Head> ask_head() const;
  /// HEAD's reflog, where it is no file.
  [[nodiscard]] Result<std::vector<ReflogEntry>> ask_reflog(std::size_t limit);
  [[nodiscard]] Result<std::optional<ObjectId>> ask_commit(const std::string& start) const;
  [[nodiscard]] Result<std::string> run(std::vector<std::string> arguments) const;
  /// Also when git ends with another status than 0.
  [[nodiscard]] Result<io::CommandOutput> ask(std::vector<std::string> arguments,
                                              std::string input = {}) const;
  /// The objects, looked at on first use.
  [[nodiscard]] ObjectStore& objects();
  /// True when git replaces objects by others on reading (git-replace(1)).
  [[nodiscard]] bool has_replacements() const;
  /// The commits read so far, with the repository's shallow boundary.
  [[nodiscard]] History& history();
  /// The settings of all levels, in git's order.
  [[nodiscard]] Result<const std::vector<ConfigEntry>*> settings();
  [[nodiscard]] Result<bool> is_affordable(std::string_view raw) const;
  /// Adds the HEADs of the other work trees, as git lists them.
  [[nodiscard]] Result<void> list_work_trees(std::vector<Tip>& tips) const;
  [[nodiscard]] Result<void> list_tips(std::vector<Tip>& tips);
  [[nodiscard]] Result<void> read_tip_files(std::vector<Tip>& tips);
  /// Adds the tags that name commits.
  [[nodiscard]] Result<void> add_peeled(std::vector<Tip> tags, std::vector<Tip>& tips);

  Location location_;
  RepositoryFormat format_;
  Environment environment_;
  std::optional<Head> first_head_;  ///< found when the repository was opened, and not asked for yet
  bool has_replace_refs_ = true;    ///< of refs that are no files: git has not said that there are none
  std::optional<std::vector<ReflogEntry>> reflog_;  ///< as many lines as were asked for at most
  std::size_t reflog_limit_ = 0;
  std::unique_ptr<ObjectStore> objects_;
  std::unique_ptr<History> history_;                ///< after the objects, which it reads
  std::optional<std::size_t> abbreviation_length_;  ///< found on first use
  std::optional<std::vector<ConfigEntry>> settings_;
};

}  // namespace session::git
