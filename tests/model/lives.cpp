// SPDX-License-Identifier: MIT
#include "lives.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace session::test {
namespace {

constexpr std::string_view kMark = "\001\n";

/// What the steps use beside put, edit and tick of hook_story.cpp.
constexpr const char* kFunctions =
    "idle() {\n"
    "  for one in rebase-merge rebase-apply MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD sequencer; do\n"
    "    [ ! -e \".git/$one\" ] || return 1\n"
    "  done\n"
    "}\n"
    "mark() { [ ! -e SESSION.md ] || cat SESSION.md >../marked; }\n"
    "resolve() {\n"
    "  git diff --name-only --diff-filter=U | sort -u | while read -r name; do\n"
    "    if [ -e \"$name\" ]; then echo \"resolved $1\" >\"$name\"; git add -- \"$name\"\n"
    "    else git rm -q --cached -- \"$name\"; fi\n"
    "  done\n"
    "}\n"
    "theirs() {\n"
    "  (cd ../other && git fetch -q && git reset -q --hard origin/main && echo \"$1\" >\"theirs$1\" &&\n"
    "    git add . && GIT_AUTHOR_NAME='Grace Hopper' GIT_AUTHOR_EMAIL=grace@example.org \\\n"
    "    GIT_COMMITTER_NAME='Grace Hopper' GIT_COMMITTER_EMAIL=grace@example.org \\\n"
    "    git commit -qm \"Their work $1\" && git push -q origin HEAD:main)\n"
    "  tick\n"
    "}\n";

std::string hide_root(Story& story, std::string text) {
  const std::string root = story.repo().outside().string();
  for (std::size_t at = text.find(root); at != std::string::npos; at = text.find(root, at))
    text.replace(at, root.size(), "{ROOT}");
  return text;
}

/// The first names under which two lists of files differ.
std::string format_difference(const Files& with, const Files& without) {
  std::string text;
  const auto add = [&text](const std::string& name, const std::string& one, const std::string& other) {
    if (text.size() < 4000)
      text += fmt::format("{}\n--- with hooks\n{}\n--- without\n{}\n", name, one, other);
  };
  for (const auto& [name, bytes] : with) {
    const auto other = without.find(name);
    if (other == without.end())
      add(name, bytes, "(no such file)");
    else if (other->second != bytes)
      add(name, bytes, other->second);
  }
  for (const auto& [name, bytes] : without) {
    if (!with.contains(name)) add(name, "(no such file)", bytes);
  }
  return text;
}

std::string format_both(const std::string& what, const std::string& with, const std::string& without) {
  return fmt::format("{}\n--- with hooks\n{}\n--- without\n{}\n", what, with, without);
}

}  // namespace

struct Lives::Outcome {
  int status = 0;
  std::string out;
  std::string err;
  std::string verify_out;
  std::string verify_status;  ///< empty: it did not run
  std::string verify_err;
  std::string git_status;
  std::string log;
  Files files;
  std::string document;
  std::optional<std::string> marked;  ///< SESSION.md at the step's `mark`
};

Lives::Lives(Rhythm rhythm, Hooked hooked)
    : rhythm_(rhythm),
      hooked_(hooked == Hooked::yes),
      with_(hooked_ ? Story::Hooks::installed : Story::Hooks::none),
      without_(Story::Hooks::none) {
  const Operation nothing = {.name = "nothing", .script = ":"};
  const Outcome first = run(with_, nothing, false);
  const Outcome other = run(without_, nothing, false);
  if (const auto fault = compare(first, other)) throw std::runtime_error(fault->text);
  now_ = read_snapshot(first.git_status, first.log, first.files);
  document_ = first.document;
  expectations_.begin(now_);
}

Lives::Outcome Lives::run(Story& story, const Operation& operation, bool verify) {
  const std::string after =
      verify ? "if idle; then git session verify --fix; printf '\\001\\n%s\\n\\001\\n' $?; "
               "else printf '\\001\\n\\001\\n'; fi\n"
             : "printf '\\001\\n\\001\\n'\n";
  const std::filesystem::path marked = story.repo().outside() / "marked";
  std::filesystem::remove(marked);
  const RunResult result = story.sh(fmt::format(
      "{}(\n{}\n)\nprintf '\\001\\n%s\\n\\001\\n' $?; printf '\\001\\n' >&2\n{}"
      "git status --porcelain=v2 --branch --untracked-files=all; printf '\\001\\n'\n{}",
      kFunctions, operation.script, after,
      &story == &with_ ? fmt::format("git log --exclude=refs/stash --all --format='{}'", log_format())
                       : ":"));
  const std::vector<std::string> out = split_text(hide_root(story, result.out), kMark);
  const std::vector<std::string> err = split_text(hide_root(story, result.err), kMark);
  if (out.size() != 6 || err.size() != 2 || result.status != 0) {
    throw std::runtime_error(
        fmt::format("a step was cut off\n{}\n{}{}", operation.script, result.out, result.err));
  }
  Outcome outcome;
  outcome.out = out[0];
  outcome.status = std::stoi(out[1]);
  outcome.verify_out = out[2];
  outcome.verify_status = out[3].substr(0, out[3].find('\n'));
  outcome.git_status = out[4];
  outcome.log = out[5];
  outcome.err = err[0];
  outcome.verify_err = err[1];
  outcome.files = read_files(story.repo().path());
  if (story.repo().exists("SESSION.md")) outcome.document = story.repo().read("SESSION.md");
  if (std::filesystem::exists(marked)) outcome.marked = read_bytes(marked);
  return outcome;
}

