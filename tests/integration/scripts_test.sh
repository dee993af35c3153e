#!/usr/bin/env bash
# Tests what install/ holds: the package list, the arguments of install.sh, an install into a folder with a
# difficult name, and the demonstration with what was installed there.
# usage: scripts_test.sh SOURCE_DIR BUILD_DIR
set -euo pipefail
[ -z "${TEST_GIT-}" ] || PATH=$(dirname "$TEST_GIT"):$PATH

source_dir=$1
build_dir=$2
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
folder="$temp/it's a tést"
mkdir "$folder"

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
expect() { # expect TEXT WHERE
  case $2 in
    *"$1"*) ;;
    *) fail "'$1' is not in: $2" ;;
  esac
}

# --- packages: only missing ones, without a question, or a reason why not
mkdir "$temp/fake"
fake() { # fake NAME BODY
  printf '#!/bin/bash\n%s\n' "$2" >"$temp/fake/$1"
  chmod +x "$temp/fake/$1"
}
# shellcheck disable=SC2016 # the fake programs expand it
fake dpkg-query 'case $3 in
  here) printf "ii " ;;
  removed) printf "rc " ;;
  *) exit 1 ;;
esac'
# shellcheck disable=SC2016
fake apt-get 'printf "%s %s\n" "$DEBIAN_FRONTEND" "$*" >>"$LOG"'
# shellcheck disable=SC2016
fake sudo '[ "$1" != -n ] || shift; printf "sudo " >>"$LOG"; exec "$@"'
try_packages() { # try_packages UID NAME...
  : >"$temp/log"
  fake id "echo $1"
  shift
  LOG=$temp/log PATH=$temp/fake:$PATH bash -c '. "$0/install/packages.sh"; install_packages "$@"' \
    "$source_dir" "$@" </dev/null 2>&1
}
expect '==> Packages: all 2 are installed' "$(try_packages 0 here here)"
[ ! -s "$temp/log" ] || fail "apt-get ran although nothing was missing"
expect '==> Packages: installing removed other' "$(try_packages 0 here removed other)"
expect 'noninteractive -qq update' "$(cat "$temp/log")"
expect 'install removed other' "$(cat "$temp/log")"
try_packages 1000 other >/dev/null
expect 'sudo noninteractive -qq update' "$(cat "$temp/log")"
fake sudo 'exit 1'
! output=$(try_packages 1000 here other removed) || fail "installed packages without being root"
expect 'cannot install packages without being root; missing: other removed' "$output"
fake apt-get 'exit 1'
! output=$(try_packages 0 other) || fail "went on although apt-get failed"
expect 'cannot update the package lists' "$output"
bash -c '. "$0/install/packages.sh"; printf "%s\n" "${build_packages[@]}" "${test_packages[@]}" "${check_packages[@]}"' \
  "$source_dir" | sort | uniq -d | grep . && fail "a package is listed twice"

# --- arguments of install.sh: wrong ones stop before anything is done
expect 'usage: install/install.sh' "$(bash "$source_dir/install/install.sh" --help)"
status=0
bash "$source_dir/install/install.sh" --nonsense >/dev/null 2>&1 || status=$?
[ "$status" -eq 2 ] || fail "an unknown option gave status $status"
! output=$(bash "$source_dir/install/install.sh" --prefix "$temp/p" "$temp/nowhere" 2>&1) ||
  fail "took a folder that is not there"
expect "cannot find the folder '$temp/nowhere'" "$output"

# --- a staged install, and the demonstration with it
cmake --install "$build_dir" --prefix "$folder" >"$temp/install.log" 2>&1 || fail "$(cat "$temp/install.log")"
for hook in post-commit pre-push post-checkout; do
  program=$folder/libexec/git-session/git-session-$hook
  [ "$(stat -c %a "$program")" = 555 ] || fail "$program is writable"
done
PATH=$folder/bin:$PATH
mkdir "$folder/demo"
output=$(bash "$source_dir/install/demo.sh" "$folder/demo")
expect 'session: recorded' "$output"
expect 'Store passwords as hashes' "$output"
expect "SESSION.md describes 'main', you are on 'basket'" "$output"

cd "$folder/demo/shop"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
[ "$(git ls-remote origin main | cut -f 1)" = "$(git rev-parse main)" ] || fail "the push did not arrive"
expect "\`$(git rev-parse --short HEAD)\`" "$(cat SESSION.md)"
[ -z "$(git status --porcelain)" ] || fail "the work tree is not clean: $(git status --porcelain)"
git session uninstall >/dev/null
for hook in post-commit pre-push post-checkout; do
  [ ! -L ".git/hooks/$hook" ] || fail "$hook is still installed"
done
echo "all passed"
