// SPDX-License-Identifier: MIT
// Only folders that differ are read: a commit that touches two files costs a few trees, however large the
// repository is.
#include "git/tree_object.hpp"

#include "core/text/text.hpp"

#include <algorithm>

namespace session::git {
namespace {

ObjectId to_id(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  ObjectId id;
  id.hex.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    id.hex += kDigits[static_cast<unsigned char>(byte) >> 4u];
    id.hex += kDigits[static_cast<unsigned char>(byte) & 0xfu];
  }
  return id;
}

/// Git sorts a folder as if its name ended with a slash (base_name_compare in tree.c).
int compare_names(const TreeEntry& a, const TreeEntry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  const int order = a.name.substr(0, common).compare(b.name.substr(0, common));
  if (order != 0) return order;
  const auto next = [common](const TreeEntry& entry) -> int {
    if (entry.name.size() > common) return static_cast<unsigned char>(entry.name[common]);
    return entry.is_tree() ? '/' : 0;
  };
  return next(a) - next(b);
}

/// Both sides of a comparison; an empty id stands for no tree.
struct Sides {
  ObjectId before;
  ObjectId after;
};

class Comparison {
 public:
  Comparison(const TreeReader& read, std::size_t limit) : read_(read), limit_(limit) {}

  Result<void> compare(const Sides& sides, const std::string& prefix, std::size_t depth) {
    constexpr std::size_t kDeepest = 2048;  // core.maxTreeDepth
    if (depth > kDeepest) return fail(ErrorKind::git, "cannot read trees in more than 2048 levels");
    SESSION_TRY(const std::string before, read_bytes(sides.before));
    SESSION_TRY(const std::string after, read_bytes(sides.after));
    const std::size_t digits = std::max(sides.before.hex.size(), sides.after.hex.size());
    const auto left = parse_tree(before, digits);
    const auto right = parse_tree(after, digits);
    if (!left || !right) {
      return fail(ErrorKind::git, "cannot read tree '" + (left ? sides.after : sides.before).hex + "'");
    }
    auto a = left->begin();
    auto b = right->begin();
    while ((a != left->end() || b != right->end()) && paths_.size() < limit_) {
      const int order = a == left->end() ? 1 : b == right->end() ? -1 : compare_names(*a, *b);
      const TreeEntry* const old_entry = order <= 0 ? &*a++ : nullptr;
      const TreeEntry* const new_entry = order >= 0 ? &*b++ : nullptr;
      SESSION_CHECK(add(old_entry, new_entry, prefix, depth));
    }
    return {};
  }

  std::vector<std::string> take_paths() { return std::move(paths_); }

 private:
  /// Takes what stands under one name on both sides.
  Result<void> add(const TreeEntry* before, const TreeEntry* after, const std::string& prefix,
                   std::size_t depth) {
    if (before != nullptr && after != nullptr && before->id == after->id && before->mode == after->mode) {
      return {};
    }
    const TreeEntry& any = before != nullptr ? *before : *after;
    std::string path = prefix + std::string(any.name);
    if (!any.is_tree()) {
      paths_.push_back(std::move(path));
      return {};
    }
    return compare({before != nullptr ? to_id(before->id) : ObjectId{},
                    after != nullptr ? to_id(after->id) : ObjectId{}},
                   path + "/", depth + 1);
  }

  Result<std::string> read_bytes(const ObjectId& id) const {
    if (id.hex.empty()) return std::string();
    return read_(id);
  }

  const TreeReader& read_;
  std::size_t limit_;
  std::vector<std::string> paths_;
};

}  // namespace

std::optional<std::vector<TreeEntry>> parse_tree(std::string_view bytes, std::size_t id_digits) {
  const std::size_t width = id_digits / 2;
  std::vector<TreeEntry> entries;
  while (!bytes.empty()) {
    const std::size_t blank = bytes.find(' ');
    const std::size_t nul = bytes.find('\0');
    if (blank == 0 || blank >= nul || nul == std::string_view::npos || bytes.size() - nul - 1 < width) {
      return std::nullopt;
    }
    entries.push_back(
        {bytes.substr(0, blank), bytes.substr(blank + 1, nul - blank - 1), bytes.substr(nul + 1, width)});
    bytes.remove_prefix(nul + 1 + width);
  }
  return entries;
}

Result<std::optional<ObjectId>> find_tree_blob(const TreeReader& read, const ObjectId& tree,
                                               std::string_view path) {
  constexpr std::string_view kGitlink = "160000";
  ObjectId folder = tree;
  while (true) {
    SESSION_TRY(const std::string bytes, read(folder));
    const auto entries = parse_tree(bytes, folder.hex.size());
    if (!entries) return fail(ErrorKind::git, "cannot read tree '" + folder.hex + "'");
    const std::string_view name = take_until(path, '/');
    const auto entry = std::find_if(entries->begin(), entries->end(),
                                    [name](const TreeEntry& candidate) { return candidate.name == name; });
    if (entry == entries->end()) return std::nullopt;
    if (path.empty()) {
      const bool is_blob = !entry->is_tree() && entry->mode != kGitlink;
      return is_blob ? std::optional(to_id(entry->id)) : std::nullopt;
    }
    if (!entry->is_tree()) return std::nullopt;
    folder = to_id(entry->id);
  }
}

Result<std::vector<std::string>> compare_trees(const TreeReader& read, const std::optional<ObjectId>& before,
                                               const ObjectId& after, std::size_t limit) {
  if (before == after) return std::vector<std::string>();
  Comparison comparison(read, limit);
  SESSION_CHECK(comparison.compare({before.value_or(ObjectId{}), after}, "", 0));
  return comparison.take_paths();
}

}  // namespace session::git
