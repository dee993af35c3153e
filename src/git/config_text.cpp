// SPDX-License-Identifier: MIT
// Reads git's configuration syntax.
#include "git/config_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace session::git {
namespace {

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_letter(char c) {
  return to_lower(c) >= 'a' && to_lower(c) <= 'z';
}
bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || is_letter(c);
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// Walks over the bytes of a configuration file; each method gives false or nothing at a syntax error.
class ConfigReader {
 public:
  explicit ConfigReader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  std::vector<ConfigEntry> read_all() {
    std::vector<ConfigEntry> entries;
    while (skip_to_content()) {
      if (text_[at_] == '[') {
        if (!read_section()) return entries;
        continue;
      }
      auto entry = read_entry();
      if (!entry) return entries;
      entries.push_back(*std::move(entry));
    }
    is_whole_ = true;
    return entries;
  }

  /// True when all was read, and without leniency of our own.
  [[nodiscard]] bool is_certain() const { return is_whole_ && !was_lenient_; }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  /// Skips white space and comments; false at the end.
  bool skip_to_content() {
    while (!at_end()) {
      const char c = text_[at_];
      if (c == '#' || c == ';') {
        skip_line();
      } else if (is_blank(c) || c == '\n') {
        ++at_;
      } else {
        return true;
      }
    }
    return false;
  }

  bool read_section() {
    section_.clear();
    for (++at_; !at_end(); ++at_) {
      const char c = text_[at_];
      if (c == ']') {
        ++at_;
        was_lenient_ = was_lenient_ || section_.empty();
        section_ += '.';
        return true;
      }
      if (is_blank(c)) return read_subsection();
      if (!is_alnum(c) && c != '-' && c != '.') return false;
      section_ += to_lower(c);
    }
    return false;
  }

  bool read_subsection() {
    while (!at_end() && is_blank(text_[at_])) ++at_;
    if (at_end() || text_[at_] != '"') return false;
    was_lenient_ = was_lenient_ || section_.empty();
    section_ += '.';
    for (++at_; !at_end() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\n') return false;
      if (text_[at_] == '\\' && ++at_ >= text_.size()) return false;
      was_lenient_ = was_lenient_ || text_[at_] == '\n';
      section_ += text_[at_];
    }
    if (at_ + 1 >= text_.size() || text_[at_ + 1] != ']') return false;
    at_ += 2;
    section_ += '.';
    return true;
  }

  std::optional<ConfigEntry> read_entry() {
    ConfigEntry entry{section_, std::nullopt};
    const std::size_t begin = at_;
    while (!at_end() && (is_alnum(text_[at_]) || text_[at_] == '-')) entry.name += to_lower(text_[at_++]);
    if (at_ == begin || section_.empty()) return std::nullopt;
    was_lenient_ = was_lenient_ || !is_letter(text_[begin]);
    while (!at_end() && is_blank(text_[at_])) ++at_;
    if (at_end() || text_[at_] == '\n') return entry;
    if (text_[at_] == '#' || text_[at_] == ';') {
      was_lenient_ = true;
      return entry;
    }
    if (text_[at_] != '=') return std::nullopt;
    ++at_;
    entry.value = read_value();
    if (!entry.value) return std::nullopt;
    return entry;
  }

  std::optional<std::string> read_value() {
    std::string value;
    std::size_t kept = 0;  // blanks behind this length are dropped, unless more follows
    bool quoted = false;
    while (!at_end() && is_blank(text_[at_])) ++at_;
    for (; !at_end() && text_[at_] != '\n'; ++at_) {
      const char c = text_[at_];
      if (!quoted && (c == '#' || c == ';')) {
        skip_line();
        break;
      }
      if (c == '"') {
        quoted = !quoted;
        kept = value.size();
        continue;
      }
      if (c == '\\') {
        if (!read_escape(value)) return std::nullopt;
        kept = value.size();
        continue;
      }
      was_lenient_ = was_lenient_ || (!quoted && c == '\t');
      value += c;
      if (quoted || !is_blank(c)) kept = value.size();
    }
    if (quoted) return std::nullopt;
    value.resize(kept);
    return value;
  }

