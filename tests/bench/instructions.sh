#!/usr/bin/env bash
# Counts the instructions of the hooks where they matter most, and compares them with tests/bench/baseline.json.
# usage: tests/bench/instructions.sh [--programs DIR] [--update] [--baseline FILE] [--counts FILE]
#   --programs DIR   the programs of a release build (build/release/bin)
#   --update         writes the baseline instead of comparing
#   --baseline FILE  another baseline        --counts FILE  compares these counts, counts nothing
# Status 1 when a count is more than 10 % over the baseline, or when the scenarios are not those of the baseline.
# Seconds depend on the machine and on what else it does; instructions repeat, so that a slow change cannot hide.
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=install/packages.sh
. "$source_dir/install/packages.sh"

tolerance=10
programs=$source_dir/build/release/bin
baseline=$source_dir/tests/bench/baseline.json
counts=
update=no
while [ $# -gt 0 ]; do
  case $1 in
    --programs | --baseline | --counts)
      [ $# -ge 2 ] || die "$1 needs a value"
      case $1 in
        --programs) programs=$(cd "$2" && pwd) ;;
        --baseline) baseline=$2 ;;
        --counts) counts=$2 ;;
      esac
      shift
      ;;
    --update) update=yes ;;
    -h | --help)
      sed -n '2,8s/^# //p' "${BASH_SOURCE[0]}"
      exit
      ;;
    *) die "unknown argument '$1'" ;;
  esac
  shift
done

# The folder's path is as long everywhere, whatever TMPDIR and the place of the checkout.
scratch=$(mktemp -d /tmp/git-session-counts.XXXXXXXX)
trap 'rm -rf "$scratch"' EXIT
environment=(
  "PATH=$scratch/bin:$PATH" "HOME=$scratch/home" "TMPDIR=$scratch" LC_ALL=C TZ=UTC TERM=dumb
  GIT_CONFIG_NOSYSTEM=1 SOURCE_DATE_EPOCH=1751362200
  "GIT_AUTHOR_DATE=1751362200 +0000" "GIT_COMMITTER_DATE=1751362200 +0000"
)

# in_repo NAME COMMAND...: runs the command in that repository, in the fixed environment.
in_repo() {
  local repo=$scratch/$1
  shift
  env -i -C "$repo" "${environment[@]}" "$@" </dev/null >>"$scratch/log" 2>&1 ||
    die "a command failed: $*: $(tail -n 5 "$scratch/log")"
}

# make_repo NAME: 20 committed files, one of them modified, one untracked file; our hooks are installed.
make_repo() {
  local number
  mkdir "$scratch/$1"
  in_repo "$1" git init --quiet --initial-branch=main
  for number in $(seq 10 29); do
    seq -f "line %g of file $number, and some words more" 20 >"$scratch/$1/file$number.txt"
  done
  touch -d '2025-07-01 09:00:00 UTC' "$scratch/$1"/*.txt
  in_repo "$1" git add --all
  in_repo "$1" git commit --quiet --message=First
  printf 'modified\n' >"$scratch/$1/file10.txt"
  printf 'untracked\n' >"$scratch/$1/notes.txt"
  touch -d '2025-07-01 09:10:00 UTC' "$scratch/$1/file10.txt" "$scratch/$1/notes.txt"
  in_repo "$1" git session install
}

# commit NAME SUBJECT [VARIABLE]: a commit of nothing.
commit() { in_repo "$1" env "${3-A=}" git commit --quiet --allow-empty --message="$2"; }

# count SCENARIO NAME VARIABLE INPUT HOOK ARGUMENT...: what the hook costs as git starts it; children are not counted.
count() {
  local scenario=$1 repo=$2 variable=$3 input=$4 hook=$5 pid total
  shift 5
  env -i -C "$scratch/$repo" "${environment[@]}" "$variable" GIT_INDEX_FILE=.git/index GIT_EDITOR=: GIT_PREFIX= \
    "GIT_EXEC_PATH=$(git --exec-path)" valgrind --quiet --tool=callgrind --vgdb=no \
    --callgrind-out-file="$scratch/out.%p" ".git/hooks/$hook" "$@" <"$input" >>"$scratch/log" 2>&1 &
  pid=$!
  wait "$pid" || die "$hook failed in the scenario $scenario: $(tail -n 5 "$scratch/log")"
  total=$(sed -n 's/^totals: *//p' "$scratch/out.$pid")
  [ -n "$total" ] || die "callgrind counted nothing in the scenario $scenario"
  printf '%s %s\n' "$scenario" "$total"
}

# must_hold FILE TEXT: a hook that did not do its work must not look fast.
must_hold() { grep -qF -- "$2" "$scratch/$1" || die "$1 lacks '$2'"; }

