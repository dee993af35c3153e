// SPDX-License-Identifier: MIT
// Ids of changes, whatever commit they stand in.
#include "git/libgit2_repository.hpp"

#include <algorithm>
#include <string_view>

namespace session::git {
namespace {

/// Beyond these a commit is known again by other means (tree, subject and author date).
constexpr std::size_t kMostPaths = 500;
constexpr std::size_t kMostText = 1u << 20;

/// Stops a diff that has grown past the limit.
int count_path(const git_diff* diff, const git_diff_delta* /*delta*/, const char* /*pathspec*/,
               void* /*payload*/) {
  return git_diff_num_deltas(diff) >= kMostPaths ? GIT_EUSER : 0;
}

/// The size of one side of a change, read from the object's header; nothing when the blob is absent, as in a
/// partial clone.
std::optional<std::size_t> read_size(git_odb& objects, const git_diff_file& file) {
  // A submodule's commit is no object of this repository; its text is one line.
  if (git_oid_is_zero(&file.id) != 0 || file.mode == GIT_FILEMODE_COMMIT) return 0;
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &type, &objects, &file.id) < 0) return std::nullopt;
  return size;
}

/// True when all blobs are present and small enough together.
bool is_affordable(const git_diff& diff, git_odb& objects) {
  std::size_t text = 0;
  const std::size_t count = git_diff_num_deltas(&diff);
  for (std::size_t i = 0; i < count; ++i) {
    const git_diff_delta& delta = *git_diff_get_delta(&diff, i);
    const auto before = read_size(objects, delta.old_file);
    const auto after = read_size(objects, delta.new_file);
    if (!before || !after) return false;
    text += std::max(*before, *after);
    if (text > kMostText) return false;
  }
  return true;
}

/// Adds a line of the patch to a text: its kind and its bytes without blanks. libgit2's own git_diff_patchid
/// leaves out what stands behind a NUL, so that two changes of a UTF-16 file could be one to it.
int append_line(const git_diff_delta* /*delta*/, const git_diff_hunk* /*hunk*/, const git_diff_line* line,
                void* payload) {
  constexpr std::string_view kBlanks = " \t\n\v\f\r";
  // Whether a file ends with a newline does not count, as in git.
  if (line->origin == GIT_DIFF_LINE_CONTEXT_EOFNL || line->origin == GIT_DIFF_LINE_ADD_EOFNL ||
      line->origin == GIT_DIFF_LINE_DEL_EOFNL) {
    return 0;
  }
  auto& text = *static_cast<std::string*>(payload);
  text += line->origin;
  for (const char byte : std::string_view(line->content, line->content_len)) {
    if (kBlanks.find(byte) == std::string_view::npos) text += byte;
  }
  text += '\n';
  return 0;
}

}  // namespace

Result<std::optional<std::string>> Libgit2Repository::read_patch_id(
    const std::optional<ObjectId>& before_tree, const ObjectId& after_tree) {
  if (before_tree == after_tree) return std::nullopt;
  SESSION_TRY(git_odb* const objects, database());
  TreeHandle before;
  if (before_tree) {
    SESSION_TRY(before, read_tree(*before_tree));
  }
  SESSION_TRY(const auto after, read_tree(after_tree));
  git_diff_options options;
  int code = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  if (code < 0) return git_failure(code, "compare trees");
  // All as text: attributes change with the work tree, and of binary files a patch holds only the names.
  options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
  options.notify_cb = count_path;
  DiffHandle diff;
  code = git_diff_tree_to_tree(Out(diff), repository_.get(), before.get(), after.get(), &options);
  if (code == GIT_EUSER) return std::nullopt;
  if (code < 0) return git_failure(code, "compare tree '" + after_tree.hex + "' with the one before it");
  if (git_diff_num_deltas(diff.get()) == 0 || !is_affordable(*diff, *objects)) return std::nullopt;
  std::string text;
  code = git_diff_print(diff.get(), GIT_DIFF_FORMAT_PATCH_ID, append_line, &text);
  git_oid id{};
  if (code == 0) code = git_odb_hash(&id, text.data(), text.size(), GIT_OBJECT_BLOB);
  if (code < 0) return git_failure(code, "read the change that leads to tree '" + after_tree.hex + "'");
  return to_object_id(id).hex;
}

}  // namespace session::git
