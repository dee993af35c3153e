#!/usr/bin/env bash
# Lets bench_peak watch programs whose memory is known. usage: peak_works.sh BENCH_PEAK
set -euo pipefail

bench_peak=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# expect LEAST MOST COMMAND: the peak lies between these, in MiB.
expect() {
  "$bench_peak" "$scratch/peak" /bin/sh -c "$3" >/dev/null
  local peak=$(($(cat "$scratch/peak") / 1024))
  if [ "$peak" -lt "$1" ] || [ "$peak" -gt "$2" ]; then
    printf 'a peak of %s MiB, not of %s to %s, for: %s\n' "$peak" "$1" "$2" "$3" >&2
    exit 1
  fi
}

expect 0 16 ':'
expect 64 96 'dd if=/dev/zero of=/dev/null bs=64M count=1 status=none; :'
# Both ends of the pipe live until all is through, each with its block; one after the other counts once.
expect 126 190 'dd if=/dev/zero bs=64M count=1 status=none | dd of=/dev/null bs=64M iflag=fullblock status=none'
expect 64 96 'for i in 1 2 3; do dd if=/dev/zero of=/dev/null bs=64M count=1 status=none; done; :'

status=0
"$bench_peak" "$scratch/peak" /bin/sh -c 'exit 7' || status=$?
[ "$status" = 7 ] || { printf 'status %s instead of 7\n' "$status" >&2; exit 1; }
