#!/bin/sh
# Signs and verifies for all five schemes with jq and the openssl command, over reqsig's adapter protocol, version 1.
# Run it with: reqsig test -- sh conformance/adapters/adapter.sh
# For shellcheck: eval assigns variables, schemes are called by name, and jq programs have variables of their own.
# shellcheck disable=SC2016,SC2034,SC2154,SC2317,SC2329
set -u

# Each scheme is a function that sets the id of the key and defines three more: "message" writes the signed bytes to
# its output, "mac" the MAC of them as text, "headers" answers with the headers to add. A body may hold NUL and be of
# any length, so decoded it only goes through pipes. When verifying, the timestamp is the one that was sent.

ambro() {
  key=$app_id
  [ "$op" = verify ] || timestamp=$((now_ms / 1000))
  message() { printf '%s' "$api_key$timestamp"; }
  mac() { message | hmac_hex sha256 "$api_secret"; }
  headers() { reply headers "X-Amb-Access-Sig: $mac" "X-Amb-Access-Ts: $timestamp" "X-Amb-App-Id: $app_id"; }
}

calypso() {
  key=$api_key
  message() { body; }
  mac() { message | hmac_hex sha512 "$secret_key"; }
  headers() {
    set -- "Key: $api_key"
    [ "$has_content_type" = true ] || set -- "$@" 'Content-Type: application/json'
    [ "$signed" = false ] || set -- "$@" "Sign: $mac"
    reply headers "$@"
  }
}

aet() {
  key=$token
  [ "$op" = verify ] || timestamp=$now_ms
  message() {
    printf '%s' "$timestamp$method${path#/}"
    case $content_type in multipart/*) ;; *) body ;; esac
  }
  mac() { message | hmac_base64 sha256 "$secret_key"; }
  headers() {
    set -- "timestamp: $timestamp" "signature: $mac" "authorization: Bearer $token"
    [ "$has_accept" = true ] || set -- "$@" 'accept: application/json'
    [ "$has_content_type" = true ] || set -- "$@" 'content-type: application/json'
    reply headers "$@"
  }
}

bitpro() {
  key=$api_key
  md5=$(body | openssl md5 -binary | openssl base64 -A)
  [ "$op" = verify ] || timestamp=$(http_date "@$((now_ms / 1000))")
  message() { printf '%s' "$method,$md5,$path,$timestamp"; }
  mac() { message | hmac_base64 sha1 "$secret_key"; }
  headers() { reply headers "Authorization: Bitpro $api_key:$mac" "Content-MD5: $md5" "Date: $timestamp"; }
}

crm() {
  key=$api_key
  message() { body; }
  mac() { message | hmac_hex sha256 "$api_key"; }
  headers() {
    set -- "key: $api_key"
    [ "$signed" = false ] || set -- "$@" "signature: sha256=$mac"
    reply headers "$@"
  }
}

body() { printf '%s' "$body_base64" | openssl base64 -d -A; }
http_date() { LC_ALL=C date -u -d "$1" '+%a, %d %b %Y %H:%M:%S GMT' 2>/dev/null; } # on BSD: date -u -r SECONDS

# The openssl command takes a key as an argument only, which other users of the machine can see in its process
# list: good enough for tests. In hex, as no other form takes every byte.
hmac_hex() { hash=$(openssl dgst "-$1" -mac HMAC -macopt "hexkey:$(hex "$2")" -r) && printf '%s' "${hash%% *}"; }
hmac_base64() { openssl dgst "-$1" -mac HMAC -macopt "hexkey:$(hex "$2")" -binary | openssl base64 -A | grep .; }
hex() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'; }

# Verifying: what follows, down to lf, is only needed by servers.
# The body's timestamp as it is written, or "missing" or "malformed". jq would take the last of two members, 1 for
# 1.0, and much that is no JSON. So sed puts each token between line feeds, of which the text has none then: s is a
# string, T the string "timestamp", v another value; numbers stand as <1>. Then what is innermost becomes v, again
# and again, until only the outermost object is left; 512 times at most, which the held dots count.
value='(\n[sTv]\n|<[^<>]*>)' member='\n[sT]\n:(\n[sTv]\n|<[^<>]*>)'
timestamp_in_body='
  s/\\\\/__/g
  s/"([^"\\\t\r\x01]|\\["\/bfnrt]|\\u[0-9A-Fa-f]{4})*"/\n&\n/g
  s/\n"(t|\\u0074)(i|\\u0069)(m|\\u006[Dd])(e|\\u0065)(s|\\u0073)(t|\\u0074)(a|\\u0061)(m|\\u006[Dd])(p|\\u0070)"\n/\nT\n/g
  s/\n"[^\n]*"\n/\ns\n/g
  s/true|false|null/\nv\n/g
  s/-?(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?/<&>/g
  s/[ \t\r]//g
  s/^\{(.*)\}$/\n(\1\n)/
  :innermost
  x
  s/^/./
  /.{513}/{s/.*/malformed/;q}
  x
  t changed
  :changed
  s/\[('"$value(,$value)*"')?\]|\{('"$member(,$member)*"')?\}/\nv\n/g
  t innermost
  /^\n\(('"$member(,$member)*"')?\n\)$/!{s/.*/malformed/;q}
  s/:\nT\n/:\ns\n/g
  /T/!{s/.*/missing/;q}
  /T.*T/!s/.*\nT\n:<(-?[0-9]+)>.*/\1/
  s/.*[^-0-9].*/malformed/'
time_in_body() {
  if body | iconv -f UTF-8 -t UTF-8 >/dev/null 2>&1; then
    body | tr '\n\000-\010\013\014\016-\037' '\r\001' | LC_ALL=C sed -E "$timestamp_in_body"
  else
    echo malformed
  fi
}

# Prints what is wrong with the timestamp: nothing, or the reason. "[" says no to what is no int64.
time_fault() {
  case $scheme in
    ambro) [ "$timestamp" -le 9223372036854775 ] 2>/dev/null ;;
    aet) [ "$timestamp" -le 9223372036854775807 ] 2>/dev/null ;;
    bitpro) [ "$(http_date "$timestamp")" = "$timestamp" ] && case $timestamp in *' 0000 '*) false ;; esac ;;
    calypso) [ "$timestamp" = missing ] && echo missing || [ "$timestamp" -ge -9223372036854775808 ] 2>/dev/null ;;
  esac || echo malformed
}

