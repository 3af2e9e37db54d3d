# shellcheck shell=bash disable=SC2034 # the scripts that source this file read what it sets
# What the scripts of this folder share: each takes REQSIG as its argument and ends with finish.
set -u

reqsig=$(realpath -e "$1") || exit 3
examples=$(realpath "$(dirname "$0")/../../examples")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
export LC_ALL=C.UTF-8 COLUMNS=100
unset NO_COLOR

num_tests=0
num_failures=0

# Every secret that a test uses. None may ever be in what explain or an error prints.
secrets='hushed|b823a6b9ea72408583cef9ec8d67fa52|TkLPjz2dzzyoMZdk'

fail() {
  num_failures=$((num_failures + 1))
  printf 'not ok %d - %s\n' "$num_tests" "$test_name"
  printf '#   %s\n' "$1"
  sed 's/^/#   out: /' out | head -n 40
  sed 's/^/#   err: /' err | head -n 20
}

# test_case NAME EXIT_CODE ARGUMENT...: runs reqsig; its standard input is the file "in", empty if there is none.
test_case() {
  test_name=$1
  local expected=$2 code
  shift 2
  num_tests=$((num_tests + 1))
  [ -e in ] || : >in
  "$reqsig" "$@" >out 2>err <in
  code=$?
  rm -f in
  if [ "$code" -ne "$expected" ]; then fail "exit code $code, expected $expected"; fi
  if grep -E -q "$secrets" err; then fail "a secret is in an error message"; fi
  if grep -E -q 'Sanitizer|runtime error' err; then fail "a sanitizer reports"; fi
}

# What the last test printed must hold the text, must not, or must be a file's content.
out_has() { grep -F -q -e "$1" out || fail "standard output lacks: $1"; }
out_lacks() { if grep -F -q -e "$1" out; then fail "standard output has: $1"; fi; }
err_lacks() { if grep -F -q -e "$1" err; then fail "standard error has: $1"; fi; }
err_has() { grep -F -q -e "$1" err || fail "standard error lacks: $1"; }
out_is() { printf '%s\n' "$@" | cmp -s - out || fail "standard output is not: $*"; }
err_is_empty() { [ ! -s err ] || fail "standard error is not empty"; }
out_is_empty() { [ ! -s out ] || fail "standard output is not empty"; }
no_secret_in_out() { if grep -E -q "$secrets" out; then fail "a secret is in the output"; fi; }

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
  [ "$(head -n 1 out)" = "$1" ] || fail "the verdict is not: $1"
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

# A chroot may have no pseudo-terminals.
has_terminals() {
  script -q -e -c true /dev/null </dev/null >/dev/null 2>&1 || { echo "skip - $1: no terminal can be made here"; return 1; }
}

finish() {
  printf '%d tests, %d failures\n' "$num_tests" "$num_failures"
  [ "$num_tests" -gt 0 ] && [ "$num_failures" -eq 0 ]
}
