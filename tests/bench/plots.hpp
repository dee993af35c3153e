// SPDX-License-Identifier: MIT
// The charts of a run.
#pragma once

#include "report.hpp"
#include <filesystem>
#include <string>

namespace session::bench {

/// Writes commit.svg, files.svg and items.svg into the folder: those that the report has figures for.
/// `setting` is what they were measured with. Throws when a file cannot be written.
void write_plots(const Report& report, const std::filesystem::path& folder, const std::string& setting);

}  // namespace session::bench
