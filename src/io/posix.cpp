// SPDX-License-Identifier: MIT
// Descriptors, whole writes and temporary files over the POSIX calls.
#include "io/posix.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <system_error>

namespace session::io {

int Descriptor::close() {
  if (number_ < 0 || ::close(std::exchange(number_, -1)) == 0) return 0;
  // Linux frees the descriptor also when a signal came in between.
  return errno == EINTR ? 0 : errno;
}

std::string describe_errno(int code) {
  std::string text = std::system_category().message(code);
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

tl::unexpected<Error> fail_file(std::string_view verb, const std::filesystem::path& path,
                                std::string_view reason, std::string hint) {
  std::string message = "cannot ";
  message.append(verb).append(" '").append(path.native()).append("': ").append(reason);
  return fail(ErrorKind::file, std::move(message), std::move(hint));
}

int write_fully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    // A write of nothing without an error would loop for ever; the disk is full as far as we are concerned.
    if (written == 0) return ENOSPC;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

tl::expected<std::optional<std::string>, int> read_fully(int descriptor, std::size_t expected,
                                                         std::size_t limit) {
  // The step grows with what was read. A first one of a page serves the small files of /proc, which say that
  // they are empty.
  constexpr std::size_t kStep = std::size_t{4} * 1024;
  std::string bytes;
  std::size_t size = 0;
  // One byte more than expected, so that the end of the file shows in the same call.
  std::size_t room = std::min(expected, limit) + 1;
  while (true) {
    if (bytes.size() == size) bytes.resize(size + room);
    const ssize_t count = ::read(descriptor, bytes.data() + size, bytes.size() - size);
    if (count < 0) {
      if (errno == EINTR) continue;
      return tl::unexpected<int>(errno);
    }
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (size > limit) return std::nullopt;
    room = std::max(kStep, size);
  }
  bytes.resize(size);
  return bytes;
}

SigpipeGuard::SigpipeGuard() {
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  sigset_t pipe_only;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_only, &old_mask_);
}

SigpipeGuard::~SigpipeGuard() {
  // A signal that our own write raised is taken off before the old mask would let it through.
  if (!was_pending_) {
    sigset_t pipe_only;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    const timespec no_wait{};
    while (sigtimedwait(&pipe_only, nullptr, &no_wait) < 0 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &old_mask_, nullptr);
}

namespace {

constexpr std::string_view kTemporaryEnding = ".tmp";

/// A name may have 255 bytes on most file systems; the rest of ours needs at most 48.
std::string format_temporary_stem(const std::filesystem::path& target) {
  constexpr std::size_t kLongest = 200;
  return "." + target.filename().native().substr(0, kLongest) + ".";
}

}  // namespace

std::optional<std::int64_t> find_temporary_writer(const std::filesystem::path& target,
                                                  std::string_view name) {
  const std::string stem = format_temporary_stem(target);
  if (!name.starts_with(stem) || !name.ends_with(kTemporaryEnding)) return std::nullopt;
  name.remove_prefix(stem.size());
  if (name.size() <= kTemporaryEnding.size()) return std::nullopt;
  name.remove_suffix(kTemporaryEnding.size());
  std::int64_t writer = 0;
  const auto [dash, code] = std::from_chars(name.data(), name.data() + name.size(), writer);
  const std::string_view number = name.substr(static_cast<std::size_t>(dash - name.data()));
  const bool is_ours = code == std::errc{} && writer > 0 && number.size() > 1 && number.front() == '-' &&
                       number.find_first_not_of("0123456789", 1) == std::string_view::npos;
  return is_ours ? std::optional(writer) : std::nullopt;
}

tl::expected<TemporaryFile, int> TemporaryFile::create(const std::filesystem::path& target, unsigned mode) {
  const std::string stem = format_temporary_stem(target);
  const std::filesystem::path folder = find_folder(target);
  for (int attempt = 0; attempt < 100; ++attempt) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    const auto number = static_cast<unsigned long long>(now.tv_sec) * 1'000'000'000ULL +
                        static_cast<unsigned long long>(now.tv_nsec);
    std::filesystem::path path =
        folder / (stem + std::to_string(::getpid()) + '-' + std::to_string(number)).append(kTemporaryEnding);
    Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                                 static_cast<mode_t>(mode)));
    if (descriptor.is_open()) return TemporaryFile(std::move(descriptor), std::move(path), target);
    if (errno != EEXIST && errno != EINTR) return tl::unexpected<int>(errno);
  }
  return tl::unexpected<int>(EEXIST);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : descriptor_(std::move(other.descriptor_)),
      path_(std::exchange(other.path_, {})),
      target_(std::exchange(other.target_, {})) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  path_.swap(other.path_);
  target_.swap(other.target_);
  return *this;
}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

int TemporaryFile::replace_target() {
  if (const int code = descriptor_.close(); code != 0) return code;
  if (::rename(path_.c_str(), target_.c_str()) != 0) return errno;
  path_.clear();
  return 0;
}

int TemporaryFile::take_free_target() {
  if (const int code = descriptor_.close(); code != 0) return code;
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) == 0) {
    path_.clear();
    return 0;
  }
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A network file system without that flag. A hard link is as exclusive; the destructor drops the other
  // name.
  if (::link(path_.c_str(), target_.c_str()) == 0) return 0;
  return errno;
}

std::filesystem::path find_folder(const std::filesystem::path& path) {
  std::filesystem::path folder = path.parent_path();
  return folder.empty() ? std::filesystem::path(".") : folder;
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.is_open()) ::fsync(descriptor.number());
}

}  // namespace session::io
