// SPDX-License-Identifier: MIT
// The floor: a native hook that does nothing, linked as ours are.

int main() {
  return 0;
}
