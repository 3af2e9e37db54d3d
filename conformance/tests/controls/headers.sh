#!/usr/bin/env bash
# Adapters that are wrong in the headers only.
# usage: headers.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

control header-twice 1 'which was answered more than once'
control upper-hex 1 '^  header X-Amb-Access-Sig$' '^    received  [0-9A-F]{64}$' '^  calypso  .*'
if run other-name 1 test --scheme aet --report text --report json:a.json --report junit:a.xml -- \
  "$python" "$controls/control.py" other-name "$mark"; then
  says out '^  header signature, which was not answered$' '^    instead   X-signature.x1B.2J$'
  says a.json '^ +"X-signature.u001b.2J"$'
  says a.xml '^instead: X-signature.x1B.2J$'
  python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
control wrong-accept 1 '^  header accept$' '    received  text/html$'
control signs-all 1 'header Sign, which must not be sent here' '    received  00$'
# A signer must answer what a verifier requires; what the document wants besides is only noted.
control no-token 1 '^  header authorization, which was not answered$' '^Not conformant: '
control few-headers 0 'note: aet: content-type was not answered in [0-9]+ of [0-9]+ cases, such as aet-' '^Conformant: '

finish
