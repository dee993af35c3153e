// SPDX-License-Identifier: MIT
// What holds for every document, shared by property tests and the fuzz target.
#pragma once

#include "core/document/draft.hpp"
#include "core/recording/recording.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// The lines of a text with their endings.
inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

/// True when `edits` are in the text, on whole lines or inside one line, and do not overlap.
inline bool are_sound(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
  std::size_t last = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < last || edit.span.end < edit.span.begin || edit.span.end > text.size())
      return false;
    last = edit.span.end;
  }
  return true;
}

/// Puts a mark on every completed item that has a hash and no mark, and takes it off again. Names the first
/// promise that is broken; empty when all hold.
inline std::string find_broken_mark_promise(const Document& document, const std::string& mark) {
  Draft draft(document);
  std::vector<std::size_t> marked;
  const std::vector<DraftItem> items = draft.items(SectionKind::completed);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].hash.empty() && items[i].mark.empty()) marked.push_back(i);
  }
  for (const std::size_t i : marked) draft.set_mark(i, mark);
  if (!are_sound(document.text, draft.edits()))
    return "edits of marks lie inside the text and do not overlap";
  const Document with_marks = parse_document(apply_edits(document.text, draft.edits()));
  Draft back(with_marks);
  if (back.items(SectionKind::completed) != draft.items(SectionKind::completed)) {
    return "a mark changes no other part of an item";
  }
  for (const std::size_t i : marked) back.set_mark(i, "");
  if (apply_edits(with_marks.text, back.edits()) != document.text) return "a mark taken off leaves no trace";
  return {};
}

/// Takes all that a commit did back, the last first.
inline void undo_all(Draft& draft, const CommitRecord& record) {
  for (auto effect = record.effects.rbegin(); effect != record.effects.rend(); ++effect) {
    if (!is_completion(effect->kind) && effect->kind != EffectKind::completed_again) {
      (void)undo_effect(draft, *effect);
    } else if (const auto position = find_completed(draft, effect->text, {record.id})) {
      (void)undo_completion(draft, *position, *effect, {record.id}, false);
    }
  }
}

/// Carries out a commit's wishes on any bytes as a document, and takes them back. Names the first promise
/// that is broken; empty when all hold.
inline std::string find_broken_document_promise(const std::string& bytes) {
  const Document document = parse_document(bytes);
  if (document.text != bytes) return "the text is kept as it is";
  if (!Draft(document).edits().empty()) return "no change gives no edits";
  for (const char* mark : {"commit gone", "reverted by `1a2b3c4`"}) {
    if (std::string broken = find_broken_mark_promise(document, mark); !broken.empty()) return broken;
  }
  CommitRequest request;
  request.subject = "Paint it";
  request.completes = {"a", "Paint it"};
  request.progress = {{"b", "half"}};
  request.next = {"Rest"};
  request.blocked_by = {"Rain | snow"};
  Draft draft(document);
  CommitRecord record;
  record.id = {std::string(40, '1')};
  record.abbreviated = "1111111";
  record.effects = apply_request(draft, request, {"1111111", "2025-06-30"}).effects;
  draft.set_checkpoint({"main", "`1111111` — Paint it", "None", "2025-06-30T14:00:00Z"});
  const std::vector<Edit> edits = draft.edits();
  if (!are_sound(bytes, edits)) return "edits lie inside the text and do not overlap";
  const std::string changed = apply_edits(bytes, edits);
  const Document again = parse_document(changed);
  for (const SectionKind kind : {SectionKind::completed, SectionKind::checkpoint}) {
    if ((document.find(kind) == nullptr) != (again.find(kind) == nullptr)) return "sections stay sections";
  }
  Draft undo(again);
  undo_all(undo, record);
  if (!are_sound(changed, undo.edits())) return "edits of an undo lie inside the text and do not overlap";
  return {};
}

}  // namespace session::test
