// SPDX-License-Identifier: MIT
// The rules are those of git's refs/files-backend.c and refs/packed-backend.c.
#include "git/ref_files.hpp"

#include "core/text/text.hpp"
#include "git/disk.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

namespace session::git {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBranches = "refs/heads/";
constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr int kMostLinks = 5;  // git follows no more symbolic refs, one after the other

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_name_part(std::string_view part) {
  constexpr std::string_view kLock = ".lock";
  constexpr std::string_view kForbidden = " ~^:?*[\\\x7f";
  if (part.empty() || part.front() == '.' || part.ends_with(kLock)) return false;
  if (part.find("..") != part.npos || part.find("@{") != part.npos) return false;
  return std::none_of(part.begin(), part.end(), [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 || kForbidden.find(c) != std::string_view::npos;
  });
}

/// These belong to a single work tree (git-worktree(1), "REFS").
bool is_of_one_work_tree(std::string_view name) {
  return name.starts_with("refs/bisect/") || name.starts_with("refs/worktree/") ||
         name.starts_with("refs/rewritten/");
}

}  // namespace

bool is_ref_name(std::string_view name) {
  if (!name.starts_with("refs/") || name.ends_with('/') || name.ends_with('.')) return false;
  while (!name.empty()) {
    if (!is_name_part(take_until(name, '/'))) return false;
  }
  return true;
}

RefFiles::Content RefFiles::parse(std::string_view text) const {
  Content content;
  if (text.starts_with("ref:")) {
    text.remove_prefix(4);
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    if (is_ref_name(text)) content.target = text;
    return content;
  }
  const std::string_view hex = text.substr(0, digits_);
  const bool ends = text.size() == digits_ || (text.size() > digits_ && is_space(text[digits_]));
  ObjectId id{std::string(hex)};
  if (ends && hex.find_first_not_of(kHexDigits) == hex.npos && !id.is_null()) content.id = std::move(id);
  return content;
}

std::optional<RefFiles::Content> RefFiles::read_file(const std::string& name) const {
  constexpr std::size_t kLimit = 4096;
  const fs::path& base = is_of_one_work_tree(name) ? git_dir_ : common_dir_;
  const fs::path file = base / name;
  std::error_code error;
  if (fs::is_symlink(file, error)) {
    // An old way to make a symbolic ref.
    const std::string target = fs::read_symlink(file, error).string();
    if (!error && is_ref_name(target)) return Content{std::nullopt, target};
  }
  const auto text = read_start(file, kLimit);
  if (!text) return std::nullopt;
  return parse(*text);
}

std::optional<ObjectId> RefFiles::resolve(const std::string& name) const {
  std::string current = name;
  for (int i = 0; i <= kMostLinks; ++i) {
    const auto content = read_file(current);
    if (!content) {
      const MappedFile file = open_packed();
      for (const PackedRef& packed : list_packed(file, current)) {
        if (packed.name == current) return ObjectId{std::string(packed.id)};
      }
      return std::nullopt;
    }
    if (content->target.empty()) return content->id;
    current = content->target;
  }
  return std::nullopt;
}

std::optional<Head> RefFiles::read_head() const {
  constexpr std::size_t kLimit = 4096;
  const fs::path file = git_dir_ / "HEAD";
  std::error_code error;
  if (fs::is_symlink(file, error)) return std::nullopt;
  const auto text = read_start(file, kLimit);
  if (!text) return std::nullopt;
  Content content = parse(*text);
  Head head;
  if (content.target.empty()) {
    if (!content.id) return std::nullopt;
    head.id = std::move(content.id);
    return head;
  }
  const std::string_view target = content.target;
  head.branch = target.starts_with(kBranches) ? target.substr(kBranches.size()) : target;
  head.id = resolve(content.target);
  // Without an id the branch is unborn; but a file may be there that git alone can judge.
  if (!head.id && read_file(content.target)) return std::nullopt;
  return head;
}

std::optional<ObjectId> RefFiles::resolve_head_text(std::string_view text) const {
  Content content = parse(text);
  if (content.target.empty()) return content.id;
  // By such a name we would find our own.
  if (is_of_one_work_tree(content.target)) return std::nullopt;
  return resolve(content.target);
}

