#!/usr/bin/env bash
# Wrong arguments, which all commands treat alike.
# usage: arguments.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

test_case 'sign needs a scheme' 2 sign
err_has 'usage: reqsig sign SCHEME --credentials FILE'
test_case 'sign refuses a scheme that there is not' 2 sign atr --credentials aet.json get.http
err_has 'the schemes are ambro, calypso, aet, bitpro, crm'
test_case 'sign needs credentials, and says which' 2 sign aet get.http
err_has '{"token": "...", "secret_key": "..."}'
test_case 'a file that looks like the credentials is asked about' 2 verify aet aet.json
err_has 'did you mean --credentials aet.json?'
test_case '--credentials needs a value' 2 sign aet --credentials
err_has '--credentials needs a value'
test_case 'credentials and request cannot both be standard input' 2 sign aet --credentials -
err_has 'only one can be read from there'
test_case 'a third operand is one too many' 2 sign "${aet[@]}" get.http post.http
err_has 'one argument too many: post.http'
err_has 'get.http is taken for REQUEST'
err_lacks 'did you mean'
for operands in 'aet.json get.http' 'get.http aet.json'; do
  read -ra words <<<"$operands"
  test_case 'credentials without their option are told of it' 2 verify aet "${words[@]}"
  err_has 'did you mean --credentials aet.json?'
done
for option in --credentials --now --max-age; do
  test_case "an empty value of $option is refused" 2 verify aet "$option=" get.http
  err_has "$option is empty"
  test_case "a missing value of $option is refused" 2 verify aet "$option"
  err_has "$option needs a value"
  grep -q "^  $option [A-Z]*: " err || fail 'it is not said which'
done
test_case 'an unknown option is named with the nearest' 2 sign "${aet[@]}" --profle x get.http
err_has 'did you mean --profile?'
test_case 'a flag takes no value' 2 sign --help=yes
err_has '--help takes no value'
for now in -1 +1 1.5 1e3 ' 1' 0x10 9007199254740992 99999999999999999999; do
  test_case "--now '$now' is refused" 2 sign aet --credentials aet.json --now "$now" get.http
  err_has 'from 0 to 9007199254740991'
done
at=$(date -u -d '2025-11-30 10:53:20' +%s)000
for now in 2025-11-30T10:53:20Z 20251130T105320Z 'Sun, 30 Nov 2025 10:53:20 GMT'; do
  test_case "--now '$now' is told in milliseconds" 2 sign aet --credentials aet.json --now "$now" get.http
  err_has "that is --now $at"
done
test_case 'a time that the scheme cannot write is refused' 2 \
  sign bitpro --credentials "$examples/bitpro.credentials.json" --now 9007199254740991 "$examples/bitpro.http"
err_has "can't be written"
test_case 'an unknown format is named with the nearest' 2 explain "${aet[@]}" --format jsn get.http
err_has 'explain: --format jsn: expected text or json'
err_has 'did you mean json?'
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

# --- a secret that stands in the place of another argument

# not_shown NAME ARGUMENT...: wrong usage, and the word hushed-key-of-mine is not quoted.
not_shown() {
  test_case "$1" 2 verify "${@:2}"
  err_has 'not shown, as it may be a secret'
  err_lacks hushed
  out_is_empty
}
not_shown 'a secret in the place of SCHEME is not quoted' hushed-key-of-mine "${aet[@]:1}" get.http
not_shown 'a secret in the place of REQUEST is not quoted' "${aet[@]}" hushed-key-of-mine
not_shown 'a secret before REQUEST is not quoted' aet hushed-key-of-mine get.http
err_lacks 'did you mean'
not_shown 'a secret behind REQUEST is not quoted' aet get.http hushed/key-of+mine==
not_shown 'a secret that begins with - is not quoted' "${aet[@]}" -hushed-key-of-mine get.http
not_shown 'a secret in the place of a profile is not quoted' "${aet[@]}" --profile hushed-key-of-mine get.http
for words in 'svix standard-webhooks' 'WhatsApp meta' 'Amazon amazon-s3-v2, amazon-sigv2, aws-sigv4-s3'; do
  test_case "a service of a title leads to its scheme: $words" 2 verify "${words%% *}" "${aet[@]:1}" get.http
  err_has "unknown scheme \"${words%% *}\""
  err_has "${words%% *}: see ${words#* }"
done
not_shown 'a word that very many titles have leads to none' Signature "${aet[@]:1}" get.http
err_lacks ': see s'
test_case 'a secret in the place of a format is not quoted' 2 explain "${aet[@]}" --format hushed-key-of-mine get.http
err_has 'explain: --format (not shown, as it may be a secret): expected text or json'
err_lacks hushed
not_shown 'the same profile twice that is a secret is not quoted' \
  "${aet[@]}" --profile hushed-key-of-mine --profile hushed-key-of-mine get.http
test_case 'a plain value is quoted where no secret is taken' 2 report --format junit c.json
err_has 'report: --format junit: expected text, markdown, html or badge'
test_case 'but none that is as long as a secret' 2 report --format 0123456789abcdef01234 c.json
err_has 'report: --format (not shown, as it may be a secret): expected text, markdown, html or badge'
test_case 'nor one with other characters' 2 report --format hush/ed+key= c.json
err_lacks hush
test_case 'a plain name of a scheme is quoted where no secret is taken' 2 test --scheme nosuch -- true
err_has 'test: unknown scheme "nosuch"'
test_case 'and where vectors are listed' 2 vectors list --scheme nosuch
err_has 'vectors list: unknown scheme "nosuch"'
for option in --now --max-age; do
  test_case "a secret in the place of $option is not quoted" 2 verify aet --credentials aet.json "$option" hushed-key get.http
  err_has "$option: not a "
  err_lacks hushed
done
test_case 'a file of JSON that is not there is no credentials file' 2 verify aet gone.json get.http
err_lacks 'did you mean'
test_case 'nor in the place of REQUEST' 2 verify aet gone.json
err_lacks 'did you mean'

# --- what an error quotes

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

finish
