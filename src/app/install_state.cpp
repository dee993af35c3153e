// SPDX-License-Identifier: MIT
// The files that install and uninstall share.
#include "app/install_state.hpp"

#include "core/text/inline_text.hpp"
#include "io/file.hpp"

#include <fmt/format.h>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestState = std::size_t{64} << 20;

}  // namespace

InstallPaths::InstallPaths(const git::Location& location)
    : state(location.common_dir / "session"),
      lock(state / "hooks.lock"),
      manifest(state / "hooks.manifest"),
      record(state / "installed"),
      exclude(location.common_dir / "info" / "exclude"),
      attributes(location.common_dir / "info" / "attributes") {}

HookManifest read_manifest(const InstallPaths& paths, std::vector<std::string>& lines) {
  const auto bytes = io::read_file(paths.manifest, kLargestState);
  if (bytes && !*bytes) return {};
  auto manifest = bytes ? parse_manifest(**bytes) : tl::unexpected<Error>(bytes.error());
  if (manifest) return *std::move(manifest);
  lines.push_back(
      fmt::format("'{}' is set aside: {}", format_plain(paths.manifest.string()), manifest.error().message));
  return {};
}

std::optional<InstallRecord> read_record(const InstallPaths& paths) {
  const auto bytes = io::read_file(paths.record, kLargestState);
  if (!bytes || !*bytes) return std::nullopt;
  auto record = parse_install_record(**bytes);
  if (!record) return std::nullopt;
  return *std::move(record);
}

Result<std::optional<std::string>> read_exclude(const InstallPaths& paths) {
  return io::read_file(paths.exclude, kLargestState);
}

Result<void> replace_file(const fs::path& path, const std::optional<std::string>& bytes, UndoList& undo) {
  SESSION_TRY(const auto old, io::read_file(path, kLargestState));
  if (old == bytes) return {};
  undo.add([path, old] {
    std::error_code ignored;
    if (!old) {
      fs::remove(path, ignored);
    } else if (!io::write_file(path, *old)) {
      // Nothing more can be done: the first error is the one that is reported.
      return;
    }
  });
  if (!bytes) {
    std::error_code failed;
    fs::remove(path, failed);
    if (!failed) return {};
    return fail(ErrorKind::file,
                fmt::format("cannot remove '{}': {}", format_plain(path.string()), failed.message()));
  }
  SESSION_CHECK(io::write_file(path, *bytes));
  return {};
}

}  // namespace session::app
