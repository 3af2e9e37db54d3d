#!/usr/bin/env bash
# reqsig verify: what it accepts, its window, and its arguments.
# usage: verify.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

test_case "the example in verify's help works" 0 help verify
example=$(sed -n '/^  build\/reqsig/,/[^\\]$/p' out | sed 's/\\$//' | tr '\n' ' ')
read -r -a words <<<"${example//conformance\/examples/$examples}"
test_case "the example in verify's help works" 0 "${words[@]:1}"
verdict accept
out_has 'up to 900000 ms (15 min) old and any time ahead; exactly that is accepted'
out_has '--max-age'
verifies "verify accepts Bitpro's documented request" accept "${bitpro[@]}" "$examples/bitpro-signed.http"
for text in 'freshness    not checked: the document sets no window' 'sent at      1491799392000 ms = 2017-04-10 04:43:12.000 UTC' \
  'difference   0 ms: the same time' 'not read     headers: Host, Content-Type, Content-Length' 'the age: replay is not detected'; do
  out_has "$text"
done
verifies "verify accepts Calypso's documented request" accept "${calypso[@]}" --now 1 "$examples/calypso-signed.http"
out_has 'not signed   the method, the path'
long_name=$(printf 'X-%05000d' 0)
unread=$(printf 'X-Unread-%d: 1\\r\\n' {1..50})$long_name-End': 1\r\n'
sed "1s/\$/\n${unread%\\n}/" "$examples/calypso-signed.http" >many.http
verifies 'every header that is not read is named' accept "${calypso[@]}" --now 1 many.http
out_has 'X-Unread-50'
out_has "$long_name-End"
cp "$examples/calypso-signed.http" in
verifies 'verify reads standard input' accept "${calypso[@]}" --now 1

verifies 'a request at the end of the window is accepted' accept "${calypso[@]}" --now 180001 "$examples/calypso-signed.http"
out_has 'difference   180000 ms: 3 min old'
out_has "up to 180000 ms (3 min) ahead; exactly that is"
out_has "accepted; set by the document"
verifies 'one behind it is expired' 'reject expired' "${calypso[@]}" --now 180002 "$examples/calypso-signed.http"
for text in 'signature    right' 'freshness    failed' 'the member timestamp of the body' \
  '180001 ms: 3 min 0.001 s old, 1 ms more than the window allows' 'milliseconds. The value must not be less than 3' \
  'document     Calypso' 'cited as' '001_14eee5da72928935.txt' 'by --now'; do
  out_has "$text"
done
verifies 'a window without its ends rejects them' 'reject expired' \
  "${calypso[@]}" --profile window-exclusive --now 180001 "$examples/calypso-signed.http"
out_has 'which is exactly the end of the window, and rejected'
out_has "clause       none: the profile sets the limit, the document sets 3 min"
out_has "set by the profile"
verifies 'a limit that the document has too is its own' 'reject expired' \
  "${calypso[@]}" --profile window-exclusive --now 180002 "$examples/calypso-signed.http"
out_has 'milliseconds. The value must not be less than 3'
verifies 'an end that is not given stays outside' 'reject expired' \
  "${calypso[@]}" --profile window-exclusive --max-skew 5 --now 180001 "$examples/calypso-signed.http"
out_has 'set by --max-skew and the profile'
verifies 'and what is before it stays inside' accept \
  "${calypso[@]}" --profile window-exclusive --max-skew 5 --now 180000 "$examples/calypso-signed.http"
verifies 'so it does on the other side' 'reject not_yet_valid' \
  bitpro --credentials "$examples/bitpro.credentials.json" --profile window-900s --max-age 0 --now 1491798492000 "$examples/bitpro-signed.http"
verifies 'a millisecond later it is inside' accept \
  bitpro --credentials "$examples/bitpro.credentials.json" --profile window-900s --max-age 0 --now 1491798492001 "$examples/bitpro-signed.http"
verifies 'an own window is taken for an end' accept "${calypso[@]}" --max-age 180001 --now 180002 "$examples/calypso-signed.http"
out_has "up to 180001 ms (3 min 0.001 s) old and up to 180000 ms (3 min) ahead"
verifies 'an own window may be of no time at all' 'reject expired' \
  "${calypso[@]}" --max-age=0 --max-skew=0 --now 2 "$examples/calypso-signed.http"
verifies 'a request of the future is not yet valid' 'reject not_yet_valid' \
  bitpro --credentials "$examples/bitpro.credentials.json" --max-skew 999 --now 1491799391000 "$examples/bitpro-signed.http"
