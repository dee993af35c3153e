// SPDX-License-Identifier: MIT
// Any bytes as a SESSION.md: no crash, sound edits, sections that stay what they are.
#include "support/document_promises.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken =
      session::test::find_broken_document_promise({reinterpret_cast<const char*>(data), size});
  if (!broken.empty()) {
    std::fprintf(stderr, "broken promise: %s\n", broken.c_str());
    __builtin_trap();
  }
  return 0;
}
