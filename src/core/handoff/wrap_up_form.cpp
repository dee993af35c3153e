// SPDX-License-Identifier: MIT
#include "core/handoff/wrap_up_form.hpp"

#include "core/text/inline_text.hpp"
#include "core/text/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace session {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"Note:", "Next actions:", "Progress:"};
constexpr std::size_t kNote = 0;
constexpr std::size_t kNext = 1;
constexpr int kMost = 100;

/// The index of the name that the line starts with; the number of names when it starts with none.
std::size_t find_name(std::string_view line) {
  const auto starts = [line](std::string_view name) { return line.starts_with(name); };
  return static_cast<std::size_t>(std::find_if(kNames.begin(), kNames.end(), starts) - kNames.begin());
}

/// True for a line that would be help or a name, had it no backslashes at its start.
bool needs_backslash(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of('\\'), line.size()));
  return line.starts_with('#') || find_name(line) < kNames.size();
}

std::string format_text(std::string_view text) {
  return (needs_backslash(text) ? "\\" : "") + std::string(text);
}

std::string parse_text(std::string_view line) {
  const std::string plain = format_plain(line);
  return plain.starts_with('\\') && needs_backslash(plain) ? plain.substr(1) : plain;
}

/// Collects what stands below each name.
class FormReader {
 public:
  Result<void> read_line(std::string_view line) {
    if (line.starts_with('#')) return {};
    const std::size_t name = find_name(line);
    if (name < kNames.size()) {
      at_ = name;
      line.remove_prefix(kNames[name].size());
    }
    return read_value(line);
  }
  [[nodiscard]] const WrapUpForm& form() const { return form_; }

 private:
  Result<void> read_value(std::string_view line) {
    std::string text = parse_text(line);
    if (text.empty()) return {};
    if (at_ == kNote) {
      form_.note += (form_.note.empty() ? "" : " ") + text;
    } else if (at_ == kNext) {
      form_.next.push_back(std::move(text));
    } else {
      return read_progress(text);
    }
    return {};
  }
  Result<void> read_progress(const std::string& text) {
    int percent = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, percent);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    if (error != std::errc() || (!unit.empty() && unit != "%" && unit != " %") || percent < 0 ||
        percent > kMost) {
      return fail(ErrorKind::usage,
                  fmt::format("the progress cannot be '{}': it is a number from 0 to 100", text));
    }
    form_.progress = percent;
    return {};
  }

  WrapUpForm form_;
  std::size_t at_ = kNote;
};

}  // namespace

std::string format_form(const WrapUpForm& form, const std::vector<std::string>& help) {
  std::string text = fmt::format("{}\n", kNames[kNote]);
  if (!form.note.empty()) text += format_text(form.note) + "\n";
  text += fmt::format("\n{}\n", kNames[kNext]);
  for (const std::string& action : form.next) text += format_text(action) + "\n";
  text += fmt::format("\n{}{}\n\n", kNames.back(),
                      form.progress ? fmt::format(" {}", *form.progress) : std::string());
  for (const std::string& line : help) text += line.empty() ? "#\n" : fmt::format("# {}\n", line);
  return text;
}

Result<std::optional<WrapUpForm>> parse_form(std::string_view text) {
  FormReader reader;
  for (const Span line : split_lines(text)) SESSION_CHECK(reader.read_line(slice(text, line)));
  if (reader.form() == WrapUpForm{}) return std::nullopt;
  return reader.form();
}

}  // namespace session
