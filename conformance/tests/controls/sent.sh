#!/usr/bin/env bash
# Signers that send another request than they were given, that have a clock of their own, or that answer the signature
# alone: they are graded for what they state.
# usage: sent.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

control sends-another-body 0 "^note: $some signatures were graded for the request that the adapter says it sends\$" '^Conformant: '
control hides-another-body 1 '^FAIL  ' '^Not conformant: '
control sends-another-target 0 "^note: $some signatures were graded for the request" '^Conformant: '
control sends-nothing 1 'sign: malformed answer: "sent" has neither "target" nor "body_base64"'

control own-clock 0 '^limits: own-clock$' "^Conformant: .* $some out of limits"
control own-clock-ahead 1 '^FAIL  ' '^Not conformant: '
control own-clock-unstated 1 '^FAIL  ' '^Not conformant: '

control signature-only 0 '^limits: signature-only$' '^note: ambro: X-Amb-App-Id was not answered in ' '^Conformant: '
control signature-only-unstated 1 'header X-Amb-Access-Ts, which was not answered' '^Not conformant: '

if run reports-of-sent 0 test --run 'crm-*' --report json --report junit:a.xml -- \
  "$python" "$controls/control.py" sends-another-body "$mark"; then
  python3 "$tests/check-reports.py" out a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
  says out '"as_sent": true'
fi

finish
