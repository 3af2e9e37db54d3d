#!/usr/bin/env bash
# reqsig vectors check: the library must say what the vectors say.
# usage: vectors-check.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# check NAME SCHEME ID CODE REGEX...: with a copy of that scheme's vectors, in which Python's CODE was done to that vector,
# v, the check fails, and says so. CRM's and the raw requests are there too; the other schemes are left out, as they take
# most of the time. All the copies are made by one Python, as its start takes long; the checks are done by run_checks.
names=()
copy() { printf '%s\0' "$@" '' >>copies; }
check() {
  names+=("$1")
  copy "$@"
}
make_copies() {
  python3 - "$tests/../../vectors" <<'END'
import json, pathlib, sys
fields = iter(pathlib.Path("copies").read_text(encoding="utf-8").split("\0"))
source = pathlib.Path(sys.argv[1])
for name in fields:
    if not name:
        break
    scheme, id, code, *regexes = next(fields), next(fields), next(fields), *iter(lambda: next(fields), "")
    folder = pathlib.Path(name)
    folder.mkdir()
    for file in {"crm", "http", scheme}:
        text = (source / f"{file}.json").read_text(encoding="utf-8")
        if file == scheme:
            data = json.loads(text)
            exec(code, {"v": next(v for v in data["vectors"] if v["id"] == id)})
            text = json.dumps(data)
        (folder / f"{file}.json").write_text(text, encoding="utf-8")
    (folder / "regexes").write_text("".join(f"{regex}\n" for regex in regexes), encoding="utf-8")
END
}
run_checks() {
  local name regexes
  make_copies || fail 'the copies are not made'
  for name in "${names[@]}"; do
    mapfile -t regexes <"$name/regexes"
    test_case "$name" 1 vectors check --vectors "$name"
    [ ${#regexes[@]} -gt 0 ] || fail 'nothing is expected'
    says out "${regexes[@]}"
  done
}
check verdict-wrong crm crm-verify-key-absent 'v["expect"] = {"verdict": "accept"}' \
  '^DIFFERS  crm-verify-key-absent, default$' '^    expected  accept$' '^    received  reject missing$' \
  '^The library differs in 4 places: '
check reason-wrong crm crm-verify-key-absent 'v["expect"]["reason"] = "malformed"' \
  '^    expected  reject malformed$' '^    received  reject missing$'
check verdict-of-signing-wrong crm crm-put-json 'v["expect"].update(verdict="reject", reason="expired")' \
  '^DIFFERS  crm-put-json, default$' '^    received  accept$'
check profile-wrong ambro ambro-verify-signature-upper-case 'v["profiles"][0].update(verdict="reject", reason="missing")' \
  '^DIFFERS  ambro-verify-signature-upper-case, uppercase-hex$'
check profile-unlisted calypso calypso-verify-signature-upper-case 'del v["profiles"]' \
  '^DIFFERS  calypso-verify-signature-upper-case, uppercase-hex$' 'not listed$'
check profile-untellable crm crm-verify-key-absent \
  'v["profiles"] = [{"names": ["json-compact"], "verdict": "reject", "reason": "missing"}]' \
  '^crm json-compact is listed, and no vector can tell it: '
check request-reason-wrong http http-field-bare-lf-behind 'v["expect"]["reason"] = "bare-cr"' \
  '^DIFFERS  http-field-bare-lf-behind$' '^    expected  reject bare-cr at offset 50$' \
  '^    the library gives  reject bare-lf at offset 50$' '^The library.s parser differs in 1 of [0-9]+ raw requests[.]$' \
  '^[0-9]+ vectors: the library gives their [0-9]+ signatures and [0-9]+ verdicts[.]$'
check request-offset-wrong http http-field-bare-lf-behind 'v["expect"]["offset"] -= 1' \
  '^    expected  reject bare-lf at offset 49$'
check request-value-wrong http http-field-value-85-and-a0 \
  'v["expect"]["headers_base64"][1][1] = "b25lIHR3bw=="' '^  value of header 2$' '^    expected  one two$' \
  '^    the library gives  .x85.xA0one two.xA0.x85$'
check request-reason-gone http http-empty 'v["expect"]["reason"] = "method"' '^no raw request is rejected for empty$'
copy request-offset-past-end http http-trailer 'v["expect"]["offset"] = 1000'
run_checks

# Where schemes are left out, that is a failure too.
rm request-reason-gone/http.json
test_case requests-gone 1 vectors check --vectors request-reason-gone
says out '^http.json is missing'
test_case request-offset-past-end 3 vectors list --vectors request-offset-past-end
says err 'request-offset-past-end/http.json: vector http-trailer: expect.offset: 1000 is past the end: the request has [0-9]+ bytes'

# Of a scheme file the vectors that were made of it, and no others.
sed 's/"name": "stripe"/"name": "mine"/' "$tests/../../vectors/library/stripe.json" >mine.json
mkdir mine
test_case 'vectors of a scheme file' 0 vectors make ./mine.json --count 20 -o mine/mine.json
test_case 'are checked with it' 0 vectors check ./mine.json --vectors mine
says out '^20 vectors: the library gives their 10 signatures and 20 verdicts'
jq '(.vectors[0].expect.message_base64 // empty) = "AAAA" | .vectors[0].expect.mac = "00"' mine/mine.json >other.json
mv other.json mine/mine.json
test_case 'a MAC that is another' 1 vectors check ./mine.json --vectors mine
says out 'mine-made-1'
test_case 'a scheme without vectors there' 3 vectors check crm --vectors mine
says err 'mine: no vectors of crm: expected a file crm.json'

finish
