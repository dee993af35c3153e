// SPDX-License-Identifier: MIT
#include "core/plan/phase_body.hpp"

#include "core/plan/plan_labels.hpp"
#include "core/plan/plan_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace session {
namespace {

using std::string_view;

/// Where a deliverable was found. The first rank that has any is the one that counts.
enum Rank : std::size_t {
  deliverables_heading,
  deliverables_label,
  tasks_heading,
  tasks_label,
  numbered_headings,
  right_under_phase,
  under_other_headings,
  table_rows,
  behind_label,
  rank_count
};

struct OpenHeading {
  int level = 0;
  PlanSection kind = PlanSection::neutral;
  bool numbered = false;
};

/// An item that is itself a label: `- **Tasks**:` with the tasks nested below it.
struct OpenLabelItem {
  std::size_t end = 0;
  int depth = 0;
  PlanSection kind = PlanSection::neutral;
};

/// The size or duration in a field's value, without what is explained behind it.
std::string trim_value(string_view value) {
  value = value.substr(0, std::min(value.find(" ("), value.size()));
  return std::string(strip_wrapping(strip_front(value, is_decoration)));
}

bool has_words(string_view text) {
  return !split_words(text).empty();
}

class BodyReader {
 public:
  explicit BodyReader(const PlanOutline& outline) : outline_(outline) {}

  void read(const Piece& piece) {
    switch (piece.kind) {
      case PieceKind::heading: read_heading(outline_.heading(piece)); break;
      case PieceKind::item: read_item(piece); break;
      case PieceKind::table: read_table(outline_.table(piece)); break;
      case PieceKind::line: read_line(outline_.piece_text(piece)); break;
    }
  }

  PhaseBody take() {
    for (auto& found : found_) {
      if (found.empty()) continue;
      body_.deliverables = std::move(found);
      break;
    }
    if (body_.verification.empty()) body_.verification = std::move(inner_criteria_);
    return std::move(body_);
  }

 private:
  void read_heading(const Heading& heading) {
    while (!headings_.empty() && headings_.back().level >= heading.level) headings_.pop_back();
    label_.reset();
    label_item_.reset();
    pending_ = PlanField::none;
    last_ = nullptr;
    const string_view text = slice(outline_.text, heading.text);
    const auto numbered = find_numbered_title(text);
    const auto label = numbered ? std::nullopt : find_label(text);
    std::string name;
    if (numbered) {
      name = numbered->title.name;
    } else {
      name = label ? std::string(label->name) : strip_title(strip_front(text, is_decoration)).name;
    }
    PlanSection own = classify_section(name);
    if (numbered && !names_section(*numbered, own)) own = PlanSection::neutral;
    if (!numbered) read_field(name, label ? label->value : string_view{});
    const PlanSection parent = headings_.empty() ? PlanSection::neutral : headings_.back().kind;
    const bool below_numbered = !headings_.empty() && headings_.back().numbered;
    const PlanSection kind = own == PlanSection::neutral ? parent : own;
    const bool counts = numbered && own == PlanSection::neutral && kind != PlanSection::criteria &&
                        kind != PlanSection::ignored;
    if (counts && !below_numbered) {
      const Rank rank = kind == PlanSection::deliverables ? deliverables_heading
                        : kind == PlanSection::tasks      ? tasks_heading
                                                          : numbered_headings;
      add_deliverable(rank, name, numbered->title.status == StatusWord::done);
      numbered_ = last_;
    } else if (counts) {
      add_step(numbered_, name);
    }
    headings_.push_back({heading.level, kind, below_numbered || counts});
  }

  /// A numbered heading may also number the sections: "1. Deliverables", "3. Verification".
  static bool names_section(const NumberedTitle& numbered, PlanSection own) {
    const std::size_t words = split_words(numbered.title.name).size();
    return !numbered.counted && words <= (own == PlanSection::ignored ? 1U : 2U);
  }

