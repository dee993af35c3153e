// SPDX-License-Identifier: MIT
// The pre-push hook (githooks(5)).
#include "app/hook_main.hpp"

int main(int argc, char** argv) {
  return session::app::run_pre_push(argc, argv);
}
