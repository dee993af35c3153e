// SPDX-License-Identifier: MIT
// Commit messages that lie close to the borders of git's trailer rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace session::test {

/// The message with this number in the series of `seed`: the same one on every machine.
[[nodiscard]] std::string make_trailer_message(std::uint64_t seed, std::size_t number);

/// True for messages that hang `git interpret-trailers` up to 2.39: a scissors line behind a divider.
[[nodiscard]] bool hangs_interpret_trailers(const std::string& message, char comment);

}  // namespace session::test
