#!/usr/bin/env bash
# The pages on schemes from files: what they say of keys, lists of items, parameters of the query, and parts. The MACs are
# made by openssl.
# usage: scheme-file-pages.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"
export COLUMNS=80

# fits: no line of the page is wider than 80 columns.
fits() { [ "$(wc -L <out)" -le 80 ] || fail "a line has more than 80 columns"; }

# A webhook with a list of items, a nonce, and a prefix of the secret that is no part of the key.
cat >hook.json <<'END_OF_SCHEME'
{
  "reqsig_scheme": 1, "name": "hook", "title": "Hook", "document_title": "Webhook security",
  "credentials": { "secret": "secret" },
  "timestamp": { "format": "unix-seconds", "past_ms": 300000, "future_ms": 300000 },
  "message": "{timestamp}:{nonce}:{body}", "hmac": "sha256", "key": "{secret|cut:hook_}",
  "headers": { "Sign": { "items": ["t={timestamp}", "n={nonce}", "s={mac|hex}"], "separator": ",", "open": true } }
}
END_OF_SCHEME
echo '{"secret":"hook_hushed-key"}' >hook.credentials.json
hook=(./hook.json --credentials hook.credentials.json --now 1700000001000)
mac=$(mac sha256 hushed-key '1700000000:n1:{"id":1}')
hook() { # SIGN: a request with that header
  printf 'POST /hooks HTTP/1.1\r\nHost: a\r\nSign: %s\r\nContent-Length: 8\r\n\r\n{"id":1}' "$1" >in
}

# A call that is signed by parameters of the query.
cat >call.json <<'END_OF_SCHEME'
{
  "reqsig_scheme": 1, "name": "call", "title": "Call", "document": "https://call.example/sign",
  "credentials": { "api_key": "public", "secret": "secret" },
  "timestamp": { "format": "unix-milliseconds", "past_ms": 5000, "future_ms": 5000 },
  "parts": { "content": "|{body}" },
  "message": "{method|upper}|{path}{?query|without:sig}{content|if-body}", "hmac": "sha256", "key": "{secret|from-hex}",
  "query": { "api_key": "{api_key}", "ts": "{timestamp}", "sig": "{mac|hex}" }
}
END_OF_SCHEME
echo '{"api_key":"A+/9","secret":"687573686564"}' >call.credentials.json # hushed, in hex
call=(./call.json --credentials call.credentials.json)
call_mac=$(mac sha256 hushed 'POST|/v1/pay?from=NL01&api_key=A%2B%2F9&ts=1700000000000|{"sum":1}')
# call QUERY BODY: a request with these
call() { printf 'POST /v1/pay?%s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s' "$1" "${#2}" "$2" >in; }
signed_call="from=NL01&api_key=A%2B%2F9&ts=1700000000000&sig=$call_mac"

# rejects NAME SECRET SCHEME REASON: no key can be made of that secret.
rejects() {
  local credentials='{"secret":"%s"}'
  [ "$3" != call ] || credentials='{"api_key":"A","secret":"%s"}'
  # shellcheck disable=SC2059 # it is a format
  printf "$credentials" "$2" >wrong.json
  call '' ''
  test_case "$1" 2 sign "./$3.json" --credentials wrong.json
  err_has "wrong.json: member \"secret\" $4"
}
rejects 'a secret that is no hex' zz call 'is not pairs of hex digits, which is what the scheme decodes'
rejects 'half a pair of hex digits' abc call 'is not pairs of hex digits'
err_lacks base64
rejects 'a secret that is its prefix' hook_ hook 'is empty without its prefix hook_'
sed 's/{secret|cut:hook_}/{secret|cut:hook_|from-base64url}/' hook.json >url.json
rejects 'base64 behind a prefix' 'hook_a+b=' url 'is not canonical, padded base64 of the alphabet for URLs without its prefix'
rejects 'a secret of another form' 'hook_x' url 'is not canonical'
rejects 'a key that is too long' "$(printf '%09000d' 0)" call 'makes the key too long, which has 4096 bytes at most'

