#!/usr/bin/env bash
# Gives made-up counts to instructions.sh and expects it to tell good ones from bad ones.
set -euo pipefail

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
printf '{\n  "instructions": {\n    "quick": 1000,\n    "slow": 2000000\n  }\n}\n' >"$scratch/baseline.json"

# expect STATUS TEXT COUNT...: the comparison of these counts ends so and says that.
expect() {
  local status=0 wanted=$1 text=$2 said
  shift 2
  printf '%s\n' "$@" >"$scratch/counts"
  said=$("$folder/instructions.sh" --baseline "$scratch/baseline.json" --counts "$scratch/counts" 2>&1) || status=$?
  if [ "$status" != "$wanted" ] || ! grep -qF -- "$text" <<<"$said"; then
    printf 'counts: %s\nstatus %s instead of %s, or no "%s" in:\n%s\n' "$*" "$status" "$wanted" "$text" "$said" >&2
    exit 1
  fi
}

expect 0 '+9.9 %  PASS' 'quick 1000' 'slow 2198000'
expect 1 'FAIL: more than 10 % over the baseline' 'quick 1000' 'slow 2202000'
expect 0 '--update' 'quick 899' 'slow 2000000'
expect 1 'FAIL: in the baseline, but not counted' 'quick 1000'
expect 1 'FAIL: not in the baseline' 'quick 1000' 'slow 2000000' 'new 1'

# What --update writes is what the next comparison reads.
printf 'quick 10\nslow 3000000\n' >"$scratch/counts"
"$folder/instructions.sh" --baseline "$scratch/baseline.json" --counts "$scratch/counts" --update >/dev/null
expect 0 '+0.0 %  PASS' 'quick 10' 'slow 3000000'
expect 1 'FAIL' 'quick 12' 'slow 3000000'

# A baseline that cannot be read is no baseline that all counts keep to.
printf '{}\n' >"$scratch/baseline.json"
expect 1 'there are no counts' 'quick 10' 'slow 3000000'
