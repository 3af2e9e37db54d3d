#!/usr/bin/env bash
# reqsig vectors check: one wrong vector of the whole set is a failure. The test vectors.check shows that the whole set is
# right.
# usage: one-wrong-vector.sh REQSIG

# shellcheck source=conformance/tests/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir vectors
cp "$tests/../../vectors/"*.json vectors
jq '(.vectors[] | select(.id == "crm-verify-key-absent")).expect = {"verdict": "accept"}' "$tests/../../vectors/crm.json" >vectors/crm.json
test_case one-wrong 1 vectors check --vectors vectors
says out '^DIFFERS  crm-verify-key-absent, default$'

finish
