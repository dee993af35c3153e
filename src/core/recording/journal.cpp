// SPDX-License-Identifier: MIT
// The journal as text, and questions to it.
#include "core/recording/journal.hpp"

#include "core/recording/record.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
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

std::optional<Effect> parse_effect(std::string_view value) {
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
  return Effect{static_cast<EffectKind>(name - kEffectNames.begin()), *std::move(text), *std::move(before),
                *std::move(after), *position};
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
  if (name == "effect") return store(record.effects.emplace_back(), parse_effect(field.value));
  return true;  // a newer version wrote it
}

/// True when the line is two records: the first was cut off and got no line ending. Then a field is there
/// twice, or a field of the other kind of record.
bool ran_together(const RecordLine& line) {
  const bool has_id = find_field(line, "id").has_value();
  if (has_id && find_field(line, "before").has_value()) return true;
  for (std::size_t i = 0; i < line.fields.size(); ++i) {
    const std::string_view name = line.fields[i].name;
    if (name == "parent" || name == "effect") continue;
    const auto next = line.fields.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    if (std::any_of(next, line.fields.end(),
                    [name](const RecordField& field) { return field.name == name; })) {
      return true;
    }
  }
  return false;
}

std::optional<CommitRecord> parse_commit(const RecordLine& line) {
  CommitRecord record;
  for (const RecordField& field : line.fields) {
    if (!store_field(record, field)) return std::nullopt;
  }
  if (record.id.hex.empty()) return std::nullopt;
  return record;
}

std::optional<RewriteRecord> parse_rewrite(const RecordLine& line) {
  auto before = find_id(line, "before");
  auto after = find_id(line, "after");
  auto how = find_text(line, "how");
  if (!before || !after || !how) return std::nullopt;
  return RewriteRecord{*std::move(before), *std::move(after), *std::move(how)};
}

/// False when the line is no record that is known.
bool add_line(Journal& journal, std::string_view text) {
  const auto line = parse_record_line(text);
  if (!line || ran_together(*line)) return false;
  if (line->kind == "commit") {
    auto record = parse_commit(*line);
    if (!record) return false;
    add_record(journal, *std::move(record));
    return true;
  }
  if (line->kind == "rewrite") {
    auto record = parse_rewrite(*line);
    if (!record) return false;
    add_record(journal, *std::move(record));
    return true;
  }
  return false;
}

}  // namespace

void add_record(Journal& journal, CommitRecord record) {
  if (record.replaces && *record.replaces != record.id)
    journal.steps.push_back({*record.replaces, record.id});
  journal.commits.push_back(std::move(record));
}

void add_record(Journal& journal, RewriteRecord record) {
  if (record.before != record.after) journal.steps.push_back({record.before, record.after});
  journal.rewrites.push_back(std::move(record));
}

std::string format_record(const CommitRecord& record) {
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
  for (const Effect& effect : record.effects) {
    // Its parts are escaped one by one, so that the separators between them stay bare.
    line.append("\teffect=").append(format_effect(effect));
  }
  append_end(line);
  return line;
}

std::string format_record(const RewriteRecord& record) {
  std::string line = "rewrite";
  append_field(line, "before", record.before.hex);
  append_field(line, "after", record.after.hex);
  append_field(line, "how", record.how);
  append_end(line);
  return line;
}

Journal parse_journal(std::string_view text) {
  Journal journal;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!add_line(journal, text.substr(0, end))) ++journal.skipped;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return journal;
}

std::string_view find_append_prefix(std::string_view tail) {
  return tail.empty() || tail.back() == '\n' ? "" : "\n";
}

const CommitRecord* find_record(const Journal& journal, const ObjectId& id) {
  const auto found = std::find_if(journal.commits.rbegin(), journal.commits.rend(),
                                  [&id](const CommitRecord& record) { return record.id == id; });
  return found == journal.commits.rend() ? nullptr : &*found;
}

std::optional<ObjectId> find_rewritten(const Journal& journal, const ObjectId& id) {
  // Read backwards, so that what a step leads to is known already: only later steps can carry it on. A commit
  // that is in the table already has a newer step.
  std::unordered_map<std::string_view, std::string_view> ends;
  ends.reserve(journal.steps.size());
  for (auto step = journal.steps.rbegin(); step != journal.steps.rend(); ++step) {
    if (ends.contains(step->before.hex)) continue;
    const auto further = ends.find(step->after.hex);
    const std::string_view end = further == ends.end() ? std::string_view(step->after.hex) : further->second;
    ends.emplace(step->before.hex, end);
  }
  const auto found = ends.find(id.hex);
  if (found == ends.end()) return std::nullopt;
  return ObjectId{std::string(found->second)};
}

}  // namespace session
