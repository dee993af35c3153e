// SPDX-License-Identifier: MIT
#include "oracle/trailer_messages.hpp"

#include <array>
#include <string_view>

namespace session::test {
namespace {

using namespace std::string_view_literals;

constexpr auto kTrailers = std::to_array<std::string_view>({
    "Completes: T-1",
    "Completes: Add the login form",
    "completes:x",
    "Comp: y",
    "Progress : half",
    "Next\t: z",
    "Signed-off-by: A <a@example.com>",
    "Signed-off-by: ",
    "signed-off-by: a",
    "SIGN: me",
    "Fix #12",
    "fix=3",
    "Fixes:#12",
    "Co-authored-by: B\xc3\xa9 <b@example.com>",
    "BREAKING-CHANGE: x",
    "Blocked-by:",
    "A: ",
    "A:b: c",
    "x-1: v # not a comment",
    "-: x",
    "--: y",
    "-a-: z",
    "Conflicts: a",
    "https://example.com/a b",
    "Ke: \xff\xfe",
    "(cherry picked from commit 0123456789)",
    "Change-Id: I0123456789",
    "bare: 1",
    "bar: 2",
    "key : x",
    "k: 5",
});

constexpr auto kNearTrailers = std::to_array<std::string_view>({
    "Closes #12",
    "BREAKING CHANGE: x",
    ": value",
    "a_b: value",
    "\xc3\xa9t\xc3\xa9: x",
    "see https://example.com",
    "(cherry picked from commit",
    " (cherry picked from commit 01)",
    "Signed-off-by A",
    "two words: x",
    "a  b: c",
    "prose without a separator",
    "key",
    "key=value",
    "key#3",
    "Key\v: x",
    "Key\f: x",
    "\x01: b",
    "Fix. This: that",
    "[a@example.com: changed things]",
    "- item: x",
    "* item",
    "1. a: b",
    "Revert \"x\"",
    "\xef\xbb\xbfKey: x",
    "This reverts commit 0123.",
    "key. : x",
    "=: x",
    "key:",
    "commit 0123456",
    "Author: A <a@example.com>",
});

constexpr auto kContinuations = std::to_array<std::string_view>({
    " more",
    "\tmore",
    "  two  blanks",
    " \tx: y",
    " key: value",
    "    Completes: T-9",
    "\t#12",
    " # x",
    "\r more",
    "\vmore",
    "\f: x",
    " \xc3\xa9",
});

constexpr auto kComments = std::to_array<std::string_view>({
    "# comment",
    "#",
    "#key: value",
    "# key: value",
    "; comment",
    ";key: value",
    "kay: comment",
    "#\t",
    "; #",
});

constexpr auto kBlanks =
    std::to_array<std::string_view>({"", "", "", "", " ", "\t", " \t ", "\r", "\v", "\f"});

constexpr auto kMarks = std::to_array<std::string_view>({
    "---",
    "--- ",
    "---\t",
    "---x",
    "----",
    "--- a/file",
    " ---",
    "-- ",
    "---\r",
    "Conflicts:",
    "\tfile one",
    "Conflicts: ",
    "# Conflicts:",
    "#\tfile",
    "# ------------------------ >8 ------------------------",
    "; ------------------------ >8 ------------------------",
    "#------------------------ >8 ------------------------",
    "# ------------------------ >8 ------------------------ ",
    " # ------------------------ >8 ------------------------",
    "Squashed commit of the following:",
    "# This is a combination of 2 commits.",
    "k ------------------------ >8 ------------------------",
});

constexpr auto kTitles = std::to_array<std::string_view>({
    "Add login form",
    "feat(x): add y",
    "fix!: z",
    "Completes: T-1",
    "Merge branch 'a'",
    "#12 fixed",
    "\xc3\xa9",
    "fixup! x",
    "Squashed commit of the following:",
    "Signed-off-by: A",
    "---",
    "Conflicts:",
    "",
    " x",
});

/// Bytes that a mutation puts in.
constexpr std::string_view kBytes = "\n\n\r\t  ::#-;=kaZ0\xc3\xa9\v\f.(\0"sv;

/// splitmix64: small, fast, and the same everywhere.
class Dice {
 public:
  Dice(std::uint64_t seed, std::size_t number) : state_(seed * 0x9e3779b97f4a7c15U + number) {}
  std::size_t below(std::size_t bound) {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return static_cast<std::size_t>((z ^ (z >> 31)) % bound);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string_view pick(const std::array<std::string_view, N>& from) {
    return from.at(below(N));
  }

 private:
  std::uint64_t state_;
};

/// Puts one message together, line by line.
class Writer {
 public:
  Writer(std::uint64_t seed, std::size_t number) : dice_(seed, number) {}

