// SPDX-License-Identifier: MIT
// One `git cat-file --batch` that stays for all objects that are asked for. Private to src/git.
#pragma once

#include "core/error.hpp"
#include "git/location.hpp"
#include "git/loose_object.hpp"
#include "io/running_command.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace session::git {

/// Takes an object; nothing for one that is absent. The id is the one that was asked for.
using ObjectVisitor = std::function<void(const std::string& id, std::optional<StoredObject> object)>;

/// Starts git with the first question, and again after it died.
class CatFile {
 public:
  CatFile(Location location, Environment environment)
      : location_(std::move(location)), environment_(std::move(environment)) {}

  /// Reads objects by their full ids, and calls `visit` for each, in their order. ErrorKind::git when git
  /// can't be started, and when it dies, as it does for damaged objects.
  [[nodiscard]] Result<void> read(const std::vector<std::string>& ids, const ObjectVisitor& visit);

 private:
  [[nodiscard]] Result<void> read_chunk(const std::vector<std::string>& ids, std::size_t begin,
                                        std::size_t end, const ObjectVisitor& visit);
  [[nodiscard]] Result<std::optional<StoredObject>> read_answer(const std::string& id);

  Location location_;
  Environment environment_;
  std::unique_ptr<io::RunningCommand> running_;
};

}  // namespace session::git
