// SPDX-License-Identifier: MIT
// Live lines put back into a tracked SESSION.md that git wrote anew.
#pragma once

#include "core/document/heading_name.hpp"

#include <string>
#include <string_view>

namespace session {

/// The text that people read: what `live`, the file as it was before, shows beyond what git stored of it, put
/// into `stored`, the file that git has written since. What both changed differently stays as git wrote it.
[[nodiscard]] std::string restore_live_text(std::string_view live, std::string_view stored,
                                            const SectionNames& names);

}  // namespace session
