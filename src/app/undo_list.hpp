// SPDX-License-Identifier: MIT
// What takes a half-done change back.
#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace session::app {

/// Collects one function per step that was done. Unless keep() is called, the destructor calls them, the
/// newest first; then nothing of the change is left.
class UndoList {
 public:
  UndoList() = default;
  UndoList(const UndoList&) = delete;
  UndoList& operator=(const UndoList&) = delete;
  ~UndoList() {
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) step->undo();
  }
  /// `undo` takes the step back; `settle` clears up behind it once the whole change stands.
  void add(std::function<void()> undo, std::function<void()> settle = {}) {
    steps_.push_back({std::move(undo), std::move(settle)});
  }
  /// The change stands.
  void keep() {
    for (const auto& step : steps_) {
      if (step.settle) step.settle();
    }
    steps_.clear();
  }

 private:
  struct Step {
    std::function<void()> undo;
    std::function<void()> settle;
  };
  std::vector<Step> steps_;
};

}  // namespace session::app
