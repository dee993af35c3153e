// SPDX-License-Identifier: MIT
// The promises that a reconciled document must keep.
#include <fmt/format.h>

#include "expectations_view.hpp"
#include <algorithm>
#include <utility>

namespace session::test {
namespace {

std::set<std::string> to_set(const std::vector<std::string>& list) {
  return {list.begin(), list.end()};
}

/// The hash in the note of an item that was reopened; empty when it says something else.
std::string find_reverting(const std::string& note) {
  constexpr std::string_view kNote = "reverted by ";
  if (!note.starts_with(kNote)) return "";
  const std::vector<std::string> parts = split_text(note.substr(kNote.size()), "`");
  return parts.size() == 1 ? parts.front() : parts[1];
}

}  // namespace

std::optional<Fault> Expectations::check(const Snapshot& now, const std::string& document) const {
  const View view = make_view(now, document);
  if (auto fault = check_written(document)) return fault;
  if (auto fault = check_hashes(view)) return fault;
  if (auto fault = check_twice(view)) return fault;
  if (auto fault = check_others(view)) return fault;
  for (const std::string& id : view.head) {
    if (auto fault = check_commit(view, now.commits.at(id))) return fault;
  }
  if (auto fault = check_carried(view)) return fault;
  return check_words(view);
}

Expectations::View Expectations::make_view(const Snapshot& now, const std::string& document) const {
  View view = {now, read_view(document), find_ancestors(now, now.head), {}};
  for (const auto& [id, commit] : now.commits) {
    for (const std::string& words : find_words(commit)) view.speakers[words].insert(commit.authored);
  }
  return view;
}

std::optional<Fault> Expectations::check_written(const std::string& document) const {
  for (const std::string& text : written_) {
    if (document.find(text) == std::string::npos) {
      return Fault{"what a person wrote is lost", fmt::format("no '{}' in\n{}", text, document)};
    }
  }
  return std::nullopt;
}

std::optional<Fault> Expectations::check_hashes(const View& view) const {
  for (const CompletedView& entry : view.document.completed) {
    if (entry.hash.empty()) return Fault{"an item without a hash", entry.words};
    const bool marked = entry.mark.starts_with(" — commit gone") || entry.mark.starts_with(" — reverted by ");
    if (view.find(entry.hash) == nullptr && !marked) {
      return Fault{"a hash names no reachable commit", fmt::format("{} `{}`", entry.words, entry.hash)};
    }
  }
  return std::nullopt;
}

std::optional<Fault> Expectations::check_twice(const View& view) const {
  std::set<std::pair<std::string, std::string>> completed;
  for (const CompletedView& entry : view.document.completed) {
    if (!completed.insert({entry.words, entry.hash}).second)
      return Fault{"an item stands there twice", fmt::format("{} `{}`", entry.words, entry.hash)};
  }
  std::set<std::string> open;
  for (const OpenView& entry : view.document.in_progress) {
    if (!open.insert(entry.words).second) return Fault{"an open item stands there twice", entry.words};
  }
  for (const std::string& words : view.document.next) {
    if (!open.insert(words).second) return Fault{"an open item stands there twice", words};
  }
  return std::nullopt;
}

std::optional<Fault> Expectations::check_others(const View& view) const {
  for (const CompletedView& entry : view.document.completed) {
    for (const auto& [id, commit] : seen_) {
      if (commit.subject != entry.words || is_recordable(commit)) continue;
      if (is_others(commit.authored)) return Fault{"another person's commit is an item", entry.words};
      if (commit.author == kOwnName)
        return Fault{"a commit that is not to be recorded is an item", entry.words};
    }
  }
  return std::nullopt;
}

std::set<std::string> Expectations::find_spoken(const View& view, std::int64_t authored,
                                                const std::string& words) const {
  std::set<std::string> spoken = {words};
  if (renamed_.contains(words)) spoken.insert(format_renamed(words));
  const auto versions = versions_.find(authored);
  if (versions == versions_.end()) return spoken;
  std::set<std::string> subjects;
  for (const std::string& id : versions->second) {
    const ModelCommit& commit = seen_.at(id);
    // Of two versions in one history the item shows one.
    if (view.head.contains(id)) {
      for (const std::string& one : find_words(commit)) {
        spoken.insert(one);
        if (renamed_.contains(one)) spoken.insert(format_renamed(one));
      }
    }
    for (const std::string& one : find_words(commit)) {
      if (!is_carried(view, one)) continue;
      spoken.insert(one);
      spoken.merge(find_aliases(one));
    }
    if (!commit.completes.empty()) continue;
    if (view.now.commits.contains(id)) subjects.insert(commit.subject);
    if (renamed_.contains(commit.subject)) subjects.insert(format_renamed(commit.subject));
  }
  // An item that a trailer names has no other words; a subject may have been reworded.
  const bool is_subject = std::any_of(versions->second.begin(), versions->second.end(), [&](const auto& id) {
    return seen_.at(id).subject == words && seen_.at(id).completes.empty();
  });
  if (is_subject) spoken.insert(subjects.begin(), subjects.end());
  for (const std::string& other : find_aliases(words)) {
    spoken.insert(other);
    if (renamed_.contains(other)) spoken.insert(format_renamed(other));
  }
  return spoken;
}

std::set<std::string> Expectations::find_aliases(const std::string& words) const {
  std::set<std::string> aliases;
  const auto add = [&](const std::string& id) {
    for (const std::string& other : find_words(seen_.at(id))) aliases.insert(other);
  };
  const auto origins = origins_.find(words);
  if (origins == origins_.end()) return aliases;
  for (const std::int64_t authored : origins->second) {
    const auto& versions = versions_.at(authored);
    std::for_each(versions.begin(), versions.end(), add);
  }
  const auto carried = carried_.find(words);
  if (carried == carried_.end() || !carried->second.replaced) return aliases;
  std::for_each(carried->second.carriers.begin(), carried->second.carriers.end(), add);
  return aliases;
}

bool Expectations::is_fitting(const View& view, const CompletedView& entry, std::int64_t authored,
                              const std::string& words) const {
  const ModelCommit* const commit = view.find(entry.hash);
  if (commit == nullptr) return false;
  if (commit->authored == authored || any_words_.contains(commit->authored)) return true;
  const auto is_said = [&](const std::string& one) { return one == words || one == entry.words; };
  const std::vector<std::string> own = find_words(*commit);
  if (std::any_of(own.begin(), own.end(), is_said)) return true;
  // Of two commits that said it the item may show either, in any version that has the work.
  const std::set<std::string>& versions = versions_.at(commit->authored);
  if (std::any_of(versions.begin(), versions.end(), [&](const std::string& id) {
        const std::vector<std::string> said = find_words(seen_.at(id));
        return view.now.commits.contains(id) && std::find(said.begin(), said.end(), words) != said.end();
      })) {
    return true;
  }
  for (const std::string& one : {words, entry.words}) {
    const auto permitted = permitted_.find(one);
    if (permitted != permitted_.end() && permitted->second.contains(commit->authored)) return true;
    const auto carried = carried_.find(one);
    if (carried != carried_.end() && carried->second.carriers.contains(commit->id)) return true;
  }
  return false;
}

std::vector<CompletedView> Expectations::find_completed(const View& view, std::int64_t authored,
                                                        const std::string& words) const {
  const std::set<std::string> spoken = find_spoken(view, authored, words);
  std::vector<CompletedView> found;
  for (const CompletedView& entry : view.document.completed) {
    if (entry.mark.empty() && spoken.contains(entry.words) && is_fitting(view, entry, authored, words))
      found.push_back(entry);
  }
  return found;
}

std::vector<OpenView> Expectations::find_open(const View& view, std::int64_t authored,
                                              const std::string& words) const {
  std::set<std::string> spoken = find_spoken(view, authored, words);
  // An open item is a task: it need not follow when the commit that was reverted gets another subject.
  for (const std::string& id : versions_.at(authored)) spoken.merge(to_set(find_words(seen_.at(id))));
  std::vector<OpenView> found;
  for (const OpenView& entry : view.document.in_progress) {
    if (spoken.contains(entry.words)) found.push_back(entry);
  }
  return found;
}

std::optional<Fault> Expectations::check_applied(const View& view, std::int64_t authored,
                                                 const std::string& words) const {
  const std::vector<CompletedView> entries = find_completed(view, authored, words);
  const auto is_on_head = [&view](const CompletedView& entry) {
    return view.head.contains(view.find(entry.hash)->id);
  };
  if (std::any_of(entries.begin(), entries.end(), is_on_head)) return std::nullopt;
  if (!entries.empty()) {
    return Fault{"an item shows a commit beside HEAD's history",
                 fmt::format("{} `{}`", words, entries.front().hash)};
  }
  for (const OpenView& entry : find_open(view, authored, words)) {
    if (entry.note.starts_with("reverted by"))
      return Fault{"an item is reopened that nothing reverts", words};
  }
  return Fault{"an item is lost", words};
}

std::optional<Fault> Expectations::check_reverted(const View& view, std::int64_t authored,
                                                  const std::string& words) const {
  for (const CompletedView& entry : find_completed(view, authored, words)) {
    if (view.find(entry.hash)->authored == authored)
      return Fault{"a reverted item is completed", fmt::format("{} `{}`", words, entry.hash)};
  }
  const std::vector<OpenView> open = find_open(view, authored, words);
  if (open.empty()) return Fault{"a reverted item is lost", words};
  // What a trailer names may have got a note from another commit's trailer since.
  const std::set<std::string> ids = versions_.at(authored);
  const bool is_subject = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
    return seen_.at(id).subject == words && seen_.at(id).completes.empty();
  });
  const auto names_it = [&view](const OpenView& entry) {
    return view.find(find_reverting(entry.note)) != nullptr;
  };
  if (is_subject && std::none_of(open.begin(), open.end(), names_it)) {
    return Fault{"a reverted item does not name the revert",
                 fmt::format("{} — {}", words, open.front().note)};
  }
  return std::nullopt;
}

