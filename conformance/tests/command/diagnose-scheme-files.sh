#!/usr/bin/env bash
# reqsig diagnose: signatures by schemes of the library. They are made by openssl.
# usage: diagnose-scheme-files.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

echo '{"signing_secret":"hushed-key"}' >stripe.json
mac=$(mac sha256 hushed-key '1700000000.{"id":"evt_1"}')

# diagnoses NAME VALUE VERDICT MISTAKE SENTENCE: of the request with that Stripe-Signature, a second after it was signed.
diagnoses() {
  local code=1
  [ "$3" = right ] && code=0
  printf 'POST /hooks HTTP/1.1\r\nHost: api.example\r\nStripe-Signature: %s\r\nContent-Length: 14\r\n\r\n{"id":"evt_1"}' \
    "$2" >in
  test_case "$1" "$code" diagnose stripe --credentials stripe.json --now 1700000001000
  verdict "$3"
  [ -z "$4" ] || has_text out $'\n   name         '"$4"$'\n' || fail "the first cause is not $4"
  tells "$5"
}

diagnoses "a right signature" "t=1700000000,v1=$mac" right "" "It is right"
printf 'POST /hooks HTTP/1.1\r\nHost: a\r\nStripe-Signature: t=1700000000,v1=%s\r\nContent-Length: 14\r\n\r\n{"id":"evt_1"}' "$mac" >in
test_case "JSON of a right signature that came late" 0 diagnose stripe --credentials stripe.json --now 1700009999000 --format json
json_has diagnose 'd["verdict"] == "right" and d["rejected_as"] == "expired" and "timestamp_unit" not in d'
diagnoses "the right one is the second of two" "t=1700000000,v1=${mac//[0-9]/0},v1=$mac" right "" "It is right"
diagnoses "another tag before the MAC" "t=1700000000,v0=$mac" explained prefix-missing/other \
  "Another text stands before the signature"
diagnoses "no tag before the MAC" "t=1700000000,$mac" explained prefix-missing "The text before the signature is missing"
diagnoses "tags in capitals" "T=1700000000,V1=$mac" explained prefix-missing/upper-case "in other letter case"
diagnoses "white space between the elements" "t=1700000000, v1=$mac" explained header-whitespace/items \
  "The signature is right but for its notation. A space stands before v1=."
diagnoses "another separator" "v1=$mac;t=1700000000" explained malformed "t={timestamp},v1={signature}"
diagnoses "the MAC alone" "$mac" explained malformed "The signature is right for the timestamp 1700000000. The header"
diagnoses "the MAC behind another service's tag" "sha256=$mac" explained malformed "no timestamp in it"
diagnoses "the clock was read twice" "t=1700000001,v1=$mac" explained ts-two-clocks/earlier "reads the clock twice"

# A tag with a comma in it: v1,MAC of Standard Webhooks.
standard_webhooks() { # NAME VALUE VERDICT MISTAKE
  printf 'POST / HTTP/1.1\r\nHost: a\r\nwebhook-id: 1\r\nwebhook-timestamp: 1700000000\r\nwebhook-signature: %s\r\n\r\n' \
    "$2" >in
  test_case "$1" "$([ "$3" = right ]; echo $?)" diagnose standard-webhooks --credentials standard.json --now 1700000001000
  verdict "$3"
  [ -z "$4" ] || has_text out $'\n   name         '"$4"$'\n' || fail "the first cause is not $4"
}
echo '{"secret":"aHVzaGVkLWtleQ=="}' >standard.json
mac=$(printf '1.1700000000.' | openssl dgst -sha256 -mac HMAC -macopt key:hushed-key -binary | base64 -w 0)
# Svix sends the same headers under its own name.
printf 'POST / HTTP/1.1\r\nHost: a\r\nsvix-id: 1\r\nsvix-timestamp: 1700000000\r\nsvix-signature: v1,%s\r\nContent-Length: 2\r\n\r\n{}' "$mac" >in
test_case "headers of another name that end alike" 1 diagnose standard-webhooks --credentials standard.json --now 1700000001000
tells 'The request has no header webhook-timestamp. It has svix-timestamp in its place'
tells 'The request has no header webhook-signature, which carries the signature. It has svix-signature in its place'
if has_text out '..{}'; then fail 'a message is shown though signed values are missing'; fi
printf 'POST / HTTP/1.1\r\nHost: a\r\nwebhook-timestamp: 1700000000\r\nwebhook-signature: v1,%s\r\nContent-Length: 2\r\n\r\n{}' "$mac" >in
test_case "a signed header is missing" 1 diagnose standard-webhooks --credentials standard.json --now 1700000001000
tells 'hint Verifying rejects the request as missing: of webhook-id it expects this header, exactly once.'
echo '{"secret":"hushed-key"}' >github.json
printf 'POST / HTTP/1.1\r\nHost: a\r\nX-Hub-Signature: sha1=00\r\nContent-Length: 2\r\n\r\n{}' >in
test_case "a header whose name is a beginning" 1 diagnose github --credentials github.json --now 1700000001000
tells 'which carries the signature. It has X-Hub-Signature in its place'
standard_webhooks "a comma in the tag" "v1,$mac" right ""
standard_webhooks "another tag than the one with a comma" "v1=$mac" explained prefix-missing/other

