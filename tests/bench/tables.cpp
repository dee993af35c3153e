// SPDX-License-Identifier: MIT
#include "tables.hpp"

#include <algorithm>
#include <utility>

namespace session::bench {

std::size_t choose_rounds(const Options& options, std::size_t usual) {
  constexpr std::size_t kQuick = 5;
  if (options.rounds != 0) return options.rounds;
  return options.quick ? std::min(kQuick, usual) : usual;
}

Row git_row(const Scene& scene, std::string name, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), find_git().string());
  return {.name = std::move(name),
          .command = std::move(arguments),
          .directory = scene.path(),
          .environment = scene.shell_environment()};
}

Row commit_row(const Scene& scene, std::string name) {
  return git_row(scene, std::move(name), {"commit", "--quiet", "--allow-empty", "--message=x"});
}

Row hook_row(const Scene& scene, std::string name, const std::filesystem::path& program) {
  return {.name = std::move(name),
          .command = {program.string()},
          .directory = scene.path(),
          .environment = scene.hook_environment(),
          .prepare = [&scene] { scene.restore(); }};
}

Row recording_row(const Scene& scene, std::string name, const std::filesystem::path& program) {
  Row row = hook_row(scene, std::move(name), program);
  row.check = [&scene] { scene.check_recorded(); };
  return row;
}

std::unique_ptr<Scene> make_unseen(std::size_t files, std::size_t completed) {
  auto scene = std::make_unique<Scene>(files);
  scene->install();
  if (completed != 0) scene->set_completed(completed);
  scene->commit_unseen("Write the manual");
  scene->remember();
  return scene;
}

}  // namespace session::bench
