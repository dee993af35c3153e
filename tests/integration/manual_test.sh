#!/usr/bin/env bash
# The manual page has every command and option that the program tells of, and no other.
# usage: manual_test.sh SOURCE_DIR PROGRAMS_DIR
set -euo pipefail

page=$(sed 's/\\-/-/g; s/\\f[BIR]//g' "$1/docs/man/git-session.1")
program=$2/git-session

# words HELP: the commands or long options in a help text, one a line.
options() { grep -oE -- '--[a-z][a-z-]+' | grep -vx -- --help | sort -u; }

commands=$("$program" -h | sed -n '/^Subcommands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' | sort)
[ "$(wc -l <<<"$commands")" -ge 5 ] || { echo "no commands found in the help text" >&2; exit 1; }
documented=$(grep -oE '^git session [a-z-]+' <<<"$page" | awk '{ print $3 }' | sort)
diff <(echo "$commands") <(echo "$documented") || { echo "the synopsis differs from the help text" >&2; exit 1; }
for command in $commands; do
  # Descriptions name options of other commands, too.
  told=$("$program" "$command" -h | grep -oE '^  (-[a-z],)?--[a-z][a-z-]+' | options || true)
  written=$(grep -E "^git session $command( |\$)" <<<"$page" | options || true)
  [ "$told" = "$written" ] || { printf '%s: told: %s; written: %s\n' "$command" "$told" "$written" >&2; exit 1; }
done
