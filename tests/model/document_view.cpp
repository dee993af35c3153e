// SPDX-License-Identifier: MIT
#include "document_view.hpp"

#include "snapshot.hpp"
#include <algorithm>
#include <cstddef>
#include <string_view>

namespace session::test {
namespace {

constexpr std::string_view kDash = " — ";

CompletedView read_completed(const std::string& text) {
  const std::string start = std::string(kDash) + "`";
  const std::size_t at = text.rfind(start);
  if (at == std::string::npos) return {text, "", ""};
  const std::size_t hash = at + start.size();
  const std::size_t end = text.find('`', hash);
  const std::size_t date = text.find(')', hash);
  if (end == std::string::npos || date == std::string::npos) return {text, "", ""};
  return {text.substr(0, at), text.substr(hash, end - hash), text.substr(date + 1)};
}

OpenView read_open(const std::string& text) {
  const std::size_t at = text.rfind(kDash);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + kDash.size())};
}

/// The text behind `12. `, or nothing.
std::string read_numbered(const std::string& line) {
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string::npos || line.compare(digits, 2, ". ") != 0) return "";
  return line.substr(digits + 2);
}

}  // namespace

DocumentView read_view(const std::string& document) {
  DocumentView view;
  std::string section;
  for (const std::string& line : split_text(document, "\n")) {
    if (line.starts_with("## ")) section = line.substr(3);
    if (section == "Completed Items" && line.starts_with("- [x] "))
      view.completed.push_back(read_completed(line.substr(6)));
    if (section == "In Progress" && line.starts_with("- [ ] "))
      view.in_progress.push_back(read_open(line.substr(6)));
    if (section == "Next Actions") {
      if (std::string text = read_numbered(line); !text.empty()) view.next.push_back(std::move(text));
    }
  }
  return view;
}

}  // namespace session::test
