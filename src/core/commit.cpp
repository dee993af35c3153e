// SPDX-License-Identifier: MIT
// Who is who in commits.
#include "core/commit.hpp"

namespace session {

std::string_view trim_crud(std::string_view text, bool dots) {
  const auto is_crud = [dots](char c) {
    constexpr std::string_view kCrud = ",:;<>\"\\'";
    return static_cast<unsigned char>(c) <= 32 || kCrud.find(c) != std::string_view::npos ||
           (dots && c == '.');
  };
  while (!text.empty() && is_crud(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_crud(text.back())) text.remove_suffix(1);
  return text;
}

bool is_same_person(const Signature& a, const Signature& b) {
  return trim_crud(a.name, true) == trim_crud(b.name, true) &&
         trim_crud(a.email, true) == trim_crud(b.email, true);
}

}  // namespace session
