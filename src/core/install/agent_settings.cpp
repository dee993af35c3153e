// SPDX-License-Identifier: MIT
// Editing an agent's settings file by splicing bytes.
#include "core/install/agent_settings.hpp"

#include "core/install/json_outline.hpp"
#include "core/recording/record.hpp"
#include "core/text/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace session {
namespace {

/// A shorter or longer way to call the program is an entry of somebody's own.
constexpr std::string_view kCommandCore = "session resume --hook";

/// One line of the entry in its longest form, the member `hooks` of the file.
struct EntryLine {
  std::size_t depth;
  std::string_view text;
};
constexpr std::array<EntryLine, 12> kEntry = {{
    {0, "\"hooks\": {"},
    {1, "\"SessionStart\": ["},
    {2, "{"},
    {3, "\"hooks\": ["},
    {4, "{"},
    {5, "\"type\": \"command\","},
    {5, "\"command\": \"git session resume --hook\""},
    {4, "}"},
    {3, "]"},
    {2, "}"},
    {1, "]"},
    {0, "}"},
}};
static_assert(kEntry[6].text.find(kAgentCommand) != std::string_view::npos);

/// How a file is laid out.
struct Style {
  std::string_view line_end;
  std::string unit;    ///< one step of indentation
  bool lines = true;   ///< the outermost object has a line for each member
  bool spaced = true;  ///< a blank stands behind colons
};

bool has_line_end(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

/// The bytes of an object or array before its first child, or all of them in an empty one.
std::string_view find_lead(std::string_view text, const JsonValue& container) {
  const std::size_t begin = container.span.begin + 1;
  const std::size_t end =
      container.children.empty() ? container.span.end - 1 : container.children.front().member.begin;
  return text.substr(begin, end - begin);
}

/// The blanks at the start of the line that holds `at`.
std::string find_indent(std::string_view text, std::size_t at) {
  const std::size_t line_end = text.substr(0, at).find_last_of("\r\n");
  const std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
  const std::size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
  return std::string(text.substr(begin, end - begin));
}

Style find_style(std::string_view text, const JsonValue& root) {
  Style style{find_line_ending(text), "  ", true, true};
  if (root.children.empty()) return style;
  const JsonValue& first = root.children.front();
  style.lines = has_line_end(find_lead(text, root));
  const char before_value = text[first.span.begin - 1];
  style.spaced = before_value == ' ' || before_value == '\t' || has_line_end({&before_value, 1});
  if (!style.lines) return style;
  const std::string outer = find_indent(text, root.span.begin);
  const std::string inner = find_indent(text, first.member.begin);
  if (inner.starts_with(outer)) style.unit = inner.substr(outer.size());
  return style;
}

/// The entry from its `level` on (0: the member `hooks`, 1: the member `SessionStart`, 2: an element of it).
/// The first line gets no indentation.
std::string format_entry(std::size_t level, const Style& style, const std::string& indent, bool lines) {
  std::string entry;
  for (std::size_t i = level; i < kEntry.size() - level; ++i) {
    if (i > level && lines) {
      entry += style.line_end;
      entry += indent;
      for (std::size_t depth = level; depth < kEntry[i].depth; ++depth) entry += style.unit;
    }
    std::string_view text = kEntry[i].text;
    const std::size_t colon = text.find(": ");
    if (style.spaced || colon == std::string_view::npos) {
      entry += text;
    } else {
      entry += text.substr(0, colon + 1);
      entry += text.substr(colon + 2);
    }
    if (!lines && style.spaced && text.ends_with(',')) entry += ' ';
  }
  return entry;
}

/// What makes room for the entry as the last child of a container, and the entry.
Edit plan_insertion(std::string_view text, const JsonValue& container, std::size_t level,
                    const Style& style) {
  const std::string_view lead = find_lead(text, container);
  if (!container.children.empty()) {
    const std::size_t at = container.children.back().member.end;
    const bool lines = has_line_end(lead);
    const std::string indent = find_indent(text, container.children.front().member.begin);
    const std::string gap = lines ? std::string(style.line_end) + indent : style.spaced ? " " : "";
    return {{at, at}, "," + gap + format_entry(level, style, indent, lines)};
  }
  const std::size_t at = container.span.begin + 1;
  const std::string outer = find_indent(text, container.span.begin);
  const std::string indent = outer + style.unit;
  const std::string entry = format_entry(level, style, indent, style.lines);
  if (!style.lines) return {{at, at}, entry};
  const std::string line_end(style.line_end);
  return {{at, at}, line_end + indent + entry + (has_line_end(lead) ? "" : line_end + outer)};
}

/// The command of an entry, which is an element of a group's `hooks`.
std::string_view find_command(const JsonValue& hook) {
  const JsonValue* command = find_member(hook, "command");
  return command != nullptr && command->kind == JsonKind::string ? std::string_view(command->text)
                                                                 : std::string_view();
}

/// Where the agent looks for the entry, as far as the file has it.
struct Shape {
  const JsonValue* hooks = nullptr;
  const JsonValue* session_start = nullptr;
};

Result<Shape> find_shape(const JsonValue& root) {
  if (root.kind != JsonKind::object) return fail(ErrorKind::file, "it holds no object");
  Shape shape;
  shape.hooks = find_member(root, "hooks");
  if (shape.hooks == nullptr) return shape;
  if (shape.hooks->kind != JsonKind::object) return fail(ErrorKind::file, "its 'hooks' is no object");
  shape.session_start = find_member(*shape.hooks, "SessionStart");
  if (shape.session_start != nullptr && shape.session_start->kind != JsonKind::array) {
    return fail(ErrorKind::file, "its 'hooks.SessionStart' is no array");
  }
  return shape;
}

/// The group and the place in it of a command that `accepts` takes.
struct EntryPlace {
  std::size_t group = 0;
  std::size_t hook = 0;
};

template <class Accepts>
std::optional<EntryPlace> find_entry(const Shape& shape, Accepts accepts) {
  if (shape.session_start == nullptr) return std::nullopt;
  const auto& groups = shape.session_start->children;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const JsonValue* hooks = find_member(groups[group], "hooks");
    if (hooks == nullptr || hooks->kind != JsonKind::array) continue;
    for (std::size_t hook = 0; hook < hooks->children.size(); ++hook) {
      if (accepts(find_command(hooks->children[hook]))) return EntryPlace{group, hook};
    }
  }
  return std::nullopt;
}

bool is_our_command(std::string_view command) {
  return command == kAgentCommand;
}

/// Whether the entry stands in a text; nothing when the text is not understood.
std::optional<bool> has_our_entry(std::string_view text) {
  const auto root = parse_json_outline(text);
  if (!root) return std::nullopt;
  const auto shape = find_shape(*root);
  if (!shape) return std::nullopt;
  return find_entry(*shape, is_our_command).has_value();
}

/// What takes a child with its comma out of a container.
Span find_removal(const JsonValue& container, std::size_t index) {
  const auto& children = container.children;
  if (children.size() == 1) return {container.span.begin + 1, container.span.end - 1};
  if (index + 1 < children.size()) return {children[index].member.begin, children[index + 1].member.begin};
  return {children[index - 1].member.end, children[index].member.end};
}

std::size_t find_index(const JsonValue& container, const JsonValue* child) {
  return static_cast<std::size_t>(child - container.children.data());
}

/// Takes the bytes out that install put in, when they stand as they were and the rest is sound without them.
std::optional<std::string> remove_inserted(std::string_view text, const AgentTrace& trace) {
  if (trace.inserted.empty()) return std::nullopt;
  std::size_t at = trace.offset;
  if (at > text.size() || text.substr(at, trace.inserted.size()) != trace.inserted) {
    at = text.find(trace.inserted);
    if (at == std::string_view::npos || text.find(trace.inserted, at + 1) != std::string_view::npos) {
      return std::nullopt;
    }
  }
  std::string rest = apply_edits(text, {{{at, at + trace.inserted.size()}, ""}});
  if (has_our_entry(rest) != std::optional(false)) return std::nullopt;
  return rest;
}

}  // namespace

