// SPDX-License-Identifier: MIT
// Trailers of a commit message by git's own rules (git-interpret-trailers(1), trailer.c of git 2.39).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One trailer. The value is unfolded: continuation lines are joined by one blank, outer blanks are gone.
struct Trailer {
  std::string key;
  std::string value;
  bool operator==(const Trailer&) const = default;
};

/// The parts of git's configuration that decide what a trailer is.
struct TrailerRules {
  std::string separators = ":";        ///< trailer.separators
  char comment = '#';                  ///< core.commentChar
  std::vector<std::string> keys = {};  ///< the values of trailer.<alias>.key
  bool divider = false;  ///< a line `---` ends the message (git interpret-trailers), or not (git log)
};

/// The trailers of a message, in order. Keys are as written: compare them without case.
[[nodiscard]] std::vector<Trailer> parse_trailers(std::string_view message, const TrailerRules& rules = {});

/// True when `key` names the trailer, compared without ASCII case.
[[nodiscard]] bool is_trailer_key(std::string_view key, std::string_view name);

/// The values of lines that look like `name: value` in the last paragraph of `message` although git's block
/// rule discards that paragraph. They are worth a hint.
[[nodiscard]] std::vector<std::string> find_discarded_trailers(std::string_view message,
                                                               std::string_view name,
                                                               const TrailerRules& rules = {});

}  // namespace session
