// SPDX-License-Identifier: MIT
// The shim as a program: every rule, in every shell that may be /bin/sh.
#include "core/install/hook_files.hpp"
#include "io/process.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace session {
namespace {

namespace fs = std::filesystem;
using test::read_bytes;
using test::write_bytes;

constexpr Hook kPostCheckout{"post-checkout", false, false};
constexpr Hook kPrePush{"pre-push", true, true};
constexpr Hook kPostRewrite{"post-rewrite", true, false};

/// A shell, as the first words of a command.
using Shell = std::vector<std::string>;

class ShimIn : public ::testing::TestWithParam<Shell> {
 protected:
  void write_program(const fs::path& path, const std::string& text) {
    write_bytes(path, text);
    fs::permissions(path, fs::perms::owner_all);
  }
  /// A script that notes its arguments and standard input beside itself, then ends with `status`.
  static std::string recorder(const std::string& name, int status) {
    return fmt::format(
        "#!/bin/sh\nprintf '<%s>' {0} \"$@\" >>\"$LOG/calls\"\ncat >\"$LOG/{0}.input\"\nexit {1}\n", name,
        status);
  }
  /// Writes the shim, with the older hook and ours beside it in folders with difficult names.
  void set_up(const Hook& hook, const std::string& kept_text, const std::string& own_text,
              std::vector<std::string> interpreter = {}) {
    hook_ = hooks_ / hook.name;
    kept_ = hooks_ / (std::string(hook.name) + ".before-git-session");
    if (!kept_text.empty()) write_program(kept_, kept_text);
    if (!own_text.empty()) write_program(own_, own_text);
    write_program(hook_,
                  format_shim(hook, {own_.string(), kept_.filename().string(), std::move(interpreter)}));
  }
  io::CommandOutput run(const std::string& input = {}, const fs::path& name = {}) {
    io::Command command;
    command.arguments = GetParam();
    command.arguments.push_back(name.empty() ? hook_.string() : name.string());
    command.arguments.insert(command.arguments.end(), {"first one", "", "it's \"two\" *"});
    command.directory = hooks_;
    command.input = input;
    command.set_variables = {{"LOG", dir_.path().string()}};
    return io::run_command(command).value();
  }
  std::string log(const std::string& name) {
    return fs::exists(dir_ / name) ? read_bytes(dir_ / name) : "(absent)";
  }

