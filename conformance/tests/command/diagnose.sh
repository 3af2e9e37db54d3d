#!/usr/bin/env bash
# reqsig diagnose: it names the mistake behind a signature. The wrong signatures are made by openssl.
# usage: diagnose.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

base64_mac() { printf '%b' "$3" | openssl dgst "-$1" -mac HMAC -macopt "key:$2" -binary | base64 -w 0; }

# request FIRST-LINE BODY HEADER...: a request, as in.
request() {
  local LC_ALL=C body
  printf -v body '%b' "$2"
  {
    printf '%s HTTP/1.1\r\nHost: api.example\r\n' "$1"
    printf '%s\r\n' "${@:3}"
    printf 'Content-Length: %d\r\n\r\n%s' "${#body}" "$body"
  } >in
}
aet_request() { # SIGNATURE [FIRST-LINE [BODY]]
  request "${2:-GET /v3/users}" "${3:-}" 'timestamp: 1700000000123' "signature: $1" 'authorization: Bearer hushed-token'
}
crm_request() { # SIGNATURE BODY
  request 'POST /clients' "$2" 'key: hushed-api-key' "signature: $1"
}
ambro_request() { # SIGNATURE
  request 'GET /users' '' "X-Amb-Access-Sig: $1" 'X-Amb-Access-Ts: 1700000000' 'X-Amb-App-Id: app'
}
bitpro_request() { # SIGNATURE
  request 'POST /api/v1/clients' 'amount=1' 'Authorization: Bitpro AAC12:'"$1" \
    'Content-MD5: i5e12e5INLBumXMf3MkTaQ==' 'Date: Mon, 10 Apr 2017 04:43:12 GMT'
}
calypso_request() { # SIGNATURE BODY
  request 'POST /api/v1/invoice' "$2" 'Key: 0123' "Sign: $1"
}
echo '{"api_key":"AAC12","secret_key":"hushed-key"}' >bitpro.json
echo '{"api_key":"0123","secret_key":"hushed-key"}' >calypso.json
bitpro=(bitpro --credentials bitpro.json --now 1491799392000)
calypso=(calypso --credentials calypso.json --now 1700000000123)
crm=(crm --credentials crm.json)
ambro=(ambro --credentials ambro.json --now 1700000000000)

# diagnoses NAME VERDICT ARGUMENT...: the verdict and its exit code.
diagnoses() {
  local name=$1 verdict=$2 code=1
  shift 2
  [ "$verdict" = right ] && code=0
  test_case "$name" "$code" diagnose "$@"
  verdict "$verdict"
}
# names MISTAKE: the first explanation is that mistake's.
names() { has_text out $'\n   name         '"$1"$'\n' || fail "the first cause is not $1"; }

test_case "the example in diagnose's help works" 0 help diagnose
example=$(sed -n '/^  build\/reqsig/,/[^\\]$/p' out | sed 's/\\$//' | tr '\n' ' ')
read -r -a words <<<"${example//conformance\/examples/$examples}"
test_case "the example in diagnose's help works" 0 "${words[@]:1}"
verdict right

# One wrong request for each scheme.
aet_request "$(base64_mac sha256 hushed-key '1700000000123GET/v3/users')"
diagnoses "AET: the leading slash was kept" explained "${aet[@]}"
names leading-slash/kept
out_has 'The signer signs the path with its leading slash'
out_has '"should not include the leading slash (/)"'
out_has 'Take one slash off the beginning of the path before you sign it.'
out_has '...000000123GET/v3/users'
ambro_request "$(mac sha256 hushed-api-secret 'apphushed-api-key1700000000')"
diagnoses "Ambro: the id is signed too" explained "${ambro[@]}"
names app-id-included
bitpro_request "$(base64_mac sha1 hushed-key 'POSTi5e12e5INLBumXMf3MkTaQ==/api/v1/clientsMon, 10 Apr 2017 04:43:12 GMT')"
diagnoses "Bitpro: the commas are missing" explained "${bitpro[@]}"
names method-missing/joined
calypso_request "$(mac sha512 hushed-key '{"timestamp": 1700000000123, "amount": "1"}')" '{"timestamp":1700000000123,"amount":"1"}'
diagnoses "Calypso: Python's spaces are signed" explained "${calypso[@]}"
names body-reserialised/python
tells 'or json-python-spaces: '
grep -q 'The vector calypso-[a-z-]* tells' out || fail 'no vector is named'
crm_request "sha256=$(mac sha256 hushed-api-key '{"a":1}\n')" '{"a":1}'
diagnoses "CRM: echo's line end is signed" explained "${crm[@]}"
names echo-newline
crm_request "sha256=$(mac sha256 hushed-api-key '')" '{"a":1}'
diagnoses "CRM: the body was read already" explained "${crm[@]}"
names constant-body/nothing

# Other commands name the first cause.
aet_request "$(base64_mac sha256 hushed-key '1700000000123GET/v3/users')"
test_case "verify names the cause" 1 verify "${aet[@]}"
verdict 'reject signature_mismatch'
tells 'cause The signer signs the path with its leading slash'
tells 'change Take one slash off'
aet_request "$(mac sha256 hushed-key '1700000000123GETv3/users')"
test_case "... of a signature of wrong form too" 1 verify "${aet[@]}"
verdict 'reject malformed'
tells 'cause The signature is right but for its notation.'
aet_request "$(base64_mac sha256 other-key '1700000000123GETv3/users')"
test_case "... or says that it is none of the single ones" 1 verify "${aet[@]}"
tells 'hint no single mistake gives this signature: reqsig diagnose searches further'
aet_request "$(base64_mac sha256 hushed-key '1700000000123GET/v3/users')"
test_case "explain names the cause" 0 explain "${aet[@]}"
tells 'Why verifying rejects the request that was sent'
tells 'The signer signs the path with its leading slash'
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
test_case "... of a wrong signature only" 0 explain "${aet[@]}"
out_lacks 'Why verifying'
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
sed 's/Bearer //' in >unprefixed
test_case "... or the field that is wrong beside a right signature" 0 explain "${aet[@]}" unprefixed
tells 'Why verifying rejects the request that was sent'
tells 'The signature is right, and authorization has a wrong form.'
out_lacks 'another one'