# names SCHEME MISTAKE WORDS: what is in goes by the scheme's file, with that mistake.
names() {
  test_case "$1: $2" 1 diagnose "$1" --credentials "$1.json" --now 1700000001000
  [ "$2" = unexplained ] || has_text out $'\n   name         '"$2"$'\n' || fail "the first cause is not $2"
  tells "$3"
}
echo '{"signing_secret":"hushed-key"}' >slack.json
slack() { # SIGNED MESSAGE
  printf 'POST / HTTP/1.1\r\nHost: a\r\nX-Slack-Request-Timestamp: 1700000000\r\nX-Slack-Signature: v0=%s\r\nContent-Length: 16\r\n\r\ntoken=x&text=a+b' \
    "$(mac sha256 hushed-key "$1")" >in
}
slack '1700000000:token=x&text=a+b'
names slack part-missing/fixed-text "leaves the fixed text out"
slack 'v0:1700000000:token=x&text=a%20b'
names slack urlencode-dialect/form-rfc3986 "as RFC 3986 encodes it"
slack 'v0:1700000000:{"token":"x","text":"a b"}'
names slack form-as-json/javascript "JSON.stringify"

echo '{"auth_token":"hushed-key"}' >twilio.json
twilio() { # SIGNED URL
  printf 'GET /hook?a=1 HTTP/1.1\r\nHost: api.example\r\nX-Twilio-Signature: %s\r\n\r\n' \
    "$(printf '%s' "$1" | openssl dgst -sha1 -mac HMAC -macopt key:hushed-key -binary | base64)" >in
}
twilio 'http://api.example/hook?a=1'
names twilio behind-proxy/http "with http"
twilio '/hook?a=1'
names twilio absolute-url/lost "signs the path where the whole URL is due"
twilio 'https://public.example/hook?a=1'
names twilio unexplained "signs the host, and this request has api.example."

# The time as its header has it was signed: only its form is wrong.
echo '{"api_key":"k","passphrase":"hushed-pass","secret_key":"hushed-key"}' >okx.json
okx() { # TIME
  printf 'GET /a HTTP/1.1\r\nHost: a\r\nOK-ACCESS-KEY: k\r\nOK-ACCESS-PASSPHRASE: hushed-pass\r\nOK-ACCESS-TIMESTAMP: %s\r\nOK-ACCESS-SIGN: %s\r\n\r\n' \
    "$1" "$(printf '%s' "$1GET/a" | openssl dgst -sha256 -mac HMAC -macopt key:hushed-key -binary | base64)" >in
}
for time in 2023-11-14T22:13:20Z 20231114T221320Z; do
  okx "$time"
  names okx malformed "the timestamp is not written as OKX API v5 wants it."
  tells "Write it as 2023-11-14T22:13:20.000Z"
done
okx yesterday
names okx malformed "OK-ACCESS-TIMESTAMP has a wrong form."

