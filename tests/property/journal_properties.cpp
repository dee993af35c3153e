// SPDX-License-Identifier: MIT
// Properties of the journal of recorded commits.
#include "core/recording/journal.hpp"
#include "core/recording/works.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "property/core_generators.hpp"
#include <algorithm>
#include <variant>

namespace session {
namespace {

using property::any_bytes;
using property::object_id;

Effect any_effect() {
  return {static_cast<EffectKind>(*rc::gen::inRange(0, 11)),
          *any_bytes(),
          *any_bytes(),
          *any_bytes(),
          *rc::gen::arbitrary<std::size_t>(),
          *rc::gen::arbitrary<bool>()};
}

std::vector<ObjectId> any_ids() {
  return *rc::gen::resize(3, rc::gen::container<std::vector<ObjectId>>(object_id()));
}

std::vector<Effect> any_effects() {
  std::vector<Effect> effects;
  for (int count = *rc::gen::inRange(0, 3); count > 0; --count) effects.push_back(any_effect());
  return effects;
}

CommitRecord any_commit() {
  CommitRecord record;
  record.id = *object_id();
  if (*rc::gen::arbitrary<bool>()) record.tree = *object_id();
  record.parents = any_ids();
  record.members = any_ids();
  record.work = *property::maybe(object_id());
  record.abbreviated = *any_bytes();
  record.subject = *any_bytes();
  record.author = {*any_bytes(), *any_bytes(), *rc::gen::arbitrary<std::int64_t>(),
                   *rc::gen::arbitrary<int>()};
  record.committed = *rc::gen::arbitrary<std::int64_t>();
  record.branch = *any_bytes();
  record.replaces = *property::maybe(object_id());
  record.effects = any_effects();
  return record;
}

JournalRecord any_record() {
  switch (*rc::gen::inRange(0, 8)) {
    case 0: return RewriteRecord{*object_id(), *object_id(), *any_bytes()};
    case 1: return RevertRecord{*object_id(), any_ids()};
    case 2: return LossRecord{*object_id(), any_effects()};
    case 3:
      return ReopenRecord{*object_id(), *any_bytes(), *object_id(), *any_bytes(),
                          *rc::gen::arbitrary<std::size_t>()};
    case 4: return ClosedRecord{*object_id(), *any_bytes()};
    case 5: return WrapRecord{};
    default: return any_commit();
  }
}

std::vector<JournalRecord> any_records() {
  std::vector<JournalRecord> records;
  for (int count = *rc::gen::inRange(0, 5); count > 0; --count) records.push_back(any_record());
  return records;
}

std::string format_all(const std::vector<JournalRecord>& records) {
  std::string text;
  for (const JournalRecord& record : records) text += format_record(record);
  return text;
}

/// The journal of the first `count` records.
Journal journal_of(const std::vector<JournalRecord>& records, std::size_t count) {
  return {{records.begin(), records.begin() + static_cast<std::ptrdiff_t>(count)}, 0};
}

/// How many whole records a file has that is cut off at `end`. The LF of the last one may be missing.
std::size_t count_whole(const std::vector<JournalRecord>& records, std::size_t end) {
  std::size_t count = 0;
  std::size_t size = 0;
  for (const JournalRecord& record : records) {
    size += format_record(record).size();
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
  text += format_record(records.back());
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
  const Journal again = parse_journal(format_all(read.records));
  RC_ASSERT(again.records == read.records && again.skipped == 0U);
}

/// An id out of a few, so that records are about the same works again and again.
ObjectId some_id() {
  return {std::string(40, *rc::gen::inRange('1', '6'))};
}

/// A record with few different ids and texts.
JournalRecord any_event() {
  const auto text = [] { return *rc::gen::element<std::string>("a", "b"); };
  switch (*rc::gen::inRange(0, 10)) {
    case 0: return RewriteRecord{some_id(), some_id(), text()};
    case 1: return RevertRecord{some_id(), {some_id()}};
    case 2: return LossRecord{some_id(), any_effects()};
    case 3: return ReopenRecord{some_id(), text(), some_id(), "x", *rc::gen::inRange<std::size_t>(0, 3)};
    case 4: return ClosedRecord{some_id(), text()};
    case 5: return WrapRecord{};
    default: break;
  }
  CommitRecord record = any_commit();
  record.id = some_id();
  record.members.clear();
  while (*rc::gen::arbitrary<bool>()) record.members.push_back(some_id());
  record.work = *rc::gen::arbitrary<bool>() ? std::optional(some_id()) : std::nullopt;
  record.replaces = *rc::gen::arbitrary<bool>() ? std::optional(some_id()) : std::nullopt;
  return record;
}

/// Works as they compare when records were left out: ids in any order, and told by the work itself.
std::vector<Work> normal(std::vector<Work> works) {
  for (Work& work : works) {
    std::sort(work.commits.begin(), work.commits.end());
    work.record.work = work.key;
    work.record.members.clear();
  }
  return works;
}

RC_GTEST_PROP(CompactJournal, SaysOfEveryWorkWhatTheWholeJournalSays, ()) {
  Journal journal;
  for (int count = *rc::gen::inRange(0, 16); count > 0; --count) journal.records.push_back(any_event());
  const Journal compact = parse_journal(format_all(format_compact(journal)));
  RC_ASSERT(compact.skipped == 0U);
  RC_ASSERT(normal(collect_works(compact)) == normal(collect_works(journal)));
  const RewriteMap whole(journal);
  const RewriteMap left(compact);
  for (char digit = '1'; digit < '6'; ++digit) {
    const std::vector<ObjectId> ids = {{std::string(40, digit)}};
    RC_ASSERT(left.find_all(ids) == whole.find_all(ids));
  }
}

}  // namespace
}  // namespace session
