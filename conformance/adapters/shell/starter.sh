#!/bin/sh
# A reqsig adapter to start from: the headers of one scheme, crm. Call your own program in place of signature. It needs
# jq and the openssl command.
export LC_ALL=C
# shellcheck disable=SC2034 # the assignments read it
lf='
'
hello='{"protocol":1,"implementation":{"name":"my-sdk","version":"1.0","language":"sh"},"schemes":["crm"],"ops":["sign"]}'

# One jq reads the questions, and writes two lines for each: assignments of variables, in which $lf stands for a line
# feed, and the body.
# shellcheck disable=SC2016 # jq has variables of its own
decode='(@sh "op=\(.op) scheme=\(.scheme // "") id=\(.id // "" | tojson) method=\(.request.method // "")" +
  @sh " key=\(.credentials.api_key // "") key_json=\(.credentials.api_key // "" | tojson)"
  | gsub("\n"; "\u0027\"$lf\"\u0027")), (.request.body_base64 // "")'

# The secret is in hex, as it may be any text. A body may hold NUL, so decoded it only goes through pipes.
# shellcheck disable=SC2154 # eval assigns them
signature() {
  printf %s "$body_base64" | openssl base64 -d -A |
    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(printf %s "$key" | od -A n -t x1 -v | tr -d ' \n')" -r | cut -d ' ' -f 1
}

# shellcheck disable=SC2154 # eval assigns them
answer() {
  case "$op $scheme" in
    hello*) printf '%s\n' "$hello" && return ;;
    'sign crm') ;;
    *) printf '{"id":%s,"unsupported":"%s of %s"}\n' "$id" "$op" "$scheme" && return ;;
  esac
  printf '{"id":%s,"headers":[["key",%s]' "$id" "$key_json"
  case $method in
    [Pp][Oo][Ss][Tt] | [Pp][Aa][Tt][Cc][Hh] | [Pp][Uu][Tt])
      [ -z "$body_base64" ] || printf ',["signature","sha256=%s"]' "$(signature)" ;;
  esac
  echo ']}'
}

jq --unbuffered -r "$decode" | while IFS= read -r assignments && IFS= read -r body_base64; do
  eval "$assignments"
  answer
done