# What is sent in place of a value has a form to compare with.
diagnoses "the text before the token is missing" explained "${aet[@]}" unprefixed
tells 'AET wants the form that the scheme gives it: Bearer {token}.'
no_secret_in_out
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')="
diagnoses "a signature that spells no MAC" unexplained "${aet[@]}"
tells 'hint No MAC can be read from the header signature. AET wants the whole MAC in canonical base64, standard alphabet, padded, and nothing else: 44 characters.'
aet_request "$(base64_mac sha256 other-key '1700000000123GETv3/users')"
diagnoses "... is no matter of another key" unexplained "${aet[@]}"
out_lacks 'No MAC can be read'
tells 'check that the request was signed with the secret_key of the credentials file (10 bytes), and not with one of another account'
no_secret_in_out
aet_request "$(base64_mac sha1 other-key '1700000000123GETv3/users')"
diagnoses "a signature of another length" unexplained "${aet[@]}"
tells 'hint The header signature has a MAC of 20 bytes. AET wants'
out_lacks 'check that the request was signed'
crm_request 'sha256=0000' '{"a":1}'
diagnoses "a signature too short for any digest" unexplained "${crm[@]}"
tells 'hint No MAC can be read from the header signature. CRM'
crm_request "sha256=$(printf hushed-api-key | od -An -v -tx1 | tr -d ' ')" '{"a":1}'
diagnoses "the secret in place of the signature" unexplained "${crm[@]}"
tells 'hint The header signature holds the credential api_key itself.'
out_lacks 'No MAC can be read'
no_secret_in_out
right=$(mac sha256 hushed-api-key '{"a":1}')
for len in 16 40 62; do
  crm_request "sha256=${right:0:len}" '{"a":1}'
  diagnoses "the first $len digits of the signature" explained "${crm[@]}"
  names notation/cut-short
done
crm_request "sha256=${right:0:14}" '{"a":1}'
diagnoses "... or too few of them to be sure" unexplained "${crm[@]}"

# What the signer's key is, and what the credentials file has.
aet_request "$(base64_mac sha256 'hushed-key ' '1700000000123GETv3/users')"
diagnoses "the signer's secret has a space more" explained "${aet[@]}"
names secret-trailing-newline/space
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
echo '{"token":"hushed-token","secret_key":"\"hushed-key\""}' >quoted.json
diagnoses "the file's secret stands in quotes" explained aet --credentials quoted.json --now 1700000000123
names credentials-file/double-quotes
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
echo '{"token":"hushed-token","secret_key":"hushed\u2014key\u00a0"}' >dash.json
diagnoses "two differences of the file are a pair of one kind, and no pair" unexplained aet --credentials dash.json --now 1700000000123
aet_request "$(base64_mac sha256 hushed '1700000000123GETv3/users')"
echo '{"token":"hushed-token","secret_key":"hushed#key"}' >hash.json
diagnoses "a settings file ends the secret at #" explained aet --credentials hash.json --now 1700000000123
names secret-cut/hash

# Surroundings of the secret, in the signer and in the file.
while read -ru 3 name key; do
  aet_request "$(printf 1700000000123GETv3/users | openssl dgst -sha256 -mac HMAC -macopt \
    "hexkey:$(printf '%b' "$key" | od -An -v -tx1 | tr -d ' \n')" -binary | base64 -w 0)"
  diagnoses "the signer's secret has $name around it" explained "${aet[@]}"
  names "secret-trailing-newline/$name"
done 3<<'END'
tab hushed-key\t
two-line-feeds hushed-key\n\n
single-quotes-line-feed 'hushed-key'\n
double-quotes-line-feed "hushed-key"\n
byte-order-mark \xef\xbb\xbfhushed-key
no-break-space hushed-key\xc2\xa0
setting-name SECRET_KEY=hushed-key
long-setting-name AET_SECRET_KEY=hushed-key
webhook-setting-name WEBHOOK_SECRET=hushed-key
END
while read -ru 3 name secret; do
  aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
  printf '%s\n' '{"token":"hushed-token","secret_key":"'"$secret"'"}' >around.json
  diagnoses "the file's secret has $name around it" explained aet --credentials around.json --now 1700000000123
  names "credentials-file/$name"
done 3<<'END'
white-space hushed-key\t
line-end hushed-key\n\n
single-quotes-line-end 'hushed-key'\n
double-quotes-line-end \"hushed-key\"\n
unseen \ufeffhushed-key
setting-name AET_KEY_2=hushed-key
END

# A prefix that belongs to the secret.
echo '{"api_key":"cs_live_hushedhushed"}' >prefixed.json
while read -ru 3 name key; do
  crm_request "sha256=$(mac sha256 "$key" '{"a":1}')" '{"a":1}'
  diagnoses "the secret's prefix is cut: $name" explained crm --credentials prefixed.json
  names "$name"
done 3<<'END'
secret-prefix-lost/first-underscore live_hushedhushed
secret-prefix-lost/last-underscore hushedhushed
END
echo '{"api_key":"whsec_aHVzaGVkLWtleQ=="}' >prefixed.json
crm_request "sha256=$(mac sha256 hushed-key '{"a":1}')" '{"a":1}'
diagnoses "the secret is taken for one of Svix" explained crm --credentials prefixed.json
names secret-base64-decoded/behind-underscore
tells 'Use the whole secret as the key, with its prefix, and do not decode it.'

# What no vector shows.
crm_request "sha256=$(mac sha256 hushed-api-key '{"a":1} ')" '{"a":1}'
diagnoses "a space behind the body is signed" explained "${crm[@]}"
names sent-differs-from-signed/last-space
crm_request "sha256=$(mac sha256 hushed-api-key 'a,b')" 'a,b '
diagnoses "... or is sent alone" explained "${crm[@]}"
names sent-differs-from-signed/trimmed
crm_request "sha256=$(printf %s "b'{\"a\":\"\\xc3\\xa9\\\\\\\\n\"}\\n'" | openssl dgst -sha256 -mac HMAC -macopt key:hushed-api-key -r | cut -d ' ' -f 1)" \
  '{"a":"\xc3\xa9\\\\n"}\n'
