// SPDX-License-Identifier: MIT
// Parsers of git's text forms. Bytes in, values out.
#include "git/commit_object.hpp"

#include "core/text/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace session::git {
namespace {

bool is_object_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// `+hhmm` in minutes. Git also accepts odd ones such as -0000001; hours are what stands before the last two
/// digits.
int parse_zone(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  int number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || number > 9999) return 0;
  const int minutes = number / 100 * 60 + number % 100;
  return negative ? -minutes : minutes;
}

void append_utf8(std::string& text, unsigned code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0u | (code >> 6));
    text += static_cast<char>(0x80u | (code & 0x3fu));
  } else {
    text += static_cast<char>(0xe0u | (code >> 12));
    text += static_cast<char>(0x80u | ((code >> 6) & 0x3fu));
    text += static_cast<char>(0x80u | (code & 0x3fu));
  }
}

/// Where windows-1252 differs from ISO-8859-1: the bytes 0x80 to 0x9f. 0 stands for a byte without meaning.
constexpr std::array<unsigned, 32> kWindows1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

enum class Encoding { other, latin1, windows1252 };

Encoding find_encoding(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '-' && c != '_') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (plain == "iso88591" || plain == "latin1" || plain == "l1") return Encoding::latin1;
  if (plain == "windows1252" || plain == "cp1252") return Encoding::windows1252;
  return Encoding::other;
}

/// The header lines of a commit object, up to and without the blank line.
struct Header {
  std::string_view tree;
  std::vector<std::string_view> parents;
  std::string_view author;
  std::string_view committer;
  std::string_view encoding;
};

/// Takes the header from the front of `bytes` and leaves the message there.
std::optional<Header> take_header(std::string_view& bytes) {
  Header header;
  while (!bytes.empty()) {
    std::string_view line = take_until(bytes, '\n');
    if (line.empty()) break;
    const std::string_view key = take_until(line, ' ');
    if (key == "tree" && header.tree.empty()) {
      header.tree = line;
    } else if (key == "parent" && header.author.empty()) {
      if (!is_object_id(line)) return std::nullopt;
      header.parents.push_back(line);
    } else if (key == "author" && header.author.empty()) {
      header.author = line;
    } else if (key == "committer" && header.committer.empty()) {
      header.committer = line;
    } else if (key == "encoding" && header.encoding.empty()) {
      header.encoding = line;
    }
  }
  if (!is_object_id(header.tree)) return std::nullopt;
  return header;
}

std::vector<ObjectId> to_ids(const std::vector<std::string_view>& texts) {
  std::vector<ObjectId> ids;
  ids.reserve(texts.size());
  for (const auto text : texts) ids.push_back(ObjectId{std::string(text)});
  return ids;
}

/// The field behind `count` blanks, to the end of the record: where porcelain v2 has the path.
std::optional<std::string_view> skip_fields(std::string_view record, int count) {
  for (; count > 0; --count) {
    const std::size_t blank = record.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    record.remove_prefix(blank + 1);
  }
  return record;
}

/// The two status letters without the dots that stand for "unchanged".
std::string read_letters(std::string_view record) {
  std::string letters;
  for (const char c : record.substr(2, 2)) {
    if (c != '.') letters += c;
  }
  return letters;
}

}  // namespace

std::string decode_text(std::string_view text, std::string_view encoding) {
  const Encoding known = find_encoding(encoding);
  if (known == Encoding::other) return std::string(text);
  std::string decoded;
  decoded.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    unsigned code = static_cast<unsigned char>(c);
    if (known == Encoding::windows1252 && code >= 0x80 && code < 0xa0) {
      code = kWindows1252.at(code - 0x80);
      if (code == 0) return std::string(text);
    }
    append_utf8(decoded, code);
  }
  return decoded;
}

Signature parse_signature(std::string_view line) {
  Signature signature;
  const std::size_t open = line.find('<');
  const std::size_t close = open == std::string_view::npos ? open : line.find('>', open);
  if (close == std::string_view::npos) return signature;
  signature.name = trim(line.substr(0, open));
  signature.email = trim(line.substr(open + 1, close - open - 1));
  // Git looks for the date behind the last '>', because a broken mail address may hold one.
  std::string_view date = trim(line.substr(line.rfind('>') + 1));
  const std::string_view seconds = take_until(date, ' ');
  const auto result = std::from_chars(seconds.data(), seconds.data() + seconds.size(), signature.seconds);
  if (result.ec != std::errc()) signature.seconds = 0;
  signature.offset_minutes = parse_zone(trim(date));
  return signature;
}

std::optional<Commit> parse_commit_object(ObjectId id, std::string_view bytes) {
  const auto header = take_header(bytes);
  if (!header) return std::nullopt;
  Commit commit;
  commit.id = std::move(id);
  commit.tree.hex = header->tree;
  commit.parents = to_ids(header->parents);
  // Git handles a message as a C string: nothing behind a NUL is ever shown.
  const std::string_view message = bytes.substr(0, bytes.find('\0'));
  if (header->encoding.empty()) {
    commit.author = parse_signature(header->author);
    commit.committer = parse_signature(header->committer);
    commit.message = message;
  } else {
    commit.author = parse_signature(decode_text(header->author, header->encoding));
    commit.committer = parse_signature(decode_text(header->committer, header->encoding));
    commit.message = decode_text(message, header->encoding);
  }
  return commit;
}

std::optional<ReflogEntry> parse_reflog_line(std::string_view line) {
  ReflogEntry entry;
  const std::string_view before = take_until(line, ' ');
  const std::string_view after = take_until(line, ' ');
  if (!is_object_id(before) || !is_object_id(after)) return std::nullopt;
  entry.before.hex = before;
  entry.after.hex = after;
  take_until(line, '\t');
  entry.message = line;
  return entry;
}

std::optional<std::vector<Change>> parse_status_output(std::string_view output) {
  std::vector<Change> changes;
  while (!output.empty()) {
    const std::string_view record = take_until(output, '\0');
    if (record.starts_with('#')) continue;
    if (record.size() < 3 || record[1] != ' ') return std::nullopt;
    if (record[0] == '!') continue;
    if (record[0] == '?') {
      changes.push_back({"??", std::string(record.substr(2))});
      continue;
    }
    const int fields = record[0] == '1' ? 8 : record[0] == '2' ? 9 : record[0] == 'u' ? 10 : 0;
    const auto path = fields == 0 ? std::nullopt : skip_fields(record, fields);
    if (!path) return std::nullopt;
    changes.push_back({read_letters(record), std::string(*path)});
    if (record[0] == '2') take_until(output, '\0');  // the path from before the rename
  }
  return changes;
}

void sort_changes(std::vector<Change>& changes) {
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    if (a.path != b.path) return a.path < b.path;
    return a.status != "??" && b.status == "??";
  });
}

}  // namespace session::git
