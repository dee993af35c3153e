// SPDX-License-Identifier: MIT
// git-cat-file(1), "BATCH OUTPUT": `<id> SP <type> SP <size> LF <bytes> LF`, or `<name> SP missing LF`.
#include "git/cat_file.hpp"

#include "core/text/text.hpp"
#include "git/git_process.hpp"

#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>

namespace session::git {

Result<void> CatFile::read(const std::vector<std::string>& ids, const ObjectVisitor& visit) {
  // No more questions at a time than the pipe takes for certain: git answers while we would still ask.
  std::size_t begin = 0;
  while (begin < ids.size()) {
    std::size_t end = begin;
    std::size_t length = 0;
    while (end < ids.size() && length + ids[end].size() + 1 <= io::RunningCommand::kLongestQuestion) {
      length += ids[end++].size() + 1;
    }
    if (end == begin) return fail(ErrorKind::internal, "cannot ask for an object by a name of this length");
    auto done = read_chunk(ids, begin, end, visit);
    if (!done) {
      // What is left of its answers belongs to no question that will come.
      running_.reset();
      return fail(ErrorKind::git, "cannot read objects: " + done.error().message);
    }
    begin = end;
  }
  return {};
}

Result<void> CatFile::read_chunk(const std::vector<std::string>& ids, std::size_t begin, std::size_t end,
                                 const ObjectVisitor& visit) {
  if (!running_) {
    SESSION_TRY(running_, io::RunningCommand::start(
                              make_git_command(location_, environment_, {"cat-file", "--batch"})));
  }
  std::string question;
  for (std::size_t i = begin; i < end; ++i) question.append(ids[i]).append("\n");
  SESSION_CHECK(running_->write(question));
  for (std::size_t i = begin; i < end; ++i) {
    SESSION_TRY(auto object, read_answer(ids[i]));
    visit(ids[i], std::move(object));
  }
  return {};
}

Result<std::optional<StoredObject>> CatFile::read_answer(const std::string& id) {
  constexpr std::size_t kMost = 64u << 20;
  SESSION_TRY(const std::string line, running_->read_line());
  std::string_view rest = line;
  const std::string_view name = take_until(rest, ' ');
  const std::string_view type = take_until(rest, ' ');
  if (type == "missing" && rest.empty()) return std::nullopt;
  std::size_t size = 0;
  const auto number = std::from_chars(rest.data(), rest.data() + rest.size(), size);
  if (name != id || rest.empty() || number.ec != std::errc() || number.ptr != rest.data() + rest.size()) {
    return fail(ErrorKind::git, "git gives an answer of an unknown kind: " + line);
  }
  StoredObject object{id, std::string(type), {}};
  if (size <= kMost) {
    SESSION_TRY(object.bytes, running_->read_bytes(size));
  } else {
    SESSION_CHECK(running_->skip_bytes(size));
  }
  SESSION_CHECK(running_->skip_bytes(1));
  return object;
}

}  // namespace session::git
