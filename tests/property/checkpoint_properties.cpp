// SPDX-License-Identifier: MIT
// Properties of the checkpoint's fields and of the verdict.
#include "core/checkpoint/checkpoint.hpp"
#include "core/checkpoint/verdict.hpp"
#include "core/text/inline_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "property/core_generators.hpp"
#include <algorithm>

namespace session {
namespace {

using property::any_bytes;
using property::changes_of;
using property::tricky_text;

rc::Gen<std::string> path() {
  return rc::gen::oneOf(tricky_text(), any_bytes());
}

/// Names that a branch can have: they start with a letter and hold no blank, backslash or control character.
rc::Gen<std::string> branch_name() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                          "a", "/x", "-", "é", "(detached)", "<!--", "|", "`", "'", ";", ",", "none")),
                      [](const std::vector<std::string>& pieces) {
                        std::string name = "b";
                        for (const std::string& piece : pieces) name += piece;
                        return name;
                      });
}

/// No control characters, and no comment opens.
bool is_one_clean_line(const std::string& text) {
  for (std::size_t at = text.find("<!--"); at != std::string::npos; at = text.find("<!--", at + 1)) {
    if (at == 0 || text[at - 1] != '\\') return false;
  }
  return format_plain(text) == text;
}

RC_GTEST_PROP(Changes, AreReadBackAsTheyWereWritten, ()) {
  const auto changes = *changes_of(path());
  RC_ASSERT(parse_changes(format_changes(changes, changes.size())) == changes);
}

RC_GTEST_PROP(Changes, AreWrittenAsOneCleanLine, ()) {
  const auto changes = *changes_of(path());
  RC_ASSERT(is_one_clean_line(format_changes(changes, *rc::gen::inRange<std::size_t>(0, 30))));
}

RC_GTEST_PROP(Changes, OfAShortenedListAreNeverReadAsAll, ()) {
  const auto changes = *rc::gen::nonEmpty(changes_of(path()));
  const auto listed = *rc::gen::inRange<std::size_t>(0, changes.size());
  const std::string text = format_changes(changes, listed);
  RC_ASSERT(parse_changes(text) == std::nullopt);
  RC_ASSERT(parse_unlisted(text) == changes.size() - listed);
}

RC_GTEST_PROP(Changes, WithALoneAAreReadBackOrTakenForProse, ()) {
  const std::vector<Change> changes = {{"A", *path()}};
  const auto read = parse_changes(format_changes(changes, 1));
  RC_CLASSIFY(!read.has_value());
  RC_ASSERT(!read || read == changes);
}

RC_GTEST_PROP(Changes, ReadFromAnyTextMeanTheSameWhenWrittenAgain, ()) {
  const auto read = parse_changes(*rc::gen::oneOf(tricky_text(), any_bytes()));
  RC_CLASSIFY(read.has_value());
  if (!read) return;
  const auto again = parse_changes(format_changes(*read, read->size()));
  RC_ASSERT(!again || again == read);
}

RC_GTEST_PROP(LastCommit, IsReadBackAsItWasWritten, ()) {
  Checkpoint checkpoint;
  checkpoint.head.id = *property::object_id();
  checkpoint.abbreviated = checkpoint.head.id->hex.substr(0, *rc::gen::inRange<std::size_t>(4, 41));
  checkpoint.subject = *rc::gen::oneOf(tricky_text(), any_bytes());
  const std::string text = format_last_commit(checkpoint);
  RC_ASSERT(is_one_clean_line(text));
  RC_ASSERT(parse_last_commit(text) ==
            (CommitText{checkpoint.abbreviated, format_inline(checkpoint.subject)}));
}

RC_GTEST_PROP(LastCommit, ReadFromAnyTextIsAHash, ()) {
  const auto commit = parse_last_commit(*rc::gen::oneOf(tricky_text(), any_bytes()));
  RC_CLASSIFY(commit.has_value());
  if (!commit) return;
  RC_ASSERT(commit->hash.size() >= 4 && commit->hash.size() <= 64);
  RC_ASSERT(commit->hash.find_first_not_of("0123456789abcdef") == std::string::npos);
}