hook "t=1700000000,n=n1,s=$mac"
test_case 'explain tells the secret from the key behind its prefix' 0 explain "${hook[@]}"
tells 'The secret: 15 bytes, printable ASCII. Behind "hook_": 10 bytes, printable ASCII. The key is this text itself.'
out_lacks 'cited as'
fits
echo '{"secret":"another-secret"}' >bare.json
hook "t=1700000000,n=n1,s=$mac"
test_case 'explain says that the prefix is not there' 0 explain ./hook.json --credentials bare.json
tells 'It does not begin with "hook_": nothing is cut off.'
call "$signed_call" '{"sum":1}'
test_case 'explain tells how long a decoded key is' 0 explain "${call[@]}"
tells '12 bytes, all of them hex digits. The key is the bytes that these hex digits encode: 6 bytes.'
for text in '6. The target to send' '7. The parameters that the request already has' 'ts: the same' 'sig: the same'; do
  out_has "$text"
done
tells 'To copy that: reqsig sign prints it unwrapped.'
out_has 'offset  bytes  (an offset counts from 0)'
fits
call 'ts=1' '{"sum":1}'
test_case 'a time without a signature is only another value' 0 explain "${call[@]}" --now 1700000000000
out_has 'ts: another value'
out_lacks 'so its signature must differ'
call "from=NL01&api_key=A%2B%2F9&ts=1&sig=$call_mac" '{"sum":1}'
test_case 'with a signature it is the reason' 0 explain "${call[@]}" --now 1700000000000
out_has 'so its signature must differ'

test_case 'check tells what a list allows' 0 scheme check ./hook.json
tells 'Sign: t={timestamp},n={nonce},s={signature} (items in any order, each once, but several s=, of which any may match; other items are passed over)'
tells 'the nonces that it has seen; reqsig does not remember them'
out_lacks 'cited as'
out_has 'document     Webhook security'
fits
sed 's/, "open": true//' hook.json >closed.json
test_case 'check tells of a list that is not open' 0 scheme check ./closed.json
out_has '(items in any order, each once)'
out_lacks 'passed over'
test_case 'check tells when a part is there' 0 scheme check ./call.json
out_has '+ in content (if there is a body): body'
test_case 'check tells which parts stand side by side' 0 scheme check slack
out_has '+ timestamp, seconds since 1970, directly behind that'
out_has 'joined by ":", some directly'

# judged NAME SIGN VERDICT MISTAKE SENTENCE: of verify and of diagnose.
hook "t=1700000000, n=n1,  s=$mac"
verifies 'verify tells of spaces between items' 'reject malformed' "${hook[@]}"
tells 'a space stands before "n="; a space stands before "s="'
hook "t=1700000000, n=n1,  s=$mac"
test_case 'diagnose reads the nonce behind a space' 1 diagnose "${hook[@]}"
verdict explained
tells 'The signature is right but for its notation. A space stands before n= and s=.'
hook "t=1700000000, n=n1,s=$(mac sha256 hushed-key '1700000000:{"id":1}')"
test_case '... and searches with it' 1 diagnose "${hook[@]}"
verdict explained
tells 'part-missing/nonce'
hook "t=1700000000,t=1700000000,n=n1,s=$mac"
verifies 'verify tells of an item that is there twice' 'reject malformed' "${hook[@]}"
tells 'not shown; "t=" is there twice'
out_lacks 'letter case'
hook "t=1700000000,t=1700000000,n=n1,s=$mac"
test_case 'so does diagnose' 1 diagnose "${hook[@]}"
tells 'Sign has a wrong form: "t=" is there twice.'
hook "t=1,$(printf 't=2,%.0s' {1..500})n=n1,s=$mac"
verifies 'an item that is there many times is told once' 'reject malformed' "${hook[@]}"
[ "$(grep -o 'is there twice' out | wc -l)" = 1 ] || fail 'it is told more than once'
hook "T=1700000000,n=n1,s=$mac"
verifies 'an item in other letter case' 'reject malformed' "${hook[@]}"
tells 'it has not "t=" in this letter case'
hook "t=1700000000;n=n1;s=$mac"
verifies 'other separators' 'reject malformed' "${hook[@]}"
tells 'no item begins with "n="; no item begins with "s="'
hook "t=1700000000,n=n1,v=1,s=$mac"
verifies 'an item that a list which is not open has not' 'reject malformed' ./closed.json "${hook[@]:1}"
tells 'it has an item that the scheme does not know'
hook "t=1700000000,s=$(mac sha256 hushed-key '1700000000:n1:{"id":2}')"
test_case 'without a nonce there is no message to show' 1 diagnose "${hook[@]}"
verdict unexplained
tells 'No nonce can be read from the request, so what was signed is not known.'
out_lacks 'That is what Hook signs here'

