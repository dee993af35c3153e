// SPDX-License-Identifier: MIT
// What the files of this folder share: descriptors that close themselves, whole writes, temporary files.
#pragma once

#include "core/error.hpp"

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace session::io {

/// Owns a file descriptor and closes it.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  /// Closes early; does nothing when it is closed already. Gives 0 or an errno value: some file systems say
  /// only here that the disk was full.
  int close();

 private:
  int number_ = -1;
};

/// The system's words for an errno value, with a small first letter: `permission denied`.
[[nodiscard]] std::string describe_errno(int code);

/// Fails with ErrorKind::file: `cannot VERB 'PATH': REASON`.
[[nodiscard]] tl::unexpected<Error> fail_file(std::string_view verb, const std::filesystem::path& path,
                                              std::string_view reason, std::string hint = {});

/// Writes all bytes, however many calls that takes. Gives 0, or the errno of the call that failed.
[[nodiscard]] int write_fully(int descriptor, std::string_view bytes);

/// Reads to the end of the file, at most `limit` bytes. Gives nothing when there are more, and an errno value
/// when reading failed.
[[nodiscard]] tl::expected<std::optional<std::string>, int> read_fully(int descriptor, std::size_t expected,
                                                                       std::size_t limit);

/// While it lives, a write to a pipe that nobody reads fails with EPIPE instead of ending the process.
class SigpipeGuard {
 public:
  SigpipeGuard();
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;
  ~SigpipeGuard();
  /// The signals that were blocked before, for a child that must not inherit ours.
  [[nodiscard]] const sigset_t& old_mask() const { return old_mask_; }

 private:
  sigset_t old_mask_{};
  bool was_pending_ = false;
};

/// A file under a temporary name (`.NAME.<pid>-<number>.tmp`) in the folder of its target. It is removed
/// unless it took the target's place.
class TemporaryFile {
 public:
  /// Creates the file with `mode` less the umask. Never opens what is there already. Errors are errno values.
  [[nodiscard]] static tl::expected<TemporaryFile, int> create(const std::filesystem::path& target,
                                                               unsigned mode);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();
  [[nodiscard]] int descriptor() const { return descriptor_.number(); }
  /// Renames it to the target, whatever stands there. Gives 0 or an errno value.
  [[nodiscard]] int replace_target();
  /// Renames it to the target when nothing stands there; EEXIST otherwise. Gives 0 or an errno value.
  [[nodiscard]] int take_free_target();

 private:
  TemporaryFile(Descriptor descriptor, std::filesystem::path path, std::filesystem::path target)
      : descriptor_(std::move(descriptor)), path_(std::move(path)), target_(std::move(target)) {}
  Descriptor descriptor_;
  std::filesystem::path path_;
  std::filesystem::path target_;
};

/// The process that made a TemporaryFile of this name for the target; nothing when the name is no such one.
[[nodiscard]] std::optional<std::int64_t> find_temporary_writer(const std::filesystem::path& target,
                                                                std::string_view name);

/// The folder that holds `path`; "." for a bare name.
[[nodiscard]] std::filesystem::path find_folder(const std::filesystem::path& path);

/// Asks the disk to keep the names in a folder. Best effort: some file systems know no such thing.
void sync_folder(const std::filesystem::path& folder);

}  // namespace session::io
