// SPDX-License-Identifier: MIT
// HEAD, commits, trees, the index and references through libgit2.
#include "git/libgit2_repository.hpp"

#include "git/commit_object.hpp"
#include "git/git_process.hpp"
#include "git/history.hpp"
#include "git/index_entry.hpp"
#include "git/reflog.hpp"
#include "git/tree_object.hpp"

#include <algorithm>
#include <utility>

namespace session::git {
namespace {

/// Hex digits that git takes for an abbreviation: 4 at least.
constexpr std::size_t kShortestHex = 4;
constexpr std::string_view kBranches = "refs/heads/";

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

tl::unexpected<Error> no_such_commit(const ObjectId& id) {
  return fail(ErrorKind::git, "cannot read commit '" + id.hex + "': it is not in this repository");
}

}  // namespace

Result<Head> Libgit2Repository::read_head() {
  Head head;
  ReferenceHandle reference;
  if (const int code = git_reference_lookup(Out(reference), repository_.get(), "HEAD"); code < 0) {
    return git_failure(code, "read HEAD");
  }
  if (git_reference_type(reference.get()) == GIT_REFERENCE_DIRECT) {
    head.id = to_object_id(*git_reference_target(reference.get()));
    return head;
  }
  const std::string_view target = git_reference_symbolic_target(reference.get());
  head.branch = target.starts_with(kBranches) ? target.substr(kBranches.size()) : target;
  git_oid id{};
  const int code = git_reference_name_to_id(&id, repository_.get(), "HEAD");
  if (code == GIT_ENOTFOUND || code == GIT_EUNBORNBRANCH) return head;
  if (code < 0) return git_failure(code, "read the branch '" + *head.branch + "'");
  head.id = to_object_id(id);
  return head;
}

Result<std::optional<std::string>> Libgit2Repository::read_commit_bytes(const git_oid& id) {
  SESSION_TRY(git_odb* const objects, database());
  DatabaseObjectHandle object;
  const int code = git_odb_read(Out(object), objects, &id);
  if (code == GIT_ENOTFOUND) return std::nullopt;
  if (code < 0) return git_failure(code, "read commit '" + to_object_id(id).hex + "'");
  if (git_odb_object_type(object.get()) != GIT_OBJECT_COMMIT) return std::nullopt;
  return std::string(static_cast<const char*>(git_odb_object_data(object.get())),
                     git_odb_object_size(object.get()));
}

Result<Commit> Libgit2Repository::read_commit(const ObjectId& id) {
  git_oid oid{};
  if (!read_oid(oid, id)) return no_such_commit(id);
  SESSION_TRY(const auto bytes, read_commit_bytes(oid));
  if (!bytes) return no_such_commit(id);
  auto commit = parse_commit_object(id, *bytes);
  if (!commit) return fail(ErrorKind::git, "cannot read commit '" + id.hex + "': it is broken");
  return *std::move(commit);
}

Result<std::optional<ReflogEntry>> Libgit2Repository::read_newest_reflog_entry() {
  return read_newest_reflog_line(location_.git_dir / "logs" / "HEAD");
}

Result<std::vector<ReflogEntry>> Libgit2Repository::read_reflog(std::size_t limit) {
  return read_reflog_lines(location_.git_dir / "logs" / "HEAD", limit);
}

Result<std::optional<ObjectId>> Libgit2Repository::find_commit(std::string_view hex) {
  if (hex.size() < kShortestHex || hex.size() > GIT_OID_HEXSZ || !is_hex(hex)) return std::nullopt;
  SESSION_TRY(git_odb* const objects, database());
  git_oid start{};
  git_oid found{};
  git_oid_fromstrn(&start, hex.data(), hex.size());
  const int code = git_odb_exists_prefix(&found, objects, &start, hex.size());
  if (code == GIT_ENOTFOUND) return std::nullopt;
  if (code == GIT_EAMBIGUOUS) return find_ambiguous_commit(hex);
  if (code < 0) return git_failure(code, "look up '" + std::string(hex) + "'");
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &type, objects, &found) < 0 || type != GIT_OBJECT_COMMIT)
    return std::nullopt;
  return to_object_id(found);
}

