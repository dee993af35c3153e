// SPDX-License-Identifier: MIT
// One step of a random life: what sh runs, and what is known about it before git has run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace session::test {

/// A commit that is put into an older one. Both are counted from HEAD as it was before; HEAD is 0.
struct Fold {
  std::size_t commit = 0;
  std::size_t into = 0;
};

/// One step. All names in the script are relative (HEAD~2, a branch), so that it still means something when
/// steps before it are left out.
struct Operation {
  std::string name;                        ///< for reports
  std::string script = {};                 ///< run by sh in a subshell in the repository
  std::vector<Fold> folds = {};            ///< squash and fixup
  std::vector<std::size_t> extended = {};  ///< commits whose message gets another one appended
  std::size_t joined = 0;                  ///< so many newest commits become one new commit
  std::string squashed = {};               ///< the branch of a `merge --squash`
  bool unseen = false;                     ///< commits made with the hooks off
  bool linked = false;                     ///< commits made or changed in the linked work tree
  bool mixes_messages = false;             ///< a squash: messages are put together
  std::vector<std::string> written = {};   ///< text that a person writes, never to be lost
  std::string target = {};                 ///< the completed item at which it is written; empty: anywhere
  bool renames = false;                    ///< the target gets other words
};

/// What a person calls an item after renaming it.
[[nodiscard]] inline std::string format_renamed(const std::string& words) {
  return "My words for " + words;
}

}  // namespace session::test
