// SPDX-License-Identifier: MIT
#include "git/work_tree_scan.hpp"

#include "git/index_folders.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <exception>
#include <memory>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace session::git {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using FolderStream = std::unique_ptr<DIR, CloseFolder>;

/// What the disk says of one row.
enum class Verdict { same, modified, retyped, gone, unsure, odd };

struct Finding {
  std::size_t folder = 0;
  const IndexRow* row = nullptr;
  Verdict verdict = Verdict::same;
};

struct UnknownName {
  std::size_t folder = 0;
  std::string name;
};

/// What one thread found.
struct Findings {
  std::vector<Finding> rows;
  std::vector<UnknownName> unknown;
  std::vector<std::size_t> with_attributes;
};

/// True when the file may have changed after git looked without its times telling (racy-git). Git takes whole
/// seconds; where nanoseconds are known, the ticks of the kernel's clock are all that has to be feared.
bool is_racy(const IndexRow& row, std::int64_t index_written) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  constexpr std::int64_t kTicks = 20'000'000;
  const std::int64_t seconds = row.number(IndexField::modified);
  const std::int64_t nanoseconds = row.number(IndexField::modified_ns);
  if (nanoseconds == 0) return index_written / kSecond <= seconds;
  return index_written <= seconds * kSecond + nanoseconds + kTicks;
}

/// Of these files git heeds no links, and libgit2 does.
bool steers_git(std::string_view name) {
  return name == ".gitignore" || name == ".gitattributes";
}

/// Git writes whole seconds where it was built so.
bool is_same_time(std::uint32_t seconds, std::uint32_t nanoseconds, const struct timespec& on_disk) {
  return seconds == static_cast<std::uint32_t>(on_disk.tv_sec) &&
         (nanoseconds == 0 || nanoseconds == static_cast<std::uint32_t>(on_disk.tv_nsec));
}

Verdict compare(const IndexRow& row, const struct stat& file, bool trusts_mode, std::int64_t index_written) {
  const std::uint32_t mode = row.number(IndexField::mode);
  const bool was_link = S_ISLNK(mode);
  if (S_ISDIR(file.st_mode)) return Verdict::gone;
  if (!S_ISREG(file.st_mode) && !S_ISLNK(file.st_mode)) return Verdict::odd;
  if (was_link != S_ISLNK(file.st_mode)) return Verdict::retyped;
  if (!was_link && trusts_mode && ((mode ^ file.st_mode) & S_IXUSR) != 0) return Verdict::modified;
  const std::uint32_t size = row.number(IndexField::size);
  if (size != static_cast<std::uint32_t>(file.st_size)) {
    // Git writes 0 for a file that it has to look at again.
    return size == 0 ? Verdict::unsure : Verdict::modified;
  }
  const bool is_same =
      is_same_time(row.number(IndexField::modified), row.number(IndexField::modified_ns), file.st_mtim) &&
      is_same_time(row.number(IndexField::changed), row.number(IndexField::changed_ns), file.st_ctim) &&
      row.number(IndexField::inode) == static_cast<std::uint32_t>(file.st_ino);
  return is_same && !is_racy(row, index_written) ? Verdict::same : Verdict::unsure;
}

class Scan {
 public:
  Scan(const Index& index, const ScanOptions& options)
      : index_(index),
        options_(options),
        folders_(index.rows),
        is_listed_(folders_.size()),
        is_open_(folders_.size()) {}

  WorkTreeScan run() {
    const std::size_t threads = count_threads();
    std::vector<Findings> found(threads);
    {
      std::vector<std::jthread> others;
      try {
        for (std::size_t i = 1; i < threads; ++i) others.emplace_back([this, &found, i] { work(found[i]); });
      } catch (const std::system_error&) {
        // Without room for more threads the scan is slower, not wrong.
      }
      work(found[0]);
    }
    return join(found);
  }

 private:
  [[nodiscard]] std::size_t count_threads() const {
    // A thread takes about as long to start as some dozen files to compare.
    constexpr std::size_t kWorthAThread = 500;
    cpu_set_t available;
    if (::sched_getaffinity(0, sizeof available, &available) != 0) return 1;
    const auto processors = static_cast<std::size_t>(CPU_COUNT(&available));
    return std::max<std::size_t>(1, std::min({processors, options_.most_threads,
                                              index_.rows.size() / kWorthAThread, folders_.size()}));
  }

  void work(Findings& found) {
    try {
      for (std::size_t i = next_++; i < folders_.size() && end_ == WorkTreeScan::End::whole; i = next_++) {
        scan_folder(i, found);
      }
    } catch (const std::exception&) {
      end_ = WorkTreeScan::End::odd;
    }
  }

