#!/usr/bin/env bash
# The manual pages as man and mandoc read them, and the completion of shells on a terminal.
# usage: pages-read.sh REQSIG

# shellcheck source=conformance/tests/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir pages
test_case 'the pages are written' 0 pages pages

begin 'man reads the pages without a warning'
if command -v man >out; then
  man --warnings -l pages/man/*.1 >out 2>err || fail 'man fails'
  err_is_empty
else
  echo 'skip - manual pages as man sees them: no man here'
fi
begin 'mandoc has nothing against the pages'
if command -v mandoc >out; then
  mandoc -T lint -W warning pages/man/*.1 2>&1 | grep -v 'missing date' >err
  err_is_empty
else
  echo 'skip - manual pages as mandoc sees them: no mandoc here'
fi

# What words are completed to, on a terminal.
completes() { # SHELL FILE
  if ! command -v "$1" >/dev/null; then echo "skip - completion of $1: it is not here"; return; fi
  test_name="$1 completes" num_tests=$((num_tests + 1))
  "$tests/check-completion.py" "$1" "pages/completion/$2" "$reqsig" >out 2>err || fail 'it does not'
  err_is_empty
}
if has_terminals completion; then
  completes bash reqsig.bash
  completes zsh _reqsig
  completes fish reqsig.fish
fi

finish
