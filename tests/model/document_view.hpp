// SPDX-License-Identifier: MIT
// A small reader of SESSION.md as the program writes it, apart from the code under test.
#pragma once

#include <string>
#include <vector>

namespace session::test {

/// A line of Completed Items.
struct CompletedView {
  std::string words;
  std::string hash;  ///< empty when the line names none
  std::string mark;  ///< what stands behind the date
};

/// A line of In Progress.
struct OpenView {
  std::string words;
  std::string note;
};

/// What the document lists.
struct DocumentView {
  std::vector<CompletedView> completed;
  std::vector<OpenView> in_progress;
  std::vector<std::string> next;
};

/// Reads the lists; a line that is no item is not looked at.
[[nodiscard]] DocumentView read_view(const std::string& document);

}  // namespace session::test
