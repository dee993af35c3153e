// SPDX-License-Identifier: MIT
// Documents and drafts: what is not asked to change keeps every byte, and what was done can be undone.
#include "core/document/entry_text.hpp"
#include "core/recording/session_update.hpp"
#include "support/document_promises.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace session::property {
namespace {

using test::lines_of;

/// Lines of which hand-off files and their oddities are made.
rc::Gen<std::string> any_line() {
  return rc::gen::weightedOneOf<std::string>(
      {{6, rc::gen::elementOf(std::vector<std::string>{"## Completed Items",
                                                       "## In Progress",
                                                       "## Next Actions",
                                                       "## Blockers",
                                                       "## Git Checkpoint",
                                                       "## Current Phase",
                                                       "### Done ✅",
                                                       "# Other",
                                                       "- [x] a",
                                                       "- [x] b — `0000000` (2025-01-01)",
                                                       "- [x] y (abc1234)",
                                                       "* [x] w — `0000000` (2025-01-01) — commit gone",
                                                       "- [x] v - abc1234 — reverted by `0000000`",
                                                       "- [x] u — commit gone",
                                                       "- [ ] c — x",
                                                       "- [ ] d",
                                                       "* [ ] e",
                                                       "1. f",
                                                       "2. g",
                                                       "3) h",
                                                       "  - nested",
                                                       "    text",
                                                       "",
                                                       "",
                                                       "```",
                                                       "<!--",
                                                       "-->",
                                                       "| Blocker | Status |",
                                                       "|---|---|",
                                                       "| x | Open |",
                                                       "| _(None identified)_ | — |",
                                                       "_(None)_",
                                                       "- **Branch**: main",
                                                       "- **Last Commit**: `1` — s",
                                                       "**Phase 1: P**",
                                                       "Progress: 4% complete",
                                                       "---",
                                                       "> quote",
                                                       "- ✅ z",
                                                       "Text"})},
       {1, rc::gen::map(rc::gen::container<std::string>(rc::gen::arbitrary<char>()), [](std::string line) {
          std::erase_if(line, [](char c) { return c == '\n' || c == '\r'; });
          return line;
        })}});
}

rc::Gen<std::string> any_document() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::container<std::vector<std::string>>(any_line()), rc::gen::arbitrary<bool>()),
      [](const std::tuple<std::vector<std::string>, bool>& parts) {
        std::string text;
        for (const std::string& line : std::get<0>(parts)) text += line + "\n";
        if (std::get<1>(parts) && !text.empty()) text.pop_back();
        return text;
      });
}

RC_GTEST_PROP(AnyDocument, ParseAndWriteIsTheIdentityForAnyBytes, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  RC_ASSERT(test::find_broken_document_promise(bytes).empty());
}

RC_GTEST_PROP(AnyDocument, KeepsItsPromisesForLineShapes, ()) {
  RC_ASSERT(test::find_broken_document_promise(*any_document()) == "");
}

/// The number of lines of `before` that lie between what both texts have in common at their start and their
/// end.
std::size_t count_lost(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t start = 0;
  while (start < most && before[start] == after[start]) ++start;
  std::size_t end = 0;
  while (end < most - start && before[before.size() - end - 1] == after[after.size() - end - 1]) ++end;
  return before.size() - start - end;
}

