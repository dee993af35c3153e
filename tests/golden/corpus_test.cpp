// SPDX-License-Identifier: MIT
// Reads every file below the folder that SESSION_CORPUS_DIR names.
#include "support/document_promises.hpp"
#include "support/live_promises.hpp"
#include "support/plan_promises.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace session {
namespace {

TEST(Corpus, IsReadAndEditedAsPromised) {
  const char* folder = std::getenv("SESSION_CORPUS_DIR");
  if (folder == nullptr || !std::filesystem::is_directory(folder))
    GTEST_SKIP() << "SESSION_CORPUS_DIR is not set";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(test::find_broken_plan_promise(text), "") << entry.path();
    EXPECT_EQ(test::find_broken_document_promise(text), "") << entry.path();
    EXPECT_EQ(test::find_broken_live_promise(text), "") << entry.path();
    ++count;
  }
  EXPECT_GT(count, 0U) << "no file in " << folder;
}

}  // namespace
}  // namespace session