hook "t=1700000000,n=n1,s=$mac"
verifies 'a scheme without a key id' accept "${hook[@]}"
out_lacks 'key id'
out_has $'form         right: each field that the scheme reads is there once\n'
out_has $'signature    right\n'
echo '{"secret":["hook_old","hook_hushed-key"]}' >two.json
hook "t=1700000000,n=n1,s=${mac//[0-9]/0},s=$mac"
verifies 'several signatures and secrets: which of them is right' accept ./hook.json --credentials two.json --now 1700000001000
tells 'is there once, and 2 signatures in Sign'
tells 'right: number 2 of 2, by secret number 2 of 2 of the credentials file'
fits

call "${signed_call/A%2B/A+}" '{"sum":1}'
verifies 'verify tells of a + in the query' 'reject unknown_key' "${call[@]}" --now 1700000000000
tells 'A /9 (4 bytes) A + in the query is read as a space: write it as %2B.'
fits
call "${signed_call/A%2B/A+}" '{"sum":1}'
test_case 'so does diagnose' 1 diagnose "${call[@]}" --now 1700000000000
tells 'The parameter api_key is at fault. A + in the query is read as a space: write it as %2B.'
fits
call "${signed_call/from=NL01/from=NL+01}" '{"sum":1}'
test_case 'not of a + elsewhere' 1 diagnose "${call[@]}" --now 1700000000000
out_lacks 'is read as a space'
call "${signed_call/from=/from=$(printf '%0300d' 0)}" '{"sum":1}'
verifies 'a long target is wrapped, and its end is told' 'reject signature_mismatch' "${call[@]}" --now 1700000000000
tells ' more bytes, not shown> (2 headers, a body of 9 bytes)'
fits

# The same as JSON.
hook "t=1700000000,n=n1,s=${mac//[0-9]/0},s=$mac"
test_case 'verify tells the signatures and the secret as JSON' 0 verify ./hook.json --credentials two.json --now 1700000001000 --format json
json_has verify 'd["signatures"] == {"count": 2, "right": 2}' 'd["credentials_choice"] == "secret number 2 of 2"'
hook "t=1700000000,n=n1,s=${mac//[0-9]/0},s=${mac//[1-9]/0}"
test_case '... none of which is right' 1 verify ./hook.json --credentials two.json --now 1700000001000 --format json
json_has verify 'd["signatures"] == {"count": 2, "right": 0}' '"credentials_choice" not in d'
hook "t=1700000000,n=n1,s=$mac"
test_case '... and nothing of one alone' 0 verify "${hook[@]}" --format json
json_has verify '"signatures" not in d' '"credentials_choice" not in d'
call "${signed_call/A%2B/A+}" '{"sum":1}'
test_case 'verify tells of a + as JSON' 1 verify "${call[@]}" --now 1700000000000 --format json
json_has verify 'd["found"][0]["remark"].startswith("A + in the query")'
call "${signed_call/A%2B/A+}" '{"sum":1}'
test_case 'explain tells of it and of the key as JSON' 0 explain "${call[@]}" --format json
json_has explain 'any("remark" in f for f in d["findings"])' 'd["key"]["words"] == "secret, hex-decoded"' \
  'd["key"]["credential_length"] == 12' 'd["key"]["length"] == 6'

