#!/usr/bin/env bash
# Scheme files: each command takes one in place of a scheme's name; scheme show, check and words.
# usage: scheme-files.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

documents=$(realpath "$tests/..")
cat >github.json <<'END'
{
  "reqsig_scheme": 1,
  "name": "github",
  "title": "GitHub webhooks",
  "document": "https://docs.github.com/webhooks",
  "credentials": { "secret": "secret" },
  "message": "{body}",
  "hmac": "sha256",
  "key": "{secret}",
  "headers": { "X-Hub-Signature-256": "sha256={mac|hex}" }
}
END
# The values that GitHub prints on docs.github.com, "Validating webhook deliveries".
secret="It's a Secret to Everybody"
printf '{"secret":"%s"}' "$secret" >secret.json
printf 'POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 13\r\n\r\nHello, World!' >hook.http
mac=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
github=(./github.json --credentials secret.json)

test_case 'sign by a file' 0 sign "${github[@]}" hook.http
[ "$(cat out)" = "X-Hub-Signature-256: sha256=$mac" ] || fail 'it is not the signature that GitHub prints'
signed hook.http "${github[@]}"
verifies 'verify by a file' accept "${github[@]}" signed.http
changed 's/Hello/hello/'
verifies 'verify by a file finds a change' 'reject signature_mismatch' "${github[@]}" changed.http
test_case 'explain by a file' 0 explain "${github[@]}" signed.http
out_has $'   document     https://docs.github.com/webhooks\n'
out_lacks "$secret"
upper=$(printf 'HELLO, WORLD!' | openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1)
sed "s/$mac/$(printf %s "$mac" | tr a-f A-F)/" signed.http >other.http
test_case 'diagnose by a file' 1 diagnose "${github[@]}" other.http
out_has 'upper case'
out_lacks "$upper"
test_case 'list takes a file' 0 list github.json
out_has 'X-Hub-Signature-256: sha256={signature}'

mkdir vectors
test_case 'vectors are made of a file' 0 vectors make ./github.json --count 20
mv out vectors/github.json
cat >adapter.py <<'END'
import base64, hashlib, hmac, json, sys
wrong = sys.argv[1:]  # a mistake: the MAC in base64
for line in sys.stdin:
    question = json.loads(line)
    answer = {"id": question.get("id")}
    if question["op"] == "hello":
        answer = {"protocol": 1, "implementation": {"name": "own"}, "schemes": ["github"], "ops": ["sign", "verify"]}
    else:
        body = base64.b64decode(question["request"]["body_base64"])
        mac = hmac.new(question["credentials"]["secret"].encode(), body, hashlib.sha256)
        value = "sha256=" + (base64.b64encode(mac.digest()).decode() if wrong else mac.hexdigest())
        sent = [v for n, v in question["request"]["headers"] if n.lower() == "x-hub-signature-256"]
        if question["op"] == "sign":
            answer["headers"] = [["X-Hub-Signature-256", value]]
        elif not sent:
            answer |= {"verdict": "reject", "reason": "missing"}
        elif not question["credentials"]["secret"]:
            answer |= {"verdict": "reject"}
        elif len(sent) > 1 or len(sent[0]) != 71 or sent[0][:7] != "sha256=" or set(sent[0][7:]) - set("0123456789abcdef"):
            answer |= {"verdict": "reject", "reason": "malformed"}
        else:
            answer |= {"verdict": "accept"} if sent[0] == value else {"verdict": "reject", "reason": "signature_mismatch"}
    print(json.dumps(answer), flush=True)
END
test_case 'an implementation is tested by a file' 0 test --scheme ./github.json --timeout 60 -- python3 adapter.py
out_has 'Conformant: '
test_case 'its own vectors may be named' 0 test --scheme ./github.json --vectors vectors --timeout 60 -- python3 adapter.py
test_case 'the library has the same scheme' 0 test --scheme github --timeout 60 -- python3 adapter.py
out_has 'Conformant: '
test_case 'a wrong implementation is found' 1 test --scheme ./github.json --run '*made-[1-9]' --timeout 60 -- python3 adapter.py wrong
out_has '(base64-instead-of-hex)'
test_case 'the kill matrix takes a file' 0 vectors kill-matrix --scheme ./github.json --mistake base64-instead-of-hex
out_has 'failed by'
test_case 'its vectors can be others' 0 vectors kill-matrix --scheme ./github.json --vectors vectors --mistake base64-instead-of-hex
out_has 'github'

cp github.json out
json_has scheme
for scheme in ambro calypso aet bitpro crm; do
  test_case "$scheme is printed as a file" 0 scheme show "$scheme"
  mv out "$scheme.shown.json"
  test_case "$scheme, read back, is printed the same" 0 scheme show "./$scheme.shown.json"
  cmp -s out "$scheme.shown.json" || fail 'it is not'
  err_has "warning: ./$scheme.shown.json has the name of the built-in scheme $scheme; the file's rules are used"
  json_has scheme
