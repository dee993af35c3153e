// SPDX-License-Identifier: MIT
// Only the uncommitted changes, read as the hooks read them; to be timed against `git status`.
#include "git/repository.hpp"
#include "io/environment.hpp"

#include <filesystem>

int main() {
  using namespace session;
  const auto location = git::find_location(io::find_variable, std::filesystem::current_path());
  if (!location || !*location) return 1;
  const auto repository = git::open_repository(**location, git::Caller::hook, io::find_variable);
  if (!repository) return 1;
  const auto changes = (*repository)->read_changes({});
  return changes && !changes->changes.empty() ? 0 : 1;
}
