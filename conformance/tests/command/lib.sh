# shellcheck shell=bash disable=SC2034 # the scripts that source this file read what it sets
# Requests and credentials for the scripts of this folder.
# shellcheck source=conformance/tests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

examples=$(realpath "$tests/../examples")

# Every secret that a test uses. None may ever be in what explain or an error prints.
secrets='hushed|b823a6b9ea72408583cef9ec8d67fa52|TkLPjz2dzzyoMZdk'
no_secret_in_out() { if has_match out "$secrets"; then fail "a secret is in the output"; fi; }

calypso=(calypso --credentials "$examples/calypso.credentials.json")
bitpro=(bitpro --credentials "$examples/bitpro.credentials.json" --now 1491799392000)
aet=(aet --credentials aet.json --now 1700000000123)
echo '{"token":"hushed-token","secret_key":"hushed-key"}' >aet.json
echo '{"api_key":"hushed-api-key"}' >crm.json
echo '{"app_id":"app","api_key":"hushed-api-key","api_secret":"hushed-api-secret"}' >ambro.json
printf 'GET /v3/users?page=2 HTTP/1.1\r\nHost: a\r\n\r\n' >get.http
printf 'POST /v3/users HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n{"a":1}' >post.http

# verdict LINE: the first line of what verify printed; none of it may hold a secret.
verdict() {
  local first
  read -r first <out
  [ "$first" = "$1" ] || fail "the verdict is not: $1"
  no_secret_in_out
  err_is_empty
}
# verifies NAME VERDICT ARGUMENT...: verify's verdict, and the exit code that belongs to it.
verifies() {
  local name=$1 expected=$2
  shift 2
  if [ "$expected" = accept ]; then test_case "$name" 0 verify "$@"; else test_case "$name" 1 verify "$@"; fi
  verdict "$expected"
}
# signed FILE ARGUMENT...: the request FILE with the headers that sign gives, as signed.http.
signed() {
  "$reqsig" sign "${@:2}" "$1" 2>/dev/null | sed 's/$/\r/' >headers
  sed '1r headers' "$1" >signed.http
}
# changed EXPRESSION: what sed makes of signed.http, as changed.http.
changed() {
  LC_ALL=C sed "$1" signed.http >changed.http
  if cmp -s signed.http changed.http; then fail "nothing was changed: $1"; fi
}
# mac DIGEST KEY TEXT: the HMAC of the text, in hex; \n and the like are read.
mac() { printf '%b' "$3" | openssl dgst "-$1" -mac HMAC -macopt "key:$2" -r | cut -d ' ' -f 1; }
# tells TEXT: the page has it, wherever its lines are broken.
tells() {
  local words
  read -r -d '' -a words <out
  [[ "${words[*]}" == *"$1"* ]] || fail "the page lacks: $1"
}
# json_has SCHEMA EXPRESSION...: out is as the schema says, and each Python expression is true of its object d. finish
# checks all of them together, as Python takes long to start.
json_has() {
  num_json=$((num_json + 1))
  cp out "out.$num_json"
  printf '%s\0' "$test_name" "out.$num_json" "$@" '' >>checks
}
num_json=0
# few_vectors NAME...: reqsig reads no other files of vectors from here on, which takes a fraction of the time.
few_vectors() {
  local name
  mkdir few-vectors
  for name; do cp "$tests/../../vectors/$name.json" few-vectors; done
  export REQSIG_VECTORS=few-vectors
}