done

test_case 'check tells what is signed' 0 scheme check ./github.json
out_has 'protected    the body'
out_has 'unprotected  the method, the path, the query and other headers'
out_has no-timestamp
out_lacks no-delimiter
test_case 'check tells two requests of one signature' 0 scheme check aet
out_has 'POST /pay/1 with'
out_has 'no-window'
out_has 'secret-is-sent'
test_case 'check of a scheme that signs a header tells them too' 0 scheme check square
out_has no-delimiter
out_lacks 'joined by'
sed 's/"message".*/"message": "{path}{query}",/' github.json >bare.json
test_case 'check tells of a query without its question mark' 0 scheme check bare.json
out_has 'POST /pay?10 with'
test_case 'check of a scheme that signs no body' 0 scheme check ambro
out_has 'unsigned-body'
nonced() { # MESSAGE HEADER
  sed 's/"message".*/"message": "'"$1"'",/; s/"headers".*/"headers": { "Sign": "'"$2"'" }/' github.json >nonced.json
}
nonced '{nonce}:{body}' 'n={nonce},s={mac|hex}'
test_case 'check tells of a delimiter that a nonce may hold' 0 scheme check ./nonced.json
tells 'delimiter-in-nonce'
tells 'one signature fits POST /pay with the body 0:0 and the nonce n, and POST /pay with the body 0 and the nonce n:0.'
twin=$(mac sha256 "$secret" "n:0:0")
for parts in 'n 0:0' 'n:0 0'; do
  printf 'POST /pay HTTP/1.1\r\nHost: a\r\nSign: n=%s,s=%s\r\nContent-Length: %d\r\n\r\n%s' "${parts% *}" "$twin" \
    "$(printf %s "${parts#* }" | wc -c)" "${parts#* }" >twin.http
  test_case "... and it is so: nonce and body $parts" 0 verify ./nonced.json --credentials secret.json twin.http
done
nonced '{body}.{nonce}' 'n={nonce},s={mac|hex}'
test_case 'check tells of it behind the body too' 0 scheme check ./nonced.json
tells 'with the body 0 and the nonce 0.n.'
nonced '{nonce}{body}' 'n={nonce},s={mac|hex}'
test_case 'check tells of a nonce without a delimiter' 0 scheme check ./nonced.json
tells 'no-delimiter'
tells 'with the body 00 and the nonce n, and POST /pay with the body 0 and the nonce n0'
out_lacks delimiter-in-nonce
for safe in '{nonce}\\n{body}' '{nonce},{body}' '{nonce}:{method}:{body}'; do
  nonced "$safe" 'n={nonce},s={mac|hex}'
  test_case "check of a nonce that cannot run over: $safe" 0 scheme check ./nonced.json
  out_lacks delimiter
done
lint() { # NAME MESSAGE TIME
  sed 's/"message".*/"message": "'"$2"'", "timestamp": {"format": "unix-seconds"'"$3"'},/
    s/hex}" }/hex}", "Time": "{timestamp}" }/' github.json >timed.json
  test_case "lint $1" 0 scheme check ./timed.json
  out_has "$1"
}
lint unsigned-timestamp '{body}' ', "past_ms": 1'
lint open-window '{timestamp}.{body}' ', "past_ms": 1000'
out_has 'at most 1 s old'
out_lacks ahead
lint 'however far in the past' '{timestamp}.{body}' ', "future_ms": 1000'

sed 's/mac|hex/mac|hec/' github.json >wrong.json
test_case 'a wrong file is told with its place' 2 scheme check ./wrong.json
out_is_empty
err_has "./wrong.json:10:47: headers.X-Hub-Signature-256: expected the MAC's encoding"
err_has 'did you mean hex?'
sed 's/{body}/{url}/' github.json >wrong.json
test_case 'a word that is like no other' 2 scheme check ./wrong.json
err_has 'reqsig scheme words lists the words'
echo '{' >wrong.json
test_case 'a file that is no JSON' 2 verify ./wrong.json --credentials secret.json hook.http
err_has './wrong.json:2:1: expected JSON'
test_case 'a file that is not there' 2 sign ./none.json --credentials secret.json hook.http
err_has './none.json: can'"'"'t be opened'
test_case 'credentials in place of a scheme are not shown' 2 scheme check secret.json
out_is_empty
if grep -q Everybody err; then fail 'the secret is shown'; fi
test_case 'a name that is no file' 2 scheme show nothing
err_has 'unknown scheme'
err_has './mine.json'
test_case 'no scheme' 2 scheme show
test_case 'no file' 2 scheme check

