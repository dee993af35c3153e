// SPDX-License-Identifier: MIT
// A further kind is one further row.
#include "kinds_support.hpp"

#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <stdexcept>

namespace session::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStart =
    "start() {\n"
    "  git init -q \"$@\" && mkdir -p dir far && put a dir/b far/c && git commit -qm First\n"
    "}\n"
    "origin() { git init -q \"$@\" ../origin && (cd ../origin && start); }\n";

constexpr std::string_view kRoot = "[ \"$(id -u)\" = 0 ]";
constexpr std::string_view kNoRoot = "only root gives files to somebody else";

/// The script of a kind, with what is needed to know where it ended.
std::string finish_script(std::string_view make) {
  return fmt::format(
      "set -e\n{}{}{}\nprintf '%s\\n%s\\n%s\\n' \"$PWD\" \"${{GIT_DIR-}}\" \"${{GIT_WORK_TREE-}}\"",
      script_prelude(), kStart, make);
}

}  // namespace

const std::vector<Kind>& all_kinds() {
  static const std::vector<Kind> kinds = {
      {"Plain", "start"},
      {"Unborn", "git init -q"},
      {"Detached", "start; git switch -q --detach"},
      // Where the git directory is.
      {"LinkedWorkTree", "start; git worktree add -q -b side ../side; cd ../side"},
      {"WorkTreeOfBare",
       "origin; git clone -q --bare ../origin ../bare.git\n"
       "git -C ../bare.git worktree add -q -b side ../side; cd ../side"},
      {"BareBehindAGitFile",
       "origin; git clone -q --bare ../origin .bare; echo 'gitdir: ./.bare' >.git\n"
       "git worktree add -q -b side side; cd side"},
      {"Submodule", "origin; start; git submodule --quiet add ../origin sub; git commit -qm Sub; cd sub"},
      {"SubmoduleOfALinkedWorkTree",
       "origin; start; git submodule --quiet add \"$OUT/origin\" sub; git commit -qm Sub\n"
       "git worktree add -q -b side ../side; cd ../side; git submodule --quiet update --init; cd sub\n"
       "git switch -qc side"},
      {"DirtySubmodule",
       "origin; start; git submodule --quiet add ../origin sub; git commit -qm Sub; echo x >sub/a"},
      {"LinkToTheFolder", "start; ln -s \"$PWD\" ../link; cd ../link"},
      {"SeparateGitDirectory", "start --separate-git-dir=../kept.git"},
      {"LinkToTheGitDirectory", "start; mv .git ../kept.git; ln -s ../kept.git .git"},
      {"DotFiles",
       "cd; git init -q --bare .dotfiles; export GIT_DIR=\"$HOME/.dotfiles\" GIT_WORK_TREE=\"$HOME\"\n"
       "git config status.showUntrackedFiles no; put .profile; git commit -qm First"},
      {"DotFilesWithUntracked",
       "cd; git init -q --bare .dotfiles; export GIT_DIR=\"$HOME/.dotfiles\" GIT_WORK_TREE=\"$HOME\"\n"
       "put .profile; git commit -qm First"},
      {"SetWorkTree",
       "start; mkdir ../tree; mv a dir far ../tree; git config core.worktree \"$OUT/tree\"\n"
       "export GIT_DIR=\"$PWD/.git\"; cd ../tree"},
      // What the objects and refs are like.
      {"Sha256", "start --object-format=sha256"},
      {"Sha256WorkTree", "start --object-format=sha256; git worktree add -q -b side ../side; cd ../side"},
      {"Shallow",
       "origin; (cd ../origin; put d; git commit -qm Second); cd ..\n"
       "git clone -q --depth=1 \"file://$PWD/origin\" clone; cd clone"},
      {"Alternates", "origin; git clone -q --shared ../origin ../clone; cd ../clone"},
      {"PackedWithGraphAndIndexes",
       "start; git gc -q; git multi-pack-index write\n"
       "git commit-graph write --reachable; git pack-refs --all"},
      {"PartialSparseClone",
       "origin; git -C ../origin config uploadpack.allowFilter true; cd ..\n"
       "git clone -q --filter=blob:none --sparse \"file://$PWD/origin\" clone; cd clone\n"
       "git sparse-checkout set dir"},
      {"NoReflog", "git init -q; git config core.logAllRefUpdates false; put a; git commit -qm First"},
      {"Reftable", "start --ref-format=reftable", "git init -q --ref-format=reftable probe",
       "this git has no reftable"},
      {"ReftableSha256", "start --ref-format=reftable --object-format=sha256",
       "git init -q --ref-format=reftable probe", "this git has no reftable"},
      {"ReftableWorkTree", "start --ref-format=reftable; git worktree add -q -b side ../side; cd ../side",
       "git init -q --ref-format=reftable probe", "this git has no reftable"},
      // Extensions of the repository format.
      {"WorkTreeConfig",
       "start; git config core.repositoryFormatVersion 1\n"
       "git config extensions.worktreeConfig true; git config --worktree user.nick ada"},
      {"PreciousObjects",
       "start; git config core.repositoryFormatVersion 1\n"
       "git config extensions.preciousObjects true"},
      {"RelativeWorkTree", "start; git worktree add -q --relative-paths -b side ../side; cd ../side",
       "start; git worktree add -q --relative-paths -b probe probe", "this git has no relative work trees"},
      // What the index is like.
      {"SparseIndex",  // Git writes an empty tree when it is asked for a path in such an index.
       "start; git sparse-checkout set --cone --sparse-index dir; git hash-object -w -t tree /dev/null "
       ">/dev/null"},
      {"SplitIndex", "start; git config core.splitIndex true; git update-index --split-index"},
      {"IndexVersion4", "start; git config index.version 4; git update-index --index-version 4"},
      {"ManyFiles", "git config --global feature.manyFiles true; start; git update-index --untracked-cache"},
      {"SkippedHash", "git config --global index.skipHash true; start",
       "git config --global index.skipHash true; start; [ \"$(tail -c 20 .git/index | tr -d '\\0' | wc -c)\" "
       "= 0 ]",
       "this git does not know index.skipHash"},
      {"UntrackedCache",
       "start; git config core.untrackedCache true; git update-index --untracked-cache\n"
       "git status >/dev/null"},
      {"Fsmonitor", "start; git config core.fsmonitor true; git status >/dev/null",
       "git version --build-options | grep -q fsmonitor--daemon", "this git has no fsmonitor--daemon",
       "git fsmonitor--daemon stop >/dev/null 2>&1"},
      {"FsmonitorHook",
       "printf '#!/bin/sh\\nprintf \"token\\\\0/\\\\0\"\\n' >../monitor; chmod +x ../monitor; start\n"
       "git config core.fsmonitor \"$OUT/monitor\"; git update-index --fsmonitor"},
      {"FlaggedEntries",
       "start; git update-index --skip-worktree far/c; rm far/c\n"
       "git update-index --assume-unchanged dir/b; echo changed >dir/b\n"
       "echo x >planned; git add --intent-to-add planned"},
      // What the files are like.
      {"CleanFilter",
       "git config --global filter.upper.clean 'tr a-z A-Z'\n"
       "git config --global filter.upper.smudge 'tr A-Z a-z'; git init -q\n"
       "echo '[ab] filter=upper' >.git/info/attributes; put a b; git commit -qm First; touch a b"},
      {"AutoCrlf", "git config --global core.autocrlf true; git config --global core.safecrlf false; start"},
      {"IgnoreCase", "start; git config core.ignoreCase true"},
      {"NestedRepositories",
       "start; git init -q empty; git init -q full; (cd full; put f; git commit -qm F)"},
      // Where hooks are, and who may run them.
      {"HooksElsewhere", "start; git config core.hooksPath \"$OUT/all hooks\""},
      {"HooksInTheWorkTree", "start; git config core.hooksPath 'my hooks'"},
      {"HooksInHome", "start; git config --global core.hooksPath '~/.hooks'"},
      {"ConfigHooks",
       "start; git config hook.other.command 'echo ran >&2'\n"
       "git config hook.other.event post-commit",
       "git hook list --show-scope post-commit || [ $? = 1 ]", "this git has no hooks in its configuration"},
      {"OtherOwner", "start; chown -R 12345:12345 .; git config --global safe.directory \"$PWD\"", kRoot,
       kNoRoot},
      {"OtherOwnerAllSafe", "start; chown -R 12345:12345 .; git config --global safe.directory '*'", kRoot,
       kNoRoot},
  };
  return kinds;
}

