// SPDX-License-Identifier: MIT
// Turns a path that a repository names into a real one that stays inside its root.
#include "io/file.hpp"
#include "io/posix.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <string>
#include <system_error>
#include <vector>

namespace session::io {
namespace {

/// How many links one path may lead through; the kernel's own limit.
constexpr int kLinkLimit = 40;

tl::unexpected<Error> fail_path(std::string_view relative, std::string_view reason) {
  std::string message = "cannot use the path '";
  return fail(ErrorKind::settings, message.append(relative).append("': ").append(reason));
}

/// `.git` as some file system may read it: in any case, with trailing dots and blanks.
bool is_git_name(std::string_view name) {
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.remove_suffix(1);
  return name.size() == 4 && name[0] == '.' && (name[1] == 'g' || name[1] == 'G') &&
         (name[2] == 'i' || name[2] == 'I') && (name[3] == 't' || name[3] == 'T');
}

/// Puts the components of `path` on the stack, the first one on top.
void push_components(std::vector<std::string>& stack, std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    if (!name.empty() && name != ".") stack.emplace_back(name);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  }
}

bool is_inside(std::string_view root, std::string_view path) {
  if (root == "/") return true;
  return path.substr(0, root.size()) == root && (path.size() == root.size() || path[root.size()] == '/');
}

/// What the settings may say at all, before the disk is asked.
Result<void> check_text(std::string_view relative) {
  if (relative.empty()) return fail_path(relative, "it is empty");
  if (relative.front() == '/') return fail_path(relative, "it is not relative to the work tree");
  if (relative.find('\0') != std::string_view::npos) return fail_path(relative, "it holds a NUL byte");
  std::vector<std::string> components;
  push_components(components, relative);
  for (const std::string& component : components) {
    if (component == "..") return fail_path(relative, "it holds '..'");
    if (is_git_name(component)) return fail_path(relative, "it leads into '.git'");
  }
  return {};
}

/// Follows every link on the way, as the kernel would, but goes on when the rest is absent.
class Walk {
 public:
  Walk(std::string_view relative, std::string root) : relative_(relative), current_(std::move(root)) {
    push_components(rest_, relative);
  }

  Result<std::string> finish() {
    while (!rest_.empty()) {
      const std::string name = std::move(rest_.back());
      rest_.pop_back();
      SESSION_CHECK(step(name));
    }
    return current_;
  }

 private:
  Result<void> step(const std::string& name) {
    if (name == "..") {
      if (is_absent_) return fail_path(relative_, "a link on its way leads to nothing");
      const std::size_t slash = current_.rfind('/');
      current_.resize(slash == 0 ? 1 : slash);
      return {};
    }
    std::string next = current_ == "/" ? "/" + name : current_ + '/' + name;
    struct stat status {};
    if (!is_absent_ && ::lstat(next.c_str(), &status) != 0) {
      if (errno != ENOENT) return fail_path(relative_, describe_errno(errno));
      is_absent_ = true;
    }
    if (!is_absent_ && S_ISLNK(status.st_mode)) return follow(next);
    current_ = std::move(next);
    return {};
  }

  Result<void> follow(const std::string& link) {
    if (++links_ > kLinkLimit) return fail_path(relative_, describe_errno(ELOOP));
    std::array<char, PATH_MAX> buffer{};
    const ssize_t size = ::readlink(link.c_str(), buffer.data(), buffer.size());
    if (size < 0) return fail_path(relative_, describe_errno(errno));
    const std::string_view target(buffer.data(), static_cast<std::size_t>(size));
    if (!target.empty() && target.front() == '/') current_ = "/";
    push_components(rest_, target);
    return {};
  }

  std::string_view relative_;
  std::string current_;
  std::vector<std::string> rest_;  ///< components still to go, the next one last
  int links_ = 0;
  bool is_absent_ = false;
};

}  // namespace

Result<std::filesystem::path> resolve_inside(const std::filesystem::path& root, std::string_view relative) {
  SESSION_CHECK(check_text(relative));
  std::error_code code;
  const std::string real_root = std::filesystem::canonical(root, code).native();
  if (code) return fail_path(relative, "the work tree can't be opened: " + describe_errno(code.value()));
  SESSION_TRY(const std::string path, Walk(relative, real_root).finish());
  if (!is_inside(real_root, path)) return fail_path(relative, "a link leads out of the work tree");
  std::vector<std::string> components;
  push_components(components, std::string_view(path).substr(real_root.size()));
  for (const std::string& component : components) {
    if (is_git_name(component)) return fail_path(relative, "a link leads into '.git'");
  }
  return std::filesystem::path(path);
}

}  // namespace session::io
