// SPDX-License-Identifier: MIT
// Properties of the private state's file.
#include "core/recording/state.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "property/core_generators.hpp"
#include <algorithm>

namespace session {
namespace {

using property::any_bytes;

PendingSquash any_squash() {
  PendingSquash squash;
  squash.onto = *property::object_id();
  if (*rc::gen::arbitrary<bool>()) squash.tree = *property::object_id();
  squash.ids = *rc::gen::resize(3, rc::gen::container<std::vector<ObjectId>>(property::object_id()));
  return squash;
}

State any_state() {
  State state;
  state.checkpoint = *property::maybe(property::checkpoint_of(any_bytes()));
  state.tips = *rc::gen::container<std::map<std::string, ObjectId>>(any_bytes(), property::object_id());
  state.progress = *property::maybe(rc::gen::arbitrary<int>());
  state.held = *property::maybe(rc::gen::arbitrary<int>());
  state.plan = *property::maybe(any_bytes());
  state.said = *rc::gen::container<std::set<std::string>>(any_bytes());
  state.adopted = *rc::gen::arbitrary<bool>();
  state.shared = *rc::gen::arbitrary<std::uint64_t>();
  if (*rc::gen::arbitrary<bool>()) state.squash = any_squash();
  state.opened = *property::maybe(rc::gen::arbitrary<std::int64_t>());
  state.wrapped = *property::maybe(rc::gen::arbitrary<std::int64_t>());
  state.left = *any_bytes();
  state.actions = *rc::gen::container<std::vector<std::string>>(any_bytes());
  state.blockers = *rc::gen::container<std::vector<SeenBlocker>>(rc::gen::build<SeenBlocker>(
      rc::gen::set(&SeenBlocker::text, any_bytes()), rc::gen::set(&SeenBlocker::since)));
  return state;
}

RC_GTEST_PROP(StateFile, IsReadBackAsItWasWritten, ()) {
  const State state = any_state();
  RC_ASSERT(parse_state(format_state(state)) == state);
}

RC_GTEST_PROP(StateFile, GivesOnlyWhatWasWrittenWhenCutOff, ()) {
  const State state = any_state();
  const std::string text = format_state(state);
  const State read = parse_state(text.substr(0, *rc::gen::inRange<std::size_t>(0, text.size() + 1)));
  RC_ASSERT(!read.checkpoint || read.checkpoint == state.checkpoint);
  RC_ASSERT(std::includes(state.tips.begin(), state.tips.end(), read.tips.begin(), read.tips.end()));
  RC_ASSERT(std::includes(state.said.begin(), state.said.end(), read.said.begin(), read.said.end()));
  RC_ASSERT(!read.progress || read.progress == state.progress);
  RC_ASSERT(!read.plan || read.plan == state.plan);
  RC_ASSERT(!read.adopted || state.adopted);
  RC_ASSERT(read.shared == 0U || read.shared == state.shared);
  RC_ASSERT(!read.squash || read.squash == state.squash);
}

RC_GTEST_PROP(StateFile, IsReadFromAnyBytes, ()) {
  std::string text = *rc::gen::oneOf(any_bytes(), rc::gen::exec([] { return format_state(any_state()); }));
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
  text.replace(at, *rc::gen::inRange<std::size_t>(0, 9), *any_bytes());
  // What was read is whole: it can be written and read again.
  const State read = parse_state(text);
  RC_ASSERT(parse_state(format_state(read)) == read);
}

}  // namespace
}  // namespace session