# The time is a parameter of the query: another one was signed.
echo '{"api_key":"k","secret_key":"hushed-key"}' >binance.json
for signed in 1699999999993 1700000000007; do
  printf 'GET /a?b=1&timestamp=1700000000000&signature=%s HTTP/1.1\r\nHost: a\r\nX-MBX-APIKEY: k\r\n\r\n' \
    "$(mac sha256 hushed-key "b=1&timestamp=$signed")" >in
  names binance ts-two-clocks "The signature is right for the timestamp $signed, 0.007 s"
done

# What a program signs when it joins the parts of a message wrongly, by three invented schemes.
# cause SCHEME NAME TEXT: what is in goes by that scheme, and its first cause has that name.
schemes=$tests/schemes
cause() {
  test_case "$1: $2, $3" 1 diagnose "$schemes/$1.json" --credentials "$1.json" --now 1700000000000
  has_text out $'\n   name         '"$2"$'\n' || fail "the first cause is not $2"
  tells "$3"
}

# Norwind: five lines.
echo '{"key_id":"k","secret":"68757368656420736563726574"}' >norwind.json
digest=$(printf '{"a":1}' | openssl dgst -sha256 -r | cut -d ' ' -f 1)
at=2023-11-14T22:13:20Z
query='b=2&a=x+y&a=1&c=%2f'
sorted='a=1&a=x%20y&b=2&c=%2F'
norwind() { # SIGNED [KEY]: \n is read
  printf 'POST /v1/a?%s HTTP/1.1\r\nHost: a\r\nX-Norwind-Key: k\r\nX-Norwind-Time: %s\r\nX-Norwind-Auth: NW1 %s\r\nContent-Length: 7\r\n\r\n{"a":1}' \
    "$query" "$at" "$(printf '%b' "$1" | openssl dgst -sha256 -mac HMAC -macopt "key:${2:-hushed secret}" -binary | base64)" >in
}
norwind "POST\n/v1/a\n$sorted\n$at\n$digest"
test_case "norwind: right" 0 diagnose "$schemes/norwind.json" --credentials norwind.json --now 1700000000000
verdict right
# All orders of the lines but the right one.
for order in $(printf '%s\n' {1..5}{1..5}{1..5}{1..5}{1..5} | grep -vE '(.).*\1'); do
  [ "$order" = 12345 ] && continue
  parts=(- POST /v1/a "$sorted" "$at" "$digest") names=(- method path parameters time body) message='' told=''
  for i in 0 1 2 3 4; do
    message+=${parts[${order:i:1}]}'\n' told+=${names[${order:i:1}]}', '
  done
  norwind "${message%'\n'}"
  case $order in
    21345) cause norwind part-order/first-two-swapped "exchanges the message's first two parts" ;;
    13245) cause norwind part-order/second-two-swapped "second and third parts" ;;
    12435) cause norwind part-order/third-two-swapped "third and fourth parts" ;;
    *) cause norwind part-order \
      "The parts were signed in the order ${told%, }; Norwind Freight signs method, path, parameters, time, body." ;;
  esac
done
missing=(method path parameters timestamp body)
for i in "${!missing[@]}"; do
  norwind "$(printf '%s\n' POST /v1/a "$sorted" "$at" "$digest" | sed "$((i + 1))d")"
  cause norwind "part-missing/${missing[i]}" "out of the message"