diagnoses "str() of bytes" explained "${crm[@]}"
names python-repr-body/bytes
crm_request "sha256=$(printf %s "b\"{'a'\\t\\r\"" | openssl dgst -sha256 -mac HMAC -macopt key:hushed-api-key -r | cut -d ' ' -f 1)" "{'a'\\t\\r"
diagnoses "... with single quotes in them" explained "${crm[@]}"
names python-repr-body/bytes
aet_request "$(printf 1700000000123GETv3/users | openssl dgst -sha3-256 -mac HMAC -macopt key:hushed-key -binary | base64 -w 0)"
diagnoses "SHA-3 for SHA-2" explained "${aet[@]}"
names wrong-hash/sha3
long=$(printf 'x%.0s' {1..300})
calypso_request "$(printf %s "{\"timestamp\":1700000000123,\"a\":\"$long\"}" | openssl dgst -sha3-512 -mac HMAC -macopt "key:$long" -r | cut -d ' ' -f 1)" \
  "{\"timestamp\":1700000000123,\"a\":\"$long\"}"
echo '{"api_key":"0123","secret_key":"'"$long"'"}' >long.json
diagnoses "... of more than a block, with a long key" explained calypso --credentials long.json --now 1700000000123
names wrong-hash/sha3
crm_request "sha256=$(mac sha256 hushed-api-key '{"id":1}')" '[ {"id":1}, {"id":2} ]'
diagnoses "the first of a batch" explained "${crm[@]}"
names body-part/first-element
crm_request "sha256=$(mac sha256 hushed-api-key '{"id":1}')" '{"event":"a","data":{"id":1}}'
diagnoses "a member of the body" explained "${crm[@]}"
names body-part/data
crm_request "sha256=$(mac sha256 hushed-api-key "{'a': True, 'b': 'say \"x\"'}")" '{"a":true,"b":"say \\"x\\""}'
diagnoses "str() of a dict" explained "${crm[@]}"
names python-repr-body/dictionary
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/a%2Cb%3A')" 'GET /v3/a,b:'
diagnoses "a comma is encoded in what is signed" explained "${aet[@]}"
names path-escaped/javascript
aet_request "$(base64_mac sha256 hushed-key '1700000000123GEThttps://api.example:443/v3/users')"
diagnoses "the URL with its port" explained "${aet[@]}"
names absolute-url/port

# Several secrets in the file: the first signs, any verifies.
echo '{"token":["hushed-token","hushed-other"],"secret_key":["hushed-key","hushed-new-key"]}' >several.json
several=(aet --credentials several.json --now 1700000000123)
aet_request "$(base64_mac sha256 hushed-new-key '1700000000123GETv3/users')"
cp in second.http
diagnoses "the second secret signed" right "${several[@]}"
tells 'token number 1 of 2, secret_key number 2 of 2 of the credentials file signed this.'
test_case "verify accepts any of them" 0 verify "${several[@]}" second.http
verdict accept
test_case "the first signs" 0 sign "${several[@]}" get.http
cp out first
test_case "the first signs" 0 sign "${aet[@]}" get.http
cmp -s out first || fail 'another secret signs'
aet_request "$(base64_mac sha256 hushed-new-key '1700000000123GET/v3/users')"
diagnoses "the second secret signed, with a mistake" explained "${several[@]}"
names leading-slash/kept
aet_request "$(base64_mac sha256 none-of-them '1700000000123GETv3/users')"
diagnoses "none of them signed" unexplained "${several[@]}"
aet_request x 'GET /v3/hushed-new-key'
diagnoses "no secret of the list is shown" unexplained "${several[@]}"
for value in '[]' '[""]' '[1]' '["a",null]' '{}'; do
  echo '{"token":"hushed-token","secret_key":'"$value"'}' >bad.json
  test_case "a list of secrets is not $value" 2 sign aet --credentials bad.json get.http
  err_has 'secret_key'
done

# Right but for the notation.
aet_request "$(mac sha256 hushed-key '1700000000123GETv3/users')"
diagnoses "hex where base64 is due" explained "${aet[@]}"
names hex-instead-of-base64
out_has 'The signature is right but for its notation.'
aet_request "b'$(base64_mac sha256 hushed-key '1700000000123GETv3/users')'"
diagnoses "Python's bytes" explained "${aet[@]}"
names bytes-repr
aet_request "$(mac sha256 hushed-key '1700000000123GETv3/users' | tr -d '\n' | base64 -w 0)"
diagnoses "base64 of the hex text" explained "${aet[@]}"
names base64-of-hex
crm_request "sha256= $(mac sha256 hushed-api-key '{"a":1}')" '{"a":1}'
diagnoses "a space behind the prefix" explained "${crm[@]}"
names header-whitespace/space
right=sha256=$(mac sha256 hushed-api-key '{"a":1}')
crm_request "$right,$right" '{"a":1}'
diagnoses "two headers joined by a proxy" explained "${crm[@]}"
names notation/list
crm_request "${right#sha256=}" '{"a":1}'
diagnoses "no prefix" explained "${crm[@]}"
names prefix-missing

crm_request "sha256 = ${right#sha256=}" '{"a":1}'
diagnoses "white space around the =" explained "${crm[@]}"
names header-whitespace/equals
out_lacks 'prefix'
crm_request "\"$right\"" '{"a":1}'
diagnoses "the whole value in quotes" explained "${crm[@]}"
names bytes-repr/whole-value
out_lacks 'prefix'

# The likeliest of what gives the same bytes comes first.
crm_request "sha256=$(mac sha256 hushed-api-key '{"a":"\\u00e9"}')" '{"a": "é"}'
diagnoses "compact JSON with escapes may be Python's" explained "${crm[@]}"
names body-reserialised/python-compact
out_has 'or           body-reserialised/php'
crm_request "sha256=$(mac sha256 hushed-api-key '{"a":"/\\u00e9"}')" '{"a": "/é"}'
diagnoses "... and is not PHP's if it has a plain slash" explained "${crm[@]}"
names body-reserialised/python-compact
out_lacks 'php'
crm_request "sha256=$(mac sha256 hushed-api-key '{\n  "a": 1\n}')" '{\n  "a": 1\n}\n'
diagnoses "the last line end is lost" explained "${crm[@]}"
names sent-differs-from-signed/last-line-end

# Profiles, pairs, and both with a notation.
secret=aHVzaGVkLWtleQ==
echo '{"token":"hushed-token","secret_key":"'$secret'"}' >base64.json
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
diagnoses "a profile" explained aet --credentials base64.json --now 1700000000123
names secret-base64-decoded
out_has '--profile secret-base64-decoded'
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
diagnoses "by the profile it is right" right aet --credentials base64.json --now 1700000000123 --profile secret-base64-decoded
aet_request "$(mac sha256 'hushed-key ' '1700000000123GET/v3/users')"
diagnoses "two mistakes and a notation" explained "${aet[@]}"
names 'secret-trailing-newline/space and leading-slash/kept and hex-instead-of-base64'
aet_request "$(base64_mac sha256 hushed-key '1700000000123POST/v3/users{"a": 1}')" 'POST /v3/users' '{"a":1}'
diagnoses "two mistakes in one message" explained "${aet[@]}"
names 'body-reserialised/python and leading-slash/kept'

# Time: what was signed, and how it is written.
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
sed -i 's/^timestamp: .*/timestamp: 1700000000\r/' in
diagnoses "milliseconds are signed, and seconds are sent" explained "${aet[@]:0:3}" --now 1700000060000
names seconds-vs-ms/sent
tells 'The signature is right for the timestamp 1700000000123. The signer signs the time in milliseconds and sends it in seconds.'
ambro_request "$(mac sha256 hushed-api-secret 'hushed-api-key1700000000')"
sed -i 's/^X-Amb-Access-Ts: .*/X-Amb-Access-Ts: 1700000000123\r/' in
diagnoses "seconds are signed, and milliseconds are sent" explained "${ambro[@]:0:3}" --now 1700000060000
names seconds-vs-ms/sent
tells 'The signer signs the time in seconds and sends it in milliseconds.'
aet_request "$(base64_mac sha256 hushed-key '1700000000121GETv3/users')"
diagnoses "the clock is read twice" explained "${aet[@]}"
names ts-two-clocks
tells 'The signature is right for the timestamp 1700000000121, 0.002 s before the one that was sent.'
aet_request "$(base64_mac sha256 hushed-key '1699999900122GETv3/users')"
diagnoses "... 100 s apart" explained "${aet[@]}"
names ts-two-clocks
tells '1699999900122, 1 min 40.001 s before'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000500}')" '{"timestamp":1700000000123}'
diagnoses "... in a body" explained "${calypso[@]}"
names ts-two-clocks
bitpro_text='POST,i5e12e5INLBumXMf3MkTaQ==,/api/v1/clients,Mon, 10 Apr 2017 06:43:12 GMT'
bitpro_request "$(base64_mac sha1 hushed-key "$bitpro_text")"
diagnoses "local time is signed, and UTC sent" explained "${bitpro[@]}"
names date-zone/local
tells '2 h after the one that was sent'
request 'POST /api/v1/clients' 'amount=1' "Authorization: Bitpro AAC12:$(base64_mac sha1 hushed-key "${bitpro_text/06:43/04:43}")" \
  'Content-MD5: i5e12e5INLBumXMf3MkTaQ=='
diagnoses "the Date was removed" explained "${bitpro[@]}"
names date-forbidden-header
request 'POST /api/v1/clients' 'amount=1' 'Content-MD5: i5e12e5INLBumXMf3MkTaQ==' 'Date: Mon Apr 10 04:43:12 UTC 2017' \
  "Authorization: Bitpro AAC12:$(base64_mac sha1 hushed-key "${bitpro_text%,*,*},Mon Apr 10 04:43:12 UTC 2017")"
diagnoses "a date as asctime writes it" explained "${bitpro[@]}"
tells 'Write it as Mon, 10 Apr 2017 04:43:12 GMT'
request 'POST /api/v1/clients' 'amount=1' 'Content-MD5: i5e12e5INLBumXMf3MkTaQ==' 'Date: Mon, 10 Apr 2017 04:43:12 +0000' \
  "Authorization: Bitpro AAC12:$(base64_mac sha1 hushed-key "${bitpro_text%,*,*},Mon, 10 Apr 2017 04:43:12 +0000")"
diagnoses "a date with +0000" explained "${bitpro[@]}"
names date-zone/number
for date in 'Mon, 10 Apr 2017 05:43:12 CET' 'Mon, 10 Apr 2017 06:43:12 CEST' 'Sun, 09 Apr 2017 23:43:12 EST'; do
  request 'POST /api/v1/clients' 'amount=1' 'Content-MD5: i5e12e5INLBumXMf3MkTaQ==' "Date: $date" \
    "Authorization: Bitpro AAC12:$(base64_mac sha1 hushed-key "${bitpro_text%,*,*},$date")"
  diagnoses "the zone of $date" explained "${bitpro[@]}"
  names date-zone/local-named
  tells 'Write it as Mon, 10 Apr 2017 04:43:12 GMT (the same time).'
done
date='Mon, 10 Apr 2017 10:13:12 IST'
request 'POST /api/v1/clients' 'amount=1' 'Content-MD5: i5e12e5INLBumXMf3MkTaQ==' "Date: $date" \
  "Authorization: Bitpro AAC12:$(base64_mac sha1 hushed-key "${bitpro_text%,*,*},$date")"
diagnoses "a zone of which the name tells no offset" explained "${bitpro[@]}"
tells 'change Write the time in GMT, and GMT behind it.'
request 'GET /users' '' "X-Amb-Access-Sig: $(mac sha256 hushed-api-secret hushed-api-key1700000000123)" \
  'X-Amb-Access-Ts: 1700000000123' 'X-Amb-App-Id: app'
diagnoses "milliseconds for seconds: the signature is right" right "${ambro[@]}"
tells 'The timestamp 1700000000123 is in milliseconds (2023-11-14 22:13:20.123 UTC), and Ambro wants seconds.'
tells '--profile milliseconds'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123456}')" '{"timestamp":1700000000123456}'
diagnoses "microseconds in a body" right "${calypso[@]}"
tells 'is in microseconds'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123}')" '{"timestamp":1700000000123}'
diagnoses "--now in seconds" right calypso --credentials calypso.json --now 1700000000
tells 'looks like seconds: give 1700000000000'
request 'POST /api/v1/clients' 'amount=1' 'Content-MD5: i5e12e5INLBumXMf3MkTaQ==' 'Date: Mon, 10 Apr 2017 10:13:12 GMT' \
  "Authorization: Bitpro AAC12:$(base64_mac sha1 hushed-key "${bitpro_text/06:43/10:13}")"
