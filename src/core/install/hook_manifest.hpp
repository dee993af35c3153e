// SPDX-License-Identifier: MIT
// The record of what `install` put into which hooks directory: <common dir>/session/hooks.manifest.
#pragma once

#include "core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// FNV-1a, 64 bits. It notices a change; it protects against nobody.
[[nodiscard]] std::uint64_t hash_fnv1a(std::string_view bytes);

/// What a file or link was, so that a later change is noticed. For a link the bytes are its target.
struct FileMark {
  bool is_link = false;
  unsigned mode = 0;  ///< permission bits; 0 for a link
  std::size_t size = 0;
  std::uint64_t hash = 0;
  bool operator==(const FileMark&) const = default;
};

/// The mark of a file with these bytes, or of a link with this target.
[[nodiscard]] FileMark mark_file(std::string_view bytes, unsigned mode);
[[nodiscard]] FileMark mark_link(std::string_view target);

/// One hook that was installed.
struct ManifestEntry {
  std::string hook;
  std::string directory;  ///< relative to the common directory when it lies there or beside it, else absolute
  FileMark written;       ///< what we put under the hook's name
  std::string kept;       ///< the name that the older hook was moved to; empty when there was none
  FileMark before;        ///< the older hook, when there was one
  bool operator==(const ManifestEntry&) const = default;
};

struct HookManifest {
  std::vector<ManifestEntry> entries;
  std::vector<std::string> created_directories;  ///< hooks directories that did not exist
  bool operator==(const HookManifest&) const = default;
};

/// The text of the manifest. One `hook` line starts an entry; backslash and line ends in names are escaped.
[[nodiscard]] std::string format_manifest(const HookManifest& manifest);

/// Reads the text back. ErrorKind::file with the line's number when it is no manifest.
[[nodiscard]] Result<HookManifest> parse_manifest(std::string_view text);

}  // namespace session