done
norwind "POST./v1/a.$sorted.$at.$digest"
cause norwind separator/dots "joins the parts of the message with dots"
norwind "POST\n/v1/a$sorted\n$at\n$digest"
cause norwind separator-missing/before-parameters "leaves out \`\n\` before the parameters."
norwind "POST\n/v1/a?$sorted\n$at\n$digest"
cause norwind query-mark/on-one-line "on one line"
norwind "POST\n/v1/a?$query\n$at\n$digest"
cause norwind query-mark/as-sent "the target as it is sent"
norwind "POST\r\n/v1/a\r\n$sorted\r\n$at\r\n$digest"
cause norwind crlf/between-parts "Join the parts with LF alone"
norwind "POST\n/v1/a\n$sorted\n$at\n${digest^^}"
cause norwind part-digest/upper-case "Write the digest in lower-case hex."
norwind "POST\n/v1/a\na=x%20y&a=1&b=2&c=%2F\n$at\n$digest"
cause norwind query-order/by-name-alone "Sort the parameters by name, then by value"
norwind "POST\n/v1/a\na=1&a=x+y&b=2&c=%2f\n$at\n$digest"
cause norwind query-order/sorted-as-sent "Write each parameter anew"
norwind "POST\n/v1/a\n$sorted\n1700000000\n$digest"
cause norwind seconds-vs-ms/unix-for-iso "a number of seconds"
norwind "POST\n/v1/a\n$sorted\n1700000000000\n$digest"
cause norwind seconds-vs-ms/unix-ms-for-iso "a number of milliseconds"
norwind "POST\n/v1/a\n$sorted\n$at\n$digest" 68757368656420736563726574
cause norwind secret-hex-not-decoded "bytes.fromhex(secret) in Python, Buffer.from(secret, \"hex\") in Node."

# Lumen: a secret with a prefix.
echo '{"secret":"lmsec_aHVzaGVkLWtleQ"}' >lumen.json
lumen() { # KEY
  printf 'POST / HTTP/1.1\r\nHost: a\r\nLumen-Signature: t=1700000000,n=ab12,s=%s\r\nContent-Length: 7\r\n\r\n{"a":1}' \
    "$(mac sha512 "$1" '1700000000:ab12:{"a":1}')" >in
}
lumen hushed-key
cause lumen secret-base64-decoded/behind-prefix "and do not decode it."
lumen _aHVzaGVkLWtleQ
cause lumen secret-prefix-kept/last-character "all but the last character of the prefix"
lumen c_aHVzaGVkLWtleQ
cause lumen secret-prefix-kept/last-two-characters "all but the last two characters"
lumen HVzaGVkLWtleQ
cause lumen secret-prefix-kept/one-more-cut "one more character"
lumen lmsec_aHVzaGVkLWtleQ
cause lumen secret-prefix-kept "Cut the whole prefix off the secret: the key is what stands behind it"
echo '{"secret":"lmsec_68757368656421"}' >lumen.json
lumen 'hushed!'
cause lumen secret-hex-decoded/behind-prefix "and do not decode it."

# Quarrybank: parameters that are added to the query, and a part that only some requests have.
echo '{"api_key":"qb","secret":"hushed-key"}' >quarrybank.json
quarrybank() { # SIGNED [PARAMETERS]
  local added=${2:-'api_key=qb&ts=1700000000000'}
  printf 'POST /v1/a?x=1&b=%%20&%s&sig=%s HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n{"a":1}' \
    "$added" "$(mac sha256 hushed-key "$1")" >in
}
all='x=1&b=%20&api_key=qb&ts=1700000000000'
body='{"a":1}'
quarrybank "POST|/v1/a?$all$body"
cause quarrybank separator-missing/before-body "leaves out \`|\` before the body"
quarrybank "POST/v1/a?$all|$body"
cause quarrybank separator-missing/before-path "leaves out \`|\` before the path"
quarrybank "/v1/a|POST?$all|$body"
cause quarrybank part-order/first-two-swapped "exchanges the message's first two parts"
quarrybank "/v1/a?$all|POST|$body"
cause quarrybank part-order "in the order path, query, method, body; Quarrybank signs method, path, query, body."
quarrybank "POST|$body|/v1/a?$all"
cause quarrybank part-order "in the order method, body, path, query; Quarrybank signs"
quarrybank "POST|/v1/a$all|$body"
cause quarrybank query-mark/lost "without its question mark"
quarrybank "POST|/v1/a?api_key=qb&b=%20&ts=1700000000000&x=1|$body"
cause quarrybank query-order/signed-query-sorted "Sign the query in the order in which it is sent."
quarrybank "POST|/v1/a?x=1&b= &api_key=qb&ts=1700000000000|$body"
cause quarrybank urlencode-dialect/signed-query-decoded "Sign the query as it is sent, with the same escapes."
quarrybank "POST|/v1/a?x=1&b=%20|$body"
cause quarrybank param-appended-after/all "before it adds the scheme's own parameters"
quarrybank "POST|/v1/a?x=1&b=%20&api_key=qb|$body"
cause quarrybank param-appended-after/time "before it adds the parameter with the timestamp"
quarrybank "POST|/v1/a?x=1&b=%20&ts=1700000000000|$body"
cause quarrybank param-appended-after/credential "before it adds the parameter with the key id"
quarrybank "POST|/v1/a?x=1&b=%20&ts=1700000000000&api_key=qb|$body"
cause quarrybank query-order/added-reversed "in another order than it sends them"
quarrybank "POST|/v1/a?api_key=qb&ts=1700000000000&x=1&b=%20|$body"
cause quarrybank query-order/added-first "before the others"