diagnoses "a local time that calls itself GMT" right "${bitpro[@]}"
tells '5 h 30 min ahead of --now'
tells 'local time of a zone'

request 'GET /v3/users' '' 'timestamp: 9223372036854775807' 'authorization: Bearer hushed-token' \
  "signature: $(base64_mac sha256 hushed-key '1GETv3/users')"
diagnoses "the last time that there is" unexplained "${aet[@]}"

# Right, and nothing found.
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
diagnoses "a right signature" right "${aet[@]}"
calypso_request "$(mac sha512 hushed-key '{"timestamp":1}')" '{"timestamp":1}'
diagnoses "a right signature of long ago" right "${calypso[@]}"
has_text out $'right\nbut its time is not: verify rejects the request as expired.\n' || fail 'the second line does not tell of the time'
out_has 'The timestamp is 1970-01-01 00:00:00.001 UTC, about 54 years'
aet_request "$(base64_mac sha256 other-key '1700000000123GETv3/users')"
diagnoses "another secret" unexplained "${aet[@]}"
out_has 'ruled out'
request 'GET /v3/users' '' 'timestamp: 1700000000123' 'authorization: Bearer hushed-token'
diagnoses "no signature" unexplained "${aet[@]}"
out_has 'The request has no header signature, which carries the signature.'
request 'GET /users' '' 'X_Amb_Access_Sig: 00' 'X-Amb-Access-Ts: 1700000000' 'X-Amb-App-Id: app'
diagnoses "a header's name with underscores" unexplained "${ambro[@]}"
tells 'It has X_Amb_Access_Sig in its place, with underscores'
request 'GET /api/v1/invoice' '' 'Key: 0123' "Sign: $(mac sha512 hushed-key '{"timestamp":1}')"
diagnoses "a POST that became a GET" unexplained "${calypso[@]}"
tells 'a redirect may have made a GET of a POST and dropped its body'
request 'POST /api/v1/clients' 'amount=1' 'Date: Mon, 10 Apr 2017 04:43:12 GMT' \
  "Authorization: Bitpro AAC12:$(base64_mac sha1 hushed-key "${bitpro_text/06:43/04:43}")"
