// SPDX-License-Identifier: MIT
// Archiving loses no line, and adopting touches none.
#include "core/document/adoption.hpp"
#include "core/document/archive.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace session::property {
namespace {

/// The lines without their endings: a file's last line may get one.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (const Span line : split_lines(text)) lines.emplace_back(slice(text, line));
  return lines;
}

rc::Gen<std::string> any_line() {
  return rc::gen::elementOf(std::vector<std::string>{"## Completed Items",
                                                     "## Completed Items",
                                                     "## Session History",
                                                     "## In Progress",
                                                     "## Next",
                                                     "# Other",
                                                     "### Part",
                                                     "- [x] a (2025-06-01)",
                                                     "- [x] b — `1a2b3c4` (2025-06-02)",
                                                     "* [x] c (2025-06-03)",
                                                     "1. [x] d (2025-06-04)",
                                                     "2) e (2025-06-01)",
                                                     "- [x] f",
                                                     "   - [x] g (2025-06-01)",
                                                     "  - nested",
                                                     "    text",
                                                     "",
                                                     "",
                                                     "```",
                                                     "<!--",
                                                     "-->",
                                                     "Text",
                                                     "_(No items completed yet)_",
                                                     "| Session | Date | Duration | Progress |",
                                                     "|---|---|---|---|",
                                                     "| 1 | 2025-06-01 | — | x |",
                                                     "| 2 | 2025-06-02 | — | y |",
                                                     "| 3 | 2025-06-03 | — | z |",
                                                     "> quote",
                                                     "---"});
}

/// Documents with LF or CRLF, with or without an ending of their own.
rc::Gen<std::string> any_document() {
  return rc::gen::map(rc::gen::tuple(rc::gen::container<std::vector<std::string>>(any_line()),
                                     rc::gen::arbitrary<bool>(), rc::gen::arbitrary<bool>()),
                      [](const std::tuple<std::vector<std::string>, bool, bool>& parts) {
                        const std::string ending = std::get<1>(parts) ? "\r\n" : "\n";
                        std::string text;
                        for (const std::string& line : std::get<0>(parts)) text += line + ending;
                        if (std::get<2>(parts) && !text.empty()) text.resize(text.size() - ending.size());
                        return text;
                      });
}

rc::Gen<ArchiveWish> any_wish() {
  return rc::gen::map(rc::gen::tuple(rc::gen::inRange<std::size_t>(0, 5), rc::gen::inRange(0, 3)),
                      [](const std::tuple<std::size_t, int>& parts) {
                        ArchiveWish wish;
                        switch (std::get<1>(parts)) {
                          case 0: wish.keep = std::get<0>(parts); break;
                          case 1: wish.before = "2025-06-0" + std::to_string(std::get<0>(parts)); break;
                          default: wish.keep_rows = std::get<0>(parts); break;
                        }
                        return wish;
                      });
}

/// The lines of all entries and rows, without the numbers that a list renews when items leave it.
std::vector<std::string> entry_lines(const Document& document) {
  std::vector<std::string> lines;
  for (const SectionKind kind : {SectionKind::completed, SectionKind::history}) {
    const Section* const section = document.find(kind);
    if (section == nullptr) continue;
    for (const Entry& entry : section->entries) {
      const std::size_t begin = entry.ordered ? entry.marker.end : entry.whole.begin;
      for (const std::string& line : lines_of(std::string(slice(document.text, {begin, entry.whole.end}))))
        lines.push_back(line);
    }
    if (!section->table || kind == SectionKind::completed) continue;
    for (const Span row : section->table->rows) lines.emplace_back(slice(document.text, row));
  }
  return lines;
}

RC_GTEST_PROP(Archive, KeepsEveryLineInOneOfTheFiles, ()) {
  const std::string text = *any_document();
  const std::string old = *any_document();
  const Document document = parse_document(text);
  const ArchivePlan plan = plan_archive(document, old, *any_wish());
  const std::string both = plan.document + "\n" + plan.archive;
  for (const std::string& line : entry_lines(document)) RC_ASSERT(both.find(line) != std::string::npos);
  // Beyond entries, blank lines and list numbers nothing leaves the document, and the archive only grows.
  std::vector<std::string> archived = lines_of(plan.archive);
  for (const std::string& line : lines_of(old))
    RC_ASSERT(std::find(archived.begin(), archived.end(), line) != archived.end());
  if (plan.items + plan.rows == 0) {
    RC_ASSERT(plan.document == text);
    RC_ASSERT(plan.archive == old);
  }
}

RC_GTEST_PROP(Archive, AddsNoLineTwiceBehindACrash, ()) {
  const Document document = parse_document(*any_document());
  const ArchiveWish wish = *any_wish();
  const ArchivePlan first = plan_archive(document, {}, wish);
  const ArchivePlan again = plan_archive(document, first.archive, wish);
  RC_ASSERT(again.document == first.document);
  RC_ASSERT(again.archive == first.archive);
}

RC_GTEST_PROP(Adoption, KeepsEveryLineInItsOrder, ()) {
  const std::string text = *any_document();
  NewDocument contents;
  contents.checkpoint = {"main", "`1a2b3c4` — First", "None", "2025-07-01T00:00:00Z"};
  contents.date = "2025-07-01";
  const auto plan = plan_adoption(parse_document(text), SectionNames(), contents);
  if (!plan) return;
  for (const Edit& edit : plan->edits) RC_ASSERT(edit.span.empty());
  const std::string now = apply_edits(text, plan->edits);
  std::size_t next = 0;
  const std::vector<std::string> old = lines_of(text);
  for (const std::string& line : lines_of(now)) {
    if (next < old.size() && line == old[next]) ++next;
  }
  RC_ASSERT(next == old.size());
  const Document after = parse_document(now);
  for (std::size_t i = 0; i < after.sections.size(); ++i) RC_ASSERT(after.sections[i].has_value());
  const auto twice = plan_adoption(after, SectionNames(), contents);
  RC_ASSERT(twice.has_value());
  RC_ASSERT(twice->edits.empty());
}

}  // namespace
}  // namespace session::property
