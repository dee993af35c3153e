// SPDX-License-Identifier: MIT
#include "core/recording/commit_request.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/text/glob.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace session {
namespace {

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [text](std::string_view s) { return text.starts_with(s); });
}

ProgressRequest parse_progress(const std::string& value) {
  constexpr std::string_view kDash = " — ";
  const std::size_t at = value.find(kDash);
  if (at == std::string::npos) return {value, {}};
  return {value.substr(0, at), value.substr(at + kDash.size())};
}

bool is_skip(const Trailer& trailer) {
  std::string value = trailer.value;
  std::transform(value.begin(), value.end(), value.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return is_trailer_key(trailer.key, "Session") && value == "skip";
}

void read_trailers(CommitRequest& request, const std::vector<Trailer>& trailers) {
  const std::array<std::pair<std::string_view, std::vector<std::string>*>, 7> lists = {
      {{"Completes", &request.completes},
       {"Closes", &request.closes},
       {"Fixes", &request.closes},
       {"Resolves", &request.closes},
       {"Reopens", &request.reopens},
       {"Blocked-by", &request.blocked_by},
       {"Next", &request.next}}};
  for (const Trailer& trailer : trailers) {
    if (trailer.value.empty()) continue;
    if (is_skip(trailer)) request.reason = NotRecorded::skip_trailer;
    if (is_trailer_key(trailer.key, "Progress")) request.progress.push_back(parse_progress(trailer.value));
    for (const auto& [key, list] : lists) {
      if (is_trailer_key(trailer.key, key)) list->push_back(trailer.value);
    }
  }
}

NotRecorded find_reason(const CommitRequest& request, const Commit& commit, bool only_own_files,
                        const Settings& settings) {
  if (request.reason != NotRecorded::no) return request.reason;
  const std::string_view subject = request.subject;
  if (starts_with_any(subject, {"fixup! ", "squash! ", "amend! "})) return NotRecorded::fixup;
  if (is_work_in_progress(subject)) return NotRecorded::work_in_progress;
  if (only_own_files) return NotRecorded::own_files;
  const auto matches = [subject](const std::string& glob) { return matches_glob(glob, subject); };
  if (std::any_of(settings.record_ignore.begin(), settings.record_ignore.end(), matches))
    return NotRecorded::ignored;
  if (!request.completes.empty()) return NotRecorded::no;
  if (commit.parents.size() > 1) return settings.record_merges ? NotRecorded::no : NotRecorded::merge;
  if (is_made_by_git(subject)) return NotRecorded::made_by_git;
  return NotRecorded::no;
}

}  // namespace

CommitRequest parse_request(const Commit& commit, bool only_own_files, const TrailerRules& rules,
                            const Settings& settings) {
  CommitRequest request;
  request.subject = find_subject(commit.message);
  read_trailers(request, parse_trailers(commit.message, rules));
  if (request.completes.empty()) {
    request.discarded = find_discarded_trailers(commit.message, "Completes", rules);
  }
  request.reason = find_reason(request, commit, only_own_files, settings);
  return request;
}

bool is_work_in_progress(std::string_view subject) {
  char close = '\0';
  if (subject.starts_with('[')) close = ']';
  if (subject.starts_with('(')) close = ')';
  if (close != '\0') subject.remove_prefix(1);
  if (subject.size() < 3) return false;
  const auto is = [&subject](std::size_t i, char lower) { return (subject[i] | 0x20) == lower; };
  if (!is(0, 'w') || !is(1, 'i') || !is(2, 'p')) return false;
  subject.remove_prefix(3);
  if (close != '\0') {
    if (!subject.starts_with(close)) return false;
    subject.remove_prefix(1);
  }
  return subject.empty() || subject.front() == ' ' || subject.front() == ':';
}

bool is_made_by_git(std::string_view subject) {
  return starts_with_any(subject, {"Merge ", "Revert \"", "Reapply \"", "Squashed commit of the following:"});
}

std::string_view describe(NotRecorded reason) {
  switch (reason) {
    case NotRecorded::no: return "";
    case NotRecorded::skip_trailer: return "its message says 'Session: skip'";
    case NotRecorded::merge: return "it is a merge";
    case NotRecorded::fixup: return "it will be folded into another commit";
    case NotRecorded::work_in_progress: return "it is work in progress";
    case NotRecorded::made_by_git: return "git wrote its subject";
    case NotRecorded::revert: return "it reverts work that was recorded";
    case NotRecorded::own_files: return "it touches only files of the session";
    case NotRecorded::ignored: return "a glob of record.ignore matches its subject";
  }
  return "";
}

}  // namespace session