  void read_line(const std::string& text) {
    const auto label = find_label(text);
    const PlanSection own = label ? classify_section(label->name) : PlanSection::neutral;
    const bool field = label && find_plan_field(label->name) != PlanField::none;
    const bool plain_label = own != PlanSection::neutral && label->value.empty();
    if (!label || !(label->marked || field || plain_label)) {
      if (std::exchange(pending_, PlanField::none) != PlanField::none) set_field(awaited_, text);
      return;
    }
    read_field(label->name, label->value);
    last_ = nullptr;
    label_item_.reset();
    label_.reset();
    if (own == PlanSection::neutral) return;
    // `**Depends on**: Phase 1` says all on its line; a list below it is about something else.
    if (own == PlanSection::ignored && !label->value.empty() && !label->value.ends_with(':')) return;
    label_ = own;
    read_inline(own, label->value);
  }

  void read_item(const Piece& piece) {
    const ListItem& item = outline_.item(piece);
    if (label_item_ && item.line.begin >= label_item_->end) label_item_.reset();
    const std::string joined = outline_.piece_text(piece);
    if (std::exchange(pending_, PlanField::none) != PlanField::none) set_field(awaited_, joined);
    const int depth = label_item_ ? item.depth - label_item_->depth - 1 : item.depth;
    const PlanSection kind = current_kind();
    if (kind == PlanSection::ignored) return;
    if (kind == PlanSection::neutral && depth == 0 && read_label_item(item, joined)) return;
    const MarkedText marked = strip_marks(joined);
    const bool open = item.task != TaskState::done;
    if (kind == PlanSection::criteria) {
      if (depth == 0 && open) add_criterion(marked.text);
      return;
    }
    if (item.task != TaskState::none) body_.has_boxes = true;
    const bool done = !open || (item.task == TaskState::none && marked.status == StatusWord::done);
    if (!headings_.empty() && headings_.back().numbered) {
      if (depth == 0 && !done) add_step(numbered_, marked.text);
    } else if (depth == 0) {
      last_ = nullptr;
      add_deliverable(rank_of(kind), marked.text, done);
    } else if (depth == 1 && !done) {
      add_step(last_, marked.text);
    }
  }

  /// Reads an item such as `- **Duration**: 2 days` or `- **Tasks**:`. False when it is a plain item.
  bool read_label_item(const ListItem& item, const std::string& text) {
    const auto label = find_label(text);
    if (!label) return false;
    const PlanSection own = classify_section(label->name);
    const PlanField field = find_plan_field(label->name);
    if (own == PlanSection::neutral && field == PlanField::none) return false;
    const bool sentence = !label->marked && !label->value.empty();
    if (sentence && own != PlanSection::ignored && field == PlanField::none) return false;
    read_field(label->name, label->value);
    pending_ = PlanField::none;
    last_ = nullptr;
    label_item_ =
        OpenLabelItem{item.whole.end, item.depth, own == PlanSection::neutral ? PlanSection::ignored : own};
    read_inline(own, label->value);
    return true;
  }

  /// Text behind a label on the same line.
  void read_inline(PlanSection own, string_view value) {
    value = strip_marks(value).text;
    if (own == PlanSection::criteria) add_criterion(value);
    if (own == PlanSection::deliverables || own == PlanSection::tasks) {
      add_deliverable(behind_label, value, false);
      last_ = nullptr;
    }
  }

  void read_table(const Table& table) {
    static constexpr std::array<string_view, 8> kColumns = {
        "deliverable", "deliverables", "task", "tasks", "title", "item", "feature", "component"};
    const PlanSection kind = current_kind();
    if (kind == PlanSection::criteria || kind == PlanSection::ignored) return;
    const auto header = parse_cells(outline_.text, table.header);
    std::size_t column = header.size();
    std::size_t best = kColumns.size();
    std::size_t status = header.size();
    for (std::size_t i = 0; i < header.size(); ++i) {
      const auto words = split_words(slice(outline_.text, header[i]));
      if (words.size() != 1) continue;
      const auto known = static_cast<std::size_t>(std::find(kColumns.begin(), kColumns.end(), words.front()) -
                                                  kColumns.begin());
      if (known < best) {
        best = known;
        column = i;
      }
      if (words.front() == "status" || words.front() == "done") status = i;
    }
    if (column == header.size()) return;
    for (const Span row : table.rows) read_row(row, column, status, kind);
    last_ = nullptr;
  }

