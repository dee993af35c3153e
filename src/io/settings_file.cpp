// SPDX-License-Identifier: MIT
// The only file that includes toml++. Errors are values here, so nothing is thrown across the layer.
#include "io/settings_file.hpp"

#include "core/text/inline_text.hpp"
#include "io/file.hpp"
#include "io/toml_input.hpp"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
// No key takes more than an array. Together with kMaxKeyDots the limit bounds the stack.
#define TOML_MAX_NESTED_VALUES 16
// toml++ 3.3 asserts what a file can break, as `[.a]` does. The code behind the assertion gives the error, so
// nothing is asserted. With NDEBUG the assertions would be promises to clang's optimiser.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace session::io {
namespace {

/// Unknown tables are not searched deeper than this.
constexpr std::size_t kMaxTableDepth = 4;
/// More problems of one file are counted, not told.
constexpr std::size_t kMaxProblems = 20;
constexpr std::size_t kMaxDescription = 200;  // code points of a parser's message
constexpr std::size_t kMaxKeyShown = 64;      // bytes of one part of an unknown key

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// Line and column of a byte offset, the column in bytes.
Location locate(std::string_view bytes, std::size_t offset, const std::string& name) {
  const std::string_view before = bytes.substr(0, offset);
  const std::size_t line_begin = before.rfind('\n') + 1;
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  return {name, line + 1, offset - line_begin + 1};
}

/// The place that toml++ names, whose column counts code points and not bytes. A byte order mark takes no
/// column.
Location locate(std::string_view bytes, const toml::source_position& position, const std::string& name) {
  std::size_t begin = 0;
  for (toml::source_index line = 1; line < position.line && begin < bytes.size(); ++line) {
    begin = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
  }
  if (begin == 0 && bytes.starts_with("\xef\xbb\xbf")) begin = 3;
  std::size_t at = begin;
  for (toml::source_index column = 1; column < position.column && at < bytes.size(); ++column) {
    ++at;
    while (at < bytes.size() && is_continuation(bytes[at])) ++at;
  }
  return {name, position.line, at - begin + 1};
}

/// One part of a key as it is written: bare, or in quotes when it holds more than letters, digits, `_`, `-`.
std::string format_key_part(std::string_view part) {
  const bool bare = !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (part.size() > kMaxKeyShown) part = part.substr(0, kMaxKeyShown);
  return bare ? std::string(part) : fmt::format("\"{}\"", part);
}

std::string_view describe_type(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::boolean: return "a truth value";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time: return "a date or time";
    case toml::node_type::none: break;
  }
  return "nothing";
}

/// A value, and the node that a complaint about it points at.
struct ReadValue {
  SettingValue value;
  const toml::node* node;
};

ReadValue read_array(const toml::array& array) {
  std::vector<std::string> texts;
  for (const toml::node& element : array) {
    const auto* text = element.as_string();
    if (text == nullptr) {
      return {UnusableValue{fmt::format("an array with {} in it", describe_type(element))}, &element};
    }
    texts.push_back(unshield_text(text->get()));
  }
  return {std::move(texts), &array};
}

ReadValue read_value(const toml::node& node) {
  if (const auto* flag = node.as_boolean()) return {flag->get(), &node};
  if (const auto* number = node.as_integer()) return {number->get(), &node};
  if (const auto* text = node.as_string()) return {unshield_text(text->get()), &node};
  if (const auto* array = node.as_array()) return read_array(*array);
  return {UnusableValue{std::string(describe_type(node))}, &node};
}

/// Puts one parsed file into a SettingsReading.
class FileWalk {
 public:
  FileWalk(std::string_view bytes, const SettingsSource& source, SettingsReading& reading)
      : bytes_(bytes), source_(source), reading_(reading) {}

  /// Takes over every key of the file. Problems come in the order of the file.
  void take(const toml::table& root) {
    take_table(root, "", 1);
    std::sort(problems_.begin(), problems_.end(), [](const Error& a, const Error& b) {
      return std::tie(a.where->line, a.where->column) < std::tie(b.where->line, b.where->column);
    });
    for (Error& problem : problems_) reading_.problems.push_back(std::move(problem));
    if (left_out_ == 0) return;
    reading_.problems.push_back(
        {ErrorKind::settings, fmt::format("{} more unknown keys in '{}'", left_out_, source_.name), {}, {}});
  }

