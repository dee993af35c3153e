// SPDX-License-Identifier: MIT
// Walks, references and abbreviations through libgit2.
#include "git/disk.hpp"
#include "git/history.hpp"
#include "git/libgit2_repository.hpp"
#include "git/object_count.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace session::git {
namespace {

/// git's rule for core.abbrev=auto (object-name.c): half the bits that number the packed objects, in hex
/// digits rounded up, and 7 at least.
std::size_t automatic_length(std::size_t objects) {
  constexpr std::size_t kShortest = 7;
  std::size_t bits = 0;
  while ((objects >>= 1u) != 0) ++bits;
  return std::max(kShortest, (bits + 2) / 2);
}

/// The ids in the HEAD files of all work trees that are detached; a branch is among the references anyway.
std::vector<git_oid> read_detached_heads(const Location& location) {
  std::vector<git_oid> ids;
  const auto add = [&ids](const std::filesystem::path& head) {
    git_oid id{};
    const auto text = read_start(head, 256);
    if (text && read_oid(id, ObjectId{text->substr(0, GIT_OID_HEXSZ)})) ids.push_back(id);
  };
  add(location.common_dir / "HEAD");
  std::error_code error;
  for (std::filesystem::directory_iterator folder(location.common_dir / "worktrees", error), end;
       !error && folder != end; folder.increment(error)) {
    add(folder->path() / "HEAD");
  }
  return ids;
}

}  // namespace

Result<History*> Libgit2Repository::history() {
  if (!history_) {
    SESSION_TRY(git_odb* const objects, database());
    history_ = std::make_unique<History>(*objects, location_.common_dir / "shallow");
  }
  return history_.get();
}

Result<Distance> Libgit2Repository::read_distance(const ObjectId& from, const ObjectId& to) {
  git_oid left{};
  git_oid right{};
  if (!read_oid(left, from) || !read_oid(right, to)) return Distance{0, 0, false};
  SESSION_TRY(History* const known, history());
  return known->measure_distance(left, right);
}

Result<CommitList> Libgit2Repository::read_commits(const ObjectId& from, const std::vector<ObjectId>& hidden,
                                                   std::size_t limit, std::int64_t not_before) {
  git_oid start{};
  if (!read_oid(start, from))
    return fail(ErrorKind::git, "cannot read commit '" + from.hex + "': no such id");
  std::vector<git_oid> hidden_ids;
  for (const ObjectId& id : hidden) {
    git_oid oid{};
    if (read_oid(oid, id)) hidden_ids.push_back(oid);
  }
  SESSION_TRY(History* const known, history());
  return known->list_commits(start, hidden_ids, limit, not_before);
}

std::optional<git_oid> Libgit2Repository::find_tip(const git_reference& reference) {
  // packed-refs says what a tag peels to; a loose tag has to be looked at.
  if (const git_oid* const peeled = git_reference_target_peel(&reference)) return *peeled;
  const git_oid* const target = git_reference_target(&reference);
  if (target == nullptr) return std::nullopt;
  if (git_reference_is_tag(&reference) == 0) return *target;
  ObjectHandle object;
  if (git_reference_peel(Out(object), &reference, GIT_OBJECT_COMMIT) < 0) return std::nullopt;
  return *git_object_id(object.get());
}

Result<std::vector<ObjectId>> Libgit2Repository::read_ref_tips() {
  std::vector<git_oid> ids = read_detached_heads(location_);
  ReferenceIteratorHandle iterator;
  if (const int code = git_reference_iterator_new(Out(iterator), repository_.get()); code < 0) {
    return git_failure(code, "list the references");
  }
  for (;;) {
    ReferenceHandle reference;
    const int code = git_reference_next(Out(reference), iterator.get());
    if (code == GIT_ITEROVER) break;
    if (code < 0) return git_failure(code, "list the references");
    if (git_reference_is_branch(reference.get()) == 0 && git_reference_is_remote(reference.get()) == 0 &&
        git_reference_is_tag(reference.get()) == 0) {
      continue;
    }
    if (const auto tip = find_tip(*reference)) ids.push_back(*tip);
  }
  std::sort(ids.begin(), ids.end(),
            [](const git_oid& a, const git_oid& b) { return git_oid_cmp(&a, &b) < 0; });
  ids.erase(std::unique(ids.begin(), ids.end(), OidEqual()), ids.end());
  std::vector<ObjectId> tips;
  tips.reserve(ids.size());
  for (const git_oid& id : ids) tips.push_back(to_object_id(id));
  return tips;
}

Result<std::size_t> Libgit2Repository::read_abbreviation_length() {
  SESSION_TRY(const Config* const settings, config());
  SESSION_TRY(const auto text, settings->read("core.abbrev"));
  if (text && parse_config_bool(text) == false && *text != "0") return std::size_t{GIT_OID_HEXSZ};
  constexpr int kShortest = 4;
  int32_t number = 0;
  if (text && git_config_parse_int32(&number, text->c_str()) == 0 && number >= kShortest &&
      number <= GIT_OID_HEXSZ) {
    return static_cast<std::size_t>(number);
  }
  return automatic_length(count_packed_objects(location_.common_dir / "objects"));
}

Result<std::string> Libgit2Repository::abbreviate(const ObjectId& id) {
  git_oid oid{};
  if (!read_oid(oid, id)) return fail(ErrorKind::git, "cannot abbreviate '" + id.hex + "': no such id");
  SESSION_TRY(git_odb* const objects, database());
  if (!abbreviation_length_) {
    SESSION_TRY(abbreviation_length_, read_abbreviation_length());
  }
  std::size_t length = *abbreviation_length_;
  for (; length < GIT_OID_HEXSZ; ++length) {
    git_oid found{};
    const int code = git_odb_exists_prefix(&found, objects, &oid, length);
    // An absent object may still share its first digits with another one.
    if (code == GIT_ENOTFOUND || (code == 0 && git_oid_equal(&found, &oid) != 0)) break;
    if (code < 0 && code != GIT_EAMBIGUOUS) return git_failure(code, "abbreviate '" + id.hex + "'");
  }
  return id.hex.substr(0, length);
}

}  // namespace session::git
