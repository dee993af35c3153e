// SPDX-License-Identifier: MIT
// Making a person's SESSION.md ours: the sections that it lacks are put in, and nothing else is touched.
#pragma once

#include "core/document/document.hpp"
#include "core/document/new_document.hpp"
#include "core/error.hpp"

#include <set>
#include <string>
#include <vector>

namespace session {

/// What was planned.
struct AdoptionPlan {
  std::vector<Edit> edits;         ///< insertions only
  std::vector<SectionKind> added;  ///< in the order of the layout
};

/// Plans the missing sections: each behind the section that the layout has before it, else in front of the
/// next one that is there, else at the end, with that section's heading level and the file's line ending.
/// `contents` fills them; `served` are sections that the file has in a layout of its own. ErrorKind::document
/// when new sections would not be read as such (an unclosed code block or comment), or when they would take
/// lines away from sections that are there.
[[nodiscard]] Result<AdoptionPlan> plan_adoption(const Document& document, const SectionNames& names,
                                                 const NewDocument& contents,
                                                 const std::set<SectionKind>& served = {});

}  // namespace session
