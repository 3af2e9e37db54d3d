#!/usr/bin/env bash
# Adapters that are right in an unusual way pass.
# usage: unusual.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

control right 0 '^control-right 1 .python.$' '^Conformant: '
control reversed 0 '^Conformant: '
control in-pieces 0 '^Conformant: '
control output-by-name 0 '^Conformant: '
control noisy 0 '^Conformant: '
if [ -z "$only" ] && [ "$(wc -c <err)" -lt 1000000 ]; then fail "standard error was not passed on"; fi
if control noise-without-lf 0 '^Conformant: '; then
  printf 'warm\nready\n' | cmp -s - err || fail "its last line is not ended, or changed"
fi
control more-members 0 '^Conformant: '
control more-headers 0 '^Conformant: '
control other-case 0 '^Conformant: '
control with-charset 0 '^Conformant: '

# The time-out is for each answer: all that are due at once take longer together.
slow() {
  LIMIT=$limit run slow 0 test --timeout "$limit" --scheme crm --run 'crm-*-s*' -- "$python" "$controls/control.py" slow "$mark"
  says out '^Conformant: '
}
if wanted slow; then in_time slow; fi

finish
