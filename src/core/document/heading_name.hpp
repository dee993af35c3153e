// SPDX-License-Identifier: MIT
// Which section a heading opens, whatever emoji, number or status a person put around its name.
#pragma once

#include "core/settings.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session {

/// The name of a heading in comparable form: emoji, emphasis, a leading number and everything behind ` - `, `
/// — `,
/// `:` or `(` are gone, the rest is folded by fold_for_match.
[[nodiscard]] std::string fold_heading(std::string_view heading);

/// The names of all sections: the built-in ones and those of `session.aliases`, in order of preference.
class SectionNames {
 public:
  explicit SectionNames(const std::map<SectionKind, std::vector<std::string>>& aliases = {});

  /// The section that a heading opens and how far down the list of names it stands; nothing for other
  /// headings.
  [[nodiscard]] std::optional<std::pair<SectionKind, std::size_t>> find(std::string_view heading) const;

 private:
  std::map<SectionKind, std::vector<std::string>> aliases_;  ///< folded
};

}  // namespace session
