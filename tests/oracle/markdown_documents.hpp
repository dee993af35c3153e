// SPDX-License-Identifier: MIT
// Random Markdown: lines of many shapes, put together and then damaged byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// Makes documents; the same seed gives the same documents on every machine.
class DocumentSource {
 public:
  explicit DocumentSource(std::uint64_t seed) : random_(seed) {}
  /// A document of at most a dozen lines, in one of the line ending styles or a mixture of them.
  std::string next();
  /// A line that begins like a tag, with an underline below: a heading unless the tag begins an HTML block.
  std::string next_tag();
  /// Lines that look like link reference definitions, with an underline below: a heading unless they are.
  std::string next_definition();

 private:
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  std::string line();
  std::string shape();
  std::string blanks();
  void damage(std::string& document);
  std::string pick(std::span<const std::string_view> pieces, std::size_t most);

  std::mt19937_64 random_;
  std::vector<std::size_t> chosen_;  // the shapes of the current document
};

}  // namespace session::test
