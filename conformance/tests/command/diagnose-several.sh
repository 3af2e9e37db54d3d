#!/usr/bin/env bash
# reqsig diagnose of several requests: what holds for all of them. The wrong signatures are made by openssl.
# usage: diagnose-several.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# request FILE BODY SIGNED: a request of CRM whose signature is that of SIGNED.
request() {
  local len
  len=$(printf '%b' "$2" | wc -c)
  printf 'POST /clients HTTP/1.1\r\nHost: a\r\nkey: hushed-api-key\r\nsignature: sha256=%s\r\nContent-Length: %d\r\n\r\n%b' \
    "$(mac sha256 hushed-api-key "$3")" "$len" "$2" >"$1"
}
crm=(crm --credentials crm.json)
mkdir spaces spaces/folder mixed same slash single empty
request spaces/b.http '{"b":2,"c":"\xc3\xa9"}' '{"b": 2, "c": "\xc3\xa9"}'
request spaces/a.http '{"a":1}' '{"a": 1}'
request spaces/c.http '{}' '{}'
echo hidden >spaces/.hidden

# Of one request Python's spaces can't be told from its json.dumps; the second one has a letter that dumps escapes.
test_case "a folder has one explanation for all" 1 diagnose "${crm[@]}" spaces
verdict explained
tells 'requests 3 cause '
tells 'name json-python-spaces'
tells 'holds for spaces/a.http, spaces/b.http'
tells 'right spaces/c.http'
tells '1 of the 3 requests is right. What is wrong does not show on each request.'
out_lacks body-reserialised
test_case "... where one request alone has another" 1 diagnose "${crm[@]}" spaces/a.http
tells 'name body-reserialised/python'
test_case "files are judged together as well, and JSON has each" 1 diagnose "${crm[@]}" --format json spaces/c.http spaces/a.http spaces/b.http
no_secret_in_out
json_has diagnose 'd["verdict"] == "explained" and [r["file"] for r in d["requests"]] == ["spaces/c.http", "spaces/a.http", "spaces/b.http"]'
json_has diagnose '[(e["mistakes"], e["requests"]) for e in d["explanations"]] == [(["json-python-spaces"], ["spaces/a.http", "spaces/b.http"])]'
json_has diagnose '[r["verdict"] for r in d["requests"]] == ["right", "explained", "explained"] and d["macs"] == sum(r["macs"] for r in d["requests"])'

request mixed/a.http '{"a":1}' '{"a": 1}'
request mixed/b.http '{"b":1}' '{"b":1}\n'
request mixed/c.http '{"c":1}' 'something else'
test_case "two causes, and one request without" 1 diagnose "${crm[@]}" mixed
verdict unexplained
tells 'holds for mixed/a.http'
tells 'name echo-newline'
tells 'unexplained mixed/c.http'
test_case "... in JSON stand with their requests" 1 diagnose "${crm[@]}" --format json mixed
json_has diagnose 'd["verdict"] == "unexplained" and d["explanations"] == [] and d["requests"][1]["explanations"][0]["mistakes"] == ["echo-newline"]'

request same/a.http '{"a":1}' 'a constant'
request same/b.http '{"b":2}' 'a constant'
test_case "one signature for two bodies" 1 diagnose "${crm[@]}" same
tells 'hint same/a.http and same/b.http have one signature and different bodies: either the body is not signed'

request slash/a.http '{"a":"b/c"}' 'something else'
request slash/b.http '{"a":"b"}' '{"a":"b"}'
request slash/c.http '{"a":"/"}' 'something other'
test_case "what the wrong ones have, and the right ones have not" 1 diagnose "${crm[@]}" slash
tells '1 of the 3 requests is right. All unexplained ones have a slash in the body, and none of the right ones has'
request slash/d.http '{"a":"/d"}' '{"a":"/d"}'
test_case "... or nothing that is in a request" 1 diagnose "${crm[@]}" slash
tells '2 of the 4 requests are right. Nothing that is looked for tells the unexplained ones from the right ones.'

request single/a.http '{}' '{}'
test_case "all are right" 0 diagnose "${crm[@]}" single/a.http single/
verdict right
test_case "a folder of one file is one request" 0 diagnose "${crm[@]}" single
tells 'request POST /clients (4 headers, a body of 2 bytes)'
echo 'no HTTP' >spaces/d.http
printf 'HTTP/1.1 200 OK\r\n\r\n' >spaces/e.http
test_case "files that are no requests are told, and the others judged" 1 diagnose "${crm[@]}" spaces
verdict explained
tells 'requests 3 cause '
tells 'right spaces/c.http'
tells 'no request spaces/d.http: The input is not an HTTP/1.1 request (target)'
tells 'no request spaces/e.http: The input is not an HTTP/1.1 request: this is a response'
out_lacks 'unexplained'
test_case "... in JSON" 1 diagnose "${crm[@]}" --format json spaces
json_has diagnose 'd["verdict"] == "explained" and [r["is_request"] for r in d["requests"]] == [True, True, True, False, False]'
test_case "a right request and a file that is none" 0 diagnose "${crm[@]}" spaces/d.http spaces/c.http
verdict right
test_case "files that all are no requests" 1 diagnose "${crm[@]}" spaces/d.http spaces/e.http
verdict unexplained
tells 'requests 0'
request whole.http '{"a":1}' '{"a":1}'
head -c -7 whole.http >cut.http
test_case "a request whose body is missing is compared with none" 1 diagnose "${crm[@]}" whole.http cut.http
verdict unexplained
tells 'no body cut.http: The body is not in the input'
out_lacks 'have one signature'
out_lacks 'of the 2 requests'
mkdir many
for i in 1 2 3 4 5 6 7 8; do echo 'no HTTP' >"many/$i"; done
test_case "of many that are no requests some are told" 0 diagnose "${crm[@]}" many whole.http
tells 'no request many/6: '
tells '2 more: --format json lists them'
out_lacks 'many/7'

test_case "an empty folder" 2 diagnose "${crm[@]}" empty
err_has 'empty: a folder without a file; expected requests in it'
test_case "a file that is not there" 2 diagnose "${crm[@]}" spaces missing.http
err_has "missing.http: can't be opened"
test_case "... in a folder that is there" 2 diagnose "${crm[@]}" spaces/a.http spaces/missing
err_has "spaces/missing: can't be opened"
test_case "... whose name may be a secret" 2 diagnose "${crm[@]}" spaces/a.http spaces hushed-key/2
err_has "REQUEST, number 3 of 3: the file can't be opened"
test_case "a message belongs to one request" 2 diagnose "${crm[@]}" --message crm.json spaces
err_has '--message goes with one request, and there are 5'
test_case "standard input twice" 2 diagnose "${crm[@]}" - -
err_has '"-" is given twice'

finish
