#!/bin/sh
# Signs for all five schemes with jq and the openssl command, over reqsig's adapter protocol, version 1.
# Run it with: reqsig test -- sh conformance/adapters/adapter.sh
# For shellcheck: eval assigns variables, schemes are called by name, and jq programs have variables of their own.
# shellcheck disable=SC2016,SC2034,SC2154,SC2317,SC2329
set -u

# Each scheme is a function that defines two more: "message" writes the signed bytes to its output, "headers"
# answers with the headers to add. A body may hold NUL and be of any length, so decoded it only goes through pipes.

ambro() {
  timestamp=$((now_ms / 1000))
  message() { printf '%s' "$api_key$timestamp"; }
  headers() {
    signature=$(message | hmac_hex sha256 "$api_secret") || return
    reply headers "X-Amb-Access-Sig: $signature" "X-Amb-Access-Ts: $timestamp" "X-Amb-App-Id: $app_id"
  }
}

calypso() {
  message() { body; }
  headers() {
    set -- "Key: $api_key"
    [ "$has_content_type" = true ] || set -- "$@" 'Content-Type: application/json'
    if [ "$method" = POST ]; then
      signature=$(message | hmac_hex sha512 "$secret_key") || return
      set -- "$@" "Sign: $signature"
    fi
    reply headers "$@"
  }
}

aet() {
  message() {
    printf '%s' "$now_ms$method${path#/}"
    case $content_type in multipart/*) ;; *) body ;; esac
  }
  headers() {
    signature=$(message | hmac_base64 sha256 "$secret_key") || return
    set -- "timestamp: $now_ms" "signature: $signature" "authorization: Bearer $token"
    [ "$has_accept" = true ] || set -- "$@" 'accept: application/json'
    [ "$has_content_type" = true ] || set -- "$@" 'content-type: application/json'
    reply headers "$@"
  }
}

bitpro() {
  md5=$(body | openssl md5 -binary | openssl base64 -A)
  date=$(LC_ALL=C date -u -d "@$((now_ms / 1000))" '+%a, %d %b %Y %H:%M:%S GMT') # on BSD: date -u -r SECONDS
  message() { printf '%s' "$method,$md5,$path,$date"; }
  headers() {
    signature=$(message | hmac_base64 sha1 "$secret_key") || return
    reply headers "Authorization: Bitpro $api_key:$signature" "Content-MD5: $md5" "Date: $date"
  }
}

crm() {
  message() { body; }
  headers() {
    set -- "key: $api_key"
    case $method,$body_base64 in POST,?* | PATCH,?* | PUT,?*)
      signature=$(message | hmac_hex sha256 "$api_key") || return
      set -- "$@" "signature: sha256=$signature" ;;
    esac
    reply headers "$@"
  }
}

body() { printf '%s' "$body_base64" | openssl base64 -d -A; }

# The openssl command takes a key as an argument only, which other users of the machine can see in its process
# list: good enough for tests. In hex, as no other form takes every byte.
hmac_hex() { mac=$(openssl dgst "-$1" -mac HMAC -macopt "hexkey:$(hex "$2")" -r) && printf '%s' "${mac%% *}"; }
hmac_base64() { openssl dgst "-$1" -mac HMAC -macopt "hexkey:$(hex "$2")" -binary | openssl base64 -A | grep .; }
hex() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'; }

# One jq reads the cases and writes two lines for each: assignments quoted for eval, in which $lf stands for a
# line feed, and the body. Methods in capital letters are what some schemes sign and the others compare.
lf='
'
decode='
  def values($name): [.request.headers[]? | select(.[0] | ascii_downcase == $name)[1]];
  ([ @sh "id=\(.id | tojson) op=\(.op) scheme=\(.scheme // "") now_ms=\(.now_ms)",
    (.credentials | @sh "app_id=\(.app_id // "") api_key=\(.api_key // "") api_secret=\(.api_secret // "")"),
    (.credentials | @sh "secret_key=\(.secret_key // "") token=\(.token // "")"),
    @sh "method=\(.request.method // "" | ascii_upcase) path=\(.request.target // "" | split("?")[0])",
    @sh "has_accept=\(values("accept") != []) has_content_type=\(values("content-type") != [])",
    @sh "content_type=\(values("content-type")[-1] // "" | ascii_downcase)"
  ] | join(" ") | gsub("\n"; "\u0027\"$lf\"\u0027")), (.request.body_base64 // "")'

# Another jq writes the answers. It is given the id, the kind and the rest, between unit separators: IFS lets "$*"
# put them there, and no header can hold one.
IFS=$(printf '\037')
reply() { printf '%s\n' "$id$IFS$*"; }
encode='split("\u001f") | .[1] as $kind | if $kind == "hello"
  then {protocol: 1, implementation: {name: "example-shell", version: "1.0", language: "sh"},
    schemes: ["ambro", "calypso", "aet", "bitpro", "crm"], ops: ["message", "sign"]}
  else {id: .[0] | fromjson} + if $kind == "headers"
    then {headers: [.[2:][] | split(": ") | [.[0], (.[1:] | join(": "))]]}
    else {($kind): .[2]} end end'

jq --unbuffered -r "$decode" | while IFS= read -r assignments && IFS= read -r body_base64; do
  eval "$assignments"
  case $op in
    hello) reply hello && continue ;;
    message | sign) ;;
    *) reply unsupported "op $op" && continue ;;
  esac
  case $scheme in
    ambro | calypso | aet | bitpro | crm) "$scheme" ;;
    *) reply unsupported "scheme $scheme" && continue ;;
  esac
  case $op in
    message) reply message_base64 "$(message | openssl base64 -A)" ;;
    sign) headers || reply error 'openssl failed' ;;
  esac
done | jq --unbuffered -cR "$encode"
