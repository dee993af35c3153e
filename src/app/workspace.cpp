// SPDX-License-Identifier: MIT
#include "app/workspace.hpp"

#include "app/install_state.hpp"
#include "app/live_file.hpp"
#include "core/recording/works.hpp"
#include "io/settings_file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kStateLimit = std::size_t{16} << 20;
constexpr std::size_t kJournalLimit = std::size_t{64} << 20;
constexpr std::uintmax_t kCompactSize = std::uintmax_t{256} << 10;
constexpr int kLockWaitMs = 1000;

std::string read_or_empty(const fs::path& path, std::size_t limit) {
  auto bytes = io::read_file(path, limit);
  return bytes && *bytes ? std::move(**bytes) : std::string();
}

Result<void> create_state_dir(const Workspace& workspace) {
  std::error_code error;
  fs::create_directories(workspace.state_dir, error);
  if (error) {
    return fail(ErrorKind::file,
                fmt::format("cannot create '{}': {}", workspace.state_dir.string(), error.message()));
  }
  return {};
}

std::string format_records(const std::vector<JournalRecord>& records) {
  std::string lines;
  for (const JournalRecord& record : records) lines += format_record(record);
  return lines;
}

/// Leaves out what newer records made void, when that is more than half of a long file.
Result<void> compact_journal(const fs::path& file) {
  const Journal journal = parse_journal(read_or_empty(file, kJournalLimit));
  const std::string bytes = format_records(format_compact(journal));
  std::error_code error;
  if (bytes.size() * 2 >= fs::file_size(file, error) || error) return {};
  SESSION_CHECK(io::write_file(file, bytes));
  return {};
}

Result<void> append_records(const fs::path& file, const std::vector<JournalRecord>& records) {
  SESSION_TRY(const std::string tail, io::read_last_byte(file));
  const std::string lines = std::string(find_append_prefix(tail)) + format_records(records);
  SESSION_CHECK(io::append_file(file, lines));
  std::error_code error;
  const auto size = fs::file_size(file, error);
  // Each time that the file has grown by another such piece, and not at every commit from then on.
  if (error || size / kCompactSize == (size - std::min<std::uintmax_t>(size, lines.size())) / kCompactSize)
    return {};
  return compact_journal(file);
}

}  // namespace

Result<std::optional<Workspace>> find_workspace(const git::Environment& environment, const fs::path& cwd) {
  SESSION_TRY(auto location, git::find_location(environment, cwd));
  if (!location || location->work_tree.empty()) return std::nullopt;
  Workspace workspace;
  workspace.location = std::move(*location);
  auto reading = io::read_settings(
      io::find_settings_sources(workspace.location.work_tree, environment, workspace.location.common_dir));
  workspace.settings = std::move(reading.settings);
  workspace.problems = std::move(reading.problems);
  workspace.requested_on_mismatch = reading.requested_on_mismatch;
  workspace.document = workspace.location.work_tree / workspace.settings.session_file;
  workspace.state_dir = workspace.location.git_dir / "session";
  return workspace;
}

Result<std::optional<std::string>> read_document(const Workspace& workspace) {
  if (io::find_file_kind(workspace.document) == io::FileKind::absent) return std::nullopt;
  const auto as_document = [](Error error) {
    error.kind = ErrorKind::document;
    return tl::unexpected<Error>(std::move(error));
  };
  auto path = io::resolve_inside(workspace.location.work_tree, workspace.settings.session_file);
  if (!path) return as_document(std::move(path).error());
  auto bytes = io::read_file(*path, kDocumentLimit);
  if (!bytes) return as_document(std::move(bytes).error());
  return std::move(*bytes);
}

Result<Document> open_document(const Workspace& workspace, const std::string& bytes) {
  return parse_own_document(workspace, find_shown_text(workspace, bytes));
}

