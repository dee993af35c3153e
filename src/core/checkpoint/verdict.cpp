// SPDX-License-Identifier: MIT
// Compares the recorded checkpoint with where the work tree stands now.
#include "core/checkpoint/verdict.hpp"

#include "core/text/inline_text.hpp"

#include <map>

namespace session {
namespace {

bool is_other_branch(const std::optional<std::string>& recorded, const Head& actual) {
  if (!recorded || format_plain(*recorded) == format_branch(actual)) return false;
  const auto branch = parse_branch(*recorded);
  if (!branch) return false;
  if (branch->detached || !actual.branch) return branch->detached == actual.branch.has_value();
  return format_branch(Head{branch->name, {}}) != format_branch(actual);
}

/// The changes that the document stands for: the private state's list when the document was written from it.
std::optional<std::vector<Change>> find_recorded_changes(const RecordedCheckpoint& recorded) {
  if (!recorded.changes) return std::nullopt;
  if (is_written_from_state(recorded)) {
    if (recorded.state->not_listed) return std::nullopt;
    return recorded.state->changes;
  }
  return parse_changes(*recorded.changes);
}

void compare_changes(const std::vector<Change>& recorded, const std::vector<Change>& actual,
                     Verdict& verdict) {
  std::map<std::string_view, const Change*> before;
  std::map<std::string_view, const Change*> now;
  for (const Change& change : recorded) before[change.path] = &change;
  for (const Change& change : actual) now[change.path] = &change;
  for (const auto& [path, change] : before) {
    const auto found = now.find(path);
    if (found == now.end()) {
      verdict.vanished.push_back(*change);
    } else if (found->second->status != change->status) {
      verdict.changed.emplace_back(*change, *found->second);
    }
  }
  for (const auto& [path, change] : now) {
    if (!before.contains(path)) verdict.appeared.push_back(*change);
  }
  verdict.changes_differ = !verdict.appeared.empty() || !verdict.vanished.empty() || !verdict.changed.empty();
}

/// The order of the Verdict's documentation.
VerdictKind choose_kind(const Verdict& verdict, bool busy, bool recorded) {
  const RelationKind relation = verdict.relation.kind;
  if (busy) return VerdictKind::busy;
  if (!recorded) return VerdictKind::no_checkpoint;
  if (relation == RelationKind::unknown) return VerdictKind::unknown;
  if (verdict.other_branch) return VerdictKind::other_branch;
  if (relation == RelationKind::diverged) return VerdictKind::diverged;
  if (relation == RelationKind::behind) return VerdictKind::behind;
  if (relation == RelationKind::ahead) return VerdictKind::ahead;
  if (verdict.changes_differ) return VerdictKind::changes_differ;
  if (relation == RelationKind::rewritten) return VerdictKind::rewritten;
  return VerdictKind::match;
}

}  // namespace

bool is_written_from_state(const RecordedCheckpoint& recorded) {
  if (!recorded.state || !recorded.state->head.id) return false;
  const Checkpoint& state = *recorded.state;
  if (recorded.hash != state.abbreviated) return false;
  if (recorded.branch && format_plain(*recorded.branch) != format_branch(state.head)) return false;
  if (!recorded.changes) return true;
  // How many were listed is a setting that may have changed since: the text itself tells.
  const std::string text = format_plain(*recorded.changes);
  if (state.not_listed) return text == format_own_changes(state, 0);
  std::size_t listed = state.changes.size();
  if (const auto left = parse_unlisted(text)) {
    if (*left > listed) return false;
    listed -= *left;
  }
  return text == format_changes(state.changes, listed);
}

std::optional<ObjectId> find_recorded_id(const RecordedCheckpoint& recorded) {
  if (!recorded.hash || recorded.hash->empty() || !recorded.state) return std::nullopt;
  const auto& id = recorded.state->head.id;
  return id && id->hex.starts_with(*recorded.hash) ? id : std::nullopt;
}

Verdict compare_checkpoint(const RecordedCheckpoint& recorded, const ActualState& actual,
                           const Relation& relation) {
  const bool has_hash = recorded.hash && !recorded.hash->empty();
  Verdict verdict;
  verdict.relation = has_hash ? relation : Relation{};
  // A name that had to be escaped in the text is compared with the bytes that git knows.
  verdict.other_branch = recorded.branch && is_written_from_state(recorded)
                             ? recorded.state->head.branch != actual.head.branch
                             : is_other_branch(recorded.branch, actual.head);
  const RelationKind kind = verdict.relation.kind;
  if (kind == RelationKind::ahead || kind == RelationKind::behind) verdict.count = relation.count;
  if (const auto changes = find_recorded_changes(recorded); changes && actual.changes) {
    verdict.changes_compared = true;
    compare_changes(*changes, *actual.changes, verdict);
  }
  verdict.kind = choose_kind(verdict, actual.operation != Operation::none, has_hash);
  return verdict;
}

std::string_view describe(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::match: return "match";
    case VerdictKind::ahead: return "ahead";
    case VerdictKind::behind: return "behind";
    case VerdictKind::rewritten: return "rewritten";
    case VerdictKind::diverged: return "diverged";
    case VerdictKind::unknown: return "unknown";
    case VerdictKind::other_branch: return "other branch";
    case VerdictKind::changes_differ: return "changes differ";
    case VerdictKind::no_checkpoint: return "no checkpoint";
    case VerdictKind::busy: return "busy";
  }
  return "unknown";
}

std::string describe(const Verdict& verdict) {
  std::string name(describe(verdict.kind));
  const bool counts = verdict.kind == VerdictKind::ahead || verdict.kind == VerdictKind::behind;
  return counts ? name + " " + std::to_string(verdict.count) : name;
}

bool is_good(const Verdict& verdict) {
  return verdict.kind == VerdictKind::match || verdict.kind == VerdictKind::rewritten;
}

}  // namespace session
