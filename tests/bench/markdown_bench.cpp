// SPDX-License-Identifier: MIT
// The recogniser on ordinary and hostile texts of 1 MiB and 8 MiB. What is linear has a ratio near 8.
#include "core/markdown/markdown.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace session {
namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;
constexpr std::size_t kSmall = kMebibyte;
constexpr std::size_t kLarge = 8 * kMebibyte;

constexpr std::string_view kSession =
    "# SESSION — demo\n\n## Current Phase\n**Phase 2: Login**\nProgress: 40% complete\n\n"
    "## Completed Items\n- [x] Add the login form and its tests — `1a2b3c4` (2025-01-02)\n\n"
    "## In Progress\n- [ ] Reset of passwords — the mail is not sent yet\n  - see `src/mail.cpp`\n\n"
    "## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---|---|---|---|\n| none | — | — | — |\n\n"
    "Some lines of prose, as long as people write them,\nthat go on over a line ending.\n\n"
    "```sh\n# no heading\nls -l\n```\n\n## Next Actions\n1. Send the mail\n2. Write about it\n\n";

/// `begin`, then `unit` again and again up to `size` bytes.
struct Shape {
  std::string_view name;
  std::string begin;
  std::string unit;
};

std::string make_text(const Shape& shape, std::size_t size) {
  std::string text = shape.begin;
  text.reserve(size + shape.unit.size());
  while (text.size() < size) text += shape.unit;
  text.resize(size);
  return text;
}

std::string repeat(std::string_view unit, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += unit;
  return text;
}

/// Lists 2000 deep, one line for each depth.
std::string deep_lists() {
  std::string text;
  for (std::size_t depth = 0; depth < 2000; ++depth) {
    text.append(2 * depth, ' ');
    text += "- a\n";
  }
  return text;
}

std::string wide_table() {
  std::string text = repeat("|a", 4000);
  text += "|\n";
  text += repeat("|-", 4000);
  text += "|\n";
  return text;
}

std::vector<Shape> all_shapes() {
  const std::string deep = repeat("- ", 100) + "a\n";
  return {
      {"session", "", std::string(kSession)},
      {"completed items", "", "- [x] Add the login form and its tests — `1a2b3c4` (2025-01-02)\n"},
      {"lists 2000 deep", "", deep_lists()},
      {"100 items a line", "", deep},
      {"line feeds below 100 items", deep, "\n"},
      {"text below 100 items", deep, "a\n"},
      {"quote marks below 100 quotes", repeat("> ", 100) + "a\n", ">\n"},
      {"fences", "", "```\n"},
      {"fences that stay open", "", "````\n~~~\n"},
      {"table with 4000 columns", wide_table(), "x\n"},
      {"table headers", "", "|a|b|\n|-\n"},
      {"brackets of images", "", "![[]()"},
      {"one line of >", "", ">"},
      {"one line of - ", "", "- "},
      {"one line of * - ", "", "* - "},
      {"one line of [", "", "["},
      {"lines of [", "", "[\n"},
      {"definitions", "", "[a]: b\n"},
      {"definitions and underlines", "", "[a]: b\n===\n"},
      {"definition with an open title", "[a]: b\n'", "[a]: b\n"},
      {"comments that stay open", "", "<!--\n"},
      {"one line of <!--", "", "<!--"},
      {"instructions that stay open", "", "<?\n"},
      {"dashes in a comment", "<!--\n", "-"},
      {"tags with open quotes", "", "<a b=\"\n"},
      {"line feeds", "", "\n"},
      {"carriage returns", "", "\r"},
      {"tabs", "", "\t"},
      {"zero bytes", "", std::string(1, '\0')},
      {"a block per 2 bytes: items", "", "-\n"},
      {"a block per 2 bytes: headings", "", "#\n"},
      {"a block per 6 bytes: headings", "", "a\n===\n"},
  };
}

void run(benchmark::State& state, const Shape& shape, std::size_t size) {
  const std::string text = make_text(shape, size);
  for ([[maybe_unused]] auto step : state) benchmark::DoNotOptimize(parse_blocks(text));
}

/// Prints the times of both sizes side by side behind the usual table.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      const std::string& name = run.run_name.function_name;
      if (rows_.empty() || rows_.back().name != name) rows_.push_back({name, {}});
      rows_.back().milliseconds.push_back(run.GetAdjustedCPUTime());
    }
  }

  void Finalize() override {
    std::printf("\n%-32s %10s %10s %8s %8s\n", "", "1 MiB, ms", "8 MiB, ms", "ns/byte", "ratio");
    for (const auto& [name, milliseconds] : rows_) {
      if (milliseconds.size() != 2) continue;
      const double per_byte = milliseconds[1] * 1e6 / static_cast<double>(kLarge);
      std::printf("%-32s %10.2f %10.2f %8.2f %8.1f\n", name.c_str(), milliseconds[0], milliseconds[1],
                  per_byte, milliseconds[1] / milliseconds[0]);
    }
  }

 private:
  struct Row {
    std::string name;
    std::vector<double> milliseconds;
  };
  std::vector<Row> rows_;
};

}  // namespace
}  // namespace session

int main(int argc, char** argv) {
  using session::run;
  for (const session::Shape& shape : session::all_shapes()) {
    for (const std::size_t size : {session::kSmall, session::kLarge}) {
      benchmark::RegisterBenchmark(std::string(shape.name).c_str(), run, shape, size)
          ->Unit(benchmark::kMillisecond);
    }
  }
  benchmark::Initialize(&argc, argv);
  session::RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  return 0;
}
