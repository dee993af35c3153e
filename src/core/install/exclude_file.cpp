// SPDX-License-Identifier: MIT
// Our block of lines in a repository's info/exclude.
#include "core/install/exclude_file.hpp"

#include "core/document/own_files.hpp"
#include "core/text/text.hpp"

#include <algorithm>

namespace session {
namespace {

constexpr std::string_view kBegin = "# git-session: its own files, listed by \"git session install\"";
constexpr std::string_view kEnd = "# git-session: end";
// They tell how the text ended before the block came, so that it can go without a trace.
constexpr std::string_view kUnfinished = "# git-session: the line above had no line end";
constexpr std::string_view kNewFile = "# git-session: this file was not there before";

/// Where the block lies in a text, with the line end that closes it.
struct Block {
  Span span;
  std::vector<std::string_view> lines;  ///< patterns, in order
  bool unfinished = false;
  bool new_file = false;
};

std::optional<Block> find_block(std::string_view text) {
  std::optional<Block> block;
  const auto lines = split_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = slice(text, lines[i]);
    if (line == kBegin) {
      block = Block{{lines[i].begin, 0}, {}};
    } else if (!block) {
      continue;
    } else if (line == kEnd) {
      block->span.end = i + 1 < lines.size() ? lines[i + 1].begin : text.size();
      return block;
    } else if (line == kUnfinished) {
      block->unfinished = true;
    } else if (line == kNewFile) {
      block->new_file = true;
    } else {
      block->lines.push_back(line);
    }
  }
  return std::nullopt;
}

std::string format_block(const Block& block, std::string_view line_end) {
  std::string text;
  const auto add = [&](std::string_view line) { text.append(line).append(line_end); };
  add(kBegin);
  if (block.unfinished) add(kUnfinished);
  if (block.new_file) add(kNewFile);
  for (const auto line : block.lines) add(line);
  add(kEnd);
  return text;
}

/// Git ends a line at LF only; a CR before it is taken off (gitignore(5) knows no other line end).
bool ends_a_line(std::string_view text) {
  return text.empty() || text.back() == '\n';
}

std::string_view choose_line_end(std::string_view text) {
  return find_line_ending(text) == "\r\n" ? "\r\n" : "\n";
}

}  // namespace

std::string format_exclude_pattern(std::string_view path) {
  std::string pattern = "/";
  for (const char c : path) {
    if (c == '\n' || c == '\r') {
      pattern += '?';
      continue;
    }
    if (c == '*' || c == '?' || c == '[' || c == '\\') pattern += '\\';
    pattern += c;
  }
  // Git takes off closing blanks unless each of them is escaped.
  const auto last = pattern.find_last_not_of(' ');
  const auto blanks = pattern.size() - last - 1;
  pattern.resize(last + 1);
  for (std::size_t i = 0; i < blanks; ++i) pattern += "\\ ";
  return pattern;
}

std::string format_attribute_line(std::string_view path) {
  std::string pattern = format_exclude_pattern(path);
  if (pattern.find_first_of(" \t\"") != std::string::npos) {
    // A pattern with blanks stands in C quotes, in which a backslash is two.
    std::string quoted = "\"";
    for (const char c : pattern) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    pattern = quoted + "\"";
  }
  return pattern + " filter=git-session merge=git-session";
}

std::vector<std::string> format_own_patterns(const Settings& settings) {
  std::string_view folder = settings.snapshots_directory;
  while (folder.starts_with("./")) folder.remove_prefix(2);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  const auto prefix = folder.empty() || folder == "." ? std::string() : format_exclude_pattern(folder);
  std::vector<std::string> patterns = {format_exclude_pattern(settings.session_file),
                                       prefix + "/SESSION_SNAPSHOT_*.md", prefix + "/SESSION_ARCHIVE.md"};
  for (const std::string& path : list_memory_paths(settings))
    patterns.push_back(format_exclude_pattern(path));
  return patterns;
}

std::vector<std::string> format_side_patterns(const Settings& settings) {
  // The archive is what left the session file: who commits the one commits the other.
  constexpr std::string_view kArchive = "/SESSION_ARCHIVE.md";
  auto patterns = format_own_patterns(settings);
  const std::string session_file = format_exclude_pattern(settings.session_file);
  std::erase_if(patterns, [&](const std::string& pattern) {
    return pattern == session_file || pattern.ends_with(kArchive);
  });
  return patterns;
}

std::string plan_own_lines(const std::optional<std::string>& old_text,
                           const std::vector<std::string>& patterns) {
  std::string text = old_text.value_or("");
  std::vector<std::string_view> listed;
  for (const auto span : split_lines(text)) listed.push_back(slice(text, span));
  const auto old_block = find_block(text);
  auto block = old_block.value_or(Block{});
  bool is_new = false;
  for (const auto& pattern : patterns) {
    if (std::find(listed.begin(), listed.end(), pattern) != listed.end()) continue;
    listed.push_back(pattern);
    block.lines.push_back(pattern);
    is_new = true;
  }
  if (!is_new) return text;
  const auto line_end = choose_line_end(text);
  if (old_block) return apply_edits(text, {{old_block->span, format_block(block, line_end)}});
  block.new_file = !old_text;
  block.unfinished = !ends_a_line(text);
  return text + (block.unfinished ? std::string(line_end) : std::string()) + format_block(block, line_end);
}

std::optional<std::string> remove_own_lines(std::string_view text) {
  const auto block = find_block(text);
  if (!block) return std::string(text);
  auto span = block->span;
  const bool at_end = span.end == text.size();
  // The line end that we added goes too, unless a person has written on below the block.
  const auto added = choose_line_end(slice(text, block->span));
  if (block->unfinished && at_end && text.substr(0, span.begin).ends_with(added)) span.begin -= added.size();
  auto rest = apply_edits(text, {{span, ""}});
  if (block->new_file && rest.empty()) return std::nullopt;
  return rest;
}

}  // namespace session
