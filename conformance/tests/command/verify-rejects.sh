#!/usr/bin/env bash
# reqsig verify: each reason to reject, and what is said of it.
# usage: verify-rejects.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

signed "$examples/bitpro.http" "${bitpro[@]}"
verifies 'what sign signs is accepted' accept "${bitpro[@]}" signed.http
changed 's/amount=0.12/amount=0.13/'
verifies 'a changed body is not the one that was digested' 'reject digest_mismatch' "${bitpro[@]}" changed.http
out_has 'expected     the digest of the body as received: cXwqhQycOWTX+ixo+l1jmA=='
out_has 'found        FBgiRcA+lHYYgLkAc2JX5g=='
changed 's/withdrawal/withdrawals/'
verifies 'a changed path is not signed' 'reject signature_mismatch' "${bitpro[@]}" changed.http
out_has 'found        Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY='
out_has 'reqsig explain, with the same scheme'
cp out page
right=$("$reqsig" sign "${bitpro[@]}" changed.http 2>/dev/null | sed -n 's/^Authorization: .*://p')
test_case 'the signature that is expected is not shown' 0 sign "${bitpro[@]}" changed.http
if [ -z "$right" ] || grep -F -q "$right" page; then fail 'it is'; fi
changed 's/M3175465/M3175466/'
verifies 'another key id is unknown' 'reject unknown_key' "${bitpro[@]}" changed.http
out_has ': the api_key M3175465'
out_has '44 bytes, not shown; character 8 of the api_key is "6", of the right one "5"'
changed 's/M3175465/m317546/'
verifies 'nor a shorter one' 'reject unknown_key' "${bitpro[@]}" changed.http
out_has 'the api_key has 7 characters, the right one 8'
long_id=$(printf '%010000d' 0)
printf '{"api_key":"%sEND","secret_key":"hushed-key"}' "$long_id" >long.json
verifies 'a long key id is shown whole' 'reject unknown_key' bitpro --credentials long.json changed.http
out_has "${long_id}END"
printf '{"api_key":"x-hushed-key","secret_key":"hushed-key"}' >same.json
verifies 'a key id with the secret in it is not shown' 'reject unknown_key' bitpro --credentials same.json changed.http
out_has 'the api_key, which is not shown'
changed 's/^Authorization: .*/Authorization: Bitpro nothing\r/'
verifies 'a value without its colon is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'it has not all parts of the form'
changed 's/W81e6C9NeGYqau1RWhyGtw8YfoY=/W81e6C9NeGYqau1RWhyGtw8YfoZ=/'
verifies 'bits that belong to no byte are told' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'the last character that is not padding has bits that'
changed 's/W81e6C9NeGYqau1RWhyGtw8YfoY=/W81e6C9NeGYqau1RWhyGtw8YfoYA/'
verifies 'padding that is none is told' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'character 28 of the signature is "A", where ='
changed 's/W81e6C9NeGYqau1RWhyGtw8YfoY=/W81e6C9NeGYqau1RWhyGtw8Yfo_=/'
verifies 'a character of no alphabet is told' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'character 27 of the signature is "_", which is'
changed '/^Date/d'
verifies 'a header that is not there is missing' 'reject missing' "${bitpro[@]}" changed.http
out_has 'found        no header of that name'
changed 's/^Date: Mon/Date: Tue/'
verifies 'a date that is none is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'Tue, 10 Apr 2017 04:43:12 GMT'
changed 's/^\(Content-MD5: \).*/\1\r/'
verifies 'an empty header is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'an empty value'
changed 's/^Content-MD5: .*/&\ncontent-md5: x\x07y\r/;s/\x07/\t/'
verifies 'a header that is there twice is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'FBgiRcA+lHYYgLkAc2JX5g=='
out_has 'x\ty'

