// SPDX-License-Identifier: MIT
#include "core/checkpoint/pushed_refs.hpp"

#include "core/text/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace session {
namespace {

bool is_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

std::vector<PushedRef> parse_pushed_refs(std::string_view input) {
  std::vector<PushedRef> refs;
  for (const Span span : split_lines(input)) {
    std::string_view line = slice(input, span);
    // The local ref is what a person typed and may hold blanks (`HEAD@{1 day ago}`), so the line is read from
    // its end.
    std::array<std::string_view, 3> last;
    bool whole = true;
    for (auto part = last.rbegin(); part != last.rend(); ++part) {
      const std::size_t blank = line.rfind(' ');
      if (blank == line.npos) {
        whole = false;
        break;
      }
      *part = line.substr(blank + 1);
      line = line.substr(0, blank);
    }
    if (!whole || !is_id(last[0]) || !is_id(last[2])) continue;
    refs.push_back({std::string(line), {std::string(last[0])}, std::string(last[1]), {std::string(last[2])}});
  }
  return refs;
}

bool only_deletes(const std::vector<PushedRef>& refs) {
  return std::all_of(refs.begin(), refs.end(), [](const PushedRef& ref) { return ref.local_id.is_null(); });
}

}  // namespace session
