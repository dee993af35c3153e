#!/usr/bin/env bash
# Builds git-session, installs it, and puts its hooks into a repository.
set -euo pipefail

usage() {
  cat <<'END'
usage: install/install.sh [--prefix DIR] [--no-packages] [--no-demo] [REPOSITORY]

Installs the Debian packages that the build needs (only those missing), builds a release, installs it, and
runs "git session install" in REPOSITORY. Without REPOSITORY it shows in a new folder what the hooks do.

  --prefix DIR    where to install (default: /usr/local as root, ~/.local otherwise)
  --no-packages   install no packages
  --no-demo       without REPOSITORY: install only
END
}

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=install/packages.sh
. "$source_dir/install/packages.sh"

prefix=
packages=yes
demo=yes
repository=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -ge 2 ] || die "--prefix needs a folder"
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#*=} ;;
    --no-packages) packages=no ;;
    --no-demo) demo=no ;;
    -h | --help)
      usage
      exit
      ;;
    -*)
      usage >&2
      exit 2
      ;;
    *)
      [ -z "$repository" ] || die "only one repository can be given"
      repository=$1
      ;;
  esac
  shift
done

if [ -n "$repository" ]; then
  [ -d "$repository" ] || die "cannot find the folder '$repository'"
  repository=$(cd "$repository" && pwd)
fi
if [ -z "$prefix" ]; then
  if [ "$(id -u)" -eq 0 ]; then
    prefix=/usr/local
  else
    prefix=${HOME:?is not set}/.local
  fi
fi
mkdir -p "$prefix" || die "cannot create the folder '$prefix'"
prefix=$(cd "$prefix" && pwd)

[ "$packages" = no ] || install_packages "${build_packages[@]}"

build=$source_dir/build/release
say "Configuring in $build"
cd "$source_dir"
run_logged "$source_dir/build/release-configure.log" "configure the build" cmake --preset release
say "Building (some minutes)"
run_logged "$source_dir/build/release-build.log" "build git-session" cmake --build --preset release
say "Installing to $prefix"
run_logged "$source_dir/build/release-install.log" "install to $prefix" cmake --install "$build" --prefix "$prefix"

case :$PATH: in
  *":$prefix/bin:"*) ;;
  *)
    say "Note: $prefix/bin is not in PATH; add it, or git does not find its command 'session'"
    PATH=$prefix/bin:$PATH
    export PATH
    ;;
esac

if [ -n "$repository" ]; then
  say "Installing the hooks in $repository"
  cd "$repository"
  git session install || die "cannot install the hooks in '$repository'"
elif [ "$demo" = yes ]; then
  folder=$(mktemp -d "${TMPDIR:-/tmp}/git-session-demo.XXXXXX")
  say "Demonstration in $folder (remove it when you like)"
  bash "$source_dir/install/demo.sh" "$folder" || die "the demonstration failed"
fi
say "Done: $("$prefix/bin/git-session" version | head -n 1)"