cp "$examples/calypso-signed.http" signed.http
changed '/^Sign/ s/b16e9d45/B16E9D45/'
verifies 'hex in upper case is malformed' 'reject malformed' "${calypso[@]}" --now 1 changed.http
out_has 'its form     the signature has 128 characters'
out_has '128 bytes, not shown; character 1 of the signature is "B", a hex digit'
out_has '--profile uppercase-hex accepts it'
verifies 'and accepted under the profile that allows it' accept "${calypso[@]}" --profile uppercase-hex --now 1 changed.http
# body JSON REASON TEXT: Calypso's verdict on that body, rightly signed, and what was found.
body() {
  printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s' "${#1}" "$1" >body.http
  signed body.http "${calypso[@]}" --now 1
  verifies "a body is rejected: $3" "reject $2" "${calypso[@]}" --now 1 signed.http
  out_has "found        $3"
}
body '{"data":{"timestamp":1}}' missing 'no member of that name at the top of the object'
body '{"timestamp":1,"timestamp":1}' malformed 'this member more than once'
body '{"timestamp":1' malformed 'a body of 14 bytes: not JSON: line 1, byte 15: it ends before its JSON does'
body "{'timestamp':1}" malformed 'a body of 15 bytes: not JSON: line 1, byte 2: JSON takes double quotes'
body '{"timestamp":+1}' malformed 'a body of 16 bytes: not JSON: line 1, byte 14'
body "$(printf '[%.0s' {1..513})" malformed 'a body of 513 bytes: JSON that is nested more than 512 levels deep: line 1,'
body '[1]' malformed 'a body of 3 bytes: JSON, but not an object'
body '' malformed 'a body of 0 bytes: empty'
body '{"timestamp":"1"}' malformed '"1"'
body '{"timestamp":-1e3}' malformed '-1e3'
body '{"timestamp":-9223372036854775808}' expired '-9223372036854775808'
out_has '2^63-1 ms old, or more'
signed get.http "${aet[@]}"
changed 's/^content-type: .*/&\n&/'
verifies 'a fixed header that is there twice is shown twice' 'reject malformed' "${aet[@]}" changed.http
[ "$(grep -c 'found        application/json' out)" = 2 ] || fail 'it is not'
changed 's/^timestamp: 1700000000123/timestamp: 01700000000123/'
verifies 'a timestamp with a leading zero is malformed' 'reject malformed' "${aet[@]}" changed.http
verifies 'a profile under which it is accepted is named' 'reject signature_mismatch' "${aet[@]}" --profile query-included signed.http
"$reqsig" sign "${aet[@]}" --profile query-included get.http | sed 's/$/\r/' >headers
sed '1r headers' get.http >signed.http
verifies 'a profile under which it is accepted is named' 'reject signature_mismatch' "${aet[@]}" signed.http
out_has '--profile query-included accepts it'
printf '{"token":"hushed-token","secret_key":"hushed-key "}' >space.json
verifies 'white space at the end of the key is told' 'reject signature_mismatch' aet --credentials space.json --now 1 signed.http
out_has 'secret_key ends in white space'
printf '{"api_key":"k","secret_key":"hushed-key\\n"}' >end.json
printf 'GET / HTTP/1.1\r\nHost: a\r\nKey: k\r\nSign: %0128d\r\nContent-Length: 15\r\n\r\n{"timestamp":1}' 0 >unasked.http
verifies 'so it is where nobody asked for the signature' 'reject signature_mismatch' \
  calypso --credentials end.json --now 1 unasked.http
out_has 'secret_key ends in white space'

signed get.http crm --credentials crm.json
verifies 'a request that is not signed is accepted, and it is said' accept crm --credentials crm.json signed.http
[ "$(sed -n 2p out)" = 'Nothing of this request is authenticated: crm does not sign it.' ] || fail 'the second line does not say so'
out_has 'not checked: crm signs POST, PATCH and PUT requests with a body, and this is a'
out_has 'not signed   anything: of such a request only the key is checked'
sed '1s/GET/hushed-api-key/' signed.http >method.http
verifies 'a secret that stands as the method is not shown' accept crm --credentials crm.json method.http
out_has 'a method with the api_key in it, not shown'
signed post.http crm --credentials crm.json
verifies 'a scheme without timestamp says so' accept crm --credentials crm.json signed.http
out_has 'the scheme has no timestamp'
out_lacks 'difference'
changed 's/^signature: sha256=/signature: sha1=/'
verifies 'another prefix is malformed' 'reject malformed' crm --credentials crm.json changed.http
out_has 'its form     sha256={signature}; the signature has 64'
out_has 'it does not begin with "sha256="'
signed get.http ambro --credentials ambro.json --now 1700000000123
verifies "Ambro's request is accepted" accept ambro --credentials ambro.json --now 1700000000123 --max-age 123 signed.http
out_has 'difference   123 ms: 0.123 s old'

tr -d '\r' <signed.http >changed.http
verifies 'what is no request is malformed' 'reject malformed' ambro --credentials ambro.json changed.http
for text in 'changed.http is not an HTTP/1.1 request: bare-lf' 'at line 1, byte 30 of the line (offset 29 of' 'RFC 9112' 'what to do   a line ends in LF alone' \
  $'                GET /v3/users?page=2 HTTP/1.1\\n\n                                             ^'; do
  out_has "$text"
done
verifies 'an empty input is no request either' 'reject malformed' "${aet[@]}"
out_has 'standard input is not an HTTP/1.1 request: empty'
printf 'GET / HTTP/1.1\r\nHost: a\r\nauthorization: Bearer hushed-token\n' >changed.http
verifies 'a line at fault with a secret is not shown' 'reject malformed' "${aet[@]}" changed.http
out_has '<the line is not shown: the token stands in it>'
test_case 'nor by sign' 2 sign "${aet[@]}" changed.http
err_has '<the line is not shown: the token stands in it>'
printf 'GET / HTTP/1.1\r\nHost: a\r\nkey: hushed-other\n' >changed.http
verifies "nor one of a header for secrets" 'reject malformed' crm --credentials crm.json changed.http

finish
