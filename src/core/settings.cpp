// SPDX-License-Identifier: MIT
// The table of known keys: what each takes, and how a value gets into the settings.
#include "core/settings.hpp"

#include "core/text/inline_text.hpp"
#include "core/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kMaxPathBytes = 1000;
constexpr std::size_t kMaxTexts = 200;
constexpr std::size_t kMaxTextBytes = 1000;
constexpr std::size_t kMaxShown = 60;     // code points of a value or key in a message
constexpr std::size_t kMaxKeyBytes = 64;  // a longer key is compared with no known one

/// Why a value does not do; empty text when its type or range says it all, nothing when it does.
using Refusal = std::optional<std::string>;
using Setter = Refusal (*)(Settings&, const SettingValue&);

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    if (!point.valid || is_control(point.value)) return true;
    i += point.length;
  }
  return false;
}

bool is_git_name(std::string_view component) {
  if (component.find_last_not_of(". ") != 3) return false;
  return std::equal(component.begin(), component.begin() + 4, ".git",
                    [](char a, char b) { return lower(a) == b; });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// The path without empty and `.` components, so that it compares with the paths that git prints.
std::string format_normal_path(std::string_view path) {
  std::string normal;
  for (const std::string_view component : split(path, '/')) {
    if (component.empty() || component == ".") continue;
    if (!normal.empty()) normal.push_back('/');
    normal += component;
  }
  return normal;
}

template <bool Settings::*Member>
Refusal set_bool(Settings& settings, const SettingValue& value) {
  const bool* flag = std::get_if<bool>(&value);
  if (flag == nullptr) return "";
  settings.*Member = *flag;
  return std::nullopt;
}

// Any file may switch the program off; no other file switches it on again.
Refusal set_enabled(Settings& settings, const SettingValue& value) {
  const bool* flag = std::get_if<bool>(&value);
  if (flag == nullptr) return "";
  settings.enabled = settings.enabled && *flag;
  return std::nullopt;
}

template <auto Member, std::int64_t Most>
Refusal set_number(Settings& settings, const SettingValue& value) {
  const std::int64_t* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr || *number < 1 || *number > Most) return "";
  using Number = std::remove_reference_t<decltype(settings.*Member)>;
  settings.*Member = static_cast<Number>(*number);
  return std::nullopt;
}

Refusal set_path(std::string& member, const SettingValue& value, std::string_view extension) {
  const std::string* path = std::get_if<std::string>(&value);
  if (path == nullptr) return "";
  if (const Result<void> checked = check_relative_path(*path); !checked) return checked.error().message;
  if (!path->ends_with(extension)) return fmt::format("it does not end in {}", extension);
  member = format_normal_path(*path);
  return std::nullopt;
}

Refusal set_session_file(Settings& settings, const SettingValue& value) {
  return set_path(settings.session_file, value, ".md");
}

// A later file may put the memory back where it is without a setting.
Refusal set_session_memory(Settings& settings, const SettingValue& value) {
  const std::string* path = std::get_if<std::string>(&value);
  if (path != nullptr && path->empty()) {
    settings.session_memory.clear();
    return std::nullopt;
  }
  return set_path(settings.session_memory, value, "");
}

Refusal set_snapshots_directory(Settings& settings, const SettingValue& value) {
  return set_path(settings.snapshots_directory, value, "");
}

/// One string stands for an array of one. No text may be blank, long, or more than a line.
Refusal set_texts(std::vector<std::string>& member, const SettingValue& value) {
  std::vector<std::string> texts;
  if (const auto* one = std::get_if<std::string>(&value)) {
    texts.push_back(*one);
  } else if (const auto* many = std::get_if<std::vector<std::string>>(&value)) {
    texts = *many;
  } else {
    return "";
  }
  if (texts.size() > kMaxTexts) return fmt::format("more than {} entries", kMaxTexts);
  for (const std::string& text : texts) {
    if (text.find_first_not_of(' ') == std::string::npos) return "an entry is empty";
    if (text.size() > kMaxTextBytes) return fmt::format("an entry has more than {} bytes", kMaxTextBytes);
    if (has_control(text)) return "an entry has a line break or another control character";
  }
  member = std::move(texts);
  return std::nullopt;
}

template <SectionKind Kind>
Refusal set_aliases(Settings& settings, const SettingValue& value) {
  std::vector<std::string> names;
  if (Refusal refusal = set_texts(names, value)) return refusal;
  settings.session_aliases[Kind] = std::move(names);
  return std::nullopt;
}

