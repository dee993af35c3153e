/* SPDX-License-Identifier: MIT */
/* Run by CMake: does libgit2.a work with libgit2_stubs.c, fully static, and is it a version we know? */
#include <git2.h>

int main(void) {
  int major = 0;
  int minor = 0;
  int patch = 0;
  git_repository* repository = 0;
  if (git_libgit2_init() < 1) return 1;
  git_libgit2_version(&major, &minor, &patch);
  if (major != 1 || minor != 5) return 2;
  if (git_repository_open(&repository, "/dev/null/absent") != GIT_ENOTFOUND) return 3;
  return git_libgit2_shutdown() == 0 ? 0 : 4;
}
