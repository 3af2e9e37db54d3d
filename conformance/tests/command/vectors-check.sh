#!/usr/bin/env bash
# reqsig vectors check: the library must say what the vectors say.
# usage: vectors-check.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# The interpreter itself: a wrapper that looks for it takes longer to start than the rest.
python=$(python3 -c 'import sys; print(sys.executable)')

# changed SCHEME ID CODE: a copy of that scheme's vectors in which Python's CODE was done to that vector, v. CRM's and
# the raw requests are there too; the other schemes are left out, as they take most of the time.
changed() {
  mkdir -p vectors
  cp "$tests/../../vectors/"{crm,http}.json vectors
  cp "$tests/../../vectors/$1.json" vectors
  "$python" -c 'import json, sys
path, id, code = sys.argv[1:]
data = json.load(open(path, encoding="utf-8"))
exec(code, {"v": next(v for v in data["vectors"] if v["id"] == id)})
json.dump(data, open(path, "w", encoding="utf-8"))' "vectors/$1.json" "$2" "$3"
}
# check NAME SCHEME ID CODE REGEX...: with that change the check fails, and says so.
check() {
  local name=$1
  rm -rf vectors
  changed "$2" "$3" "$4"
  shift 4
  test_case "$name" 1 vectors check --vectors vectors
  says out "$@"
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
check request-reason-gone http http-trailer 'v["expect"]["reason"] = "chunk-end"' '^no raw request is rejected for trailer$'
# One wrong vector of the whole set is a failure; where schemes are left out, that is a failure too. The test
# vectors.check shows that the whole set is right.
cp "$tests/../../vectors/"*.json vectors
changed crm crm-verify-key-absent 'v["expect"] = {"verdict": "accept"}'
test_case one-wrong 1 vectors check --vectors vectors
says out '^DIFFERS  crm-verify-key-absent, default$'
rm vectors/{http,aet,ambro,bitpro}.json
test_case requests-gone 1 vectors check --vectors vectors
says out '^http.json is missing'
changed http http-trailer 'v["expect"]["offset"] = 1000'
test_case request-offset-past-end 3 vectors list --vectors vectors
says err 'vectors/http.json: vector http-trailer: expect.offset: 1000 is past the end: the request has [0-9]+ bytes'

finish