void PrintTo(const Kind& kind, std::ostream* out) {
  *out << kind.name;
}

FileMap read_tree(const fs::path& folder) {
  FileMap files;
  if (!fs::exists(folder)) return files;
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator();
       ++entry) {
    const std::string name = entry->path().lexically_relative(folder).string();
    if (entry->is_symlink()) {
      files[name] = "link to " + fs::read_symlink(entry->path()).string();
    } else if (entry->is_directory()) {
      if (entry->path().filename() == "session") {
        entry.disable_recursion_pending();
      } else {
        files[name] = "folder";
      }
    } else if (entry->is_regular_file()) {
      files[name] = read_bytes(entry->path());
    }
  }
  return files;
}

std::string compare_trees(const FileMap& before, const FileMap& after) {
  std::string text;
  for (const auto& [name, bytes] : before) {
    const auto found = after.find(name);
    if (found == after.end()) {
      text += "gone: " + name + "\n";
    } else if (found->second != bytes) {
      text += "changed: " + name + "\n";
    }
  }
  for (const auto& [name, bytes] : after) {
    if (!before.contains(name)) text += "new: " + name + "\n";
  }
  return text;
}

Ground::Ground(const Kind& kind) : kind_(&kind), repo_(RepoKind::none) {
  repo_.set_variable("OUT", repo_.outside().string());
  const RunResult made = repo_.run({"sh", "-c", finish_script(kind.make)});
  if (made.status != 0) throw std::runtime_error(fmt::format("{}: {}{}", kind.name, made.out, made.err));
  const auto lines = git::split_records(made.out, '\n');
  if (lines.size() != 3) throw std::runtime_error(fmt::format("{} prints {}", kind.name, made.out));
  folder_ = lines[0];
  if (!lines[1].empty()) repo_.set_variable("GIT_DIR", lines[1]);
  if (!lines[2].empty()) repo_.set_variable("GIT_WORK_TREE", lines[2]);
}

