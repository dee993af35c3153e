// SPDX-License-Identifier: MIT
// Walks, revisions and abbreviations through libgit2.
#include "git/history.hpp"
#include "git/libgit2_repository.hpp"
#include "git/object_count.hpp"
#include "git/revisions.hpp"

#include <algorithm>
#include <string_view>
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

Result<std::vector<std::optional<std::size_t>>> Libgit2Repository::find_reaching_tips(
    const std::vector<Tip>& tips, const std::vector<ObjectId>& targets) {
  const auto read_all = [](const auto& values, auto id_of) {
    std::vector<std::optional<git_oid>> ids;
    ids.reserve(values.size());
    for (const auto& value : values) {
      git_oid id{};
      ids.push_back(read_oid(id, id_of(value)) ? std::optional(id) : std::nullopt);
    }
    return ids;
  };
  SESSION_TRY(History* const known, history());
  return known->find_reaching(read_all(tips, [](const Tip& tip) { return tip.id; }),
                              read_all(targets, [](const ObjectId& id) { return id; }));
}

Result<std::vector<ObjectId>> Libgit2Repository::resolve_commits(const std::vector<std::string>& revisions) {
  SESSION_TRY(const auto named, list_revisions(location_, environment_, revisions));
  std::vector<git_oid> ids;
  for (const ObjectId& id : named) {
    git_oid oid{};
    if (read_oid(oid, id)) ids.push_back(oid);
  }
  SESSION_TRY(History* const known, history());
  std::vector<ObjectId> commits;
  for (const git_oid& id : known->sort_oldest_first(ids)) commits.push_back(to_object_id(id));
  return commits;
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
