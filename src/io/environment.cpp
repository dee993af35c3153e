// SPDX-License-Identifier: MIT
// Reads the surroundings of the run.
#include "io/environment.hpp"

#include "io/file.hpp"
#include "io/posix.hpp"

#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string_view>

namespace session::io {

std::optional<std::string> find_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

std::int64_t read_clock() {
  if (const char* text = std::getenv("SOURCE_DATE_EPOCH"); text != nullptr) {
    const std::string_view digits = text;
    std::int64_t seconds = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    if (code == std::errc{} && end == digits.data() + digits.size() && seconds >= 0) return seconds;
  }
  return static_cast<std::int64_t>(std::time(nullptr));
}

int read_zone_offset(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm local{};
  std::tm utc{};
  // localtime_r need not look at TZ by itself (POSIX).
  ::tzset();
  if (::localtime_r(&time, &local) == nullptr || ::gmtime_r(&time, &utc) == nullptr) return 0;
  constexpr int kMinutesOfDay = 24 * 60;
  // The two differ by less than a day, so that the order of the years or of the days tells its sign.
  int days = local.tm_yday - utc.tm_yday;
  if (local.tm_year != utc.tm_year) days = local.tm_year - utc.tm_year;
  return days * kMinutesOfDay + (local.tm_hour - utc.tm_hour) * 60 + local.tm_min - utc.tm_min;
}

Result<std::string> read_all(int descriptor, std::size_t limit) {
  constexpr std::size_t kExpected = 4096;
  auto bytes = read_fully(descriptor, kExpected, limit);
  if (!bytes) {
    return fail(ErrorKind::file, "cannot read standard input: " + describe_errno(bytes.error()));
  }
  if (!*bytes) {
    return fail(ErrorKind::file,
                "cannot read standard input: it is longer than " + std::to_string(limit) + " bytes");
  }
  return std::move(**bytes);
}

std::string read_host_name() {
  std::array<char, 256> name{};
  // The last byte stays zero, because a name that was cut may come without one.
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

std::int64_t read_process_id() {
  return ::getpid();
}

std::optional<std::string> find_process_start(std::int64_t process_id) {
  constexpr std::size_t kStatLimit = 4096;
  const auto stat = read_file("/proc/" + std::to_string(process_id) + "/stat", kStatLimit);
  if (!stat || !*stat) return std::nullopt;
  // The name of the program stands in parentheses and may hold anything, so fields count from the last one:
  // the state is the third field, the start time the 22nd (proc(5)).
  std::string_view rest = **stat;
  const std::size_t name_end = rest.rfind(") ");
  if (name_end == std::string_view::npos) return std::nullopt;
  rest.remove_prefix(name_end + 2);
  if (rest.empty() || rest.front() == 'Z' || rest.front() == 'X') return std::nullopt;
  constexpr int kFieldsBetween = 19;
  for (int field = 0; field < kFieldsBetween; ++field) {
    const std::size_t blank = rest.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(blank + 1);
  }
  return std::string(rest.substr(0, rest.find(' ')));
}

}  // namespace session::io
