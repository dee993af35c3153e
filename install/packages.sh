# shellcheck shell=bash disable=SC2034
# The Debian packages that git-session is built and tested with, and how the scripts install them.
# Sourced by install/install.sh, tests/run.sh and .ci/run.

# What a build needs.
build_packages=(
  cmake g++ git ninja-build pkg-config
  libcli11-dev libexpected-dev libfmt-dev libgit2-dev libspdlog-dev libtomlplusplus-dev nlohmann-json3-dev zlib1g-dev
)

# What the tests need beyond that.
test_packages=(
  busybox libbenchmark-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libgmock-dev libgtest-dev
  librapidcheck-dev strace
)

# What the checks of .ci/run need beyond the tests.
check_packages=(ccache clang-format clang-tidy shellcheck valgrind)

# say TEXT: one line about the step that begins.
say() { printf '==> %s\n' "$*"; }

# die TEXT: stops with a reason.
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# run_logged LOG WHAT COMMAND...: runs the command with its output in LOG; shows the end of it on an error.
run_logged() {
  local log=$1 what=$2
  shift 2
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    die "cannot $what (the whole output is in $log)"
  fi
}

# install_packages NAME...: installs those that are missing; asks nothing.
install_packages() {
  local name missing=()
  if ! command -v dpkg-query >/dev/null; then
    die "this is no Debian system: install what these packages hold and use --no-packages: $*"
  fi
  for name in "$@"; do
    case $(dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null) in
      ii*) ;;
      *) missing+=("$name") ;;
    esac
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "Packages: all $# are installed"
    return
  fi
  say "Packages: installing ${missing[*]}"
  local root=(env)
  if [ "$(id -u)" -ne 0 ]; then
    # Without a terminal nobody could type a password.
    if ! command -v sudo >/dev/null || ! { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      die "cannot install packages without being root; missing: ${missing[*]}"
    fi
    root=(sudo env)
  fi
  root+=(DEBIAN_FRONTEND=noninteractive LC_ALL=C)
  "${root[@]}" apt-get -qq update || die "cannot update the package lists"
  "${root[@]}" apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install "${missing[@]}" \
    </dev/null >/dev/null || die "cannot install the packages: ${missing[*]}"
}
