#!/usr/bin/env bash
# reqsig explain.
# usage: explain.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

test_case "explain shows Bitpro's documented values, step by step" 0 explain "${bitpro[@]}" "$examples/bitpro.http"
for text in 003_e447c3fd7c208423.txt '2017-04-10 04:43:12.000 UTC' FBgiRcA+lHYYgLkAc2JX5g== "the \`uri\` of the request" \
  'address=2MzCEdXEzBaxCJQAq8igw4pUP1NSGAgzsUr&amount=0.12' \
  'POST,FBgiRcA+lHYYgLkAc2JX5g==,/api/v1/clients/BT-C962387/withdrawal,Mon, 10 Apr 2017 04:43:12 GMT' \
  'secret_key' '88 bytes, all of them base64 characters' 5bcd5ee82f4d78662a6aed515a1c86b70f187e86 \
  'Authorization: Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY='; do
  out_has "$text"
done
out_has $'   POST,FBg'
grep -A1 '^   POST,FBg' out | grep -E -q '^   a    b {24}c {37}d$' || fail 'no letters below the parts of the message'
err_is_empty
no_secret_in_out
out_lacks $'\e'
COLUMNS=99 test_case 'a message wider than the terminal has no letters below it' 0 explain "${bitpro[@]}" "$examples/bitpro.http"
if grep -E -q '^ +a +b +c +d$' out; then fail 'letters below a line that the terminal breaks'; fi
test_case 'explain masks a secret that is sent' 0 explain "${aet[@]}" get.http
out_has 'authorization: Bearer <credential token, 12 bytes, not shown>'
out_has 'Not signed: the query ?page=2'
no_secret_in_out
test_case 'explain masks a secret that is signed' 0 explain ambro --credentials ambro.json --now 1700000000123 get.http
out_has '<credential api_key, 14 bytes, not shown>1700000000'
out_has 'X-Amb-App-Id: app'
no_secret_in_out
test_case 'explain masks a key that is sent' 0 explain crm --credentials crm.json post.http
out_has 'key: <credential api_key, 14 bytes, not shown>'
no_secret_in_out
test_case 'explain says why nothing is signed' 0 explain crm --credentials crm.json get.http
out_has 'this is a GET without a body'
out_has 'Why CRM Open API does not sign this request'
out_lacks 'How CRM'
out_lacks 'HMAC'
test_case 'explain tells the profile that was chosen' 0 explain "${aet[@]}" --profile query-included get.http
out_has 'query-included (AET-01): '
out_has '?page=2'
out_lacks 'no part of the message'
out_has 'added by the profile query-included (AET-01): the document never names the query'
test_case 'explain says whose profile an added part is, of two profiles too' 0 \
  explain "${aet[@]}" --profile query-included --profile base-path-included get.http
