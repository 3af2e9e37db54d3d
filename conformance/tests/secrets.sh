#!/usr/bin/env bash
# explain, verify and the warnings of sign print no secret, wherever it stands in a request, and in which form.
# usage: secrets.sh REQSIG SCHEME CREDENTIAL

# shellcheck source=conformance/tests/lib.sh
. "$(dirname "$0")/lib.sh"

scheme=$2 credential=$3
# What the scheme's card lists: its credentials, and the headers that it adds.
COLUMNS=100 "$reqsig" list "$scheme" >card || exit 3
names=$(sed -n 's/^  credentials  *//p' card | sed 's/ (secret)//g; s/,//g')
headers=$(sed -n '/^  headers /,/^  credentials /{s/^  headers  *//; s/^ *//; s/:.*//p}' card | grep -vix -e accept -e content-type)
if [ -z "$names" ] || [ -z "$headers" ]; then
  echo "reqsig list $scheme shows no credentials, or no headers"
  exit 3
fi

# write_credentials SECRET: c.json with the secret in its place, and others in the others.
write_credentials() {
  local name members=
  for name in $names; do
    members+="${members:+,}\"$name\":\"$([ "$name" = "$credential" ] && echo "$1" || echo "other.$name")\""
  done
  echo "{$members}" >c.json
}

# hidden WHERE: request.http is explained, verified and signed, and no line of the file runs is in what is printed.
hidden() {
  local command arguments=("$scheme" --credentials c.json --now 1700000000123 request.http)
  begin "explain, verify and sign $scheme do not show the secret in $1"
  : >out
  for command in explain verify; do
    "$reqsig" "$command" "${arguments[@]}" >>out 2>&1
    check_exit_code $?
  done
  # What sign writes to standard output is what is sent.
  "$reqsig" sign "${arguments[@]}" 2>>out >/dev/null
  check_exit_code $?
  if grep -F -i -q -f runs out; then fail "it is shown; the request: $(cat -A request.http)"; fi
}

check_exit_code() {
  [ "$1" -le 2 ] || fail "exit code $1"
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

# everywhere FORM: the form of the secret in each place of a request, and behind other bytes there.
everywhere() {
  local form=$1 name i
  printf '%s\n' 'Sanitizer: ' 'runtime error: ' >runs
  for ((i = 0; i + 8 <= ${#form}; i++)); do echo "${form:i:8}" >>runs; done
  request POST "/v3/$form/x?a=b" '{"timestamp":1}'
  hidden 'the path'
  request POST "/v3?a=b&key=$form" ''
  hidden 'the query'
  request POST "/v3?$form" ''
  hidden 'the query alone'
  request POST /v3 "{\"timestamp\":1,\"key\":\"$form\"}"
  hidden 'the body'
  request POST /v3 $'\001'"$form"$'\001'
  hidden 'a body with bytes that are not seen'
  for name in $headers X-Other; do
    request POST /v3 '{"timestamp":1}' "$name: $form"
    hidden "the header $name"
    request POST /v3 '{"timestamp":1}' "$name: Bearer $form"
    hidden "the header $name, behind a word"
    request POST /v3 '{"timestamp":1}' "$name: x" "$name: $form"
    hidden "the second header $name"
  done
}

hex_of() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'; }
percents_of() { printf '%s' "$1" | sed 's/../%&/g'; }
base64_of() { printf '%s' "$1" | base64 -w0; }

: >err
secret='Sup3r+Secret-Key'
write_credentials "$secret"
hex=$(hex_of "$secret")
for form in "$secret" "${secret^^}" "$hex" "${hex^^}" "$(base64_of "$secret")" "$(base64_of "x:$secret" | tr '+/' '-_')" \
  "$(percents_of "$hex")"; do
  everywhere "$form"
done
printf '%s\n' 'Sanitizer: ' 'runtime error: ' "${secret:0:8}" >runs
request "${secret//[^A-Za-z0-9+-]/}" /v3 '{"timestamp":1}'
hidden 'the method'

# A secret of digits can be taken for a timestamp: it stands in each header and in the body, and the signature has the
# right form.
digits=983274650917
printf '%s\n' 'Sanitizer: ' 'runtime error: ' $digits >runs
write_credentials $digits
case $scheme-$credential in
  ambro-api_secret) request POST /v3 "{\"timestamp\":$digits}" "X-Amb-Access-Ts: $digits" "X-Amb-Access-Sig: $(printf '%064d' 0)" ;;
  aet-secret_key) request POST /v3 "{\"timestamp\":$digits}" "timestamp: $digits" "signature: $(head -c 32 /dev/zero | base64)" \
    'authorization: Bearer other.token' ;;
  calypso-secret_key) request POST /v3 "{\"timestamp\":$digits}" 'Key: other.api_key' "Sign: $(printf '%0128d' 0)" ;;
  *) finish; exit ;;
esac
hidden 'the timestamp'

finish
