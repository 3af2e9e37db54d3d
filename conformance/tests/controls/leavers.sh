#!/usr/bin/env bash
# Processes that leave the adapter's group are ended with it, and so is an adapter whose runner finds no memory.
# usage: leavers.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# leaves NAME EXIT_CODE REGEX...: as control, of few cases.
leaves() {
  local limit=60
  wanted "$1" || return
  if [[ "$*" = *"within 1 s"* ]]; then in_time leaves_within "$@"; else leaves_within "$@"; fi
}
leaves_within() {
  local how=$1 code=$2
  shift 2
  run "$how" "$code" test --timeout "$limit" --max-restarts 0 --run 'crm-post*' --run 'crm-verify-[a-m]*' -- \
    "$python" "$controls/control.py" "$how" "$mark"
  says out "${@//within 1 s/within $limit s}"
}

leaves leave-at-start 0 '^Conformant: '
leaves leave-at-each 0 '^Conformant: '
leaves leave-heirs 0 '^Conformant: '
leaves leave-one-that-talks 0 '^Conformant: '
leaves leave-and-crash 3 '^BROKEN  .* exit status 1'
leaves leave-and-hang 3 '^BROKEN  .* did not answer within 1 s'

# It is started before the vectors are read, and called off in order if they, or the command line, are wrong.
called_off() { # NAME EXIT_CODE MESSAGE OPTION VALUE ADAPTER...
  local name=$1 code=$2 message=$3 option=$4 value=$5
  shift 5
  run "$name" "$code" test "$option" "$value" -- "$@" "$mark" || return
  says err "$message"
  [ ! -s out ] || fail 'there is a report'
}
mkdir empty
called_off called-off-for-the-vectors 3 '^reqsig: test: empty: no vectors: expected ' --vectors empty "$python" "$controls/control.py" leave-at-start
called_off called-off-for-the-pattern 2 '^reqsig: test: --run none: no vector has such an id$' --run none "$python" "$controls/control.py" ignore-end
mkfifo known
cat >in-order.sh <<'END'
trap 'echo "$1" >ended; exit' TERM
echo 'crm-post-json op=none' >known
while :; do sleep 0.01; done
END
if wanted called-off-in-order; then
  called_off called-off-in-order 2 'known:1: ' --known-failures known sh in-order.sh
  [ -s ended ] || fail 'the adapter did not get SIGTERM'
fi

# A group is ended however the runner ends.
if wanted flood && (ulimit -v 70000 && "$reqsig" --version >out 2>&1); then
  begin flood
  (ulimit -v 70000 && "$reqsig" test --scheme crm --report json:a.json -- "$python" "$controls/control.py" flood "$mark") >out 2>err
  [ $? -eq 3 ] || fail "the exit code is not 3"
  says err 'not enough memory'
  [ ! -e a.json ] || fail "a report was begun"
  sleep 1
  none_is_left
fi

# Nobody writes to known: the runner waits until the signal.
cat >signal.sh <<'END'
kill -TERM "$PPID"
while :; do sleep 0.01; done
END
if wanted ended-before-the-run; then
  begin ended-before-the-run
  "$reqsig" test --known-failures known -- sh signal.sh "$mark" >out 2>err
  [ $? -eq 143 ] || fail 'SIGTERM did not end it'
  sleep 1
  none_is_left
fi

finish
