// SPDX-License-Identifier: MIT
// Properties of the journal of recorded commits.
#include "core/recording/journal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "property/core_generators.hpp"
#include <variant>

namespace session {
namespace {

using property::any_bytes;
using property::object_id;
using AnyRecord = std::variant<CommitRecord, RewriteRecord>;

Effect any_effect() {
  return {static_cast<EffectKind>(*rc::gen::inRange(0, 11)), *any_bytes(), *any_bytes(), *any_bytes(),
          *rc::gen::arbitrary<std::size_t>()};
}

AnyRecord any_record() {
  if (*rc::gen::arbitrary<bool>()) return RewriteRecord{*object_id(), *object_id(), *any_bytes()};
  CommitRecord record;
  record.id = *object_id();
  if (*rc::gen::arbitrary<bool>()) record.tree = *object_id();
  record.parents = *rc::gen::resize(3, rc::gen::container<std::vector<ObjectId>>(object_id()));
  record.abbreviated = *any_bytes();
  record.subject = *any_bytes();
  record.author = {*any_bytes(), *any_bytes(), *rc::gen::arbitrary<std::int64_t>(),
                   *rc::gen::arbitrary<int>()};
  record.committed = *rc::gen::arbitrary<std::int64_t>();
  record.branch = *any_bytes();
  record.replaces = *property::maybe(object_id());
  for (int count = *rc::gen::inRange(0, 3); count > 0; --count) record.effects.push_back(any_effect());
  return record;
}

std::vector<AnyRecord> any_records() {
  std::vector<AnyRecord> records;
  for (int count = *rc::gen::inRange(0, 5); count > 0; --count) records.push_back(any_record());
  return records;
}

std::string format_any(const AnyRecord& record) {
  return std::visit([](const auto& value) { return format_record(value); }, record);
}

std::string format_all(const std::vector<AnyRecord>& records) {
  std::string text;
  for (const AnyRecord& record : records) text += format_any(record);
  return text;
}

/// The journal of the first `count` records.
Journal journal_of(const std::vector<AnyRecord>& records, std::size_t count) {
  Journal journal;
  for (std::size_t i = 0; i < count; ++i) {
    std::visit([&journal](const auto& value) { add_record(journal, value); }, records[i]);
  }
  return journal;
}

/// How many whole records a file has that is cut off at `end`. The LF of the last one may be missing.
std::size_t count_whole(const std::vector<AnyRecord>& records, std::size_t end) {
  std::size_t count = 0;
  std::size_t size = 0;
  for (const AnyRecord& record : records) {
    size += format_any(record).size();
    if (end + 1 >= size) ++count;
  }
  return count;
}

RC_GTEST_PROP(JournalFile, IsReadBackAsItWasWritten, ()) {
  const auto records = any_records();
  RC_ASSERT(parse_journal(format_all(records)) == journal_of(records, records.size()));
}

RC_GTEST_PROP(JournalFile, LosesOnlyTheRecordInWhichItIsCutOff, ()) {
  const auto records = any_records();
  const std::string text = format_all(records);
  const auto end = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
  Journal read = parse_journal(text.substr(0, end));
  RC_ASSERT(read.skipped <= 1U);
  read.skipped = 0;
  RC_ASSERT(read == journal_of(records, count_whole(records, end)));
}

RC_GTEST_PROP(JournalFile, CanBeAppendedToAfterACut, ()) {
  auto records = any_records();
  std::string text = format_all(records);
  text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
  records.resize(count_whole(records, text.size()));
  text += find_append_prefix(text.empty() ? "" : std::string_view(text).substr(text.size() - 1));
  records.push_back(any_record());
  text += format_any(records.back());
  Journal read = parse_journal(text);
  RC_ASSERT(read.skipped <= 1U);
  read.skipped = 0;
  RC_ASSERT(read == journal_of(records, records.size()));
}

RC_GTEST_PROP(JournalFile, IsReadFromAnyBytes, ()) {
  std::string text = *rc::gen::oneOf(any_bytes(), rc::gen::exec([] { return format_all(any_records()); }));
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
  text.replace(at, *rc::gen::inRange<std::size_t>(0, 9), *any_bytes());
  const Journal read = parse_journal(text);
  // What was read is whole: it can be written and read again.
  std::string written;
  for (const CommitRecord& record : read.commits) written += format_record(record);
  for (const RewriteRecord& record : read.rewrites) written += format_record(record);
  const Journal again = parse_journal(written);
  RC_ASSERT(again.commits == read.commits && again.rewrites == read.rewrites && again.skipped == 0U);
}

/// The definition, step by step: the newest step of a commit, then only steps behind it.
std::optional<ObjectId> follow_slowly(const Journal& journal, ObjectId id) {
  std::optional<ObjectId> end;
  for (std::size_t from = 0;;) {
    std::size_t newest = journal.steps.size();
    for (std::size_t i = from; i < journal.steps.size(); ++i) {
      if (journal.steps[i].before == id) newest = i;
    }
    if (newest == journal.steps.size()) return end;
    id = journal.steps[newest].after;
    end = id;
    from = newest + 1;
  }
}

RC_GTEST_PROP(FindRewritten, FollowsTheNewestSteps, ()) {
  const auto id =
      rc::gen::map(rc::gen::inRange('0', '7'), [](char digit) { return ObjectId{std::string(40, digit)}; });
  Journal journal;
  for (int count = *rc::gen::inRange(0, 15); count > 0; --count) {
    add_record(journal, RewriteRecord{*id, *id, "rebase"});
  }
  const ObjectId start = *id;
  RC_ASSERT(find_rewritten(journal, start) == follow_slowly(journal, start));
}

}  // namespace
}  // namespace session