RC_GTEST_PROP(Branch, IsOnlyEqualToItself, ()) {
  const std::string recorded = *branch_name();
  const std::string actual = *rc::gen::oneOf(rc::gen::just(recorded), branch_name());
  const RecordedCheckpoint checkpoint = {format_branch({recorded, {}}), "1a2b3c4", "None", std::nullopt};
  const ActualState state = {Head{actual, {}}, "", std::vector<Change>{}, Operation::none};
  const Verdict verdict = compare_checkpoint(checkpoint, state, {RelationKind::same, 0, false});
  RC_CLASSIFY(recorded == actual);
  RC_ASSERT(verdict.other_branch == (recorded != actual));
}

RC_GTEST_PROP(Subject, IsOneParagraphWithoutLineEnds, ()) {
  const std::string message = *rc::gen::oneOf(tricky_text(), any_bytes());
  const std::string subject = find_subject(message);
  RC_ASSERT(subject.find('\n') == std::string::npos && subject.find('\0') == std::string::npos);
  RC_ASSERT(find_subject("\n \n" + subject + "\n\nbody") == subject || subject.empty());
}

/// What the recorded changes become by the differences that a verdict names.
std::vector<Change> apply_differences(std::vector<Change> changes, const Verdict& verdict) {
  for (const Change& gone : verdict.vanished) std::erase(changes, gone);
  for (const auto& [before, after] : verdict.changed) {
    std::replace(changes.begin(), changes.end(), before, after);
  }
  changes.insert(changes.end(), verdict.appeared.begin(), verdict.appeared.end());
  sort_changes(changes);
  return changes;
}

RC_GTEST_PROP(VerdictOnChanges, NamesExactlyTheDifferences, ()) {
  const auto few = rc::gen::element<std::string>("a", "b", "c", "d", "e");
  const auto recorded = *rc::gen::resize(5, changes_of(few));
  const auto actual = *rc::gen::resize(5, changes_of(few));
  const RecordedCheckpoint checkpoint = {"main", "1a2b3c4", format_changes(recorded, 20), std::nullopt};
  const ActualState state = {Head{"main", {}}, "", actual, Operation::none};
  const Verdict verdict = compare_checkpoint(checkpoint, state, {RelationKind::same, 0, false});
  RC_CLASSIFY(recorded == actual);
  RC_ASSERT(verdict.changes_differ == (recorded != actual));
  RC_ASSERT(apply_differences(recorded, verdict) == actual);
}

RC_GTEST_PROP(VerdictText, IsAtMostSixCleanLines, ()) {
  const auto text = rc::gen::oneOf(tricky_text(), any_bytes());
  RecordedCheckpoint recorded;
  recorded.branch = *property::maybe(text);
  recorded.hash = *property::maybe(rc::gen::just(std::string("1a2b3c4")));
  recorded.changes = *property::maybe(rc::gen::map(
      changes_of(text), [](const std::vector<Change>& changes) { return format_changes(changes, 20); }));
  const ActualState actual = {Head{*property::maybe(text), {}}, "5d6e7f8", *changes_of(text),
                              *rc::gen::element(Operation::none, Operation::none, Operation::merge)};
  const Relation relation = {static_cast<RelationKind>(*rc::gen::inRange(0, 7)), 2,
                             *rc::gen::arbitrary<bool>()};
  const Verdict verdict = compare_checkpoint(recorded, actual, relation);
  const auto lines = format_verdict(verdict, recorded, actual, "SESSION.md");
  RC_TAG(std::string(describe(verdict.kind)));
  RC_ASSERT(lines.size() <= 6U);
  RC_ASSERT(lines.empty() == (verdict.kind == VerdictKind::match));
  RC_ASSERT(verdict.kind != VerdictKind::other_branch || lines.size() == 1U);
  for (const Message& line : lines)
    RC_ASSERT(format_plain(line.text) == line.text && line.text.size() < 4096);
}

}  // namespace
}  // namespace session
