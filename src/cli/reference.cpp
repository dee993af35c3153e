// SPDX-License-Identifier: MIT
#include "cli/reference.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace session::cli {
namespace {

std::vector<const CLI::Option*> list_options(const CLI::App& command) {
  return command.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
}

/// `FILE`, or `REV|RANGE...`; nothing for a flag.
std::string format_value(const CLI::Option& option) {
  if (option.get_type_size() == 0) return {};
  std::string name = option.get_type_name();
  // What is checked stands behind a colon; the descriptions say it in words.
  name.resize(std::min(name.find(':'), name.size()));
  const bool is_unnamed = name.empty() || name == "TEXT";
  if (option.get_positional() && is_unnamed) {
    name = option.get_name(true);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  }
  return option.get_expected_max() > 1 ? name + "..." : name;
}

/// `-h, --help`, `--phases FILE`, `REV|RANGE...`.
std::string format_option(const CLI::Option& option) {
  std::string value = format_value(option);
  if (option.get_positional()) return value;
  std::string names = option.get_name(false, true);
  for (std::size_t at = names.find(','); at != names.npos; at = names.find(',', at + 2))
    names.insert(at + 1, " ");
  return value.empty() ? names : names + " " + value;
}

/// The synopsis: options in brackets unless they are required, then what stands by itself.
std::string format_synopsis(const CLI::App& command) {
  std::string options;
  std::string values;
  for (const CLI::Option* option : list_options(command)) {
    if (option == command.get_help_ptr()) continue;
    const std::string text = format_option(*option);
    std::string& part = option->get_positional() ? values : options;
    part += option->get_required() ? " " + text : " [" + text + "]";
  }
  return "git session " + command.get_name() + options + values;
}

/// A text for a table cell.
std::string format_cell_text(std::string text) {
  for (std::size_t at = text.find('|'); at != text.npos; at = text.find('|', at + 2)) text.insert(at, "\\");
  return text;
}

std::string format_options(const CLI::App& command) {
  std::string rows;
  for (const CLI::Option* option : list_options(command)) {
    if (option == command.get_help_ptr()) continue;
    std::string meaning = option->get_description();
    for (const CLI::Option* other : option->get_excludes())
      meaning += fmt::format("; not together with `{}`", other->get_name());
    rows += fmt::format("| {} | {} |\n", format_cell_text("`" + format_option(*option) + "`"),
                        format_cell_text(meaning));
  }
  return rows.empty() ? rows : "\n| option | meaning |\n|---|---|\n" + rows;
}

}  // namespace

std::string format_reference(const CLI::App& app) {
  std::string text = fmt::format(
      "# Commands\n\n{}\n\n"
      "`git session` alone shows the status. `git session -h` lists the commands, `git session COMMAND -h`\n"
      "shows the options of one. This page is made from the same definitions: `git session reference`\n"
      "prints it.\n\n{}\n",
      app.get_description(), app.get_footer());
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_group().empty()) continue;
    text += fmt::format("\n## git session {}\n{}.\n\n```\n{}\n```\n", command->get_name(),
                        command->get_description(), format_synopsis(*command));
    text += format_options(*command);
  }
  return text;
}

}  // namespace session::cli
