// SPDX-License-Identifier: MIT
// The recogniser against cmark-gfm, over generated documents. SESSION_ORACLE_SEED and SESSION_ORACLE_COUNT
// choose other documents and more of them.
#include <gtest/gtest.h>

#include "oracle/markdown_answers.hpp"
#include "oracle/markdown_documents.hpp"
#include "oracle/markdown_faults.hpp"
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {
namespace {

constexpr std::size_t kDocuments = 200'000;
constexpr std::size_t kShownDifferences = 5;
// How many of 1000 documents may not be compared at all.
constexpr std::size_t kMaxExcusedPerMille = 1;

std::size_t number_from_environment(const char* name, std::size_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

std::string escape(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\\' || c == '"') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte > 0x7e) {
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      out += c;
    }
  }
  return out;
}

bool differs_without_excuse(const std::string& document) {
  return !compare(document, find_our_marks(document), find_cmark_marks(document)).agree &&
         find_document_fault(document).empty();
}

/// Takes lines off, then bytes, as long as the difference stays.
std::string shrink(std::string document) {
  for (std::size_t size : {std::size_t{32}, std::size_t{8}, std::size_t{2}, std::size_t{1}}) {
    for (std::size_t at = 0; at < document.size();) {
      std::string shorter = document;
      shorter.erase(at, size);
      if (differs_without_excuse(shorter)) {
        document = shorter;
      } else {
        ++at;
      }
    }
  }
  return document;
}

std::string report(const std::string& document) {
  std::string out = "\"" + escape(document) + "\"\n";
  for (const Mark& mark : find_our_marks(document)) out += "  ours:  " + describe(mark) + "\n";
  for (const Mark& mark : find_cmark_marks(document)) out += "  cmark: " + describe(mark) + "\n";
  return out;
}

/// Numbers of a run, for people and for the bars of the test.
struct Counts {
  std::size_t marks = 0;
  std::size_t differences = 0;
  std::size_t forgiven = 0;  // documents that agree but for known faults of single marks
  std::size_t excused = 0;   // documents that differ, and hold a known fault
  std::map<std::string_view, std::size_t> by_fault;  // documents by the name of the fault
};

void check(const std::string& document, Counts& counts) {
  const std::vector<Mark> ours = find_our_marks(document);
  counts.marks += ours.size();
  const Comparison comparison = compare(document, ours, find_cmark_marks(document));
  if (comparison.agree) {
    counts.forgiven += comparison.faults.empty() ? 0 : 1;
    for (const std::string_view fault : std::set(comparison.faults.begin(), comparison.faults.end())) {
      ++counts.by_fault[fault];
    }
  } else if (const std::string_view fault = find_document_fault(document); !fault.empty()) {
    ++counts.excused;
    ++counts.by_fault[fault];
  } else if (++counts.differences <= kShownDifferences) {
    ADD_FAILURE() << "\"" << escape(document) << "\"\nshrunk: " << report(shrink(document));
  }
}

/// Checks `count` documents that `make` gives. Of 1000 documents `max_forgiven` may differ in single marks by
/// known faults.
template <typename Make>
void check_all(std::size_t count, std::size_t max_forgiven, const Make& make) {
  Counts counts;
  for (std::size_t i = 0; i < count; ++i) check(make(), counts);
  std::cout << count << " documents, " << counts.marks << " marks, " << counts.differences
            << " differences\n";
  for (const auto& [name, number] : counts.by_fault)
    std::cout << "set aside: " << number << " " << name << "\n";
  EXPECT_EQ(counts.differences, 0U);
  EXPECT_GT(counts.marks, count / 4);
  EXPECT_LE(counts.forgiven * 1000, count * max_forgiven);
  EXPECT_LE(counts.excused * 1000, count * kMaxExcusedPerMille);
}

std::size_t chosen_count() {
  return number_from_environment("SESSION_ORACLE_COUNT", kDocuments);
}

std::uint64_t chosen_seed() {
  return number_from_environment("SESSION_ORACLE_SEED", 20240229);
}

TEST(MarkdownOracle, AgreesWithCmarkOnGeneratedDocuments) {
  DocumentSource source(chosen_seed());
  check_all(chosen_count(), 25, [&source] { return source.next(); });
}

TEST(MarkdownOracle, AgreesWithCmarkOnTags) {
  DocumentSource source(chosen_seed());
  check_all(chosen_count() / 4, 1, [&source] { return source.next_tag(); });
}

TEST(MarkdownOracle, AgreesWithCmarkOnLinkReferenceDefinitions) {
  DocumentSource source(chosen_seed());
  check_all(chosen_count() / 4, 150, [&source] { return source.next_definition(); });
}

}  // namespace
}  // namespace session::test
