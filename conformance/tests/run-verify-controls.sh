#!/usr/bin/env bash
# The runner against adapters that verify wrongly: what they accept or refuse must be seen, and a crash, an error or
# silence must never be taken for a refusal.
# usage: run-verify-controls.sh REQSIG [NAME]
set -u

here=$(dirname "$0")
# shellcheck source=conformance/tests/controls/lib.sh
. "$here/controls/lib.sh"

# --- verdicts that are worth nothing
control accepts-all 1 '^  verify: accepted what must be rejected$' '^    expected  reject [a-z_]+$' \
  '^    received  accept$' "^Not conformant: $some failed .$some accepted what must be rejected., of $some cases"
control rejects-all 1 '^  verify: rejected what must be accepted$' '^    expected  accept$' '^    received  reject$' \
  "^Not conformant: $some failed .$some rejected what must be accepted., of "
control all-mismatch 1 '^  verify: rejected what must be accepted$' \
  '^    received  reject signature_mismatch$' '^Not conformant: '
# All its messages are wrong, too, but nothing is as bad as what it accepts.
if control always-the-same 1 '^Not conformant: '; then
  sed '/^  again: /q' out >first
  says first '^  verify: accepted what must be rejected$'
fi

# --- what is no verdict is no refusal
malformed='^  verify: malformed answer: '
control verifies-by-signing 3 "$malformed\"headers\" answered where \"verdict\" was asked for"
control verifies-with-a-message 3 "$malformed\"message_base64\" answered where \"verdict\" was asked for"
control errs-on-refusals 3 '^ERROR  ' '^  verify: 403 Forbidden$' "^Broken: the adapter failed on $some cases"
control crashes-on-refusals 3 'ended with exit status 1 before it had answered all' \
  'first case without an answer: verify of '
control hangs-on-refusals 3 'did not answer within 1 s$' 'first case without an answer: verify of '
control unsupported-refusals 1 '^  verify: unsupported: refusals$' "^Not conformant: $some unsupported, of "
control unknown-reason 3 "$malformed\"reason\" is \"stale\", which the protocol doesn't know"
control reason-null 3 "$malformed\"reason\" is not a string"
control reason-of-acceptance 3 "$malformed\"reason\" stands beside the verdict \"accept\""
control verdict-as-boolean 3 "$malformed\"verdict\" is not a string"
control verdict-of-another-word 3 "$malformed\"verdict\" is \"rejected\", neither"

# --- reasons are compared where they are given
control one-reason 1 '^  verify: rejected for another reason$' '^    received  reject malformed$' '^Not conformant: '
control no-reasons 0 '^Conformant: '
if control takes-upper-hex 0 '^  ambro uppercase-hex ' '^  calypso uppercase-hex ' '^Conformant: .* .flagged.'; then
  says -v out 'only by rejecting'
fi

# --- a mistake, and what is said of it
spoil 'now_ms - time_ms) >' 'now_ms - time_ms) >=' edge
if run window-exclusive 0 test --scheme calypso -- "$python" edge/adapter.py; then
  says out '^  calypso window-exclusive ' 'only by rejecting what the default' '^Conformant: .* .flagged.'
fi
# Some reading of AET's path would refuse these too, but this one signs by none of them.
spoil '    multipart = ' '    multipart = False and ' multipart
if run refusals-of-no-reading 1 test --scheme aet -- "$python" multipart/adapter.py; then
  says out '^FAIL  aet-multipart-empty-body$' '^  verify: rejected what must be accepted$' '^  aet +[0-9]+ +[0-9]+ +0 '
  says -v out 'Flagged'
fi
spoil '"md5": "digest_mismatch", ' '' digest
if run digest-unchecked 1 test --scheme bitpro --report text --report json:a.json --report junit:a.xml -- \
  "$python" digest/adapter.py; then
  says out '^FAIL  bitpro-verify-' '^  differs from bitpro-[a-z0-9-]+ in: [a-zA-Z0-9:-]+ .*[)]$' \
    '^    expected  reject digest_mismatch$' '^  again: .* --run bitpro-verify-'
  says a.json '"kind": "accepted"' '"twin": "bitpro-' '"changes": "' '"edit": "' '"false_accepts": [1-9]'
  says a.xml '^verify: accepted what must be rejected$' '^differs from bitpro-'
  python3 "$here/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
spoil 'abs(now_ms - time_ms)' '(now_ms - time_ms)' ahead
spoil 'len(values) == 1 and re' 'values and re' twice
if run ahead-unchecked 1 test --scheme calypso -- "$python" ahead/adapter.py; then
  says out '^Not conformant: .* accepted what must be rejected'
fi
if run headers-twice 1 test --scheme aet -- "$python" twice/adapter.py; then says out 'accepted what must be rejected'; fi