hook "t=1700000000,n=n1,s=$mac"
sed "1s/hooks/&?page=$(printf '%0200d' 7)/" in >long.http
verifies 'a long query that is not signed is told by its beginning' accept "${hook[@]}" long.http
tells 'not signed the method, the path, the query ?page=00000'
fits
call "from=$(printf '%060d' 0)|$(printf '%060d' 0)" ''
verifies 'the line of a target that no HTTP request has fits' 'reject malformed' "${call[@]}"
fits

# The signer's own message.
own='POST|/v1/pay?from=NL01&api_key=A%2B%2F9&ts=1700000000000{"sum":1}#'
printf %s "$own" >own.msg
call "from=NL01&api_key=A%2B%2F9&ts=1700000000000&sig=$(mac sha256 hushed "$own")" '{"sum":1}'
test_case "the signer's own message is no alternative to itself" 1 diagnose "${call[@]}" --now 1700000000000 --message own.msg
out_has 'name         own-message'
out_lacks "can't be told apart"
tells 'differ first at offset 56, counted from 0, in content: the signer has'
out_lacks 'digest of'
fits
# Alternatives of a scheme that has no vectors.
hook "t=1700000000,n=n1,s=$(mac sha256 hushed-key '1700000000:n1:{"id":1}')"
sed 's/: 8/: 9/; s/":1/": 1/' in >spaced.http
test_case 'no vector is promised where none is named' 1 diagnose "${hook[@]}" spaced.http
out_has "can't be told apart"
tells 'Another request of the same signer may tell.'
out_lacks 'The vector that is named'

# The space is the mistake: a line that is broken there would hide it.
for ((columns = 44; columns <= 70; columns++)); do
  COLUMNS=$columns test_case "a snippet is not broken at its own space: $columns columns" 1 diagnose "${hook[@]}" spaced.http
  out_has '00:n1:{"id": 1}`'
done

# format NAME HINT: an unknown format of the time.
format() {
  sed "s/unix-seconds/$1/" hook.json >unknown.json
  test_case "the time format $1" 2 scheme check ./unknown.json
  err_has 'unknown.json:4:28: timestamp.format: expected one of "unix-seconds", "unix-milliseconds", "Www, DD Mmm'
  err_has '"YYYYMMDDThh:mm:ss+0000"'
  err_has "$2"
}
format iso8601 'did you mean YYYY-MM-DDThh:mm:ssZ?'
format ISO-8601 'did you mean YYYY-MM-DDThh:mm:ssZ?'
format 'RFC 2822' 'did you mean Www, DD Mmm YYYY hh:mm:ss -0000?'
format unix-second 'did you mean unix-seconds?'
format iso8601x 'reqsig scheme words tells what each of them is'
format iso860 'reqsig scheme words tells what each of them is'

# The file of vectors has the scheme's name.
mkdir vectors
test_case 'vectors make warns of a name that no command takes' 0 vectors make ./call.json --count 2 -o vectors/c.json
err_has 'vectors/c.json: to be read as vectors, the file must be named call.json'
test_case 'the kill matrix tells how to name it' 3 vectors kill-matrix --scheme ./call.json --vectors vectors
err_has 'scheme: "call", so the file must be named call.json, not c.json'
test_case 'vectors make takes the right name' 0 vectors make ./call.json --count 2 -o vectors/call.json
err_is_empty

# The longest names of parts and of documents that the library has.
echo '{"access_key_id":"key","access_key_secret":"hushed-key"}' >alibaba.json
printf 'GET /?Action=a HTTP/1.1\r\nHost: a\r\n\r\n' >in
test_case "long names of parts are wrapped" 0 explain alibaba-pop --credentials alibaba.json --now 1700000000000
sed -i '/^   document /d' out
fits

finish
