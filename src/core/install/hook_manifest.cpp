// SPDX-License-Identifier: MIT
// The record of what `install` put into which hooks directory: its text form.
#include "core/install/hook_manifest.hpp"

#include "core/text/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace session {
namespace {

constexpr std::string_view kFirstLine = "git-session hooks 1";

std::string escape(std::string_view name) {
  std::string text;
  for (const char c : name) {
    switch (c) {
      case '\\': text += "\\\\"; break;
      case '\n': text += "\\n"; break;
      case '\r': text += "\\r"; break;
      default: text += c;
    }
  }
  return text;
}

std::optional<std::string> unescape(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      name += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    switch (text[i]) {
      case '\\': name += '\\'; break;
      case 'n': name += '\n'; break;
      case 'r': name += '\r'; break;
      default: return std::nullopt;
    }
  }
  return name;
}

std::string format_mark(const FileMark& mark) {
  return fmt::format("{} {:04o} {} {:016x}", mark.is_link ? "link" : "file", mark.mode, mark.size, mark.hash);
}

template <class Number>
bool take_number(std::string_view& text, Number& number, int base) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (read.ec != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  return true;
}

std::optional<FileMark> parse_mark(std::string_view text) {
  FileMark mark;
  mark.is_link = text.starts_with("link ");
  if (!mark.is_link && !text.starts_with("file ")) return std::nullopt;
  text.remove_prefix(5);
  if (!take_number(text, mark.mode, 8) || !take_number(text, mark.size, 10) ||
      !take_number(text, mark.hash, 16) || !text.empty()) {
    return std::nullopt;
  }
  return mark;
}

/// Takes `line` into the manifest. False when it is no line of a manifest.
bool take_line(std::string_view line, HookManifest& manifest) {
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return false;
  const auto key = line.substr(0, blank);
  const auto value = line.substr(blank + 1);
  if (key == "created") {
    auto name = unescape(value);
    if (!name) return false;
    manifest.created_directories.push_back(*std::move(name));
    return true;
  }
  if (key == "hook") {
    manifest.entries.emplace_back();
    manifest.entries.back().hook = value;
    return true;
  }
  if (manifest.entries.empty()) return false;
  auto& entry = manifest.entries.back();
  if (key == "directory" || key == "kept") {
    auto name = unescape(value);
    if (!name) return false;
    (key == "kept" ? entry.kept : entry.directory) = *std::move(name);
    return true;
  }
  if (key != "written" && key != "before") return false;
  const auto mark = parse_mark(value);
  if (!mark) return false;
  (key == "written" ? entry.written : entry.before) = *mark;
  return true;
}

}  // namespace

std::uint64_t hash_fnv1a(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  return hash;
}

FileMark mark_file(std::string_view bytes, unsigned mode) {
  return {false, mode, bytes.size(), hash_fnv1a(bytes)};
}

FileMark mark_link(std::string_view target) {
  return {true, 0, target.size(), hash_fnv1a(target)};
}

std::string format_manifest(const HookManifest& manifest) {
  auto text = std::string(kFirstLine) + '\n';
  for (const auto& name : manifest.created_directories) text += "created " + escape(name) + '\n';
  for (const auto& entry : manifest.entries) {
    text += fmt::format("\nhook {}\ndirectory {}\nwritten {}\n", entry.hook, escape(entry.directory),
                        format_mark(entry.written));
    if (entry.kept.empty()) continue;
    text += fmt::format("kept {}\nbefore {}\n", escape(entry.kept), format_mark(entry.before));
  }
  return text;
}

Result<HookManifest> parse_manifest(std::string_view text) {
  HookManifest manifest;
  std::size_t number = 0;
  for (const auto span : split_lines(text)) {
    ++number;
    const auto line = slice(text, span);
    if (number == 1 ? line == kFirstLine : (line.empty() || take_line(line, manifest))) continue;
    return fail(ErrorKind::file, fmt::format("cannot understand line {} of the record of hooks", number));
  }
  if (number == 0) return fail(ErrorKind::file, "the record of hooks is empty");
  return manifest;
}

}  // namespace session