std::optional<Fault> Expectations::check_either(const View& view, std::int64_t authored,
                                                const std::string& words) const {
  if (!find_completed(view, authored, words).empty() || !find_open(view, authored, words).empty())
    return std::nullopt;
  return Fault{"an item is lost", words};
}

std::optional<Fault> Expectations::check_commit(const View& view, const ModelCommit& commit) const {
  if (free_.contains(commit.authored)) return std::nullopt;
  const Standing own = find_standing(view, commit.authored);
  for (const std::string& words : find_words(commit)) {
    if (words == commit.subject && unnamed_.contains(commit.authored)) continue;
    const Standing standing = find_standing(view, commit.authored, words);
    auto fault = standing == Standing::applied    ? check_applied(view, commit.authored, words)
                 : standing == Standing::reverted ? check_reverted(view, commit.authored, words)
                                                  : check_either(view, commit.authored, words);
    if (fault) return fault;
  }
  if (own != Standing::applied || !is_recordable(commit)) return std::nullopt;
  // Of two versions in one history the item shows one, and has the effects of its trailers.
  const std::set<std::string>& versions = versions_.at(commit.authored);
  const auto asks_otherwise = [&](const std::string& id) {
    return view.head.contains(id) && seen_.at(id).next != commit.next;
  };
  const bool is_only =
      std::none_of(versions.begin(), versions.end(), asks_otherwise) &&
      std::none_of(carried_.begin(), carried_.end(), [&](const auto& one) {
        const auto& [authored, carriers, optional, replaced] = one.second;
        return authored == commit.authored && std::any_of(carriers.begin(), carriers.end(), asks_otherwise);
      });
  if (!is_only) return std::nullopt;
  const DocumentView& document = view.document;
  for (const std::string& words : commit.next) {
    const auto is = [&](const std::string& text) { return text == words || text == format_renamed(words); };
    const auto names = [&](const auto& entry) { return is(entry.words); };
    if (std::none_of(document.next.begin(), document.next.end(), is) &&
        std::none_of(document.in_progress.begin(), document.in_progress.end(), names) &&
        std::none_of(document.completed.begin(), document.completed.end(), names)) {
      return Fault{"a next action is lost", words};
    }
  }
  return std::nullopt;
}

