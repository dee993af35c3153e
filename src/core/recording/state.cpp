// SPDX-License-Identifier: MIT
// The private state of one work tree as text.
#include "core/recording/state.hpp"

#include "core/recording/record.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kAnyVersion = "git-session state ";
constexpr std::string_view kFirstLine = "git-session state 1";

void append_checkpoint(std::string& text, const Checkpoint& checkpoint) {
  text.append("checkpoint");
  if (checkpoint.head.branch) append_field(text, "branch", *checkpoint.head.branch);
  if (checkpoint.head.id) append_field(text, "id", checkpoint.head.id->hex);
  append_field(text, "abbreviated", checkpoint.abbreviated);
  append_field(text, "subject", checkpoint.subject);
  append_field(text, "time", std::to_string(checkpoint.seconds));
  append_field(text, "changes", std::to_string(checkpoint.changes.size()));
  if (checkpoint.not_listed) append_field(text, "unlisted", std::to_string(*checkpoint.not_listed));
  append_end(text);
  for (const Change& change : checkpoint.changes) {
    text.append("change");
    append_field(text, "status", change.status);
    append_field(text, "path", change.path);
    append_end(text);
  }
}

void append_line(std::string& text, std::string_view kind, std::string_view name, std::string_view value) {
  text.append(kind);
  append_field(text, name, value);
  append_end(text);
}

void append_session(std::string& text, const State& state) {
  if (state.opened || state.wrapped || !state.left.empty()) {
    text.append("session");
    if (state.opened) append_field(text, "opened", std::to_string(*state.opened));
    if (state.wrapped) append_field(text, "wrapped", std::to_string(*state.wrapped));
    if (!state.left.empty()) append_field(text, "left", state.left);
    append_end(text);
  }
  for (const std::string& action : state.actions) append_line(text, "action", "text", action);
  for (const SeenBlocker& blocker : state.blockers) {
    text.append("blocker");
    append_field(text, "text", blocker.text);
    append_field(text, "since", std::to_string(blocker.since));
    append_end(text);
  }
}

/// Takes lines in and gives the state at the end.
class StateReader {
 public:
  void read_line(const RecordLine& line) {
    if (line.kind == "adopted") state_.adopted = true;
    if (line.kind == "checkpoint") read_checkpoint(line);
    if (line.kind == "change") read_change(line);
    if (line.kind == "tip") read_tip(line);
    if (line.kind == "progress") state_.progress = find_number<int>(line, "value");
    if (line.kind == "held") state_.held = find_number<int>(line, "value");
    if (line.kind == "plan") state_.plan = find_text(line, "path");
    if (line.kind == "shared") state_.shared = find_number<std::uint64_t>(line, "size").value_or(0);
    if (line.kind == "squash") read_squash(line);
    if (line.kind == "session") {
      state_.opened = find_number<std::int64_t>(line, "opened");
      state_.wrapped = find_number<std::int64_t>(line, "wrapped");
      state_.left = find_text(line, "left").value_or("");
    }
    if (line.kind == "action") {
      if (auto action = find_text(line, "text")) state_.actions.push_back(*std::move(action));
    }
    if (line.kind == "blocker") read_blocker(line);
    if (line.kind == "said") {
      if (auto name = find_text(line, "name")) state_.said.insert(*std::move(name));
    }
  }

  [[nodiscard]] State finish() && {
    // A list with a hole would report changes that nobody made.
    if (state_.checkpoint && state_.checkpoint->changes.size() != expected_changes_)
      state_.checkpoint.reset();
    return std::move(state_);
  }

 private:
  void read_checkpoint(const RecordLine& line) {
    state_.checkpoint.reset();
    const auto abbreviated = find_text(line, "abbreviated");
    const auto subject = find_text(line, "subject");
    const auto seconds = find_number<std::int64_t>(line, "time");
    const auto count = find_number<std::size_t>(line, "changes");
    const auto branch = find_text(line, "branch");
    const auto id = find_id(line, "id");
    if (!abbreviated || !subject || !seconds || !count) return;
    // A damaged branch or id must not turn into a detached or an unborn HEAD.
    if (find_field(line, "branch").has_value() != branch.has_value()) return;
    if (find_field(line, "id").has_value() != id.has_value()) return;
    state_.checkpoint = Checkpoint{
        Head{branch, id}, *abbreviated, *subject, {}, *seconds, find_number<std::size_t>(line, "unlisted")};
    expected_changes_ = *count;
  }

  void read_change(const RecordLine& line) {
    auto status = find_text(line, "status");
    auto path = find_text(line, "path");
    if (!state_.checkpoint || !status || !path) return;
    state_.checkpoint->changes.push_back({*std::move(status), *std::move(path)});
  }

  void read_tip(const RecordLine& line) {
    auto branch = find_text(line, "branch");
    auto id = find_id(line, "id");
    if (branch && id) state_.tips.insert_or_assign(*std::move(branch), *std::move(id));
  }

  void read_blocker(const RecordLine& line) {
    auto blocker = find_text(line, "text");
    const auto since = find_number<std::int64_t>(line, "since");
    if (blocker && since) state_.blockers.push_back({*std::move(blocker), *since});
  }

  void read_squash(const RecordLine& line) {
    PendingSquash squash;
    for (const RecordField& field : line.fields) {
      auto id = parse_object_id(field.value);
      if (!id) return;
      if (field.name == "tree") squash.tree = *id;
      if (field.name == "onto") squash.onto = *id;
      if (field.name == "id") squash.ids.push_back(*id);
    }
    if (!squash.onto.hex.empty()) state_.squash = std::move(squash);
  }

  State state_;
  std::size_t expected_changes_ = 0;
};

}  // namespace

std::string format_state(const State& state) {
  std::string text(kFirstLine);
  text.push_back('\n');
  if (state.adopted) {
    text.append("adopted");
    append_end(text);
  }
  if (state.checkpoint) append_checkpoint(text, *state.checkpoint);
  for (const auto& [branch, id] : state.tips) {
    text.append("tip");
    append_field(text, "branch", branch);
    append_field(text, "id", id.hex);
    append_end(text);
  }
  if (state.progress) append_line(text, "progress", "value", std::to_string(*state.progress));
  if (state.held) append_line(text, "held", "value", std::to_string(*state.held));
  if (state.plan) append_line(text, "plan", "path", *state.plan);
  for (const std::string& name : state.said) append_line(text, "said", "name", name);
  append_session(text, state);
  if (state.shared != 0) append_line(text, "shared", "size", std::to_string(state.shared));
  if (state.squash) {
    text.append("squash");
    append_field(text, "onto", state.squash->onto.hex);
    if (!state.squash->tree.hex.empty()) append_field(text, "tree", state.squash->tree.hex);
    for (const ObjectId& id : state.squash->ids) append_field(text, "id", id.hex);
    append_end(text);
  }
  return text;
}

State parse_state(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  if (first.starts_with(kAnyVersion) && first != kFirstLine) return {};
  StateReader reader;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const auto line = parse_record_line(text.substr(0, end))) reader.read_line(*line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::move(reader).finish();
}

}  // namespace session
