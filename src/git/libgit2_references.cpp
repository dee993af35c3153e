// SPDX-License-Identifier: MIT
// Walks, revisions and abbreviations through libgit2.
#include "git/abbreviation.hpp"
#include "git/history.hpp"
#include "git/libgit2_repository.hpp"
#include "git/revisions.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace session::git {

namespace {

/// Commits out of libgit2's object database.
class DatabaseSource final : public CommitSource {
 public:
  explicit DatabaseSource(git_odb& database) : database_(database) {}

  [[nodiscard]] std::size_t id_digits() const override { return GIT_OID_HEXSZ; }

  [[nodiscard]] std::optional<std::string_view> read(const IdBytes& id) override {
    const git_oid oid = to_oid(id);
    const int code = git_odb_read(Out(object_), &database_, &oid);
    if (code < 0 || git_odb_object_type(object_.get()) != GIT_OBJECT_COMMIT) return std::nullopt;
    return std::string_view(static_cast<const char*>(git_odb_object_data(object_.get())),
                            git_odb_object_size(object_.get()));
  }

  [[nodiscard]] std::vector<bool> find_present(const std::vector<IdBytes>& ids) override {
    std::vector<bool> present = look_up(ids);
    // For each absent one libgit2 would search the folder of packs again; once is enough to find what another
    // process has packed in the meantime.
    if (std::find(present.begin(), present.end(), false) == present.end()) return present;
    git_odb_refresh(&database_);
    return look_up(ids);
  }

 private:
  static git_oid to_oid(const IdBytes& id) {
    git_oid oid{};
    std::memcpy(oid.id, id.bytes.data(), sizeof oid.id);
    return oid;
  }
  [[nodiscard]] std::vector<bool> look_up(const std::vector<IdBytes>& ids) {
    std::vector<bool> present;
    present.reserve(ids.size());
    for (const IdBytes& id : ids) {
      const git_oid oid = to_oid(id);
      present.push_back(git_odb_exists_ext(&database_, &oid, GIT_ODB_LOOKUP_NO_REFRESH) != 0);
    }
    return present;
  }

  git_odb& database_;
  DatabaseObjectHandle object_;
};

}  // namespace

Result<History*> Libgit2Repository::history() {
  if (!history_) {
    SESSION_TRY(git_odb* const objects, database());
    history_ = std::make_unique<History>(std::make_unique<DatabaseSource>(*objects),
                                         location_.common_dir / "shallow");
  }
  return history_.get();
}

Result<Distance> Libgit2Repository::read_distance(const ObjectId& from, const ObjectId& to) {
  SESSION_TRY(History* const known, history());
  return known->measure_distance(from, to);
}

Result<CommitList> Libgit2Repository::read_commits(const ObjectId& from, const std::vector<ObjectId>& hidden,
                                                   std::size_t limit, std::int64_t not_before) {
  SESSION_TRY(History* const known, history());
  return known->list_commits(from, hidden, limit, not_before);
}

Result<std::vector<std::optional<std::size_t>>> Libgit2Repository::find_reaching_tips(
    const std::vector<Tip>& tips, const std::vector<ObjectId>& targets) {
  SESSION_TRY(History* const known, history());
  return known->find_reaching(tips, targets);
}

Result<std::vector<ObjectId>> Libgit2Repository::resolve_commits(const std::vector<std::string>& revisions) {
  SESSION_TRY(const auto ids, list_revisions(location_, environment_, revisions));
  SESSION_TRY(History* const known, history());
  return known->sort_oldest_first(ids);
}

Result<std::size_t> Libgit2Repository::read_abbreviation_length() {
  SESSION_TRY(const Config* const settings, config());
  SESSION_TRY(const auto text, settings->read("core.abbrev"));
  return find_abbreviation_length(text, GIT_OID_HEXSZ, location_.common_dir / "objects");
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
