#!/usr/bin/env bash
# An adapter answers lines that no runner sends: with an error or "unsupported", without a secret, and goes on.
# usage: run-wrong-lines.sh ADAPTER [ARG]...
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# line OP SCHEME CHANGE: a question that is right, but for the change.
line() {
  jq -cn --arg op "$1" --arg scheme "$2" --arg change "$3" '{id: "\($op) \($scheme), \($change)", op: $op, scheme: $scheme,
    credentials: {app_id: "a", token: "t", api_key: "k", api_secret: "hushed", secret_key: "hushed"}, now_ms: 1700000000123,
    request: {method: "POST", target: "/a?b", headers: [["accept", "*/*"]], body_base64: "e30="}} | '"$3"
}

{
  printf '%s\n' 'no JSON' '' null 7 '"sign"' '[1]' '{}' '{"op":"sign","scheme":"aet"}' '{"id":"9","op":"sign"}'
  line paint aet .
  line sign pigpen .
  line sign 'ambro calypso' .
  line sign true '.credentials.schemes = "true"'
  for op in message sign; do
    for scheme in ambro calypso aet bitpro crm; do
      line $op $scheme 'del(.credentials)'
      line $op $scheme 'del(.credentials.api_key, .credentials.token)'
      line $op $scheme 'del(.credentials.secret_key, .credentials.api_secret, .credentials.api_key)'
    done
  done
} >"$scratch/wrong"
line message crm . >"$scratch/right"

cat "$scratch/wrong" "$scratch/right" >"$scratch/in"
timeout 60 "$@" <"$scratch/in" >"$scratch/out" 2>"$scratch/err"
code=$?

failures=$(
  [ $code = 0 ] || echo "exit status $code"
  [ "$(wc -l <"$scratch/out")" = "$(wc -l <"$scratch/in")" ] || echo "$(wc -l <"$scratch/out") answers to $(wc -l <"$scratch/in") lines"
  jq -c 'select(has("error") or has("unsupported") | not)' <(head -n -1 "$scratch/out") || echo 'an answer is no JSON'
  [ "$(tail -n 1 "$scratch/out" | jq -r .message_base64)" = e30= ] || echo 'the right line at the end has no right answer'
  grep -h hushed "$scratch/out" "$scratch/err"
)
[ -n "$failures" ] || exit 0
printf '%s\n' "$failures"
exit 1
