#!/usr/bin/env bash
# reqsig test --http: parsers that read raw requests as their vectors say, or otherwise.
# usage: parsers.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

parser() { # NAME EXIT_CODE HOW OPTION...
  local name=$1 code=$2 how=$3
  shift 3
  run "$name" "$code" test --http "$@" -- "$python" "$controls/parser.py" "$how"
}

parser right 0 right --report text --report json:a.json &&
  says out '^parser 1$' "^  all +$some +$some +0 +0 +0 +0\$" '^Conformant: ([0-9]+) of \1 raw requests are read as their vectors say[.]$' &&
  says a.json '^  "verdict": "conformant",$' '"false_accepts": 0,'
parser joined-headers 0 joins
parser accepts 1 accepts=http-field-space-before-colon --report text --report json:a.json &&
  says out '^FAIL  http-field-space-before-colon$' 'accepts what must be refused: space-before-colon at offset [0-9]+$' \
    'taken for GET /\\x1B\\r\\nA: b\\r\\n' '^  again: .* test --http --run http-field-space-before-colon ' \
    '^Not conformant: 1 accepted that must be refused[.]$' &&
  says a.json '"kind": "accepted",' '"outcome": "fail",'
parser refuses 1 refuses=http-chunked &&
  says out '^FAIL  http-chunked$' 'refuses what must be accepted' 'says: I do not like it' '^Not conformant: 1 refused that must be accepted[.]$'
parser reads-another-target 1 target=http-get &&
  says out 'reads another target' 'expected  /v3/users' 'received  /other' '^Not conformant: 1 read otherwise than they must be[.]$'
parser reads-another-body 1 body=http-length && says out 'reads another body'
parser reads-other-headers 1 headers=http-get && says out 'reads another header Host' 'reads another header X-More'

# --- what the RFCs only advise is flagged; where a recipient may mend a request, it may accept it; the rest is observed
parser advised 0 accepts=http-leading-byte-order-mark &&
  says out '^Flagged: ' '^  accepts   should    http-leading-byte-order-mark' ', 1 flagged[.]$'
parser advised-strict 1 accepts=http-leading-byte-order-mark --strict && says out '^FAIL  http-leading-byte-order-mark'
parser mended 0 accepts=http-folded-by-space && says out '^  accepts   must      http-folded-by-space'
parser left-open 0 accepts=http-leading-bare-lf && says out "^  may +$some +$some +1 +0 +0 +0\$"
parser left-open-all 0 accepts=http-leading-bare-lf --all && says out '^Not wrong, but' '^  accepts   may       http-leading-bare-lf'

# --- an adapter that is at fault
parser fails 1 fails=http-get && says out '^ERROR  http-get$' 'says: it broke' '1 error[.]$'
parser ends 1 ends=http-get && says out '^ERROR  http-get$' 'exit status 3'
parser no-base64 1 no-base64=http-get && says out 'malformed answer: "body_base64" of "request" is not base64'
parser no-parse 1 silent && says out 'nothing was run: the adapter does not declare the op parse[.]$'

# --- selection and usage
parser selected 0 right --run 'http-field-*' --run http-get && says out "^  all +$some +$some +0 +0 +0 +0\$"
parser selected-none 2 right --run http-gte && says err '--run http-gte: no raw request .* has such an id' 'did you mean http-get[?]'
for option in '--scheme aet' '--fresh 5' '--smoke' '--report junit' '--require-profile query-included' '--shard 1/2'; do
  # shellcheck disable=SC2086 # an option and its value
  parser "with${option%% *}" 2 right $option && says err '^reqsig: test: --http grades a parser, .*: leave out --'
done

finish
