#!/usr/bin/env bash
# What an adapter says on standard error before it ends is in the reports, whole.
# usage: standard-error.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

cat >speaks.py <<'EOF'
import os, signal, sys
sys.stderr.buffer.write(eval(sys.argv[1]))
sys.stderr.flush()
number = signal.Signals[sys.argv[2]]
if number != signal.SIGKILL:
    signal.signal(number, signal.SIG_DFL)
os.kill(os.getpid(), number)
EOF
speaks() { # NAME SIGNAL BYTES EXPECTED: of the report's standard_error; all as Python has them
  run "$1" 3 test --report json -- "$python" speaks.py "$3" "$2" || return
  says out "was ended by signal [0-9]+ .$2. "
  python3 -c "import base64, json
trouble = json.load(open('out'))['trouble']
found = base64.b64decode(trouble['standard_error_base64']) if 'standard_error_base64' in trouble else trouble['standard_error'].encode()
assert found == $4, found[:20]" 2>>err || fail "$(tail -n 1 err)"
}
speaks a-nul-within SIGSYS "b'one\\0two\\n'" "b'one\\0two\\n'"
speaks characters-of-two SIGXFSZ "b'x' + b'\\xc3\\xa4' * 1500" "b'\\xc3\\xa4' * 1024"
speaks characters-of-three SIGXCPU "b'\\xe2\\x82\\xac' * 1500" "b'\\xe2\\x82\\xac' * 682"
speaks no-characters SIGKILL "b'\\x80' * 3000" "b'\\x80' * 2045"

finish
