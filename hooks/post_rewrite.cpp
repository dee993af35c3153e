// SPDX-License-Identifier: MIT
// The post-rewrite hook (githooks(5)).
#include "app/hook_main.hpp"

int main(int argc, char** argv) {
  return session::app::run_post_rewrite(argc, argv);
}
