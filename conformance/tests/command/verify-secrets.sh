#!/usr/bin/env bash
# reqsig verify shows no secret that a request carries in a wrong place.
# usage: verify-secrets.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

signed get.http "${aet[@]}"
verifies 'a request with a query is accepted' accept "${aet[@]}" signed.http
out_has 'not signed   the query ?page=2'
out_has 'not read     headers: accept, Host'
out_lacks 'content-type'
changed 's/hushed-token/hushed-other/'
verifies 'another token is unknown, and not shown' 'reject unknown_key' "${aet[@]}" changed.http
out_has 'the token, which is not shown'
out_has '19 bytes, not shown, as the token may be among them'
changed 's/^authorization: Bearer/authorization: bearer/'
verifies 'a prefix in another case is malformed, and the token is not shown' 'reject malformed' "${aet[@]}" changed.http
out_has 'its form     Bearer {token}'
changed 's/^signature: .*/signature: hushed-key\r/'
verifies 'a secret in a wrong place is not shown' 'reject malformed' "${aet[@]}" changed.http
out_has '10 bytes, not shown, as the secret_key may be among them'
out_has 'characters, the right one 44; character 7 of the signature is "-"'
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
signed post.http crm --credentials crm.json
changed 's/^signature: sha256=/signature: sha256= /'
verifies 'a space in a signature is called one' 'reject malformed' crm --credentials crm.json changed.http
out_has 'of the signature is a space, which is no hex digit'
signed get.http "${aet[@]}"
changed 's/^timestamp: .*/timestamp: HUSHED-KEY\r/'
verifies 'nor in a header that is none for secrets' 'reject malformed' "${aet[@]}" changed.http
out_has '10 bytes, not shown, as the secret_key may be among them'
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
out_has 'characters, the right one 64; character 1 of the signature is "S"'
signed get.http "${aet[@]}"
changed 's/page=2/hushed-key/'
verifies 'nor one in the target' accept "${aet[@]}" changed.http

# The input ends within a secret of which less than a half is there.
printf 'GET / HTTP/1.1\r\nHost: a\r\nX-Log: hush' >changed.http
verifies 'nor the beginning of one that is cut off' 'reject malformed' "${aet[@]}" changed.http
out_has 'the line is not shown: the token stands in it'
out_lacks 'hush'
printf 'GET / HTTP/1.1\r\nHost: a\r\nX-Log: hu' >changed.http
verifies '... but a line that ends in less of one' 'reject malformed' "${aet[@]}" changed.http
out_has 'X-Log: hu'

finish