Result<std::optional<AgentEdit>> add_agent_entry(const std::optional<std::string>& old_text) {
  if (!old_text) {
    const std::string text = "{\n  " + format_entry(0, {"\n", "  ", true, true}, "  ", true) + "\n}\n";
    return AgentEdit{text, {"", text, 0, true, false, true, true}};
  }
  SESSION_TRY(const JsonValue root, parse_json_outline(*old_text));
  SESSION_TRY(const Shape shape, find_shape(root));
  const auto mentions = [](std::string_view command) { return command.find(kCommandCore) != command.npos; };
  if (find_entry(shape, mentions)) return std::optional<AgentEdit>();
  AgentTrace trace;
  trace.new_hooks = shape.hooks == nullptr;
  trace.new_session_start = shape.session_start == nullptr;
  const JsonValue& container = trace.new_hooks           ? root
                               : trace.new_session_start ? *shape.hooks
                                                         : *shape.session_start;
  const std::size_t level = trace.new_hooks ? 0 : trace.new_session_start ? 1 : 2;
  Edit edit = plan_insertion(*old_text, container, level, find_style(*old_text, root));
  trace.inserted = edit.text;
  trace.offset = edit.span.begin;
  return AgentEdit{apply_edits(*old_text, {std::move(edit)}), std::move(trace)};
}

