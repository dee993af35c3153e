#!/usr/bin/env bash
# Shows git-session at work in a new repository: a transcript of git commands and what they print.
# usage: demo.sh FOLDER    (an empty folder; git-session has to be in PATH)
set -euo pipefail

folder=${1:?usage: demo.sh FOLDER}

# The person's own settings, hooks and signing keys have no part in it.
while IFS= read -r name; do unset "$name"; done < <(git rev-parse --local-env-vars)
unset GIT_SESSION
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 XDG_CONFIG_HOME=$folder/config GIT_PAGER=cat
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org

# show COMMAND: prints the command as a person would type it, and runs it.
show() {
  printf '$ %s\n' "$1"
  eval "$1" 2>&1
}

git init -q --bare -b main "$folder/server.git"
git init -q -b main "$folder/shop"
cd "$folder/shop"
git remote add origin "$folder/server.git"
cat >IMPLEMENTATION_PHASES.md <<'END'
# Implementation Phases: Shop

## Phase 1: Accounts
- [ ] Add login form
- [ ] Store passwords as hashes
- [ ] Send the welcome mail

## Phase 2: Basket
- [ ] Show the basket
END
git add IMPLEMENTATION_PHASES.md
git commit -q -m "Plan the work"

show 'git session install'
printf 'form\n' >login.txt
show 'git add login.txt && git commit -q -m "Add login form"'
printf 'hash\n' >passwords.txt
show 'git add passwords.txt && git commit -q -m "Use argon2" -m "Completes: Store passwords as hashes"'
show 'git push -q -u origin main'
show 'git switch -q -c basket'
show 'git switch -q main'
show 'git session start "Send the welcome mail"'
show 'git session wrap-up --note "mail server is missing" --next "Write src/mail.py"'
show 'cat SESSION.md'
show 'git session resume'
