// SPDX-License-Identifier: MIT
// Walks over commits. Private to src/git.
#pragma once

#include "git/id_bytes.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace session::git {

/// Where walks get commits from.
class CommitSource {
 public:
  CommitSource() = default;
  CommitSource(const CommitSource&) = delete;
  CommitSource& operator=(const CommitSource&) = delete;
  virtual ~CommitSource() = default;
  /// Hex digits of an id.
  [[nodiscard]] virtual std::size_t id_digits() const = 0;
  /// The bytes of a commit object, valid until the next call. Nothing when it is absent or no commit.
  [[nodiscard]] virtual std::optional<std::string_view> read(const IdBytes& id) = 0;
  /// Which of the objects are there.
  [[nodiscard]] virtual std::vector<bool> find_present(const std::vector<IdBytes>& ids) = 0;
};

/// A commit as walks see it.
struct HistoryNode {
  IdBytes id{};
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
  History(std::unique_ptr<CommitSource> source, const std::filesystem::path& shallow_file);

  /// True for a commit whose parents were left out by a shallow clone.
  [[nodiscard]] bool is_boundary(const ObjectId& id) const;
  [[nodiscard]] Distance measure_distance(const ObjectId& from, const ObjectId& to);
  [[nodiscard]] Result<CommitList> list_commits(const ObjectId& from, const std::vector<ObjectId>& hidden,
                                                std::size_t limit, std::int64_t not_before);
  /// For each target the index of the first tip that reaches it (Repository::find_reaching_tips). What is no
  /// id of this repository reaches nothing and is not reached.
  [[nodiscard]] std::vector<std::optional<std::size_t>> find_reaching(const std::vector<Tip>& tips,
                                                                      const std::vector<ObjectId>& targets);
  /// The commits by their committer's time, each once; of equal times, and where a parent claims to be newer
  /// than its child, parents come first. Absent ones are left out.
  [[nodiscard]] std::vector<ObjectId> sort_oldest_first(const std::vector<ObjectId>& ids);

 private:
  HistoryNode& node(const IdBytes& id);
  /// The node of a commit, read; nothing when it is absent or the text is no id.
  [[nodiscard]] HistoryNode* find(const ObjectId& id);
  [[nodiscard]] std::optional<IdBytes> parse(const ObjectId& id) const { return parse_id(id.hex, digits_); }
  HistoryNode& read(HistoryNode& node);
  void read_header(HistoryNode& node, std::string_view bytes);
  [[nodiscard]] std::optional<Commit> read_commit(const HistoryNode& node);
  [[nodiscard]] std::vector<HistoryNode*> read_targets(const std::vector<ObjectId>& ids);
  void clear_flags();

  std::unique_ptr<CommitSource> source_;
  std::size_t digits_;
  std::unordered_set<IdBytes, IdBytesHash> boundary_;
  std::unordered_map<IdBytes, HistoryNode, IdBytesHash> nodes_;
};

}  // namespace session::git
