#!/usr/bin/env bash
# Nonces: given, drawn, or the one that a request carries.
# usage: nonce.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

documents=$(realpath "$tests/..")

echo '{"client_id":"AMANDA","client_secret":"AMANDASECRECT"}' >deribit.json
deribit=(deribit --credentials deribit.json --now 1576074319000)
mac=$(mac sha256 AMANDASECRECT '1576074319000\n1iqt2wls\nGET\n/v3/users?page=2\n\n')

test_case 'sign takes a nonce' 0 sign "${deribit[@]}" --nonce 1iqt2wls get.http
[ "$(cat out)" = "Authorization: deri-hmac-sha256 id=AMANDA,ts=1576074319000,sig=$mac,nonce=1iqt2wls" ] || fail 'it is not the MAC by openssl'
test_case 'sign draws a nonce' 0 sign "${deribit[@]}" get.http
has_match out 'nonce=[0-9a-f]{32}' || fail 'no nonce is drawn'
cp out first
test_case 'sign draws another each time' 0 sign "${deribit[@]}" get.http
if cmp -s first out; then fail 'twice the same nonce'; fi
test_case 'a nonce of other characters' 2 sign "${deribit[@]}" --nonce 'a b' get.http
err_has 'expected 1 to 128 of the characters'
test_case 'an empty nonce' 2 sign "${deribit[@]}" --nonce '' get.http
test_case 'a nonce for a scheme without one' 2 sign "${calypso[@]}" --nonce 1 post.http
err_has 'calypso has no nonce'

signed get.http "${deribit[@]}" --nonce 1iqt2wls
verifies 'verify reads the nonce' accept "${deribit[@]}" signed.http
test_case 'explain takes the one that the request carries' 0 explain "${deribit[@]}" signed.http
out_has $'   nonce        1iqt2wls, the one that the request itself carries\n'
out_has "$mac"
test_case 'explain of a request without one draws it' 0 explain "${deribit[@]}" get.http
out_has ', drawn'
test_case 'explain tells it in JSON' 0 explain --format json "${deribit[@]}" signed.http
[ "$(jq -r .nonce out)" = 1iqt2wls ] || fail 'the nonce is another'
[ "$(jq -r '.properties.nonce.type' "$tests/../../vectors/explain.schema.json")" = string ] || fail 'the schema lacks it'
changed 's/nonce=1iqt2wls/nonce=1iqt2wlT/'
verifies 'another nonce' 'reject signature_mismatch' "${deribit[@]}" changed.http
other=$(mac sha256 AMANDASECRECT '1576074319000\nGET\n/v3/users?page=2\n\n')
sed "s/$mac/$other/" signed.http >other.http
test_case 'diagnose finds a nonce that is not signed' 1 diagnose "${deribit[@]}" other.http
out_has 'leaves the nonce out'

test_case 'a nonce is to be remembered' 0 scheme check "$documents/../vectors/library/deribit.json"
out_has 'nonce-not-remembered'
sed 's/{nonce}\\n//' "$documents/../vectors/library/deribit.json" >unsigned.json
test_case 'a nonce that is not signed' 0 scheme check ./unsigned.json
out_has 'the nonce is not signed'

# Hawk's documentation prints this MAC, with data of the application's own, which the file leaves out.
echo '{"id":"dh37fgj492je","key":"werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn"}' >hawk.json
sed -e 's/\\n\\n\\n"/\\n\\nsome-app-ext-data\\n"/' -e 's/", mac=/", ext=\\"some-app-ext-data\\", mac=/' "$documents/../vectors/library/hawk.json" >ext.json
printf 'GET /resource/1?b=1&a=2 HTTP/1.1\r\nHost: example.com:8000\r\n\r\n' >hawk.http
test_case 'the value that Hawk prints' 0 sign ./ext.json --credentials hawk.json --now 1353832234000 --nonce j4h3g2 hawk.http
out_has 'mac="6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE="'
