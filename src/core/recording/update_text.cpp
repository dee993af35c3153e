// SPDX-License-Identifier: MIT
#include "core/recording/update_text.hpp"

#include "core/text/inline_text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace session {
namespace {

using Kind = EntryChange::Kind;

constexpr std::size_t kShownWords = 60;

std::vector<EntryChange> select(const std::vector<EntryChange>& changes, Kind kind) {
  std::vector<EntryChange> selected;
  std::copy_if(changes.begin(), changes.end(), std::back_inserter(selected),
               [kind](const EntryChange& change) { return change.kind == kind; });
  return selected;
}

/// `"Add login"`, or `2 items`.
std::string format_subject(const std::vector<EntryChange>& changes) {
  if (changes.size() == 1) return fmt::format("\"{}\"", shorten(format_plain(changes.front().words)));
  return fmt::format("{} items", changes.size());
}

std::string_view its(const std::vector<EntryChange>& changes) {
  return changes.size() == 1 ? "its commit is gone" : "their commits are gone";
}

std::string format_reverts(const std::vector<EntryChange>& reopened) {
  const std::string& by = reopened.front().after;
  const bool same = std::all_of(reopened.begin(), reopened.end(),
                                [&by](const EntryChange& change) { return change.after == by; });
  return same ? "reverted by " + by : "their commits were reverted";
}

void tell_moves(std::vector<EntryChange> moved, const ObjectId& head, std::string_view count,
                std::vector<Message>& messages) {
  if (moved.empty()) return;
  const bool to_head = std::all_of(moved.begin(), moved.end(),
                                   [&head](const EntryChange& change) { return change.commit == head; });
  std::string text;
  if (to_head && moved.size() == 1) {
    const EntryChange& change = moved.front();
    text = fmt::format("recorded {} {} in place of {} ({})", change.after, format_subject(moved),
                       format_plain(change.before), count);
  } else if (to_head) {
    text = fmt::format("{} stands for {} now", moved.front().after, format_subject(moved));
  } else {
    text = fmt::format("updated the {} of {}", moved.size() == 1 ? "hash" : "hashes", format_subject(moved));
  }
  messages.push_back({MessageKind::report, std::move(text)});
}

}  // namespace

std::string shorten(std::string_view words) {
  return format_shortened(words, kShownWords);
}

std::string format_known(std::string_view abbreviated, std::string_view subject) {
  return fmt::format("{} \"{}\": already recorded", abbreviated, shorten(format_plain(subject)));
}

std::vector<Message> format_changes(const std::vector<EntryChange>& changes, const ObjectId& head,
                                    std::string_view count) {
  std::vector<Message> messages;
  if (changes.empty()) return messages;
  const auto report = [&messages](std::string text) {
    messages.push_back({MessageKind::report, std::move(text)});
  };
  tell_moves(select(changes, Kind::moved), head, count, messages);
  if (const auto lost = select(changes, Kind::lost); !lost.empty())
    report(fmt::format("took back {}: {}", format_subject(lost), its(lost)));
  if (const auto marked = select(changes, Kind::marked); !marked.empty())
    report(fmt::format("marked {}: {}", format_subject(marked), its(marked)));
  if (const auto returned = select(changes, Kind::returned); !returned.empty())
    report(fmt::format("put back {}: {} again", format_subject(returned),
                       returned.size() == 1 ? "its commit is there" : "their commits are there"));
  if (const auto reopened = select(changes, Kind::reopened); !reopened.empty())
    report(fmt::format("reopened {}: {}", format_subject(reopened), format_reverts(reopened)));
  if (const auto closed = select(changes, Kind::closed); !closed.empty())
    report(fmt::format("completed {} again", format_subject(closed)));
  return messages;
}

std::vector<Message> format_not_listed(std::size_t files, const Settings& settings) {
  return {{MessageKind::warning,
           fmt::format("the uncommitted changes among {} files could not be listed within {} ms", files,
                       settings.checkpoint_time_limit_ms)},
          {MessageKind::hint,
           "core.fsmonitor or core.untrackedCache make git faster; checkpoint.time_limit_ms sets the limit"}};
}

}  // namespace session