  void read_row(Span row, std::size_t column, std::size_t status, PlanSection kind) {
    const auto cells = parse_cells(outline_.text, row);
    if (column >= cells.size()) return;
    std::string text(slice(outline_.text, cells[column]));
    for (std::size_t at = text.find("\\|"); at != std::string::npos; at = text.find("\\|", at + 1))
      text.erase(at, 1);
    const bool done =
        status < cells.size() && parse_status(slice(outline_.text, cells[status])) == StatusWord::done;
    const MarkedText marked = strip_marks(text);
    const Rank rank = kind == PlanSection::neutral ? table_rows : rank_of(kind);
    add_deliverable(rank, marked.text, done || marked.status == StatusWord::done);
  }

  [[nodiscard]] PlanSection current_kind() const {
    if (label_item_) return label_item_->kind;
    if (label_) return *label_;
    return headings_.empty() ? PlanSection::neutral : headings_.back().kind;
  }

  [[nodiscard]] Rank rank_of(PlanSection kind) const {
    const bool label = label_item_ || label_;
    if (kind == PlanSection::deliverables) return label ? deliverables_label : deliverables_heading;
    if (kind == PlanSection::tasks) return label ? tasks_label : tasks_heading;
    return headings_.empty() ? right_under_phase : under_other_headings;
  }

  void add_deliverable(Rank rank, string_view text, bool done) {
    if (!has_words(text)) return;
    if (text.ends_with(':')) text.remove_suffix(1);
    found_[rank].push_back({std::string(text), {}, done});
    last_ = &found_[rank];
  }

  void add_criterion(string_view text) {
    if (!has_words(text)) return;
    const bool below_numbered = !headings_.empty() && headings_.back().numbered;
    (below_numbered ? inner_criteria_ : body_.verification).emplace_back(text);
  }

  /// Adds a step to the newest deliverable of the list `to`.
  static void add_step(std::vector<Deliverable>* to, string_view text) {
    if (to != nullptr && has_words(text)) to->back().steps.emplace_back(text);
  }

  void read_field(string_view name, string_view value) {
    awaited_ = find_plan_field(name);
    pending_ = PlanField::none;
    if (awaited_ == PlanField::none) return;
    if (value.empty()) {
      pending_ = awaited_;
    } else {
      set_field(awaited_, value);
    }
  }

  void set_field(PlanField field, string_view value) {
    const bool outside = headings_.empty() || !headings_.back().numbered;
    if (!outside) return;
    auto& slot = field == PlanField::size ? body_.effort : body_.duration;
    const bool is_size = field == PlanField::size || field == PlanField::duration;
    if (std::string text = trim_value(value); is_size && !slot && !text.empty()) slot = std::move(text);
    if (field == PlanField::status && body_.status == StatusWord::none) body_.status = parse_status(value);
  }

  const PlanOutline& outline_;
  PhaseBody body_;
  std::array<std::vector<Deliverable>, rank_count> found_;
  std::vector<std::string> inner_criteria_;  // those of the steps; they count where the phase has none
  std::vector<OpenHeading> headings_;
  std::optional<PlanSection> label_;
  std::optional<OpenLabelItem> label_item_;
  PlanField awaited_ = PlanField::none;
  PlanField pending_ = PlanField::none;           // a field whose value stands on the next line
  std::vector<Deliverable>* last_ = nullptr;      // the list whose last deliverable takes nested items
  std::vector<Deliverable>* numbered_ = nullptr;  // the same for items below a numbered heading
};

}  // namespace

PhaseBody parse_phase_body(const PlanOutline& outline, std::size_t begin, std::size_t end) {
  BodyReader reader(outline);
  for (std::size_t i = begin; i < end; ++i) reader.read(outline.pieces[i]);
  return reader.take();
}

}  // namespace session