count_all() {
  make_repo full
  commit full "Write the manual" GIT_SESSION=0
  count post-commit-switched-off full GIT_SESSION=0 /dev/null post-commit
  count post-commit-full-work full A= /dev/null post-commit
  must_hold full/SESSION.md '- [x] Write the manual'

  make_repo without
  rm "$scratch/without/SESSION.md"
  commit without "Write the manual" GIT_SESSION=0
  count post-commit-no-file without A= /dev/null post-commit

  make_repo rebase
  in_repo rebase git checkout --quiet -- file10.txt
  commit rebase "Write the manual"
  commit rebase "Print the manual"
  in_repo rebase env GIT_SEQUENCE_EDITOR='sed -i 1s/pick/edit/' git rebase --interactive --quiet --keep-empty HEAD~2
  [ -d "$scratch/rebase/.git/rebase-merge" ] || die "no rebase is under way in '$scratch/rebase'"
  count post-commit-in-rebase rebase A= /dev/null post-commit

  make_repo switch
  commit switch "Write the manual"
  in_repo switch git branch other
  commit switch "Print the manual"
  in_repo switch env GIT_SESSION=0 git switch --quiet other
  count post-checkout-switch switch A= /dev/null post-checkout \
    "$(git -C "$scratch/switch" rev-parse main)" "$(git -C "$scratch/switch" rev-parse other)" 1
  must_hold log "SESSION.md describes 'main', you are on 'other'"

  make_repo push
  commit push "Write the manual"
  must_hold push/SESSION.md '- [x] Write the manual'
  printf 'refs/heads/main %s refs/heads/main %s\n' "$(git -C "$scratch/push" rev-parse HEAD)" \
    "$(git -C "$scratch/push" rev-parse HEAD~1)" >"$scratch/push-line"
  count pre-push-nothing-new push A= "$scratch/push-line" pre-push origin https://example.org/project.git
  must_hold push/.git/session/session.log pre-push
}

# list_tools: what the counts depend on, as lines of JSON.
list_tools() {
  printf '    "compiler": "%s",\n' "$(g++ --version | head -n 1)"
  printf '    "libgit2": "%s",\n' "$(pkg-config --modversion libgit2)"
  printf '    "git": "%s",\n' "$(git --version)"
  printf '    "valgrind": "%s"\n' "$(valgrind --version 2>/dev/null || echo none)"
}

# write_baseline COUNTS
write_baseline() {
  printf '{\n  "counted": "instructions in user space, without child processes",\n  "measured_with": {\n'
  list_tools
  printf '  },\n  "instructions": {\n'
  sed 's/^\([^ ]*\) \(.*\)$/    "\1": \2,/; $s/,$//' "$1"
  printf '  }\n}\n'
}

# read_baseline: its scenarios and counts, one in a line.
read_baseline() { sed -n '/"instructions": {/,/}/s/^ *"\([a-z-]*\)": \([0-9]*\),*$/\1 \2/p' "$baseline"; }

# compare COUNTS: a line for each scenario; status 1 when one is too dear or the scenarios differ.
compare() {
  local listed
  listed=$(read_baseline)
  [ -n "$listed" ] || die "there are no counts in $baseline"
  awk -v tolerance="$tolerance" '
    NR == FNR { base[$1] = $2; next }
    !($1 in base) { printf "  %-26s %10d  FAIL: not in the baseline\n", $1, $2; bad = 1; next }
    {
      change = ($2 / base[$1] - 1) * 100
      verdict = "PASS"
      if (change > tolerance) { verdict = "FAIL: more than " tolerance " % over the baseline"; bad = 1 }
      if (change < -tolerance) { verdict = "PASS: write the better count down with --update" }
      printf "  %-26s %10d  %+6.1f %%  %s\n", $1, $2, change, verdict
      delete base[$1]
    }
    END {
      for (scenario in base) { printf "  %-26s %10s  FAIL: in the baseline, but not counted\n", scenario, "-"; bad = 1 }
      exit bad
    }' <(printf '%s\n' "$listed") "$1"
}

if [ -z "$counts" ]; then
  command -v valgrind >/dev/null || die "valgrind is missing: apt-get install valgrind"
  [ -x "$programs/git-session-post-commit" ] || die "no programs in $programs: cmake --preset release, then build it"
  mkdir "$scratch/home"
  cp -R "$programs" "$scratch/bin"
  printf '[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n' >"$scratch/home/.gitconfig"
  counts=$scratch/counts
  count_all >"$counts"
fi
if [ "$update" = yes ]; then
  write_baseline "$counts" >"$scratch/baseline"
  cp "$scratch/baseline" "$baseline"
  say "Written: $baseline"
fi
if ! compare "$counts"; then
  list_tools | while IFS= read -r line; do
    grep -qF -- "${line%,}" "$baseline" || say "not as in the baseline: ${line#    }"
  done
  die "instructions differ from $baseline; when that is meant, write it anew with --update"
fi
