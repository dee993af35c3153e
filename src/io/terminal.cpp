// SPDX-License-Identifier: MIT
// Prefixes, colours and single writes.
#include "io/terminal.hpp"

#include "core/text/inline_text.hpp"
#include "io/environment.hpp"
#include "io/posix.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <optional>
#include <string_view>

namespace session::io {
namespace {

constexpr std::string_view kPrefix = "session: ";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kCyan = "\x1b[36m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kFaint = "\x1b[2m";
constexpr std::string_view kReset = "\x1b[0m";
constexpr std::size_t kUsualColumns = 80;
constexpr std::size_t kMostColumns = 9999;

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::plain: return {};
    case Style::heading: return kBold;
    case Style::good: return kGreen;
    case Style::caution: return kYellow;
    case Style::bad: return kRed;
    case Style::faint: return kFaint;
  }
  return {};
}

std::optional<std::size_t> parse_columns(std::string_view text) {
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return columns >= 1 && columns <= kMostColumns ? std::optional(columns) : std::nullopt;
}

/// Only labels are coloured: the text stays readable on any background.
void append_label(std::string& out, std::string_view label, std::string_view color, bool wants) {
  if (wants) out.append(color);
  out.append(label);
  if (wants) out.append(kReset);
  out += ' ';
}

bool is_shown(MessageKind kind, OutputLevel level) {
  switch (kind) {
    case MessageKind::report: return level != OutputLevel::quiet;
    case MessageKind::detail: return level == OutputLevel::verbose;
    case MessageKind::warning:
    case MessageKind::hint: return true;
  }
  return true;
}

void append_hint(std::string& out, std::string_view text, bool color) {
  append_label(out, "hint:", kCyan, color);
  out.append(format_plain(text)) += '\n';
}

}  // namespace

bool wants_color(ColorMode mode, int descriptor) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  // An empty NO_COLOR counts as not set (no-color.org).
  if (!find_variable("NO_COLOR").value_or("").empty()) return false;
  const auto terminal = find_variable("TERM");
  return terminal && !terminal->empty() && *terminal != "dumb" && is_terminal(descriptor);
}

bool is_terminal(int descriptor) {
  return ::isatty(descriptor) == 1;
}

std::size_t read_columns(int descriptor) {
  if (const auto columns = parse_columns(find_variable("COLUMNS").value_or(""))) return *columns;
  struct winsize size {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kUsualColumns;
}

std::string format_styled(const std::vector<StyledLine>& lines, bool color) {
  std::string out;
  for (const StyledLine& line : lines) {
    for (const auto& [text, style] : line) {
      const std::string_view escape = color ? escape_of(style) : std::string_view();
      out.append(escape).append(text);
      if (!escape.empty()) out.append(kReset);
    }
    out += '\n';
  }
  return out;
}

std::string format_messages(const std::vector<Message>& messages, OutputLevel level, bool color) {
  std::string out;
  for (const Message& message : messages) {
    if (!is_shown(message.kind, level)) continue;
    if (message.kind == MessageKind::hint) {
      append_hint(out, message.text, color);
      continue;
    }
    out.append(kPrefix);
    if (message.kind == MessageKind::warning) append_label(out, "warning:", kYellow, color);
    out.append(format_plain(message.text)) += '\n';
  }
  return out;
}

std::string format_error(const Error& error, bool color) {
  std::string out;
  append_label(out, kPrefix.substr(0, kPrefix.size() - 1), kRed, color);
  if (error.where) {
    out.append(format_plain(error.where->file)) += ':';
    if (error.where->line > 0) out.append(std::to_string(error.where->line)) += ':';
    if (error.where->line > 0 && error.where->column > 0) {
      out.append(std::to_string(error.where->column)) += ':';
    }
    out += ' ';
  }
  out.append(format_plain(error.message)) += '\n';
  if (!error.hint.empty()) append_hint(out, error.hint, color);
  return out;
}

void write_stderr(const std::string& text) {
  const SigpipeGuard guard;
  [[maybe_unused]] const int code = write_fully(STDERR_FILENO, text);
}

bool write_stdout(const std::string& text) {
  const SigpipeGuard guard;
  return write_fully(STDOUT_FILENO, text) == 0;
}

}  // namespace session::io
