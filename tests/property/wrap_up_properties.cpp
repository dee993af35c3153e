// SPDX-License-Identifier: MIT
// Properties of what a wrap-up writes and reads back.
#include "core/handoff/memory.hpp"
#include "core/handoff/wrap_up_form.hpp"
#include "core/text/inline_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "property/core_generators.hpp"

namespace session {
namespace {

using property::any_bytes;

/// A text that is one line and not empty, often one that looks like a part of the form.
rc::Gen<std::string> any_line() {
  const auto made = rc::gen::exec([] {
    std::string text = *rc::gen::element<std::string>("", "\\", "\\\\");
    text += *rc::gen::element<std::string>("", "#", "# help", "Note:", "Next actions:", "Progress: 5");
    return format_plain(text + *any_bytes());
  });
  return rc::gen::suchThat(made, [](const std::string& text) { return !text.empty(); });
}

RC_GTEST_PROP(WrapUpForm, IsReadBackAsItWasWritten, ()) {
  WrapUpForm form;
  if (*rc::gen::arbitrary<bool>()) form.note = *any_line();
  form.next = *rc::gen::container<std::vector<std::string>>(any_line());
  form.progress = *property::maybe(rc::gen::inRange(0, 101));
  const auto help = *rc::gen::container<std::vector<std::string>>(any_line());
  const auto read = parse_form(format_form(form, help));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->value_or(WrapUpForm{}) == form);
}

RC_GTEST_PROP(WrapUpForm, IsReadFromAnyBytes, ()) {
  const auto form = parse_form(*any_bytes());
  if (!form || !*form) return;
  for (const std::string& text : (*form)->next) RC_ASSERT(!text.empty() && format_plain(text) == text);
}

RC_GTEST_PROP(HandoffPatterns, GainOneRowAndKeepTheRest, ()) {
  std::string text = *any_bytes();
  HandoffRow row{"7", "2025-07-01", {1, 2}, {0, 3}, {4}};
  if (*rc::gen::arbitrary<bool>()) text += add_handoff_row(std::nullopt, row);
  const auto before = parse_handoff_patterns(text);
  row.session = "8";
  const auto after = parse_handoff_patterns(add_handoff_row(text, row));
  // Behind an open fence or comment no table can be read, neither ours nor another.
  if (after.empty()) return;
  RC_ASSERT(after.size() == before.size() + 1);
  RC_ASSERT(after.back() == row);
  RC_ASSERT(std::equal(before.begin(), before.end(), after.begin()));
}

}  // namespace
}  // namespace session