# A request is right if it claims what signing it at its own time gives. The shell compares no text in constant
# time, so the time tells how much of a signature is right: a server must not verify so.
verify() {
  if [ -z "$fault" ] && [ "$signed" = true ]; then
    [ "$scheme" != calypso ] || timestamp=$(time_in_body)
    fault=$(time_fault)
    mac=$(mac) || return
  fi
  if [ -n "$fault" ]; then reply reject "$fault"
  elif [ "$sent_key" != "$key" ]; then reply reject unknown_key
  elif [ "$scheme" = bitpro ] && [ "$sent_md5" != "$md5" ]; then reply reject digest_mismatch
  elif [ "$signed" = false ]; then reply accept
  elif [ "$sent_mac" != "$mac" ]; then reply reject signature_mismatch
  elif [ "$scheme" = calypso ] && [ "$timestamp" -lt $((now_ms - 180000)) ]; then reply reject expired
  elif [ "$scheme" = calypso ] && [ "$timestamp" -gt $((now_ms + 180000)) ]; then reply reject not_yet_valid
  else reply accept
  fi
}

# One jq reads the cases and writes two lines for each: assignments quoted for eval, in which $lf stands for a
# line feed, and the body. Methods in capital letters are what some schemes sign and the others compare. For the
# headers that a verifier reads there are forms, in which what they claim has a name.
lf='
'
decode='
  def hex($digits): "(?<mac>[0-9a-f]{\($digits)})";
  def base64($digits): "(?<mac>[A-Za-z0-9+/]{\($digits)}[AEIMQUYcgkosw048]=)";
  def any: "(?<key>[\\s\\S]+)";
  def digits: "(?<time>0|[1-9][0-9]{0,18})";
  def forms: {
    ambro: [["x-amb-access-sig", hex(64)], ["x-amb-access-ts", digits], ["x-amb-app-id", any]],
    calypso: [["key", any], ["sign", hex(128)]],
    aet: [["timestamp", digits], ["signature", base64(42)], ["authorization", "Bearer (?<key>[\\s\\S]*)"],
      ["content-type", "[\\s\\S]*"]],
    bitpro: [["authorization", "Bitpro (?<key>[\\s\\S]*):" + base64(26)],
      ["content-md5", "(?<md5>[A-Za-z0-9+/]{21}[AQgw]==)"], ["date", "(?<time>[\\s\\S]{29})"]],
    crm: [["key", any], ["signature", "sha256=" + hex(64)]]
  }[.scheme // ""] // [];
  def values($name): [.request.headers[]? | select(.[0] | ascii_downcase == $name)[1]];
  def method: .request.method // "" | ascii_upcase;
  def bears_signature: any(values(forms[][0] | select(. == "sign" or . == "signature")); . != []);
  def is_signed: .op == "verify" and bears_signature
    or if .scheme == "calypso" then method == "POST"
      elif .scheme == "crm" then (method | . == "POST" or . == "PATCH" or . == "PUT") and .request.body_base64 != ""
      else true end;
  def may_be_absent($name): $name == "content-type" or ($name == "sign" or $name == "signature") and (is_signed | not);
  def claims: . as $case | reduce forms[] as [$name, $form] ({fault: ""}; ($case | values($name)) as $sent
    | if .fault != "" or ($sent == [] and ($case | may_be_absent($name))) then .
      elif $sent == [] then .fault = "missing"
      elif ($sent | length > 1) or ($sent[0] | test("\\A\($form)\\z") | not) then .fault = "malformed"
      else . + ($sent[0] | capture("\\A\($form)\\z")) end);
  if .request then .request.headers[]?[1] |= (split("\u0000") | join("\ufffd")) else . end # the shell has no NUL
  | ([ @sh "id=\(.id | tojson) op=\(.op) scheme=\(.scheme // "") now_ms=\(.now_ms)",
    (.credentials | @sh "app_id=\(.app_id // "") api_key=\(.api_key // "") api_secret=\(.api_secret // "")"),
    (.credentials | @sh "secret_key=\(.secret_key // "") token=\(.token // "")"),
    @sh "method=\(method) path=\(.request.target // "" | split("?")[0]) signed=\(is_signed)",
    @sh "has_accept=\(values("accept") != []) has_content_type=\(values("content-type") != [])",
    @sh "content_type=\(values("content-type")[0] // "" | ascii_downcase)",
    (if .op == "verify" then claims else {} end
      | @sh "fault=\(.fault // "") sent_key=\(.key // "") sent_mac=\(.mac // "")",
        @sh "sent_md5=\(.md5 // "") timestamp=\(.time // "")")
  ] | join(" ") | gsub("\n"; "\u0027\"$lf\"\u0027")), (.request.body_base64 // "")'

# Another jq writes the answers. It is given the id, the kind and the rest, between unit separators: IFS lets "$*"
# put them there, and no header can hold one.
IFS=$(printf '\037')
reply() { printf '%s\n' "$id$IFS$*"; }
encode='split("\u001f") | .[1] as $kind | if $kind == "hello"
  then {protocol: 1, implementation: {name: "example-shell", version: "1.0", language: "sh"},
    schemes: ["ambro", "calypso", "aet", "bitpro", "crm"], ops: ["message", "sign", "verify"]}
  else {id: .[0] | fromjson} + if $kind == "headers"
    then {headers: [.[2:][] | split(": ") | [.[0], (.[1:] | join(": "))]]}
    elif $kind == "accept" then {verdict: $kind}
    elif $kind == "reject" then {verdict: $kind, reason: .[2]}
    else {($kind): .[2]} end end'

jq --unbuffered -r "$decode" | while IFS= read -r assignments && IFS= read -r body_base64; do
  eval "$assignments"
  case $op in
    hello) reply hello && continue ;;
    message | sign | verify) ;;
    *) reply unsupported "op $op" && continue ;;
  esac
  case $scheme in
    ambro | calypso | aet | bitpro | crm) "$scheme" ;;
    *) reply unsupported "scheme $scheme" && continue ;;
  esac
  case $op in
    message) reply message_base64 "$(message | openssl base64 -A)" ;;
    verify) verify || reply error 'openssl failed' ;;
    sign) if [ "$signed" = false ] || mac=$(mac); then headers; else reply error 'openssl failed'; fi ;;
  esac
done | jq --unbuffered -cR "$encode"