Result<Document> parse_own_document(const Workspace& workspace, std::string bytes) {
  if (const auto obstacle = find_obstacle(bytes)) {
    return fail(ErrorKind::document,
                fmt::format("'{}' is left alone: {}", workspace.settings.session_file, *obstacle));
  }
  return parse_document(std::move(bytes), SectionNames(workspace.settings.session_aliases));
}

State read_state(const Workspace& workspace) {
  return parse_state(read_or_empty(workspace.state_file(), kStateLimit));
}

Result<void> write_state(const Workspace& workspace, const State& state) {
  SESSION_CHECK(create_state_dir(workspace));
  // The state can be made anew from git and the document, so it is not worth waiting for the disk.
  SESSION_CHECK(io::write_file(workspace.state_file(), format_state(state), io::Sync::no));
  return {};
}

Journal read_shared_journal(const Workspace& workspace) {
  return parse_journal(read_or_empty(workspace.shared_file(), kJournalLimit));
}

Journal read_journal(const Workspace& workspace) {
  Journal journal = parse_journal(read_or_empty(workspace.journal_file(), kJournalLimit));
  Journal shared = read_shared_journal(workspace);
  journal.records.insert(journal.records.end(), std::make_move_iterator(shared.records.begin()),
                         std::make_move_iterator(shared.records.end()));
  journal.skipped += shared.skipped;
  return journal;
}

Result<void> append_journal(const Workspace& workspace, const std::vector<JournalRecord>& records) {
  if (records.empty()) return {};
  SESSION_CHECK(create_state_dir(workspace));
  return append_records(workspace.journal_file(), records);
}

Result<void> append_shared(const Workspace& workspace, const std::vector<JournalRecord>& records) {
  if (records.empty()) return {};
  const fs::path file = workspace.shared_file();
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  fs::path lock_file = file;
  lock_file += ".lock";
  SESSION_TRY(const auto lock, io::FileLock::acquire(lock_file, kLockWaitMs));
  return append_records(file, records);
}

std::uint64_t read_shared_size(const Workspace& workspace) {
  std::error_code error;
  const auto size = fs::file_size(workspace.shared_file(), error);
  return error ? 0 : size;
}

std::optional<InstallRecord> read_install_record(const Workspace& workspace) {
  return read_record(InstallPaths(workspace.location));
}

Result<io::FileLock> lock_workspace(const Workspace& workspace) {
  SESSION_CHECK(create_state_dir(workspace));
  return io::FileLock::acquire(workspace.lock_file(), kLockWaitMs);
}

std::optional<fs::path> find_plan_file(const Workspace& workspace, const State& state) {
  const fs::path& root = workspace.location.work_tree;
  if (state.plan) {
    fs::path given = root / *state.plan;
    if (io::find_file_kind(given) != io::FileKind::absent) return given;
  }
  static constexpr std::array<const char*, 3> kPlaces = {"", "docs", "claudedocs"};
  for (const char* place : kPlaces) {
    fs::path path = root / place / "IMPLEMENTATION_PHASES.md";
    if (io::find_file_kind(path) == io::FileKind::regular) return path;
  }
  return std::nullopt;
}

std::optional<Plan> read_plan(const Workspace& workspace, const State& state) {
  const auto path = find_plan_file(workspace, state);
  if (!path) return std::nullopt;
  const auto bytes = io::read_file(*path, kDocumentLimit);
  if (!bytes || !*bytes) return std::nullopt;
  return parse_plan(**bytes);
}

std::vector<Message> format_problems(const std::vector<Error>& problems) {
  if (problems.empty()) return {};
  const Error& first = problems.front();
  std::string text = first.message;
  if (first.where)
    text = fmt::format("{}:{}:{}: {}", first.where->file, first.where->line, first.where->column, text);
  if (problems.size() > 1) text += fmt::format(" (and {} more)", problems.size() - 1);
  std::vector<Message> messages = {{MessageKind::warning, std::move(text)}};
  if (!first.hint.empty()) messages.push_back({MessageKind::hint, first.hint});
  return messages;
}

}  // namespace session::app
