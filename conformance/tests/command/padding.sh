#!/usr/bin/env bash
# Scheme files whose MAC is in base64, with padding and without it.
# usage: padding.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

scheme() { # NAME ENCODING
  cat >"$1.json" <<JSON
{
  "reqsig_scheme": 1, "name": "$1", "title": "T", "document": "https://example.org/",
  "credentials": { "account": "public", "secret": "secret" },
  "message": "{method|upper}{path}{body}", "hmac": "sha512", "key": "{secret}",
  "headers": { "Authorization": "LF1 account={account}, signature={mac|$2}" }
}
JSON
}
printf '{"account":"1044","secret":"a secret of sixteen"}' >credentials.json
printf 'POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}' >request.http
scheme padded base64url
scheme bare base64url-unpadded
padded=(./padded.json --credentials credentials.json)
bare=(./bare.json --credentials credentials.json)
raw() { printf '%s' "$1" | openssl dgst -sha512 -hmac 'a secret of sixteen' -binary | openssl base64 -A | tr '+/' '-_'; }

test_case 'a MAC is sent without padding' 0 sign "${bare[@]}" request.http
expected=$(raw 'POST/a{}')
[ "$(cat out)" = "Authorization: LF1 account=1044, signature=${expected%==}" ] || fail 'it is another than that of openssl'
signed request.http "${bare[@]}"
cp signed.http bare.http
verifies 'it is accepted' accept "${bare[@]}" bare.http
verifies 'it is refused where padding is due' 'reject malformed' "${padded[@]}" bare.http
signed request.http "${padded[@]}"
verifies 'padding is refused where none is due' 'reject malformed' "${bare[@]}" signed.http
test_case 'and diagnosed' 1 diagnose "${bare[@]}" signed.http
tells 'base64-padding-kept change Leave out the = at the end of the base64.'
test_case 'so is padding that is missing' 1 diagnose "${padded[@]}" bare.http
tells 'base64-instead-of-base64url/padding-lost'

sed "s|signature=.*|signature=$(raw 'post/a{}')\r|" signed.http >wrong.http
test_case 'the = before a MAC is not its padding' 1 diagnose "${padded[@]}" wrong.http
tells 'method-case'

sed 's/"message"/"accepts": { "unpadded_base64": true }, "message"/' bare.json >both.json
test_case 'no padding is no leniency where none is due' 2 scheme check ./both.json
err_has 'fits the encoding'

finish
