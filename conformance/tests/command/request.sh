#!/usr/bin/env bash
# Requests that are no HTTP: each error says where, and what was expected.
# usage: request.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# request BYTES MESSAGE...: a request of those bytes (escapes as of printf's %b) is refused with those messages.
request() {
  printf '%b' "$1" >wrong.http
  test_case "a request is refused: $2" 2 sign "${aet[@]}" wrong.http
  err_has "wrong.http: not an HTTP/1.1 request: $2"
  shift 2
  for text in "$@"; do err_has "$text"; done
  out_is_empty
}
request '' empty 'there are no bytes: a whole HTTP/1.1 request was expected'
request 'GET / HTTP/1.1\nHost: a\n\n' bare-lf 'at line 1, byte 15 of the line (offset 14 of 24)' \
  $'  GET / HTTP/1.1\\n\n                ^' 'sed -i'
request 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n' bare-lf \
  "a chunk's size and a chunk's data each end in CR LF"
if grep -q 'sed -i' err; then fail 'the advice for the head is given for a chunk'; fi
for later in 'GET /a HTTP/2\r\nHost: a\r\n\r\n' ':method: GET\r\n:path: /\r\n\r\n' 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'; do
  request "$later" '' 'this is a request of HTTP/2 or HTTP/3 as a tool prints it'
  if grep -q '%20' err; then fail 'a space is spoken of'; fi
done
secrets="$secrets|S3cret"
for json in '{"k":"S3cret"}' '\xef\xbb\xbf\r\n\t {"k":"S3cret"}' '["S3cret"]'; do
  request "$json" '' 'this is JSON' 'a file of credentials goes behind --credentials' 'JSON may hold a secret'
  test_case "verify shows nothing of $json" 1 verify "${aet[@]}" wrong.http
  out_has 'JSON may hold a secret'
  no_secret_in_out
  test_case "diagnose shows nothing of $json" 1 diagnose "${aet[@]}" wrong.http
  out_has 'this is JSON'
  no_secret_in_out
done
request 'GET / HTTP/1.1\r\nHost: a\r\nx : y\r\n\r\n' space-before-colon 'at line 3, byte 2' $'  x : y\\r\\n\n   ^'
request 'GET / HTTP/1.1\r\nHost: a\r\nx: \x01\xff\r\n\r\n' field-value $'  x: \\x01\\xFF\\r\\n\n     ^'
request 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab' body-truncated '^ the input ends here'
request 'GET / HTTP/1.1\r\nHost: a\r\n\r\nab' trailing-bytes
request "GET /$(printf '%0300d' 0) x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n" version '  ...0000'
# hinted REQUEST: what is left of its line ends when the advice that the refusal gives was taken.
hinted() {
  printf '%b' "$1" >wrong.http
  test_case "the advice for line ends makes a request of: $1" 2 sign "${aet[@]}" wrong.http
  grep -o "sed -i '.*' FILE" err | sed 's/FILE/wrong.http/' >advice
  [ -s advice ] || fail 'there is no advice'
  sh ./advice
  printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\na\nb\r\n\n\nc' | cmp -s - wrong.http || fail "it made: $(od -c wrong.http)"
  test_case 'and that is signed' 0 sign "${aet[@]}" wrong.http
}
hinted 'POST / HTTP/1.1\nHost: a\nContent-Length: 8\n\na\nb\r\n\n\nc'
hinted 'POST / HTTP/1.1\r\nHost: a\nContent-Length: 8\r\n\na\nb\r\n\n\nc'
hinted 'POST / HTTP/1.1\nHost: a\nContent-Length: 8\r\n\r\na\nb\r\n\n\nc'
test_case 'a request that is not there is named' 2 sign "${aet[@]}" nowhere.http
err_has "nowhere.http: can't be opened"
test_case 'an empty standard input is no request' 2 sign "${aet[@]}"
err_has 'standard input: not an HTTP/1.1 request: empty'
head -c 67108865 /dev/zero >long.http
test_case 'a request of more than 64 MiB is refused' 2 sign "${aet[@]}" long.http
err_has 'longer than 67108864 bytes'
rm long.http

printf 'GET / HTTP/1.1\r\nHost: a\r\nX: 日本語\nY: b\r\n\r\n' >wide.http
test_case 'a caret stands under its byte behind characters of two columns' 2 sign "${aet[@]}" wide.http
err_has '  X: 日本語\n'
grep -q '^ \{11\}^$' err || fail 'the caret stands elsewhere'

finish
