// SPDX-License-Identifier: MIT
// Walks through the object store; patch ids through git's plumbing.
#include "core/text/text.hpp"
#include "git/command_repository.hpp"
#include "git/history.hpp"
#include "git/revisions.hpp"
#include "git/tree_object.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace session::git {
namespace {

/// Commits out of the store. A long walk through packs would be one question and one answer for each of them,
/// so after some the next ones are read ahead in one go.
class StoreSource final : public CommitSource {
 public:
  /// `list_ancestors` gives a commit and the newest of those that it reaches.
  using AncestorLister = std::function<std::vector<ObjectId>(const ObjectId& id)>;
  StoreSource(ObjectStore& objects, std::size_t digits, AncestorLister list_ancestors)
      : objects_(objects), digits_(digits), list_ancestors_(std::move(list_ancestors)) {}

  [[nodiscard]] std::size_t id_digits() const override { return digits_; }

  [[nodiscard]] std::optional<std::string_view> read(const IdBytes& id) override {
    const ObjectId text = format_id(id, digits_);
    auto known = ahead_.find(text.hex);
    if (known == ahead_.end() && ++alone_ > kMostAlone) {
      read_ahead(text);
      known = ahead_.find(text.hex);
    }
    if (known != ahead_.end()) return known->second;
    auto object = objects_.read(text);
    // One that can't be read is as good as absent: the walk goes on elsewhere.
    if (!object || !*object || (*object)->type != "commit") return std::nullopt;
    bytes_ = std::move((*object)->bytes);
    return bytes_;
  }

  [[nodiscard]] std::vector<bool> find_present(const std::vector<IdBytes>& ids) override {
    std::vector<bool> present;
    present.reserve(ids.size());
    for (const IdBytes& id : ids) {
      const auto found = objects_.names().find(format_id(id, digits_).hex);
      present.push_back(!found || !found->empty());
    }
    return present;
  }

 private:
  static constexpr int kMostAlone = 64;

  void read_ahead(const ObjectId& id) {
    alone_ = 0;
    ahead_.clear();
    // Without what could not be read ahead the walk is slower, and no less right.
    (void)objects_.read_all(list_ancestors_(id),
                            [this](const std::string& ancestor, std::optional<StoredObject> object) {
                              if (object && object->type == "commit") {
                                ahead_.insert_or_assign(ancestor, std::move(object->bytes));
                              }
                            });
  }

  ObjectStore& objects_;
  std::size_t digits_;
  AncestorLister list_ancestors_;
  std::unordered_map<std::string, std::string> ahead_;
  std::string bytes_;
  int alone_ = 0;
};

/// The id of the tree without entries, in the hash of this repository.
std::string find_empty_tree(const ObjectId& other) {
  return std::string(other.hex.size() == kEmptyTreeSha256.size() ? kEmptyTreeSha256 : kEmptyTreeSha1);
}

/// A patch without line numbers, ids and blanks.
std::string strip_patch(std::string_view patch) {
  constexpr std::string_view kBlanks = " \t\v\f\r";
  std::string text;
  text.reserve(patch.size());
  while (!patch.empty()) {
    std::string_view line = take_until(patch, '\n');
    if (line.starts_with("index ") || line.starts_with("\\ ")) continue;
    if (line.starts_with("@@ ")) line = "@@";
    for (const char byte : line) {
      if (kBlanks.find(byte) == kBlanks.npos) text += byte;
    }
    text += '\n';
  }
  return text;
}

}  // namespace

History& CommandRepository::history() {
  if (history_) return *history_;
  auto list_ancestors = [this](const ObjectId& id) {
    std::vector<ObjectId> ids;
    // Fails where parents are missing.
    const auto output = ask({"rev-list", "--max-count=4096", id.hex, "--"});
    if (!output) return ids;
    for (std::string_view rest = output->out; !rest.empty();) {
      ids.push_back(ObjectId{std::string(take_until(rest, '\n'))});
    }
    return ids;
  };
  history_ = std::make_unique<History>(
      std::make_unique<StoreSource>(objects(), format_.id_digits, std::move(list_ancestors)),
      location_.common_dir / "shallow");
  return *history_;
}

Result<Distance> CommandRepository::read_distance(const ObjectId& from, const ObjectId& to) {
  return history().measure_distance(from, to);
}

Result<CommitList> CommandRepository::read_commits(const ObjectId& from, const std::vector<ObjectId>& hidden,
                                                   std::size_t limit, std::int64_t not_before) {
  return history().list_commits(from, hidden, limit, not_before);
}

Result<std::vector<std::optional<std::size_t>>> CommandRepository::find_reaching_tips(
    const std::vector<Tip>& tips, const std::vector<ObjectId>& targets) {
  return history().find_reaching(tips, targets);
}

Result<std::vector<ObjectId>> CommandRepository::resolve_commits(const std::vector<std::string>& revisions) {
  SESSION_TRY(const auto ids, list_revisions(location_, environment_, revisions));
  return history().sort_oldest_first(ids);
}

/// True when all blobs of a change are present and small enough together. `raw` is the output of `git
/// diff-tree --raw -z`.
Result<bool> CommandRepository::is_affordable(std::string_view raw) const {
  constexpr std::size_t kMostPaths = 500;
  constexpr std::size_t kMostText = 1u << 20;
  std::string input;
  std::size_t paths = 0;
  while (!raw.empty()) {
    std::string_view line = take_until(raw, '\0');  // :mode mode id id letter
    (void)take_until(raw, '\0');                    // the path
    if (++paths > kMostPaths) return false;
    (void)take_until(line, ' ');
    const bool is_submodule = take_until(line, ' ') == "160000";
    for (int side = 0; side < 2; ++side) {
      const std::string_view id = take_until(line, ' ');
      if (!is_submodule) input.append(id).append("\n");
    }
  }
  SESSION_TRY(const auto sizes, ask({"cat-file", "--batch-check=%(objectname) %(objectsize)"}, input));
  std::size_t text = 0;
  for (std::string_view rest = sizes.out; !rest.empty();) {
    std::size_t larger = 0;
    for (int side = 0; side < 2; ++side) {
      std::string_view line = take_until(rest, '\n');
      const std::string_view id = take_until(line, ' ');
      std::size_t size = 0;
      std::from_chars(line.data(), line.data() + line.size(), size);
      if (line == "missing" && id.find_first_not_of('0') != id.npos) return false;
      larger = std::max(larger, size);
    }
    text += larger;
  }
  return text <= kMostText;
}

Result<std::optional<std::string>> CommandRepository::read_patch_id(
    const std::optional<ObjectId>& before_tree, const ObjectId& after_tree) {
  if (before_tree == after_tree) return std::nullopt;
  const std::string before = before_tree ? before_tree->hex : find_empty_tree(after_tree);
  SESSION_TRY(const auto raw,
              run({"diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after_tree.hex}));
  if (raw.empty()) return std::nullopt;
  SESSION_TRY(const bool affordable, is_affordable(raw));
  if (!affordable) return std::nullopt;
  SESSION_TRY(const auto patch, run({"diff-tree", "-r", "-p", "--text", "--no-ext-diff", "--no-textconv",
                                     "--no-renames", "--indent-heuristic", before, after_tree.hex}));
  // git's own patch-id leaves out what stands behind a NUL.
  SESSION_TRY(const auto id, ask({"hash-object", "--stdin"}, strip_patch(patch)));
  if (id.status != 0) return std::nullopt;
  return id.out.substr(0, id.out.find('\n'));
}

}  // namespace session::git
