// SPDX-License-Identifier: MIT
#include "app/merge_driver.hpp"

#include "app/workspace.hpp"
#include "core/merge/merge.hpp"
#include "git/repository.hpp"
#include "io/file.hpp"
#include "io/log.hpp"
#include "io/process.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace session::app {
namespace {

/// Beyond this many new hashes their dates must do.
constexpr std::size_t kMostHashes = 1000;
constexpr std::size_t kLeastMarkerSize = 1;
constexpr std::size_t kMostMarkerSize = 1000;

struct FileTexts {
  std::string base;
  std::string ours;
  std::string theirs;
};

Result<std::string> read_side(const std::filesystem::path& path) {
  SESSION_TRY(auto bytes, io::read_file(path, kDocumentLimit));
  if (!bytes) return fail(ErrorKind::file, fmt::format("there is no '{}'", path.string()));
  return std::move(*bytes);
}

Result<FileTexts> read_sides(const MergeCall& call) {
  FileTexts texts;
  SESSION_TRY(texts.base, read_side(call.base));
  SESSION_TRY(texts.ours, read_side(call.ours));
  SESSION_TRY(texts.theirs, read_side(call.theirs));
  return texts;
}

std::set<std::string> list_hashes(const std::string& text, const SectionNames& names) {
  const Document document = parse_document(text, names);
  std::set<std::string> hashes;
  if (const Section* section = document.find(SectionKind::completed)) {
    for (const Entry& entry : section->entries) hashes.emplace(slice(document.text, entry.hash));
  }
  hashes.erase("");
  return hashes;
}

/// The hashes that came with one of the sides: only their order is not known from the base.
std::set<std::string> list_new_hashes(const FileTexts& texts, const SectionNames& names) {
  std::set<std::string> hashes = list_hashes(texts.ours, names);
  hashes.merge(list_hashes(texts.theirs, names));
  for (const std::string& hash : list_hashes(texts.base, names)) hashes.erase(hash);
  return hashes;
}

/// The order of the commits that the hashes name; those that the repository lacks have no rank.
Result<HashRanks> read_ranks(const Workspace& workspace, const git::Environment& environment,
                             const std::set<std::string>& hashes) {
  if (hashes.empty() || hashes.size() > kMostHashes) return HashRanks();
  SESSION_TRY(const auto repository,
              git::open_repository(workspace.location, git::Caller::hook, environment));
  std::map<std::string, std::vector<std::string>> named;
  std::vector<std::string> ids;
  for (const std::string& hash : hashes) {
    if (hash.find_first_not_of("0123456789abcdefABCDEF") != hash.npos) continue;
    SESSION_TRY(const auto id, repository->find_commit(hash));
    if (!id) continue;
    if (named[id->hex].empty()) ids.push_back(id->hex);
    named[id->hex].push_back(hash);
  }
  if (ids.empty()) return HashRanks();
  SESSION_TRY(const auto sorted, repository->resolve_commits(ids));
  HashRanks ranks;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    for (const std::string& hash : named[sorted[i].hex]) ranks[hash] = i;
  }
  return ranks;
}

std::size_t parse_marker_size(const std::string& text) {
  std::size_t size = ConflictStyle().marker_size;
  (void)std::from_chars(text.data(), text.data() + text.size(), size);
  return std::clamp(size, kLeastMarkerSize, kMostMarkerSize);
}

/// One run for one file.
class Driver {
 public:
  Driver(const MergeCall& call, const git::Environment& environment, const std::filesystem::path& cwd)
      : call_(call), environment_(environment) {
    if (auto found = find_workspace(environment, cwd); found && *found) workspace_ = std::move(**found);
  }

  int run() {
    const bool is_off = environment_("GIT_SESSION") == "0" || (workspace_ && !workspace_->settings.enabled);
    if (is_off) return merge_as_text("switched off");
    try {
      const auto status = merge_by_section();
      return status ? *status : merge_as_text(status.error().message);
    } catch (const std::exception& exception) {
      return merge_as_text(exception.what());
    }
  }

 private:
  Result<int> merge_by_section() {
    SESSION_TRY(const FileTexts texts, read_sides(call_));
    MergeOptions options;
    options.style.marker_size = parse_marker_size(call_.marker_size);
    if (workspace_) {
      options.names = SectionNames(workspace_->settings.session_aliases);
      // Dates tell nearly as much, so a repository that can't be read is no reason not to merge.
      auto ranks = read_ranks(*workspace_, environment_, list_new_hashes(texts, options.names));
      if (ranks) options.ranks = std::move(*ranks);
    }
    const MergeResult merged = merge_documents({texts.base, texts.ours, texts.theirs}, options);
    if (!merged.by_section) return merge_as_text("no sections in common");
    // Git reads the file at once and makes its own objects durable.
    SESSION_TRY([[maybe_unused]] const bool changed, io::write_file(call_.ours, merged.text, io::Sync::no));
    log(fmt::format("merged by section, {} conflicts", merged.conflicts));
    return merged.conflicts == 0 ? 0 : 1;
  }

  /// Git's own merge, as if there were no driver.
  int merge_as_text(const std::string& why) const {
    io::Command command;
    command.arguments = {"git",
                         "merge-file",
                         "-q",
                         "-L",
                         "ours",
                         "-L",
                         "base",
                         "-L",
                         "theirs",
                         fmt::format("--marker-size={}", parse_marker_size(call_.marker_size)),
                         "--",
                         call_.ours.string(),
                         call_.base.string(),
                         call_.theirs.string()};
    const auto output = io::run_command(command);
    const int status = output ? output->status : 1;
    log(fmt::format("{}: merged as text, status {}", why, status));
    // A status above 128 would end git's whole merge.
    return status == 0 ? 0 : 1;
  }

  void log(const std::string& text) const {
    if (!workspace_ || io::find_file_kind(workspace_->state_dir) != io::FileKind::directory) return;
    io::append_log(workspace_->log_file(), "merge-driver", fmt::format("'{}' {}", call_.path, text));
  }

  const MergeCall& call_;
  const git::Environment& environment_;
  std::optional<Workspace> workspace_;
};

}  // namespace

int run_merge_driver(const MergeCall& call, const git::Environment& environment,
                     const std::filesystem::path& cwd) {
  return Driver(call, environment, cwd).run();
}

}  // namespace session::app
