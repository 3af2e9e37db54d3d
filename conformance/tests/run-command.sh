#!/usr/bin/env bash
# The command line of reqsig, as a person meets it: list, sign, explain, verify, help, and every error.
# usage: run-command.sh REQSIG
set -u

reqsig=$(realpath "$1")
examples=$(realpath "$(dirname "$0")/../examples")
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

# ---- help and the top level

test_case 'no command is wrong usage' 2
err_has 'usage: reqsig COMMAND'
out_is_empty
for arguments in '--help' 'help' '-h' 'help help' 'help --help'; do
  read -ra words <<<"$arguments"
  test_case "$arguments prints the commands" 0 "${words[@]}"
  for command in list sign explain verify test vectors; do out_has "  $command"; done
  err_is_empty
done
test_case '--version prints the version' 0 --version
grep -E -q '^reqsig [0-9]+\.[0-9]+\.[0-9]+$' out || fail 'not a version'
for command in list sign explain verify test vectors; do
  test_case "help $command prints usage and an example" 0 help "$command"
  out_has "usage: reqsig $command"
  out_has 'example'
  err_is_empty
  cp out by_help
  test_case "$command --help prints the same" 0 "$command" --help
  cmp -s out by_help || fail 'help and --help differ'
  test_case "$command -h too" 0 "$command" -h
  cmp -s out by_help || fail 'help and -h differ'
done
test_case 'an unknown command is wrong usage, with the nearest one' 2 explian
err_has 'unknown command "explian"'
err_has 'did you mean explain?'
test_case 'a word that is near nothing gets no guess' 2 frobnicate
err_has 'see reqsig --help'
test_case 'an unknown option at the top is wrong usage' 2 --verison
err_has 'did you mean --version?'
test_case 'help of an unknown command is wrong usage' 2 help sing
err_has 'did you mean sign?'
for action in list show check; do
  test_case "help vectors $action is the help of vectors" 0 help vectors $action
  out_has 'usage: reqsig vectors list'
done
test_case 'help vectors kill-matrix is its own' 0 help vectors kill-matrix
out_has 'usage: reqsig vectors kill-matrix'
out_lacks 'vectors list'
for arguments in 'help vectors kill' 'vectors kill --help'; do
  read -ra words <<<"$arguments"
  test_case "there is no $arguments" 2 "${words[@]}"
  err_has 'expected list, show, check or kill-matrix, not kill'
  out_is_empty
done
for arguments in 'help sign x' '--help sign x' 'help help x' '--version x' 'help vectors list x' 'help vectors kill-matrix x'; do
  read -ra words <<<"$arguments"
  test_case "a word too many is refused: $arguments" 2 "${words[@]}"
  err_has ': one argument too many: x'
  out_is_empty
done

# ---- list

test_case 'list shows the schemes, their documents, credentials and profiles' 0 list
for text in ambro calypso aet bitpro crm 002_35a95cee3cab5bd3.txt 'POST, PATCH and PUT requests with a body' \
  'path without its leading slash' 'joined by ","' 'Authorization: Bitpro {api_key}:{signature}' query-included AET-01; do
  out_has "$text"
done
err_is_empty
test_case 'list SCHEME shows that one' 0 list crm
out_has 'signature: sha256={signature}'
out_lacks bitpro
test_case 'list refuses a scheme that there is not' 2 list clypso
err_has 'did you mean calypso?'
test_case 'list refuses an option' 2 list --all
err_has 'unknown option --all'

# ---- sign

test_case "sign gives Calypso's documented signature" 0 sign "${calypso[@]}" --now 1 "$examples/calypso.http"
out_is 'Key: c529e14832b34b74972365cf7bf02430' \
  'Sign: b16e9d45f49f2069becbc4f108b237bee588cfc353fe9501df103e692acbc68d482a10d34c12bea22fedde7e28e1b8e57a6a0a373b0e9a27c5257bd8b36e13b9'
err_is_empty
test_case "sign gives Bitpro's documented signature" 0 sign "${bitpro[@]}" "$examples/bitpro.http"
out_is 'Authorization: Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY=' 'Content-MD5: FBgiRcA+lHYYgLkAc2JX5g==' \
  'Date: Mon, 10 Apr 2017 04:43:12 GMT'
err_is_empty
cp "$examples/bitpro.http" in
test_case 'sign reads standard input' 0 sign "${bitpro[@]}"
out_has 'W81e6C9NeGYqau1RWhyGtw8YfoY='
cp "$examples/bitpro.http" in
test_case 'a request named "-" is standard input' 0 sign "${bitpro[@]}" -
out_has 'W81e6C9NeGYqau1RWhyGtw8YfoY='
test_case 'options may stand anywhere, with "=", and be shortened' 0 \
  sign --cred="$examples/bitpro.credentials.json" bitpro "$examples/bitpro.http" --now=1491799392000
out_has 'W81e6C9NeGYqau1RWhyGtw8YfoY='
cp aet.json in
test_case 'credentials may come from standard input if the request does not' 0 \
  sign aet --credentials - --now 1700000000123 get.http
out_has 'timestamp: 1700000000123'
test_case 'without --now the clock is read' 0 sign aet --credentials aet.json get.http
seconds=$(sed -n 's/^timestamp: \([0-9]*\)[0-9]\{3\}$/\1/p' out)
[ $(($(date +%s) - ${seconds:-0})) -lt 60 ] || fail 'the timestamp is not now'
test_case 'sign follows the default reading' 0 sign "${aet[@]}" get.http
cp out default_reading
test_case 'sign follows a profile' 0 sign "${aet[@]}" --profile query-included get.http
if cmp -s out default_reading; then fail 'the profile changes nothing'; fi
cp out first_order
test_case 'sign follows two profiles' 0 sign "${aet[@]}" --profile query-included --profile base-path-included get.http
if cmp -s out first_order; then fail 'the second profile changes nothing'; fi
cp out first_order
test_case 'the order of profiles makes no difference' 0 \
  sign "${aet[@]}" --profile base-path-included --profile query-included get.http
