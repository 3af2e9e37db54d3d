#!/usr/bin/env bash
# No secret is in what explain, verify or sign's warnings print, in whichever place of a request and form it stands.
# usage: run-secrets.sh REQSIG
set -u

reqsig=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
export LC_ALL=C.UTF-8 COLUMNS=100

num_tests=0
num_failures=0
secret='Sup3r+Secret-Key'

fail() {
  num_failures=$((num_failures + 1))
  printf 'not ok %d - %s\n' "$num_tests" "$test_name"
  printf '#   %s\n' "$1"
  sed 's/^/#   request: /' request.http
  grep -F -i -f runs out | head -n 5 | sed 's/^/#   out: /'
}

# credentials SCHEME SECRET_NAME: c.json with the secret in that place, and others in the others.
credentials() {
  local names name members=
  case $1 in
    ambro) names='app_id api_key api_secret' ;;
    aet) names='token secret_key' ;;
    crm) names='api_key' ;;
    *) names='api_key secret_key' ;;
  esac
  for name in $names; do
    members+="${members:+,}\"$name\":\"$([ "$name" = "$2" ] && echo "$secret" || echo "other.$name")\""
  done
  echo "{$members}" >c.json
}

# shown SCHEME WHERE: request.http is explained and verified; eight characters of the form in a row are in neither page.
shown() {
  local command code
  for command in explain verify sign; do
    test_name="$command $1 does not show the secret in $2"
    num_tests=$((num_tests + 1))
    "$reqsig" "$command" "$1" --credentials c.json --now 1700000000123 request.http >out 2>err
    code=$?
    [ "$code" -le 2 ] || fail "exit code $code"
    # What sign prints is what is sent.
    if [ "$command" = sign ]; then cp err out; else cat err >>out; fi
    if grep -F -i -q -f runs out; then fail 'it is shown'; fi
  done
}

# request METHOD TARGET BODY [HEADER]...
request() {
  local method=$1 target=$2 body=$3
  shift 3
  {
    printf '%s %s HTTP/1.1\r\nHost: a\r\n' "$method" "$target"
    [ $# -eq 0 ] || printf '%s\r\n' "$@"
    printf 'Content-Length: %d\r\n\r\n%s' "${#body}" "$body"
  } >request.http
}

# everywhere SCHEME FORM HEADER...: the form in each place of a request, and behind other bytes there.
everywhere() {
  local scheme=$1 form=$2 name i
  shift 2
  : >runs
  for ((i = 0; i + 8 <= ${#form}; i++)); do echo "${form:i:8}" >>runs; done
  request POST "/v3/$form/x?a=b" '{"timestamp":1}'
  shown "$scheme" 'the path'
  request POST "/v3?a=b&key=$form" ''
  shown "$scheme" 'the query'
  request POST "/v3?$form" ''
  shown "$scheme" 'the query alone'
  request POST /v3 "{\"timestamp\":1,\"key\":\"$form\"}"
  shown "$scheme" 'the body'
  request POST /v3 $'\001'"$form"$'\001'
  shown "$scheme" 'a body with bytes that are not seen'
  for name in "$@" X-Other; do
    request POST /v3 '{"timestamp":1}' "$name: $form"
    shown "$scheme" "the header $name"
    request POST /v3 '{"timestamp":1}' "$name: Bearer $form"
    shown "$scheme" "the header $name, behind a word"
    request POST /v3 '{"timestamp":1}' "$name: x" "$name: $form"
    shown "$scheme" "the second header $name"
  done
}

hex_of() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'; }
percents_of() { printf '%s' "$1" | sed 's/../%&/g'; }
base64_of() { printf '%s' "$1" | base64 -w0; }

# scheme NAME SECRET_NAME HEADER...
scheme() {
  local name=$1 form hex
  hex=$(hex_of "$secret")
  credentials "$name" "$2"
  shift 2
  for form in "$secret" "${secret^^}" "$hex" "${hex^^}" "$(base64_of "$secret")" "$(base64_of "x:$secret" | tr '+/' '-_')" \
    "$(percents_of "$hex")"; do
    everywhere "$name" "$form" "$@"
  done
  printf '%s\n' "${secret:0:8}" >runs
  request "${secret//[^A-Za-z0-9+-]/}" /v3 '{"timestamp":1}'
  shown "$name" 'the method'
}
scheme ambro api_key X-Amb-Access-Sig X-Amb-Access-Ts X-Amb-App-Id
scheme ambro api_secret X-Amb-Access-Sig X-Amb-Access-Ts X-Amb-App-Id
scheme calypso secret_key Key Sign
scheme aet token timestamp signature authorization
scheme aet secret_key timestamp signature authorization
scheme bitpro secret_key Authorization Content-MD5 Date
scheme crm api_key key signature

# A secret of digits is a timestamp too.
secret=983274650917
echo $secret >runs
# timestamp SCHEME SECRET_NAME HEADER...: each header bears it, as does the body, and the signature has its form.
timestamp() {
  local name=$1
  credentials "$name" "$2"
  request POST /v3 "{\"timestamp\":$secret}" "${@:3}"
  shown "$name" 'the timestamp'
}
timestamp ambro api_secret "X-Amb-Access-Ts: $secret" "X-Amb-Access-Sig: $(printf '%064d' 0)"
timestamp aet secret_key "timestamp: $secret" "signature: $(head -c 32 /dev/zero | base64)" 'authorization: Bearer other.token'
timestamp calypso secret_key 'Key: other.api_key' "Sign: $(printf '%0128d' 0)"

printf '%d tests, %d failures\n' "$num_tests" "$num_failures"
[ "$num_failures" -eq 0 ]
