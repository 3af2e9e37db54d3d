#!/usr/bin/env bash
# Adapters whose answer to hello is wrong, or declares little.
# usage: hello.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

broke='broke the protocol: it answered with'
control protocol-2 3 'hello with protocol version 2, and this runner speaks only version 1'
control no-protocol 3 'an answer to hello without "protocol" as a number'
control no-schemes 1 '^Not conformant: the adapter declares no scheme'
control no-ops 1 '^Not conformant: the adapter declares no op'
control schemes-as-string 3 'an answer to hello without "schemes" as a list of strings'
control nameless 3 'an answer to hello without "name" as a string'
control empty-name 3 "$broke an answer to hello with an empty .name.\$"
control empty-version 0 '^control-empty-version .python.$' '^Conformant: '
control name-alone 0 '^control-name-alone$' '^Conformant: '
control endless-name 3 "an answer to hello with more than 200 bytes in .name.$"
if [ -z "$only" ] && [ "$(wc -c <out)" -gt 2000 ]; then fail "the name is printed"; fi
control long-version 3 "an answer to hello with more than 200 bytes in .version.$"
control longest-name 0 '^x{200} 1 .python.$'
control long-scheme 3 "an answer to hello with more than 200 bytes in .schemes.$"
control many-ops 3 "an answer to hello with more than 100 names in .ops.$"
control only-verify 0 "^Conformant: .* $some out of scope"
control unknown-op 0 'declares the op "dance", which is not known here' '^Conformant: '
control only-aet 0 'declares the scheme "tomorrow", which is not known here' "^Conformant: .* $some out of scope"
control only-message 0 "^Conformant: .* $some out of scope"

# --- limits: what an adapter states that it can't do is not asked, and counts neither way
if control with-limits 0 '^limits: no-multipart methods:GET,POST,PUT,PATCH,DELETE$' ' out of limits' \
  "^Conformant: .* $some out of limits[.]\$"; then
  "$reqsig" test --report json:a.json --report junit:a.xml -- "$python" "$controls/control.py" with-limits "$mark" 2>err
  python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
  says a.json '"limit": "no-multipart"' '"limit": "methods"' '"out-of-limits": [1-9]' '"outcome": "out-of-limits"'
  says a.xml '<skipped message="out of limits: no-multipart"/>'
fi
control asked-beyond-limits 0 '^Conformant: '
control limits-of-all 1 "^Not conformant: nothing was run: all that was selected is beyond the adapter's limits[.]\$"
control limit-unknown 3 "$broke an answer to hello with \"utf-8-bodies\" in \"limits\", which is no limit: did you mean utf8-bodies[?]\$"
control limit-unheard-of 3 'which is no limit: expected utf8-bodies, base64-secrets, .* or own-clock$'
control limit-twice 3 "$broke an answer to hello with the limit no-window twice in \"limits\"\$"
control methods-empty 3 'with "methods:" in "limits" without its methods, such as methods:GET,POST$'
control limits-as-string 3 'an answer to hello without "limits" as a list of strings'

finish
