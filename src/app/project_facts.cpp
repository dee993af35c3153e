// SPDX-License-Identifier: MIT
#include "app/project_facts.hpp"

#include <array>
#include <string_view>
#include <system_error>

namespace session::app {
namespace {

namespace fs = std::filesystem;

/// The names that one document may have; the first that exists counts.
constexpr std::array<std::string_view, 5> kReadme = {"README.md", "README", "README.rst", "README.txt",
                                                     "readme.md"};
constexpr std::array<std::string_view, 4> kContributing = {"CONTRIBUTING.md", "CONTRIBUTING.rst",
                                                           "docs/CONTRIBUTING.md", ".github/CONTRIBUTING.md"};
constexpr std::array<std::string_view, 3> kArchitecture = {"ARCHITECTURE.md", "docs/ARCHITECTURE.md",
                                                           "docs/architecture.md"};
constexpr std::array<std::string_view, 1> kClaude = {"CLAUDE.md"};
constexpr std::array<std::string_view, 1> kAgents = {"AGENTS.md"};

struct KnownManifest {
  std::string_view file;
  std::string_view stack;
};
constexpr std::array<KnownManifest, 26> kManifests = {{
    {"CMakeLists.txt", "CMake"},
    {"meson.build", "Meson"},
    {"Cargo.toml", "Rust"},
    {"go.mod", "Go"},
    {"pyproject.toml", "Python"},
    {"requirements.txt", "Python"},
    {"setup.py", "Python"},
    {"package.json", "Node.js"},
    {"tsconfig.json", "TypeScript"},
    {"deno.json", "Deno"},
    {"pom.xml", "Java (Maven)"},
    {"build.gradle", "Gradle"},
    {"build.gradle.kts", "Gradle"},
    {"Gemfile", "Ruby"},
    {"composer.json", "PHP"},
    {"mix.exs", "Elixir"},
    {"pubspec.yaml", "Dart"},
    {"Package.swift", "Swift"},
    {"stack.yaml", "Haskell"},
    {"build.zig", "Zig"},
    {"Makefile", "Make"},
    {"justfile", "just"},
    {"Dockerfile", "Docker"},
    {"docker-compose.yml", "Docker Compose"},
    {"compose.yaml", "Docker Compose"},
    {"flake.nix", "Nix"},
}};

bool is_file(const Workspace& workspace, std::string_view name) {
  std::error_code error;
  return fs::is_regular_file(workspace.location.work_tree / name, error);
}

template <std::size_t Count>
void add_first(const Workspace& workspace, const std::array<std::string_view, Count>& names,
               std::vector<std::string>& documents) {
  for (const std::string_view name : names) {
    if (!is_file(workspace, name)) continue;
    documents.emplace_back(name);
    return;
  }
}

}  // namespace

std::vector<std::string> find_documents(const Workspace& workspace) {
  std::vector<std::string> documents;
  if (!workspace.settings.resume_documents.empty()) {
    for (const std::string& name : workspace.settings.resume_documents) {
      if (is_file(workspace, name)) documents.push_back(name);
    }
    return documents;
  }
  add_first(workspace, kReadme, documents);
  add_first(workspace, kContributing, documents);
  add_first(workspace, kArchitecture, documents);
  add_first(workspace, kClaude, documents);
  add_first(workspace, kAgents, documents);
  return documents;
}

std::vector<Manifest> find_manifests(const Workspace& workspace) {
  std::vector<Manifest> manifests;
  for (const KnownManifest& known : kManifests) {
    if (!is_file(workspace, known.file)) continue;
    // One file for each stack: pyproject.toml says the same as setup.py beside it.
    if (!manifests.empty() && manifests.back().stack == known.stack) continue;
    manifests.push_back({std::string(known.file), std::string(known.stack)});
  }
  return manifests;
}

}  // namespace session::app
