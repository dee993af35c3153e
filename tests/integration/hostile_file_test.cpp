// SPDX-License-Identifier: MIT
// Whatever stands at SESSION.md: git goes on, nothing hangs, nothing is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;

struct FileCase {
  std::string name;
  std::string damage;  ///< made of a good SESSION.md
  std::string said;    ///< by a commit
  std::string repair = "rm -rf SESSION.md; cp ../good SESSION.md";
};

void PrintTo(const FileCase& value, std::ostream* out) {
  *out << value.name;
}

class DamagedFile : public ::testing::TestWithParam<FileCase> {
 protected:
  /// Kind, mode, size, time and, of a regular file, the sum of the bytes.
  std::string describe() {
    return story_.repo()
        .run({"sh", "-c", "stat -c '%F %a %s %y %N' SESSION.md; [ ! -f SESSION.md ] || sha1sum <SESSION.md"})
        .out;
  }
  Story story_;
};

TEST_P(DamagedFile, IsLeftAloneAndGitGoesOn) {
  story_.play(
      "cp SESSION.md ../good; git init -q --bare ../server.git; git switch -qc topic; git switch -q main\n" +
      GetParam().damage);
  const std::string before = describe();
  const RunResult commit = story_.sh("put b; timeout 30 git commit -qm 'Add b'");
  EXPECT_EQ(commit.status, 0);
  EXPECT_EQ(commit.err, story_.expand(GetParam().said));
  EXPECT_EQ(story_.sh("timeout 30 git switch -q topic").status, 0);
  EXPECT_EQ(story_.sh("timeout 30 git push -q ../server.git main").status, 0);
  EXPECT_EQ(story_.sh("timeout 30 git switch -q main").status, 0);
  EXPECT_EQ(describe(), before);
  story_.play(GetParam().repair);
  story_.expect_said("put c; git commit -qm 'Add c'",
                     "session: caught up with 1 commit not recorded so far\n"
                     "session: recorded {HEAD} \"Add c\" (2 items)\n");
  EXPECT_EQ(story_.document(), story_.expect({{"Add b @ HEAD~1", "Add c @ HEAD"}}));
}

const std::vector<FileCase> kDamages = {
    {"Directory", "rm SESSION.md; mkdir SESSION.md",
     "session: warning: cannot read '{ROOT}/SESSION.md': it is a directory\n"},
    {"LinkOutOfTheTree", "mv SESSION.md ../out.md; ln -s ../out.md SESSION.md",
     "session: warning: cannot use the path 'SESSION.md': a link leads out of the work tree\n"},
    {"LinkIntoTheGitDirectory", "mv SESSION.md .git/S.md; ln -s .git/S.md SESSION.md",
     "session: warning: cannot use the path 'SESSION.md': a link leads into '.git'\n"},
    {"LinkToNothing", "rm SESSION.md; ln -s nowhere.md SESSION.md", ""},
    {"NamedPipe", "rm SESSION.md; mkfifo SESSION.md",
     "session: warning: cannot read '{ROOT}/SESSION.md': it is a named pipe\n"},
    {"Device", "rm SESSION.md; ln -s /dev/zero SESSION.md",
     "session: warning: cannot use the path 'SESSION.md': a link leads out of the work tree\n"},
    {"ReadOnly", "chmod 444 SESSION.md",
     "session: warning: cannot write '{ROOT}/SESSION.md': it is read-only\n"
     "hint: make it writable: chmod u+w '{ROOT}/SESSION.md'\n"},
    {"ConflictMarkers", "printf '<<<<<<< HEAD\\na\\n=======\\nb\\n>>>>>>> topic\\n' >>SESSION.md",
     "session: warning: 'SESSION.md' is left alone: it has conflict markers\n"},
    {"NulBytes", "printf 'a\\0b\\n' >>SESSION.md",
     "session: warning: 'SESSION.md' is left alone: it has NUL bytes\n"},
    {"MoreThanEightMebibytes", "head -c 8388609 /dev/zero | tr '\\0' '\\n' >>SESSION.md",
     "session: warning: cannot read '{ROOT}/SESSION.md': it is larger than 8388608 bytes\n"},
    {"Empty", ": >SESSION.md", ""},
};
INSTANTIATE_TEST_SUITE_P(Files, DamagedFile, ::testing::ValuesIn(kDamages),
                         [](const auto& damage) { return damage.param.name; });

/// The document in another writing; the edits must be in the same one.
struct WritingCase {
  std::string name;
  std::string change;  ///< of the document, as a script that reads standard input
};

void PrintTo(const WritingCase& value, std::ostream* out) {
  *out << value.name;
}

class OtherWriting : public ::testing::TestWithParam<WritingCase> {};

TEST_P(OtherWriting, IsKept) {
  Story story;
  const auto change = [&](const std::string& text) {
    story.repo().write("../text", text);
    return story.repo().run({"sh", "-c", GetParam().change + " <../text"}).out;
  };
  story.play("put z; git commit -qm 'Add z'");
  story.repo().write("SESSION.md", change(story.document()));
  story.play("put b; git commit -qm 'Add b'; put c; git commit -qm 'Add c'");
  EXPECT_EQ(story.document(), change(story.expect({{"Add z @ HEAD~2", "Add b @ HEAD~1", "Add c @ HEAD"}})));
}

