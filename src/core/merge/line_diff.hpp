// SPDX-License-Identifier: MIT
// Which lines two texts have in common.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace session {

/// For each line of `before` the line of `after` that is the same one, in rising order; nothing for a line
/// that was removed or changed. The shortest edit script (Myers 1986, "An O(ND) Difference Algorithm");
/// beyond 2000 differences the lines between the common start and the common end count as changed.
[[nodiscard]] std::vector<std::optional<std::size_t>> match_lines(const std::vector<std::string_view>& before,
                                                                  const std::vector<std::string_view>& after);

/// The lines of `text` with their endings. LF, CRLF and CR end a line.
[[nodiscard]] std::vector<std::string_view> split_whole_lines(std::string_view text);

}  // namespace session
