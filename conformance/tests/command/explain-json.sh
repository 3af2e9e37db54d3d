#!/usr/bin/env bash
# reqsig explain --format json.
# usage: explain-json.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# json_is CREDENTIALS EXPRESSION...: out is an explanation that Python agrees with, and each expression is true of it.
json_is() {
  json_has explain "explains('$1')" "${@:2}"
  err_is_empty
  no_secret_in_out
}

test_case 'explain takes no other format' 2 explain "${aet[@]}" --format yaml get.http
out_is_empty
test_case 'the text is the default' 0 explain "${aet[@]}" --format text get.http
mv out text
test_case 'and is what no format gives' 0 explain "${aet[@]}" get.http
cmp -s out text || fail 'the two differ'

# The document prints this MAC.
test_case 'JSON has each step of a signature' 0 explain "${bitpro[@]}" --format json "$examples/bitpro.http"
json_is "$examples/bitpro.credentials.json" 'd["scheme"] == "bitpro"' 'd["now_ms"] == 1491799392000' \
  'd["now_from"] == "option"' 'd["signed"] is True' 'd["mac"]["hex"] == "5bcd5ee82f4d78662a6aed515a1c86b70f187e86"' \
  'd["signature"] == "W81e6C9NeGYqau1RWhyGtw8YfoY="' 'd["separator"] == ","' \
  '[p["offset"] for p in d["parts"]] == [0, 5, 30, 68]' 'd["parts"][0]["source"] == "method in upper case"' \
  '[h["name"] for h in d["headers"]] == ["Authorization", "Content-MD5", "Date"]' \
  'd["headers"][0]["value"] == "Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY="' 'd["key"]["credential"] == "secret_key"'
test_case 'JSON tells which headers are right' 0 explain "${bitpro[@]}" --format json "$examples/bitpro-signed.http"
json_is "$examples/bitpro.credentials.json" \
  '[f["kind"] for f in d["findings"] if f["topic"] == "header"] == ["match"] * 3'
test_case 'JSON of one part has no separator' 0 explain "${calypso[@]}" --format json "$examples/calypso.http"
json_is "$examples/calypso.credentials.json" '"separator" not in d' 'd["message"] == "{\"timestamp\":1}"' \
  'd["kept_headers"] == ["Content-Type"]' 'd["now_from"] == "request"' \
  '[f["what"] for f in d["findings"] if f["topic"] == "unsigned-parts"] == ["the method, the path"]'

test_case 'JSON names the profiles, and a part that one adds' 0 explain "${aet[@]}" --profile query-included --format json get.http
json_is aet.json 'd["profiles"] == ["query-included"]' 'd["message"] == "1700000000123GETv3/users?page=2"' \
  'd["parts"][3]["clause"] is None' 'd["headers"][2]["value_withheld"] == "credential token"' \
  'd["headers"][2]["value_length"] == 19' '"value" not in d["headers"][2]'
test_case 'JSON withholds a message with a secret in it' 0 explain ambro --credentials ambro.json --now 1 --format json get.http
json_is ambro.json '"message" not in d' 'd["message_withheld"]' 'd["parts"][0]["value_withheld"] == "credential api_key"' \
  'd["signature"]'
printf 'POST /hushed HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n-key' >across.http
test_case 'JSON withholds a secret across two parts' 0 explain "${aet[@]}" --format json across.http
json_is aet.json 'd["parts"][2]["value_withheld"] and d["parts"][3]["value_withheld"] and d["message_withheld"]'
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na\0\xff' >bytes.http
LC_ALL=C test_case 'JSON has bytes that are not text in base64 alone' 0 explain "${aet[@]}" --format json bytes.http
json_is aet.json 'b(d["parts"][3]["value_base64"]) == b"a\0\xff"' '"value" not in d["parts"][3]' '"message" not in d'
printf 'GET /v3/users HTTP/1.1\r\nHost: a\r\nsignature: \r\nSignature: hushed-key\r\nauthorization: Bearer hushed-other\r\n\r\n' >wrong.http
test_case 'JSON tells of each wrong header' 0 explain "${aet[@]}" --format json wrong.http
json_is aet.json '[(f["header"], f["kind"], f["times_sent"]) for f in d["findings"] if f["topic"] == "header"] == [
  ("timestamp", "mismatch", 0), ("signature", "mismatch", 2), ("signature", "mismatch", 2), ("authorization", "mismatch", 1)]' \
  '"found" not in str(d["findings"])' 'd["findings"][-3]["expected"] == d["signature"]' '"expected" not in d["findings"][-1]'
test_case 'JSON of a request that is not signed has no message' 0 explain crm --credentials crm.json --format json get.http
json_is crm.json 'd["signed"] is False' '"message_base64" not in d and "mac" not in d' \
  'd["findings"][0]["topic"] == "not-signed" and d["findings"][0]["kind"] == "warning"'
printf 'GET / HTTP/1.1\n\n' >bare.http
test_case 'an error has no JSON' 2 explain "${aet[@]}" --format json bare.http
out_is_empty

finish
