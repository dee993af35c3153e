// SPDX-License-Identifier: MIT
// The journal as text.
#include "core/recording/journal.hpp"

#include "core/recording/record.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace session {
namespace {

constexpr char kUnitSeparator = '\x1f';

// The words of the file, in the order of EffectKind. They are part of the format: never change one.
constexpr std::array<std::string_view, 11> kEffectNames = {"completed-from-progress",
                                                           "completed-from-next",
                                                           "completed-new",
                                                           "completed-again",
                                                           "removed-next",
                                                           "noted",
                                                           "started-from-next",
                                                           "started-new",
                                                           "reopened",
                                                           "blocked",
                                                           "next-added"};

std::string format_effect(const Effect& effect) {
  std::string result(kEffectNames[static_cast<std::size_t>(effect.kind)]);
  for (const std::string* part : {&effect.text, &effect.before, &effect.after}) {
    result.push_back(kUnitSeparator);
    result.append(format_escaped(*part));
  }
  result.push_back(kUnitSeparator);
  return result.append(std::to_string(effect.position));
}

bool is_effect(const RecordField& field) {
  return field.name == "effect" || field.name == "hand";
}

std::optional<Effect> parse_effect(const RecordField& field) {
  std::string_view value = field.value;
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = value.find(kUnitSeparator);
    const bool last = i + 1 == parts.size();
    if ((end == std::string_view::npos) != last) return std::nullopt;
    parts[i] = value.substr(0, end);
    value.remove_prefix(last ? value.size() : end + 1);
  }
  const auto name = std::find(kEffectNames.begin(), kEffectNames.end(), parts[0]);
  auto text = parse_escaped(parts[1]);
  auto before = parse_escaped(parts[2]);
  auto after = parse_escaped(parts[3]);
  const auto position = parse_number<std::size_t>(parts[4]);
  if (name == kEffectNames.end() || !text || !before || !after || !position) return std::nullopt;
  return Effect{static_cast<EffectKind>(name - kEffectNames.begin()),
                *std::move(text),
                *std::move(before),
                *std::move(after),
                *position,
                field.name == "hand"};
}

/// Stores what was read; false when nothing could be.
template <class Value>
bool store(Value& place, std::optional<Value> value) {
  if (!value) return false;
  place = *std::move(value);
  return true;
}

bool store_field(CommitRecord& record, const RecordField& field) {
  const std::string_view name = field.name;
  if (name == "id") return store(record.id, parse_object_id(field.value));
  if (name == "tree") return store(record.tree, parse_object_id(field.value));
  if (name == "abbreviated") return store(record.abbreviated, parse_escaped(field.value));
  if (name == "subject") return store(record.subject, parse_escaped(field.value));
  if (name == "name") return store(record.author.name, parse_escaped(field.value));
  if (name == "email") return store(record.author.email, parse_escaped(field.value));
  if (name == "authored") return store(record.author.seconds, parse_number<std::int64_t>(field.value));
  if (name == "zone") return store(record.author.offset_minutes, parse_number<int>(field.value));
  if (name == "committed") return store(record.committed, parse_number<std::int64_t>(field.value));
  if (name == "branch") return store(record.branch, parse_escaped(field.value));
  if (name == "parent") {
    return store(record.parents.emplace_back(), parse_object_id(field.value));
  }
  if (name == "replaces") {
    record.replaces = parse_object_id(field.value);
    return record.replaces.has_value();
  }
  if (name == "work") {
    record.work = parse_object_id(field.value);
    return record.work.has_value();
  }
  if (name == "member") return store(record.members.emplace_back(), parse_object_id(field.value));
  if (is_effect(field)) return store(record.effects.emplace_back(), parse_effect(field));
  return true;  // a newer version wrote it
}

/// The field that each kind of record begins with; no record has one further back.
constexpr std::array<std::string_view, 7> kFirstFields = {"id",       "before",    "revert", "lost",
                                                          "reopened", "completed", "wrapped"};
constexpr std::array<std::string_view, 5> kRepeatable = {"parent", "effect", "hand", "member", "of"};

/// True when the line is two records: the first was cut off and got no line ending. Then a field is there
/// twice, or the first field of another kind of record stands further back.
bool ran_together(const RecordLine& line) {
  for (std::size_t i = 0; i < line.fields.size(); ++i) {
    const std::string_view name = line.fields[i].name;
    if (i > 0 && std::find(kFirstFields.begin(), kFirstFields.end(), name) != kFirstFields.end()) return true;
    if (std::find(kRepeatable.begin(), kRepeatable.end(), name) != kRepeatable.end()) continue;
    const auto next = line.fields.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    if (std::any_of(next, line.fields.end(),
                    [name](const RecordField& field) { return field.name == name; })) {
      return true;
    }
  }
  return false;
}

std::optional<JournalRecord> parse_commit(const RecordLine& line) {
  CommitRecord record;
  for (const RecordField& field : line.fields) {
    if (!store_field(record, field)) return std::nullopt;
  }
  if (record.id.hex.empty()) return std::nullopt;
  return record;
}

std::optional<JournalRecord> parse_rewrite(const RecordLine& line) {
  auto before = find_id(line, "before");
  auto after = find_id(line, "after");
  auto how = find_text(line, "how");
  if (!before || !after || !how) return std::nullopt;
  return RewriteRecord{*std::move(before), *std::move(after), *std::move(how)};
}