  test::TempDir dir_;
  fs::path hooks_ = dir_ / "hooks of \"x\" $y `z` it's";
  fs::path own_ = dir_ / "libexec it's \xc3\xa9/git-session-hook";
  fs::path hook_;
  fs::path kept_;
};

const std::string kArguments = "<first one><><it's \"two\" *>";

TEST_P(ShimIn, RunsTheOlderHookFirstAndThenOurs) {
  set_up(kPostCheckout, recorder("old", 0), recorder("own", 0));
  EXPECT_EQ(run().status, 0);
  EXPECT_EQ(log("calls"), "<old>" + kArguments + "<own>" + kArguments);
}

TEST_P(ShimIn, WorksUnderABareName) {
  set_up(kPostCheckout, recorder("old", 0), recorder("own", 0));
  run({}, "post-checkout");
  EXPECT_EQ(log("calls"), "<old>" + kArguments + "<own>" + kArguments);
}

TEST_P(ShimIn, PassesOnTheStatusOfTheOlderHookOnly) {
  set_up(kPostCheckout, recorder("old", 7), recorder("own", 3));
  EXPECT_EQ(run().status, 7);
  EXPECT_EQ(log("calls"), "<old>" + kArguments + "<own>" + kArguments);
  set_up(kPostCheckout, recorder("old", 0), recorder("own", 3));
  EXPECT_EQ(run().status, 0);
}

TEST_P(ShimIn, PassesOnTheSignalThatEndedTheOlderHook) {
  set_up(kPostCheckout, "#!/bin/sh\nkill -9 $$\n", recorder("own", 0));
  EXPECT_EQ(run().status, 128 + 9);
}

TEST_P(ShimIn, RunsTheOlderHookWhenOursIsGone) {
  for (const auto& hook : {kPostCheckout, kPrePush, kPostRewrite}) {
    fs::remove(dir_ / "calls");
    set_up(hook, recorder("old", 5), {});
    EXPECT_EQ(run("line\n").status, 5);
    EXPECT_EQ(log("calls"), "<old>" + kArguments);
    EXPECT_EQ(log("old.input"), "line\n");
  }
}

TEST_P(ShimIn, DoesNothingWhenBothAreGone) {
  for (const auto& hook : {kPostCheckout, kPrePush, kPostRewrite}) {
    set_up(hook, {}, {});
    const auto output = run("line\n");
    EXPECT_EQ(output.status, 0);
    EXPECT_EQ(output.out + output.err, "");
  }
}

TEST_P(ShimIn, RunsOursWhenTheOlderHookIsGone) {
  set_up(kPrePush, {}, recorder("own", 1));
  EXPECT_EQ(run("line\n").status, 1);
  EXPECT_EQ(log("own.input"), "line\n");
}

TEST_P(ShimIn, ReplaysTheStandardInputToBoth) {
  std::string large;
  for (int i = 0; i < 20000; ++i) {
    large += fmt::format("refs/heads/b{0} {0:040x} refs/heads/b{0} {1:040x}\n", i, 0);
  }
  ASSERT_GT(large.size(), std::size_t{2} << 20);
  const std::vector<std::string> inputs = {
      "", "no line end", "one\n", "\n\n", " blanks \t\\n \\ %s \\0101\n\n\n", "odd \xff\xfe\xc3\n.", large};
  for (const auto& hook : {kPrePush, kPostRewrite}) {
    set_up(hook, recorder("old", 0), recorder("own", 0));
    for (const auto& input : inputs) {
      EXPECT_EQ(run(input).status, 0);
      EXPECT_EQ(log("old.input"), input);
      EXPECT_EQ(log("own.input"), input);
    }
  }
}

TEST_P(ShimIn, CopesWithHooksThatDoNotReadTheirInput) {
  const std::string large(std::size_t{1} << 20, 'x');
  set_up(kPrePush, "#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 0\n");
  const auto output = run(large);
  EXPECT_EQ(output.status, 0);
  EXPECT_EQ(output.err, "");
}

TEST_P(ShimIn, StopsAPushWhenTheOlderHookDoes) {
  set_up(kPrePush, recorder("old", 9), recorder("own", 0));
  EXPECT_EQ(run("line\n").status, 9);
  EXPECT_EQ(log("calls"), "<old>" + kArguments);
}

TEST_P(ShimIn, StopsAPushForOurNoButNotForOurFaults) {
  for (const auto& [own, expected] : {std::pair{0, 0}, {1, 1}, {2, 0}, {127, 0}, {139, 0}}) {
    set_up(kPrePush, recorder("old", 0), recorder("own", own));
    EXPECT_EQ(run().status, expected) << own;
  }
}

TEST_P(ShimIn, NeverPassesOnOurStatusAfterARewrite) {
  set_up(kPostRewrite, recorder("old", 4), recorder("own", 1));
  EXPECT_EQ(run("a b\n").status, 4);
  EXPECT_EQ(log("calls"), "<old>" + kArguments + "<own>" + kArguments);
}

TEST_P(ShimIn, RunsAHookWithoutFirstLineAsGitDoes) {
  set_up(kPostCheckout, "printf '<%s>' old \"$@\" >\"$LOG/calls\"\nexit 6\n", recorder("own", 0));
  EXPECT_EQ(run().status, 6);
  EXPECT_EQ(log("calls"), "<old>" + kArguments + "<own>" + kArguments);
}

TEST_P(ShimIn, PassesByAnOlderHookThatIsNotExecutable) {
  for (const auto& hook : {kPostCheckout, kPrePush, kPostRewrite}) {
    fs::remove(dir_ / "calls");
    set_up(hook, recorder("old", 8), recorder("own", 0));
    fs::permissions(kept_, fs::perms::owner_read);
    EXPECT_EQ(run("line\n").status, 0);
    EXPECT_EQ(log("calls"), "<own>" + kArguments);
    fs::remove(kept_);
  }
}

TEST_P(ShimIn, LeavesTheEnvironmentAlone) {
  const std::string dump = "#!/bin/sh\nenv | sort | grep -v -e ^_= -e ^SHLVL= >\"$LOG/env\"\n";
  set_up(kPrePush, dump, {});
  const auto run_plain = [&](const fs::path& path) {
    io::Command command;
    command.arguments = {path.string()};
    command.directory = hooks_;
    command.set_variables = {{"LOG", dir_.path().string()},
                             {"GIT_DIR", "/x"},
                             {"GIT_SESSION", "0"},
                             {"old", "a"},
                             {"status", "b"},
                             {"dir", "c"},
                             {"file", "d"},
                             {"IFS", "xyz/"},
                             {"own", "f"},
                             {"GIT_INDEX_FILE", "rel/x"},
                             {"GIT_PREFIX", "su b/"},
                             {"input", "g"}};
    EXPECT_EQ(io::run_command(command).value().status, 0);
    return log("env");
  };
  const auto expected = run_plain(kept_);
  EXPECT_EQ(run_plain(hook_), expected);
  set_up(kPrePush, dump, "#!/bin/sh\nexit 0\n");
  EXPECT_EQ(run_plain(hook_), expected);
}

TEST_P(ShimIn, LetsAHookThatAsksForItsNameKeepIt) {
  const std::string text =
      "#!/bin/sh -e\nhook=$(basename \"$0\")\nprintf '<%s>' \"$hook\" \"$(dirname \"$0\")\" \"$@\" "
      ">\"$LOG/calls\"\ncat >\"$LOG/old.input\"\nfalse\necho not reached >\"$LOG/calls\"\n";
  ASSERT_EQ(find_own_name(text), OwnName::in_shell);
  for (const auto& hook : {kPostCheckout, kPrePush, kPostRewrite}) {
    for (const bool has_own : {true, false}) {
      fs::remove(own_);
      set_up(hook, text, has_own ? "#!/bin/sh\nexit 0\n" : "", *find_shell(text));
      EXPECT_EQ(run("line\n").status, 1);
      EXPECT_EQ(log("calls"), fmt::format("<{}><{}>{}", hook.name, hooks_.string(), kArguments));
      if (hook.reads_input) {
        EXPECT_EQ(log("old.input"), "line\n");
      }
    }
  }
}

TEST_P(ShimIn, LetsTheOlderHookEndAsItLikes) {
  for (const auto* ending :
       {"exec sh -c 'exit 3'", "exit 3", "trap 'exit 3' 0\nexit 9", "set -e\n(exit 3)"}) {
    set_up(kPostCheckout, std::string("#!/bin/sh\n") + ending + "\n", recorder("own", 0));
    EXPECT_EQ(run().status, 3) << ending;
  }
}

TEST_P(ShimIn, IsNoErrorUnderALinkedHook) {
  set_up(kPostCheckout, {}, recorder("own", 0));
  write_program(dir_ / "target", recorder("old", 2));
  fs::create_symlink("../target", kept_);
  EXPECT_EQ(run().status, 2);
  fs::remove(dir_ / "target");
  EXPECT_EQ(run().status, 0);
}

TEST_P(ShimIn, HandsPastedLinesTheInputAndGivesItBack) {
  for (const std::string input : {"", "a b c d\n", "a b c d\ne f g h\n"}) {
    set_up(kPrePush, {}, recorder("own", 0));
    std::string text = "#!/bin/sh\n";
    for (const auto& line : format_lines_to_paste(kPrePush, own_.string())) text += line + '\n';
    write_program(hook_, text + "cat >\"$LOG/pasted.input\"\nprintf '<%s>' \"$@\" >>\"$LOG/calls\"\n");
    fs::remove(dir_ / "calls");
    EXPECT_EQ(run(input).status, 0);
    EXPECT_EQ(log("own.input"), input);
    EXPECT_EQ(log("pasted.input"), input);
    EXPECT_EQ(log("calls"), "<own>" + kArguments + kArguments);
  }
  set_up(kPrePush, {}, recorder("own", 1));
  std::string text = "#!/bin/sh\n";
  for (const auto& line : format_lines_to_paste(kPrePush, own_.string())) text += line + '\n';
  write_program(hook_, text);
  EXPECT_EQ(run("a b c d\n").status, 1);
  fs::remove(own_);
  EXPECT_EQ(run("a b c d\n").status, 0);
}

std::vector<Shell> find_shells() {
  std::vector<Shell> shells = {{"/bin/sh"}};
  for (const Shell& shell : {Shell{"dash"}, Shell{"bash", "--posix"}, Shell{"busybox", "sh"}}) {
    for (const auto* folder : {"/bin/", "/usr/bin/"}) {
      if (!fs::exists(folder + shell[0])) continue;
      shells.push_back(shell);
      break;
    }
  }
  return shells;
}

std::string name_shell(const ::testing::TestParamInfo<Shell>& shell) {
  return shell.param[0] == "/bin/sh" ? std::string("sh") : shell.param[0];
}

INSTANTIATE_TEST_SUITE_P(Shells, ShimIn, ::testing::ValuesIn(find_shells()), name_shell);

}  // namespace
}  // namespace session
