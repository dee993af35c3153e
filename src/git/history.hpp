// SPDX-License-Identifier: MIT
// Walks over commits. Private to src/git.
#pragma once

#include "git/handle.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace session::git {

struct OidHash {
  std::size_t operator()(const git_oid& id) const {
    std::size_t hash = 0;
    std::memcpy(&hash, id.id, sizeof hash);
    return hash;
  }
};

struct OidEqual {
  bool operator()(const git_oid& a, const git_oid& b) const { return git_oid_equal(&a, &b) != 0; }
};

/// A commit as walks see it.
struct HistoryNode {
  git_oid id{};
  std::int64_t seconds = 0;  ///< the committer's time
  std::vector<HistoryNode*> parents;
  bool is_read = false;            ///< the fields above are filled in
  bool is_missing = false;         ///< not in this repository, or no commit
  bool hides_parents = false;      ///< a shallow boundary, or a parent is missing
  unsigned flags = 0;              ///< of the walk under way
  std::size_t reach = kUnreached;  ///< the first tip found so far that reaches it, in the walk under way

  static constexpr std::size_t kUnreached = std::numeric_limits<std::size_t>::max();
};

/// Commits and their parents, read once each. Parents behind a shallow boundary do not exist for it.
class History {
 public:
  /// `shallow_file` is the repository's list of shallow commits; it may be absent.
  History(git_odb& database, const std::filesystem::path& shallow_file);

  /// True for a commit whose parents were left out by a shallow clone.
  [[nodiscard]] bool is_boundary(const git_oid& id) const { return boundary_.contains(id); }
  [[nodiscard]] Distance measure_distance(const git_oid& from, const git_oid& to);
  [[nodiscard]] Result<CommitList> list_commits(const git_oid& from, const std::vector<git_oid>& hidden,
                                                std::size_t limit, std::int64_t not_before);
  /// For each target the index of the first tip that reaches it (Repository::find_reaching_tips). Ids that
  /// could not be read reach nothing and are not reached.
  [[nodiscard]] std::vector<std::optional<std::size_t>> find_reaching(
      const std::vector<std::optional<git_oid>>& tips, const std::vector<std::optional<git_oid>>& targets);
  /// The commits by their committer's time, each once; of equal times, and where a parent claims to be newer
  /// than its child, parents come first. Absent ones are left out.
  [[nodiscard]] std::vector<git_oid> sort_oldest_first(const std::vector<git_oid>& ids);

 private:
  HistoryNode& node(const git_oid& id);
  HistoryNode& read(HistoryNode& node);
  void read_header(HistoryNode& node, std::string_view bytes);
  [[nodiscard]] std::optional<Commit> read_commit(const HistoryNode& node);
  [[nodiscard]] std::vector<HistoryNode*> read_targets(const std::vector<std::optional<git_oid>>& ids);
  void clear_flags();

  git_odb& database_;
  std::unordered_set<git_oid, OidHash, OidEqual> boundary_;
  std::unordered_map<git_oid, HistoryNode, OidHash, OidEqual> nodes_;
};

}  // namespace session::git