std::optional<Fault> Lives::play(const Operation& operation, bool last) {
  steps_ += 1;
  const bool due = rhythm_ == Rhythm::each_step || steps_ - verified_ >= 8 || last;
  const bool verify = hooked_ && due;
  const Outcome with = run(with_, operation, verify);
  const Outcome without = run(without_, operation, false);
  status_ = with.status;
  const bool verified = !with.verify_status.empty();
  if (verified) verified_ = steps_;
  Snapshot after = read_snapshot(with.git_status, with.log, with.files);
  expectations_.learn({operation, now_, after, with.status, verified, document_});
  const bool moved = after.head != now_.head;
  now_ = std::move(after);
  if (auto fault = compare(with, without)) return fault;
  if (!hooked_) return std::nullopt;
  return check_document(with, verified, moved);
}

std::optional<Fault> Lives::compare(const Outcome& with, const Outcome& without) const {
  if (with.status != without.status) {
    return Fault{"git ends with another status",
                 format_both("", fmt::format("{}\n{}", with.status, with.err),
                             fmt::format("{}\n{}", without.status, without.err))};
  }
  if (with.out != without.out) {
    return Fault{"git prints something else", format_both("standard output", with.out, without.out)};
  }
  const std::string rest = subtract_lines(with.err, without.err);
  if (rest != Story::ours(rest)) {
    return Fault{"git prints something else", format_both("standard error", with.err, without.err)};
  }
  if (with.git_status != without.git_status) {
    return Fault{"the tree is not as clean", format_both("", with.git_status, without.git_status)};
  }
  if (with.files != without.files) {
    return Fault{"git's files or the work tree differ", format_difference(with.files, without.files)};
  }
  return std::nullopt;
}

std::optional<Fault> Lives::check_document(const Outcome& outcome, bool verified, bool moved) {
  if (now_.under_way != UnderWay::nothing) {
    if (outcome.marked) document_ = *outcome.marked;
    if (outcome.document == document_) return std::nullopt;
    // Nobody can tell the commit that ends a range from one that is made just before its last pick.
    if (now_.last_pick && moved) {
      document_ = outcome.document;
      return expectations_.check_written(document_);
    }
    return Fault{"SESSION.md is written while git has something under way",
                 format_both("", outcome.document, document_)};
  }
  document_ = outcome.document;
  if (!verified) return expectations_.check_written(outcome.document);
  if (outcome.verify_status != "0" && outcome.verify_status != "1") {
    return Fault{"verify --fix fails", fmt::format("it ended with {}\n{}{}", outcome.verify_status,
                                                   outcome.verify_out, outcome.verify_err)};
  }
  auto fault = expectations_.check(now_, outcome.document);
  if (fault) {
    fault->text +=
        fmt::format("\n--- git printed\n{}{}--- verify --fix printed\n{}{}--- SESSION.md\n{}", outcome.out,
                    outcome.err, outcome.verify_out, outcome.verify_err, outcome.document);
  }
  return fault;
}

std::optional<Fault> Lives::compare_objects() {
  const auto with = list_objects(with_.repo().path());
  const auto without = list_objects(without_.repo().path());
  if (with == without) return std::nullopt;
  return Fault{"other objects are stored",
               fmt::format("{} with hooks, {} without", with.size(), without.size())};
}

Operation set_up() {
  return {.name = "set up",
          .script =
              "seq 30 >lines; echo 0 >shared; git add lines shared; git commit -qm 'Set up'\n"
              "git init -q --bare ../server.git; git remote add origin ../server.git\n"
              "git push -q -u origin main; git clone -q ../server.git ../other"};
}

Operation wind_up() {
  return {.name = "wind up",
          .script =
              "idle || git rebase --abort || git am --abort || git merge --abort ||\n"
              "  git cherry-pick --abort || git revert --abort || git cherry-pick --quit\n"
              "idle || git reset -q --hard"};
}

std::string format_script(const std::vector<Operation>& operations, Rhythm rhythm) {
  return fmt::format(
             "# bash, in an empty folder, the built programs first in PATH\n"
             "export TZ=UTC LC_ALL=C GIT_EDITOR=: GIT_PAGER=cat GIT_CONFIG_NOSYSTEM=1 "
             "GIT_CONFIG_GLOBAL=/dev/null\n"
             "export GIT_AUTHOR_NAME='Ada Lovelace' GIT_AUTHOR_EMAIL=ada@example.org\n"
             "export GIT_COMMITTER_NAME='Ada Lovelace' GIT_COMMITTER_EMAIL=ada@example.org\n"
             "export SOURCE_DATE_EPOCH=1751362200 GIT_AUTHOR_DATE GIT_COMMITTER_DATE\n"
             "{}{}"
             "step() {{ SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 59)); tick; }}\n"
             "step; git init -q -b main repo; cd repo; put a; git commit -qm First; git session install "
             ">/dev/null\n",
             script_prelude(), kFunctions) +
         format_steps(operations, rhythm);
}

std::string format_steps(const std::vector<Operation>& operations, Rhythm rhythm) {
  std::string text;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    text += fmt::format("# {}: {}\nstep; (\n{}\n)\n", i, operations[i].name, operations[i].script);
    if (rhythm == Rhythm::each_step || i % 8 == 7 || i + 1 == operations.size())
      text += "! idle || git session verify --fix\n";
  }
  return text;
}

}  // namespace session::test
