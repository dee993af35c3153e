#!/bin/sh
# What a person would write in ten minutes: appends the commit to Completed Items and refreshes the checkpoint.
# No lock, no journal, no amend, no trailers, no quoting; the file is gone when the disk is full.
file=SESSION.md
[ -f "$file" ] || exit 0

hash=$(git rev-parse --short HEAD)
branch=$(git rev-parse --abbrev-ref HEAD)
subject=$(git log -1 --format=%s)
day=$(git log -1 --format=%cs)
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
changes=$(git status --porcelain | grep -v "$file" | awk '{ printf "%s%s %s", (NR > 1 ? ", " : ""), $1, $2 }')

awk -v item="- [x] $subject — \`$hash\` ($day)" '
  /^## / {
    if (inside && !done) { print item; if (blank) print ""; done = 1 }
    inside = ($0 == "## Completed Items")
    blank = 0
  }
  inside && /^_\(No items completed yet\)_$/ { next }
  inside && /^$/ { blank = 1; next }
  { print }
' "$file" >"$file.new" && mv "$file.new" "$file"

sed -i \
  -e "s|^- \*\*Branch\*\*:.*|- **Branch**: $branch|" \
  -e "s|^- \*\*Last Commit\*\*:.*|- **Last Commit**: \`$hash\` — $subject|" \
  -e "s|^- \*\*Uncommitted Changes\*\*:.*|- **Uncommitted Changes**: ${changes:-None}|" \
  -e "s|^- \*\*Timestamp\*\*:.*|- **Timestamp**: $now|" \
  "$file"
echo "session: recorded $hash \"$subject\"" >&2