  void scan_folder(std::size_t number, Findings& found) {
    if (options_.deadline && Clock::now() > *options_.deadline) end_ = WorkTreeScan::End::too_late;
    const IndexFolder& folder = folders_[number];
    const auto path = options_.work_tree / folder.path;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) {
      // A folder that is not there, or is a file or a link now: its files are gone.
      if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) end_ = WorkTreeScan::End::odd;
      return;
    }
    is_open_[number] = 1;
    const FolderStream stream(::fdopendir(descriptor));
    if (!stream) {
      ::close(descriptor);
      end_ = WorkTreeScan::End::odd;
      return;
    }
    std::vector<char> seen(folder.files.size());
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is this thread's alone.
    while (const dirent* entry = ::readdir(stream.get())) look_at(number, descriptor, *entry, seen, found);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (seen[i] == 0) found.rows.push_back({number, folder.files[i], Verdict::gone});
    }
  }

  /// One name of a folder.
  void look_at(std::size_t number, int descriptor, const dirent& entry, std::vector<char>& seen,
               Findings& found) {
    const std::string_view name = static_cast<const char*>(entry.d_name);
    if (name == "." || name == "..") return;
    if (name == ".git") {
      if (number != 0) end_ = WorkTreeScan::End::odd;
      return;
    }
    const IndexFolder& folder = folders_[number];
    if (const auto file = folders_.find_file(folder, name)) {
      seen[*file] = 1;
      if (name == ".gitattributes") found.with_attributes.push_back(number);
      compare_file(number, descriptor, entry, *folder.files[*file], found);
      return;
    }
    struct stat status = {};
    unsigned char type = entry.d_type;
    if (type == DT_UNKNOWN) {
      // Not every file system tells the type here.
      if (::fstatat(descriptor, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return;
      type = static_cast<unsigned char>(IFTODT(status.st_mode));
    }
    if (type == DT_LNK && steers_git(name)) end_ = WorkTreeScan::End::odd;
    if (name == ".gitattributes") found.with_attributes.push_back(number);
    if (type == DT_DIR) {
      if (const auto child = folders_.find_child(folder, name)) {
        is_listed_[*child] = 1;
      } else {
        found.unknown.push_back({number, std::string(name) + '/'});
      }
    } else if (type == DT_REG || type == DT_LNK) {
      found.unknown.push_back({number, std::string(name)});
    }
  }

  void compare_file(std::size_t number, int descriptor, const dirent& entry, const IndexRow& row,
                    Findings& found) {
    struct stat status = {};
    Verdict verdict = Verdict::gone;
    if (::fstatat(descriptor, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
      verdict = compare(row, status, options_.trusts_mode, index_.file.written());
      if (S_ISLNK(status.st_mode) && steers_git(static_cast<const char*>(entry.d_name))) {
        verdict = Verdict::odd;
      }
    } else if (errno != ENOENT) {
      verdict = Verdict::odd;
    }
    if (verdict == Verdict::odd) end_ = WorkTreeScan::End::odd;
    if (verdict != Verdict::same) found.rows.push_back({number, &row, verdict});
  }

  [[nodiscard]] std::string join_path(const UnknownName& unknown) const {
    const std::string_view folder = folders_[unknown.folder].path;
    return folder.empty() ? unknown.name : std::string(folder) + '/' + unknown.name;
  }

  /// Puts together what the threads found. What lies behind a link or in a folder that is gone does not
  /// count.
  WorkTreeScan join(const std::vector<Findings>& found) {
    WorkTreeScan scan;
    scan.end = end_;
    if (scan.end != WorkTreeScan::End::whole) return scan;
    std::vector<char> stands(folders_.size());
    for (std::size_t i = 0; i < folders_.size(); ++i) {
      const IndexFolder& folder = folders_[i];
      stands[i] = is_open_[i] != 0 && (i == 0 || (is_listed_[i] != 0 && stands[folder.parent] != 0)) ? 1 : 0;
      if (stands[i] != 0) continue;
      for (const IndexRow* const row : folder.files) scan.changes.push_back({"D", std::string(row->path)});
    }
    for (const Findings& part : found) {
      for (const Finding& finding : part.rows) {
        if (stands[finding.folder] == 0) continue;
        if (finding.verdict == Verdict::unsure) {
          scan.unsure.push_back(finding.row);
        } else {
          const char* const letter = finding.verdict == Verdict::modified  ? "M"
                                     : finding.verdict == Verdict::retyped ? "T"
                                                                           : "D";
          scan.changes.push_back({letter, std::string(finding.row->path)});
        }
      }
      for (const UnknownName& unknown : part.unknown) {
        if (stands[unknown.folder] != 0) scan.unknown.push_back(join_path(unknown));
      }
      for (const std::size_t folder : part.with_attributes) {
        if (stands[folder] != 0) scan.attribute_folders.emplace_back(folders_[folder].path);
      }
    }
    std::sort(scan.unknown.begin(), scan.unknown.end());
    return scan;
  }

  const Index& index_;
  const ScanOptions& options_;
  IndexFolders folders_;
  std::vector<char> is_listed_;  ///< its parent has a folder of that name
  std::vector<char> is_open_;    ///< it could be opened as a folder
  std::atomic<std::size_t> next_ = 0;
  std::atomic<WorkTreeScan::End> end_ = WorkTreeScan::End::whole;
};

}  // namespace

WorkTreeScan scan_work_tree(const Index& index, const ScanOptions& options) {
  return Scan(index, options).run();
}

}  // namespace session::git
