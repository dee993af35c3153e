// SPDX-License-Identifier: MIT
// A reader of link reference definitions that only moves forward, except over one title that turns out to be
// none.
#include "core/markdown/markdown_definitions.hpp"

#include "core/markdown/markdown_line.hpp"

namespace session {
namespace {

constexpr std::size_t kMaxLabel = 999;
constexpr std::size_t kMaxParentheses = 32;
constexpr char kEnd = '\n';

bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

bool is_control(char c) {
  return (c >= '\0' && c < ' ') || c == '\x7f';
}

class DefinitionReader {
 public:
  explicit DefinitionReader(std::string_view text) : text_(text) {}

  /// Reads one definition and its line ending.
  bool skip_definition() {
    if (!skip_label() || peek() != ':') return false;
    ++position_;
    skip_space();
    if (!skip_destination()) return false;
    const std::size_t behind_destination = position_;
    if (skip_space() && skip_title() && skip_line_end()) return true;
    position_ = behind_destination;
    return skip_line_end();
  }

  [[nodiscard]] std::size_t position() const { return position_; }

 private:
  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? kEnd : text_[position_]; }

  /// Goes over one byte, or over a backslash and the punctuation it escapes.
  void skip_one() {
    const bool escape =
        text_[position_] == '\\' && position_ + 1 < text_.size() && is_punctuation(text_[position_ + 1]);
    position_ += escape ? 2 : 1;
  }

  bool skip_label() {
    if (peek() != '[') return false;
    const std::size_t begin = ++position_;
    bool has_content = false;
    while (!at_end() && text_[position_] != ']') {
      const char c = text_[position_];
      if (c == '[' || position_ - begin > kMaxLabel) return false;
      has_content = has_content || (!is_blank(c) && c != '\n');
      skip_one();
    }
    if (at_end() || position_ - begin > kMaxLabel) return false;
    ++position_;
    return has_content;
  }

  bool skip_destination() {
    if (peek() == '<') {
      ++position_;
      while (!at_end() && text_[position_] != '>') {
        if (text_[position_] == '<' || text_[position_] == '\n') return false;
        skip_one();
      }
      if (at_end()) return false;
      ++position_;
      return true;
    }
    const std::size_t begin = position_;
    std::size_t open = 0;
    while (!at_end() && text_[position_] != ' ' && !is_control(text_[position_])) {
      if (text_[position_] == '(' && ++open > kMaxParentheses) return false;
      if (text_[position_] == ')') {
        if (open == 0) break;
        --open;
      }
      skip_one();
    }
    return position_ > begin && open == 0;
  }

  /// Goes over blanks and at most one line ending; false when there are none.
  bool skip_space() {
    const std::size_t begin = position_;
    skip_blanks();
    if (!at_end() && text_[position_] == '\n') {
      ++position_;
      skip_blanks();
    }
    return position_ > begin;
  }

  void skip_blanks() {
    while (!at_end() && is_blank(text_[position_])) ++position_;
  }

  bool skip_title() {
    const char open = peek();
    if (open != '"' && open != '\'' && open != '(') return false;
    const char close = open == '(' ? ')' : open;
    ++position_;
    while (!at_end() && text_[position_] != close) {
      if (open == '(' && text_[position_] == '(') return false;
      skip_one();
    }
    if (at_end()) return false;
    ++position_;
    return true;
  }

  bool skip_line_end() {
    skip_blanks();
    if (at_end()) return true;
    if (text_[position_] != '\n') return false;
    ++position_;
    return true;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

std::size_t skip_definitions(std::string_view paragraph) {
  DefinitionReader reader(paragraph);
  std::size_t end = 0;
  while (end < paragraph.size() && paragraph[end] == '[' && reader.skip_definition()) end = reader.position();
  return end;
}

}  // namespace session
