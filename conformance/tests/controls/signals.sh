#!/usr/bin/env bash
# The user ends the run, or the system does.
# usage: signals.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

for signal in SIGINT SIGTERM SIGHUP SIGQUIT SIGUSR1 SIGALRM; do
  wanted "$signal-midway" || continue
  begin "$signal-midway"
  python3 "$controls/ended-by.py" "$signal" "$reqsig" test --report text --report json:a.json -- \
    "$python" "$controls/control.py" "$test_name" "$mark" >out 2>err </dev/null || fail "$(tail -n 1 err)"
  says out "as the runner got $signal" "^  all +$some +([5-9]|1[0-9]) " "^Broken: the adapter was ended, as the runner got $signal"
  says a.json '"kind": "interrupted"' '"exit_code": 3'
  none_is_left
done
# No report, but the adapter is ended all the same.
for how in SIGKILL-midway leave-and-kill-runner; do
  wanted "$how" || continue
  begin "$how"
  python3 "$controls/ended-by.py" SIGKILL "$reqsig" test -- "$python" "$controls/control.py" "$test_name" "$mark" \
    >out 2>err </dev/null || fail "$(tail -n 1 err)"
  for _ in {1..20}; do
    pgrep -f "$mark" >left || break
    sleep 0.5
  done
  none_is_left
done
if wanted SIGHUP-ignored; then
  begin SIGHUP-ignored
  nohup "$reqsig" test -- "$python" "$controls/control.py" "$test_name" "$mark" >out 2>err </dev/null ||
    fail "ended in spite of nohup"
  says out '^Conformant: '
fi

finish
