#!/bin/sh
# Answers reqsig's adapter protocol, version 1, by calls of an implementation: here sign.sh and verify.sh.
# Run it with: reqsig test -- sh conformance/adapters/shell/adapter.sh
set -u
# shellcheck source=conformance/adapters/shell/sign.sh
. "$(dirname "$0")/sign.sh"
# shellcheck source=conformance/adapters/shell/verify.sh
. "$(dirname "$0")/verify.sh"

# One jq reads the lines and writes three for each: the id, assignments of variables, in which $lf stands for a line
# feed, and the body. Headers stand one a line, as "name: value" with the name in small letters.
# shellcheck disable=SC2016 # jq has variables of its own
decode='(try fromjson catch null) | (.id? // null | tojson),
  (try ([
    (.credentials | {app_id, api_key, api_secret, secret_key, token} | to_entries[] | select(.value | type == "string")
      | .key + "=" + (.value | @sh)),
    @sh "op=\(.op) scheme=\(.scheme // "") now_ms=\(.now_ms // 0 | tonumber)",
    (.request // {} | @sh "method=\(.method) target=\(.target)", @sh "headers=\(
      [.headers[]? | "\(.[0] | ascii_downcase): \(.[1])" | gsub("[\\n\\x00]"; "\ufffd") + "\n"] | add // "")")
    ] | join(" ") | gsub("\n"; "\u0027\"$lf\"\u0027")) catch "false"),
  (.request?.body_base64? // "")'

# Another writes the answers: the id, the kind, and what it holds, one a line, up to a line with a record separator.
# shellcheck disable=SC2016
encode='foreach inputs as $line ([]; if .[-1] == "\u001e" then [$line] else . + [$line] end)
  | select(.[-1] == "\u001e")[:-1] | (.[0] | fromjson) as $id | .[1] as $kind | .[2:] as $held | if $kind == "hello"
  then {protocol: 1, implementation: {name: "example-shell", version: "1.0", language: "sh"},
    schemes: ($schemes / " "), ops: ["message", "sign", "verify"]}
  else {id: $id} + if $kind == "headers"
    then {headers: [$held[] | [.[:index(": ")], .[index(": ") + 2:]]]}
    elif $kind == "verdict" then {verdict: $held[0]} + if $held[1] then {reason: $held[1]} else {} end
    else {($kind): ($held[0] // "")} end end'

# Prints the kind and what it holds, one a line.
# shellcheck disable=SC2154 # eval assigns them
answer() {
  case "$op, $schemes " in
    hello,*) echo hello ;;
    message,*" $scheme "*) "$scheme" && printf 'message_base64\n%s\n' "$(bytes | base64)" ;;
    sign,*" $scheme "*) echo headers && sign ;;
    verify,*" $scheme "*) echo verdict && verify ;;
    *) printf 'unsupported\n%s of %s\n' "$op" "$scheme" ;;
  esac
}

jq --unbuffered -rR "$decode" | while IFS= read -r id && IFS= read -r assignments && IFS= read -r body_base64; do
  answer=$(eval "$assignments" && answer) || answer=error${lf}failed
  printf '%s\n%s\n\036\n' "$id" "$answer"
done | jq --unbuffered -cnR --arg schemes "$schemes" "$encode"