diagnoses "a header is missing beside a right signature" explained "${bitpro[@]}"
names missing
tells 'The request has no header Content-MD5. Of this body it is i5e12e5INLBumXMf3MkTaQ==.'
crm_request "sha256=$(mac sha256 hushed-api-key '{"id":1152921506151679042}')" '{"id":1152921506151679000,\n "who":"?"}'
diagnoses "a capture that a tool rounded" unexplained "${crm[@]}"
tells 'Capture the raw bytes.'
tells 'The body has ? in it'

crm_request "sha256=$(mac sha256 hushed-api-key '{"a": "\\u00e9"}')" '{"a": "é"}'
diagnoses "a snippet with an escape has its legend" explained "${crm[@]}"
# shellcheck disable=SC2016 # the page has backquotes
tells '`{"a": "\\u00e9"}`'
tells 'Escapes: '

# A body that is not the one that was sent, maybe.
laid_out=$'{\n  "a": 1,\n  "b": "x"\n}'
crm_request "sha256=$(mac sha256 hushed-api-key '{"a":1,"b":"x"}')" "$laid_out"
diagnoses 'a body that jq may have laid out' explained "${crm[@]}"
tells 'these are not the bytes that were sent, and the signer may be right'
tells 'http --pretty=none or curl --trace FILE'
crm_request "sha256=$(mac sha256 hushed-api-key '{"a":1,"b":"x"}')" "$laid_out"
sed -i 's/^Content-Length: .*/Content-Length: 15\r/' in
diagnoses '... and did, as Content-Length shows' explained "${crm[@]}"
tells 'longer than Content-Length says: a tool such as HTTPie or jq has laid it out anew'
out_lacks 'the signer may be right'
crm_request "sha256=$(mac sha256 hushed-api-key '{"b":"x", "a":1}')" "$laid_out"
diagnoses '... where nothing explains it' unexplained "${crm[@]}"
tells 'the members may have been sorted'
crm_request "sha256=$(mac sha256 hushed-api-key '{"a": 1, "b": "x"}\n')" '{"a":1,"b":"x"}'
diagnoses 'a body that is on one line' explained "${crm[@]}"
out_lacks 'the signer may be right'
crm_request "sha256=$(mac sha256 hushed-api-key '{"a":1}')" '{"a":1}\n'
diagnoses 'the line end of a .http file' explained "${crm[@]}"
names sent-differs-from-signed/last-line-end
tells 'the line end behind the body may not have been sent, and the signer may be right'

# The signer's own message.
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETprefix/v3/users')"
printf 1700000000123GETprefix/v3/users >message
diagnoses "the signer's own message" explained "${aet[@]}" --message message
names own-message
# shellcheck disable=SC2016 # the page has backquotes
tells 'differ first at offset 16, counted from 0, in the path without its leading slash: the signer has `prefix/v3/users`, AET has `v3/users`.'
aet_request "$(base64_mac sha256 other-key '1700000000123GETv3/users')"
echo 1700000000123GETv3/users >message
diagnoses "... which is right" unexplained "${aet[@]}" --message message
tells 'look at the key'
bitpro_request "$(base64_mac sha1 other-key '1700000000123GETv3/users')"
printf 'POST\ni5e12e5INLBumXMf3MkTaQ==,' >message
diagnoses "... with another separator" unexplained "${bitpro[@]}" --message message
tells 'at offset 4, counted from 0, in the separator: the signer has a line feed, Bitpro has'
ambro_request "$(mac sha256 hushed-api-secret 'x')"
echo hushed-api-key17 >message
diagnoses "... with a secret in it" unexplained "${ambro[@]}" --message message
tells 'the two are not shown, as a secret is in them'
aet_request "$(base64_mac sha256 other-key '1700000000123GETv3/users')"
diagnoses "without it the message is shown" unexplained "${aet[@]}"
tells 'message 1700000000123GETv3/users That is what AET signs here.'
tells '--message FILE tells where it differs'

