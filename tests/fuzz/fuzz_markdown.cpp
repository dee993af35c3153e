// SPDX-License-Identifier: MIT
// Any bytes as a Markdown text: spans lie where the recogniser promises, whatever the line endings.
#include "core/markdown/markdown.hpp"
#include "support/markdown_promises.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using session::Blocks;

void require(bool promise) {
  if (!promise) __builtin_trap();
}

bool same_counts(const Blocks& a, const Blocks& b) {
  return a.headings.size() == b.headings.size() && a.items.size() == b.items.size() &&
         a.tables.size() == b.tables.size() && a.opaque.size() == b.opaque.size();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const Blocks blocks = session::parse_blocks(text);
  require(session::test::find_broken_promise(text, blocks).empty());

  std::string other;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    other += text[i] == '\r' || text[i] == '\n' ? std::string_view("\r\n") : std::string_view(&text[i], 1);
  }
  const Blocks others = session::parse_blocks(other);
  require(session::test::find_broken_promise(other, others).empty());
  require(same_counts(blocks, others));
  return 0;
}
