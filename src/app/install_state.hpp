// SPDX-License-Identifier: MIT
// The files that install and uninstall share: their places, and writing them so that it can be taken back.
#pragma once

#include "app/undo_list.hpp"
#include "core/error.hpp"
#include "core/install/hook_manifest.hpp"
#include "core/install/install_record.hpp"
#include "git/location.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// Places below the common directory, which all work trees share.
struct InstallPaths {
  explicit InstallPaths(const git::Location& location);
  std::filesystem::path state;       ///< session/
  std::filesystem::path lock;        ///< session/hooks.lock
  std::filesystem::path manifest;    ///< session/hooks.manifest
  std::filesystem::path record;      ///< session/installed
  std::filesystem::path exclude;     ///< info/exclude
  std::filesystem::path attributes;  ///< info/attributes
};

/// The manifest; an empty one when there is none. One that can't be understood is set aside with a line,
/// because shims and links are recognised without it.
[[nodiscard]] HookManifest read_manifest(const InstallPaths& paths, std::vector<std::string>& lines);

/// The record of install; nothing when there is none or it can't be understood.
[[nodiscard]] std::optional<InstallRecord> read_record(const InstallPaths& paths);

/// The bytes of info/exclude; nothing when it is absent.
[[nodiscard]] Result<std::optional<std::string>> read_exclude(const InstallPaths& paths);

/// Writes the file, or removes it when there are no bytes. Undoing gives the old bytes back.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path,
                                        const std::optional<std::string>& bytes, UndoList& undo);

}  // namespace session::app