out_has 'added by the profile query-included (AET-01): '
out_has 'added by the profile base-path-included (AET-03): '
[ "$(grep -c 'added by the profile' out)" -eq 2 ] || fail 'not each part once'
test_case 'explain names the profiles that change this request' 0 explain "${aet[@]}" get.http
out_has '--profile query-included'
out_has '--profile base-path-included'
out_lacks '--profile path-decoded'
out_lacks '--profile secret-base64-decoded'
test_case 'explain names them beside the one chosen' 0 explain "${aet[@]}" --profile query-included get.http
out_lacks '--profile query-included'
out_has '--profile base-path-included'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n{"a": 1}' >spaced.http
sed 's/{"a": 1}/a = b+ c/' spaced.http >no-json.http
test_case 'explain names a profile that compacts JSON' 0 explain crm --credentials crm.json spaced.http
out_has '--profile json-compact'
test_case 'but not of a body that is none' 0 explain crm --credentials crm.json no-json.http
out_lacks '--profile json-compact'
out_lacks 'Profiles that'
printf 'POST / HTTP/1.1\r\nHost: a\r\n\r\n' >empty-body.http
printf 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n{"\xc3\xa9\xc2\xa0\\":\t"\0\xff"\r\n}' >bytes.http
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx' >one.http
echo '{"api_key":"k"}' >one.json
test_case 'explain counts one byte' 0 explain crm --credentials one.json one.http
out_has 'that part alone, 1 byte'
grep -A3 'that part alone, 1 byte' out | grep -F -q '   This is the text above, unchanged.' || fail 'the message is not told'
out_has '1 byte, printable ASCII'
out_lacks '1 bytes'
test_case 'explain says that a message is empty' 0 explain "${calypso[@]}" --now 1 empty-body.http
out_has $'   The message is empty.\n'
test_case 'explain counts one digested byte' 0 explain "${bitpro[@]}" one.http
out_has 'the digest of this 1 byte of the body:'
test_case 'explain says that nothing is digested' 0 explain "${bitpro[@]}" get.http
out_has '1B2M2Y8AsgTpgAmY7PhCfg=='
out_has 'the digest of 0 bytes: the request has no body'
test_case 'explain shows no digest for a field that stays empty' 0 explain "${bitpro[@]}" --profile empty-md5-field get.http
out_has 'body, its MD5 in base64 (nothing if it is empty), 0 bytes'
out_lacks 'the digest of'
# printf %s page=2 | openssl md5 -binary | base64
test_case 'explain shows the query that is digested' 0 explain "${bitpro[@]}" --profile md5-of-query get.http
out_has 'Rlicev0ZwBRTBzk2k2wqhA=='
out_has $'the digest of these 6 bytes of the query:\n      page=2\n'
echo '{"api_key":"k","secret_key":"hushed-key"}' >bitpro.json
sed 's/page=2/hushed-key/' get.http >secret.http
test_case 'but not if it holds a secret' 0 explain bitpro --credentials bitpro.json --profile md5-of-query secret.http
out_has '<query, holding the secret_key, 10 bytes, not shown>'
no_secret_in_out
test_case 'explain makes bytes visible' 0 explain "${aet[@]}" bytes.http
out_has $'{"\xc3\xa9\\u{00A0}\\\\":\\t"\\0\\xFF"\\r\\n'
out_has 'c3 a9 c2 a0  5c 22 3a 09 22 00 ff'
out_has 'Escapes: \n line feed'
{ printf 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n'; head -c 100000 /dev/zero | tr '\0' x; } >big.http
test_case 'explain leaves out the middle of a big body and says so' 0 explain "${aet[@]}" big.http
out_has '<99200 more bytes, not shown>'
[ "$(wc -c <out)" -lt 6000 ] || fail 'the page is too long'
printf 'GET / HTTP/1.1\r\nHost: a\r\nTimestamp: 1700000000122\r\nsignature: nonsense\r\nauthorization: Bearer hushed-other\r\n\r\n' >signed.http
test_case 'explain compares with the headers that the request has' 0 explain "${aet[@]}" signed.http
out_has $'     sent        1700000000122\n     expected    1700000000123\n                             ^ the first difference, at offset 12'
out_has $'authorization: another value\n     sent        <19 bytes, not shown, as the token may be among them; it is another token>'
out_has $'     expected    <not shown>'
out_has 'give --now 1700000000122'
no_secret_in_out
"$reqsig" sign "${bitpro[@]}" "$examples/bitpro.http" | sed 's/$/\r/' >headers
{ printf 'POST /api/v1/clients/BT-C962387/withdrawal HTTP/1.1\r\nHost: a\r\nContent-Length: 55\r\n'; cat headers; printf '\r\n'
  printf 'address=2MzCEdXEzBaxCJQAq8igw4pUP1NSGAgzsUr&amount=0.12'; } >signed.http
test_case 'explain says what is the same' 0 explain "${bitpro[@]}" signed.http
out_has 'Authorization: the same'
out_has 'Date: the same'
out_lacks 'difference'
# A wrong signature of the right form is shown, of any other form it may be a secret.
right=$("$reqsig" sign "${aet[@]}" get.http | sed -n 's/^signature: //p')
# with_headers HEADER...: get.http with those headers, as signed.http.
with_headers() {
  { head -n 1 get.http; printf '%s\r\n' "$@"; sed 1d get.http; } >signed.http
}
with_headers "signature: A${right:1}"
test_case 'explain shows a signature that differs, and marks no place in it' 0 explain "${aet[@]}" signed.http
out_has "     sent        A${right:1}"
out_has "     expected    $right"
out_lacks 'difference'
with_headers "signature: A${right:1:-1}"
test_case 'explain withholds what has another form' 0 explain "${aet[@]}" signed.http
out_has '<43 bytes, not shown; the signature has 43 characters, the right one 44>'
test_case 'and shows it if the profile takes that form' 0 explain "${aet[@]}" --profile unpadded-base64 signed.http
out_has "     sent        A${right:1:-1}"
with_headers "signature: A${right:1:-2}9"
test_case 'but not with bits that belong to no byte' 0 explain "${aet[@]}" --profile unpadded-base64 signed.http
out_has 'has bits that'
sed "1a signature: $(printf '%064d' 0)\r" post.http >signed.http
test_case 'explain withholds a signature without its prefix' 0 explain crm --credentials crm.json signed.http
out_has '<64 bytes, not shown; it does not begin with "sha256=">'
test_case 'and shows it where the prefix is optional' 0 explain crm --credentials crm.json --profile prefix-optional signed.http
out_has '     sent        0000'
with_headers 'signature: hushed-key'
test_case 'explain withholds a secret that is sent as the signature' 0 explain "${aet[@]}" signed.http
out_has '<10 bytes, not shown, as the secret_key may be among them; the signature has 10'
out_lacks 'difference'
no_secret_in_out
with_headers 'signature: some-secret'
test_case 'explain withholds what may be a secret' 0 explain "${aet[@]}" signed.http
out_has '<11 bytes, not shown; the signature has 11 characters, the right one 44;'
out_lacks 'some-secret'
sed 's/page=2/hushed-key/' get.http >secret.http
test_case 'explain withholds a part with a secret in it' 0 explain "${aet[@]}" --profile query-included secret.http
out_has '<query with its "?", holding the secret_key, 11 bytes, not shown>'
[ "$(grep -c 'holding the secret_key' out)" -eq 2 ] || fail 'not in the part and in the message'
no_secret_in_out
with_headers "signature: $right" 'SIGNATURE: wrong' 'timestamp: 5' 'authorization: Bearer hushed-token' 'authorization: Bearer hushed-other'
test_case 'explain tells of a header that is there twice, and of each' 0 explain "${aet[@]}" signed.http
out_has $'   signature: sent 2 times, but only one is allowed\n     no. 1       the same\n     no. 2       <5 bytes, not shown; '
out_has "     expected    $right"
out_has $'   authorization: sent 2 times, but only one is allowed\n     no. 1       the same\n     no. 2       <19 bytes, not shown, as the token may be among them; '
no_secret_in_out
with_headers 'signature: '
test_case 'explain says that a value is empty' 0 explain "${aet[@]}" signed.http
out_has '     sent        <an empty value>'
{ head -n 1 get.http; printf 'Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==\r\n'; sed 1d get.http; } >signed.http
test_case 'explain says that a header is not to be sent' 0 explain "${bitpro[@]}" --profile empty-md5-field signed.http
out_has $'Content-MD5: another value\n     sent        1B2M2Y8AsgTpgAmY7PhCfg==\n     expected    <no header of that name>\n'
{ printf 'GET / HTTP/1.1\r\nsignature: x\r\n'; sed 1d get.http; } >signed.http
test_case 'explain says that a signature counts though none is wanted' 0 explain crm --credentials crm.json signed.http
tr -s ' \n' ' ' <out >words
grep -F -q 'as it has a signature all the same, a verifier checks that.' words || fail 'it does not'
out_lacks 'already has'
with_headers 'signature: a' 'signature: b' 'signature: c'
test_case 'explain tells of one that is there three times' 0 explain "${aet[@]}" signed.http
out_has 'signature: sent 3 times'
out_has '     no. 3       <1 byte'
# Secrets of fewer than eight bytes stand in everything by accident.
echo '{"token":"T","secret_key":"S"}' >short.json
test_case 'a short secret hides nothing but where it is sent' 0 explain aet --credentials short.json --now 1 post.http
out_has 'POST /v3/users (2 headers'
out_has '1POSTv3/users{"a":1}'
out_has 'authorization: Bearer <credential token, 1 byte, not shown>'
long=$(printf 'hushed%02000d' 7)
printf '{"token":"t","secret_key":"%s"}' "$long" >long.json
printf 'POST /v3/users HTTP/1.1\r\nHost: a\r\nContent-Length: 2008\r\n\r\n%s\r\n' "$long" >long.http
test_case 'a long secret is hidden to its end' 0 explain aet --credentials long.json --now 1 long.http
if grep -q '0000000' out; then fail 'a part of it is shown'; fi
printf 'POST /v3/users HTTP/1.1\r\nHost: a\r\nContent-Length: 23\r\n\r\n{"a":"hus\\u0068ed-key"}' >escaped.http
test_case 'a secret with an escape in it is hidden' 0 explain "${aet[@]}" escaped.http
out_has 'holding the secret_key'
out_lacks 'ed-key'
echo '{"token":"t","secret_key":"hushed%41key"}' >percent.json
printf 'GET /hushed%%41key HTTP/1.1\r\nHost: a\r\n\r\n' >percent.http
test_case 'a secret that decoding changes is hidden' 0 explain aet --credentials percent.json --profile path-decoded percent.http
out_has '<path without its leading slash, percent-decoded, holding the secret_key, 10 bytes, not shown>'
out_lacks hushedAkey
printf 'POST /hushed HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n-key' >across.http
test_case 'a secret across two parts of the message is hidden' 0 explain "${aet[@]}" across.http
[ "$(grep -c 'holding the secret_key, [0-9]* bytes, not shown' out)" -ge 3 ] || fail 'a part of it is shown'
printf 'POST /hush HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\ned-key-xxxxx' >across.http
echo '{"token":"t","secret_key":"hushed-key-xxxxx"}' >half.json
test_case 'so is one of which a part has more than half' 0 explain aet --credentials half.json --now 1 across.http
out_has '<path without its leading slash, holding the secret_key, 4 bytes, not shown>'
# The key's characters are described, and no more.
# key_is JSON-STRING WORDS
key_is() {
  echo "{\"token\":\"t\",\"secret_key\":\"$1\"}" >key.json
  test_case "explain describes a key: $2" 0 explain aet --credentials key.json get.http
  out_has "   $2."
}
key_is 'key' '3 bytes, printable ASCII'
key_is 'k\\y' '3 bytes, printable ASCII with a backslash'
key_is 'key\n' '4 bytes, ASCII, some invisible'
key_is 'k\u00e9y' '4 bytes, some not ASCII'
key_is 'k\u00e9y\u00a0' '6 bytes, some not ASCII, some invisible'
key_is 'abcd' '4 bytes, all of them hex digits'
key_is 'abcdefghijklmno=' '16 bytes, all of them base64 characters'
# A request that carries its time is explained at that time.
printf 'GET /v3/users HTTP/1.1\r\nHost: a\r\nTimestamp: 1700000000122\r\n\r\n' >timed.http
test_case "without --now the request's own time counts" 0 explain aet --credentials aet.json timed.http
out_has '1700000000122 ms = 2023-11-14 22:13:20.122 UTC, the time that the request itself'
out_has '1700000000122GETv3/users'
test_case 'and --now goes before it' 0 explain "${aet[@]}" timed.http
out_has '1700000000123GETv3/users'
test_case 'so does a time in the body' 0 explain "${calypso[@]}" "$examples/calypso.http"
out_has '1 ms = 1970-01-01 00:00:00.001 UTC, the time that the request itself'
out_lacks 'behind'
test_case 'a time that cannot be read does not count' 0 explain aet --credentials aet.json <(sed 's/1700000000122/soon/' timed.http)
out_has 'by the clock'
test_case 'explain shows no colour where it writes to a file' 0 explain "${aet[@]}" get.http
out_lacks $'\e'
if has_terminals 'colour of explain'; then
  # on_terminal NAME=VALUE...: the page as a terminal gets it.
  on_terminal() {
    script -q -e -c "env $* '$reqsig' explain aet --credentials aet.json --now 1 get.http" /dev/null </dev/null >out 2>err
  }
  begin 'explain shows colour on a terminal only if it is wanted'
  on_terminal TERM=xterm; out_has $'\e['
  on_terminal TERM=xterm NO_COLOR=1; out_lacks $'\e['
  on_terminal TERM=xterm NO_COLOR=; out_has $'\e['
  on_terminal TERM=dumb; out_lacks $'\e['
fi
LC_ALL=C test_case 'explain escapes what is not ASCII where the terminal is not UTF-8' 0 explain "${aet[@]}" bytes.http
out_has '\xC3\xA9\xC2\xA0'

# fits COLUMNS: no line of the page is longer.
fits() {
  local line
  while IFS= read -r line; do
    [ ${#line} -le "$1" ] || fail "${#line} columns: $line"
  done <out
}
cp "$examples/calypso.credentials.json" "$examples/bitpro.credentials.json" .
COLUMNS=60 test_case "a long MAC goes on in the next line" 0 explain calypso --credentials calypso.credentials.json --now 1 "$examples/calypso.http"
fits 60
out_has 'the line break adds no'
tr -d ' \n' <out >joined
"$reqsig" sign "${calypso[@]}" --now 1 "$examples/calypso.http" 2>/dev/null | sed -n 's/^Sign: //p' >mac
grep -q -F -f mac joined || fail 'the lines together are not the MAC'
COLUMNS=60 test_case "... and so does a message of several parts" 0 explain bitpro --credentials bitpro.credentials.json \
  --now 1491799392000 "$examples/bitpro.http"
fits 60
COLUMNS=60 test_case "... and a value of a header" 0 verify "${bitpro[@]}" "$examples/bitpro-signed.http"
fits 60

printf '1700000000123GET/v3/users\n' >own
test_case 'explain compares the message that the signer made' 0 explain "${aet[@]}" --message own get.http
tells 'The message that the signer made The signer'"'"'s message (25 bytes) and the one that AET signs (24 bytes) differ first at offset 16, counted from 0'
tells 'path'
test_case '... in JSON too' 0 explain "${aet[@]}" --message own --format json get.http
out_has '"own_message": "The signer'
printf '1700000000123GETv3/users' >own
test_case '... and says that it is the same' 0 explain "${aet[@]}" --message own get.http
tells "The signer's message is the one that AET signs"

finish