out_has 'difference   1000 ms: 1 s ahead, 1 ms more than the window allows'
out_has 'the header Date'
verifies 'one end alone leaves the other without limit' accept \
  bitpro --credentials "$examples/bitpro.credentials.json" --max-skew 0 --now 9007199254740991 "$examples/bitpro-signed.http"
out_has 'of any age and up to 0 ms (0 s) ahead'
bitpro_later=(bitpro --credentials "$examples/bitpro.credentials.json" --now 1491799393000 "$examples/bitpro-signed.http")
verifies 'a limit that the caller sets has no clause' 'reject expired' "${bitpro_later[@]}" --max-age 999
out_has 'clause       none: --max-age sets the limit, the document sets none'
out_lacks 'always on GMT'
verifies 'nor has one ahead' 'reject not_yet_valid' \
  bitpro --credentials "$examples/bitpro.credentials.json" --now 0 --max-skew 0 "$examples/bitpro-signed.http"
out_has 'clause       none: --max-skew sets the limit, the document sets none'
verifies "nor has a profile's" 'reject expired' \
  bitpro --credentials "$examples/bitpro.credentials.json" --profile window-900s --now 1491800292000 "$examples/bitpro-signed.http"
out_has "clause       none: the profile sets the limit, the document sets none"
verifies "the document's own is told beside the caller's" 'reject expired' "${calypso[@]}" --max-age 1 --now 3 "$examples/calypso-signed.http"
out_has 'clause       none: --max-age sets the limit, the document sets 3 min'
verifies "the end that is the document's has its clause" 'reject expired' "${calypso[@]}" --max-skew 1 --now 180002 "$examples/calypso-signed.http"
out_has 'milliseconds. The value must not be less than 3'
test_case 'without --now the clock is read' 1 verify "${calypso[@]}" "$examples/calypso-signed.http"
verdict 'reject expired'
out_has 'by the clock'

test_case 'verify needs a scheme' 2 verify
err_has 'usage: reqsig verify SCHEME --credentials FILE'
test_case 'verify needs credentials' 2 verify aet get.http
test_case 'a request that is not there is no verdict' 2 verify "${aet[@]}" nowhere.http
err_has "nowhere.http: can't be opened"
out_is_empty
test_case 'a scheme without timestamp has no window' 2 verify crm --credentials crm.json --max-age 1 get.http
err_has 'crm has no timestamp, so --max-age has nothing to measure'
err_has 'leave --max-age out'
test_case '... and a span that is none is told first' 2 verify crm --credentials crm.json --max-age 5m get.http
err_has '--max-age: not a number of milliseconds'
for span in -1 1.5 1e3 9007199254740992; do
  test_case "--max-skew '$span' is refused" 2 verify "${aet[@]}" --max-skew "$span" get.http
  err_has 'not a number of milliseconds, in digits, from 0 to 9007199254740991'
  out_is_empty
done

# Stripe's window has no end in the future.
echo '{"signing_secret":"hushed-key"}' >stripe.json
stripe() { # TIME
  printf 'POST / HTTP/1.1\r\nHost: a\r\nStripe-Signature: t=%s,v1=%s\r\nContent-Length: 2\r\n\r\n{}' \
    "$1" "$(mac sha256 hushed-key "$1.{}")" >stripe.http
}
stripe 1764500000123
verifies 'a time in milliseconds where seconds are due is told' accept stripe --credentials stripe.json --now 1764500000123 stripe.http
tells 'hint The timestamp 1764500000123 is in milliseconds (2025-11-30 10:53:20.123 UTC), and Stripe webhooks wants seconds.'
stripe 1764500000
verifies '... and one in seconds is not' accept stripe --credentials stripe.json --now 1764500000123 stripe.http
out_lacks 'milliseconds ('
test_case 'only verify takes a window' 2 sign "${aet[@]}" --max-age 1 get.http
err_has 'unknown option --max-age'
test_case 'verify shows no colour where it writes to a file' 0 verify "${calypso[@]}" --now 1 "$examples/calypso-signed.http"
out_lacks $'\e'
if has_terminals 'colour of verify'; then
  begin 'verify shows colour on a terminal'
  script -q -e -c "env TERM=xterm '$reqsig' verify crm --credentials crm.json get.http" /dev/null </dev/null >out 2>err
  [ $? -eq 1 ] || fail 'the exit code is not 1'
  out_has $'\e[0;31mreject missing'
fi

finish