Ground::~Ground() {
  try {
    (void)sh(std::string(kind_->close));
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what();
  }
}

RunResult Ground::sh(const std::string& script) {
  return repo_.run_in(folder_, {"sh", "-c", std::string(script_prelude()) + script});
}

std::string Ground::git(const std::vector<std::string>& arguments) {
  return repo_.git_in(folder_, arguments);
}

std::string Ground::document() const {
  return read_bytes(folder_ / "SESSION.md");
}

FileMap Ground::read_git_files() {
  FileMap files;
  for (const char* const what : {"--git-dir", "--git-common-dir", "--git-path=hooks"}) {
    const bool is_hooks = std::string_view(what) == "--git-path=hooks";
    const auto place = is_hooks ? git({"rev-parse", "--git-path", "hooks"}) : git({"rev-parse", what});
    for (auto& [name, bytes] : read_tree(folder_ / place)) files[what + (" " + name)] = std::move(bytes);
  }
  return files;
}

std::string Ground::format_changes() {
  std::string text;
  for (const Change& change : git::ask_git_status(repo_, folder_)) {
    if (change.path == "SESSION.md") continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", change.status, change.path);
  }
  return text.empty() ? "None" : text;
}

std::string GroundPair::next_time() {
  seconds_ += 60;
  return fmt::format(
      "export SOURCE_DATE_EPOCH={0} GIT_AUTHOR_DATE='{0} +0000' GIT_COMMITTER_DATE='{0} +0000'\n", seconds_);
}

std::string GroundPair::play(const std::string& script) {
  const std::string clock = next_time();
  const RunResult with = with_.sh(clock + script);
  const RunResult without = without_.sh(clock + script);
  EXPECT_EQ(with.status, without.status) << script << "\n" << with.err << without.err;
  const auto hide_folder = [](Ground& ground, std::string text) {
    const std::string folder = ground.repo().outside().string();
    for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) {
      text.replace(at, folder.size(), "$OUT");
    }
    return text;
  };
  EXPECT_EQ(hide_folder(with_, with.out), hide_folder(without_, without.out)) << script;
  return subtract_lines(hide_folder(with_, with.err), hide_folder(without_, without.err));
}

RunResult GroundPair::play_with(const std::string& script) {
  RunResult result = with_.sh(next_time() + script);
  EXPECT_EQ(result.status, 0) << script << "\n" << result.out << result.err;
  return result;
}

void GroundPair::expect_same_view() {
  EXPECT_EQ(play("git status --porcelain=v2 --branch; git log --all --format='%H %P %an %ct %s'\n"
                 "git for-each-ref --count=100; git symbolic-ref -q HEAD; git ls-files --stage\n"
                 "git config --list --show-scope"),
            "");
}

}  // namespace session::test
