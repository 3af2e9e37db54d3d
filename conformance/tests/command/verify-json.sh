#!/usr/bin/env bash
# reqsig verify --format json.
# usage: verify-json.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

verdict_has() { # EXPRESSION...
  json_has verify "$@"
  err_is_empty
  no_secret_in_out
}

test_case "verify takes no other format" 2 verify "${aet[@]}" --format yaml get.http
signed get.http "${aet[@]}"
test_case "JSON of an accepted request" 0 verify "${aet[@]}" --format json signed.http
verdict_has 'd["scheme"] == "aet" and d["verdict"] == "accept" and d["reason"] is None and d["signed"] is True' \
  'd["timestamp_ms"] == 1700000000123 and d["age_ms"] == 0 and "window" not in d and "field" not in d'
test_case "... with a window, a second later" 0 verify aet --credentials aet.json --now 1700000001123 --max-age 1000 --format json signed.http
verdict_has 'd["age_ms"] == 1000 and d["window"]["past_ms"] == 1000 and d["window"]["exclusive"] is False'
test_case "... and two seconds later" 1 verify aet --credentials aet.json --now 1700000002123 --max-age 1000 --format json signed.http
verdict_has 'd["reason"] == "expired" and d["field"] == "timestamp" and "explanation" not in d'
signed get.http aet --credentials aet.json --now 1700000000
test_case "JSON of a timestamp in another unit" 0 verify "${aet[@]}" --format json signed.http
verdict_has 'd["timestamp_ms"] == 1700000000 and d["timestamp_unit"] == "seconds"'
signed get.http "${aet[@]}"
test_case "... and in the one that is due" 0 verify "${aet[@]}" --format json signed.http
verdict_has '"timestamp_unit" not in d'
signature=$(printf '1700000000123GET/v3/users' | openssl dgst -sha256 -mac HMAC -macopt key:hushed-key -binary | base64 -w 0)
changed "s|^signature: .*|signature: $signature\r|"
test_case "JSON of a wrong signature has its cause" 1 verify "${aet[@]}" --format json changed.http
verdict_has 'd["verdict"] == "reject" and d["reason"] == "signature_mismatch" and d["field"] == "signature"' \
  'd["explanation"]["mistakes"] == ["leading-slash/kept"] and d["accepted_under"] == []' \
  'd["found"][0]["value"] == "'"$signature"'" and len(d["found"]) == 1'
right=$(sed -n 's/^signature: //p' signed.http | tr -d '\r')
out_lacks "$right"
signed get.http "${aet[@]}" --profile query-included
test_case "JSON names the profile that accepts" 1 verify "${aet[@]}" --format json signed.http
verdict_has 'd["accepted_under"] == ["query-included"] and d["explanation"]["mistakes"] == ["query-included"]'
test_case "... and the one that was chosen" 0 verify "${aet[@]}" --profile query-included --format json signed.http
verdict_has 'd["profiles"] == ["query-included"]'
changed '/^signature/d'
test_case "JSON of a missing header" 1 verify "${aet[@]}" --format json changed.http
verdict_has 'd["reason"] == "missing" and d["field"] == "signature" and d["found"][0]["sentence"]'
changed 's/^authorization: .*/authorization: Bearer hushed-other\r/'
test_case "JSON withholds what may be a secret" 1 verify "${aet[@]}" --format json changed.http
verdict_has 'd["reason"] == "unknown_key" and "value" not in d["found"][0] and d["found"][0]["sentence"]'
test_case "JSON of a request that is not signed" 1 verify crm --credentials crm.json --format json get.http
verdict_has 'd["reason"] == "missing" and d["signed"] is False and d["findings"][0]["topic"] == "not-signed"'
printf 'GET / HTTP/1.1\n\n' >bare.http
test_case "JSON of no HTTP" 1 verify "${aet[@]}" --format json bare.http
verdict_has 'd["reason"] == "malformed" and d["http_error"] == "bare-lf" and d["http_offset"] == 14 and "reqsig diagnose, which reads this input as it is" in d["advice"]' '"signed" not in d'
printf 'HTTP/1.1 200 OK\r\n\r\n' >response.http
test_case "... that diagnose reads neither" 1 verify "${aet[@]}" --format json response.http
verdict_has 'd["http_error"] == "method" and d["advice"].startswith("this is a response") and "diagnose" not in d["advice"]'

finish