/// Several objects begin with the digits, but perhaps only one of them is a commit. Git can tell.
Result<std::optional<ObjectId>> Libgit2Repository::find_ambiguous_commit(std::string_view hex) {
  const std::string revision = std::string(hex) + "^{commit}";
  auto output = io::run_command(make_git_command(
      location_, environment_, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision}));
  if (!output) return tl::unexpected<Error>(output.error());
  git_oid found{};
  git_oid start{};
  git_oid_fromstrn(&start, hex.data(), hex.size());
  if (output->status != 0 || !read_oid(found, ObjectId{output->out.substr(0, GIT_OID_HEXSZ)}))
    return std::nullopt;
  // A tag object is peeled by git; its id is not that of a commit.
  if (git_oid_ncmp(&start, &found, hex.size()) != 0) return std::nullopt;
  return to_object_id(found);
}

Result<TreeHandle> Libgit2Repository::read_tree(const ObjectId& id) {
  TreeHandle tree;
  git_oid oid{};
  if (!read_oid(oid, id)) return fail(ErrorKind::git, "cannot read tree '" + id.hex + "'");
  const int code = git_tree_lookup(Out(tree), repository_.get(), &oid);
  if (code < 0) return git_failure(code, "read tree '" + id.hex + "'");
  return tree;
}

Result<std::string> Libgit2Repository::read_tree_bytes(const ObjectId& id) {
  SESSION_TRY(git_odb* const objects, database());
  git_oid oid{};
  if (!read_oid(oid, id)) return fail(ErrorKind::git, "cannot read tree '" + id.hex + "'");
  DatabaseObjectHandle object;
  const int code = git_odb_read(Out(object), objects, &oid);
  if (code < 0) return git_failure(code, "read tree '" + id.hex + "'");
  if (git_odb_object_type(object.get()) != GIT_OBJECT_TREE)
    return fail(ErrorKind::git, "cannot read tree '" + id.hex + "': it is something else");
  return std::string(static_cast<const char*>(git_odb_object_data(object.get())),
                     git_odb_object_size(object.get()));
}

// libgit2's own diff reads every folder of both trees, those with equal ids, too.
Result<std::vector<std::string>> Libgit2Repository::read_changed_paths(const Commit& commit,
                                                                       std::size_t limit) {
  SESSION_TRY(History* const known, history());
  std::optional<ObjectId> before;
  if (!commit.parents.empty() && !known->is_boundary(commit.id)) {
    SESSION_TRY(const Commit parent, read_commit(commit.parents.front()));
    before = parent.tree;
  }
  return compare_trees([this](const ObjectId& tree) { return read_tree_bytes(tree); }, before, commit.tree,
                       limit);
}

Result<std::optional<ObjectId>> Libgit2Repository::find_blob(const ObjectId& commit, std::string_view path) {
  SESSION_TRY(const Commit read, read_commit(commit));
  SESSION_TRY(const auto tree, read_tree(read.tree));
  TreeEntryHandle entry;
  const int code = git_tree_entry_bypath(Out(entry), tree.get(), std::string(path).c_str());
  if (code == GIT_ENOTFOUND) return std::nullopt;
  if (code < 0)
    return git_failure(code, "look up '" + std::string(path) + "' in commit '" + commit.hex + "'");
  if (git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB) return std::nullopt;
  return to_object_id(*git_tree_entry_id(entry.get()));
}

Result<bool> Libgit2Repository::is_tracked(std::string_view path) {
  return has_index_entry(location_, environment_, GIT_OID_RAWSZ, path);
}

Result<std::optional<IndexEntry>> Libgit2Repository::find_index_entry(std::string_view path) {
  return read_index_entry(location_, environment_, GIT_OID_RAWSZ, path);
}

Result<ObjectId> Libgit2Repository::hash_blob(std::string_view bytes) {
  git_oid id;
  const int code = git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB);
  if (code < 0) return git_failure(code, "compute the id of a blob");
  return to_object_id(id);
}

Result<bool> Libgit2Repository::is_ignored(std::string_view path) {
  int ignored = 0;
  const int code = git_ignore_path_is_ignored(&ignored, repository_.get(), std::string(path).c_str());
  if (code < 0) return git_failure(code, "find out whether '" + std::string(path) + "' is ignored");
  return ignored != 0;
}

}  // namespace session::git