printf '{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' >svix.json
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\nwebhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek\r\n\r\n{"test": 2432232314}' >svix.http
svix=(standard-webhooks --credentials svix.json --now 1614265330000)
test_case 'the library is taken by name' 0 sign "${svix[@]}" svix.http
out_has 'webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
signed svix.http "${svix[@]}"
changed 's/webhook-signature: /&v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= v2,x /'
verifies 'any of several signatures may be right' accept "${svix[@]}" changed.http
changed 's/^webhook-id: m/webhook-id: n/'
verifies 'a signed header that changes is found' 'reject signature_mismatch' "${svix[@]}" changed.http
sed '/^webhook-id/d' signed.http >changed.http
verifies 'a signed header that is missing is told' 'reject missing' "${svix[@]}" changed.http
test_case 'nothing is signed without a header that is signed' 2 sign "${svix[@]}" changed.http
err_has 'add it to the request'
test_case 'a list of items has vectors too' 0 vectors kill-matrix --scheme stripe --mistake base64-instead-of-hex
out_has 'failed by'

# The values that Binance's page prints: a signature in the query.
printf '{"api_key":"id","secret_key":"NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"}' >binance.json
order='/api/v3/order?symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000'
binance_mac=c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71
sent="$order&timestamp=1499827319559&signature=$binance_mac"
binance=(binance --credentials binance.json)
printf 'POST %s HTTP/1.1\r\nHost: a\r\n\r\n' "$order" >order.http
printf 'POST %s HTTP/1.1\r\nHost: a\r\nX-MBX-APIKEY: id\r\n\r\n' "$sent" >sent.http
test_case 'signing in the query gives the target to send' 0 sign "${binance[@]}" --now 1499827319559 order.http
out_has ":path: $sent"
test_case 'explain shows the target to send' 0 explain "${binance[@]}" --now 1499827319559 order.http
out_has ":path: /api/v3/order?symbol="
test_case 'explain takes the time of the parameter' 0 explain "${binance[@]}" sent.http
out_has '1499827319559 ms'
out_has 'signature: the same'
verifies 'a signature in the query is verified' accept "${binance[@]}" --now 1499827319559 sent.http
tr 'c' 'C' <sent.http >changed.http
verifies 'a wrong parameter is named' 'reject malformed' "${binance[@]}" --now 1499827319559 changed.http
out_has 'the parameter signature'
sed "s/$binance_mac/$(printf %s "$binance_mac" | tr a-f A-F)/" sent.http >changed.http
test_case 'diagnose reads the parameter' 1 diagnose "${binance[@]}" changed.http
out_has 'hex-upper'
out_lacks 'no parameter'
test_case 'a missing parameter is told' 1 diagnose "${binance[@]}" order.http
out_has 'The request has no parameter signature'
test_case 'the parameters are listed' 0 list binance
out_has 'parameters   timestamp={timestamp}'
test_case 'a signature in the query has vectors too' 0 vectors kill-matrix --scheme binance --mistake base64-instead-of-hex
out_has 'failed by'
test_case 'verifiers of the query are seen through' 0 vectors kill-matrix --scheme binance --mistake v-decode-lenient
out_has 'failed by'
test_case 'a mistake that needs a header with a key id has no place in a query' 0 vectors kill-matrix --scheme htx --mistake v-key-id/any
out_lacks 'SURVIVES'
test_case 'no mistake survives the vectors of github' 0 vectors kill-matrix github
for mistake in truncated-body gzip key-truncated; do # what is seldom drawn shows them
  has_match out $'(^|\n)'"$mistake" || fail "$mistake is not among them"
done
cat >query_adapter.py <<'END'
import base64, hashlib, hmac, json, sys, urllib.parse
wrong = sys.argv[1:]  # a mistake: the signature as a header
for line in sys.stdin:
    question = json.loads(line)
    answer = {"id": question.get("id")}
    if question["op"] == "hello":
        answer = {"protocol": 1, "implementation": {"name": "own"}, "schemes": ["binance"], "ops": ["sign"]}
    else:
        request, credentials = question["request"], question["credentials"]
        path, _, query = request["target"].partition("?")
        query = (query + "&" if query else "") + "timestamp=%d" % question["now_ms"]
        body = base64.b64decode(request["body_base64"])
        mac = hmac.new(credentials["secret_key"].encode(), query.encode() + body, hashlib.sha256).hexdigest()
        answer["headers"] = [["X-MBX-APIKEY", credentials["api_key"]]]
        answer["sent"] = {"target": path + "?" + query + ("" if wrong else "&signature=" + mac)}
    print(json.dumps(answer), flush=True)