 private:
  void take_table(const toml::table& table, const std::string& prefix, std::size_t depth) {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + format_key_part(unshield_text(key.str()));
      const auto* inner = node.as_table();
      const bool opens = inner != nullptr && !is_known_key(name) && depth < kMaxTableDepth;
      if (opens && (!inner->empty() || is_setting_table(name))) {
        take_table(*inner, name + ".", depth + 1);
      } else {
        take_key(name, key, node);
      }
    }
  }

  void take_key(const std::string& name, const toml::key& key, const toml::node& node) {
    const bool known = is_known_key(name) || is_setting_table(name);
    if (!known && problems_.size() >= kMaxProblems) {
      ++left_out_;
      return;
    }
    const ReadValue read = read_value(node);
    // What a branch asks for does not stop a push until its user has agreed, so it is kept apart.
    const bool apart = !source_.trusted && name == "push.on_mismatch";
    Settings asked;
    const Result<void> done = set_setting(apart ? asked : reading_.settings, name, read.value);
    if (!done) {
      Error problem = done.error();
      const auto& region = known ? read.node->source() : key.source();
      problem.where = locate(bytes_, region.begin, source_.name);
      problems_.push_back(std::move(problem));
    } else if (apart) {
      reading_.requested_on_mismatch = asked.push_on_mismatch;
    }
  }

  static bool is_known_key(std::string_view name) {
    const auto keys = known_setting_keys();
    return std::any_of(keys.begin(), keys.end(), [&](const SettingKey& key) { return key.name == name; });
  }

  std::string_view bytes_;
  const SettingsSource& source_;
  SettingsReading& reading_;
  std::vector<Error> problems_;
  std::size_t left_out_ = 0;
};

Error syntax_error(std::string_view description, Location where) {
  std::string text = format_plain(description);
  // The parser's messages are sentences; ours start small.
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return {ErrorKind::settings, fmt::format("not valid TOML: {}", format_shortened(text, kMaxDescription)),
          "the whole file is ignored until this is repaired", std::move(where)};
}

/// The bytes of a source; nothing when it is absent.
Result<std::optional<std::string>> read_source(const SettingsSource& source) {
  if (source.trusted) return read_file(source.path, kSettingsFileLimit);
  const FileKind kind = find_file_kind(source.path);
  if (kind == FileKind::absent) return std::nullopt;
  if (kind != FileKind::symbolic_link) return read_file(source.path, kSettingsFileLimit);
  SESSION_TRY(const auto target, resolve_inside(source.path.parent_path(), source.path.filename().native()));
  return read_file(target, kSettingsFileLimit);
}

}  // namespace

std::vector<SettingsSource> find_settings_sources(
    const std::filesystem::path& work_tree,
    const std::function<std::optional<std::string>(const std::string&)>& environment,
    const std::filesystem::path& common_dir) {
  std::vector<SettingsSource> sources;
  if (!work_tree.empty()) sources.push_back({work_tree / ".git-session.toml", ".git-session.toml", false});
  const auto add = [&](const std::filesystem::path& path) {
    sources.push_back({path, format_plain(path.native()), true});
  };
  const auto absolute = [&](const char* variable) {
    const std::filesystem::path path = environment(variable).value_or("");
    return path.is_absolute() ? path : std::filesystem::path();
  };
  if (const auto base = absolute("XDG_CONFIG_HOME"); !base.empty()) {
    add(base / "git-session" / "config.toml");
  } else if (const auto home = absolute("HOME"); !home.empty()) {
    add(home / ".config" / "git-session" / "config.toml");
  }
  add(common_dir / "session" / "config.toml");
  return sources;
}

SettingsReading read_settings(const std::vector<SettingsSource>& sources) {
  SettingsReading reading;
  for (const SettingsSource& source : sources) {
    auto bytes = read_source(source);
    if (!bytes) {
      Error problem = bytes.error();
      problem.kind = ErrorKind::settings;
      problem.message = format_plain(problem.message);
      reading.problems.push_back(std::move(problem));
    } else if (*bytes) {
      parse_settings(**bytes, source, reading);
    }
  }
  return reading;
}

void parse_settings(std::string_view bytes, const SettingsSource& source, SettingsReading& reading) {
  if (const auto hazard = find_toml_hazard(bytes)) {
    reading.problems.push_back(syntax_error(hazard->reason, locate(bytes, hazard->offset, source.name)));
    return;
  }
  const toml::parse_result parsed = toml::parse(shield_text(bytes));
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    reading.problems.push_back(
        syntax_error(unshield_text(error.description()), locate(bytes, error.source().begin, source.name)));
    return;
  }
  FileWalk(bytes, source, reading).take(parsed.table());
}

}  // namespace session::io