# --- the vectors themselves: the library must say what they say
# changed SCHEME ID CODE: a copy of the vectors in which Python's CODE was done to that vector, v.
changed() {
  rm -rf vectors
  cp -r "$here/../../vectors" vectors
  python3 -c 'import json, sys
path, id, code = sys.argv[1:]
data = json.load(open(path, encoding="utf-8"))
exec(code, {"v": next(v for v in data["vectors"] if v["id"] == id)})
json.dump(data, open(path, "w", encoding="utf-8"))' "vectors/$1.json" "$2" "$3"
}
# check NAME SCHEME ID CODE REGEX...: with that change the check fails, and says so.
check() {
  local name=$1
  changed "$2" "$3" "$4"
  shift 4
  if run "$name" 1 vectors check --vectors vectors; then says out "$@"; fi
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
check request-reason-gone http http-trailer 'v["expect"]["reason"] = "chunk-end"' '^no raw request is refused for trailer$'
rm -f vectors/http.json
if run requests-gone 1 vectors check --vectors vectors; then says out '^http.json is missing'; fi
changed http http-trailer 'v["expect"]["offset"] = 1000'
if run request-offset-past-end 3 vectors list --vectors vectors; then
  says err 'vectors/http.json: vector http-trailer: expect.offset: 1000 is past the end: the request has [0-9]+ bytes'
fi
if run show-request 0 vectors show http-field-bare-lf-behind; then
  says out '^http-field-bare-lf-behind  may$' '^  from +RFC 9112 section 2[.]2$' '^  choice +' '^  bugs +27$' \
    '^  differs from  http-field$' '^raw request, 53 bytes$' '^    35  X-Note: one two.n$' \
    '^                       \^ bare-lf at offset 50$' '^  verdict +reject bare-lf$' '^  offset +50$'
fi
if run show-request-cut 0 vectors show http-head-cut-in-empty-line; then
  says out '^    52  .r$' '^          \^ head-truncated at offset 53, where the input ends$'
fi
if run show-request-empty 0 vectors show http-empty; then says out '^        \^ empty at offset 0, where the input ends$'; fi
if run show-request-accepted 0 vectors show http-field-value-85-and-a0; then
  says out '^  verdict +accept$' '^ +X-Note: .x85.xA0one two.xA0.x85$'
  says -v out '\^'
fi
if run show-request-limited 0 vectors show http-limit-body-met; then says out '^  room for +10 bytes of body$'; fi
if run list-requests 0 vectors list --http --class strict; then
  says out '^http-chunk-extension +strict '
  says -v out '^crm-' '^http-get '
fi
if run list-requests-by-reason 0 vectors list --reason bare-lf; then
  says out '^http-field-bare-lf-behind '
  says -v out '^http-get ' '^crm-'
fi
if run list-without-requests 0 vectors list --scheme crm; then says -v out '^http-'; fi
if run show-request-mistyped 2 vectors show http-feild; then says err 'did you mean http-field[?]'; fi
if run list-requests-of-scheme 2 vectors list --http --scheme crm; then says err 'raw requests are of no scheme'; fi
if run check-notes-nothing 0 vectors check; then says -v out '^note: '; fi
if run show-twin 0 vectors show crm-verify-key-absent; then
  says out '^  differs from +crm-post-json, in: header:key$' '^  edit +key left out$' '^signed request$' \
    '^  verdict +reject missing$'
fi
if run list-by-reason 0 vectors list --scheme crm --reason missing; then
  says out '^crm-verify-key-absent '
  says -v out '^crm-post-json ' '^aet-'
fi
if run list-by-verdict 0 vectors list --verdict accept; then
  says out '^crm-post-json '
  says -v out '^crm-verify-key-absent '
fi
for wrong in '--verdict rejected' '--reason stale' '--verdict accept --reason expired'; do
  # shellcheck disable=SC2086 # two words or four
  if run "list-$wrong" 2 vectors list $wrong; then says err '--(verdict|reason) ' 'see reqsig help vectors'; fi
done
if run list-unknown-reason 2 vectors list --reason stale; then says err '^ +malformed, missing, ' '^ +empty, leading-empty-line, '; fi

# --- what can match nothing is wrong usage, what happens to match nothing is told
# excluded NAME VALUES ARGUMENT...: refused with the values that there are.
excluded() {
  if run "list-$1" 2 vectors list "${@:3}"; then
    says err ': --(class|reason) [a-z_-]+ does not go with --(scheme|http|class)$' "^ +$2"
    says -v out '.'
  fi
}
excluded class-of-requests-and-scheme 'golden, derived, profile, silent$' --class must --scheme aet
excluded class-of-scheme-and-http 'must, should, may, strict$' --class golden --http
excluded reason-of-requests-and-scheme 'malformed, missing, ' --scheme aet --reason bare-lf
excluded reason-of-scheme-and-http 'empty, leading-empty-line, ' --http --reason expired
excluded reason-of-scheme-and-class 'empty, leading-empty-line, ' --class may --reason expired
excluded reason-of-requests-and-class 'malformed, missing, ' --reason bare-lf --class golden
if run list-nothing 0 vectors list --scheme crm --reason expired; then
  says err '^reqsig: vectors list: no vector matches$'
  says -v out '.'
fi
if run list-something 0 vectors list --scheme aet --class profile --reason signature_mismatch; then says -v err '.'; fi

finish
