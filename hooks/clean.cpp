// SPDX-License-Identifier: MIT
// The clean filter of a tracked SESSION.md (gitattributes(5)).
#include "app/clean_filter.hpp"

int main() {
  return session::app::run_clean_filter();
}
