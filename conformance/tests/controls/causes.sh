#!/usr/bin/env bash
# What is said of the causes of failures, before the failures themselves.
# usage: causes.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# What stands before the first failure, as one line: text is broken at the terminal's width.
flatten() { sed '/^FAIL  /,$d' out | tr -s '\n ' ' ' >flat; }
# check_reports: a.json and a.xml are sound.
check_reports() { python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"; }
reports=(--report text --report json:a.json --report junit:a.xml)

spoil_slash
slash="it's here/slash/adapter.py"
if run one-mistake 1 test "${reports[@]}" -- "$python" "$slash"; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: the signer signs the path with its leading slash, [^.]*[(]leading-slash/kept[)]\. \"should not include the leading slash .*\" Take one slash off "
  says out "^  $some more cases have the same cause .leading-slash/kept.: --all prints them\$" \
    '^    received  1700000000123GET/v3/users$' '^  again: .* --run aet-'
  [ "$(grep -c '^FAIL  ' out)" -eq 1 ] || fail 'more than one case is shown'
  [ "$(wc -l <out)" -le 50 ] || fail "the report has $(wc -l <out) lines"
  check_reports
  says a.json '^ +"leading-slash/kept"$' '^ +"sentence": "The signer signs the path with its leading slash'
  says a.xml ' message="The signer signs the path with its leading slash[^"]*[(]leading-slash/kept[)]">cause: leading-slash/kept: The signer signs '
fi
if run all-cases 1 test --scheme aet --all -- "$python" "$slash"; then
  says out "^CAUSE  All $some failures of aet have one cause: "
  says -v out 'more cases have the same cause' 'more vectors'
  [ "$(grep -c '^FAIL  ' out)" -gt 100 ] || fail 'cases are left out'
fi
if run any-order 1 test --scheme aet --seed 1 -- "$python" "$slash"; then
  "$reqsig" test --scheme aet --seed 2 -- "$python" "$slash" >again 2>err
  cmp -s <(grep -v '^--seed ' out) <(grep -v '^--seed ' again) || fail 'another order gives another text'
fi

# The body is stripped and the slash kept: where both show, neither mistake alone gives the answer.
spoil 'request.path.removeprefix("/")' 'request.path|; s|body = b64decode(wire.*|body = b64decode(wire["body_base64"]).strip()' two
if run two-mistakes 1 test "${reports[@]}" -- "$python" two/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have these causes: $some: the signer signs the path with its leading slash, [^;]*[(]leading-slash/kept[)]\. " \
    " $some: the signer signs [^;]*[(]leading-slash/kept[)]; and [^;]*[(]sent-differs-from-signed/trimmed[)]\. " \
    "CAUSE All $some failures of crm have one cause: [^.]*[(]sent-differs-from-signed/trimmed[)]\. "
  check_reports
fi

# A rejection that is left over is no mistake of a verifier where the signer's own answer is wrong: the mark at the
# beginning is lost besides.
mkdir -p reserialised
"$reqsig" adapter python | sed 's/body = base64.b64decode(request\["body_base64"\])/body = json.dumps(json.loads(base64.b64decode(request["body_base64"]) or b"null")).encode()/' >reserialised/adapter.py
if run a-rejection-left-over 1 test --scheme crm -- "$python" reserialised/adapter.py; then
  flatten
  says flat "CAUSE $some of $some failures of crm have one cause: the signer parses the body .*[(]body-reserialised/python[)]\. No known mistake explains the others\. "
fi

# A verifier that finds its own signature malformed rejects, for that reason, what has the signer's mistake.
spoil 'b64encode(mac("sha256", \(.*\))).decode()' 'mac("sha256", \1).hex()' hex
if run rejections-of-the-signers-mistake 1 test --scheme aet -- "$python" hex/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: [^.]*[(]hex-instead-of-base64[)]\."
  [ "$(grep -c '^FAIL  ' out)" -eq 1 ] || fail 'more than one case is shown'
fi
# So where another length or time is malformed to it.
spoil 'b64encode(mac("sha256", ' 'b64encode(mac("sha512", ' sha512
if run rejections-of-another-length 1 test --scheme aet -- "$python" sha512/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: [^.]*[(]wrong-hash/sha512[)]\."
fi
spoil 'timestamp = str(now_ms)' 'timestamp = str(now_ms // 1000)' in-seconds
if run rejections-of-another-unit 1 test --scheme aet -- "$python" in-seconds/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: [^.]*[(]seconds-vs-ms[)]\."
fi
# One that looks for hex makes the signer's mistake, in its reasons too; its verdicts alone tell it.
spoil 'b64encode(mac("sha256", \(.*\))).decode()' 'mac("sha256", \1).hex()|; s|"signature": BASE64_32|"signature": HEX_32' looks-for-hex
if run one-notation-in-all-ops 1 test --scheme aet -- "$python" looks-for-hex/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: the signer writes the signature in hex, [^.]*[(]hex-instead-of-base64[)]\."
fi
sed -i 's|list(OPS)|["verify"]|' looks-for-hex/*.py
if run notation-of-a-verifier 1 test --scheme aet -- "$python" looks-for-hex/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: [^.]* hex[^.]*[(]hex-instead-of-base64[)]\."
fi

# No catalogue has this one.
spoil 'hmac.digest(secret.encode()' 'hmac.digest(secret[::-1].encode()' unknown
if run unknown-mistake 1 test --scheme aet "${reports[@]}" -- "$python" unknown/adapter.py; then
  says -v out '^CAUSE' 'same cause'
  flatten
  says flat "CLUE In $some requests of aet the message is right and the signature is not: look at the key"
  says a.json '"name": "signature-alone-wrong",$'
  says a.xml ' message="header signature differs: ' ' message="rejected what must be accepted: '
  says a.xml "contradiction: signature-alone-wrong: in $some requests of aet the message is right and "
  says out '^FAIL  aet-' '^and [0-9]+ more vectors: --all prints them$'
  says a.json '^  "causes": \[\],$'
  check_reports
fi
# The right MAC in a notation that no mistake of the catalogue has.
spoil 'b64encode(mac("sha256", \(.*\))).decode()' '"sha256=" + b64encode(mac("sha256", \1)).decode()|; s|list(OPS)|["sign"]' word
if run notation-of-no-mistake 1 test --scheme aet "${reports[@]}" -- "$python" word/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: a word and = stand before the signature [^.]*[(]prefix-missing/other[)]\."
  check_reports
fi
# Two that show together in every signature.
spoil 'request.path.removeprefix("/")' 'request.path|; s|b64encode(mac("sha256", \(.*\))).decode()|mac("sha256", \1).hex()|; s|list(OPS)|["sign"]' always-two
if run two-mistakes-in-all 1 test --scheme aet "${reports[@]}" -- "$python" always-two/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: [^;]*[(]hex-instead-of-base64[)]; and [^;]*[(]leading-slash/kept[)]\."
  check_reports
fi
# Mistakes in all schemes: what is said of them before the first case fits a screen, the rest stands by the examples.
spoil 'request.path.removeprefix("/")' 'request.path|; s|b64encode(mac("sha256", \(.*\))).decode()|mac("sha256", \1).hex()|; s|abs(now_ms - time_ms) > CALYPSO|time_ms < now_ms - CALYPSO|; s|body = b64decode(wire.*|body = b64decode(wire["body_base64"]).strip()' many
if COLUMNS=80 run many-mistakes 1 test -- "$python" many/adapter.py; then
  flatten
  says flat "failures of aet have these causes: leading-slash/kept [(]${some}[)], leading-slash/kept and hex-instead-of-base64 [(]${some}[)], "
  says out '^  cause: The verifier checks only that the timestamp is not too old\.$'
  [ "$(sed '/^FAIL  /,$d' out | wc -l)" -le 24 ] || fail 'the causes do not fit a screen'
fi
# What is answered to message is not what is signed.
spoil 'b64encode(message)' 'b64encode(message + b"!")' message
if run message-alone-wrong 1 test --scheme aet "${reports[@]}" -- "$python" message/adapter.py; then
  flatten
  says flat "In $some requests of aet the signature is right and the message is not:"
  says a.json '"name": "message-alone-wrong",$'
  check_reports
fi
spoil 'b64encode(message)' 'b64encode(message + b"!")|; s|request.path.removeprefix("/")|request.path' another
if run signature-of-another-message 1 test --scheme aet "${reports[@]}" -- "$python" another/adapter.py; then
  flatten
  says flat '[(]leading-slash/kept[)]\.' "In $some requests of aet the signature is not that of the message that is answered:"
  says a.json '"name": "signature-of-another-message",$'
fi
# The signature is right; what is sent beside it is not what was signed.
spoil '{"timestamp": timestamp, "sig' '{"timestamp": timestamp[:-3], "sig' header
if run header-alone-wrong 1 test --scheme aet "${reports[@]}" -- "$python" header/adapter.py; then
  flatten
  says flat "In $some requests of aet the message is right and the header timestamp is not: "
  says -v flat 'the message is right and the signature is not' 'CAUSE'
  says a.json '"name": "header-alone-wrong",$'
  says a.xml '^(      <system-out>)?contradiction: header-alone-wrong: in '
  check_reports
fi

# The words quoted are of what is done wrong: those on the leading slash are not of its escapes.
spoil 'request.path.removeprefix("/")' 'quote(request.path.removeprefix("/"))|; s|^import hmac|from urllib.parse import quote\n&' quoted
if run words-of-escaping 1 test --scheme aet -- "$python" quoted/adapter.py; then
  flatten
  says flat 'CAUSE .*escape.* \"concatenating the timestamp, HTTP method, requestPath'
  says -v flat '\"should not include the leading slash [(]/[)]\"'
fi
# One escaper changes escapes and other characters alike.
spoil 'request.path, date' 'quote(request.path), date|; s|^import hmac|from urllib.parse import quote\n&' quoted-path
if run escaped-again 1 test --scheme bitpro -- "$python" quoted-path/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of bitpro have one cause: [^.]*[(]path-escaped/again[)]\."
fi
sed -i 's/quote(request.path)/quote(request.path, safe="!~*()\x27")/' quoted-path/sign.py
if run escaped-slashes 1 test --scheme bitpro -- "$python" quoted-path/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of bitpro have one cause: [^.]*[(]path-escaped/slashes[)]\."
fi
spoil '"sha256", credentials\["api_key"\]' '"sha256", credentials["api_key"].upper()' upper-key
if run words-of-the-key 1 test --scheme crm -- "$python" upper-key/adapter.py; then
  flatten
  flatten
  says flat '[(]wrong-secret/upper-case[)]\. [^.]*\. \"hmac\.new[(]api_key\.encode'
  # Letters beyond ASCII are no part of the mistake that is known: the rejections of what is signed by it are its own.
  read -r _ explained _ failed _ < <(grep '^CAUSE' out)
  [ $((10 * explained)) -gt $((8 * failed)) ] || fail 'rejections have no cause'
fi

# Python's sorted members are not taken for Go's.
spoil 'return request.body, headers . {"Sign": mac("sha512", credentials\["secret_key"\], request.body)' 'body = json.dumps(json.loads(request.body), sort_keys=True).encode() if request.body else b""\n    return body, {**headers, "Sign": mac("sha512", credentials["secret_key"], body)|; s|^import hmac|&\nimport json' python-sorted
if run sorted-by-python 1 test --scheme calypso -- "$python" python-sorted/adapter.py; then
  flatten
  says flat 'CAUSE [^.]* failures of calypso have one cause: [^.]*json\.dumps[(]sort_keys=True[)] writes [(]body-reserialised/python-sorted[)]\.'
fi

# What accepts a wrong request comes first, however many others there are.
spoil 'request.path.removeprefix("/")' 'request.path|; s|if claim in sent and not|if claim in sent and not (claim == "key" and scheme == "crm") and not|; s|, request.body).hex()|, request.body.strip()).hex()' accepts
if run false-accepts-first 1 test --scheme aet --scheme crm "${reports[@]}" -- "$python" accepts/adapter.py; then
  says out '^ +6: the verifier does not check the key id [(]v-key-id/any[)]\.$'
  [[ $(grep -m 1 '^FAIL' out) == *crm-verify-key-* ]] || fail 'another case comes first'
  [[ $(grep -m 1 -A 1 'name="crm"' a.xml) == *'"crm.verify" name="crm-verify-'* ]] || fail 'another test comes first'
  [[ $(grep -m 1 -A 1 '^CAUSE.* of crm ' out) == *v-key-id* ]] || fail 'another cause comes first'
  check_reports
fi

# A part of its cases has no known cause: they are told apart, and shown.
spoil 'request.path.removeprefix("/")' 'request.path + ("?" if b"null" in request.body else "")' part
if run a-part-unknown 1 test --scheme aet -- "$python" part/adapter.py; then
  flatten
  says flat "CAUSE $some of $some failures of aet have one cause: .* No known mistake explains the others\. "
  [ "$(grep -c '^FAIL  ' out)" -gt 1 ] || fail 'the others are not shown'
fi

# A mistake that is made now and then.
spoil 'request.path.removeprefix("/")' '(request.path if len(request.body) % 7 == 3 else request.path.removeprefix("/"))' few
if run a-few 1 test --scheme aet "${reports[@]}" -- "$python" few/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of aet have one cause: [^.]*[(]leading-slash/kept[)], in some requests only\."
  says a.json '"sometimes": true,$'
  says a.xml '^sometimes: other answers show that this is not always done$'
  check_reports
fi

# A profile that is followed elsewhere is no mistake: the other mistake is found on top of it.
spoil 'partition("?")\[0\]' 'partition("#")[0]|; s|hmac.digest(secret.encode()|hmac.digest(secret.strip().encode()' profile
if run with-a-profile 1 test --all "${reports[@]}" --scheme bitpro --fresh 2000 --seed 1 -- "$python" profile/adapter.py; then
  flatten
  says flat 'CAUSE All [0-9]+ failures of bitpro have ' '[(]secret-trailing-newline/trimmed[)]'
  says -v flat '[(]query-included[)]'
  says out '^  bitpro query-included ' '^  (message|sign): expected by the profile query-included, as other answers follow it$'
  check_reports
  says a.json '"compared_with": \[$'
  says a.xml '^compared with the profile: query-included$'
fi
# The same of a scheme from a file.
cp -r profile renamed
sed -i 's/"bitpro"/"mypro"/' renamed/*.py
"$reqsig" scheme show bitpro | sed 's/"name": "bitpro"/"name": "mypro"/' >mypro.json
if run with-a-profile-of-a-file 1 test --report json:a.json --scheme mypro.json --fresh 2000 --seed 1 -- "$python" renamed/adapter.py; then
  says a.json '"compared_with": \[$'
fi
# A profile that nothing else shows is named with the mistake.
spoil 'partition("?")\[0\]' 'partition("#")[0]|; s|request.path.removeprefix("/")|request.path' both
if run with-a-hidden-profile 1 test --scheme aet -- "$python" both/adapter.py; then
  flatten
  says flat '[(]leading-slash/kept[)]; and [^;]*[(]query-included[)]\.'
fi
# Some of its messages are empty, as by a mistake; for most answers that is not the cause.
if run not-by-chance 1 test --scheme bitpro -- "$python" "$controls/control.py" echo-body "$mark"; then
  says -v out 'constant-body'
fi
# Verifiers, by their verdicts.
spoil 'abs(now_ms - time_ms) > CALYPSO_WINDOW_MS' 'time_ms < now_ms - CALYPSO_WINDOW_MS' window
if run verifier 1 test --scheme calypso "${reports[@]}" -- "$python" window/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of calypso have one cause: the verifier checks only that the timestamp is not too old [(]v-future-not-checked[)]\. \"must not be less than 3 minutes in the past "
  check_reports
fi
spoil '= 180_000' '= 300_000' wide
if run window-too-long 1 test --scheme calypso -- "$python" wide/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of calypso have one cause: the verifier's window is up to twice as long as it should be [(]v-unit-window/twice[)]\."
fi
spoil 'abs(now_ms - time_ms) > CALYPSO_WINDOW_MS' 'abs(now_ms - time_ms) // 1000 > CALYPSO_WINDOW_MS // 1000' seconds
if run window-in-seconds 1 test --scheme calypso -- "$python" seconds/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of calypso have one cause: the verifier counts ages in whole seconds, and drops the rest [(]"
fi
spoil 'Rejected("malformed" if values else "missing")' 'Rejected("malformed")' one-reason
if run reason-of-what-is-missing 1 test --scheme ambro --scheme crm -- "$python" one-reason/adapter.py; then
  flatten
  says flat "CAUSE All $some failures of crm have one cause: the verifier gives malformed as the reason where a field is missing [(]v-error-conflated/missing[)]\. \$"
fi
spoil 'if claim in sent and not' 'if claim in sent and claim != "key" and not' any-key
if run any-key-id 1 test --scheme ambro --scheme bitpro -- "$python" any-key/adapter.py; then
  flatten
  for scheme in ambro bitpro; do
    says flat "CAUSE All $some failures of $scheme have one cause: the verifier does not check the key id [(]v-key-id/any[)]\."
  done
fi
# The example refuses a secret that is empty, whatever is made of its verdicts.
for how in accepts-all rejects-all; do
  if run "$how" 1 test --scheme aet "${reports[@]}" -- "$python" "$controls/control.py" "$how" "$mark"; then
    flatten
    says flat "CAUSE All $some failures of aet have one cause: the verifier accepts [^.]*[(]${how}[)]\."
    check_reports
  fi
done
if run constant-signature 1 test --scheme aet -- "$python" "$controls/control.py" always-the-same "$mark"; then
  flatten
  says flat "$some: the signer answers the same signature to all requests [(]constant-signature[)]\." '[(]accepts-all[)]'
fi
if run flaky 1 test --run 'crm-*' "${reports[@]}" -- "$python" "$controls/control.py" flaky "$mark"; then
  flatten
  says flat 'CAUSE The failure of crm has one cause: [^.]* two answers to one question [(]two-answers[)]\.'
  says a.xml '^flaky: asked once more, the adapter answered otherwise$'
  check_reports
fi
# A signer that is wrong now and then is so twice of some cases: nothing is made of these.
spoil '^def aet(.*' '&\n    request.body += b"!" * (random() < 0.3)|; s|^import hmac|&\nfrom random import random' at-times
if run flaky-signer 1 test --scheme aet "${reports[@]}" -- "$python" at-times/adapter.py; then
  flatten
  says flat 'CAUSE [^.]* two answers to one question [(]two-answers[)]\. The others failed alike both times, which may be chance\.'
  says -v flat 'In [0-9]+ requests' 'No known mistake'
  check_reports
fi
# Rejections that a profile gives too are asked for once more: the first answer to each request rejects it.
spoil '    except Rejected as rejected:' '        if is_first(case[3]):\n            return {"verdict": "reject", "reason": "signature_mismatch"}\n&|; s|list(OPS)|["verify"]|; s|^        self.path = |        self.target = target\n&|; s|^def answer_message.*|def is_first(request):\n    seen = hashlib.sha1(repr((request.target, request.headers, request.body)).encode()).hexdigest()\n    is_new = "?" in request.target and not os.path.exists("seen/" + seen)\n    is_new and open("seen/" + seen, "w").close()\n    return is_new\n\n\n&|; s|^import json|import hashlib\nimport os\n&' rejects-first
mkdir seen
if run flaky-rejections 1 test --scheme aet -- "$python" rejects-first/adapter.py; then
  flatten
  says flat 'CAUSE All [0-9]+ failures of aet have one cause: [^.]* two answers to one question [(]two-answers[)]\.'
fi
# A profile that the signer follows excuses none that comes and goes.
cp -r rejects-first follows && rm -rf follows/__pycache__
sed -i 's|partition("?")\[0\]|partition("#")[0]|' follows/sign.py
sed -i 's|    verify(\*case)|    if "?" not in case[3].target: verify(*case)|; s|\["verify"\]|["sign", "verify"]|' follows/adapter.py
rm -f seen/*
if run flaky-rejections-of-a-profile 1 test --scheme aet --run aet-get-query-excluded -- "$python" follows/adapter.py; then
  says out '^FAIL  aet-get-query-excluded$' '^  flaky: '
fi
if run no-cause 0 test --scheme aet --report text --report json:a.json -- "$python" "$adapter"; then
  says -v out 'CAUSE'
  says a.json '^  "causes": \[\],$'
fi

finish
