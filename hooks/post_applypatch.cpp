// SPDX-License-Identifier: MIT
// The post-applypatch hook (githooks(5)).
#include "app/hook_main.hpp"

int main(int argc, char** argv) {
  return session::app::run_post_applypatch(argc, argv);
}