const std::vector<WritingCase> kWritings = {
    {"CarriageReturns", "sed 's/$/\\r/'"},
    {"ByteOrderMark", "{ printf '\\357\\273\\277'; cat; }"},
    {"NoFinalNewline", "head -c -1"},
    {"FrontMatter", "{ printf -- '---\\ntitle: x\\n---\\n'; cat; }"},
    {"DeeperHeadings", "sed 's/^#/##/'"},
    {"OtherNames", "sed 's/^## Completed Items/## ✅ Done/; s/^## Next Actions/## Next Steps/'"},
    {"StarBullets", "sed 's/^- \\[x\\]/* [x]/; s/^- \\*\\*/* **/'"},
    {"WordsAround", "sed 's/^## .*/&\\n\\nSome words that stay.\\n/'"},
    {"InvalidUtf8", "{ cat; printf '\\nbytes \\377\\376\\n'; }"},
};
INSTANTIATE_TEST_SUITE_P(Writings, OtherWriting, ::testing::ValuesIn(kWritings),
                         [](const auto& writing) { return writing.param.name; });

TEST(DocumentBehindALink, IsEditedThroughTheLink) {
  Story story;
  story.play(
      "mkdir notes; mv SESSION.md notes/S.md; ln -s notes/S.md SESSION.md; put b; git commit -qm 'Add b'");
  EXPECT_TRUE(std::filesystem::is_symlink(story.repo().path() / "SESSION.md"));
  EXPECT_EQ(story.repo().read("notes/S.md"),
            story.expect({.completed = {"Add b @ HEAD"}, .changes = "?? notes/"}));
}

TEST(DocumentWithAMode, KeepsItsMode) {
  Story story;
  story.play("chmod 640 SESSION.md; put b; git commit -qm 'Add b'");
  EXPECT_EQ(story.repo().run({"stat", "-c", "%a", "SESSION.md"}).out, "640\n");
}

TEST(DocumentOfSomebodyElse, IsLeftAloneAndToldOnce) {
  Story story(Story::Hooks::none);
  story.play("printf '# My sessions\\n\\n- one\\n' >SESSION.md; git session install --no-init >/dev/null");
  const std::string before = story.document();
  EXPECT_EQ(story.play("put b; git commit -qm 'Add b'"),
            "session: warning: 'SESSION.md' is left alone: it has no sections 'Completed Items' and 'Git "
            "Checkpoint' "
            "under any known name\n"
            "hint: add what it lacks: git session init --adopt, or name your headings in session.aliases\n");
  EXPECT_EQ(story.play("put c; git commit -qm 'Add c'; git switch -qc topic"), "");
  EXPECT_EQ(story.document(), before);
}

/// Runs as a user for whom permissions count.
class WithoutRights : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) return;
    story_.play("git config --global safe.directory '*'");
    if (story_
            .sh("command -v setpriv >/dev/null && chown -R 65534:65534 .. && " + as_ + "git session version")
            .status != 0) {
      GTEST_SKIP() << "another user cannot run the programs here";
    }
  }
  RunResult run(const std::string& command) { return story_.sh(as_ + command); }

  Story story_;
  std::string as_ = ::geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
};

TEST_F(WithoutRights, AnUnreadableDocumentIsNamed) {
  const std::string before = story_.document();
  story_.play("chmod 000 SESSION.md");
  const RunResult result = run("git commit -q --allow-empty -m 'Add b'");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("session: warning: cannot read '"));
  story_.play("chmod 644 SESSION.md");
  EXPECT_EQ(story_.document(), before);
  const RunResult next = run("git commit -q --allow-empty -m 'Add c'");
  EXPECT_EQ(next.err, story_.expand("session: caught up with 1 commit not recorded so far\n"
                                    "session: recorded {HEAD} \"Add c\" (2 items)\n"));
}

TEST_F(WithoutRights, AStateThatCannotBeWrittenStopsNoCommit) {
  const std::string before = story_.document();
  story_.play("chmod -R a-w .git/session");
  const RunResult result = run("git commit -q --allow-empty -m 'Add b'");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("session: warning: cannot lock '"));
  EXPECT_EQ(run("git switch -qc topic").status, 0);
  EXPECT_EQ(run("git switch -q main").status, 0);
  EXPECT_EQ(story_.document(), before);
  story_.play("chmod -R u+w .git/session");
  run("git commit -q --allow-empty -m 'Add c'");
  EXPECT_EQ(story_.document(), story_.expect({{"Add b @ HEAD~1", "Add c @ HEAD"}}));
}

TEST_F(WithoutRights, AFolderThatCannotBeWrittenStopsNoCommit) {
  const std::string before = story_.document();
  story_.play("chmod a-w .");
  EXPECT_EQ(run("git commit -q --allow-empty -m 'Add b'").status, 0);
  story_.play("chmod u+w .");
  EXPECT_EQ(story_.document(), before);
}

}  // namespace
}  // namespace session::test
