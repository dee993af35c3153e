// SPDX-License-Identifier: MIT
// The lock file: created with its content in one step, taken over only from a process that is gone.
#include "io/environment.hpp"
#include "io/file.hpp"
#include "io/posix.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <ctime>

namespace session::io {
namespace {

constexpr std::size_t kContentLimit = 4096;
constexpr long kPollNanoseconds = 2'000'000;

/// Who holds a lock, in the words of the lock file: `HOST PID START`. START is `-` where there is no /proc.
struct Owner {
  std::string host;
  std::int64_t process_id = 0;
  std::string start;
};

std::string format_owner(const Owner& owner) {
  return owner.host + ' ' + std::to_string(owner.process_id) + ' ' + owner.start + '\n';
}

std::optional<Owner> parse_owner(std::string_view text) {
  if (text.empty() || text.back() != '\n') return std::nullopt;
  text.remove_suffix(1);
  const std::size_t last = text.rfind(' ');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  const std::size_t first = text.rfind(' ', last - 1);
  if (first == std::string_view::npos) return std::nullopt;
  Owner owner{std::string(text.substr(0, first)), 0, std::string(text.substr(last + 1))};
  const char* end = text.data() + last;
  const auto parsed = std::from_chars(text.data() + first + 1, end, owner.process_id);
  if (parsed.ec != std::errc{} || parsed.ptr != end || owner.process_id <= 0) return std::nullopt;
  return owner;
}

Owner find_self() {
  const std::int64_t process_id = read_process_id();
  return {read_host_name(), process_id, find_process_start(process_id).value_or("-")};
}

/// True when the owner can't come back: a process of this host that is no more, or whose number another one
/// has by now. In doubt it is alive: EPERM says that there is such a process, and other hosts can't be asked.
bool is_gone(const Owner& owner, const Owner& self) {
  if (owner.host != self.host) return false;
  if (::kill(static_cast<pid_t>(owner.process_id), 0) != 0) return errno == ESRCH;
  if (owner.start == "-" || self.start == "-") return false;
  const auto start = find_process_start(owner.process_id);
  // With a /proc, a process that it does not show has just ended or waits to be collected; one that is hidden
  // from us (hidepid) answered with EPERM above.
  return !start || *start != owner.start;
}

/// A lock file that names nobody is what a power failure leaves. It counts as left behind after a minute.
bool is_old(const struct stat& status) {
  constexpr std::time_t kSeconds = 60;
  return std::time(nullptr) - status.st_mtim.tv_sec > kSeconds;
}

enum class Attempt { taken, busy, again };

struct AttemptResult {
  Attempt attempt = Attempt::busy;
  std::string holder = {};  ///< for the message, when busy
};

/// Replaces a lock whose owner is gone. Two processes may find the same old lock: whoever replaces it must
/// hold flock on exactly the file that stands there, and replaces it by rename, so there is a lock at any
/// moment.
AttemptResult take_over(const std::filesystem::path& path, TemporaryFile& fresh, const Owner& self) {
  const Descriptor old(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW));
  if (!old.is_open()) return {errno == ENOENT ? Attempt::again : Attempt::busy, {}};
  struct stat opened {};
  if (::fstat(old.number(), &opened) != 0 || !S_ISREG(opened.st_mode)) return {};
  const auto content = read_fully(old.number(), 0, kContentLimit);
  if (!content || !*content) return {};
  const auto owner = parse_owner(**content);
  if (owner ? !is_gone(*owner, self) : !is_old(opened)) {
    if (!owner) return {};
    return {Attempt::busy,
            "process " + std::to_string(owner->process_id) + " on " + owner->host + " holds it"};
  }
  if (::flock(old.number(), LOCK_EX | LOCK_NB) != 0) return {};
  struct stat current {};
  if (::lstat(path.c_str(), &current) != 0 || current.st_ino != opened.st_ino ||
      current.st_dev != opened.st_dev) {
    return {Attempt::again, {}};
  }
  return {fresh.replace_target() == 0 ? Attempt::taken : Attempt::busy, {}};
}

/// Milliseconds of a clock that nobody sets.
std::int64_t read_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace

Result<FileLock> FileLock::acquire(const std::filesystem::path& path, int wait_ms) {
  constexpr std::string_view kVerb = "lock";
  constexpr unsigned kMode = 0644;
  const Owner self = find_self();
  const std::string content = format_owner(self);
  auto fresh = TemporaryFile::create(path, kMode);
  if (!fresh) return fail_file(kVerb, path, describe_errno(fresh.error()));
  if (const int code = write_fully(fresh->descriptor(), content); code != 0) {
    return fail_file(kVerb, path, describe_errno(code));
  }
  const std::int64_t deadline = read_milliseconds() + wait_ms;
  while (true) {
    const int code = fresh->take_free_target();
    if (code == 0) return FileLock(path, content, false);
    if (code != EEXIST) return fail_file(kVerb, path, describe_errno(code));
    const AttemptResult result = take_over(path, *fresh, self);
    if (result.attempt == Attempt::taken) return FileLock(path, content, true);
    if (result.attempt == Attempt::again) continue;
    if (read_milliseconds() >= deadline) {
      return fail_file(kVerb, path, result.holder.empty() ? "it is taken" : result.holder,
                       "try again when the other run is done; if there is none, remove the file");
    }
    const timespec pause{0, kPollNanoseconds};
    ::nanosleep(&pause, nullptr);
  }
}

FileLock::FileLock(FileLock&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      content_(std::exchange(other.content_, {})),
      replaced_stale_(other.replaced_stale_) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  if (this == &other) return *this;
  const FileLock released(std::move(*this));
  path_ = std::exchange(other.path_, {});
  content_ = std::exchange(other.content_, {});
  replaced_stale_ = other.replaced_stale_;
  return *this;
}

FileLock::~FileLock() {
  if (path_.empty()) return;
  // Somebody may have removed the file by hand and another run may hold the lock by now.
  const auto content = read_file(path_, kContentLimit);
  if (content && *content && **content == content_) ::unlink(path_.c_str());
}

}  // namespace session::io