  std::string write() {
    crlf_ = dice_.one_in(12);
    write_start();
    for (std::size_t n = dice_.below(3); n > 0; --n) write_prose();
    for (std::size_t n = dice_.one_in(5) ? 2 : 1; n > 0; --n) write_block();
    if (dice_.one_in(3)) write_tail();
    if (dice_.one_in(4) && !text_.empty()) text_.pop_back();
    if (dice_.one_in(5)) mutate();
    if (dice_.one_in(400)) inflate();
    return std::move(text_);
  }

 private:
  void line(std::string_view content) {
    text_ += content;
    const bool odd_end = dice_.one_in(60);
    text_ += crlf_ != odd_end ? "\r\n" : "\n";
  }

  void blank() { line(dice_.one_in(5) ? dice_.pick(kBlanks) : ""); }

  void write_start() {
    if (dice_.one_in(15)) blank();
    if (dice_.one_in(40)) line(dice_.pick(kComments));
    line(dice_.pick(kTitles));
    if (dice_.one_in(10)) line(dice_.pick(kTrailers));
    if (!dice_.one_in(12)) blank();
  }

  void write_prose() {
    for (std::size_t n = 1 + dice_.below(3); n > 0; --n) line(dice_.pick(kNearTrailers));
    if (!dice_.one_in(10)) blank();
  }

  /// The share of lines that are no trailers goes from none to most, so that blocks fall on both sides of the
  /// rule.
  void write_block() {
    const std::size_t strangers = dice_.one_in(2) ? 0 : dice_.below(9);
    const std::size_t length = 1 + dice_.below(dice_.one_in(4) ? 12 : 5);
    for (std::size_t n = 0; n < length; ++n) {
      line(dice_.below(10) < strangers ? dice_.pick(kNearTrailers) : dice_.pick(kTrailers));
      while (dice_.one_in(5)) line(dice_.pick(kContinuations));
      if (dice_.one_in(15)) line(dice_.pick(kComments));
      if (dice_.one_in(60)) line(dice_.pick(kMarks));
      if (dice_.one_in(60)) blank();
    }
    if (dice_.one_in(8)) blank();
  }

  void write_tail() {
    for (std::size_t n = dice_.below(6); n > 0; --n) {
      switch (dice_.below(5)) {
        case 0: line(dice_.pick(kComments)); break;
        case 1: line(dice_.pick(kMarks)); break;
        case 2: line(dice_.pick(kTrailers)); break;
        default: blank(); break;
      }
    }
  }

  void mutate() {
    for (std::size_t n = 1 + dice_.below(4); n > 0 && !text_.empty(); --n) {
      // Three of four hit the end, where the trailers are.
      const std::size_t reach = dice_.one_in(4) ? text_.size() : std::min<std::size_t>(text_.size(), 60);
      const std::size_t at = text_.size() - 1 - dice_.below(reach);
      const char byte = kBytes[dice_.below(kBytes.size())];
      switch (dice_.below(4)) {
        case 0: text_.erase(at, 1); break;
        case 1: text_[at] = byte; break;
        case 2: text_.insert(at, text_.substr(at, dice_.below(20))); break;
        default: text_.insert(at, 1, byte); break;
      }
    }
  }

  /// A run of one byte, up to 20 KB.
  void inflate() {
    text_.insert(dice_.below(text_.size() + 1), dice_.below(20000), kBytes[dice_.below(kBytes.size())]);
  }

  Dice dice_;
  std::string text_;
  bool crlf_ = false;
};

}  // namespace

std::string make_trailer_message(std::uint64_t seed, std::size_t number) {
  return Writer(seed, number).write();
}

bool hangs_interpret_trailers(const std::string& message, char comment) {
  const std::string scissors =
      std::string(1, comment) + " ------------------------ >8 ------------------------\n";
  const std::size_t cut = message.rfind(scissors);
  const std::string text = "\n" + message;
  return cut != std::string::npos && text.find("\n---") < cut + 1;
}

}  // namespace session::test
