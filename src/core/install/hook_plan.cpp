// SPDX-License-Identifier: MIT
// Decides what install and uninstall do to a hooks directory.
#include "core/install/hook_plan.hpp"

#include "core/text/inline_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace session {
namespace {

/// Tools that write hook files anew, found by a word in their text.
struct HookTool {
  std::string_view word;
  std::string_view advice;
};
constexpr std::array kHookTools = {
    HookTool{"husky.sh", "husky"},
    HookTool{"$(dirname \"$0\")/h\"", "husky"},
    HookTool{"call_lefthook", "lefthook"},
    HookTool{"LEFTHOOK", "lefthook"},
    HookTool{"simple-git-hooks", "simple-git-hooks"},
};

void leave(HookPlan& plan, const HookFacts& facts, std::string why) {
  plan.actions.push_back({HookActionKind::leave, std::string(facts.hook.name), {}});
  plan.lines.push_back(fmt::format("{}: {}", facts.hook.name, why));
}

/// The same at install for a hook that is not ours (any more): what is known about it is kept.
void leave_foreign(HookPlan& plan, const HookFacts& facts, std::string why) {
  leave(plan, facts, std::move(why));
  if (facts.earlier) plan.entries.push_back(*facts.earlier);
}

void add_lines_to_paste(HookPlan& plan, const HookFacts& facts) {
  for (auto& line : format_lines_to_paste(facts.hook, facts.program)) {
    plan.lines.push_back("    " + std::move(line));
  }
}

/// `hook.before-git-session`, with a number when the name is taken.
std::string choose_kept_name(const HookFacts& facts, const std::vector<std::string>& names) {
  const auto first = std::string(facts.hook.name) + ".before-git-session";
  auto name = first;
  for (int i = 2; std::find(names.begin(), names.end(), name) != names.end(); ++i) {
    name = fmt::format("{}-{}", first, i);
  }
  return name;
}

ManifestEntry make_entry(const HookDirectory& directory, const HookFacts& facts, const HookAction& action,
                         const std::string& kept, const HookFile& before) {
  ManifestEntry entry;
  entry.hook = facts.hook.name;
  entry.directory = directory.recorded;
  entry.written =
      action.kind == HookActionKind::create_link ? mark_link(action.text) : mark_file(action.text, 0755);
  entry.kept = kept;
  // A mark from an earlier install stays, so that uninstall still notices a change made in between.
  if (facts.earlier && !kept.empty() && facts.earlier->kept == kept) {
    entry.before = facts.earlier->before;
  } else if (!kept.empty()) {
    entry.before = find_mark(before).value_or(FileMark{});
  }
  return entry;
}

/// Puts `action` (a link or a shim) into the plan, unless it is what stands there already.
void place(HookPlan& plan, const HookDirectory& directory, const HookFacts& facts, HookAction action,
           const std::string& kept, const HookFile& before, std::string line) {
  const auto entry = make_entry(directory, facts, action, kept, before);
  if (find_mark(facts.now) == entry.written) {
    leave(plan, facts, "already installed");
  } else {
    plan.actions.push_back(std::move(action));
    plan.lines.push_back(fmt::format("{}: {}", facts.hook.name, line));
  }
  plan.entries.push_back(entry);
  if (facts.now.tracked) return;
  plan.untracked.emplace_back(facts.hook.name);
  if (!kept.empty()) plan.untracked.push_back(kept);
}

void place_link(HookPlan& plan, const HookDirectory& directory, const HookFacts& facts) {
  place(plan, directory, facts, {HookActionKind::create_link, std::string(facts.hook.name), facts.program},
        {}, {}, fmt::format("link to {}", format_plain(facts.program)));
}

void place_shim(HookPlan& plan, const HookDirectory& directory, const HookFacts& facts, const Shim& shim,
                const HookFile& before, std::string line) {
  place(plan, directory, facts,
        {HookActionKind::write_shim, std::string(facts.hook.name), format_shim(facts.hook, shim)}, shim.kept,
        before, std::move(line));
}

void add_tool_advice(HookPlan& plan, const HookFacts& facts) {
  for (const auto& tool : kHookTools) {
    if (facts.now.bytes.find(tool.word) == std::string::npos) continue;
    plan.lines.push_back(
        fmt::format("{}: {} may write this file anew: run \"git session install\" again then",
                    facts.hook.name, tool.advice));
    return;
  }
}

/// A hook that is not ours: keep it and wrap it, or say why not.
void install_over(HookPlan& plan, const HookDirectory& directory, const HookFacts& facts, bool into_tracked) {
  if (facts.now.bytes.find(format_program_name(facts.hook.name)) != std::string::npos) {
    return leave_foreign(plan, facts, "the hook runs git-session already: left as it is");
  }
  const auto own_name = find_own_name(facts.now.bytes);
  if (own_name == OwnName::needed) {
    return leave_foreign(plan, facts,
                         fmt::format("the hook asks for its own name, so it is left as it is: let it run {}",
                                     format_plain(facts.program)));
  }
  if (facts.now.tracked && !into_tracked) {
    leave_foreign(
        plan, facts,
        "the hook is tracked by git, so it is left as it is: use --into-tracked, or add these lines at its "
        "top:");
    return add_lines_to_paste(plan, facts);
  }
  Shim shim{facts.program, {}, {}};
  if (own_name == OwnName::in_shell) {
    shim.interpreter = find_shell(facts.now.bytes).value_or(std::vector<std::string>{});
  }
  // A tool that wrote its hook anew over our shim wrote what is kept already.
  const bool is_kept = facts.earlier && !facts.earlier->kept.empty() && find_mark(facts.now) &&
                       find_mark(facts.now) == find_mark(facts.kept);
  const bool is_ignored = facts.now.kind == HookFileKind::regular && (facts.now.mode & 0111u) == 0;
  shim.kept = is_kept ? facts.earlier->kept : choose_kept_name(facts, directory.names);
  if (!is_kept) plan.actions.push_back({HookActionKind::move_aside, std::string(facts.hook.name), shim.kept});
  place_shim(plan, directory, facts, shim, facts.now,
             fmt::format("the hook that is there is kept as '{}' and runs first{}", shim.kept,
                         is_ignored ? " once it is executable" : ""));
  if (facts.now.tracked) {
    plan.lines.push_back(
        fmt::format("{}: commit '{}' and '{}' together", facts.hook.name, facts.hook.name, shim.kept));
  }
  add_tool_advice(plan, facts);
}

void install_hook(HookPlan& plan, const HookDirectory& directory, const HookFacts& facts, bool into_tracked) {
  switch (facts.now.kind) {
    case HookFileKind::absent: return place_link(plan, directory, facts);
    case HookFileKind::ours:
      if (facts.now.tracked && facts.now.target != facts.program && !into_tracked) {
        return leave_foreign(plan, facts, "the link is tracked by git, so it is left as it is");
      }
      return place_link(plan, directory, facts);
    case HookFileKind::other:
      return leave_foreign(plan, facts, "what stands there is no readable file: left as it is");
    case HookFileKind::link:
    case HookFileKind::regular: break;
  }
  auto shim =
      facts.now.kind == HookFileKind::regular ? parse_shim(facts.hook, facts.now.bytes) : std::nullopt;
  if (!shim) return install_over(plan, directory, facts, into_tracked);
  if (facts.now.tracked && shim->program != facts.program && !into_tracked) {
    return leave_foreign(plan, facts, "the shim is tracked by git, so it is left as it is");
  }
  shim->program = facts.program;
  place_shim(plan, directory, facts, *shim, facts.kept, "the shim is written anew");
}

/// The older hook goes back, and any change since is named.
void restore_kept(HookPlan& plan, const HookFacts& facts, const std::string& kept) {
  const std::string name(facts.hook.name);
  if (facts.kept.kind == HookFileKind::absent) {
    plan.actions.push_back({HookActionKind::remove, name, {}});
    plan.lines.push_back(fmt::format("{}: removed; the older hook '{}' is gone, nothing to put back", name,
                                     format_plain(kept)));
    return;
  }
  plan.actions.push_back({HookActionKind::restore, name, kept});
  plan.lines.push_back(fmt::format("{}: the older hook is back", name));
  if (facts.earlier && facts.earlier->kept == kept && find_mark(facts.kept) != facts.earlier->before) {
    plan.lines.push_back(
        fmt::format("{}: the older hook was changed since install: put back as it is now", name));
  }
}

void uninstall_hook(HookPlan& plan, const HookFacts& facts) {
  const auto shim =
      facts.now.kind == HookFileKind::regular ? parse_shim(facts.hook, facts.now.bytes) : std::nullopt;
  const bool is_ours = shim || facts.now.kind == HookFileKind::ours;
  if (is_ours && facts.now.tracked && !facts.earlier) {
    return leave(plan, facts, "tracked by git and not installed by this clone: left as it is");
  }
  if (shim) return restore_kept(plan, facts, shim->kept);
  if (is_ours) {
    plan.actions.push_back({HookActionKind::remove, std::string(facts.hook.name), {}});
    plan.lines.push_back(fmt::format("{}: removed", facts.hook.name));
    return;
  }
  if (!facts.earlier) return;
  leave(plan, facts,
        facts.now.kind == HookFileKind::absent ? "was removed since install: left as it is"
                                               : "was changed since install: left as it is");
  if (!facts.earlier->kept.empty() && facts.kept.kind != HookFileKind::absent) {
    plan.lines.push_back(
        fmt::format("{}: the older hook stays as '{}'", facts.hook.name, format_plain(facts.earlier->kept)));
  }
}

}  // namespace

