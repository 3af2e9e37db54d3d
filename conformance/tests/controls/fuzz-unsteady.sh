#!/usr/bin/env bash
# reqsig fuzz: answers that come and go are one finding, and hide no mistake that is always made.
# usage: fuzz-unsteady.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# finds HOW NUMBER REGEX...: the adapter unsteady.py HOW has that many findings; the report must match each.
finds() {
  wanted "$1" || return 0
  run "$1" 1 fuzz aet crm --seed 5 --cases 900 --time 300 --timeout 60 --save "$1" -- "$python" "$controls/unsteady.py" "$1"
  says out "${@:3}"
  [ "$(grep -c '^FOUND' out)" -eq "$2" ] || fail "other than $2 findings: $(grep '^FOUND' out)"
}

finds dice 1 "^FOUND  aet unsteady  in $some cases\$" '^  One question gets several answers: ' '^  verify: accepted what must be rejected$'
! wanted dice || says -v out 'saved as'
finds seventh 1 '^FOUND  aet unsteady  ' '^  One question gets several answers: '
finds never-twice 1 '^FOUND  aet unsteady  ' '^  One question gets several answers: '
finds first-secret 1 '^FOUND  aet unsteady  ' '^  Asked of a new process, the adapter answers this rightly: '
finds slash-and-dice 2 '^FOUND  aet leading-slash/' '^  saved as aet-fuzz-leading-slash-' '^FOUND  aet unsteady  '

# --- also where the time is over before any finding is asked again
if run short-of-time 1 fuzz aet crm --seed 5 --time 1 --timeout 60 -- "$python" "$controls/unsteady.py" dice; then
  says out '^FOUND  aet unsteady  ' '^Found: 1 cause of disagreement'
fi

# --- who accepts all breaks no relation besides
finds accepts 2 '^FOUND  aet accepts-all  ' '^FOUND  crm accepts-all  '

finish
