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
control only-aet 0 'declares the scheme "tomorrow", which is not known here' '^Conformant: [0-9]+ cases passed[.]$' '^note: the adapter does not declare ambro, calypso'
control only-message 0 "^Conformant: .* $some out of scope"

finish
