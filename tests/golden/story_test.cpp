// SPDX-License-Identifier: MIT
// The worked example, as far as it needs no git.
#include "core/document/new_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace session {
namespace {

std::string read_golden(const std::string& name) {
  std::ifstream file(SESSION_GOLDEN_DIR "/story/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Story, InitWritesTheGoldenDocument) {
  NewDocument document = plan_new_document(parse_plan(read_golden("IMPLEMENTATION_PHASES.md")));
  document.checkpoint = {"main", "`{{plan}}` — Add IMPLEMENTATION_PHASES.md for fastapi-inventory", "None",
                         "2025-06-30T14:00:00Z"};
  document.date = "2025-06-30";
  document.history = "Initial SESSION.md created from IMPLEMENTATION_PHASES.md";
  EXPECT_EQ(format_new_document(document), read_golden("1-init.md"));
}

TEST(Story, PlanIsReportedPhaseByPhase) {
  const Plan plan = parse_plan(read_golden("IMPLEMENTATION_PHASES.md"));
  EXPECT_THAT(plan.warnings, testing::IsEmpty());
  EXPECT_THAT(format_plan_summary(plan),
              testing::ElementsAre("Phase 1: Project Scaffolding & Dev Environment (Small), 4 deliverables",
                                   "Phase 2: Database Models & Migrations (Medium), 4 deliverables",
                                   "Phase 3: Core CRUD API Endpoints (Large), 3 deliverables",
                                   "Phase 4: Authentication & Authorization (Medium), 2 deliverables",
                                   "Phase 5: Search & Filtering (Medium), 1 deliverable",
                                   "Phase 6: Testing, Docs & Deployment (Large), 3 deliverables"));
}

}  // namespace
}  // namespace session
