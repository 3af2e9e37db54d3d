#!/usr/bin/env bash
# Processes that leave the adapter's group are ended with it, and so is an adapter whose runner finds no memory.
# usage: leavers.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# leaves NAME EXIT_CODE REGEX...: as control, of few cases.
leaves() {
  local limit=60
  wanted "$1" || return
  if [[ "$*" = *"within 1 s"* ]]; then in_time leaves_within "$@"; else leaves_within "$@"; fi
}
leaves_within() {
  local how=$1 code=$2
  shift 2
  run "$how" "$code" test --timeout "$limit" --max-restarts 0 --run 'crm-post*' --run 'crm-verify-[a-m]*' -- \
    "$python" "$controls/control.py" "$how" "$mark"
  says out "${@//within 1 s/within $limit s}"
}

leaves leave-at-start 0 '^Conformant: '
leaves leave-at-each 0 '^Conformant: '
leaves leave-heirs 0 '^Conformant: '
leaves leave-one-that-talks 0 '^Conformant: '
leaves leave-and-crash 3 '^BROKEN  .* exit status 1'
leaves leave-and-hang 3 '^BROKEN  .* did not answer within 1 s'

# A group is ended however the runner ends.
if wanted flood && (ulimit -v 70000 && "$reqsig" --version >out 2>&1); then
  begin flood
  (ulimit -v 70000 && "$reqsig" test --scheme crm --report json:a.json -- "$python" "$controls/control.py" flood "$mark") >out 2>err
  [ $? -eq 3 ] || fail "the exit code is not 3"
  says err 'not enough memory'
  [ ! -e a.json ] || fail "a report was begun"
  sleep 1
  pgrep -f "$mark" >left && fail "processes are left: $(tr '\n' ' ' <left)"
fi

finish
