// SPDX-License-Identifier: MIT
// The values of Git Checkpoint, which git does not store.
#pragma once

#include "core/document/document.hpp"

#include <array>

namespace session {

/// The fields branch, last commit, uncommitted changes and timestamp, in this order; null where one is
/// absent, empty, or goes on below its line.
[[nodiscard]] std::array<const Field*, 4> find_checkpoint_values(const Document& document);

}  // namespace session