# Parts of which a digest is signed: of AWS Signature Version 4, whose key is made in steps, and of Kraken.
hmac_hex() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -r | cut -d ' ' -f 1; }
echo '{"access_key":"k","secret_key":"hushed-key","region":"r","service":"s"}' >aws-sigv4.json
key=$(printf 'AWS4hushed-key' | od -An -v -tx1 | tr -d ' \n')
for step in 20231114 r s aws4_request; do key=$(printf %s $step | hmac_hex "$key"); done
aws() { # CANONICAL REQUEST: \n is read
  printf 'GET /p?a=1 HTTP/1.1\r\nHost: a\r\nX-Amz-Date: 20231114T221320Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=k/20231114/r/s/aws4_request, SignedHeaders=host;x-amz-date, Signature=%s\r\n\r\n' \
    "$(printf 'AWS4-HMAC-SHA256\n20231114T221320Z\n20231114/r/s/aws4_request\n%s' \
      "$(printf '%b' "$1" | openssl dgst -sha256 -r | cut -d ' ' -f 1)" | hmac_hex "$key")" >in
}
empty=$(openssl dgst -sha256 -r </dev/null | cut -d ' ' -f 1)
lines='host:a\nx-amz-date:20231114T221320Z\n'
aws "GET\n/p\na=1\n$lines\nhost;x-amz-date\n$empty"
test_case "aws-sigv4: right" 0 diagnose aws-sigv4 --credentials aws-sigv4.json --now 1700000001000
verdict right
aws "GET\n/other\na=1\n$lines\nhost;x-amz-date\n$empty"
names aws-sigv4 unexplained "digest of GET\n /p\n a=1\n host:a\n x-amz-date:20231114T221320Z\n \n host;x-amz-date\n $empty That is canonical_request, of which the message has the digest."
aws "GET\n/other\na=1\n$lines\nhost;x-amz-date\n$empty" && cp in in.other
own_canonical() { # WHAT IS TOLD OF THE SIGNER'S CANONICAL REQUEST, in the file own
  cp in.other in
  test_case "aws-sigv4: --message with a canonical request" 1 diagnose aws-sigv4 --credentials aws-sigv4.json --now 1700000001000 --message own
  tells "The file has canonical_request, of which the message has the digest. It $1"
}
printf '%b\n' "GET\n/other\na=1\n$lines\nhost;x-amz-date\n$empty" >own
own_canonical "(131 bytes) and the one that AWS Signature Version 4 signs (127 bytes) differ first at offset 5, counted from 0: the signer has \`other"
printf '%b\n' "GET\n/p\na=1\n$lines\nhost;x-amz-date\n$empty" >own
own_canonical 'is the one that AWS Signature Version 4 signs: look at the rest of the message'
aws "GET\n/p\na=1\n$lines\n$empty\nhost;x-amz-date"
names aws-sigv4 part-order "The parts of canonical_request were signed in the order method, path, parameters, canonical_headers, body, signed_headers;"
aws "GET\n/p\na=1\n$lines\nhost;x-amz-date$empty"
names aws-sigv4 separator-missing/before-body "before the body"
aws "GET\n/p%20q\na=1\n$lines\nhost;x-amz-date\n$empty"
sed -i 's|^GET /p?|GET /p%20q?|' in
names aws-sigv4 urlencode-dialect/path-once "the scheme encodes it a second time"
echo '{"api_key":"k","secret_key":"hushed-key"}' >binance.json
query='symbol=LTCBTC&timestamp=1700000000000'
printf 'GET /api/v3/order?%s&signature=%s HTTP/1.1\r\nHost: a\r\nX-MBX-APIKEY: k\r\n\r\n' \
  "$query" "$(mac sha256 hushed-key "?$query")" >in
