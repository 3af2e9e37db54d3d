#!/usr/bin/env bash
# reqsig fuzz: relations between an adapter's own answers that need no recipe.
# usage: fuzz-relations.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# finds NAME SCHEME SENTENCE FROM TO: the example adapter with that text changed breaks the relation NAME.
finds() {
  wanted "$1" || return 0
  spoil "$4" "$5" "$1"
  run "$1" 1 fuzz "$2" --seed 3 --cases 600 --time 300 --timeout 60 -- "$python" "$1/adapter.py"
  says out "^FOUND  $2 $1  in $some cases?\$" "^  $3" '^    [A-Za-z]+ /'
  says -v out 'saved as'
}
sign='    _, headers = sign(.case)'
signed='    _, headers = sign(*case)'
verify='        verify(.case)'
verified='        verify(*case)'
names='names = list(case[3].headers)'

finds unsteady aet 'One question gets several answers: ' "$sign" \
  "$signed\n    headers.update({\"signature\": \"A\" * 43 + \"=\"} if __import__(\"random\").random() < 0.5 else {})"
finds signature-by-header-order aet 'With its headers in another order the request gets another signature[.]$' "$sign" \
  "$signed\n    $names\n    headers.update({\"signature\": \"A\" * 43 + \"=\"} if names[:1] > names[-1:] else {})"
finds rejects-what-it-signs aet 'The implementation does not accept what it signs itself[.]$' "$sign" \
  "    _, headers = sign(case[0], {**case[1], \"secret_key\": case[1].get(\"secret_key\", \"\")[::-1]}, *case[2:])"
finds verdict-by-header-order aet 'With its headers in another order the signed request gets another verdict[.]$' "$verify" \
  "$verified\n        $names\n        if names[:1] > names[-1:]: raise Rejected(\"malformed\")"
finds accepts-a-changed-byte aet 'With one byte changed that is signed, the request is accepted all the same[.]$' "$verify" \
  '        case[3].body.rstrip(b"}]\\"\\n ").endswith(b"x") or verify(*case)'
finds accepts-beyond-the-window calypso 'A millisecond after the window has ended, the request is accepted[.]$' "$verify" \
  '        verify(*case[:2], case[2] - 7, case[3])'

# --- what a mistake that is known breaks is told by that mistake alone
spoil_slash
if run relation-of-a-mistake 1 fuzz aet --seed 3 --cases 600 --time 300 -- "$python" "it's here/slash/adapter.py"; then
  says out '^FOUND  aet leading-slash/kept' '^Found: 1 cause of disagreement'
fi

finish
