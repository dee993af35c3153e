// SPDX-License-Identifier: MIT
// HEAD, commits, trees and the index through git's plumbing.
#include "git/command_repository.hpp"

#include "core/text/text.hpp"
#include "git/commit_object.hpp"
#include "git/disk.hpp"
#include "git/git_process.hpp"
#include "git/git_status.hpp"
#include "git/index_entry.hpp"
#include "git/ownership.hpp"
#include "git/reflog.hpp"

#include <stdlib.h>

#include <algorithm>
#include <charconv>
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

/// One answer of `git cat-file --batch`.
struct BatchObject {
  std::string id;
  std::string type;
  std::string bytes;
};

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

/// Takes `<id> SP <type> SP <size> LF <bytes> LF` off the front of the output of `git cat-file --batch`.
/// Nothing for an absent object, whose line is `<id> SP missing LF`, and at the end.
std::optional<BatchObject> take_object(std::string_view& output) {
  const std::string_view line = take_until(output, '\n');
  const std::size_t type = line.find(' ');
  const std::size_t size = line.rfind(' ');
  if (type == line.npos || size <= type) return std::nullopt;
  std::size_t length = 0;
  const auto end = line.data() + line.size();
  const auto number = std::from_chars(line.data() + size + 1, end, length);
  if (number.ec != std::errc() || number.ptr != end || length > output.size()) return std::nullopt;
  BatchObject object{std::string(line.substr(0, type)), std::string(line.substr(type + 1, size - type - 1)),
                     std::string(output.substr(0, length))};
  output.remove_prefix(std::min(length + 1, output.size()));
  return object;
}

}  // namespace

Result<std::unique_ptr<Repository>> CommandRepository::open(const Location& location, bool trusts_owner,
                                                            const Environment& environment) {
  std::unique_ptr<CommandRepository> repository(new CommandRepository(location, environment));
  if (!trusts_owner) SESSION_CHECK(repository->check_owner());
  // A repository that this git does not know either is told of here, once.
  SESSION_TRY(const auto output, repository->ask({"rev-parse", "--git-dir"}));
  if (output.status != 0) {
    return fail(ErrorKind::git,
                "cannot open the repository '" + location.git_dir.string() + "': " + join_lines(output.err));
  }
  return repository;
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

bool CommandRepository::is_shallow() const {
  const auto boundary = read_start(location_.common_dir / "shallow", 1);
  return boundary && !boundary->empty();
}

Result<Head> CommandRepository::read_head() {
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

Result<void> CommandRepository::read_all_commits(const std::vector<ObjectId>& ids) {
  std::string input;
  for (const ObjectId& id : ids) {
    if (!is_hex(id.hex) || id.hex.empty() || commits_.contains(id.hex)) continue;
    input += id.hex + "\n";
  }
  if (input.empty()) return {};
  SESSION_TRY(const auto output, ask({"cat-file", "--batch"}, std::move(input)));
  if (output.status != 0)
    return fail(ErrorKind::git, "cannot read commits: " + std::string(first_line(output.err)));
  std::string_view rest = output.out;
  while (!rest.empty()) {
    const auto object = take_object(rest);
    if (!object || object->type != "commit") continue;
    auto commit = parse_commit_object(ObjectId{object->id}, object->bytes);
    if (commit) commits_.insert_or_assign(object->id, *std::move(commit));
  }
  return {};
}

Result<Commit> CommandRepository::read_commit(const ObjectId& id) {
  SESSION_CHECK(read_all_commits({id}));
  const auto found = commits_.find(id.hex);
  if (found == commits_.end()) return no_such_commit(id);
  return found->second;
}

Result<std::optional<ReflogEntry>> CommandRepository::read_newest_reflog_entry() {
  const auto file = location_.git_dir / "logs" / "HEAD";
  if (is_present(file)) return read_newest_reflog_line(file);
  // Of a reftable there is no such file.
  SESSION_TRY(const auto output, ask({"log", "--walk-reflogs", "-2", "--format=%H%x00%gs", "HEAD", "--"}));
  if (output.status != 0 || output.out.empty()) return std::nullopt;
  const std::string_view newest = first_line(output.out);
  const std::size_t nul = newest.find('\0');
  if (nul == newest.npos) return std::nullopt;
  const std::string_view before =
      std::string_view(output.out).substr(std::min(newest.size() + 1, output.out.size()));
  ReflogEntry entry;
  entry.after = ObjectId{std::string(newest.substr(0, nul))};
  entry.message = newest.substr(nul + 1);
  entry.before = ObjectId{before.empty() ? std::string(entry.after.hex.size(), '0')
                                         : std::string(before.substr(0, before.find('\0')))};
  return entry;
}

Result<std::string> CommandRepository::abbreviate(const ObjectId& id) {
  if (const auto known = abbreviations_.find(id.hex); known != abbreviations_.end()) return known->second;
  if (!is_hex(id.hex) || id.hex.empty())
    return fail(ErrorKind::git, "cannot abbreviate '" + id.hex + "': no such id");
  SESSION_TRY(const auto output, run({"rev-parse", "--short", "--verify", id.hex}));
  std::string abbreviated(first_line(output));
  abbreviations_.emplace(id.hex, abbreviated);
  return abbreviated;
}

Result<std::optional<ObjectId>> CommandRepository::find_commit(std::string_view hex) {
  if (hex.size() < kShortestHex || !is_hex(hex)) return std::nullopt;
  SESSION_TRY(const auto output,
              ask({"rev-parse", "--verify", "--quiet", "--end-of-options", std::string(hex) + "^{commit}"}));
  if (output.status != 0) return std::nullopt;
  ObjectId id{std::string(first_line(output.out))};
  // A tag object is peeled by git, and a branch may have a name of hex digits; neither is what was meant.
  const auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'F' && a - 'A' + 'a' == b); };
  if (hex.size() > id.hex.size() || !std::equal(hex.begin(), hex.end(), id.hex.begin(), same))
    return std::nullopt;
  return id;
}

