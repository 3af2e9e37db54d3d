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
names slack method-missing/fixed-text "leaves the fixed text out"
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


# What a program signs when it joins the parts of a message wrongly.
cat >lines.json <<'END'
{"reqsig_scheme":1,"name":"lines","title":"Lines","credentials":{"key_id":"public","secret":"secret"},
 "timestamp":{"format":"YYYY-MM-DDThh:mm:ssZ"},
 "lists":{"parameters":{"each":"query","write":"{name|percent-encode}={value|percent-encode}","join":"&"}},
 "message":"{method|upper}\n{path}\n{parameters}\n{timestamp}\n{body|sha256|hex}","hmac":"sha256","key":"{secret|from-hex}",
 "headers":{"X-Key":"{key_id}","X-Time":"{timestamp}","X-Auth":"L1 {mac|base64}"}}
END
echo '{"key_id":"k","secret":"68757368656420736563726574"}' >lines.credentials.json
digest=$(printf '{"a":1}' | openssl dgst -sha256 -r | cut -d ' ' -f 1)
at=2023-11-14T22:13:20Z
query='b=2&a=x+y&a=1'
sorted='a=1&a=x%20y&b=2'
# cause SCHEME NAME TEXT: what is in goes by that file, and its first cause has that name.
cause() {
  test_case "$1: $2, $3" 1 diagnose "./$1.json" --credentials "$1.credentials.json" --now 1700000000000
  has_text out $'\n   name         '"$2"$'\n' || fail "the first cause is not $2"
  tells "$3"
}
lines() { # SIGNED [KEY]
  printf 'POST /v1/a?%s HTTP/1.1\r\nHost: a\r\nX-Key: k\r\nX-Time: %s\r\nX-Auth: L1 %s\r\nContent-Length: 7\r\n\r\n{"a":1}' \
    "$query" "$at" "$(printf '%b' "$1" | openssl dgst -sha256 -mac HMAC -macopt "${2:-key:hushed secret}" -binary | base64)" >in
}
# All orders of the five lines but the right one.
for order in $(printf '%s\n' {1..5}{1..5}{1..5}{1..5}{1..5} | grep -vE '(.).*\1'); do
  [ "$order" = 12345 ] && continue
  parts=(- POST /v1/a "$sorted" "$at" "$digest") names=(- method path parameters time body) message='' told=''
  for i in 0 1 2 3 4; do
    message+=${parts[${order:i:1}]}'\n' told+=${names[${order:i:1}]}', '
  done
  lines "${message%'\n'}"
  case $order in
    21345 | 13245 | 12435) ;; # they have names of their own
    *) cause lines part-order "The parts were signed in the order ${told%, }; Lines signs method, path, parameters, time, body." ;;
  esac
done
for without in 1 2 3 4 5; do
  message=$(printf '%s\n' POST /v1/a "$sorted" $at "$digest" | sed "${without}d")
  lines "$message"
  test_case "without line $without" 1 diagnose ./lines.json --credentials lines.credentials.json --now 1700000000000
  verdict explained
  tells "out of the message"
done
lines "POST\n/v1/a$sorted\n$at\n$digest"
cause lines separator-missing/before-parameters "leaves out \`\n\` before the parameters."
lines "POST\n/v1/a?$sorted\n$at\n$digest"
cause lines query-mark/on-one-line "on one line"
lines "POST\n/v1/a?$query\n$at\n$digest"
cause lines query-mark/as-sent "the target as it is sent"

finish