# What people have of a request.
captured() { # NAME VERDICT HINT: the request in file "in" as diagnose takes it
  diagnoses "$1" "$2" "${aet[@]}"
  tells "$3"
}
right_aet() { aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')" "${1:-}"; }
right_aet && tr -d '\r' <in >lf && mv lf in
captured 'lines that end in LF' right 'taken as CR LF'
right_aet && { printf '* Connected\n' && sed 's/^/> /' in && printf '< HTTP/1.1 401\n'; } >curl && mv curl in
captured 'the output of curl -v' right 'the output of curl -v'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123}')" '{"timestamp":1700000000123}'
{ head -n -1 in | sed 's/^/> /' && printf '* We are completely uploaded\n< HTTP/1.1 401\n'; } >curl && cp curl in
diagnoses "curl -v of a POST, without its body" unexplained "${calypso[@]}"
tells 'The body is not in the input: Content-Length says that there is one'
tells 'curl --trace FILE does, and is read as well.'
out_lacks 'ruled out'
out_lacks 'Any other secret'
sed 's/Content-Length: 27/Transfer-Encoding: chunked/' curl >in
diagnoses "... where it is chunked" unexplained "${calypso[@]}"
tells 'The body is not in the input: Transfer-Encoding says that there is one'
right_aet && sed -i 's/^Content-Length: 0/Content-Length: 7/' in
captured 'no body, where none is signed' right 'The body is not in the input'
right_aet && sed -i 's/\r$/\r\r/' in
captured 'lines that end in CR CR LF' right 'Lines of the head end in CR CR LF'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123}')" '{"timestamp":1700000000123}'
sed -i 's/\r$/\r\r/' in
diagnoses '... before a body' right "${calypso[@]}"
right_aet && sed -i 's/^\([a-z]*\): /\1 : /' in
captured 'a space before colons' right "White space stands before a header's colon"
[ "$(grep -c 'White space stands' out)" = 1 ] || fail 'it is said for each header'
right_aet && sed -i 's/^signature: ......../&\r\n/' in
captured 'a header that a terminal wraps' right 'A header goes on in the next line'
right_aet && tr -d '\r' <in | sed 's/^signature: ......../&\n/' >lf && mv lf in
captured '... in lines that end in LF' right 'A header goes on in the next line'
right_aet && sed -i 's/^authorization: Bearer /authorization: Bearer\r\n  /' in
captured '... at a space, indented' right 'A header goes on in the next line'
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')" 'GET /v3/users' 'a=1' && sed -i '/^\r$/d' in
captured '... which no empty line ends' unexplained 'a header line was expected'
right_aet && sed -i '1s|HTTP/1.1|HTTP/2|' in
captured 'HTTP/2 in the first line' right 'the signature is not touched by that'
right_aet && sed -i '1s|.*|:method: GET\r\n:path: /v3/users\r\n:scheme: https|; 2s|.*|:authority: a\r|' in
captured 'pseudo-headers' right 'pseudo-headers of HTTP/2'
right_aet 'GET /v3/users?ids[]=4'
captured 'a byte that no target may have, in what is not signed' right 'percent-encode it'
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/u[1]')" 'GET /v3/u[1]'
captured '... and in what is signed' right 'percent-encode it'
right_aet 'GET http://api.example/v3/users'
captured 'a target in absolute form' right 'it is judged by its path'
right_aet && sed -i '/^Host/d' in
captured 'no Host' right 'no Host'
right_aet && sed -i '$d' in
captured 'the empty line is missing' right 'does not end in an empty line'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123}')" '{"timestamp":1700000000123}'
sed -i 's/^Content-Length.*/Expect: 100-continue\r\nContent-Length: 27\r/; $d' in
diagnoses 'no body behind Expect' unexplained "${calypso[@]}"
tells 'the client waits for 100 Continue'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123}\n')" '{"timestamp":1700000000123}\n'
printf %s "$(cat in)" >shorter && mv shorter in
diagnoses "an editor lost the body's last line end" explained "${calypso[@]}"
tells 'shorter than Content-Length says'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123}')" '{"timestamp":1700000000123}'
echo >>in
diagnoses 'an editor added a line end' right "${calypso[@]}"
tells 'A line end stands behind the body'
calypso_request "$(mac sha512 hushed-key '{"timestamp":1700000000123}')" '{"timestamp":1700000000123}'
sed -i '/^Content-Length/d' in
diagnoses 'no Content-Length' right "${calypso[@]}"
tells 'all that stands behind the head is taken as the body'
cat >in <<END
{"log":{"entries":[{"request":{"method":"POST","url":"https://api.example/api/v1/invoice?a=1#b","headers":[
{"name":":authority","value":"api.example"},{"name":"Key","value":"0123"},
{"name":"Sign","value":"$(mac sha512 hushed-key '{"timestamp":1700000000123}')"},{"name":"content-length","value":"1"}],
"postData":{"mimeType":"application/json","text":"{\"timestamp\":1700000000123}"}}}]}}
END
diagnoses 'a HAR file' right "${calypso[@]}"
tells 'The input is a HAR file'
sign=$(mac sha512 hushed-key '{"timestamp":1700000000123}')
cat >in <<END
{"log":{"entries":[{"request":{"method":"GET","url":"https://api.example/","headers":[]}},
{"request":{"method":"POST","url":"https://api.example/api/v1/invoice","headers":[{"name":"Key","value":"0123"},
{"name":"sign","value":"$sign"}],
"postData":{"encoding":"base64","text":"$(printf '{"timestamp":1700000000123}' | base64)"}}}]}}
END
diagnoses 'a HAR file whose second request is signed, its body in base64' right "${calypso[@]}"
tells 'a HAR file of 2 requests: number 2 is taken'
echo '{"log":{"entries":[]}}' >in
captured 'an empty HAR file' unexplained 'a HAR file without a request'
echo '{"log":{"entries":[{"request":' >in
captured 'a HAR file that breaks off' unexplained 'JSON that breaks off'
calypso_request "$sign" '{"timestamp":1700000000123}'
hex_rows() { od -An -v -tx1 -w16 | awk '{ printf "%04x: %s  text\n", 16 * (NR - 1), substr($0, 2) }'; }
{
  printf '== Info: Connected\n=> Send header, 1 bytes (0x1)\n'
  head -c -27 in | hex_rows
  printf '=> Send data, 27 bytes (0x1b)\n'
  tail -c 27 in | hex_rows
} >trace && mv trace in
diagnoses 'the output of curl --trace' right "${calypso[@]}"
tells 'curl --trace writes'
cat >in <<END
=> Send header, 209 bytes (0xd1)
0000: POST /api/v1/invoice HTTP/1.1
001f: Host: a
0028: Key: 0123
0033: Sign: ${sign:0:58}
0073: ${sign:58:64}
00b3: ${sign:122}
00bb: Content-Length: 27
00cf: 
=> Send data, 27 bytes (0x1b)
0000: {"timestamp":1700000000123}
<= Recv header, 17 bytes (0x11)
0000: HTTP/1.0 200 OK
END
diagnoses 'the output of curl --trace-ascii' right "${calypso[@]}"
tells 'curl --trace-ascii writes'
calypso_request "$sign" '{"timestamp":1700000000123}' && cp in whole
{
  printf '22:50:46.648678 == Info: Connected\n22:50:46.648678 [0-0] => Send header, 1 bytes (0x1)\n'
  head -c -27 whole | hex_rows
  printf '22:50:46.648678 => Send data, 27 bytes (0x1b)\n'
  tail -c 27 whole | hex_rows
  printf '22:50:46.648678 => Send header, 1 bytes (0x1)\n'
} >in
diagnoses '... with --trace-time and --trace-ids' right "${calypso[@]}"
tells 'curl --trace writes'
tells 'The input has more than one request: the first is taken.'
right_aet && { printf '22:50:46.648678 * Connected\n' && sed 's/^/22:50:46.648678 [0-1] > /' in; } >curl && cp curl in
captured 'the output of curl -v --trace-time' right 'the output of curl -v'
out_lacks 'more than one'
cat curl curl >in
captured '... of two requests' right 'The input has more than one request: the first is taken.'