void RefFiles::list_files(const std::string& folder, std::vector<std::string>& names) const {
  std::error_code error;
  for (fs::directory_iterator file(common_dir_ / folder, error), end; !error && file != end;
       file.increment(error)) {
    const std::string part = file->path().filename().string();
    if (!is_name_part(part)) continue;
    std::error_code ignored;
    if (file->is_directory(ignored)) {
      list_files(folder + part + "/", names);
    } else {
      names.push_back(folder + part);
    }
  }
}

MappedFile RefFiles::open_packed() const {
  return MappedFile(common_dir_ / "packed-refs");
}

std::vector<RefFiles::PackedRef> RefFiles::list_packed(const MappedFile& packed,
                                                       std::string_view start) const {
  std::string_view rest = packed.text();
  const std::string_view header = rest.substr(0, rest.find('\n'));
  const bool is_sorted = header.starts_with("# pack-refs with:") && header.find(" sorted") != header.npos;
  const auto name_of = [this](std::string_view line) {
    return line.size() > digits_ + 1 ? line.substr(digits_ + 1) : std::string_view();
  };
  if (is_sorted) {
    // Halves the file until few lines are left: there may be 100 000 of them.
    constexpr std::size_t kFew = 512;
    std::size_t low = std::min(header.size() + 1, rest.size());
    std::size_t high = rest.size();
    while (high - low > kFew) {
      std::size_t middle = rest.rfind('\n', low + (high - low) / 2) + 1;
      while (middle > low && middle < high && rest[middle] == '^') middle = rest.rfind('\n', middle - 2) + 1;
      if (middle <= low) break;
      const std::string_view line = rest.substr(middle, rest.find('\n', middle) - middle);
      (name_of(line) < start ? low : high) = middle;
    }
    rest.remove_prefix(low);
  }
  std::vector<PackedRef> found;
  bool was_taken = false;
  while (!rest.empty()) {
    const std::string_view line = take_until(rest, '\n');
    if (line.starts_with('^')) {
      if (was_taken) found.back().peeled = line.substr(1);
      continue;
    }
    const std::string_view name = name_of(line);
    was_taken = name.starts_with(start) && is_ref_name(name);
    if (was_taken) {
      const std::string_view id = line.substr(0, digits_);
      was_taken = id.find_first_not_of(kHexDigits) == id.npos;
      if (was_taken) found.push_back({name, id, {}});
    }
    if (is_sorted && name > start && !name.starts_with(start)) break;
  }
  return found;
}

std::vector<FileRef> RefFiles::list(const std::string& folder) const {
  std::map<std::string, FileRef> refs;
  std::vector<std::string> names;
  list_files(folder, names);
  std::vector<std::string> refused;
  for (const std::string& name : names) {
    const auto content = read_file(name);
    if (!content) continue;  // packed in the meantime
    auto id = is_ref_name(name) ? resolve(name) : std::nullopt;
    if (!id) refused.push_back(name);
    if (id) refs.try_emplace(name, FileRef{name, *std::move(id), {}, !content->target.empty()});
  }
  const MappedFile file = open_packed();
  for (const PackedRef& packed : list_packed(file, folder)) {
    FileRef ref{std::string(packed.name), ObjectId{std::string(packed.id)}, {}, false};
    if (std::find(refused.begin(), refused.end(), ref.name) != refused.end()) continue;
    if (packed.peeled.size() == digits_) ref.peeled = ObjectId{std::string(packed.peeled)};
    const std::string name = ref.name;
    refs.try_emplace(name, std::move(ref));
  }
  std::vector<FileRef> listed;
  listed.reserve(refs.size());
  for (auto& [name, ref] : refs) listed.push_back(std::move(ref));
  return listed;
}

bool RefFiles::has_any(const std::string& folder) const {
  std::vector<std::string> names;
  list_files(folder, names);
  return !names.empty() || !list_packed(open_packed(), folder).empty();
}

}  // namespace session::git
