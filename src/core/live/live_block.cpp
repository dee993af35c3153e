// SPDX-License-Identifier: MIT
#include "core/live/live_block.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kStart = "<!-- session:live";
constexpr std::string_view kClose = "-->";
constexpr std::string_view kEnd = "<!-- session:end -->";
constexpr std::string_view kOpenEnd = "open";
constexpr std::size_t kSealSize = 8;

bool is_seal(std::string_view text) {
  return text.size() == kSealSize && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// Reads all of `text` as a number.
std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// `-->` would end the comment, so a backslash goes before its last byte, and one more where some stand.
std::string escape_comment(std::string_view text) {
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '>') {
      const std::size_t dash = escaped.find_last_not_of('\\');
      if (dash != std::string::npos && dash > 0 && escaped[dash] == '-' && escaped[dash - 1] == '-')
        escaped += '\\';
    }
    escaped += text[i];
  }
  return escaped;
}

std::string unescape_comment(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == '>' && plain.ends_with('\\')) {
      const std::size_t dash = plain.find_last_not_of('\\');
      if (dash != std::string::npos && dash > 0 && plain[dash] == '-' && plain[dash - 1] == '-')
        plain.pop_back();
    }
    plain += c;
  }
  return plain;
}

/// Reads the seals behind the opening words.
bool parse_seals(std::string_view text, LiveBlock& block) {
  while (!text.empty()) {
    if (text.front() != ' ') return false;
    text.remove_prefix(1);
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (word == kOpenEnd) {
      block.open_end = true;
      continue;
    }
    const std::size_t equals = std::min(word.find('='), word.size());
    LiveSeal seal{std::string(word.substr(0, equals)), std::nullopt};
    if (!is_seal(seal.seal)) return false;
    if (equals < word.size()) {
      seal.replaced = parse_number(word.substr(equals + 1));
      if (!seal.replaced) return false;
    }
    block.seals.push_back(std::move(seal));
  }
  return true;
}

bool parse_stored_line(std::string_view line, LiveBlock& block) {
  const std::size_t blank = line.find(' ');
  if (blank == line.npos) return false;
  const auto behind = parse_number(line.substr(0, blank));
  if (!behind) return false;
  block.stored.push_back({*behind, unescape_comment(line.substr(blank + 1))});
  return true;
}

/// For each line of the block the index of its seal; nothing for a person's line.
std::vector<std::optional<std::size_t>> match_seals(const LiveBlock& block) {
  std::map<std::string_view, std::vector<std::size_t>> unused;
  for (std::size_t i = block.seals.size(); i > 0; --i) unused[block.seals[i - 1].seal].push_back(i - 1);
  std::vector<std::optional<std::size_t>> matched;
  for (const std::string& line : block.lines) {
    const auto found = unused.find(format_seal(line));
    if (found == unused.end() || found->second.empty()) {
      matched.emplace_back();
      continue;
    }
    matched.emplace_back(found->second.back());
    found->second.pop_back();
  }
  return matched;
}

/// For each line of a person the stored line that it replaces: where as many lines are new between two live
/// ones as live ones are missing there, each new line is an edited one.
std::vector<std::optional<std::size_t>> find_edited(const LiveBlock& block,
                                                    const std::vector<std::optional<std::size_t>>& matched) {
  std::vector<std::optional<std::size_t>> edited(matched.size());
  std::size_t next_seal = 0;
  for (std::size_t begin = 0; begin <= matched.size();) {
    std::size_t end = begin;
    while (end < matched.size() && !matched[end]) ++end;
    const std::size_t last_seal = end < matched.size() ? *matched[end] : block.seals.size();
    if (end > begin && last_seal >= next_seal && last_seal - next_seal == end - begin) {
      for (std::size_t i = begin; i < end; ++i) edited[i] = block.seals[next_seal + i - begin].replaced;
    }
    next_seal = last_seal + 1;
    begin = end + 1;
  }
  return edited;
}

}  // namespace

std::string format_seal(std::string_view line) {
  // FNV-1a (RFC 9923): it only has to tell an edit, nobody gains from forging it.
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : line) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32U)));
}

bool is_block_end(std::string_view line) {
  return line == kEnd;
}

bool is_block_start(std::string_view line) {
  return line.starts_with(kStart);
}

std::optional<LiveBlock> parse_live_block(std::string_view text, const std::vector<Span>& lines,
                                          std::size_t& at) {
  std::size_t next = at;
  std::string_view first = slice(text, lines[next++]);
  if (!first.starts_with(kStart)) return std::nullopt;
  first.remove_prefix(kStart.size());
  const bool closed = first.ends_with(" -->");
  if (closed) first.remove_suffix(std::string_view(" -->").size());
  LiveBlock block;
  if (!parse_seals(first, block)) return std::nullopt;
  for (bool in_comment = !closed; in_comment; ++next) {
    if (next == lines.size()) return std::nullopt;
    const std::string_view line = slice(text, lines[next]);
    in_comment = line != kClose;
    if (in_comment && !parse_stored_line(line, block)) return std::nullopt;
  }
  for (; next < lines.size(); ++next) {
    const std::string_view line = slice(text, lines[next]);
    if (is_block_start(line)) break;
    if (line == kEnd) {
      ++next;
      break;
    }
    block.lines.emplace_back(line);
  }
  at = next;
  return block;
}

std::vector<std::string> format_live_block(const LiveBlock& block) {
  std::string start(kStart);
  for (const LiveSeal& seal : block.seals) {
    start += " " + seal.seal;
    if (seal.replaced) start += fmt::format("={}", *seal.replaced);
  }
  if (block.open_end) start.append(" ").append(kOpenEnd);
  std::vector<std::string> lines;
  if (block.stored.empty()) {
    lines.push_back(start.append(" ").append(kClose));
  } else {
    lines.push_back(std::move(start));
    for (const StoredLine& stored : block.stored)
      lines.push_back(fmt::format("{} {}", stored.behind, escape_comment(stored.text)));
    lines.emplace_back(kClose);
  }
  lines.insert(lines.end(), block.lines.begin(), block.lines.end());
  lines.emplace_back(kEnd);
  return lines;
}

std::vector<std::string> plan_stored_lines(const LiveBlock& block) {
  const auto matched = match_seals(block);
  const auto edited = find_edited(block, matched);
  std::vector<StoredLine> stored = block.stored;
  std::vector<std::string> own;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    if (matched[i]) continue;
    if (edited[i] && *edited[i] < stored.size()) {
      stored[*edited[i]].text = block.lines[i];
    } else {
      own.push_back(block.lines[i]);
    }
  }
  std::vector<std::string> lines;
  std::size_t taken = 0;
  for (StoredLine& line : stored) {
    for (; taken < std::min(line.behind, own.size()); ++taken) lines.push_back(std::move(own[taken]));
    lines.push_back(std::move(line.text));
  }
  for (; taken < own.size(); ++taken) lines.push_back(std::move(own[taken]));
  return lines;
}

}  // namespace session
