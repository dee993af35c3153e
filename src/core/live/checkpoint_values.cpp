// SPDX-License-Identifier: MIT
#include "core/live/checkpoint_values.hpp"

#include "core/document/draft.hpp"

#include <algorithm>

namespace session {

std::array<const Field*, 4> find_checkpoint_values(const Document& document) {
  std::array<const Field*, 4> fields = {};
  const Section* const section = document.find(SectionKind::checkpoint);
  if (section == nullptr) return fields;
  const std::array names = {&branch_field_names(), &last_commit_field_names(), &changes_field_names(),
                            &timestamp_field_names()};
  std::transform(names.begin(), names.end(), fields.begin(), [&](const auto* spellings) -> const Field* {
    const Field* const field = find_field(document, *section, *spellings);
    return field == nullptr || field->continued || field->value.empty() ? nullptr : field;
  });
  return fields;
}

}  // namespace session
