// SPDX-License-Identifier: MIT
#include "git/object_store.hpp"

#include "git/commit_object.hpp"
#include "git/disk.hpp"
#include "git/object_count.hpp"
#include "git/tree_object.hpp"

#include <algorithm>
#include <utility>

namespace session::git {

std::vector<std::filesystem::path> find_object_folders(const Location& location,
                                                       const Environment& environment) {
  const std::filesystem::path& base = location.work_tree.empty() ? location.git_dir : location.work_tree;
  const std::string given = environment("GIT_OBJECT_DIRECTORY").value_or("");
  auto folders =
      list_object_folders(given.empty() ? location.common_dir / "objects" : absolute_path(base, given));
  const std::string others = environment("GIT_ALTERNATE_OBJECT_DIRECTORIES").value_or("");
  for (std::size_t at = 0; at < others.size();) {
    const std::size_t end = std::min(others.find(':', at), others.size());
    const std::string other = others.substr(at, end - at);
    at = end + 1;
    if (other.empty()) continue;
    for (auto& folder : list_object_folders(absolute_path(base, other))) folders.push_back(std::move(folder));
  }
  return folders;
}

ObjectStore::ObjectStore(const Location& location, const Environment& environment, std::size_t id_digits,
                         bool replaces)
    : folders_(find_object_folders(location, environment)),
      digits_(id_digits),
      replaces_(replaces),
      names_(folders_, id_digits),
      git_(location, environment) {}

bool ObjectStore::is_id(std::string_view hex) const {
  return hex.size() == digits_ && hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<std::optional<StoredObject>> ObjectStore::read(const ObjectId& id) {
  std::optional<StoredObject> found;
  SESSION_CHECK(read_all({id}, [&found](const std::string& /*id*/, std::optional<StoredObject> object) {
    found = std::move(object);
  }));
  return found;
}

Result<void> ObjectStore::read_all(const std::vector<ObjectId>& ids, const ObjectVisitor& visit) {
  std::vector<std::string> packed;
  for (const ObjectId& id : ids) {
    std::optional<StoredObject> object;
    for (std::size_t i = 0; i < folders_.size() && !object && !replaces_ && is_id(id.hex); ++i) {
      object = read_loose_object(folders_[i], id.hex);
    }
    if (object || !is_id(id.hex)) {
      visit(id.hex, std::move(object));
      continue;
    }
    // For one that is nowhere git would ask the remote of a partial clone.
    const auto present = names_.find(id.hex);
    if (present && present->empty()) {
      visit(id.hex, std::nullopt);
    } else {
      packed.push_back(id.hex);
    }
  }
  return git_.read(packed, visit);
}

Result<const Commit*> ObjectStore::find_commit(const ObjectId& id) {
  auto found = commits_.find(id.hex);
  if (found == commits_.end()) {
    SESSION_TRY(const auto object, read(id));
    const bool is_commit = object && object->type == "commit";
    auto commit = is_commit ? parse_commit_object(id, object->bytes) : std::nullopt;
    if (!commit) return nullptr;
    found = commits_.emplace(id.hex, *std::move(commit)).first;
  }
  return &found->second;
}

Result<std::string> ObjectStore::read_tree(const ObjectId& id) {
  SESSION_TRY(auto object, read(id));
  if (!object || object->type != "tree") {
    // git knows the empty tree without having it.
    const bool is_empty = id.hex == kEmptyTreeSha1 || id.hex == kEmptyTreeSha256;
    if (is_empty) return std::string();
    return fail(ErrorKind::git, "cannot read tree '" + id.hex + "'");
  }
  return std::move(object->bytes);
}

Result<std::vector<std::optional<ObjectId>>> ObjectStore::peel_all(const std::vector<ObjectId>& ids) {
  constexpr int kMostTags = 64;  // one in another
  constexpr std::string_view kKey = "object ";
  struct Seen {
    bool is_commit = false;
    std::string target;
  };
  std::unordered_map<std::string, Seen> seen;
  std::vector<ObjectId> open = ids;
  for (int i = 0; i < kMostTags && !open.empty(); ++i) {
    std::erase_if(open, [&seen](const ObjectId& id) { return !seen.try_emplace(id.hex).second; });
    std::vector<ObjectId> targets;
    SESSION_CHECK(read_all(open, [&](const std::string& id, const std::optional<StoredObject>& object) {
      if (!object) return;
      seen[id].is_commit = object->type == "commit";
      if (object->type != "tag" || !object->bytes.starts_with(kKey)) return;
      seen[id].target = object->bytes.substr(kKey.size(), digits_);
      targets.push_back({seen[id].target});
    }));
    open = std::move(targets);
  }
  std::vector<std::optional<ObjectId>> peeled;
  peeled.reserve(ids.size());
  for (const ObjectId& id : ids) {
    std::string current = id.hex;
    for (int i = 0; i < kMostTags && !current.empty() && !seen[current].is_commit; ++i) {
      current = seen[current].target;
    }
    const bool names_commit = !current.empty() && seen[current].is_commit;
    peeled.push_back(names_commit ? std::optional(ObjectId{current}) : std::nullopt);
  }
  return peeled;
}

}  // namespace session::git