std::optional<Fault> Expectations::check_carried(const View& view) const {
  for (const auto& [words, carried] : carried_) {
    if (carried.optional || free_.contains(carried.authored)) continue;
    for (const std::string& id : carried.carriers) {
      if (!view.head.contains(id)) continue;
      const bool applied =
          find_standing(view, carried.authored) == Standing::applied && are_applied(view, carried);
      auto fault = applied ? check_applied(view, carried.authored, words)
                           : check_either(view, carried.authored, words);
      if (fault) return Fault{fault->kind + " that was put into another commit", fault->text};
    }
  }
  return std::nullopt;
}

std::optional<Fault> Expectations::check_words(const View& view) const {
  for (const CompletedView& entry : view.document.completed) {
    const ModelCommit* const commit = view.find(entry.hash);
    if (commit == nullptr || free_.contains(commit->authored)) continue;
    // Whether another person's commit that was picked or amended here is ours is not said anywhere.
    const auto is_entry = [&entry](const std::string& words) {
      return words == entry.words || format_renamed(words) == entry.words;
    };
    if (commit->author != kOwnName &&
        (is_entry(commit->subject) ||
         std::any_of(commit->completes.begin(), commit->completes.end(), is_entry))) {
      continue;
    }
    std::set<std::string> known = {entry.words};
    for (const std::string& words : renamed_) {
      if (entry.words == format_renamed(words)) known.insert(words);
    }
    for (const auto& [words, origins] : origins_) {
      const std::set<std::string> aliases = find_aliases(words);
      const auto is_known = [&known](const std::string& alias) { return known.contains(alias); };
      if (std::any_of(aliases.begin(), aliases.end(), is_known)) known.insert(words);
    }
    const auto fits = [&](const std::string& words) {
      if (is_fitting(view, entry, 0, words)) return true;
      const auto& versions = versions_.at(commit->authored);
      return std::any_of(versions.begin(), versions.end(), [&](const std::string& id) {
        const std::vector<std::string> own = find_words(seen_.at(id));
        const bool is_there = words != entry.words || view.now.commits.contains(id);
        return is_there && std::find(own.begin(), own.end(), words) != own.end();
      });
    };
    if (std::none_of(known.begin(), known.end(), fits)) {
      return Fault{"an item and its commit do not belong together",
                   fmt::format("{} `{}`, whose subject is {}", entry.words, entry.hash, commit->subject)};
    }
  }
  return std::nullopt;
}

}  // namespace session::test
