// SPDX-License-Identifier: MIT
#include "git/abbreviation.hpp"

#include "git/config_text.hpp"
#include "git/object_count.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace session::git {
namespace {

/// git's rule for core.abbrev=auto (object-name.c): half the bits that number the packed objects, in hex
/// digits rounded up, and 7 at least.
std::size_t automatic_length(std::size_t objects) {
  constexpr std::size_t kShortest = 7;
  std::size_t bits = 0;
  while ((objects >>= 1u) != 0) ++bits;
  return std::max(kShortest, (bits + 2) / 2);
}

}  // namespace

std::size_t find_abbreviation_length(const std::optional<std::string>& setting, std::size_t id_digits,
                                     const std::filesystem::path& objects) {
  constexpr std::size_t kShortest = 4;
  if (setting && parse_config_bool(setting) == false && *setting != "0") return id_digits;
  if (setting && !setting->empty()) {
    // git reads 0x and a leading 0 as C does. A length that is too long, as any with a unit is (1k), stands
    // for the whole id; older gits refuse to run.
    char* end = nullptr;
    const unsigned long length = std::strtoul(setting->c_str(), &end, 0);
    const bool has_unit = *end != '\0' && std::string_view("kKmMgG").find(*end) != std::string_view::npos;
    if (has_unit && end[1] == '\0' && length > 0) return id_digits;
    if (*end == '\0' && length >= kShortest) return std::min<std::size_t>(length, id_digits);
  }
  return automatic_length(count_packed_objects(objects));
}

}  // namespace session::git
