// SPDX-License-Identifier: MIT
// Tracked files: what git stores, what a person reads, and the file that holds both.
#include "core/live/live_block.hpp"
#include "core/live/live_text.hpp"
#include "core/text/line_diff.hpp"
#include "core/text/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace session::property {
namespace {

using Lines = std::vector<std::string>;

/// Lines of hand-off files, and those that the blocks are made of.
rc::Gen<std::string> any_line() {
  return rc::gen::elementOf(Lines{"## Completed Items",
                                  "## In Progress",
                                  "## Next Actions",
                                  "## Git Checkpoint",
                                  "- [x] a — `1111111` (2026-01-02)",
                                  "- [x] b — `2222222` (2026-01-03)",
                                  "- [ ] c — half",
                                  "- [ ] d",
                                  "1. e",
                                  "2. e",
                                  "2. f",
                                  "3. f",
                                  "| Blocker | Status |",
                                  "|---|---|",
                                  "| x | Open |",
                                  "| y | Open |",
                                  "- **Branch**: main",
                                  "- **Branch**: _(not stored)_",
                                  "- **Last Commit**: `1111111` — s",
                                  "- **Timestamp**:",
                                  "  - nested",
                                  "```",
                                  "<!--",
                                  "-->",
                                  "a --> b",
                                  "a --\\> b",
                                  "",
                                  "",
                                  "Text"});
}

/// Lines that no writer puts there, but a person or a broken merge may.
rc::Gen<std::string> any_odd_line() {
  return rc::gen::oneOf(
      any_line(),
      rc::gen::elementOf(Lines{"<!-- session:live -->", "<!-- session:live", "<!-- session:live open",
                               "<!-- session:end -->", "<!-- session:live " + format_seal("- [ ] d") + " -->",
                               "<!-- session:live " + format_seal("2. e") + "=0", "0 <!-- session:live",
                               "0 - [ ] d", "1 1. e", "0 ", "<<<<<<< x"}));
}

std::string join(const Lines& lines, std::string_view ending, bool open_end) {
  std::string text;
  for (const std::string& line : lines) text.append(line).append(ending);
  if (open_end && !text.empty()) text.resize(text.size() - ending.size());
  return text;
}

std::string any_ending() {
  return *rc::gen::elementOf(Lines{"\n", "\n", "\r\n"});
}

/// Takes out, changes and puts in a few lines.
Lines edit(Lines lines, const rc::Gen<std::string>& line) {
  const int edits = *rc::gen::inRange(0, 6);
  for (int i = 0; i < edits; ++i) {
    const auto at = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, lines.size() + 1));
    const int kind = at < static_cast<std::ptrdiff_t>(lines.size()) ? *rc::gen::inRange(0, 3) : 0;
    if (kind == 0) lines.insert(lines.begin() + at, *line);
    if (kind == 1) lines.erase(lines.begin() + at);
    if (kind == 2) lines[static_cast<std::size_t>(at)] = *line;
  }
  return lines;
}

std::vector<std::string_view> views(const Lines& lines) {
  return {lines.begin(), lines.end()};
}

RC_GTEST_PROP(LineDiffProperties, TheHunksTurnOneListIntoTheOther, ()) {
  const Lines before = *rc::gen::container<Lines>(any_line());
  const Lines after = *rc::gen::oneOf(rc::gen::container<Lines>(any_line()),
                                      rc::gen::exec([&before] { return edit(before, any_line()); }));
  Lines made;
  std::size_t at = 0;
  for (const Hunk& hunk : diff_lines(views(before), views(after))) {
    RC_ASSERT(hunk.before_begin < hunk.before_end || hunk.after_begin < hunk.after_end);
    for (; at < hunk.before_begin; ++at) made.push_back(before[at]);
    RC_ASSERT(made.size() == hunk.after_begin);
    for (std::size_t i = hunk.after_begin; i < hunk.after_end; ++i) made.push_back(after[i]);
    at = hunk.before_end;
  }
  for (; at < before.size(); ++at) made.push_back(before[at]);
  RC_ASSERT(made == after);
}

RC_GTEST_PROP(LiveProperties, TheWovenFileCleansToWhatIsStoredAndShowsTheRest, ()) {
  const Lines lines = *rc::gen::container<Lines>(any_line());
  const std::string ending = any_ending();
  const std::string stored = clean_text(join(lines, ending, *rc::gen::arbitrary<bool>()));
  Lines stored_lines;
  for (const Span& span : split_lines(stored)) stored_lines.emplace_back(slice(stored, span));
  const std::string shown = join(edit(stored_lines, any_line()), ending, false);
  const std::string file = weave_text(stored, shown);
  RC_ASSERT(clean_text(file) == stored);
  const std::string read = show_text(file);
  RC_ASSERT(read == shown || read + ending == shown);
}

RC_GTEST_PROP(LiveProperties, CleaningTwiceChangesNothing, ()) {
  const Lines lines = *rc::gen::container<Lines>(any_odd_line());
  const std::string cleaned = clean_text(join(lines, any_ending(), *rc::gen::arbitrary<bool>()));
  RC_ASSERT(clean_text(cleaned) == cleaned);
}

RC_GTEST_PROP(LiveProperties, WhatAPersonWritesAnywhereIsStored, ()) {
  const Lines lines = *rc::gen::container<Lines>(any_line());
  const std::string stored = clean_text(join(lines, "\n", false));
  Lines stored_lines;
  for (const Span& span : split_lines(stored)) stored_lines.emplace_back(slice(stored, span));
  const std::string file = weave_text(stored, join(edit(stored_lines, any_line()), "\n", false));
  Lines file_lines;
  for (const Span& span : split_lines(file)) file_lines.emplace_back(slice(file, span));
  // Inside of a comment that carries stored lines nobody writes: that is not the text of the file.
  std::vector<std::size_t> places;
  bool in_comment = false;
  for (std::size_t i = 0; i <= file_lines.size(); ++i) {
    if (!in_comment) places.push_back(i);
    if (i == file_lines.size()) break;
    if (is_block_start(file_lines[i]) && !file_lines[i].ends_with(" -->")) in_comment = true;
    if (file_lines[i] == "-->") in_comment = false;
  }
  const std::size_t at = *rc::gen::elementOf(places);
  const std::string written = "My words 4711";
  file_lines.insert(file_lines.begin() + static_cast<std::ptrdiff_t>(at), written);
  const std::string cleaned = clean_text(join(file_lines, "\n", false));
  RC_ASSERT(cleaned.find(written) != std::string::npos);
}

}  // namespace
}  // namespace session::property
