// SPDX-License-Identifier: MIT
#include "git/repository_format.hpp"

#include "git/config_text.hpp"
#include "git/disk.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session::git {
namespace {

constexpr std::string_view kSection = "extensions.";

/// Extensions that change nothing for a reader.
bool is_harmless(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kHarmless = {
      "noop", "noop-v1", "partialclone", "preciousobjects", "relativeworktrees", "worktreeconfig"};
  return std::find(kHarmless.begin(), kHarmless.end(), name) != kHarmless.end();
}

/// Takes one extension into the format.
void take_extension(std::string_view name, const std::optional<std::string>& value,
                    RepositoryFormat& format) {
  if (is_harmless(name)) return;
  if (name == "objectformat" && value == "sha1") {
    format.id_digits = 40;
  } else if (name == "objectformat" && value == "sha256") {
    format.id_digits = 64;
    format.suits_libgit2 = false;
  } else if (name == "refstorage" && value == "files") {
    format.has_ref_files = true;
  } else {
    // Of a reftable git reads all that is in it; whether this git can, it says itself.
    if (name == "refstorage") format.has_ref_files = false;
    format.suits_libgit2 = false;
    format.is_known = false;
  }
}

}  // namespace

RepositoryFormat read_repository_format(const Location& location, const Environment& environment) {
  constexpr std::size_t kLimit = 1u << 20;
  RepositoryFormat format;
  const auto file = location.common_dir / "config";
  const auto text = read_start(file, kLimit);
  if (!text) {
    format.is_known = !is_present(file);
    return format;
  }
  std::string version = "0";
  std::vector<ConfigEntry> extensions;
  auto certain = parse_certain_config_text(*text);
  const bool is_certain = certain && text->size() < kLimit;
  std::vector<ConfigEntry> entries = certain ? *std::move(certain) : parse_config_text(*text);
  for (ConfigEntry& entry : entries) {
    if (entry.name == "core.repositoryformatversion") version = entry.value.value_or("");
    if (entry.name.starts_with(kSection)) extensions.push_back(std::move(entry));
  }
  for (const ConfigEntry& entry : extensions) {
    take_extension(std::string_view(entry.name).substr(kSection.size()), entry.value, format);
  }
  // A file that is not valid to its end is git's to complain about.
  format.is_known = format.is_known && is_certain && (version == "0" || version == "1");
  if (version == "0") {
    // Extensions do not count; git itself refuses some of them here.
    const bool has_meaning = format != RepositoryFormat{};
    format = RepositoryFormat{.is_known = format.is_known && !has_meaning};
  }
  if (environment("GIT_REFERENCE_BACKEND")) {
    format = RepositoryFormat{format.id_digits, false, false, false};
  }
  return format;
}

}  // namespace session::git