# What stands around a request.
around() { # NAME HINT: the request in file "in" is right, and its surroundings are told
  diagnoses "$1" right "${calypso[@]}"
  tells "$2"
}
cat whole whole >in
around 'two requests' 'The input has more than one request: the first is taken. Put each into a file of its own'
{ cat whole && printf '\r\n\r\n' && cat whole; } >in
around '... with empty lines between' 'more than one request'
{ cat whole && printf 'HTTP/1.1 401 Unauthorized\r\nServer: a\r\n\r\n{}'; } >in
around 'a response behind it, as Wireshark shows both' 'A response follows the request'
{ head -c -27 whole && cat whole; } >in
diagnoses 'a request whose body is missing, and another one' unexplained "${calypso[@]}"
tells 'more than one request'
tells 'The body is not in the input'
{ printf '2026-11-30 12:00:00 INFO sent ' && cat whole; } >in
around 'a line of a log begins before it' 'Text stands before the request line'
{ printf '12:00:00.1 IP a.1 > b.80: Flags [P.], length 9\nE..<.@.@......P....' && tr -d '\r' <whole; } >in
around 'what tcpdump -A prints' 'Text stands before the request line'
{ printf -- 'Connecting\n\n---request begin---\n' && head -c -27 whole | tr -d '\r' && printf -- '---request end---\n[BODY data: ' && tail -c 27 whole &&
  printf ']\nHTTP request sent, awaiting response...\n---response begin---\nHTTP/1.1 401 No\n\n---response end---\n'; } >in
around 'what wget -d prints' 'The input is what wget -d prints'
{
  printf '%s\n' "send: b'POST /api/v1/invoice HTTP/1.1\r\nHost: a\r\nKey: 0123\r\nContent-Length: 39\r\n'"
  printf '%s\n' "send: b\"X-Name: it's\r\nSign: $(mac sha512 hushed-key '{"timestamp":1700000000123,"a":"\xc3\xa9\x27\\\\"}')\r\n\r\n\""
  printf '%s\n' "send: b'{\"timestamp\":1700000000123,\"a\":\"\xc3\xa9\'\\\\\\\\\"}'"
  printf '%s\n' "reply: 'HTTP/1.1 401 Unauthorized\r\n'" "send: b'GET / HTTP/1.1\r\n\r\n'"
} >in
around "what Python's http.client prints" "The input is what Python's http.client prints"
printf '%s\n' "send: b'POST / HTTP/1.1\r" >in
diagnoses '... cut' unexplained "${calypso[@]}"
tells 'not an HTTP/1.1 request'

# The request in other texts: LF is the line's end in each.
tr -d '\r' <whole >plain
sed 's/^/2026-11-30 12:00:01 DEBUG /; 1s/:01/:00/' plain >in
around 'a log that begins each line so' 'The same text stands before each line'
sed 's/^/    /' plain >in
around 'each line indented' 'The same text stands before each line'
sed 's/^/> /' plain >in
around 'each line quoted, with the body' 'the lines behind >'
{ printf '```http\n' && cat plain && printf '\n```\n'; } >in
around 'a block of Markdown' 'Text that is not of the request follows it'
{ printf '12:00:00.1 IP a.1 > b.80: Flags [P.], length 9: HTTP: POST /api/v1/invoice HTTP/1.1\nE..<.@.@......P....' && cat plain &&
  printf '\n12:00:00.2 IP b.80 > a.1: Flags [P.], length 9: HTTP: HTTP/1.1 401 No\nE..<HTTP/1.1 401 No\n'; } >in
around 'tcpdump -A with the packet behind it' 'Text that is not of the request follows it'
{ sed 's/^$/ /' plain && printf '\n \nHTTP/1.1 401 No\n\n'; } >in
around 'blanks in the empty line' 'A line of blanks stands where the head ends'
{ sed '1s|.*|POST https://api.example/api/v1/invoice HTTP/2.0|; /^Host/d' plain; } >in
around 'what mitmproxy exports' 'The request has no Host: the one of its target is taken.'
{ printf '### a note\n#\n' && sed '1s| HTTP/1.1||; 1s|/api|https://api.example/api|; /^Host/d' plain; } >in
around 'a file for an HTTP client' 'The first line has no version'
{ sed '1s|POST /api/v1/invoice HTTP/1.1|--> POST https://api.example/api/v1/invoice http/1.1|; /^Host/d' plain &&
  printf '\n--> END POST (27-byte body)\n<-- 401 https://api.example/api/v1/invoice\n'; } >in
around "what OkHttp logs" "what OkHttp's logging interceptor prints"
{ sed 's/$/[\\r][\\n]"/; $s/\[.*/"/; s/^/12:00 wire - http-outgoing-0 >> "/' plain && printf '\n12:00 wire - http-outgoing-0 << "HTTP/1.1 401"\n'; } >in
around "Apache HttpClient's wire log" 'The input is a wire log of Apache HttpClient'
quoted=$(head -n -1 plain | sed 's/$/\\r\\n/' | tr -d '\n')
{ printf 'opened\n<- "%s"\n<- "{\\"timestamp\\":1700000000123}"\n-> "HTTP/1.1 401\\r\\n"\n' "$quoted"; } >in
around "what Ruby's Net::HTTP prints" "The input is what Ruby's Net::HTTP prints"
printf '"%s{\\"timestamp\\":1700000000123}"\n' "$quoted" >in
around 'a quoted string' 'The input is text between quotes'