cmp -s out first_order || fail 'it does'
test_case 'a request that is not signed gets a warning and exit code 0' 0 sign crm --credentials crm.json get.http
out_is 'key: hushed-api-key'
err_has 'crm does not sign this request: it signs POST, PATCH and PUT requests with a body'
test_case 'a body without its timestamp gets a warning' 0 sign "${calypso[@]}" --now 1 post.http
err_has 'the body has no such member'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 31\r\n\r\n{"timestamp":1,"timestamp":"2"}' >twice.http
test_case 'a body with two timestamps gets a warning' 0 sign "${calypso[@]}" --now 1 twice.http
err_has 'that member twice'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n{"timestamp":"1"}' >text.http
test_case 'a timestamp that is text gets a warning' 0 sign "${calypso[@]}" --now 1 text.http
err_has 'holds no integer there'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1' >form.http
test_case 'a body that is not JSON gets a warning where JSON is wanted' 0 sign "${calypso[@]}" --now 1 form.http
err_has 'is not a JSON object'
test_case 'a timestamp at the end of the window is fine' 0 sign "${calypso[@]}" --now 180001 "$examples/calypso.http"
err_is_empty
test_case 'a stale timestamp gets a warning' 0 sign "${calypso[@]}" --now 180002 "$examples/calypso.http"
err_has '180001 ms, 3 min 0.001 s, behind the time of --now; calypso allows 180 s'
test_case 'a timestamp of another age is told in years' 0 sign "${calypso[@]}" --now 1795293589471 "$examples/calypso.http"
err_has '1795293589470 ms, about 57 years (20778 days 20 h 39 min 49.470 s), behind the time of --now'
printf '{"token":"t","secret_key":"hushed-key\\n"}' >line_end.json
test_case 'a line end in the secret gets a warning' 0 sign aet --credentials line_end.json get.http
err_has 'secret_key ends in white space'
printf 'GET / HTTP/1.1\r\nHost: a\r\nSignature: x\r\n\r\n' >signed.http
test_case 'a header that is there already gets a warning' 0 sign "${aet[@]}" signed.http
err_has 'the request has signature already'

for command in sign explain; do
  test_case "the example in $command's help works" 0 help "$command"
  example=$(sed -n '/^  build\/reqsig/,/[^\\]$/p' out | sed 's/\\$//' | tr '\n' ' ')
  read -r -a words <<<"${example//conformance\/examples/$examples}"
  test_case "the example in $command's help works" 0 "${words[@]:1}"
  out_has 'W81e6C9NeGYqau1RWhyGtw8YfoY='
done

# ---- wrong arguments

test_case 'sign needs a scheme' 2 sign
err_has 'usage: reqsig sign SCHEME --credentials FILE'
test_case 'sign refuses a scheme that there is not' 2 sign atr --credentials aet.json get.http
err_has 'the schemes are ambro, calypso, aet, bitpro, crm'
test_case 'sign needs credentials, and says which' 2 sign aet get.http
err_has '{"token": "...", "secret_key": "..."}'
test_case '--credentials needs a value' 2 sign aet --credentials
err_has '--credentials needs a value'
test_case 'credentials and request cannot both be standard input' 2 sign aet --credentials -
err_has 'only one can be read from there'
test_case 'a third operand is one too many' 2 sign "${aet[@]}" get.http post.http
err_has 'one argument too many: post.http'
test_case 'an unknown option is named with the nearest' 2 sign "${aet[@]}" --profle x get.http
err_has 'did you mean --profile?'
test_case 'a flag takes no value' 2 sign --help=yes
err_has '--help takes no value'
for now in '' -1 +1 1.5 1e3 ' 1' 0x10 9007199254740992 99999999999999999999; do
  test_case "--now '$now' is refused" 2 sign aet --credentials aet.json --now "$now" get.http
  err_has 'from 0 to 9007199254740991'
done
test_case 'a time that the scheme cannot write is refused' 2 \
  sign bitpro --credentials "$examples/bitpro.credentials.json" --now 9007199254740991 "$examples/bitpro.http"
err_has "can't be written"
test_case 'an unknown profile lists those of the scheme' 2 sign "${aet[@]}" --profile query-include get.http
err_has 'did you mean query-included?'
err_has 'percent-escapes of the path are decoded before it is signed'
test_case 'a profile is given once' 2 sign "${aet[@]}" --profile path-decoded --profile path-decoded get.http
err_has 'given twice'
# The first of them would do.
for twice in '--credentials aet.json' '--now 5' '--max-age 5' '--max-skew 5'; do
  read -ra words <<<"$twice"
  test_case "$twice is given once" 2 verify aet --max-age 5 --max-skew 5 --now 5 --credentials aet.json "${words[@]}" get.http
  err_has "verify: ${words[0]} is given twice"
  out_is_empty
done

# ---- wrong credentials

