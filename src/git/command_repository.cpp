// SPDX-License-Identifier: MIT
// HEAD, commits, trees and the index, from git's files and through its plumbing.
#include "git/command_repository.hpp"

#include "core/text/text.hpp"
#include "git/abbreviation.hpp"
#include "git/disk.hpp"
#include "git/git_process.hpp"
#include "git/git_status.hpp"
#include "git/history.hpp"
#include "git/index_entry.hpp"
#include "git/ownership.hpp"
#include "git/ref_files.hpp"
#include "git/reflog.hpp"
#include "git/tree_object.hpp"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace session::git {
namespace {

constexpr std::size_t kShortestHex = 4;
constexpr std::string_view kBranches = "refs/heads/";

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

/// What git said, in one line.
std::string join_lines(std::string_view text) {
  std::string line(text.substr(0, text.find_last_not_of('\n') + 1));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

tl::unexpected<Error> no_such_commit(const ObjectId& id) {
  return fail(ErrorKind::git, "cannot read commit '" + id.hex + "': it is not in this repository");
}

/// A folder of its own below the one for temporary files, gone with its contents at the end. The path is
/// empty when none could be made.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "git-session-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~ScratchFolder() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

CommandRepository::CommandRepository(Location location, const RepositoryFormat& format,
                                     Environment environment)
    : location_(std::move(location)), format_(format), environment_(std::move(environment)) {}

CommandRepository::~CommandRepository() = default;

Result<std::unique_ptr<Repository>> CommandRepository::open(const Location& location,
                                                            const RepositoryFormat& format, bool trusts_owner,
                                                            const Environment& environment) {
  std::unique_ptr<CommandRepository> repository(new CommandRepository(location, format, environment));
  if (!trusts_owner) SESSION_CHECK(repository->check_owner());
  if (!format.is_known) {
    SESSION_CHECK(repository->ask_format());
  } else if (!is_present(location.git_dir)) {
    return fail(ErrorKind::git,
                "cannot open the repository '" + location.git_dir.string() + "': it is not there");
  }
  return repository;
}

Result<void> CommandRepository::ask_format() {
  // One process for what comes next, too.
  SESSION_TRY(const auto output, ask({"rev-parse", "--show-object-format", "HEAD", "--symbolic-full-name",
                                      "HEAD", "--glob=refs/replace/*"}));
  std::string_view rest = output.out;
  const std::string_view hash = take_until(rest, '\n');
  if (hash.empty()) {
    return fail(ErrorKind::git,
                "cannot open the repository '" + location_.git_dir.string() + "': " + join_lines(output.err));
  }
  constexpr std::size_t kSha1 = 40;
  constexpr std::size_t kSha256 = 64;
  format_.id_digits = hash == "sha256" ? kSha256 : kSha1;
  if (output.status != 0) return {};  // a branch without a commit
  Head head;
  head.id = ObjectId{std::string(take_until(rest, '\n'))};
  const std::string_view name = take_until(rest, '\n');
  if (name != "HEAD") head.branch = name.starts_with(kBranches) ? name.substr(kBranches.size()) : name;
  first_head_ = std::move(head);
  has_replace_refs_ = !rest.empty();
  return {};
}

Result<void> CommandRepository::check_owner() {
  // Settings of the repository itself must not make it safe.
  SESSION_TRY(const auto listed, run({"config", "--list", "--null", "--show-scope"}));
  return check_safe_directory(location_, environment_, parse_protected_list(listed));
}

Result<std::string> CommandRepository::run(std::vector<std::string> arguments) const {
  return run_git(location_, environment_, std::move(arguments));
}

Result<io::CommandOutput> CommandRepository::ask(std::vector<std::string> arguments,
                                                 std::string input) const {
  io::Command command = make_git_command(location_, environment_, std::move(arguments));
  command.input = std::move(input);
  return io::run_command(command);
}

bool CommandRepository::has_replacements() const {
  if (environment_("GIT_NO_REPLACE_OBJECTS")) return false;
  // Where git alone can tell, it is let read all objects.
  if (environment_("GIT_REPLACE_REF_BASE")) return true;
  if (!format_.has_ref_files) return has_replace_refs_;
  return RefFiles(location_, format_.id_digits).has_any("refs/replace/");
}

ObjectStore& CommandRepository::objects() {
  if (!objects_) {
    objects_ = std::make_unique<ObjectStore>(location_, environment_, format_.id_digits, has_replacements());
  }
  return *objects_;
}

Result<Head> CommandRepository::read_head() {
  if (first_head_) {
    Head head = *std::move(first_head_);
    first_head_.reset();
    return head;
  }
  if (format_.has_ref_files) {
    if (auto head = RefFiles(location_, format_.id_digits).read_head()) return *std::move(head);
  }
  return ask_head();
}

Result<Head> CommandRepository::ask_head() const {
  Head head;
  SESSION_TRY(const auto symbolic, ask({"symbolic-ref", "--quiet", "HEAD"}));
  if (symbolic.status == 0) {
    const std::string_view target = first_line(symbolic.out);
    head.branch = target.starts_with(kBranches) ? target.substr(kBranches.size()) : target;
  }
  SESSION_TRY(const auto id, ask({"rev-parse", "--verify", "--quiet", "HEAD"}));
  if (id.status == 0) head.id = ObjectId{std::string(first_line(id.out))};
  if (!head.branch && !head.id) {
    return fail(ErrorKind::git, "cannot read HEAD: " + std::string(first_line(symbolic.err)));
  }
  return head;
}

Result<Commit> CommandRepository::read_commit(const ObjectId& id) {
  SESSION_TRY(const Commit* const commit, objects().find_commit(id));
  if (commit == nullptr) return no_such_commit(id);
  return *commit;
}

Result<std::optional<ReflogEntry>> CommandRepository::read_newest_reflog_entry() {
  if (format_.has_ref_files) return read_newest_reflog_line(location_.git_dir / "logs" / "HEAD");
  constexpr std::size_t kAskedNext = 64;  // by those who want to know more; one process serves them all
  SESSION_TRY(auto entries, ask_reflog(kAskedNext));
  if (entries.empty()) return std::nullopt;
  return std::move(entries.front());
}

Result<std::vector<ReflogEntry>> CommandRepository::read_reflog(std::size_t limit) {
  if (format_.has_ref_files) return read_reflog_lines(location_.git_dir / "logs" / "HEAD", limit);
  return ask_reflog(limit);
}

Result<std::vector<ReflogEntry>> CommandRepository::ask_reflog(std::size_t limit) {
  if (!reflog_ || reflog_limit_ < limit) {
    SESSION_TRY(const auto output, ask({"log", "--walk-reflogs", "-" + std::to_string(limit + 1),
                                        "--format=%H%x00%gs", "HEAD", "--"}));
    reflog_.emplace();
    reflog_limit_ = limit;
    for (std::string_view rest = output.status == 0 ? std::string_view(output.out) : ""; !rest.empty();) {
      std::string_view line = take_until(rest, '\n');
      ReflogEntry entry;
      entry.after = ObjectId{std::string(take_until(line, '\0'))};
      entry.message = line;
      // git tells no id from before, but that is where the older line went to; a root commit comes from
      // nothing.
      entry.before = ObjectId{std::string(entry.after.hex.size(), '0')};
      const bool is_new = !reflog_->empty() && !reflog_->back().message.starts_with("commit (initial)");
      if (is_new) reflog_->back().before = entry.after;
      reflog_->push_back(std::move(entry));
    }
  }
  return std::vector<ReflogEntry>(
      reflog_->begin(), reflog_->begin() + static_cast<std::ptrdiff_t>(std::min(limit, reflog_->size())));
}

Result<std::string> CommandRepository::abbreviate(const ObjectId& id) {
  if (!objects().is_id(id.hex)) return fail(ErrorKind::git, "cannot abbreviate '" + id.hex + "': no such id");
  if (!abbreviation_length_) {
    SESSION_TRY(const auto setting, read_config("core.abbrev"));
    abbreviation_length_ = find_abbreviation_length(setting, format_.id_digits, objects().folder());
  }
  if (auto found = objects().names().abbreviate(id.hex, *abbreviation_length_)) return *std::move(found);
  SESSION_TRY(const auto output, run({"rev-parse", "--short", "--verify", id.hex}));
  return std::string(first_line(output));
}

Result<std::optional<ObjectId>> CommandRepository::find_commit(std::string_view hex) {
  if (hex.size() < kShortestHex || hex.size() > format_.id_digits || !is_hex(hex)) return std::nullopt;
  std::string start(hex);
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  auto named = objects().names().find(start);
  if (!named) return ask_commit(start);
  // Of several objects that begin alike a commit is meant, where only one is a commit or a tag.
  std::vector<ObjectId> ids;
  for (std::string& id : *named) ids.push_back({std::move(id)});
  std::optional<ObjectId> found;
  std::size_t candidates = 0;
  SESSION_CHECK(
      objects().read_all(ids, [&](const std::string& id, const std::optional<StoredObject>& object) {
        if (!object || (object->type != "commit" && object->type != "tag")) return;
        ++candidates;
        if (object->type == "commit") found = ObjectId{id};
      }));
  return candidates == 1 ? found : std::nullopt;
}

/// By git, for packs whose index can't be read here.
Result<std::optional<ObjectId>> CommandRepository::ask_commit(const std::string& start) const {
  SESSION_TRY(const auto output,
              ask({"rev-parse", "--verify", "--quiet", "--end-of-options", start + "^{commit}"}));
  if (output.status != 0) return std::nullopt;
  ObjectId id{std::string(first_line(output.out))};
  // A tag object is peeled by git, and a branch may have a name of hex digits; neither is what was meant.
  if (!id.hex.starts_with(start)) return std::nullopt;
  return id;
}

Result<ChangeList> CommandRepository::read_changes(const ChangeOptions& options) {
  if (location_.work_tree.empty()) {
    return fail(ErrorKind::git, "cannot read the uncommitted changes of '" + location_.git_dir.string() +
                                    "': it has no work tree");
  }
  SESSION_TRY(const auto shown, read_config("status.showUntrackedFiles"));
  using Clock = std::chrono::steady_clock;
  const auto deadline = options.time_limit ? std::optional(Clock::now() + *options.time_limit) : std::nullopt;
  return read_git_status(location_, environment_, shown, options.untracked, deadline);
}

Result<std::vector<std::string>> CommandRepository::read_changed_paths(const Commit& commit,
                                                                       std::size_t limit) {
  std::optional<ObjectId> before;
  if (!commit.parents.empty() && !history().is_boundary(commit.id)) {
    SESSION_TRY(const Commit parent, read_commit(commit.parents.front()));
    before = parent.tree;
  }
  return compare_trees([this](const ObjectId& id) { return objects().read_tree(id); }, before, commit.tree,
                       limit);
}

Result<std::optional<ObjectId>> CommandRepository::find_blob(const ObjectId& commit, std::string_view path) {
  SESSION_TRY(const Commit read, read_commit(commit));
  return find_tree_blob([this](const ObjectId& id) { return objects().read_tree(id); }, read.tree, path);
}

Result<bool> CommandRepository::is_tracked(std::string_view path) {
  return has_index_entry(location_, environment_, format_.id_digits / 2, path);
}

Result<std::optional<IndexEntry>> CommandRepository::find_index_entry(std::string_view path) {
  return read_index_entry(location_, environment_, format_.id_digits / 2, path);
}

Result<ObjectId> CommandRepository::hash_blob(std::string_view bytes) {
  SESSION_TRY(const auto output, ask({"hash-object", "--no-filters", "--stdin"}, std::string(bytes)));
  if (output.status != 0)
    return fail(ErrorKind::git, "cannot compute the id of a blob: " + std::string(first_line(output.err)));
  return ObjectId{std::string(first_line(output.out))};
}

Result<bool> CommandRepository::is_ignored(std::string_view path) {
  SESSION_TRY(const auto output, ask({"check-ignore", "--quiet", "--no-index", "--", std::string(path)}));
  if (output.status > 1) {
    return fail(ErrorKind::git, "cannot find out whether '" + std::string(path) +
                                    "' is ignored: " + std::string(first_line(output.err)));
  }
  return output.status == 0;
}

Result<std::optional<ObjectId>> CommandRepository::read_index_tree() {
  // `git write-tree` writes objects, and trees it knows into the index: here into a folder that goes again.
  const ScratchFolder scratch;
  if (scratch.path().empty()) return std::nullopt;
  std::error_code error;
  const auto index = find_index_file(location_, environment_);
  if (is_present(index)) std::filesystem::copy_file(index, scratch.path() / "index", error);
  if (!error) std::filesystem::create_directory(scratch.path() / "objects", error);
  if (error) return std::nullopt;
  io::Command command = make_git_command(location_, environment_, {"write-tree"});
  std::erase_if(command.unset_variables, [](const std::string& name) {
    return name == "GIT_INDEX_FILE" || name == "GIT_OBJECT_DIRECTORY" ||
           name == "GIT_ALTERNATE_OBJECT_DIRECTORIES";
  });
  const std::string given = environment_("GIT_OBJECT_DIRECTORY").value_or("");
  std::string objects = given.empty() ? (location_.common_dir / "objects").string() : given;
  const std::string others = environment_("GIT_ALTERNATE_OBJECT_DIRECTORIES").value_or("");
  if (!others.empty()) objects += ":" + others;
  command.set_variables.emplace_back("GIT_INDEX_FILE", (scratch.path() / "index").string());
  command.set_variables.emplace_back("GIT_OBJECT_DIRECTORY", (scratch.path() / "objects").string());
  command.set_variables.emplace_back("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects);
  SESSION_TRY(const auto output, io::run_command(command));
  if (output.status != 0) return std::nullopt;
  return ObjectId{std::string(first_line(output.out))};
}

}  // namespace session::git
