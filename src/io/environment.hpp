// SPDX-License-Identifier: MIT
// What a run finds around itself: variables, the clock, standard input, its own name and number.
#pragma once

#include "core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace session::io {

/// The value of an environment variable, which may be empty; nothing when it is not set.
[[nodiscard]] std::optional<std::string> find_variable(const std::string& name);

/// Seconds since 1970 (UTC): SOURCE_DATE_EPOCH when it is a whole number from 0 on, else the system's clock.
[[nodiscard]] std::int64_t read_clock();

/// How many minutes the zone of this machine (TZ, else the system's) is ahead of UTC at that time.
[[nodiscard]] int read_zone_offset(std::int64_t seconds);

/// All that a descriptor gives until its end, for standard input. ErrorKind::file when reading fails or there
/// are more than `limit` bytes.
[[nodiscard]] Result<std::string> read_all(int descriptor, std::size_t limit);

/// The name of this machine; empty when the system does not say.
[[nodiscard]] std::string read_host_name();

/// The number of this process.
[[nodiscard]] std::int64_t read_process_id();

/// When a process started, in the kernel's ticks since boot, from /proc/PID/stat. Nothing when there is no
/// such process, when it is dead and only waited for, or when there is no /proc. Together with its number it
/// names a process for good.
[[nodiscard]] std::optional<std::string> find_process_start(std::int64_t process_id);

}  // namespace session::io