# credentials JSON MESSAGE: that file is refused with that message, and its secret is not quoted.
credentials() {
  printf '%s' "$1" >wrong.json
  test_case "credentials are refused: $2" 2 sign aet --credentials wrong.json get.http
  err_has "wrong.json: $2"
  out_is_empty
}
credentials '' 'it is empty'
err_has '{"token": "...", "secret_key": "..."}'
credentials $' \r\n' 'there is nothing in it but white space'
test_case 'credentials that are an empty standard input are named so' 2 sign aet --credentials - get.http
err_has 'standard input: it is empty'
credentials $'{"token":"t",\n"secret_key":"hushed",}' 'not JSON: line 2, byte 23'
credentials '{"token":"t","secret_key":"hushed"} x' 'not JSON: line 1, byte 37'
credentials $'\xef\xbb\xbf{}' 'not JSON: line 1, byte 1'
err_has 'byte order mark'
credentials $'{"token":"t","secret_key":"hushed\xff"}' 'not JSON: line 1, byte 34'
credentials '["hushed"]' 'not a JSON object'
credentials '{"token":"t"}' 'member "secret_key" is missing'
credentials '{"token":"t","secret_key":"hushed","api_key":"hushed"}' 'member "api_key" is not a credential of this scheme'
credentials '{"token":"t","secret-key":"hushed"}' 'member "secret-key" is not a credential of this scheme; did you mean "secret_key"?'
credentials '{"token":"t","Secret_key":"hushed"}' 'member "Secret_key" is not a credential of this scheme'
credentials '{"token":"t","secret_key":"hushed","token":"t"}' 'member "token" stands there twice'
credentials '{"token":"t","secret_key":["hushed"]}' 'member "secret_key" is not a string'
credentials '{"token":"t","secret_key":null}' 'member "secret_key" is not a string'
credentials '{"token":"t","secret_key":""}' 'member "secret_key" is empty'
credentials '{"token":"t","secret_key":"hushed\u0000"}' 'a string with \u0000'
credentials '{"token":"t\ud800","secret_key":"hushed"}' 'a string with half a surrogate pair'
credentials '{"token":"t","secret_key":"hushed\udc00\ud800"}' 'a string with half a surrogate pair'
credentials '{"token":"t\ud800\ud800\udc00","secret_key":"hushed"}' 'a string with half a surrogate pair'
credentials '{"token":"t\ud800\\udc00","secret_key":"hushed"}' 'a string with half a surrogate pair'
test_case 'a whole surrogate pair is a character' 0 sign aet --credentials <(printf '{"token":"t\\uD83D\\uDE00\\\\ud800","secret_key":"hushed"}') get.http
out_has $'authorization: Bearer t\xf0\x9f\x98\x80\\ud800'
credentials '{"token":"t\r\nx: y","secret_key":"hushed"}' 'member "token" holds a byte that no header can carry'
credentials '{"token":"t ","secret_key":"hushed"}' 'member "token" holds a byte that no header can carry'
credentials '{"token":"t","\u001b[2J":"hushed"}' 'member "\x1B[2J" is not a credential'
test_case 'a backslash before u0000 is no NUL' 0 sign aet --credentials <(printf '{"token":"t","secret_key":"\\\\u0000"}') get.http
test_case 'a secret that the profile cannot read is named' 2 sign "${aet[@]}" --profile secret-base64-decoded get.http
err_has 'aet.json: member "secret_key" is not canonical, padded base64, which is what the profile decodes'
test_case 'what no header can carry is told from what is no base64' 2 \
  sign aet --credentials <(printf "%s" '{"token":"t\n","secret_key":"hushed"}') --profile secret-base64-decoded get.http
err_has 'member "token" holds a byte that no header can carry'
err_lacks base64
test_case 'a credentials file that is not there is named' 2 sign aet --credentials nowhere.json get.http
err_has "nowhere.json: can't be opened: No such file or directory"
test_case 'a file without a name is shown' 2 sign aet --credentials= get.http
err_has "\"\": can't be opened: No such file or directory"
test_case 'a folder is no credentials file' 2 sign aet --credentials . get.http
err_has 'Is a directory'
head -c 1048577 /dev/zero >long.json
test_case 'a very long credentials file is refused' 2 sign aet --credentials long.json get.http
err_has 'longer than 1048576 bytes'

# ---- wrong requests

# request BYTES MESSAGE...: a request of those bytes (escapes as of printf's %b) is refused with those messages.
request() {
  printf '%b' "$1" >wrong.http
  test_case "a request is refused: $2" 2 sign "${aet[@]}" wrong.http
  err_has "wrong.http: not an HTTP/1.1 request: $2"
  shift 2
  for text in "$@"; do err_has "$text"; done
  out_is_empty
}
request '' empty 'there are no bytes: a whole HTTP/1.1 request was expected'
request 'GET / HTTP/1.1\nHost: a\n\n' bare-lf 'at line 1, byte 15 of the line (offset 14 of 24)' \
  $'  GET / HTTP/1.1\\n\n                ^' 'sed -i'
request 'GET / HTTP/1.1\r\nHost: a\r\nx : y\r\n\r\n' space-before-colon 'at line 3, byte 2' $'  x : y\\r\\n\n   ^'
request 'GET / HTTP/1.1\r\nHost: a\r\nx: \x01\xff\r\n\r\n' field-value $'  x: \\x01\\xFF\\r\\n\n     ^'
request 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab' body-truncated '^ the input ends here'
request 'GET / HTTP/1.1\r\nHost: a\r\n\r\nab' trailing-bytes
request "GET /$(printf '%0300d' 0) x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n" version '  ...0000'
# hinted REQUEST: what is left of its line ends when the advice that the refusal gives was taken.
hinted() {
  printf '%b' "$1" >wrong.http
  test_case "the advice for line ends makes a request of: $1" 2 sign "${aet[@]}" wrong.http
  grep -o "sed -i '.*' FILE" err | sed 's/FILE/wrong.http/' >advice
  [ -s advice ] || fail 'there is no advice'
  sh ./advice
  printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\na\nb\r\n\n\nc' | cmp -s - wrong.http || fail "it made: $(od -c wrong.http)"
  test_case 'and that is signed' 0 sign "${aet[@]}" wrong.http
}
hinted 'POST / HTTP/1.1\nHost: a\nContent-Length: 8\n\na\nb\r\n\n\nc'
hinted 'POST / HTTP/1.1\r\nHost: a\nContent-Length: 8\r\n\na\nb\r\n\n\nc'
hinted 'POST / HTTP/1.1\nHost: a\nContent-Length: 8\r\n\r\na\nb\r\n\n\nc'
test_case 'a request that is not there is named' 2 sign "${aet[@]}" nowhere.http
err_has "nowhere.http: can't be opened"
test_case 'an empty standard input is no request' 2 sign "${aet[@]}"
err_has 'standard input: not an HTTP/1.1 request: empty'
head -c 67108865 /dev/zero >long.http
test_case 'a request of more than 64 MiB is refused' 2 sign "${aet[@]}" long.http
err_has 'longer than 67108864 bytes'
rm long.http

# ---- explain

