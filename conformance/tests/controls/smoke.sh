#!/usr/bin/env bash
# Whether an adapter speaks the protocol: what is wrong with that is told, and not what it answers.
# usage: smoke.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# smoke NAME EXIT_CODE REGEX...
smoke() {
  local how=$1 code=$2
  shift 2
  run "$how" "$code" test --smoke --max-restarts "${restarts:-2}" -- "$python" "$controls/control.py" "$how" "$mark" || return
  says out "$@"
}

smoke right 0 '^control-right 1 .python.$' '^  message +15 asked, 15 answered$' '^  verify +30 asked, 30 answered$' \
  '^It speaks the protocol[.] Whether its answers are right was not looked at[.]$'
smoke always-the-same 0 '^It speaks the protocol[.]'
smoke only-verify 0 '^  sign +not declared by hello, or beyond its limits$'
smoke headers-as-object 1 '^  sign +15 asked, .* wrong' '^WRONG  sign of ' '^  malformed answer: "headers" is not a list' \
  '^It does not speak the protocol throughout[.]$'
restarts=99 smoke wrong-and-twice 1 '^  sign +15 asked, 0 answered, 15 wrong$' '^  the adapter broke the protocol: it answered one question twice$'
smoke unsupported 1 '^  sign +15 asked, 0 answered, 15 unsupported$' '^It answered nothing that can be graded[.]$'
smoke exit-status-7 1 '^BROKEN  .* exit status 7 after its last answer$'
smoke protocol-2 3 'hello with protocol version 2'

finish
