// SPDX-License-Identifier: MIT
// Numbered copies: the number grows over both kinds, each kind is thinned out on its own.
#include "io/copies.hpp"

#include "io/posix.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace session::io {
namespace {

constexpr std::string_view kEnding = ".md";
constexpr std::size_t kDigits = 7;
/// No number of ours comes near it; a foreign file with more digits is left out of the count.
constexpr std::size_t kMostDigits = 15;

std::string_view name_kind(CopyKind kind) {
  return kind == CopyKind::local ? "local" : "tracked";
}

struct CopyName {
  std::uint64_t number = 0;
  CopyKind kind = CopyKind::local;
};

std::string format_copy_name(const CopyName& name) {
  std::string digits = std::to_string(name.number);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return digits.append("-").append(name_kind(name.kind)).append(kEnding);
}

/// Reads back exactly what format_copy_name writes; nothing for any other name.
std::optional<CopyName> parse_copy_name(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || dash < kDigits || dash > kMostDigits) return std::nullopt;
  CopyName name;
  const auto parsed = std::from_chars(text.data(), text.data() + dash, name.number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + dash) return std::nullopt;
  for (const CopyKind kind : {CopyKind::local, CopyKind::tracked}) {
    name.kind = kind;
    if (format_copy_name(name) == text) return name;
  }
  return std::nullopt;
}

/// What one reading of the folder found.
struct Listing {
  std::uint64_t highest = 0;           ///< over both kinds, so that numbers tell the order of all copies
  std::vector<std::uint64_t> numbers;  ///< of the kind asked for, rising
};

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

/// Gives 0 and the listing, or an errno value.
int list_copies(const std::filesystem::path& folder, CopyKind kind, Listing& listing) {
  const std::unique_ptr<DIR, CloseFolder> stream(::opendir(folder.c_str()));
  if (!stream) return errno;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone.
  while (const dirent* entry = ::readdir(stream.get())) {
    const auto name = parse_copy_name(static_cast<const char*>(entry->d_name));
    if (!name) continue;
    listing.highest = std::max(listing.highest, name->number);
    if (name->kind != kind) continue;
    // Not every file system tells the type here.
    const bool is_regular =
        entry->d_type == DT_REG || (entry->d_type == DT_UNKNOWN &&
                                    find_file_kind(folder / format_copy_name(*name)) == FileKind::regular);
    if (is_regular) listing.numbers.push_back(name->number);
  }
  std::sort(listing.numbers.begin(), listing.numbers.end());
  return 0;
}

/// Reads the file only when its size allows that it holds the bytes.
bool holds(const std::filesystem::path& path, std::string_view bytes) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  if (static_cast<std::size_t>(status.st_size) != bytes.size()) return false;
  const auto old = read_file(path, bytes.size());
  return old && *old && **old == bytes;
}

/// Writes a copy under the first free number. Gives 0 and the path, or an errno value.
int write_copy(const std::filesystem::path& folder, CopyName name, std::string_view bytes, Sync sync,
               std::filesystem::path& path) {
  constexpr unsigned kPrivateMode = 0600;
  constexpr int kAttempts = 100;
  int code = 0;
  for (int attempt = 0; attempt < kAttempts; ++attempt, ++name.number) {
    path = folder / format_copy_name(name);
    auto temporary = TemporaryFile::create(path, kPrivateMode);
    if (!temporary) return temporary.error();
    if (code = write_fully(temporary->descriptor(), bytes); code != 0) return code;
    if (sync == Sync::yes && ::fsync(temporary->descriptor()) != 0) return errno;
    code = temporary->take_free_target();
    // Another run may have taken the number in the meantime.
    if (code != EEXIST) break;
  }
  if (code == 0 && sync == Sync::yes) sync_folder(folder);
  return code;
}

}  // namespace

Result<SavedCopy> save_copy(const std::filesystem::path& folder, std::string_view bytes, CopyKind kind,
                            Sync sync) {
  constexpr std::string_view kVerb = "keep a copy in";
  Listing listing;
  int code = list_copies(folder, kind, listing);
  if (code == ENOENT) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    code = failure.value();
  }
  if (code != 0) return fail_file(kVerb, folder, describe_errno(code));
  if (!listing.numbers.empty()) {
    std::filesystem::path newest = folder / format_copy_name({listing.numbers.back(), kind});
    if (holds(newest, bytes)) return SavedCopy{std::move(newest), false};
  }
  SavedCopy saved{{}, true};
  code = write_copy(folder, {listing.highest + 1, kind}, bytes, sync, saved.path);
  if (code != 0) return fail_file(kVerb, folder, describe_errno(code));
  // The new one is not in the listing. A copy that can't be removed does no harm.
  for (std::size_t index = 0; index + kCopiesKept <= listing.numbers.size(); ++index) {
    ::unlink((folder / format_copy_name({listing.numbers[index], kind})).c_str());
  }
  return saved;
}

std::optional<std::filesystem::path> find_newest_copy(const std::filesystem::path& folder, CopyKind kind) {
  Listing listing;
  if (list_copies(folder, kind, listing) != 0 || listing.numbers.empty()) return std::nullopt;
  return folder / format_copy_name({listing.numbers.back(), kind});
}

}  // namespace session::io
