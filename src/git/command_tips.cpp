// SPDX-License-Identifier: MIT
// What keeps commits reachable: branches, tags and the HEADs of all work trees.
#include "core/text/text.hpp"
#include "git/command_repository.hpp"
#include "git/ref_files.hpp"
#include "git/work_trees.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace session::git {
namespace {

constexpr std::array<std::pair<std::string_view, TipKind>, 3> kFolders = {
    {{"refs/heads/", TipKind::branch}, {"refs/remotes/", TipKind::remote}, {"refs/tags/", TipKind::tag}}};

/// One line of for-each-ref as a tip; nothing for symbolic remote branches such as origin/HEAD.
std::optional<Tip> parse_ref(std::string_view line) {
  const std::string_view name = take_until(line, '\t');
  const std::string_view symbolic = take_until(line, '\t');
  const std::string_view id = take_until(line, '\t');
  if (!symbolic.empty() && name.starts_with("refs/remotes/")) return std::nullopt;
  for (const auto& [folder, kind] : kFolders) {
    if (name.starts_with(folder))
      return Tip{kind, std::string(name.substr(folder.size())), ObjectId{std::string(id)}};
  }
  return std::nullopt;
}

}  // namespace

Result<void> CommandRepository::list_work_trees(std::vector<Tip>& tips) const {
  SESSION_TRY(const auto listed, run({"worktree", "list", "--porcelain", "-z"}));
  std::string path;
  for (std::string_view rest = listed; !rest.empty();) {
    std::string_view line = take_until(rest, '\0');
    const std::string_view key = take_until(line, ' ');
    if (key == "worktree") path = line;
    if (key == "bare") {
      // git gives no commit for it, but it has a HEAD.
      SESSION_TRY(const auto head, ask({"rev-parse", "--verify", "--quiet", "main-worktree/HEAD"}));
      std::error_code error;
      const bool own = std::filesystem::equivalent(path, location_.git_dir, error);
      if (head.status == 0 && !own)
        tips.push_back({TipKind::work_tree, path, ObjectId{head.out.substr(0, head.out.find('\n'))}});
      continue;
    }
    if (key != "HEAD" || line.find_first_not_of('0') == line.npos) continue;
    std::error_code error;
    const bool own = location_.work_tree.empty()
                         ? std::filesystem::equivalent(path, location_.git_dir, error)
                         : std::filesystem::equivalent(path, location_.work_tree, error);
    if (!own) tips.push_back({TipKind::work_tree, path, ObjectId{std::string(line)}});
  }
  return {};
}

/// By git, for refs that are no files.
Result<void> CommandRepository::list_tips(std::vector<Tip>& tips) {
  SESSION_CHECK(list_work_trees(tips));
  SESSION_TRY(const auto listed, run({"for-each-ref", "--format=%(refname)%09%(symref)%09%(objectname)",
                                      "refs/heads", "refs/remotes", "refs/tags"}));
  std::vector<Tip> tags;
  for (std::string_view rest = listed; !rest.empty();) {
    auto tip = parse_ref(take_until(rest, '\n'));
    if (tip) (tip->kind == TipKind::tag ? tags : tips).push_back(*std::move(tip));
  }
  return add_peeled(std::move(tags), tips);
}

Result<void> CommandRepository::add_peeled(std::vector<Tip> tags, std::vector<Tip>& tips) {
  std::vector<ObjectId> ids;
  ids.reserve(tags.size());
  for (const Tip& tag : tags) ids.push_back(tag.id);
  SESSION_TRY(const auto peeled, objects().peel_all(ids));
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (!peeled[i]) continue;
    tags[i].id = *peeled[i];
    tips.push_back(std::move(tags[i]));
  }
  return {};
}

/// From files and packed-refs.
Result<void> CommandRepository::read_tip_files(std::vector<Tip>& tips) {
  const RefFiles refs(location_, format_.id_digits);
  for (OtherHead& other : list_other_heads(location_)) {
    auto id = refs.resolve_head_text(other.text);
    if (id) tips.push_back({TipKind::work_tree, std::move(other.name), *std::move(id)});
  }
  std::vector<Tip> tags;
  for (const auto& [folder, kind] : kFolders) {
    for (FileRef& ref : refs.list(std::string(folder))) {
      // origin/HEAD only repeats another remote branch.
      if (kind == TipKind::remote && ref.is_symbolic) continue;
      Tip tip{kind, ref.name.substr(folder.size()), ref.peeled ? *std::move(ref.peeled) : std::move(ref.id)};
      (kind == TipKind::tag ? tags : tips).push_back(std::move(tip));
    }
  }
  return add_peeled(std::move(tags), tips);
}

Result<std::vector<Tip>> CommandRepository::read_tips() {
  std::vector<Tip> tips;
  SESSION_TRY(auto head, read_head());
  if (head.id) tips.push_back({TipKind::head, "", *std::move(head.id)});
  SESSION_CHECK(format_.has_ref_files ? read_tip_files(tips) : list_tips(tips));
  std::stable_sort(tips.begin(), tips.end(), [](const Tip& a, const Tip& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.name < b.name;
  });
  return tips;
}

Result<std::vector<ObjectId>> CommandRepository::read_ref_tips() {
  SESSION_TRY(auto tips, read_tips());
  std::vector<ObjectId> ids;
  ids.reserve(tips.size());
  for (Tip& tip : tips) ids.push_back(std::move(tip.id));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace session::git