std::optional<FileMark> find_mark(const HookFile& file) {
  switch (file.kind) {
    case HookFileKind::ours:
    case HookFileKind::link: return mark_link(file.target);
    case HookFileKind::regular: return mark_file(file.bytes, file.mode);
    case HookFileKind::absent:
    case HookFileKind::other: break;
  }
  return std::nullopt;
}

bool HookPlan::changes() const {
  return std::any_of(actions.begin(), actions.end(),
                     [](const HookAction& action) { return action.kind != HookActionKind::leave; });
}

std::optional<std::string> find_kept_name(const Hook& hook, const HookFile& now,
                                          const std::optional<ManifestEntry>& earlier) {
  if (now.kind == HookFileKind::regular) {
    if (const auto shim = parse_shim(hook, now.bytes)) return shim->kept;
  }
  if (earlier && !earlier->kept.empty()) return earlier->kept;
  return std::nullopt;
}

HookPlan plan_install(const HookDirectory& directory, bool into_tracked) {
  HookPlan plan;
  for (const auto& facts : directory.hooks) install_hook(plan, directory, facts, into_tracked);
  return plan;
}

HookPlan plan_uninstall(const HookDirectory& directory) {
  HookPlan plan;
  for (const auto& facts : directory.hooks) uninstall_hook(plan, facts);
  return plan;
}

}  // namespace session