  /// Stands at a backslash and ends at the last byte that belongs to the escape.
  bool read_escape(std::string& value) {
    if (text_.substr(at_).starts_with("\\\r\n")) ++at_;
    if (++at_ >= text_.size()) return false;
    switch (text_[at_]) {
      case '\n': return true;
      case 't': value += '\t'; return true;
      case 'b': value += '\b'; return true;
      case 'n': value += '\n'; return true;
      case '\\':
      case '"': value += text_[at_]; return true;
      default: return false;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string section_;
  bool is_whole_ = false;
  bool was_lenient_ = false;
};

/// Takes one shell-quoted word from the front: `'a'\''b'`. Git quotes `!` the same way as `'`.
std::optional<std::string> take_quoted(std::string_view& text) {
  if (!text.starts_with('\'')) return std::nullopt;
  std::string word;
  for (;;) {
    const std::size_t end = text.find('\'', 1);
    if (end == std::string_view::npos) return std::nullopt;
    word += text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    if (text.size() < 3 || text[0] != '\\' || (text[1] != '\'' && text[1] != '!') || text[2] != '\'') break;
    word += text[1];
    text.remove_prefix(2);
  }
  return word;
}

}  // namespace

std::vector<ConfigEntry> parse_config_text(std::string_view text) {
  return ConfigReader(text).read_all();
}

std::optional<std::vector<ConfigEntry>> parse_certain_config_text(std::string_view text) {
  const bool has_odd_bytes = std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == '\x7f';
  });
  if (has_odd_bytes) return std::nullopt;
  ConfigReader reader(text);
  auto entries = reader.read_all();
  const bool includes = std::any_of(entries.begin(), entries.end(), [](const ConfigEntry& entry) {
    return entry.name.starts_with("include.") || entry.name.starts_with("includeif.");
  });
  if (!reader.is_certain() || includes) return std::nullopt;
  return entries;
}

std::optional<std::vector<ConfigEntry>> parse_config_parameters(std::string_view text) {
  std::vector<ConfigEntry> entries;
  while (true) {
    while (!text.empty() && (is_blank(text.front()) || text.front() == '\n')) text.remove_prefix(1);
    if (text.empty()) return entries;
    auto word = take_quoted(text);
    if (!word) return std::nullopt;
    ConfigEntry entry;
    if (text.starts_with('=')) {
      text.remove_prefix(1);
      if (text.starts_with('\'')) {
        entry.value = take_quoted(text);
        if (!entry.value) return std::nullopt;
      }
    } else if (const auto equals = word->find('='); equals != std::string::npos) {
      entry.value = word->substr(equals + 1);
      word->resize(equals);
    }
    if (!text.empty() && !is_blank(text.front()) && text.front() != '\n') return std::nullopt;
    entry.name = normal_config_name(*word);
    entries.push_back(std::move(entry));
  }
}

ConfigEntry parse_listed_entry(std::string_view entry) {
  const std::size_t line = entry.find('\n');
  if (line == entry.npos) return {std::string(entry), std::nullopt};
  return {std::string(entry.substr(0, line)), std::string(entry.substr(line + 1))};
}

std::string normal_config_name(std::string_view name) {
  const std::size_t first = std::min(name.find('.'), name.size());
  const std::size_t last = name.rfind('.');
  std::string normal(name);
  for (std::size_t i = 0; i < normal.size(); ++i) {
    if (i < first || last == std::string_view::npos || i > last) normal[i] = to_lower(normal[i]);
  }
  return normal;
}

std::optional<bool> parse_config_bool(const std::optional<std::string>& value) {
  if (!value) return true;
  std::string lower(*value);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  if (lower == "true" || lower == "yes" || lower == "on") return true;
  if (lower.empty() || lower == "false" || lower == "no" || lower == "off") return false;
  const std::size_t sign = lower.front() == '-' || lower.front() == '+' ? 1 : 0;
  if (lower.size() == sign || lower.find_first_not_of("0123456789", sign) != std::string::npos) {
    return std::nullopt;
  }
  return lower.find_first_not_of('0', sign) != std::string::npos;
}

}  // namespace session::git
