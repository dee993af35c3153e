// SPDX-License-Identifier: MIT
// Any bytes as a tracked SESSION.md: what git stores of them is stored the same again, and live lines come
// off.
#include "support/live_promises.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken =
      session::test::find_broken_live_promise({reinterpret_cast<const char*>(data), size});
  if (!broken.empty()) {
    std::fprintf(stderr, "broken promise: %s\n", broken.c_str());
    __builtin_trap();
  }
  return 0;
}
