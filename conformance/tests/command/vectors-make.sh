#!/usr/bin/env bash
# reqsig vectors make: vectors that this command reads again, and wrong arguments.
# usage: vectors-make.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir made
cp "$tests/../../vectors/http.json" made
mapfile -t schemes < <(sed -n 's/^  "scheme": "\(.*\)",$/\1/p' "$tests"/../../vectors/*.json)
for scheme in "${schemes[@]}"; do
  test_case "$scheme: vectors are made" 0 vectors make "$scheme" --count 40 --seed 9
  err_is_empty
  mv out "made/$scheme.json"
done
test_case 'they are read, and the library gives what they say' 0 vectors check --vectors made
out_has "$((40 * ${#schemes[@]})) vectors: the library gives their "
test_case 'without options there are a hundred, by the seed 1' 0 vectors make crm
mv out hundred
test_case 'so they are with the same options' 0 vectors make crm --count 100 --seed 1
cmp -s out hundred || fail 'they are others'
[ "$(grep -c '"id": ' out)" -eq 100 ] || fail 'there are not a hundred'

printf '%s' '{"secret_key":"a-secret-for-tests","token":"a-token"}' >credentials.json
test_case 'all are signed with the credentials of a file' 0 vectors make aet --credentials credentials.json -o made/aet.json
out_is_empty
err_is_empty
test_case 'and hold' 0 vectors check --vectors made
accepted=$(grep -c '"id": "aet-made-' made/aet.json)
[ "$(grep -c '"secret_key": "a-secret-for-tests"' made/aet.json)" -ge "$accepted" ] || fail 'some have other credentials'
grep -q '"provenance": "Made by reqsig vectors make of version .* --seed 1\. ' made/aet.json || fail 'no provenance'
test_case 'a file that is there is replaced' 0 vectors make aet --output made/aet.json --count 2
[ "$(grep -c '"id": ' made/aet.json)" -eq 2 ] || fail 'there are not two'
test_case 'credentials are not overwritten' 2 vectors make aet --credentials credentials.json --output ./credentials.json
err_has 'it is the credentials file'
grep -q a-secret-for-tests credentials.json || fail 'they are'
test_case 'a folder that is not there' 2 vectors make aet -o none/aet.json
err_has "none/aet.json: can't be written: "
test_case 'credentials of another scheme' 2 vectors make crm --credentials credentials.json
err_has 'a member is not a credential of crm'
err_lacks 'a-secret-for-tests'
printf '%s' '{"api_key":"k","passphrase":"p","secret_key":"no base64!"}' >bad.json
test_case 'credentials that no request can be signed with' 3 vectors make "$tests/../../vectors/library/coinbase-exchange.json" --credentials bad.json
err_has 'no request that is drawn is signed so that it is accepted with these credentials'
err_lacks 'no base64!'

wrong() { # NAME MESSAGE ARGUMENT...
  local name=$1 message=$2
  shift 2
  test_case "$name" 2 vectors make "$@"
  out_is_empty
  err_has "$message"
}
wrong 'no scheme' 'SCHEME is missing'
wrong 'an unknown scheme' 'aat' aat
for count in 0 -1 x 100001 999999999999999999999; do
  wrong "count $count" "--count $count: expected a number from 1 to 100000" crm "--count=$count"
done
for seed in -1 x 1000000000000000; do
  wrong "seed $seed" "--seed $seed: expected a number from 0 to 999999999999999" crm "--seed=$seed"
done
wrong 'an argument too many' 'one argument too many: aet' crm aet

finish