# What is no request is named.
is_told() { # NAME WHAT: the file "in" is no request
  diagnoses "$1" unexplained "${calypso[@]}"
  tells "The input is not an HTTP/1.1 request: $2"
}
iconv -f UTF-8 -t UTF-16 whole >in
is_told 'text in UTF-16' 'this is text in UTF-16'
iconv -f UTF-8 -t UTF-16LE whole >in
is_told '... without its mark' 'this is text in UTF-16'
gzip <whole >in
is_told 'gzip' 'these bytes are compressed'
printf '\xfd7zXZ\0\0\4' >in
is_told 'xz' 'these bytes are compressed'
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >in
is_told 'an image' 'these bytes are no text'
printf 'GET\0/ HTTP/1.1\r\n\r\n' >in
is_told 'a zero byte' 'these bytes are no text'
printf '\xd4\xc3\xb2\xa1\x02\0\x04\0' >in
is_told 'packets' 'this is a capture of packets'
printf '\x16\x03\x01\x02\0\x01' >in
is_told 'TLS' 'these are the encrypted bytes of TLS'
printf 'HTTP/1.1 200 OK\r\nServer: a\r\n\r\n' >in
is_told 'a response' 'this is a response: give the request that it answers'
echo '<!doctype html>' >in
is_told 'HTML' 'this is HTML or XML'
echo 'await fetch("https://api.example/", {"method": "POST"});' >in
is_told 'a call of fetch' 'this is a command or a program that sends a request'
echo '10.0.0.1 - - [30/Nov/2026:12:00:00 +0000] "POST /api/v1/invoice HTTP/1.1" 401 12 "-" "curl/8"' >in
is_told 'a line of an access log' 'this is a line of an access log'
echo '2026/11/30 [error] 12#12: *1 no live upstreams, client: 10.0.0.1, request: "POST /api HTTP/1.1", host: "a"' >in
is_told '... of an error log' 'this is a line of an access log'
printf 'Request URL:\nhttps://api.example/\n' >in
is_told "a browser's page of a request" 'this is what a page or a program shows'
printf 'POST https://api.example/\n401\n12 ms\nNetwork\nRequest Headers\nKey: 0123\n' >in
is_told "Postman's console" 'this is what a page or a program shows'
od -A x -t x1z <whole | sed 's/^\(......\) /00\1  /' >in
is_told 'a dump in hex' 'this is a dump in hex'
base64 <whole >in
is_told 'base64' 'this looks like base64'
echo 'Invoke-RestMethod -Uri a' >in
is_told 'PowerShell' 'this is a command or a program'
printf '{\n  method: "POST",\n  headers: {}\n}\n' >in
diagnoses 'an object as a program prints it' unexplained "${calypso[@]}"
tells 'or an object as a program prints it'
echo 'curl https://api.example/' >in
captured 'a curl command' unexplained 'a curl command, not a request'

echo 'no HTTP' >in
diagnoses "no HTTP" unexplained "${aet[@]}"
out_has 'not an HTTP/1.1 request'

# Notations cost no MAC, so that they are tried with pairs as well.
aet_request "\"$(mac sha256 'hushed-key ' '1700000000123GET/v3/users' | tr a-f A-F)\""
diagnoses "a secret, a path, quotes and hex" explained "${aet[@]}"
tells 'name secret-trailing-newline/space and leading-slash/kept and bytes-repr/double-quotes and hex-instead-of-base64'

ambro_request "$(mac sha256 hushed-api-secret 'hushed-api-key1700000000') *stdin"
diagnoses "what openssl prints with -r" explained "${ambro[@]}"
names notation/openssl

# A vendor's own example may carry a time of long ago.
signed "$examples/calypso.http" "${calypso[@]:0:1}" --credentials "$examples/calypso.credentials.json" --now 1
diagnoses "a right signature of 1970" right calypso --credentials "$examples/calypso.credentials.json" --now 1700000000000 signed.http
tells 'signature It is right: the one that Calypso Pay makes of this request.'
tells 'hint The timestamp is 1970-01-01 00:00:00.001 UTC'

# A body of many members is searched to the end.
members=$(seq -f '"member %.0f":0' -s , 1000)
calypso_request "$(mac sha512 hushed-key "{$members}\n")" "{\"timestamp\":1700000000123,$members}"
diagnoses "an object of many members" unexplained "${calypso[@]}"

# Usage, and JSON.
test_case "no credentials" 2 diagnose aet
err_has '--credentials FILE is missing'
test_case "two files on standard input" 2 diagnose "${aet[@]}" --message -
err_has 'only one can be read from there'
test_case "no such format" 2 diagnose "${aet[@]}" --format yaml
aet_request "$(base64_mac sha256 hushed-key '1700000000123GET/v3/users')"
test_case "JSON of an explanation" 1 diagnose "${aet[@]}" --format json
no_secret_in_out
json_has diagnose 'd["verdict"] == "explained" and d["explanations"][0]["mistakes"] == ["leading-slash/kept"]'
json_has diagnose 'set(d["explanations"][0]) == {"mistakes", "sentence", "clause", "change", "vector"} and d["hints"] == []'
aet_request "$(base64_mac sha256 hushed-key '1700000000123GETv3/users')"
test_case "JSON of a right signature" 0 diagnose "${aet[@]}" --format json
json_has diagnose 'd["verdict"] == "right" and d["explanations"] == [] and not {"rejected_as", "timestamp_unit"} & set(d)'
aet_request "$(base64_mac sha256 hushed-key '1700000000GETv3/users')"
sed -i 's/^timestamp: .*/timestamp: 1700000000\r/' in
test_case "JSON of a timestamp in another unit" 0 diagnose "${aet[@]}" --format json
json_has diagnose 'd["timestamp_unit"] == "seconds" and d["is_request"] is True'
echo 'no HTTP' >in
test_case "JSON of no HTTP" 1 diagnose "${aet[@]}" --format=json
json_has diagnose 'd["verdict"] == "unexplained" and len(d["hints"]) == 1 and d["is_request"] is False'

finish
