#!/usr/bin/env bash
# Adapters that never answer.
# usage: silence.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

unheard='within 1 s, and wrote nothing at all to its standard output .does it flush each line\?.'
control silent 3 'did not introduce itself' "BROKEN  the adapter did not answer $unheard\$" 'had not answered hello'
control sleep 3 "did not answer $unheard" 'had not answered hello'
control exit-at-once 3 'ended with exit status 0 before it had answered all' 'had not answered hello'
control greets-only 3 'did not answer within 1 s$' 'first case without an answer: [a-z]+ of [a-z]+-'
reads_no_more() {
  run reads-no-more 3 test --timeout "$limit" --max-restarts 0 --run '*-body-1-mib' -- \
    "$python" "$controls/control.py" greets-then-reads-no-more "$mark"
  says out "did not answer within $limit s, and left 1[0-9]{6} bytes of its input unread" '^ERROR  [a-z]+-body-1-mib$'
}
if wanted reads-no-more; then in_time reads_no_more; fi

finish
