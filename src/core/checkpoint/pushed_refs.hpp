// SPDX-License-Identifier: MIT
// What git tells a pre-push hook (githooks(5)).
#pragma once

#include "core/commit.hpp"

#include <string_view>
#include <vector>

namespace session {

/// Reads `<local ref> SP <local id> SP <remote ref> SP <remote id>` lines. The local ref may be any
/// expression that a person typed (`HEAD~1`, `(delete)`); ids have 40 or 64 digits. Lines of another form are
/// passed over.
[[nodiscard]] std::vector<PushedRef> parse_pushed_refs(std::string_view input);

/// True when every ref is deleted, or there is none: nothing of ours goes out.
[[nodiscard]] bool only_deletes(const std::vector<PushedRef>& refs);

}  // namespace session
