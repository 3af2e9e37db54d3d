#!/usr/bin/env bash
# Wrong credentials: each error names the file and the member, and quotes no secret.
# usage: credentials.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# credentials JSON MESSAGE: that file is refused with that message, and its secret is not quoted.
credentials() {
  printf '%s' "$1" >wrong.json
  test_case "credentials are refused: $2" 2 sign aet --credentials wrong.json get.http
  err_has "wrong.json: $2"
  out_is_empty
}
credentials '' 'empty'
err_has '{"token": "...", "secret_key": "..."}'
credentials $' \r\n' 'nothing but white space'
test_case 'credentials that are an empty standard input are named so' 2 sign aet --credentials - get.http
err_has 'standard input: empty'
credentials $'{"token":"t",\n"secret_key":"hushed",}' 'not JSON: line 2, byte 23'
credentials '{"token":"t","secret_key":"hushed"} x' 'not JSON: line 1, byte 37'
credentials $'\xef\xbb\xbf{}' 'not JSON: line 1, byte 1'
err_has 'byte order mark'
err_has 'cut its first 3 bytes off'
credentials $'{"token":"t","secret_key":"hushed\xff"}' 'not JSON: line 1, byte 34'
credentials "{'token':'t','secret_key':'hushed'}" 'not JSON: line 1, byte 2'
err_has 'double quotes'
credentials $'{"token":"t","secret_key":"hushed",\n}' 'not JSON: line 2, byte 1: no comma stands before a closing bracket'
credentials $'{"token":"t","secret_key":["hushed",]}' 'not JSON: line 1, byte 37: no comma stands before a closing bracket'
credentials $'{"token":"t","secret_key":"hus\thed"}' 'not JSON: line 1, byte 31: a tab in a string is written \t'
credentials $'{"token":"t","secret_key":"hus\nhed"}' 'not JSON: line 1, byte 31: a line break in a string is written \n'
credentials $'{"token":"t", // mine\n"secret_key":"hushed"}' 'not JSON: line 1, byte 15: JSON has no comments'
credentials $'token=t\nsecret_key=hushed\n' 'not JSON: line 1, byte 2'
err_has 'lines of NAME=value, as in an .env file: write a JSON object'
credentials 'hushed==' 'not JSON: line 1, byte 1'
err_lacks NAME
for given in '{"token":"t","secret_key":"hushed"}' 'hushed' 'hushed/key=='; do
  test_case "what may be a secret in the place of the file is not shown: $given" 2 sign aet --credentials "$given" get.http
  out_is_empty
done
err_has "the file can't be opened: No such file or directory; its name is not shown"
test_case 'a name of a JSON file is shown' 2 sign aet --credentials nowhere.json get.http
err_has "nowhere.json: can't be opened"
credentials '["hushed"]' 'JSON, but not an object: an object stands in { and }'
credentials "{\"token\":$(printf '[%.0s' {1..513})" 'JSON that is nested more than 512 levels deep: line 1, byte 521'
credentials '{"token":"t","secret_key":"hushed"' 'not JSON: line 1, byte 35: it ends before its JSON does'
credentials '{"token":"t"}' 'member "secret_key" is missing'
credentials '{"token":"t","secret_key":"hushed","api_key":"hushed"}' 'a member is not a credential of aet; its name is not shown'
credentials '{"token":"t","hushed-key":"secret_key"}' 'a member is not a credential of aet; its name is not shown'
err_has 'its value is "secret_key": the name and the value are exchanged'
credentials '{"token":"t","secret-key":"hushed"}' 'member "secret-key" is not a credential of this scheme'
err_has 'did you mean "secret_key"?'
credentials '{"token":"t","Secret_key":"hushed"}' 'member "Secret_key" is not a credential of this scheme'
credentials '{"token":"t","secret_key":"hushed","token":"t"}' 'member "token" is there twice'
credentials '{"token":"t","secret_key":[["hushed"]]}' 'member "secret_key" is an array with something else than strings'
credentials '{"token":"t","secret_key":null}' 'member "secret_key" is not a string'
credentials '{"token":"t","secret_key":""}' 'member "secret_key" is empty'
credentials '{"token":"t","secret_key":"hushed\u0000"}' 'a string with \u0000'
credentials '{"token":"t\ud800","secret_key":"hushed"}' 'a string with half a surrogate pair'
credentials '{"token":"t","secret_key":"hushed\udc00\ud800"}' 'a string with half a surrogate pair'
credentials '{"token":"t\ud800\ud800\udc00","secret_key":"hushed"}' 'a string with half a surrogate pair'
credentials '{"token":"t\ud800\\udc00","secret_key":"hushed"}' 'a string with half a surrogate pair'
test_case 'a whole surrogate pair is a character' 0 sign aet --credentials <(printf '{"token":"t\\uD83D\\uDE00\\\\ud800","secret_key":"hushed"}') get.http
out_has $'authorization: Bearer t\xf0\x9f\x98\x80\\ud800'
credentials '{"token":"t\r\nx: y","secret_key":"hushed"}' 'member "token" holds a byte that no header can carry'
credentials '{"token":"t ","secret_key":"hushed"}' 'member "token" holds a byte that no header can carry'
credentials '{"token":"t","\u001b[2J":"hushed"}' 'a member is not a credential of aet; its name is not shown'
test_case 'a backslash before u0000 is no NUL' 0 sign aet --credentials <(printf '{"token":"t","secret_key":"\\\\u0000"}') get.http
test_case 'a secret that the profile cannot read is named' 2 sign "${aet[@]}" --profile secret-base64-decoded get.http
err_has 'aet.json: member "secret_key" is not canonical, padded base64, which is what the profile decodes'
test_case 'what no header can carry is told from what is no base64' 2 \
  sign aet --credentials <(printf "%s" '{"token":"t\n","secret_key":"hushed"}') --profile secret-base64-decoded get.http
err_has 'member "token" holds a byte that no header can carry'
err_lacks base64
test_case 'a credentials file that is not there is named' 2 sign aet --credentials nowhere.json get.http
err_has "nowhere.json: can't be opened: No such file or directory"
test_case 'a folder is no credentials file' 2 sign aet --credentials . get.http
err_has 'Is a directory'
head -c 1048577 /dev/zero >long.json
test_case 'a very long credentials file is refused' 2 sign aet --credentials long.json get.http
err_has 'longer than 1048576 bytes'

finish
