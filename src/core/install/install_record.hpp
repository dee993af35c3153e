// SPDX-License-Identifier: MIT
// What is noted about the moment of install: <common dir>/session/installed.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"
#include "core/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The time and the ref tips of the first install of this clone, and the one setting of the shared settings
/// file that counts only after install showed it.
struct InstallRecord {
  std::int64_t seconds = 0;    ///< since 1970, UTC
  std::vector<ObjectId> tips;  ///< what all refs pointed at, sorted, unique
  std::optional<OnMismatch> accepted_on_mismatch;
  bool operator==(const InstallRecord&) const = default;
};

/// The text: `time N`, then `push.on_mismatch block` when accepted, then one `tip ID` line per tip.
[[nodiscard]] std::string format_install_record(const InstallRecord& record);

/// Reads the text back. Lines with an unknown first word are passed over, so that an older program can read
/// what a newer one wrote. ErrorKind::file when the time is missing or a value is none.
[[nodiscard]] Result<InstallRecord> parse_install_record(std::string_view text);

}  // namespace session
