#!/usr/bin/env bash
# Standard output that cannot be written, and standard input that is closed.
# usage: output.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# broken NAME COMMAND...: reqsig's exit code must be 3, with a message.
broken() {
  begin "$1"
  shift
  : >out
  "$@" 2>err
  local code=$?
  [ "$code" -eq 3 ] || fail "exit code $code, expected 3"
  err_has "standard output can't be written"
}
full() { "$reqsig" "$@" >/dev/full; }
closed() { "$reqsig" "$@" >&-; }
{ printf 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n'; head -c 100000 /dev/zero | tr '\0' x; } >big.http
broken 'a full disk is noticed by list' full list
broken 'a full disk is noticed by sign' full sign "${aet[@]}" get.http
broken 'a full disk is noticed by explain' full explain "${aet[@]}" big.http
broken 'a full disk is noticed by verify' full verify "${calypso[@]}" --now 1 "$examples/calypso-signed.http"
broken 'a closed standard output is noticed' closed sign "${aet[@]}" get.http
broken 'a closed standard output is noticed by --version' closed --version

# A file opened first must not become standard input.
begin 'a closed standard input is an empty one'
"$reqsig" sign "${aet[@]}" - >out 2>err <&-
[ $? -eq 2 ] || fail 'the exit code is not 2'
err_has 'standard input: not an HTTP/1.1 request: empty'

echo '?' >wrong.http
test_case 'a message to a file is one line' 2 sign "${aet[@]}" wrong.http
err_has 'and exactly one space; nothing may stand before it, not even a byte order mark'
if has_terminals 'the width of messages'; then
  test_name='a message to a terminal fits it' num_tests=$((num_tests + 1))
  script -q -c "stty cols 60; unset COLUMNS; '$reqsig' sign ${aet[*]} wrong.http" /dev/null </dev/null >out
  out_has 'and exactly one'
  out_has '  space; nothing may stand before it'
  [ "$(tr -d '\r' <out | wc -L)" -le 60 ] || fail 'a line is longer than 60 columns'
fi

finish