Refusal set_ignore(Settings& settings, const SettingValue& value) {
  return set_texts(settings.record_ignore, value);
}

Refusal set_documents(Settings& settings, const SettingValue& value) {
  std::vector<std::string> paths;
  if (Refusal refusal = set_texts(paths, value)) return refusal;
  for (std::string& path : paths) {
    if (const Result<void> checked = check_relative_path(path); !checked) return checked.error().message;
    path = format_normal_path(path);
  }
  settings.resume_documents = std::move(paths);
  return std::nullopt;
}

template <class Choice>
Refusal set_choice(Choice& member, const SettingValue& value,
                   std::initializer_list<std::pair<std::string_view, Choice>> choices) {
  const std::string* word = std::get_if<std::string>(&value);
  if (word == nullptr) return "";
  for (const auto& [name, choice] : choices) {
    if (*word != name) continue;
    member = choice;
    return std::nullopt;
  }
  return "";
}

Refusal set_on_mismatch(Settings& settings, const SettingValue& value) {
  return set_choice(settings.push_on_mismatch, value,
                    {{"warn", OnMismatch::warn}, {"block", OnMismatch::block}});
}

Refusal set_level(Settings& settings, const SettingValue& value) {
  return set_choice(
      settings.output_level, value,
      {{"quiet", OutputLevel::quiet}, {"normal", OutputLevel::normal}, {"verbose", OutputLevel::verbose}});
}

Refusal set_color(Settings& settings, const SettingValue& value) {
  return set_choice(
      settings.output_color, value,
      {{"auto", ColorMode::automatic}, {"always", ColorMode::always}, {"never", ColorMode::never}});
}

constexpr std::string_view kBool = "true or false";
constexpr std::string_view kTexts = "a string or an array of strings";

struct Row {
  SettingKey key;
  Setter set;
};

constexpr std::array kRows{
    Row{{"enabled", kBool}, set_enabled},
    Row{{"session.file", "a path inside the work tree that ends in .md"}, set_session_file},
    Row{{"session.memory", "a path inside the work tree, or \"\""}, set_session_memory},
    Row{{"session.aliases.current_phase", kTexts}, set_aliases<SectionKind::current_phase>},
    Row{{"session.aliases.completed", kTexts}, set_aliases<SectionKind::completed>},
    Row{{"session.aliases.in_progress", kTexts}, set_aliases<SectionKind::in_progress>},
    Row{{"session.aliases.blockers", kTexts}, set_aliases<SectionKind::blockers>},
    Row{{"session.aliases.next_actions", kTexts}, set_aliases<SectionKind::next_actions>},
    Row{{"session.aliases.checkpoint", kTexts}, set_aliases<SectionKind::checkpoint>},
    Row{{"session.aliases.history", kTexts}, set_aliases<SectionKind::history>},
    Row{{"record.ignore", kTexts}, set_ignore},
    Row{{"record.merges", kBool}, set_bool<&Settings::record_merges>},
    Row{{"checkpoint.untracked", kBool}, set_bool<&Settings::checkpoint_untracked>},
    Row{{"checkpoint.max_listed", "a whole number from 1 to 1000"},
        set_number<&Settings::checkpoint_max_listed, 1000>},
    Row{{"checkpoint.time_limit_ms", "a whole number from 1 to 600000"},
        set_number<&Settings::checkpoint_time_limit_ms, 600000>},
    Row{{"push.on_mismatch", "\"warn\" or \"block\""}, set_on_mismatch},
    Row{{"output.level", "\"quiet\", \"normal\" or \"verbose\""}, set_level},
    Row{{"output.color", "\"auto\", \"always\" or \"never\""}, set_color},
    Row{{"resume.documents", kTexts}, set_documents},
    Row{{"history.gap_minutes", "a whole number from 1 to 10080"},
        set_number<&Settings::history_gap_minutes, 10080>},
    Row{{"snapshots.directory", "a path inside the work tree"}, set_snapshots_directory},
};

constexpr std::array kKeys = [] {
  std::array<SettingKey, kRows.size()> keys{};
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = kRows[i].key;
  return keys;
}();

/// Letters to insert, delete, replace or swap with a neighbour to make `a` from `b` (optimal string
/// alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::string_view table_of(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

std::string_view member_of(std::string_view key) {
  return key.substr(key.rfind('.') + 1);
}

