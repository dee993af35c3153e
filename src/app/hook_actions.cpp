// SPDX-License-Identifier: MIT
// Changes to a hooks directory, each with its undoing.
#include "app/hooks_directory.hpp"
#include "core/text/inline_text.hpp"
#include "io/environment.hpp"
#include "io/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kShimMode = 0755;

/// Fails with `cannot DO 'PATH': REASON`.
tl::unexpected<Error> fail_at(std::string_view doing, const fs::path& path, const std::error_code& reason) {
  return fail(ErrorKind::file,
              fmt::format("cannot {} '{}': {}", doing, format_plain(path.string()), reason.message()));
}

fs::path make_side_name(const fs::path& path, std::string_view purpose) {
  return path.parent_path() /
         fmt::format(".{}.{}-{}.tmp", path.filename().string(), io::read_process_id(), purpose);
}

bool is_there(const fs::path& path) {
  return io::find_file_kind(path) != io::FileKind::absent;
}

/// Remembers what stands at `path`, so that undoing puts it back with its inode, mode and times. A second
/// name (hard link) does that without a moment in which the hook is gone.
Result<void> save_old(const fs::path& path, UndoList& undo) {
  if (!is_there(path)) {
    undo.add([path] {
      std::error_code ignored;
      fs::remove(path, ignored);
    });
    return {};
  }
  const auto saved = make_side_name(path, "saved");
  std::error_code failed;
  fs::create_hard_link(path, saved, failed);
  // A file system without hard links: the rename leaves a short gap.
  if (failed) fs::rename(path, saved, failed);
  if (failed) return fail_at("replace", path, failed);
  undo.add(
      [path, saved] {
        std::error_code undo_failed;
        fs::rename(saved, path, undo_failed);
        // rename(2) does nothing when both names are the same file: then the second name is still there.
        std::error_code ignored;
        if (!undo_failed) fs::remove(saved, ignored);
      },
      [saved] {
        std::error_code ignored;
        fs::remove(saved, ignored);
      });
  return {};
}

Result<void> create_link(const fs::path& path, const std::string& target, UndoList& undo) {
  SESSION_CHECK(save_old(path, undo));
  const auto made = make_side_name(path, "new");
  std::error_code failed;
  fs::create_symlink(target, made, failed);
  if (failed) return fail_at("create the link", path, failed);
  fs::rename(made, path, failed);
  if (!failed) return {};
  std::error_code ignored;
  fs::remove(made, ignored);
  return fail_at("create the link", path, failed);
}

Result<void> write_shim(const fs::path& path, const std::string& bytes, UndoList& undo) {
  SESSION_CHECK(save_old(path, undo));
  // Written beside it and renamed: a link that still stands at `path` must not be followed.
  const auto made = make_side_name(path, "new");
  const auto drop = [&made] {
    std::error_code ignored;
    fs::remove(made, ignored);
  };
  if (auto written = io::write_file(made, bytes, io::Sync::yes, kShimMode); !written) {
    drop();
    return tl::unexpected<Error>(written.error());
  }
  std::error_code failed;
  fs::permissions(made, static_cast<fs::perms>(kShimMode), failed);
  if (!failed) fs::rename(made, path, failed);
  if (!failed) return {};
  drop();
  return fail_at("write", path, failed);
}

Result<void> move_aside(const fs::path& path, const fs::path& kept, UndoList& undo) {
  std::error_code failed;
  fs::create_hard_link(path, kept, failed);
  if (!failed) {
    undo.add([kept] {
      std::error_code ignored;
      fs::remove(kept, ignored);
    });
    return {};
  }
  if (is_there(kept)) return fail_at("keep the hook as", kept, failed);
  fs::rename(path, kept, failed);
  if (failed) return fail_at("keep the hook as", kept, failed);
  undo.add([path, kept] {
    std::error_code ignored;
    fs::rename(kept, path, ignored);
  });
  return {};
}

Result<void> remove_file(const fs::path& path, UndoList& undo) {
  SESSION_CHECK(save_old(path, undo));
  std::error_code failed;
  fs::remove(path, failed);
  if (failed) return fail_at("remove", path, failed);
  return {};
}

Result<void> restore(const fs::path& path, const fs::path& kept, UndoList& undo) {
  SESSION_CHECK(save_old(path, undo));
  std::error_code failed;
  fs::rename(kept, path, failed);
  if (failed) return fail_at("put back", path, failed);
  undo.add([path, kept] {
    std::error_code ignored;
    fs::rename(path, kept, ignored);
  });
  return {};
}

Result<void> carry_out_one(const fs::path& directory, const HookAction& action, UndoList& undo) {
  const auto path = directory / action.name;
  switch (action.kind) {
    case HookActionKind::create_link: return create_link(path, action.text, undo);
    case HookActionKind::move_aside: return move_aside(path, directory / action.text, undo);
    case HookActionKind::write_shim: return write_shim(path, action.text, undo);
    case HookActionKind::remove: return remove_file(path, undo);
    case HookActionKind::restore: return restore(path, directory / action.text, undo);
    case HookActionKind::leave: break;
  }
  return {};
}

}  // namespace

Result<std::vector<fs::path>> create_directories(const fs::path& directory, UndoList& undo) {
  std::vector<fs::path> missing;
  for (auto path = directory; !path.empty() && !is_there(path); path = path.parent_path()) {
    missing.push_back(path);
    if (!path.has_relative_path()) break;
  }
  std::reverse(missing.begin(), missing.end());
  for (const auto& path : missing) {
    std::error_code failed;
    fs::create_directory(path, failed);
    if (failed) return fail_at("create the directory", path, failed);
    undo.add([path] {
      std::error_code ignored;
      fs::remove(path, ignored);
    });
  }
  return missing;
}

Result<void> carry_out(const fs::path& directory, const std::vector<HookAction>& actions, UndoList& undo) {
  for (const auto& action : actions) SESSION_CHECK(carry_out_one(directory, action, undo));
  return {};
}

}  // namespace session::app