std::optional<JournalRecord> parse_revert(const RecordLine& line) {
  RevertRecord record;
  for (const RecordField& field : line.fields) {
    if (field.name == "revert" && !store(record.by, parse_object_id(field.value))) return std::nullopt;
    if (field.name == "of" && !store(record.of.emplace_back(), parse_object_id(field.value)))
      return std::nullopt;
  }
  if (record.by.hex.empty()) return std::nullopt;
  return record;
}

std::optional<JournalRecord> parse_loss(const RecordLine& line) {
  LossRecord record;
  for (const RecordField& field : line.fields) {
    if (field.name == "lost" && !store(record.work, parse_object_id(field.value))) return std::nullopt;
    if (is_effect(field) && !store(record.kept.emplace_back(), parse_effect(field))) return std::nullopt;
  }
  if (record.work.hex.empty()) return std::nullopt;
  return record;
}

std::optional<JournalRecord> parse_reopened(const RecordLine& line) {
  auto work = find_id(line, "reopened");
  auto text = find_text(line, "text");
  auto by = find_id(line, "by");
  auto abbreviated = find_text(line, "abbreviated");
  const auto position = find_number<std::size_t>(line, "position");
  if (!work || !text || !by || !abbreviated || !position) return std::nullopt;
  return ReopenRecord{*std::move(work), *std::move(text), *std::move(by), *std::move(abbreviated), *position};
}

std::optional<JournalRecord> parse_closed(const RecordLine& line) {
  auto work = find_id(line, "completed");
  auto text = find_text(line, "text");
  if (!work || !text) return std::nullopt;
  return ClosedRecord{*std::move(work), *std::move(text)};
}

std::optional<JournalRecord> parse_wrap(const RecordLine& line) {
  if (find_field(line, "wrapped") != "1") return std::nullopt;
  return WrapRecord{};
}

/// Nothing when the line is no record that is known.
std::optional<JournalRecord> parse_line(std::string_view text) {
  const auto line = parse_record_line(text);
  if (!line || ran_together(*line)) return std::nullopt;
  if (line->kind == "commit") return parse_commit(*line);
  if (line->kind == "rewrite") return parse_rewrite(*line);
  if (line->kind == "revert") return parse_revert(*line);
  if (line->kind == "lost") return parse_loss(*line);
  if (line->kind == "reopened") return parse_reopened(*line);
  if (line->kind == "completed") return parse_closed(*line);
  if (line->kind == "wrapped") return parse_wrap(*line);
  return std::nullopt;
}

void append_effects(std::string& line, const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) {
    // Its parts are escaped one by one, so that the separators between them stay bare.
    line.append(effect.by_hand ? "\thand=" : "\teffect=").append(format_effect(effect));
  }
}

/// Writes one kind of record; the line's end is the caller's.
struct RecordWriter {
  std::string operator()(const CommitRecord& record) const {
    std::string line = "commit";
    append_field(line, "id", record.id.hex);
    if (!record.tree.hex.empty()) append_field(line, "tree", record.tree.hex);
    for (const ObjectId& parent : record.parents) append_field(line, "parent", parent.hex);
    append_field(line, "abbreviated", record.abbreviated);
    append_field(line, "subject", record.subject);
    append_field(line, "name", record.author.name);
    append_field(line, "email", record.author.email);
    append_field(line, "authored", std::to_string(record.author.seconds));
    append_field(line, "zone", std::to_string(record.author.offset_minutes));
    append_field(line, "committed", std::to_string(record.committed));
    append_field(line, "branch", record.branch);
    if (record.replaces) append_field(line, "replaces", record.replaces->hex);
    if (record.work) append_field(line, "work", record.work->hex);
    for (const ObjectId& member : record.members) append_field(line, "member", member.hex);
    append_effects(line, record.effects);
    return line;
  }
  std::string operator()(const RewriteRecord& record) const {
    std::string line = "rewrite";
    append_field(line, "before", record.before.hex);
    append_field(line, "after", record.after.hex);
    append_field(line, "how", record.how);
    return line;
  }
  std::string operator()(const RevertRecord& record) const {
    std::string line = "revert";
    append_field(line, "revert", record.by.hex);
    for (const ObjectId& id : record.of) append_field(line, "of", id.hex);
    return line;
  }
  std::string operator()(const LossRecord& record) const {
    std::string line = "lost";
    append_field(line, "lost", record.work.hex);
    append_effects(line, record.kept);
    return line;
  }
  std::string operator()(const ReopenRecord& record) const {
    std::string line = "reopened";
    append_field(line, "reopened", record.work.hex);
    append_field(line, "text", record.text);
    append_field(line, "by", record.by.hex);
    append_field(line, "abbreviated", record.abbreviated);
    append_field(line, "position", std::to_string(record.position));
    return line;
  }
  std::string operator()(const ClosedRecord& record) const {
    std::string line = "completed";
    append_field(line, "completed", record.work.hex);
    append_field(line, "text", record.text);
    return line;
  }
  std::string operator()(const WrapRecord& /*record*/) const {
    std::string line = "wrapped";
    append_field(line, "wrapped", "1");
    return line;
  }
};

}  // namespace

std::string format_record(const JournalRecord& record) {
  std::string line = std::visit(RecordWriter(), record);
  append_end(line);
  return line;
}

Journal parse_journal(std::string_view text) {
  Journal journal;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto record = parse_line(text.substr(0, end))) {
      journal.records.push_back(*std::move(record));
    } else {
      ++journal.skipped;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return journal;
}

std::string_view find_append_prefix(std::string_view tail) {
  return tail.empty() || tail.back() == '\n' ? "" : "\n";
}

}  // namespace session
