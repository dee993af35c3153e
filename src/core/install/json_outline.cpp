// SPDX-License-Identifier: MIT
// A JSON reader that keeps places.
#include "core/install/json_outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kMostLevels = 64;
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kDigits = "0123456789";

class OutlineReader {
 public:
  explicit OutlineReader(std::string_view text) : text_(text) {}

  Result<JsonValue> read_all() {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    skip_blanks();
    SESSION_TRY(JsonValue value, read_value(1));
    skip_blanks();
    if (at_ != text_.size()) return fail_here("text behind the value");
    return value;
  }

 private:
  [[nodiscard]] tl::unexpected<Error> fail_here(std::string_view what) const {
    const std::string_view before = text_.substr(0, at_);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    return fail(ErrorKind::file, fmt::format("line {}: {}", line, what));
  }
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size()); }
  [[nodiscard]] bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }
  /// The number of digits that were passed over.
  std::size_t take_digits() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_not_of(kDigits, at_), text_.size());
    return at_ - begin;
  }

  Result<JsonValue> read_value(std::size_t level) {
    if (level > kMostLevels) return fail_here("more than 64 levels");
    JsonValue value;
    value.span.begin = at_;
    if (is_at('{')) {
      value.kind = JsonKind::object;
      SESSION_CHECK(read_children(value, '}', level));
    } else if (is_at('[')) {
      value.kind = JsonKind::array;
      SESSION_CHECK(read_children(value, ']', level));
    } else if (is_at('"')) {
      value.kind = JsonKind::string;
      SESSION_TRY(value.text, read_string());
    } else {
      SESSION_CHECK(read_other());
    }
    value.span.end = at_;
    value.member = value.span;
    return value;
  }

  Result<void> read_children(JsonValue& parent, char close, std::size_t level) {
    ++at_;
    skip_blanks();
    if (take(close)) return {};
    while (true) {
      const std::size_t begin = at_;
      std::string name;
      if (parent.kind == JsonKind::object) {
        SESSION_TRY(name, read_string());
        skip_blanks();
        if (!take(':')) return fail_here("a colon is missing");
        skip_blanks();
      }
      SESSION_TRY(JsonValue child, read_value(level + 1));
      child.member.begin = begin;
      child.name = std::move(name);
      parent.children.push_back(std::move(child));
      skip_blanks();
      if (take(close)) return {};
      if (!take(',')) return fail_here(fmt::format("a comma or '{}' is missing", close));
      skip_blanks();
    }
  }

  Result<std::string> read_string() {
    if (!take('"')) return fail_here("a string is missing");
    std::string read;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return read;
      if (static_cast<unsigned char>(c) < 0x20) break;
      if (c != '\\') {
        read.push_back(c);
        continue;
      }
      SESSION_TRY(const char escaped, read_escape());
      read.push_back(escaped);
    }
    return fail_here("a string does not end");
  }

  Result<char> read_escape() {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    const char name = at_ < text_.size() ? text_[at_++] : '\0';
    if (const std::size_t known = kNames.find(name); known != std::string_view::npos) return kMeant[known];
    if (name != 'u' || at_ + 4 > text_.size()) return fail_here("an escape that JSON does not have");
    unsigned value = 0;
    const char* const begin = text_.data() + at_;
    const auto parsed = std::from_chars(begin, begin + 4, value, 16);
    if (parsed.ptr != begin + 4) return fail_here("an escape that JSON does not have");
    at_ += 4;
    return value < 0x80 ? static_cast<char>(value) : '?';
  }

  /// true, false, null or a number.
  Result<void> read_other() {
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return {};
    }
    take('-');
    if (!take('0') && take_digits() == 0) return fail_here("a value is missing");
    if (take('.') && take_digits() == 0) return fail_here("a digit is missing");
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (take_digits() == 0) return fail_here("a digit is missing");
    }
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<JsonValue> parse_json_outline(std::string_view text) {
  return OutlineReader(text).read_all();
}

const JsonValue* find_member(const JsonValue& value, std::string_view name) {
  if (value.kind != JsonKind::object) return nullptr;
  const auto last = std::find_if(value.children.rbegin(), value.children.rend(),
                                 [&](const JsonValue& child) { return child.name == name; });
  return last == value.children.rend() ? nullptr : &*last;
}

}  // namespace session
