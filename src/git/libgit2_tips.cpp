// SPDX-License-Identifier: MIT
// What keeps commits reachable: branches, tags and the HEADs of all work trees.
#include "git/libgit2_repository.hpp"
#include "git/work_trees.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace session::git {
namespace {

/// The kind of a reference that is a tip; nothing for notes, stashes and all others.
std::optional<TipKind> find_kind(const git_reference& reference) {
  if (git_reference_is_branch(&reference) != 0) return TipKind::branch;
  if (git_reference_is_tag(&reference) != 0) return TipKind::tag;
  if (git_reference_is_remote(&reference) == 0) return std::nullopt;
  // origin/HEAD only repeats another remote branch.
  if (git_reference_type(&reference) == GIT_REFERENCE_SYMBOLIC) return std::nullopt;
  return TipKind::remote;
}

/// The commit that a tag names in the end; nothing when it names another object.
std::optional<git_oid> peel_tag(const git_reference& reference, git_odb& objects) {
  // packed-refs says what a tag peels to; a loose tag has to be looked at.
  const git_oid* id = git_reference_target_peel(&reference);
  if (id == nullptr) id = git_reference_target(&reference);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (id != nullptr && git_odb_read_header(&size, &type, &objects, id) == 0 && type == GIT_OBJECT_COMMIT) {
    return *id;
  }
  ObjectHandle object;
  if (git_reference_peel(Out(object), &reference, GIT_OBJECT_COMMIT) < 0) return std::nullopt;
  return *git_object_id(object.get());
}

/// The commit that a branch names; a branch that is a symbolic reference is followed.
std::optional<git_oid> find_branch_commit(git_repository& repository, const git_reference& reference) {
  if (const git_oid* const target = git_reference_target(&reference)) return *target;
  git_oid id{};
  if (git_reference_name_to_id(&id, &repository, git_reference_name(&reference)) < 0) return std::nullopt;
  return id;
}

}  // namespace

std::optional<git_oid> Libgit2Repository::find_head_tip(std::string_view text) {
  constexpr std::string_view kSymbolic = "ref:";
  git_oid id{};
  if (!text.starts_with(kSymbolic)) {
    const std::string_view digits = text.substr(0, GIT_OID_HEXSZ);
    return read_oid(id, ObjectId{std::string(digits)}) ? std::optional(id) : std::nullopt;
  }
  text.remove_prefix(kSymbolic.size());
  const std::string name(text.substr(std::min(text.find_first_not_of(" \t"), text.size())));
  // These belong to a single work tree (git-worktree(1), "REFS"): by such a name we would find our own.
  for (const std::string_view own : {"refs/bisect/", "refs/worktree/", "refs/rewritten/"}) {
    if (name.starts_with(own)) return std::nullopt;
  }
  if (git_reference_name_to_id(&id, repository_.get(), name.c_str()) < 0) return std::nullopt;
  return id;
}

void Libgit2Repository::add_work_trees(std::vector<Tip>& tips) {
  for (OtherHead& head : list_other_heads(location_)) {
    const auto id = find_head_tip(head.text);
    if (id) tips.push_back({TipKind::work_tree, std::move(head.name), to_object_id(*id)});
  }
}

Result<std::vector<Tip>> Libgit2Repository::read_tips() {
  std::vector<Tip> tips;
  SESSION_TRY(auto head, read_head());
  if (head.id) tips.push_back({TipKind::head, "", *std::move(head.id)});
  add_work_trees(tips);
  SESSION_TRY(git_odb* const objects, database());
  ReferenceIteratorHandle iterator;
  if (const int code = git_reference_iterator_new(Out(iterator), repository_.get()); code < 0) {
    return git_failure(code, "list the references");
  }
  for (;;) {
    ReferenceHandle reference;
    const int code = git_reference_next(Out(reference), iterator.get());
    if (code == GIT_ITEROVER) break;
    if (code < 0) return git_failure(code, "list the references");
    const auto kind = find_kind(*reference);
    if (!kind) continue;
    const auto id =
        *kind == TipKind::tag ? peel_tag(*reference, *objects) : find_branch_commit(*repository_, *reference);
    if (id) tips.push_back({*kind, git_reference_shorthand(reference.get()), to_object_id(*id)});
  }
  std::stable_sort(tips.begin(), tips.end(), [](const Tip& a, const Tip& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.name < b.name;
  });
  return tips;
}

Result<std::vector<ObjectId>> Libgit2Repository::read_ref_tips() {
  SESSION_TRY(auto tips, read_tips());
  std::vector<ObjectId> ids;
  ids.reserve(tips.size());
  for (Tip& tip : tips) ids.push_back(std::move(tip.id));
  std::sort(ids.begin(), ids.end(), [](const ObjectId& a, const ObjectId& b) { return a.hex < b.hex; });
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace session::git