END
test_case 'an adapter that signs in the query' 0 test --scheme binance -- python3 query_adapter.py
test_case 'an adapter that sends no signature' 1 test --scheme binance --run '*made-[1-9]' -- python3 query_adapter.py wrong
printf '{"signing_secret":"whsec_new"}' >stripe.json
stripe_mac=$(printf '1614265330.{"id": "evt_1"}' | openssl dgst -sha256 -hmac whsec_new -r | cut -d' ' -f1)
printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 15\r\nStripe-Signature: t=1614265330,v1=%s,v0=7\r\n\r\n{"id": "evt_1"}' \
  "$stripe_mac" >stripe.http
test_case 'the time within a list is the time that explain signs for' 0 explain stripe --credentials stripe.json stripe.http
out_has "$stripe_mac"
out_has '1614265330000 ms'
test_case 'the header of the time is named' 0 list stripe
out_has 'in the header Stripe-Signature; at most'
# A header that is an HMAC itself is written by the signers of the mistakes too.
printf '{"api_key":"k","api_secret":"s","passphrase":"p"}' >kucoin.json
hmac() { printf %s "$1" | openssl dgst -sha256 -hmac s -binary | base64; }
printf 'GET /api/v1/orders?a=1 HTTP/1.1\r\nHost: a\r\nKC-API-KEY: k\r\nKC-API-TIMESTAMP: 1700000000000\r\n%s%s\r\n' \
  "KC-API-PASSPHRASE: $(hmac p)"$'\r\n' "KC-API-SIGN: $(hmac 1700000000000GET/api/v1/orders)"$'\r\n' >kucoin.http
test_case 'a mistake beside a header that is an HMAC' 1 diagnose kucoin --credentials kucoin.json --now 1700000000000 kucoin.http
out_has 'query-omitted'
test_case 'list --library' 0 list --library
out_has 'github              GitHub webhooks'
test_case 'a name near to one of the library' 2 scheme show githb
err_has 'did you mean github?'
out_is_empty

# The later of two would win, so that the outcome would depend on their order.
"$reqsig" scheme show calypso | sed '/"profiles"/,$d' >clash.json
cat >>clash.json <<'END'
  "profiles": {
    "sha256": { "meaning": "m", "source": "s", "change": { "hmac": "sha256" } },
    "sha1": { "meaning": "m", "source": "s", "change": { "hmac": "sha1" } }
  }
}
END
printf '{"api_key":"k","secret_key":"s"}' >clash.credentials.json
test_case 'profiles that change one thing' 2 sign ./clash.json --credentials clash.credentials.json --profile sha256 \
  --profile sha1 hook.http
err_has '--profile sha256 and --profile sha1 change the same thing: choose one of them'

# What no verifier could read back is not signed.
cat >joint.json <<'END'
{ "reqsig_scheme": 1, "name": "joint", "title": "Joint", "credentials": { "id": "public", "org": "public", "s": "secret" },
  "message": "{body}", "hmac": "sha256", "key": "{s}", "headers": { "Authorization": "H {id}/{org}:{mac|hex}" } }
END
echo '{"id":"a/b","org":"c:/d","s":"k"}' >joint.credentials
test_case 'a credential that holds the text before it' 2 sign ./joint.json --credentials joint.credentials hook.http
err_has 'member "org" holds the text that stands before it in its header'
echo '{"id":"a/b","org":"c:d","s":"k"}' >joint.credentials
test_case 'credentials that are read back' 0 sign ./joint.json --credentials joint.credentials hook.http
out_has 'Authorization: H a/b/c:d:'
sed 's,{id}/{org},{id},' joint.json >unused.json
test_case 'an unused credential is told at its place' 2 scheme check unused.json
err_has 'unused.json:1:98: credentials.org: expected a use of the credential org'

# The library's page tells how many files there are.
library=$documents/../vectors/library
set -- "$library"/*.json
grep -qF "These are $# files" "$library/README.md" || fail "the library has $# files, and its README.md tells another number"

# The documentation has each word of the vocabulary, and so has the schema.
COLUMNS=110 test_case 'words' 0 scheme words
while IFS= read -r line; do
  [ -z "$line" ] || grep -qxF "    $line" "$documents/SCHEME-FILES.md" || fail "SCHEME-FILES.md lacks: $line"
done <out
for word in sha1 sha256 sha384 sha512 hex base64 from-base64 unix-seconds unix-milliseconds upper_case_hex \
  unpadded_base64 no_prefix 'Www, DD Mmm YYYY hh:mm:ss GMT'; do
  grep -qF -- "$word" out || fail "words lacks $word"
done
while IFS= read -r word; do
  grep -qF "\"$word\"" "$documents/../vectors/scheme.schema.json" || fail "the schema lacks $word"
done < <(sed -n '/^Digests/,/^$/p;/^Formats of the t/,/^$/p;/^Leniencies/,$p' out | sed -n 's/^  \([A-Za-z].*[A-Za-z0-9"]\)$/\1/p' | sed 's/   *.*//')

finish