names binance query-mark/kept "The signer signs the ? that stands before the query."

# What stands in fields, queries, fixed texts and digests, as programs write it wrongly.
slack 'v01700000000token=x&text=a+b'
names slack separator-missing/all "no colons, dots"
slack 'v1:1700000000:token=x&text=a+b'
names slack fixed-text/v1-for-v0 "Write the fixed text of the message as the document has it."
twilio_form() { # SIGNED BEHIND THE URL
  printf 'POST /hook HTTP/1.1\r\nHost: api.example\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: %s\r\nContent-Length: 20\r\n\r\nTo=%%2B49&Body=a+%%C3%%A9' \
    "$(printf '%s' "https://api.example/hook$1" | openssl dgst -sha1 -mac HMAC -macopt key:hushed-key -binary | base64)" >in
}
twilio_form 'Bodya éTo 49'
names twilio urlencode-dialect/fields-plus-decoded "Decode the form's fields once"
twilio_form 'Bodya+éTo+49'
names twilio urlencode-dialect/fields-plus-kept "has a space"
twilio_form 'Bodya%20%C3%A9To%2B49'
names twilio urlencode-dialect/fields-encoded "with %20 for a space"
twilio_form 'Bodya+%C3%A9To%2B49'
names twilio urlencode-dialect/fields-encoded-plus "with + for a space"
twilio_form 'To=%2B49&Body=a+%C3%A9'
names twilio parameters-written/whole-body "not the body"
aws "get\n/p\na=1\n$lines\nhost;x-amz-date\n$empty"
names aws-sigv4 method-case/lower-case "Sign the method in capitals."
aws "GET\n/p\na=1\n$lines\nhost;x-amz-date\nUNSIGNED-PAYLOAD"
names aws-sigv4 part-digest/unsigned-payload "Sign the digest of the body"
aws "GET\n/a/b\n\n$lines\nhost;x-amz-date\n$empty"
sed 's,^GET /p?a=1,GET /a//./b/,' in >in.path && mv in.path in
names aws-sigv4 path-normalised/whole "Sign the path as it stands in the request line."
echo '{"api_key":"k","secret_key":"hushed-key"}' >binance.json
binance() { # SIGNED
  printf 'GET /api/order?symbol=A&side=B&timestamp=1700000001000&window=5&signature=%s HTTP/1.1\r\nHost: a\r\nX-MBX-APIKEY: k\r\n\r\n' \
    "$(mac sha256 hushed-key "$1")" >in
}
binance '/api/order?symbol=A&side=B&timestamp=1700000001000&window=5'
names binance part-added/path-before-query "the path and a question mark"
for left in 1:side=B 2:symbol=A; do
  binance "${left#*:}&timestamp=1700000001000&window=5"
  names binance "query-omitted/parameter-${left%:*}" "Add all parameters before you sign"
done
binance 'symbol=A&side=B&timestamp=1700000001000'
names binance query-omitted/parameter-3 "the third of the request's own parameters"

