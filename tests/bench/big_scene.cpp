// SPDX-License-Identifier: MIT
#include "big_scene.hpp"

#include <fmt/core.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace session::bench {
namespace {

namespace fs = std::filesystem;

std::string name_file(std::size_t number) {
  constexpr std::size_t kPerFolder = 50;
  constexpr std::size_t kFolders = 20;
  const std::size_t folder = number / kPerFolder;
  return fmt::format("src{}/mod{}/part{}/file{}.txt", folder / (kFolders * kFolders),
                     folder / kFolders % kFolders, folder % kFolders, number);
}

std::size_t count_parts(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

BigScene::BigScene(std::size_t files)
    : scene_(1),
      files_(files),
      old_(std::chrono::floor<std::chrono::seconds>(fs::file_time_type::clock::now() -
                                                    std::chrono::hours(1))) {
  import_files();
  // The whole list is compared, however long it takes here.
  test::write_bytes(scene_.repo().home() / ".config/git-session/config.toml",
                    "[checkpoint]\ntime_limit_ms = 600000\n");
  scene_.install();
  scene_.commit_unseen("Write the manual");
  make_files_old();
  scene_.repo().git({"update-index", "-q", "--refresh"});
  set_index(Index::settled);
  scene_.remember();
}

void BigScene::import_files() {
  test::TestRepo& repo = scene_.repo();
  const std::string branch = repo.git({"symbolic-ref", "HEAD"});
  std::string stream = fmt::format(
      "commit {0}\ncommitter Ada Lovelace <ada@example.org> {1} +0000\ndata 6\nFiles\nfrom "
      "{0}^0\ndeleteall\n",
      branch, repo.now());
  for (std::size_t i = 0; i < files_; ++i) {
    const std::string text = fmt::format("file {}\n", i);
    stream += fmt::format("M 100644 inline {}\ndata {}\n{}\n", name_file(i), text.size(), text);
  }
  repo.git({"fast-import", "--quiet"}, stream);
  fs::remove(scene_.path() / "notes.txt");
  repo.git({"reset", "--quiet", "--hard"});
}

/// Folders, too: git trusts what it knows of a folder only when that is older than the index.
void BigScene::make_files_old() const {
  const auto time = old_ + std::chrono::milliseconds(100);
  for (auto entry = fs::recursive_directory_iterator(scene_.path());
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->path().filename() == ".git") {
      entry.disable_recursion_pending();
    } else {
      fs::last_write_time(entry->path(), time);
    }
  }
}

void BigScene::set_index(Index age) const {
  fs::last_write_time(index_file(), age == Index::fresh ? old_ + std::chrono::milliseconds(900)
                                                        : old_ + std::chrono::minutes(30));
}

void BigScene::change(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    scene_.repo().write(name_file(i * (files_ / count)), "other bytes\n");
  changed_ = count;
}

void BigScene::set_untracked_cache(bool on) {
  test::TestRepo& repo = scene_.repo();
  repo.git({"update-index", on ? "--untracked-cache" : "--no-untracked-cache"});
  if (on) repo.git({"status", "--porcelain=v2"});  // fills it
  const bool is_on = test::read_bytes(index_file()).find("UNTR") != std::string::npos;
  if (is_on != on) throw std::runtime_error("git did not change its untracked cache");
}

void BigScene::check_recorded() const {
  scene_.check_recorded();
  const std::string text = test::read_bytes(scene_.path() / "SESSION.md");
  constexpr std::string_view kField = "- **Uncommitted Changes**: ";
  const std::size_t begin = text.find(kField);
  const std::string line = text.substr(begin, text.find('\n', begin) - begin);
  const bool told =
      changed_ == 0 ? line == fmt::format("{}None", kField) : count_parts(line, "M src") == changed_;
  if (!told)
    throw std::runtime_error(fmt::format("SESSION.md has other changes than {}: {}", changed_, line));
}

}  // namespace session::bench
