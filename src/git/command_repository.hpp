// SPDX-License-Identifier: MIT
// One repository through the git command, for those that libgit2 cannot open or read. Private to src/git.
#pragma once

#include "git/config_text.hpp"
#include "git/repository.hpp"
#include "io/process.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session::git {

/// Asks plumbing commands only. What cannot change during a run (commits, settings) is asked for once.
class CommandRepository final : public Repository {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Repository>> open(const Location& location, bool trusts_owner,
                                                                const Environment& environment);

  [[nodiscard]] const Location& location() const override { return location_; }
  [[nodiscard]] Result<Head> read_head() override;
  [[nodiscard]] Result<Commit> read_commit(const ObjectId& id) override;
  [[nodiscard]] Result<std::optional<ReflogEntry>> read_newest_reflog_entry() override;
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
  CommandRepository(Location location, Environment environment)
      : location_(std::move(location)), environment_(std::move(environment)) {}

  [[nodiscard]] Result<void> check_owner();
  [[nodiscard]] Result<std::string> run(std::vector<std::string> arguments) const;
  /// Also when git ends with another status than 0.
  [[nodiscard]] Result<io::CommandOutput> ask(std::vector<std::string> arguments,
                                              std::string input = {}) const;
  /// Reads those that are not known yet, in one run of git; absent ones are left out.
  [[nodiscard]] Result<void> read_all_commits(const std::vector<ObjectId>& ids);
  /// The settings of all levels, in git's order.
  [[nodiscard]] Result<const std::vector<ConfigEntry>*> settings();
  [[nodiscard]] Result<bool> is_affordable(std::string_view raw) const;
  [[nodiscard]] bool is_shallow() const;
  /// Adds the HEADs of the other work trees.
  [[nodiscard]] Result<void> add_work_trees(std::vector<Tip>& tips) const;

  Location location_;
  Environment environment_;
  std::map<std::string, Commit> commits_;
  std::map<std::string, std::string> abbreviations_;
  std::optional<std::vector<ConfigEntry>> settings_;
};

}  // namespace session::git