std::string with_newline(std::string text) {
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

RC_GTEST_PROP(AnyDraft, AddsACompletedItemWithoutTouchingAnotherLine, ()) {
  const std::string text = *any_document();
  const Document document = parse_document(text);
  Draft draft(document);
  RC_PRE(draft.can_edit(SectionKind::completed));
  draft.add_completed({{}, "new", "1111111", "2025-06-30", {}, {}, {}});
  const std::string changed = apply_edits(text, draft.edits());
  const Section& section = *document.find(SectionKind::completed);
  const bool replaces = section.entries.empty() && !section.placeholders.empty();
  RC_ASSERT(count_lost(lines_of(with_newline(text)), lines_of(with_newline(changed))) ==
            (replaces ? 1U : 0U));
  RC_ASSERT(changed.find("new — `1111111` (2025-06-30)") != std::string::npos);
  RC_ASSERT(text.ends_with('\n') == changed.ends_with('\n') || text.empty());
}

RC_GTEST_PROP(AnyDraft, SetsAHashWithinOneLine, ()) {
  const std::string text = *any_document();
  const Document document = parse_document(text);
  Draft draft(document);
  const std::size_t count = draft.items(SectionKind::completed).size();
  RC_PRE(count > 0U);
  const auto index = *rc::gen::inRange<std::size_t>(0, count);
  draft.set_commit(index, "1111111", "2025-06-30");
  const Span line = document.find(SectionKind::completed)->entries[index].line;
  for (const Edit& edit : draft.edits()) {
    RC_ASSERT(edit.span.begin >= line.begin);
    RC_ASSERT(edit.span.end <= line.end);
    RC_ASSERT(edit.text.find_first_of("\r\n") == std::string::npos);
  }
}

rc::Gen<std::string> any_mark() {
  return rc::gen::elementOf(
      std::vector<std::string>{"commit gone", "reverted by `1a2b3c4`", "reverted by 1a2b3c4"});
}

RC_GTEST_PROP(AnyMark, NeverMergesIntoTheOtherParts, (const std::string& before)) {
  const auto form =
      *rc::gen::elementOf(std::vector<std::string>{" — `1a2b3c4` (2025-06-30)", " — `1a2b3c4`", " (abc1234)",
                                                   " (commit: abc1234)", " - abc1234", "", " "});
  const std::string text = before + form;
  const std::string mark = *any_mark();
  const EntryParts bare = parse_completed_text(text);
  const std::string marked_text = text + " — " + mark;
  EntryParts marked = parse_completed_text(marked_text);
  RC_PRE(bare.mark.empty());
  if (bare.hash.empty()) {
    RC_ASSERT(marked.mark.empty());
  } else {
    RC_ASSERT(slice(marked_text, marked.mark) == mark);
    marked.mark = {};
    RC_ASSERT(marked == bare);
  }
}

RC_GTEST_PROP(AnyDraft, SetsHashAndMarkAtOnce, ()) {
  const std::string text = *any_document();
  const std::string mark = *rc::gen::oneOf(any_mark(), rc::gen::just(std::string()));
  const Document document = parse_document(text);
  Draft draft(document);
  const std::size_t count = draft.items(SectionKind::completed).size();
  RC_PRE(count > 0U);
  const auto index = *rc::gen::inRange<std::size_t>(0, count);
  // An item that says nothing has no words that could be kept apart.
  RC_PRE(!draft.items(SectionKind::completed)[index].words.empty());
  draft.set_mark(index, mark);
  draft.set_commit(index, "1111111", "2025-06-30");
  const Document after = parse_document(apply_edits(text, draft.edits()));
  const Draft again(after);
  const DraftItem& item = again.items(SectionKind::completed)[index];
  RC_ASSERT(item.hash == "1111111");
  RC_ASSERT(item.mark == mark);
  RC_ASSERT(item.words == draft.items(SectionKind::completed)[index].words);
}

RC_GTEST_PROP(AnyDraft, KeepsTheLineEndingsOfTheFile, ()) {
  const std::string text = *any_document();
  const auto to_crlf = [](const std::string& lf) {
    std::string crlf;
    for (const char c : lf) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return crlf;
  };
  const auto change = [](const std::string& bytes) {
    const Document document = parse_document(bytes);
    Draft draft(document);
    CommitRequest request;
    request.completes = {"c", "f", "new"};
    request.next = {"rest"};
    request.blocked_by = {"rain"};
    RC_ASSERT(apply_request(draft, request, {"1111111", "2025-06-30"}).completed.size() <= 3U);
    draft.set_checkpoint({"b", "c", "None", "t"});
    return apply_edits(bytes, draft.edits());
  };
  RC_PRE(text.find('\r') == std::string::npos && text.find('\n') != std::string::npos);
  RC_ASSERT(to_crlf(change(text)) == change(to_crlf(text)));
}

/// A document as we write it, with lists of any length.
rc::Gen<std::string> own_document() {
  const auto words = [] {
    static const std::vector<std::string> kWords = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta"};
    const auto chosen = rc::gen::container<std::vector<bool>>(kWords.size(), rc::gen::arbitrary<bool>());
    return rc::gen::map(chosen, [](const std::vector<bool>& bits) {
      std::vector<std::string> picked;
      for (std::size_t i = 0; i < bits.size(); ++i) {
        if (bits[i]) picked.push_back(kWords[i]);
      }
      return picked;
    });
  };
  return rc::gen::map(rc::gen::tuple(words(), words(), words()), [](const auto& lists) {
    std::string text = "# SESSION — x\n\n## Completed Items\n";
    for (const std::string& word : std::get<0>(lists))
      text += "- [x] done " + word + " — `0000000` (2025-01-01)\n";
    if (std::get<0>(lists).empty()) text += "_(No items completed yet)_\n";
    text += "\n## In Progress\n";
    for (const std::string& word : std::get<1>(lists)) text += "- [ ] open " + word + " — not started\n";
    if (std::get<1>(lists).empty()) text += "_(Nothing in progress)_\n";
    text +=
        "\n## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---|---|---|---|\n| _(None identified)_ "
        "| — | — | — |\n";
    text += "\n## Next Actions\n";
    std::size_t number = 1;
    for (const std::string& word : std::get<2>(lists))
      text += std::to_string(number++) + ". next " + word + "\n";
    if (std::get<2>(lists).empty()) text += "_(None)_\n";
    return text + "\n## Git Checkpoint\n- **Branch**: main\n";
  });
}

rc::Gen<std::vector<std::string>> some_items() {
  return rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>{"open alpha", "open beta", "next alpha", "next gamma",
                                                  "done delta", "done alpha", "new thing", "next"}));
}

RC_GTEST_PROP(AnyRecording, UndoGivesTheDocumentFromBefore, ()) {
  const std::string text = *own_document();
  CommitRequest request;
  request.subject = "subject";
  request.completes = *some_items();
  request.closes = *some_items();
  request.next = *some_items();
  request.blocked_by = *some_items();
  request.reopens = *some_items();
  for (const std::string& item : *some_items()) request.progress.push_back({item, "note"});
  const Document document = parse_document(text);
  Draft draft(document);
  CommitRecord record;
  record.id = {std::string(40, '1')};
  record.abbreviated = "1111111";
  record.effects = apply_request(draft, request, {"1111111", "2025-06-30"}).effects;
  const std::string changed = apply_edits(text, draft.edits());
  const Document after = parse_document(changed);
  Draft back(after);
  test::undo_all(back, record);
  RC_ASSERT(apply_edits(changed, back.edits()) == text);
}

RC_GTEST_PROP(AnyUpdate, IsIdempotent, ()) {
  const std::string text = *any_document();
  UpdateFacts facts;
  facts.checkpoint.head = {"main", ObjectId{std::string(40, '1')}};
  facts.checkpoint.abbreviated = "1111111";
  facts.checkpoint.subject = "Paint it";
  const Document document = parse_document(text);
  const UpdatePlan first = plan_update(document, {}, facts, {});
  const Document again = parse_document(apply_edits(text, first.edits));
  RC_ASSERT(plan_update(again, first.state, facts, {}).edits.empty());
}

}  // namespace
}  // namespace session::property
