// SPDX-License-Identifier: MIT
// Walks, revisions and abbreviations through libgit2.
#include "git/git_process.hpp"
#include "git/history.hpp"
#include "git/libgit2_repository.hpp"
#include "git/object_count.hpp"

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

tl::unexpected<Error> unknown_revision(const std::string& revision) {
  return fail(ErrorKind::git, "git does not know the revision '" + revision + "'",
              "name a commit by its hash, a branch or a tag, or commits by a range such as main..HEAD");
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
  if (revisions.empty()) return std::vector<ObjectId>{};
  const auto ask_git = [this](const std::vector<std::string>& asked) {
    // Git walks as soon as one of them is a range or an exclusion, and only then.
    std::vector<std::string> arguments = {"rev-list", "--no-walk=sorted", "--end-of-options"};
    arguments.insert(arguments.end(), asked.begin(), asked.end());
    arguments.emplace_back("--");
    return io::run_command(make_git_command(location_, environment_, std::move(arguments)));
  };
  // Git takes what comes behind the first "--" for paths, wherever that stands.
  const bool has_separator = std::find(revisions.begin(), revisions.end(), "--") != revisions.end();
  if (has_separator) return unknown_revision("--");
  SESSION_TRY(const auto output, ask_git(revisions));
  if (output.status != 0) {
    for (const std::string& revision : revisions) {
      SESSION_TRY(const auto alone, ask_git({revision}));
      if (alone.status != 0) return unknown_revision(revision);
    }
    return fail(ErrorKind::git,
                "cannot list the commits of the revisions: " + output.err.substr(0, output.err.find('\n')));
  }
  std::vector<git_oid> ids;
  std::string_view rest = output.out;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    git_oid id{};
    if (!read_oid(id, ObjectId{std::string(rest.substr(0, end))})) {
      return fail(ErrorKind::git,
                  "cannot list the commits of the revisions: unknown output of 'git rev-list'");
    }
    ids.push_back(id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
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
