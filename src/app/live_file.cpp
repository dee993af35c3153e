// SPDX-License-Identifier: MIT
#include "app/live_file.hpp"

#include "core/install/exclude_file.hpp"
#include "core/live/live_text.hpp"
#include "core/live/restore.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/text.hpp"
#include "git/index_entry.hpp"
#include "io/environment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kAttributesLimit = std::size_t{1} << 20;

/// As git stores a text under `core.autocrlf` or `text`.
std::string with_line_feeds(const std::string& text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') result += text[i];
  }
  return result;
}

Result<bool> is_blob(git::Repository& repository, const std::string& text, const ObjectId& id) {
  SESSION_TRY(const ObjectId found, repository.hash_blob(text));
  return found == id;
}

std::optional<std::string> read_live_file(const Workspace& workspace) {
  auto bytes = io::read_file(workspace.live_file(), kDocumentLimit);
  return bytes ? std::move(*bytes) : std::nullopt;
}

}  // namespace

bool has_filter(const Workspace& workspace) {
  const auto text = io::read_file(workspace.location.common_dir / "info" / "attributes", kAttributesLimit);
  if (!text || !*text) return false;
  const std::string wanted = format_attribute_line(workspace.settings.session_file);
  const auto lines = split_lines(**text);
  return std::any_of(lines.begin(), lines.end(), [&](Span line) { return slice(**text, line) == wanted; });
}

std::string find_shown_text(const Workspace& workspace, const std::string& bytes) {
  const auto live = read_live_file(workspace);
  if (!live || find_obstacle(bytes) || !is_stored_form(bytes)) return show_text(bytes);
  return restore_live_text(*live, bytes, SectionNames(workspace.settings.session_aliases));
}

Result<bool> is_live_file_replaced(const Workspace& workspace) {
  const auto live = read_live_file(workspace);
  if (!live) return false;
  SESSION_TRY(const auto bytes, read_document(workspace));
  return bytes && *bytes != *live && !find_obstacle(*bytes) && is_stored_form(*bytes);
}

Result<void> note_live_file(const Workspace& workspace, std::string_view bytes) {
  SESSION_CHECK(io::write_file(workspace.live_file(), bytes, io::Sync::no));
  return {};
}

Result<std::vector<std::string>> release_live_file(const Workspace& workspace, bool dry_run) {
  std::vector<std::string> lines;
  SESSION_TRY(const auto bytes, read_document(workspace));
  const bool is_live = bytes && has_filter(workspace) && clean_text(*bytes) != *bytes;
  if (is_live) {
    const std::string& name = workspace.settings.session_file;
    lines.push_back(fmt::format(
        "'{0}' keeps what git has not stored yet and shows as modified: commit it, or take the stored "
        "one: git restore {0}",
        format_plain(name)));
  }
  if (dry_run) return lines;
  if (is_live) {
    SESSION_TRY(const auto lock, lock_workspace(workspace));
    SESSION_TRY(const auto path,
                io::resolve_inside(workspace.location.work_tree, workspace.settings.session_file));
    SESSION_CHECK(io::write_file(path, find_shown_text(workspace, *bytes)));
  }
  std::error_code ignored;
  std::filesystem::remove(workspace.live_file(), ignored);
  return lines;
}

Result<bool> settle_live_file(const Workspace& workspace, git::Repository& repository) {
  if (!has_filter(workspace)) return false;
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return false;
  SESSION_TRY(const bool is_same,
              refresh_index(workspace, repository, clean_text(*bytes), bytes->size(), true));
  return !is_same;
}

Result<bool> refresh_index(const Workspace& workspace, git::Repository& repository, const std::string& stored,
                           std::size_t size, bool written) {
  const std::string& path = workspace.settings.session_file;
  SESSION_TRY(const auto entry, repository.find_index_entry(path));
  if (!entry) return false;
  // A run that found the index taken left it to this one: the size tells.
  if (!written && entry->size == static_cast<std::uint32_t>(size)) return true;
  SESSION_TRY(bool is_same, is_blob(repository, stored, entry->id));
  if (!is_same && stored.find('\r') != std::string::npos) {
    SESSION_TRY(is_same, is_blob(repository, with_line_feeds(stored), entry->id));
  }
  if (!is_same) return false;
  SESSION_TRY(const bool refreshed,
              git::refresh_index_entry(workspace.location, io::find_variable, path, *entry));
  // Until the next run git shows the file as modified: no harm.
  (void)refreshed;
  return true;
}

}  // namespace session::app
