#!/usr/bin/env bash
# Builds git-session with its tests and runs them.
# usage: tests/run.sh [--no-packages] [ARGUMENT OF CTEST]...
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=install/packages.sh
. "$source_dir/install/packages.sh"
cd "$source_dir"

packages=yes
case ${1-} in
  --no-packages)
    packages=no
    shift
    ;;
  -h | --help)
    sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"
    exit
    ;;
esac
[ "$packages" = no ] || install_packages "${build_packages[@]}" "${test_packages[@]}"

say "Configuring in $source_dir/build/dev"
run_logged "$source_dir/build/dev-configure.log" "configure the build" cmake --preset dev
say "Building"
run_logged "$source_dir/build/dev-build.log" "build git-session" cmake --build --preset dev
# The tests make many small repositories; in memory they need no disk.
if [ -z "${TMPDIR-}" ] && [ -d /dev/shm ] && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
say "Testing"
ctest --preset dev -j2 "$@" || die "some tests failed"
