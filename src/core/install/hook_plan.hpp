// SPDX-License-Identifier: MIT
// Decides what install and uninstall do to a hooks directory. The disk is the business of src/app.
#pragma once

#include "core/install/hook_files.hpp"
#include "core/install/hook_manifest.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session {

enum class HookFileKind {
  absent,
  ours,     ///< a symbolic link to a program of our name
  link,     ///< a symbolic link to anything else, also to nothing
  regular,  ///< a file, maybe a shim of ours
  other     ///< a directory, a device, or a file that can't be read
};

/// What stands under a name of a hooks directory.
struct HookFile {
  HookFileKind kind = HookFileKind::absent;
  std::string target;    ///< of a link
  std::string bytes;     ///< of a file, or of the file that a link leads to
  unsigned mode = 0;     ///< permission bits of a file
  bool tracked = false;  ///< git's index holds it
  bool operator==(const HookFile&) const = default;
};

/// The mark of what stands there; nothing for an absent or other thing.
[[nodiscard]] std::optional<FileMark> find_mark(const HookFile& file);

/// All that the decision about one hook needs.
struct HookFacts {
  Hook hook;
  HookFile now;         ///< under the hook's name
  std::string program;  ///< absolute path of ours; empty for uninstall
  std::optional<ManifestEntry> earlier;
  HookFile kept;  ///< under the name that the shim or the manifest gives to the older hook
};

struct HookDirectory {
  std::string recorded;            ///< the name of the directory in the manifest
  std::vector<std::string> names;  ///< all file names in it
  std::vector<HookFacts> hooks;
};

enum class HookActionKind {
  create_link,  ///< a link `name` to `text`, in place of what is there
  move_aside,   ///< `name` is kept as `text`, which is free
  write_shim,   ///< `name` gets the bytes `text` and the mode 0755, in place of what is there
  remove,       ///< `name` goes
  restore,      ///< `text` goes back to `name`, in place of what is there
  leave         ///< nothing is done about `name`
};

struct HookAction {
  HookActionKind kind = HookActionKind::leave;
  std::string name;
  std::string text;
  bool operator==(const HookAction&) const = default;
};

/// What to do, what to say about it (one line each), and what the manifest holds about the directory then.
struct HookPlan {
  std::vector<HookAction> actions;
  std::vector<std::string> lines;
  std::vector<ManifestEntry> entries;
  std::vector<std::string> untracked;  ///< names of ours that git would list as untracked
  /// True when there is more to do than to leave things alone.
  [[nodiscard]] bool changes() const;
};

/// The name under which the older hook is kept, from a shim of ours or else from the manifest.
[[nodiscard]] std::optional<std::string> find_kept_name(const Hook& hook, const HookFile& now,
                                                        const std::optional<ManifestEntry>& earlier);

/// Puts every hook of the directory in place. A tracked hook is edited only with `into_tracked`.
[[nodiscard]] HookPlan plan_install(const HookDirectory& directory, bool into_tracked);

/// Takes ours out and puts the older hooks back. What is not ours any more is left and named.
[[nodiscard]] HookPlan plan_uninstall(const HookDirectory& directory);

}  // namespace session
