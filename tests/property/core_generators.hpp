// SPDX-License-Identifier: MIT
// Values for property tests of the checkpoint, the private state and the journal.
#pragma once

#include "core/checkpoint/checkpoint.hpp"

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

namespace session::property {

/// Any bytes; those that mean something to our formats come often.
inline rc::Gen<std::string> any_bytes() {
  const std::string special("\t\n\r\x1f\0\\.=nrtu0 ", 15);
  return rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
      {{3, rc::gen::arbitrary<char>()}, {2, rc::gen::elementOf(special)}, {2, rc::gen::inRange('a', 'd')}}));
}

/// Texts put together from pieces that the fields of the checkpoint treat in special ways.
inline rc::Gen<std::string> tricky_text() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{"a",
                                                                                               "b.c",
                                                                                               "/",
                                                                                               " ",
                                                                                               ",",
                                                                                               ", ",
                                                                                               "\"",
                                                                                               "\\",
                                                                                               "`",
                                                                                               "<!--",
                                                                                               "<",
                                                                                               "!--",
                                                                                               "-->",
                                                                                               "\n",
                                                                                               "\r",
                                                                                               "\t",
                                                                                               "\x01",
                                                                                               "\x7f",
                                                                                               "\xff",
                                                                                               "\xc3",
                                                                                               "é",
                                                                                               "日本",
                                                                                               "\xc2\x9b",
                                                                                               "\xe2\x80\xa8",
                                                                                               "\xe2\x80\xae",
                                                                                               "None",
                                                                                               " and 3 more",
                                                                                               "and 1 more",
                                                                                               "M",
                                                                                               "??",
                                                                                               "—",
                                                                                               "-",
                                                                                               ":",
                                                                                               "(2025-01-02)",
                                                                                               "\\303",
                                                                                               "|",
                                                                                               "1a2b3c4",
                                                                                               "@",
                                                                                               "commit "})),
      [](const std::vector<std::string>& pieces) {
        std::string text;
        for (const std::string& piece : pieces) text += piece;
        return text;
      });
}

inline rc::Gen<ObjectId> object_id() {
  return rc::gen::map(rc::gen::mapcat(rc::gen::element<std::size_t>(40, 64),
                                      [](std::size_t size) {
                                        return rc::gen::container<std::string>(
                                            size, rc::gen::elementOf(std::string("0123456789abcdef")));
                                      }),
                      [](std::string hex) { return ObjectId{std::move(hex)}; });
}

template <class Value>
rc::Gen<std::optional<Value>> maybe(const rc::Gen<Value>& value) {
  return rc::gen::oneOf(rc::gen::construct<std::optional<Value>>(value),
                        rc::gen::just(std::optional<Value>{}));
}

/// Changes of different paths, sorted, with every status that git gives except a lone A.
inline rc::Gen<std::vector<Change>> changes_of(const rc::Gen<std::string>& path) {
  const auto change = rc::gen::build<Change>(
      rc::gen::set(&Change::status,
                   rc::gen::element<std::string>("M", "D", "R", "T", "??", "MM", "AM", "UU")),
      rc::gen::set(&Change::path, path));
  return rc::gen::map(
      rc::gen::uniqueBy<std::vector<Change>>(change, [](const Change& value) { return value.path; }),
      [](std::vector<Change> changes) {
        sort_changes(changes);
        return changes;
      });
}

inline rc::Gen<Checkpoint> checkpoint_of(const rc::Gen<std::string>& text) {
  const auto head = rc::gen::build<Head>(rc::gen::set(&Head::branch, maybe(text)),
                                         rc::gen::set(&Head::id, maybe(object_id())));
  return rc::gen::build<Checkpoint>(
      rc::gen::set(&Checkpoint::head, head), rc::gen::set(&Checkpoint::abbreviated, text),
      rc::gen::set(&Checkpoint::subject, text), rc::gen::set(&Checkpoint::changes, changes_of(text)),
      rc::gen::set(&Checkpoint::seconds, rc::gen::arbitrary<std::int64_t>()));
}

}  // namespace session::property
