// SPDX-License-Identifier: MIT
// Trailers of a commit message by git's own rules (git-interpret-trailers(1), trailer.c of git 2.39).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One trailer. The value is unfolded: a line break and the blanks behind it become one blank, outer blanks
/// are gone. As in git, the CR of a CRLF inside a folded value stays.
struct Trailer {
  std::string key;
  std::string value;
  bool operator==(const Trailer&) const = default;
};

/// One `trailer.<name>.*` of git's configuration. A line whose key is the beginning of `name` or `key`
/// (without ASCII case) counts as configured, and is read under the name `key`.
struct TrailerAlias {
  std::string name;      ///< the subsection's name
  std::string key = {};  ///< trailer.<name>.key, such as "Completes: "; empty when it is not set
  bool operator==(const TrailerAlias&) const = default;
};

/// The parts of git's configuration that decide what a trailer is.
struct TrailerRules {
  std::string separators = ":";            ///< trailer.separators
  char comment = '#';                      ///< core.commentChar
  std::vector<TrailerAlias> aliases = {};  ///< in the order of the configuration
  /// True: a file as `git interpret-trailers` reads it, where a line `---` ends the message.
  /// False: a commit as `git log` reads it, where leading blank lines are skipped and `---` is text.
  bool divider = false;
};

/// The trailers of a message, in order. Keys are as written (or as an alias sets them), never empty: compare
/// them without case. Takes any bytes; a NUL ends the message. Linear in the size of `message`.
[[nodiscard]] std::vector<Trailer> parse_trailers(std::string_view message, const TrailerRules& rules = {});

/// True when `key` names the trailer, compared without ASCII case.
[[nodiscard]] bool is_trailer_key(std::string_view key, std::string_view name);

/// The values of lines that look like `name: value` in the last paragraph of `message` (which may be its
/// title) although git's block rule discards that paragraph. They are worth a hint.
[[nodiscard]] std::vector<std::string> find_discarded_trailers(std::string_view message,
                                                               std::string_view name,
                                                               const TrailerRules& rules = {});

}  // namespace session