Result<AgentRemoval> remove_agent_entry(std::string_view text, const AgentTrace& trace) {
  if (trace.new_file && text == trace.inserted) return AgentRemoval{true, std::nullopt};
  SESSION_TRY(const JsonValue root, parse_json_outline(text));
  SESSION_TRY(const Shape shape, find_shape(root));
  const auto place = find_entry(shape, is_our_command);
  if (!place) return AgentRemoval{false, std::string(text)};
  if (!trace.new_file) {
    if (auto rest = remove_inserted(text, trace)) return AgentRemoval{true, std::move(rest)};
  }
  const JsonValue& groups = *shape.session_start;
  const JsonValue& group = groups.children[place->group];
  const JsonValue& hooks = *find_member(group, "hooks");
  Span removal;
  if (hooks.children.size() > 1) {
    removal = find_removal(hooks, place->hook);
  } else if (groups.children.size() > 1 || !trace.new_session_start) {
    removal = find_removal(groups, place->group);
  } else if (shape.hooks->children.size() > 1 || !trace.new_hooks) {
    removal = find_removal(*shape.hooks, find_index(*shape.hooks, shape.session_start));
  } else if (root.children.size() > 1 || !trace.new_file) {
    removal = find_removal(root, find_index(root, shape.hooks));
  } else {
    return AgentRemoval{true, std::nullopt};
  }
  return AgentRemoval{true, apply_edits(text, {{removal, ""}})};
}

std::string format_agent_traces(const std::vector<AgentTrace>& traces) {
  std::string text;
  for (const AgentTrace& trace : traces) {
    text += "settings";
    append_field(text, "path", trace.path);
    append_field(text, "offset", std::to_string(trace.offset));
    if (trace.new_file) append_field(text, "new", "file");
    if (trace.new_folder) append_field(text, "folder", "new");
    if (trace.new_hooks) append_field(text, "hooks", "new");
    if (trace.new_session_start) append_field(text, "start", "new");
    append_field(text, "inserted", trace.inserted);
    append_end(text);
  }
  return text;
}

std::vector<AgentTrace> parse_agent_traces(std::string_view text) {
  std::vector<AgentTrace> traces;
  for (const Span span : split_lines(text)) {
    const auto line = parse_record_line(slice(text, span));
    if (!line || line->kind != "settings") continue;
    const auto path = find_text(*line, "path");
    const auto inserted = find_text(*line, "inserted");
    const auto offset = find_number<std::size_t>(*line, "offset");
    if (!path || !inserted || !offset) continue;
    traces.push_back({*path, *inserted, *offset, find_field(*line, "new").has_value(),
                      find_field(*line, "folder").has_value(), find_field(*line, "hooks").has_value(),
                      find_field(*line, "start").has_value()});
  }
  return traces;
}

}  // namespace session