/// The keys and tables that stand directly in `table`; the empty name is the file itself.
std::string format_members(std::string_view table) {
  std::vector<std::string_view> members;
  for (const SettingKey& key : kKeys) {
    std::string_view rest = key.name;
    if (!table.empty()) {
      if (!rest.starts_with(table) || rest.size() <= table.size() || rest[table.size()] != '.') continue;
      rest.remove_prefix(table.size() + 1);
    }
    const std::string_view member = rest.substr(0, rest.find('.'));
    if (members.empty() || members.back() != member) members.push_back(member);
  }
  return fmt::format("{}", fmt::join(members, ", "));
}

std::string format_found(const SettingValue& value) {
  if (const auto* unusable = std::get_if<UnusableValue>(&value)) return unusable->type;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  if (const auto* text = std::get_if<std::string>(&value)) {
    // The quotes go in first, because format_plain takes outer blanks off.
    const std::string plain = format_plain(fmt::format("\"{}\"", *text));
    return fmt::format("\"{}\"", format_shortened(plain.substr(1, plain.size() - 2), kMaxShown));
  }
  return "an array";
}

Error unknown_key(std::string_view key) {
  Error error{ErrorKind::settings, {}, {}, {}};
  error.message = fmt::format("unknown key '{}'", format_shortened(format_plain(key), kMaxShown));
  if (const auto nearest = find_nearest_key(key)) {
    error.hint = fmt::format("did you mean '{}'?", *nearest);
  } else if (const std::string_view table = table_of(key); is_setting_table(table)) {
    error.hint = fmt::format("[{}] takes {}", table, format_members(table));
  } else {
    error.hint = fmt::format("a settings file takes {}", format_members(""));
  }
  return error;
}

}  // namespace

std::span<const SettingKey> known_setting_keys() {
  return kKeys;
}

bool is_setting_table(std::string_view name) {
  return !name.empty() && std::any_of(kKeys.begin(), kKeys.end(), [&](const SettingKey& key) {
    return key.name.size() > name.size() && key.name.starts_with(name) && key.name[name.size()] == '.';
  });
}

std::optional<std::string_view> find_nearest_key(std::string_view unknown) {
  if (unknown.empty() || unknown.size() > kMaxKeyBytes) return std::nullopt;
  std::string folded;
  for (const char c : unknown) {
    if (c != '"') folded.push_back(lower(c));
  }
  const std::string_view table = table_of(folded);
  const std::string_view last = member_of(folded);
  std::optional<std::string_view> nearest;
  std::size_t least = kMaxKeyBytes;
  for (const SettingKey& key : kKeys) {
    const std::size_t in_table = edit_distance(table, table_of(key.name));
    const std::size_t in_member = edit_distance(last, member_of(key.name));
    // A third of a word may be wrong; more makes it another word.
    if (in_table > std::max<std::size_t>(1, table.size() / 3)) continue;
    if (in_member > std::max<std::size_t>(1, last.size() / 3) || in_table + in_member >= least) continue;
    least = in_table + in_member;
    nearest = key.name;
  }
  if (nearest) return nearest;
  // `max_listed` or `[record] max_listed` for `checkpoint.max_listed`.
  for (const SettingKey& key : kKeys) {
    if (member_of(key.name) == last) return key.name;
  }
  return std::nullopt;
}

Result<void> set_setting(Settings& settings, std::string_view key, const SettingValue& value) {
  const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.key.name == key; });
  if (row == kRows.end()) {
    if (!is_setting_table(key)) return tl::unexpected<Error>(unknown_key(key));
    return fail(ErrorKind::settings,
                fmt::format("'{}' cannot be {}: it is a table", key, format_found(value)),
                fmt::format("[{}] takes {}", key, format_members(key)));
  }
  const Refusal refusal = row->set(settings, value);
  if (!refusal) return {};
  std::string takes = fmt::format("it takes {}", row->key.values);
  const bool says_all = refusal->empty();
  return fail(ErrorKind::settings,
              fmt::format("'{}' cannot be {}: {}", key, format_found(value), says_all ? takes : *refusal),
              says_all ? std::string() : takes);
}

Result<void> check_relative_path(std::string_view path) {
  const auto refuse = [](std::string reason) { return fail(ErrorKind::settings, std::move(reason)); };
  if (path.size() > kMaxPathBytes)
    return refuse(fmt::format("the path has more than {} bytes", kMaxPathBytes));
  if (path.starts_with('/')) return refuse("the path is absolute");
  if (has_control(path)) return refuse("the path has a control character");
  for (const std::string_view component : split(path, '/')) {
    if (component == "..") return refuse("the path has a part '..'");
    if (is_git_name(component)) return refuse("the path leads into the git directory");
  }
  if (format_normal_path(path).empty()) return refuse("the path is empty");
  return {};
}

}  // namespace session
