// SPDX-License-Identifier: MIT
// What the program wants to tell a person. Printing is the business of src/io.
#pragma once

#include <string>

namespace session {

enum class MessageKind {
  report,   ///< one line about what was done; not shown at output.level quiet
  detail,   ///< shown at output.level verbose only
  warning,  ///< something differs or could not be done
  hint,     ///< what to do about it
};

/// One line for the terminal, without prefix and colour.
struct Message {
  MessageKind kind = MessageKind::report;
  std::string text;
  bool operator==(const Message&) const = default;
};

}  // namespace session
