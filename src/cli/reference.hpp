// SPDX-License-Identifier: MIT
// The reference of all commands as Markdown, from the definitions that the command line is read with.
#pragma once

#include <string>

// The library's own name.
namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace session::cli {

/// The text of docs/commands.md. Hidden commands and options (without a group) are left out.
[[nodiscard]] std::string format_reference(const CLI::App& app);

}  // namespace session::cli