test_case "explain shows Bitpro's documented values, step by step" 0 explain "${bitpro[@]}" "$examples/bitpro.http"
for text in 003_e447c3fd7c208423.txt '2017-04-10 04:43:12.000 UTC' FBgiRcA+lHYYgLkAc2JX5g== "the \`uri\` of the request" \
  'address=2MzCEdXEzBaxCJQAq8igw4pUP1NSGAgzsUr&amount=0.12' \
  'POST,FBgiRcA+lHYYgLkAc2JX5g==,/api/v1/clients/BT-C962387/withdrawal,Mon, 10 Apr 2017 04:43:12 GMT' \
  'secret_key' '88 bytes, all of them characters of base64' 5bcd5ee82f4d78662a6aed515a1c86b70f187e86 \
  'Authorization: Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY='; do
  out_has "$text"
done
out_has $'   POST,FBg'
grep -A1 '^   POST,FBg' out | grep -E -q '^   a    b {24}c {37}d$' || fail 'no letters below the parts of the message'
err_is_empty
no_secret_in_out
out_lacks $'\e'
test_case 'explain masks a secret that is sent' 0 explain "${aet[@]}" get.http
out_has 'authorization: Bearer <credential token, 12 bytes, not shown>'
out_has 'these are no part of the message: the query ?page=2'
no_secret_in_out
test_case 'explain masks a secret that is signed' 0 explain ambro --credentials ambro.json --now 1700000000123 get.http
out_has '<credential api_key, 14 bytes, not shown>1700000000'
out_has 'X-Amb-App-Id: app'
no_secret_in_out
test_case 'explain masks a key that is sent' 0 explain crm --credentials crm.json post.http
out_has 'key: <credential api_key, 14 bytes, not shown>'
no_secret_in_out
test_case 'explain says why nothing is signed' 0 explain crm --credentials crm.json get.http
out_has 'this is a GET without a body'
out_has 'Why CRM Open API does not sign this request, by the document'
out_lacks 'How CRM'
out_lacks 'HMAC'
test_case 'explain tells the profile that was chosen' 0 explain "${aet[@]}" --profile query-included get.http
out_has 'query-included (AET-01): '
out_has '?page=2'
out_lacks 'no part of the message'
out_has 'added by the profile query-included (AET-01), read so by: the document never names the query'
test_case 'explain says whose reading an added part is, of two profiles too' 0 \
  explain "${aet[@]}" --profile query-included --profile base-path-included get.http
