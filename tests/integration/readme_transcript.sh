#!/usr/bin/env bash
# Plays the demonstration with fixed times and compares it with the transcript in README.md.
# usage: readme_transcript.sh SOURCE_DIR PROGRAMS_DIR [--update]
set -euo pipefail
[ -z "${TEST_GIT-}" ] || PATH=$(dirname "$TEST_GIT"):$PATH

source_dir=$(cd "$1" && pwd)
programs=$(cd "$2" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/demo" "$folder/home"

unset GIT_DEFAULT_HASH GIT_DEFAULT_REF_FORMAT
export HOME=$folder/home TZ=UTC LC_ALL=C SOURCE_DATE_EPOCH=1782900000 PATH=$programs:$PATH
export GIT_AUTHOR_DATE=2026-07-01T10:00:00Z GIT_COMMITTER_DATE=2026-07-01T10:00:00Z
bash "$source_dir/install/demo.sh" "$folder/demo" |
  sed -e "s|$folder/demo|/tmp/demo|g" -e "s|$programs|/usr/local/libexec/git-session|g" >"$folder/actual"

readme=$source_dir/README.md
if [ "${3-}" = --update ]; then
  awk -v file="$folder/actual" '
    /^<!-- transcript -->$/ { print; print "```console"; while ((getline line < file) > 0) print line; print "```"; skip = 1 }
    /^<!-- end of transcript -->$/ { skip = 0 }
    !skip { print }' "$readme" >"$folder/readme"
  cat "$folder/readme" >"$readme"
  exit
fi
awk '/^<!-- transcript -->$/ { inside = 1; next }
     /^<!-- end of transcript -->$/ { inside = 0 }
     inside && !/^```/' "$readme" >"$folder/expected"
[ -s "$folder/expected" ] || { echo "README.md has no transcript" >&2; exit 1; }
diff -u "$folder/expected" "$folder/actual" || {
  echo "README.md is out of date: bash tests/integration/readme_transcript.sh . build/dev/bin --update" >&2
  exit 1
}
