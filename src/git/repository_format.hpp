// SPDX-License-Identifier: MIT
// What a repository's own configuration says about how it is stored (gitrepository-layout(5)). Private to
// src/git.
#pragma once

#include "git/location.hpp"

#include <cstddef>

namespace session::git {

/// core.repositoryFormatVersion and the extensions, as far as a reader has to heed them.
struct RepositoryFormat {
  std::size_t id_digits = 40;  ///< hex digits of an object id: 40 or 64
  bool has_ref_files = true;   ///< refs are files and packed-refs; false for a reftable
  bool suits_libgit2 = true;   ///< libgit2 1.5 can open it
  bool is_known = true;        ///< all that is said there is understood; else only git can tell
  bool operator==(const RepositoryFormat&) const = default;
};

/// Reads `config` of the common directory, without includes, as git does for these keys.
/// GIT_REFERENCE_BACKEND is heeded.
[[nodiscard]] RepositoryFormat read_repository_format(const Location& location,
                                                      const Environment& environment);

}  // namespace session::git