Result<ChangeList> CommandRepository::read_changes(bool untracked) {
  if (location_.work_tree.empty()) {
    return fail(ErrorKind::git, "cannot read the uncommitted changes of '" + location_.git_dir.string() +
                                    "': it has no work tree");
  }
  SESSION_TRY(const auto shown, read_config("status.showUntrackedFiles"));
  return read_git_status(location_, environment_, shown, untracked);
}

Result<std::vector<std::string>> CommandRepository::read_changed_paths(const Commit& commit,
                                                                       std::size_t limit) {
  std::vector<std::string> arguments = {"diff-tree",   "-r",           "-z",
                                        "--name-only", "--no-renames", "--no-commit-id"};
  bool is_root = commit.parents.empty();
  if (!is_root && is_shallow()) {
    // git hides the parents of a commit at the boundary; the object still names them.
    SESSION_TRY(const auto parent, ask({"rev-parse", "--verify", "--quiet", commit.id.hex + "^1"}));
    is_root = parent.status != 0;
  }
  if (is_root) {
    arguments.insert(arguments.end(), {"--root", commit.id.hex});
  } else {
    arguments.insert(arguments.end(), {commit.parents.front().hex, commit.id.hex});
  }
  SESSION_TRY(const auto output, run(std::move(arguments)));
  std::vector<std::string> paths;
  for (std::string_view rest = output; !rest.empty() && paths.size() < limit;) {
    paths.emplace_back(take_until(rest, '\0'));
  }
  return paths;
}

Result<std::optional<ObjectId>> CommandRepository::find_blob(const ObjectId& commit, std::string_view path) {
  SESSION_TRY(const auto output, run({"--literal-pathspecs", "ls-tree", "--full-tree", "-z", commit.hex, "--",
                                      std::string(path)}));
  constexpr std::string_view kBlob = " blob ";
  const std::size_t blob = output.find(kBlob);
  const std::size_t tab = output.find('\t');
  if (blob == std::string::npos || tab == std::string::npos || blob > tab) return std::nullopt;
  const std::size_t begin = blob + kBlob.size();
  return ObjectId{output.substr(begin, tab - begin)};
}

Result<bool> CommandRepository::is_tracked(std::string_view path) {
  SESSION_TRY(const auto listed,
              run({"--literal-pathspecs", "ls-files", "-z", "--cached", "--", std::string(path)}));
  return listed.starts_with(std::string(path) + '\0');
}

Result<std::optional<IndexEntry>> CommandRepository::find_index_entry(std::string_view path) {
  return list_index_entry(location_, environment_, path);
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
