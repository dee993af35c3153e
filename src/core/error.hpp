// SPDX-License-Identifier: MIT
// The one error type of the program.
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace session {

/// What an error is about. It decides the exit code of `git session` (see exit_code).
enum class ErrorKind { usage, settings, document, git, file, internal };

/// A place in a file. Line and column count from 1, the column in bytes.
struct Location {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
  bool operator==(const Location&) const = default;
};

/// Says what could not be done, with the name of the thing, and what to do about it.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;
  std::string hint = {};
  std::optional<Location> where = {};
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Makes the failing side of a Result.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(message), std::move(hint), {}});
}

/// The exit code of the command for an error: 2 usage, 3 settings, 4 document, 5 git, 6 files, 70 our own
/// fault.
constexpr int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage: return 2;
    case ErrorKind::settings: return 3;
    case ErrorKind::document: return 4;
    case ErrorKind::git: return 5;
    case ErrorKind::file: return 6;
    case ErrorKind::internal: return 70;
  }
  return 70;
}

}  // namespace session

// A declaration can stand in no parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define SESSION_TRY_JOIN2(a, b) a##b
#define SESSION_TRY_JOIN(a, b) SESSION_TRY_JOIN2(a, b)
#define SESSION_TRY_IMPL(result, declaration, expression)                   \
  auto result = (expression);                                               \
  if (!(result)) return tl::unexpected<::session::Error>((result).error()); \
  declaration = std::move(result).value()

/// `SESSION_TRY(auto head, repository.read_head());` gives the value or leaves the function with the error.
#define SESSION_TRY(declaration, expression) \
  SESSION_TRY_IMPL(SESSION_TRY_JOIN(session_try_, __LINE__), declaration, expression)

/// The same for a Result<void>.
#define SESSION_CHECK(expression)                          \
  if (auto session_check_ = (expression); !session_check_) \
  return tl::unexpected<::session::Error>(session_check_.error())
// NOLINTEND(bugprone-macro-parentheses)
