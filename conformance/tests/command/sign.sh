#!/usr/bin/env bash
# reqsig sign: what it prints, and what it warns of.
# usage: sign.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

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
test_case 'sign follows the default profile' 0 sign "${aet[@]}" get.http
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
err_has 'the body has no member "timestamp"; calypso wants'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 31\r\n\r\n{"timestamp":1,"timestamp":"2"}' >twice.http
test_case 'a body with two timestamps gets a warning' 0 sign "${calypso[@]}" --now 1 twice.http
err_has 'the body has two members "timestamp"; calypso wants'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n{"timestamp":"1"}' >text.http
test_case 'a timestamp that is text gets a warning' 0 sign "${calypso[@]}" --now 1 text.http
err_has 'the body holds no integer in "timestamp"; calypso wants'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\n\r\n{"timestamp":9999999999999999999}' >large.http
test_case 'a timestamp that is too large gets a warning' 0 sign "${calypso[@]}" --now 1 large.http
err_has 'the body holds too large a number in "timestamp"; calypso wants'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1' >form.http
test_case 'a body that is not JSON gets a warning where JSON is wanted' 0 sign "${calypso[@]}" --now 1 form.http
err_has 'the body is not JSON: line 1, byte 1; calypso wants the time in its member "timestamp", as a number, in milliseconds since 1970'
printf "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 15\r\n\r\n{'timestamp':1}" >quoted.http
test_case 'a body in single quotes is told of them' 0 sign "${calypso[@]}" --now 1 quoted.http
err_has 'the body is not JSON: line 1, byte 2: JSON takes double quotes, not single ones; calypso wants'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 513\r\n\r\n%s' "$(printf '[%.0s' {1..513})" >deep.http
test_case 'a body that is nested too deep is told of that' 0 sign "${calypso[@]}" --now 1 deep.http
err_has 'the body is JSON that is nested more than 512 levels deep: line 1, byte 513; calypso wants'
test_case 'a timestamp at the end of the window is fine' 0 sign "${calypso[@]}" --now 180001 "$examples/calypso.http"
err_is_empty
test_case 'at the end of the window a profile that leaves the end out gets a warning' 0 \
  sign "${calypso[@]}" --profile window-exclusive --now 180001 "$examples/calypso.http"
err_has '180000 ms, 3 min, behind the time of --now; calypso allows less than 180 s'
test_case 'a millisecond before it gets none' 0 \
  sign "${calypso[@]}" --profile window-exclusive --now 180000 "$examples/calypso.http"
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

finish
