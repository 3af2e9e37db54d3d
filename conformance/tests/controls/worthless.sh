#!/usr/bin/env bash
# Adapters whose answers are worth nothing: the same to everything, an echo, an error.
# usage: worthless.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

control always-the-same 1 '^FAIL  ' "and $some more vectors" "^Not conformant: $some failed"
control echo-lines 3 'broke the protocol: it answered with an answer to hello without "implementation"'
control echo-body 1 "^Not conformant: $some failed"
control no-headers 1 "^Not conformant: $some failed" 'which was not answered'
control unsupported 1 '^UNSUPPORTED  ' 'message: unsupported: everything' "^Not conformant: $some unsupported, of $some cases"
part=1/1 control unsupported-once 1 '^  message: unsupported: this one$' '^Not conformant: 1 unsupported, of [0-9]{4} cases'
part=1/1 control unsupported-at-length 1 '^  message: unsupported: (€){66}\.\.\. .3000000 bytes.$'
control error-at-length 1 '  message: (long ){40}\.\.\. .5000 bytes.$'
control error 1 '^ERROR  ' 'message: out of luck .x1B.31m' "^Not conformant: $some errors, of $some cases"

finish
