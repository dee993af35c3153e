#!/usr/bin/env bash
# Builds git-session in Release and prints what it costs. Run it on a machine that does nothing else.
# usage: tests/bench/run.sh [OPTION]... [TABLE]...
#   --quick           few rounds and no big repositories     --rounds N  so many
#   --huge            half a million files, too              --strict    status 1 when a bar is missed
#   --plots           writes the charts of docs/performance/ from this run
#   --with DIR        compares with the programs in DIR/node_modules, besides those in PATH
#   --install-others  installs lefthook, husky and prek into build/others, and Debian's pre-commit; then compares
#   --no-packages     installs no packages
#   TABLE    commit hook items push changes files rebase history reconcile; without one all of them, and the recogniser
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=install/packages.sh
. "$source_dir/install/packages.sh"

packages=yes
others=no
folder=
everything=yes
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --no-packages) packages=no ;;
    --install-others) others=yes ;;
    --with)
      [ $# -ge 2 ] || die "--with needs a folder"
      folder=$(cd "$2" && pwd) || die "cannot find the folder '$2'"
      shift
      ;;
    --plots) arguments+=(--plots "$source_dir/docs/performance") ;;
    --rounds)
      [ $# -ge 2 ] || die "--rounds needs a number"
      arguments+=("$1" "$2")
      shift
      ;;
    -h | --help)
      sed -n '2,11s/^# //p' "${BASH_SOURCE[0]}"
      exit
      ;;
    [a-z]*)
      everything=no
      arguments+=("$1")
      ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
cd "$source_dir"

[ "$packages" = no ] || install_packages "${build_packages[@]}" "${test_packages[@]}"
if [ "$others" = yes ]; then
  command -v npm >/dev/null || install_packages npm
  command -v pre-commit >/dev/null || install_packages pre-commit
  folder=$source_dir/build/others
  mkdir -p "$folder"
  # Without scripts: that of lefthook puts its hooks into the repository around, which is ours.
  run_logged "$source_dir/build/others.log" "install lefthook, husky and prek" \
    npm install --ignore-scripts --no-audit --no-fund --prefix "$folder" lefthook husky @j178/prek
fi
if [ -n "$folder" ]; then
  # A package's own executable comes first: the script that npm puts before it starts node each time.
  for programs in "$folder/node_modules/.bin" "$folder"/node_modules/lefthook-*/bin "$folder"/node_modules/@j178/prek-*; do
    [ ! -d "$programs" ] || PATH=$programs:$PATH
  done
  export PATH
fi

[ -z "${TEST_GIT-}" ] || PATH=$(dirname "$TEST_GIT"):$PATH

say "Building in $source_dir/build/bench"
run_logged "$source_dir/build/bench-configure.log" "configure the build" cmake --preset bench
run_logged "$source_dir/build/bench-build.log" "build the benchmarks" \
  cmake --build --preset bench --target hook_bench markdown_bench

say "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg), $(git --version), kernel $(uname -r)"
build/bench/tests/bench/hook_bench ${arguments[@]+"${arguments[@]}"}
if [ "$everything" = yes ]; then
  say "Recogniser"
  build/bench/tests/bench/markdown_bench --benchmark_min_time=0.2
fi
say "load $(cut -d ' ' -f 1-3 /proc/loadavg)"