# Another day, region or service than the file's is in the request, signed with it or not.
scoped() { # SCOPE [SIGNED SCOPE [SCOPE OF THE KEY]]
  local signed=${2:-$1} of_key=${3:-${2:-$1}} step
  key=$(printf 'AWS4hushed-key' | od -An -v -tx1 | tr -d ' \n')
  for step in ${of_key//\// } aws4_request; do key=$(printf %s "$step" | hmac_hex "$key"); done
  printf 'GET /p?a=1 HTTP/1.1\r\nHost: a\r\nX-Amz-Date: 20231114T221320Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=k/%s/aws4_request, SignedHeaders=host;x-amz-date, Signature=%s\r\n\r\n' \
    "$1" "$(printf 'AWS4-HMAC-SHA256\n20231114T221320Z\n%s/aws4_request\n%s' "$signed" \
      "$(printf '%b' "GET\n/p\na=1\n$lines\nhost;x-amz-date\n$empty" | openssl dgst -sha256 -r | cut -d ' ' -f 1)" | hmac_hex "$key")" >in
}
scoped 20231114/elsewhere/s
names aws-sigv4 credential-differs/region \
  "The request has the region elsewhere, and the credentials file r. With what the request has the signature is right."
scoped 20231114/r/other
names aws-sigv4 credential-differs/service "The request has the service other, and the credentials file s. With"
scoped 20231114/elsewhere/other
names aws-sigv4 'credential-differs/region and credential-differs/service' "other, and the credentials file s. With what"
scoped 20231114/elsewhere/s 20231114/third/s
names aws-sigv4 unexplained "hint The request has the region elsewhere, and the credentials file r. hint AWS Signature Version 4 signs the host"
scoped 20231113/r/s
names aws-sigv4 day-differs "Authorization has the day 20231113, and the message and the key have it too, but the timestamp is of 20231114. name"
scoped 20150830/r/s 20150830/r/s 20231114/r/s
names aws-sigv4 day-differs "Authorization has the day 20150830, and the message has it too, but the timestamp is of 20231114. name"
scoped 20231113/r/s 20231112/r/s
names aws-sigv4 unexplained "has the digest. hint Verifying rejects the request as malformed: of Authorization it expects the day of the timestamp. It has the day 20231113, and the timestamp is of 20231114: take both from one clock, in UTC. hint"
scoped 20231113/r/s
cp in in.scope
for day in before:20231113 after:20231115; do
  scoped 20231114/r/s 20231114/r/s "${day#*:}/r/s"
  names aws-sigv4 "derived-key/day-${day%:*}" "The signing key is the one of the day ${day%:*} the timestamp's"
done
cp in.scope in
sed 's/Signature=.*/Signature=00\r/' in >short && mv short in
names aws-sigv4 unexplained "hint"
if has_text out 'signs the host'; then fail "the host can't matter, as the signature is too short"; fi

echo '{"api_key":"k","private_key":"aHVzaGVkLWtleQ=="}' >kraken.json
printf 'POST /0/a HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nAPI-Key: k\r\nAPI-Sign: %s\r\nContent-Length: 13\r\n\r\nnonce=123&a=b' \
  "$({ printf /0/a; printf 'nonce=123&a=b' | openssl dgst -sha256 -binary; } | openssl dgst -sha512 -mac HMAC -macopt key:hushed-key -binary | base64 -w 0)" >in
names kraken part-missing/nonce "The signer leaves the nonce out of the message."

# Of more than six parts not all orders are tried: each at another place, and each two exchanged.
echo '{"secret":"hushed-key"}' >eight.credentials.json
cat >eight.json <<'END'
{"reqsig_scheme":1,"name":"eight","title":"Eight","credentials":{"secret":"secret"},"hmac":"sha256","key":"{secret}",
 "message":"{header:A}.{header:B}.{header:C}.{header:D}.{header:E}.{header:F}.{header:G}.{header:H}","headers":{"S":"{mac|hex}"}}
END
eight() { # ORDER VERDICT
  printf 'GET / HTTP/1.1\r\nHost: a\r\nA: a\r\nB: b\r\nC: c\r\nD: d\r\nE: e\r\nF: f\r\nG: g\r\nH: h\r\nS: %s\r\n\r\n' \
    "$(mac sha256 hushed-key "$1")" >in
  test_case "eight parts as $1" 1 diagnose ./eight.json --credentials eight.credentials.json --now 1700000000000
  verdict "$2"
  local told=${1^^}
  [ "$2" = unexplained ] || tells "in the order ${told//./, }; Eight signs A, B, C, D, E, F, G, H."
}
eight h.a.b.c.d.e.f.g explained
eight b.c.d.e.f.g.h.a explained
eight a.f.c.d.e.b.g.h explained
eight h.g.f.e.d.c.b.a unexplained

finish
