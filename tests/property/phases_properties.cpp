// SPDX-License-Identifier: MIT
#include "core/plan/phases.hpp"
#include "support/plan_promises.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace session {
namespace {

/// A line as plans have them, with or without the things that make them hard to read.
rc::Gen<std::string> plan_line() {
  return rc::gen::element<std::string>(
      "# Implementation Phases — demo", "## Phase 1: One", "## Phase 2A — Two (2 hours)",
      "### Phase 1: One ✅ DONE", "### Phase 3.1: Three", "# PHASE 0", "## Phase 1 Quality Gate",
      "### Deliverables", "### Tasks", "**Tasks**:", "**Files:** `a`", "Notes:", "### 1.2 Build",
      "#### Step 3: Check", "### Verification Criteria", "**Status**: ✅ COMPLETED", "### Estimated Effort",
      "Small", "- [ ] open", "- [x] ticked", "- ✅ marked", "  - nested", "    - deeper", "1. numbered",
      "- **Name**: demo", "- # heading", "- <!-- comment", "- - two", "| Phase | Effort |", "|---|---|",
      "| 1 | Small |", "| Task | Status |", "```", "~~~~", "<!--", "-->", "", "  ", "wrapped line",
      "> ## Phase 9: quoted", "    ## Phase 8: code", "===", "---", "- \xff\xfe", "\xe2\x80\xa8## x",
      "- `code | cell`", "- \\<!-- x", "- **a", "* [ ]", "+", "## Phase 2A: 🚀 ⏳ NEXT");
}

rc::Gen<std::string> plan_text() {
  return rc::gen::map(rc::gen::pair(rc::gen::container<std::vector<std::string>>(plan_line()),
                                    rc::gen::element<std::string>("\n", "\r\n", "\r")),
                      [](const auto& parts) {
                        std::string text;
                        for (const std::string& line : parts.first) text += line + parts.second;
                        return text;
                      });
}

RC_GTEST_PROP(PlanReading, KeepsItsPromisesOnLinesOfPlans, ()) {
  RC_ASSERT(test::find_broken_plan_promise(*plan_text()) == "");
}

RC_GTEST_PROP(PlanReading, KeepsItsPromisesOnAnyBytes, (const std::string& bytes)) {
  RC_ASSERT(test::find_broken_plan_promise(bytes) == "");
}

RC_GTEST_PROP(PlanReading, KeepsItsPromisesOnDamagedPlans, ()) {
  std::string text = *plan_text();
  const auto hits = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, 1000), rc::gen::arbitrary<char>()));
  for (const auto& [place, byte] : hits) {
    if (!text.empty()) text[place % text.size()] = byte;
  }
  RC_ASSERT(test::find_broken_plan_promise(text) == "");
}

RC_GTEST_PROP(PlanReading, IsReadTheSameWithAnyLineEnding, ()) {
  const auto lines = *rc::gen::container<std::vector<std::string>>(plan_line());
  std::vector<Plan> plans;
  for (const std::string ending : {"\n", "\r\n", "\r"}) {
    std::string text;
    for (const std::string& line : lines) text += line + ending;
    plans.push_back(parse_plan(text));
  }
  RC_ASSERT(plans[0] == plans[1]);
  RC_ASSERT(plans[0] == plans[2]);
}

}  // namespace
}  // namespace session