out_has 'added by the profile query-included (AET-01), read so by: '
out_has 'added by the profile base-path-included (AET-03), read so by: '
[ "$(grep -c 'added by the profile' out)" -eq 2 ] || fail 'not each part once'
test_case 'explain names the readings that change this request' 0 explain "${aet[@]}" get.http
out_has '--profile query-included'
out_has '--profile base-path-included'
out_lacks '--profile path-decoded'
out_lacks '--profile secret-base64-decoded'
test_case 'explain names them beside the one chosen' 0 explain "${aet[@]}" --profile query-included get.http
out_lacks '--profile query-included'
out_has '--profile base-path-included'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n{"a": 1}' >spaced.http
sed 's/{"a": 1}/a = b+ c/' spaced.http >no-json.http
test_case 'explain names a reading that compacts JSON' 0 explain crm --credentials crm.json spaced.http
out_has '--profile json-compact'
test_case 'but not of a body that is none' 0 explain crm --credentials crm.json no-json.http
out_lacks '--profile json-compact'
out_lacks 'Readings that'
printf 'POST / HTTP/1.1\r\nHost: a\r\n\r\n' >empty-body.http
printf 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n{"\xc3\xa9\xc2\xa0\\":\t"\0\xff"\r\n}' >bytes.http
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx' >one.http
echo '{"api_key":"k"}' >one.json
test_case 'explain counts one byte' 0 explain crm --credentials one.json one.http
out_has 'that part alone, 1 byte'
grep -A3 'that part alone, 1 byte' out | grep -F -q '   That is the text above as it stands.' || fail 'the message is not told'
out_has '1 byte, printable ASCII'
out_lacks '1 bytes'
test_case 'explain says that a message is empty' 0 explain "${calypso[@]}" --now 1 empty-body.http
out_has $'   It is empty.\n'
test_case 'explain counts one digested byte' 0 explain "${bitpro[@]}" one.http
out_has 'the digest of this 1 byte:'
test_case 'explain makes bytes visible' 0 explain "${aet[@]}" bytes.http
out_has $'{"\xc3\xa9\\u{00A0}\\\\":\\t"\\0\\xFF"\\r\\n'
out_has 'c3 a9 c2 a0  5c 22 3a 09 22 00 ff'
out_has 'Escapes: \n line feed'
{ printf 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n'; head -c 100000 /dev/zero | tr '\0' x; } >big.http
test_case 'explain leaves out the middle of a big body and says so' 0 explain "${aet[@]}" big.http
out_has '<99200 bytes more, not shown>'
[ "$(wc -c <out)" -lt 6000 ] || fail 'the page is too long'
printf 'GET / HTTP/1.1\r\nHost: a\r\nTimestamp: 1700000000122\r\nsignature: nonsense\r\nauthorization: Bearer hushed-other\r\n\r\n' >signed.http
test_case 'explain compares with what the request bears' 0 explain "${aet[@]}" signed.http
out_has $'     it bears    1700000000122\n     computed    1700000000123\n                             ^ the first difference, at byte 13'
out_has 'authorization: another value (not shown)'
out_has 'give --now 1700000000122'
no_secret_in_out
"$reqsig" sign "${bitpro[@]}" "$examples/bitpro.http" | sed 's/$/\r/' >headers
{ printf 'POST /api/v1/clients/BT-C962387/withdrawal HTTP/1.1\r\nHost: a\r\nContent-Length: 55\r\n'; cat headers; printf '\r\n'
  printf 'address=2MzCEdXEzBaxCJQAq8igw4pUP1NSGAgzsUr&amount=0.12'; } >signed.http
test_case 'explain says what is the same' 0 explain "${bitpro[@]}" signed.http
out_has 'Authorization: the same'
out_has 'Date: the same'
out_lacks 'difference'
# A wrong signature of the right form is shown, of any other form it may be a secret.
right=$("$reqsig" sign "${aet[@]}" get.http | sed -n 's/^signature: //p')
# bears HEADER...: get.http with those headers, as signed.http.
bears() {
  { head -n 1 get.http; printf '%s\r\n' "$@"; sed 1d get.http; } >signed.http
}
bears "signature: A${right:1}"
test_case 'explain shows where a signature differs' 0 explain "${aet[@]}" signed.http
out_has "     it bears    A${right:1}"
out_has "     computed    $right"
out_has '^ the first difference, at byte 1'
bears "signature: A${right:1:-1}"
test_case 'explain withholds what has another form' 0 explain "${aet[@]}" signed.http
out_has '<43 bytes, not shown; the signature has 43 characters, the right one 44>'
test_case 'and shows it if the profile takes that form' 0 explain "${aet[@]}" --profile unpadded-base64 signed.http
out_has "     it bears    A${right:1:-1}"
bears "signature: A${right:1:-2}9"
test_case 'but not with bits that belong to no byte' 0 explain "${aet[@]}" --profile unpadded-base64 signed.http
out_has 'has bits that'
sed "1a signature: $(printf '%064d' 0)\r" post.http >signed.http
test_case 'explain withholds a signature without its prefix' 0 explain crm --credentials crm.json signed.http
out_has '<64 bytes, not shown; it does not begin with "sha256=">'
test_case 'and shows it where the prefix is optional' 0 explain crm --credentials crm.json --profile prefix-optional signed.http
out_has '     it bears    0000'
bears 'signature: hushed-key'
test_case 'explain withholds a secret that is sent as the signature' 0 explain "${aet[@]}" signed.http
out_has '<10 bytes, not shown, as the secret_key may be among them; the signature has 10'
out_lacks 'difference'
no_secret_in_out
bears 'signature: some-secret'
test_case 'explain withholds what may be a secret' 0 explain "${aet[@]}" signed.http
out_has '<11 bytes, not shown; the signature has 11 characters, the right one 44;'
out_lacks 'some-secret'
sed 's/page=2/hushed-key/' get.http >secret.http
test_case 'explain withholds a part with a secret in it' 0 explain "${aet[@]}" --profile query-included secret.http
out_has '<query with its "?", holding the secret_key, 11 bytes, not shown>'
[ "$(grep -c 'holding the secret_key' out)" -eq 2 ] || fail 'not in the part and in the message'
no_secret_in_out
bears "signature: $right" 'SIGNATURE: wrong' 'timestamp: 5' 'authorization: Bearer hushed-token' 'authorization: Bearer hushed-other'
test_case 'explain tells of a header that is there twice, and of each' 0 explain "${aet[@]}" signed.http
out_has $'   signature: there 2 times, but may be there only once\n     no. 1       the same\n     no. 2       <5 bytes, not shown; '
out_has "     computed    $right"
out_has $'   authorization: there 2 times, but may be there only once\n     no. 1       the same\n     no. 2       another value (not shown)'
no_secret_in_out
bears 'signature: a' 'signature: b' 'signature: c'
test_case 'explain tells of one that is there three times' 0 explain "${aet[@]}" signed.http
out_has 'signature: there 3 times'
out_has '     no. 3       <1 byte'
test_case 'explain shows no colour where it writes to a file' 0 explain "${aet[@]}" get.http
out_lacks $'\e'
# A chroot may have no pseudo-terminals.
has_terminals=
if script -q -e -c true /dev/null </dev/null >/dev/null 2>&1; then has_terminals=yes; else echo 'skip - colour on a terminal: none can be made here'; fi
if [ -n "$has_terminals" ]; then
  # on_terminal NAME=VALUE...: the page as a terminal gets it.
  on_terminal() {
    script -q -e -c "env $* '$reqsig' explain aet --credentials aet.json --now 1 get.http" /dev/null </dev/null >out 2>err
  }
  num_tests=$((num_tests + 1))
  test_name='explain shows colour on a terminal only if it is wanted'
  on_terminal TERM=xterm; out_has $'\e['
  on_terminal TERM=xterm NO_COLOR=1; out_lacks $'\e['
  on_terminal TERM=xterm NO_COLOR=; out_has $'\e['
  on_terminal TERM=dumb; out_lacks $'\e['
fi
LC_ALL=C test_case 'explain escapes what is not ASCII where the terminal is not UTF-8' 0 explain "${aet[@]}" bytes.http
out_has '\xC3\xA9\xC2\xA0'

# ---- verify

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

test_case "the example in verify's help works" 0 help verify
example=$(sed -n '/^  build\/reqsig/,/[^\\]$/p' out | sed 's/\\$//' | tr '\n' ' ')
read -r -a words <<<"${example//conformance\/examples/$examples}"
test_case "the example in verify's help works" 0 "${words[@]:1}"
verdict accept
out_has 'up to 900000 ms (15 min) old, and any time ahead, the ends inside: by --max-age'
verifies "verify accepts Bitpro's documented request" accept "${bitpro[@]}" "$examples/bitpro-signed.http"
for text in 'freshness    not checked: the document names no window' 'sent at      1491799392000 ms = 2017-04-10 04:43:12.000 UTC' \
  'difference   0 ms: the same time' 'does not read: Host, Content-Type, Content-Length' 'the age: who has a copy'; do
  out_has "$text"
done
verifies "verify accepts Calypso's documented request" accept "${calypso[@]}" --now 1 "$examples/calypso-signed.http"
out_has 'not checked  the method, the path: no part of what is signed'
cp "$examples/calypso-signed.http" in
verifies 'verify reads standard input' accept "${calypso[@]}" --now 1

verifies 'a request at the end of the window is accepted' accept "${calypso[@]}" --now 180001 "$examples/calypso-signed.http"
out_has 'difference   180000 ms: 3 min old'
out_has "up to 180000 ms (3 min) ahead, the ends inside: the"
verifies 'one behind it is expired' 'reject expired' "${calypso[@]}" --now 180002 "$examples/calypso-signed.http"
for text in 'signature    right' 'freshness    refused' 'the member timestamp of the body' \
  '180001 ms: 3 min 0.001 s old, 1 ms more than the window allows' 'must not be less than 3 minutes in the past' \
  '001_14eee5da72928935.txt' 'by --now'; do
  out_has "$text"
done
verifies 'a reading without its ends refuses them' 'reject expired' \
  "${calypso[@]}" --profile window-exclusive --now 180001 "$examples/calypso-signed.http"
out_has 'which is the end of the window and outside it'
out_has "clause       none: the limit is the profile's, the document names 3 min"
out_has "  the profile's"
verifies 'a limit that the document has too is its own' 'reject expired' \
  "${calypso[@]}" --profile window-exclusive --now 180002 "$examples/calypso-signed.http"
out_has 'must not be less than 3 minutes in the past'
verifies 'an end that is not given stays outside' 'reject expired' \
  "${calypso[@]}" --profile window-exclusive --max-skew 5 --now 180001 "$examples/calypso-signed.http"
out_has 'inside: by --max-skew and the profile'
verifies 'and what is before it stays inside' accept \
  "${calypso[@]}" --profile window-exclusive --max-skew 5 --now 180000 "$examples/calypso-signed.http"
verifies 'so it does on the other side' 'reject not_yet_valid' \
  bitpro --credentials "$examples/bitpro.credentials.json" --profile window-900s --max-age 0 --now 1491798492000 "$examples/bitpro-signed.http"
verifies 'a millisecond later it is inside' accept \
  bitpro --credentials "$examples/bitpro.credentials.json" --profile window-900s --max-age 0 --now 1491798492001 "$examples/bitpro-signed.http"
verifies 'an own window is taken for an end' accept "${calypso[@]}" --max-age 180001 --now 180002 "$examples/calypso-signed.http"
out_has "up to 180001 ms (3 min 0.001 s) old, and up to 180000 ms (3 min) ahead"
verifies 'an own window may be of no time at all' 'reject expired' \
  "${calypso[@]}" --max-age=0 --max-skew=0 --now 2 "$examples/calypso-signed.http"
verifies 'a request of the future is not yet valid' 'reject not_yet_valid' \
  bitpro --credentials "$examples/bitpro.credentials.json" --max-skew 999 --now 1491799391000 "$examples/bitpro-signed.http"
out_has 'difference   1000 ms: 1 s ahead, 1 ms more than the window allows'
out_has 'the header Date'
verifies 'one end alone leaves the other without limit' accept \
  bitpro --credentials "$examples/bitpro.credentials.json" --max-skew 0 --now 9007199254740991 "$examples/bitpro-signed.http"
out_has 'any time old, and up to 0 ms (0 s) ahead'
bitpro_later=(bitpro --credentials "$examples/bitpro.credentials.json" --now 1491799393000 "$examples/bitpro-signed.http")
verifies 'a limit that the caller sets has no clause' 'reject expired' "${bitpro_later[@]}" --max-age 999
out_has 'clause       none: the limit is that of --max-age, the document names none'
out_lacks 'always on GMT'
verifies 'nor has one ahead' 'reject not_yet_valid' \
  bitpro --credentials "$examples/bitpro.credentials.json" --now 0 --max-skew 0 "$examples/bitpro-signed.http"
out_has 'clause       none: the limit is that of --max-skew, the document names none'
verifies "nor has a profile's" 'reject expired' \
  bitpro --credentials "$examples/bitpro.credentials.json" --profile window-900s --now 1491800292000 "$examples/bitpro-signed.http"
out_has "clause       none: the limit is the profile's, the document names none"
verifies "the document's own is told beside the caller's" 'reject expired' "${calypso[@]}" --max-age 1 --now 3 "$examples/calypso-signed.http"
out_has 'clause       none: the limit is that of --max-age, the document names 3 min'
verifies "the end that is the document's has its clause" 'reject expired' "${calypso[@]}" --max-skew 1 --now 180002 "$examples/calypso-signed.http"
out_has 'must not be less than 3 minutes in the past'
test_case 'without --now the clock is read' 1 verify "${calypso[@]}" "$examples/calypso-signed.http"
verdict 'reject expired'
out_has 'by the clock'

signed "$examples/bitpro.http" "${bitpro[@]}"
verifies 'what sign signs is accepted' accept "${bitpro[@]}" signed.http
changed 's/amount=0.12/amount=0.13/'
verifies 'a changed body is not the one that was digested' 'reject digest_mismatch' "${bitpro[@]}" changed.http
out_has 'expected     the digest of the body as received, cXwqhQycOWTX+ixo+l1jmA=='
out_has 'found        FBgiRcA+lHYYgLkAc2JX5g=='
changed 's/withdrawal/withdrawals/'
verifies 'a changed path is not signed' 'reject signature_mismatch' "${bitpro[@]}" changed.http
out_has 'found        Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY='
out_has 'and --now 1491799392000,'
cp out page
right=$("$reqsig" sign "${bitpro[@]}" changed.http 2>/dev/null | sed -n 's/^Authorization: .*://p')
test_case 'the signature that is expected is not shown' 0 sign "${bitpro[@]}" changed.http
if [ -z "$right" ] || grep -F -q "$right" page; then fail 'it is'; fi
changed 's/M3175465/M3175466/'
verifies 'another key id is unknown' 'reject unknown_key' "${bitpro[@]}" changed.http
out_has 'its api_key M3175465'
out_has '44 bytes, not shown; character 8 of the api_key is 6, of the right one 5'
changed 's/M3175465/m317546/'
verifies 'nor a shorter one' 'reject unknown_key' "${bitpro[@]}" changed.http
out_has 'the api_key has 7 characters, the right one 8'
changed 's/^Authorization: .*/Authorization: Bitpro nothing\r/'
verifies 'a value without its colon is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'it has not all parts of the form'
changed 's/W81e6C9NeGYqau1RWhyGtw8YfoY=/W81e6C9NeGYqau1RWhyGtw8YfoZ=/'
verifies 'bits that belong to no byte are told' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'the last character that is not padding has bits that'
changed 's/W81e6C9NeGYqau1RWhyGtw8YfoY=/W81e6C9NeGYqau1RWhyGtw8YfoYA/'
verifies 'padding that is none is told' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'character 28 of the signature is A, where ='
changed 's/W81e6C9NeGYqau1RWhyGtw8YfoY=/W81e6C9NeGYqau1RWhyGtw8Yfo_=/'
verifies 'a character of no alphabet is told' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'character 27 of the signature is _, which is'
changed '/^Date/d'
verifies 'a header that is not there is missing' 'reject missing' "${bitpro[@]}" changed.http
out_has 'found        no header of that name'
changed 's/^Date: Mon/Date: Tue/'
verifies 'a date that is none is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'Tue, 10 Apr 2017 04:43:12 GMT'
changed 's/^\(Content-MD5: \).*/\1\r/'
verifies 'an empty header is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'an empty value'
changed 's/^Content-MD5: .*/&\ncontent-md5: x\x07y\r/;s/\x07/\t/'
verifies 'a header that is there twice is malformed' 'reject malformed' "${bitpro[@]}" changed.http
out_has 'FBgiRcA+lHYYgLkAc2JX5g=='
out_has 'x\ty'

cp "$examples/calypso-signed.http" signed.http
changed '/^Sign/ s/b16e9d45/B16E9D45/'
verifies 'hex in upper case is malformed' 'reject malformed' "${calypso[@]}" --now 1 changed.http
out_has 'in lower case, and nothing else; 128'
out_has '128 bytes, not shown; character 1 of the signature is B, a hex digit'
out_has '--profile uppercase-hex accepts it'
verifies 'and accepted by the reading that allows it' accept "${calypso[@]}" --profile uppercase-hex --now 1 changed.http
# body JSON REASON TEXT: Calypso's verdict on that body, rightly signed, and what was found.
body() {
  printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s' "${#1}" "$1" >body.http
  signed body.http "${calypso[@]}" --now 1
  verifies "a body is refused: $3" "reject $2" "${calypso[@]}" --now 1 signed.http
  out_has "found        $3"
}
body '{"data":{"timestamp":1}}' missing 'no such member at the top of the object'
body '{"timestamp":1,"timestamp":1}' malformed 'that member more than once'
body '{"timestamp":1' malformed 'a body of 14 bytes that is not JSON, or nested too deep, at byte 15'
body '[1]' malformed 'JSON that is no object at its top'
body '' malformed 'an empty body'
body '{"timestamp":"1"}' malformed '"1"'
body '{"timestamp":-1e3}' malformed '-1e3'
body '{"timestamp":-9223372036854775808}' expired '-9223372036854775808'
out_has '2^63-1 ms old, or more'

signed get.http "${aet[@]}"
verifies 'a request with a query is accepted' accept "${aet[@]}" signed.http
out_has 'the query ?page=2: no part of what is signed'
changed 's/hushed-token/hushed-other/'
verifies 'another token is unknown, and not shown' 'reject unknown_key' "${aet[@]}" changed.http
out_has 'its token, which is not shown'
out_has '19 bytes, not shown, as the token may be among them'
changed 's/^authorization: Bearer/authorization: bearer/'
verifies 'a prefix in another case is malformed, and its token not shown' 'reject malformed' "${aet[@]}" changed.http
out_has 'the form that the scheme gives it; Bearer {token}'
changed 's/^signature: .*/signature: hushed-key\r/'
verifies 'a secret in a wrong place is not shown' 'reject malformed' "${aet[@]}" changed.http
out_has '10 bytes, not shown, as the secret_key may be among them'
out_has 'characters, the right one 44; character 7 of the signature is -'
# A secret in another form, where a signature, a key id or a date should be, is not shown either.
calypso_secret=$(sed -n 's/.*"secret_key": *"\([^"]*\)".*/\1/p' "$examples/calypso.credentials.json")
signed "$examples/calypso.http" "${calypso[@]}" --now 1
hex_of() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'; }
for form in "${calypso_secret^^}" "${calypso_secret%?}" "$(printf '%s' "$calypso_secret" | base64 -w0)" \
  "$(hex_of "$calypso_secret")" "$(hex_of "$calypso_secret" | sed 's/../%&/g')" "x$(printf 'x:%s' "$calypso_secret" | base64 -w0 | tr '+/' '-_')"; do
  for header in Sign Key; do
    changed "s|^$header: .*|$header: $form\r|"
    test_case "a secret in another form is not shown, as $header" 1 verify "${calypso[@]}" --now 1 changed.http
    out_has "${#form} bytes, not shown"
    if grep -F -i -q -e "${form:8:12}" out; then fail 'it is'; fi
  done
done
signed get.http "${aet[@]}"
changed 's/^timestamp: .*/timestamp: HUSHED-KE\r/'
verifies 'nor in a header that is none for secrets' 'reject malformed' "${aet[@]}" changed.http
out_has '9 bytes, not shown, as the secret_key may be among them'
printf '{"token":"qq","secret_key":"qqq"}' >short.json
signed get.http aet --credentials short.json --now 1700000000123
changed 's/^timestamp: .*/timestamp: March, 9\r/'
verifies 'what has nothing of a short secret is shown' 'reject malformed' aet --credentials short.json changed.http
out_has 'found        March, 9'
printf '{"api_key":"S3cret-Key"}' >cased.json
signed post.http crm --credentials cased.json
changed 's/^signature: .*/signature: sha256=S3cret-key\r/'
verifies 'a secret in another letter case is not shown' 'reject malformed' crm --credentials cased.json changed.http
out_lacks S3cret
out_has 'characters, the right one 64; character 1 of the signature is S'
signed get.http "${aet[@]}"
changed 's/page=2/hushed-key/'
verifies 'nor one in the target' accept "${aet[@]}" changed.http
changed 's/^timestamp: 1700000000123/timestamp: 01700000000123/'
verifies 'a timestamp with a leading zero is malformed' 'reject malformed' "${aet[@]}" changed.http
verifies 'a reading by which it is accepted is named' 'reject signature_mismatch' "${aet[@]}" --profile query-included signed.http
"$reqsig" sign "${aet[@]}" --profile query-included get.http | sed 's/$/\r/' >headers
sed '1r headers' get.http >signed.http
verifies 'a reading by which it is accepted is named' 'reject signature_mismatch' "${aet[@]}" signed.http
out_has '--profile query-included accepts it'
printf '{"token":"hushed-token","secret_key":"hushed-key "}' >space.json
verifies 'white space at the end of the key is told' 'reject signature_mismatch' aet --credentials space.json --now 1 signed.http
out_has 'secret_key ends in white space'

signed get.http crm --credentials crm.json
verifies 'a request that is not signed is accepted, and it is said' accept crm --credentials crm.json signed.http
[ "$(sed -n 2p out)" = 'Nothing of this request is authenticated: crm does not sign it.' ] || fail 'the second line does not say so'
out_has 'not checked: crm signs POST, PATCH and PUT requests with a body'
out_has 'anything but the key'
signed post.http crm --credentials crm.json
verifies 'a scheme without timestamp says so' accept crm --credentials crm.json signed.http
out_has 'the scheme has no timestamp'
out_lacks 'difference'
changed 's/^signature: sha256=/signature: sha1=/'
verifies 'another prefix is malformed' 'reject malformed' crm --credentials crm.json changed.http
out_has 'the form that the scheme gives it; sha256={signature}, the signature of 64'
out_has 'it does not begin with "sha256="'
signed get.http ambro --credentials ambro.json --now 1700000000123
verifies "Ambro's request is accepted" accept ambro --credentials ambro.json --now 1700000000123 --max-age 123 signed.http
out_has 'difference   123 ms: 0.123 s old'

tr -d '\r' <signed.http >changed.http
verifies 'what is no request is malformed' 'reject malformed' ambro --credentials ambro.json changed.http
for text in 'changed.http is not an HTTP/1.1 request: bare-lf' 'at line 1, byte 30 of the line (offset 29 of' 'RFC 9112' \
  $'                GET /v3/users?page=2 HTTP/1.1\\n\n                                             ^'; do
  out_has "$text"
done
verifies 'nothing is no request either' 'reject malformed' "${aet[@]}"
out_has 'standard input is not an HTTP/1.1 request: empty'
printf 'GET / HTTP/1.1\r\nHost: a\r\nauthorization: Bearer hushed-token\n' >changed.http
verifies 'a line at fault with a secret is not shown' 'reject malformed' "${aet[@]}" changed.http
out_has '<the line is not shown: it bears the token>'
test_case 'nor by sign' 2 sign "${aet[@]}" changed.http
err_has '<the line is not shown: it bears the token>'
printf 'GET / HTTP/1.1\r\nHost: a\r\nkey: hushed-other\n' >changed.http
verifies "nor one of a header for secrets" 'reject malformed' crm --credentials crm.json changed.http

test_case 'verify needs a scheme' 2 verify
err_has 'usage: reqsig verify SCHEME --credentials FILE'
test_case 'verify needs credentials' 2 verify aet get.http
test_case 'a request that is not there is no verdict' 2 verify "${aet[@]}" nowhere.http
err_has "nowhere.http: can't be opened"
out_is_empty
test_case 'a scheme without timestamp has no window' 2 verify crm --credentials crm.json --max-age 1 get.http
err_has 'crm has no timestamp, so --max-age has nothing to measure'
for span in '' -1 1.5 1e3 9007199254740992; do
  test_case "--max-skew '$span' is refused" 2 verify "${aet[@]}" --max-skew "$span" get.http
  err_has 'not a number of milliseconds, from 0 to 9007199254740991'
  out_is_empty
done
test_case 'only verify takes a window' 2 sign "${aet[@]}" --max-age 1 get.http
err_has 'unknown option --max-age'
test_case 'verify shows no colour where it writes to a file' 0 verify "${calypso[@]}" --now 1 "$examples/calypso-signed.http"
out_lacks $'\e'
if [ -n "$has_terminals" ]; then
  num_tests=$((num_tests + 1))
  test_name='verify shows colour on a terminal'
  script -q -e -c "env TERM=xterm '$reqsig' verify crm --credentials crm.json get.http" /dev/null </dev/null >out 2>err
  [ $? -eq 1 ] || fail 'the exit code is not 1'
  out_has $'\e[0;31mreject missing'
fi

# ---- what is quoted in a complaint

test_case 'a control character of an argument is made visible' 2 sign "${aet[@]}" $'no\e[31m\xc2\x9b31m\xff\\n\r.http'
err_has 'reqsig: no\x1B[31m\u{009B}31m\xFF\n\r.http: '
err_lacks $'\e'
test_case 'what is printable is shown as it is' 2 sign "${aet[@]}" 'd\é "%s".http'
err_has 'reqsig: d\é "%s".http: '
mkdir odd
printf '{"format":1,"scheme":"crm","document":"d","vectors":[{"id":"a\\u001b[31mb"}]}' >odd/crm.json
test_case "and one of a vector's id" 3 vectors list --vectors odd
err_has 'a\x1B[31mb'
err_lacks $'\e'

# ---- output that can't be written

# broken NAME COMMAND...: reqsig's exit code must be 3, with a message.
broken() {
  test_name=$1
  num_tests=$((num_tests + 1))
  shift
  : >out
  "$@" 2>err
  local code=$?
  [ "$code" -eq 3 ] || fail "exit code $code, expected 3"
  err_has "standard output can't be written"
}
full() { "$reqsig" "$@" >/dev/full; }
closed() { "$reqsig" "$@" >&-; }
broken 'a full disk is noticed by list' full list
broken 'a full disk is noticed by sign' full sign "${aet[@]}" get.http
broken 'a full disk is noticed by explain' full explain "${aet[@]}" big.http
broken 'a full disk is noticed by verify' full verify "${calypso[@]}" --now 1 "$examples/calypso-signed.http"
broken 'a closed standard output is noticed' closed sign "${aet[@]}" get.http
broken 'a closed standard output is noticed by --version' closed --version

# A file opened first must not become standard input.
test_name='a closed standard input is an empty one'
num_tests=$((num_tests + 1))
"$reqsig" sign "${aet[@]}" - >out 2>err <&-
[ $? -eq 2 ] || fail 'the exit code is not 2'
err_has 'standard input: not an HTTP/1.1 request: empty'

printf '%d tests, %d failures\n' "$num_tests" "$num_failures"
[ "$num_failures" -eq 0 ]
