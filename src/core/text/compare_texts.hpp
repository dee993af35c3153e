// SPDX-License-Identifier: MIT
// From two texts back to an edit.
#pragma once

#include "core/text/text.hpp"

#include <string_view>
#include <vector>

namespace session {

/// The edit that makes one text of another: all between what both begin and end with. None for equal texts.
[[nodiscard]] std::vector<Edit> compare_texts(std::string_view before, std::string_view after);

}  // namespace session
