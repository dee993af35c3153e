#!/usr/bin/env bash
# Builds git-session in Release and prints what it costs. Run it on a machine that does nothing else.
# usage: tests/bench/run.sh [--no-packages] [--quick] [--rounds N] [--strict] [TABLE]...
#   --quick  few rounds    --rounds N  so many    --strict  status 1 when a bar is missed
#   TABLE    commit hook items push changes rebase history reconcile; without one all of them, and the recogniser
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
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
    sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}"
    exit
    ;;
esac
everything=yes
for argument in "$@"; do
  case $argument in [a-z]*) everything=no ;; esac
done

[ "$packages" = no ] || install_packages "${build_packages[@]}" "${test_packages[@]}"
say "Building in $source_dir/build/bench"
run_logged "$source_dir/build/bench-configure.log" "configure the build" cmake --preset bench
run_logged "$source_dir/build/bench-build.log" "build the benchmarks" \
  cmake --build --preset bench --target hook_bench markdown_bench

say "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg), $(git --version), kernel $(uname -r)"
build/bench/tests/bench/hook_bench "$@"
if [ "$everything" = yes ]; then
  say "Recogniser"
  build/bench/tests/bench/markdown_bench --benchmark_min_time=0.2
fi
say "load $(cut -d ' ' -f 1-3 /proc/loadavg)"
