#!/bin/sh
# A reqsig adapter to start from: one scheme, crm. Call your own program in place of signature and verify, and leave out
# of "ops" what you don't have. It needs jq and the openssl command.
export LC_ALL=C
# shellcheck disable=SC2034 # the assignments read it
lf='
'
hello='{"protocol":1,"implementation":{"name":"my-sdk","version":"1.0","language":"sh"},"schemes":["crm"],"ops":["sign","verify"]}'

# One jq reads the questions, and writes two lines for each: assignments of variables, in which $lf stands for a line
# feed, and the body.
# shellcheck disable=SC2016 # jq has variables of its own
decode='def sent($name): [.request.headers[]? | select((.[0] | ascii_downcase) == $name) | .[1]];
  (@sh "op=\(.op) scheme=\(.scheme // "") id=\(.id // "" | tojson) method=\(.request.method // "")" +
  @sh " key=\(.credentials.api_key // "") key_json=\(.credentials.api_key // "" | tojson)" +
  @sh " num_keys=\(sent("key") | length) sent_key=\(sent("key")[0] // "")" +
  @sh " num_signatures=\(sent("signature") | length) sent_signature=\(sent("signature")[0] // "")"
  | gsub("\n"; "\u0027\"$lf\"\u0027")), (.request.body_base64 // "")'

# The secret is in hex, as it may be any text. A body may hold NUL, so decoded it only goes through pipes.
# shellcheck disable=SC2154 # eval assigns them
signature() {
  printf %s "$body_base64" | openssl base64 -d -A |
    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(printf %s "$key" | od -A n -t x1 -v | tr -d ' \n')" -r | cut -d ' ' -f 1
}

# shellcheck disable=SC2154 # eval assigns it
is_signed() {
  case $method in
    [Pp][Oo][Ss][Tt] | [Pp][Aa][Tt][Cc][Hh] | [Pp][Uu][Tt]) [ -n "$body_base64" ] ;;
    *) false ;;
  esac
}

is_signature() {
  case ${1#sha256=} in
    "$1" | *[!0-9a-f]*) false ;;
    *) [ "${#1}" = 71 ] ;;
  esac
}

# Prints why the request is rejected; nothing if it is accepted.
# shellcheck disable=SC2154 # eval assigns them
verify() {
  reads_signature=$num_signatures
  is_signed && reads_signature=1
  if [ "$num_keys" = 0 ]; then echo missing
  elif [ "$num_keys" != 1 ] || [ -z "$sent_key" ]; then echo malformed
  elif [ "$reads_signature$num_signatures" = 10 ]; then echo missing
  elif [ "$reads_signature" != 0 ] && { [ "$num_signatures" != 1 ] || ! is_signature "$sent_signature"; }; then echo malformed
  elif [ "$sent_key" != "$key" ]; then echo unknown_key
  elif [ "$reads_signature" != 0 ] && [ "$sent_signature" != "sha256=$(signature)" ]; then echo signature_mismatch
  fi
}

# shellcheck disable=SC2154 # eval assigns them
answer() {
  case "$op $scheme" in
    hello*) printf '%s\n' "$hello" && return ;;
    'sign crm') ;;
    'verify crm')
      reason=$(verify)
      if [ -n "$reason" ]; then
        printf '{"id":%s,"verdict":"reject","reason":"%s"}\n' "$id" "$reason"
      else
        printf '{"id":%s,"verdict":"accept"}\n' "$id"
      fi
      return ;;
    *) printf '{"id":%s,"unsupported":"%s of %s"}\n' "$id" "$op" "$scheme" && return ;;
  esac
  printf '{"id":%s,"headers":[["key",%s]' "$id" "$key_json"
  if is_signed; then printf ',["signature","sha256=%s"]' "$(signature)"; fi
  echo ']}'
}

jq --unbuffered -r "$decode" | while IFS= read -r assignments && IFS= read -r body_base64; do
  eval "$assignments"
  answer
done
