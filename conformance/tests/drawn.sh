#!/usr/bin/env bash
# What drawn vectors expect is what two references make of them that share no code with the library; each rejection has one
# fault alone. Drawn vectors alone fail most mistakes, and no right implementation.
# usage: drawn.sh REQSIG

# shellcheck source=conformance/tests/lib.sh
. "$(dirname "$0")/lib.sh"
check=$(realpath "$tests/../../ci/check-vectors")

for scheme in ambro calypso aet bitpro crm; do
  test_case "$scheme: vectors are made" 0 vectors make "$scheme" --count 80 --seed 1
  mv out "$scheme.json"
done
begin 'both references agree with them'
"$check" --drawn ./*.json >out 2>err || fail 'they do not'
out_is 'both routes agree with 400 drawn vectors'

"$reqsig" vectors make aet --count 40 --seed 1 >few.json
# spoiled NAME FROM TO: with its first FROM a file is wrong, and the check says so.
spoiled() {
  begin "a wrong $1 is found"
  sed "0,/$2/s//$3/" few.json >spoiled.json
  if cmp -s few.json spoiled.json; then fail 'nothing was spoiled'; fi
  "$check" --drawn spoiled.json >out 2>err && fail 'it is not'
  says out '^aet-(verify-)?made-[0-9]+: '
}
spoiled mac '"mac": "[0-9a-f]\{8\}' '"mac": "00000000'
spoiled verdict '"verdict": "accept"' '"verdict": "reject", "reason": "missing"'
spoiled reason '"reason": "malformed"' '"reason": "signature_mismatch"'
spoiled profile '"query-included"' '"path-decoded"'
spoiled twin '"changes": "[a-zA-Z:]*"' '"changes": "now"'

# share WHAT: of how many mistakes in a hundred these vectors fail; of those of WHAT, signers or verifiers.
share() { awk -v what="$1" '$1 == what {on = 1} on && $1 == "all" {print int(100 * $3 / $2); exit}' out; }
mkdir drawn
cp "$tests/../../vectors/http.json" drawn
for scheme in ambro calypso aet bitpro crm; do "$reqsig" vectors make "$scheme" --count 1000 >"drawn/$scheme.json"; done
begin 'drawn vectors alone fail most mistakes, and no right implementation'
"$reqsig" vectors kill-matrix --vectors drawn >out 2>err
says out '^Right implementations: [1-9][0-9]* were run, and vectors fail 0 of them[.]$'
for least in 'signers 70' 'verifiers 55'; do
  found=$(share "${least% *}")
  [ "${found:-0}" -ge "${least#* }" ] || fail "only ${found:-none} % of the mistakes of ${least% *} fail, not ${least#* } %"
done

begin 'the same seed makes the same vectors'
"$reqsig" vectors make aet --count 80 --seed 1 >out 2>err
cmp -s out aet.json || fail 'it does not'
begin 'another seed makes others'
"$reqsig" vectors make aet --count 80 --seed 2 >out 2>err
if cmp -s out aet.json; then fail 'it does not'; fi
test_case 'fewer vectors are the first of more' 0 vectors make aet --count 20 --seed 1
[ "$(grep -c '"id": ' out)" -eq 20 ] || fail 'there are not 20'
says out '"id": "aet-made-10"'
cmp -s <(grep '"mac": ' out) <(grep '"mac": ' aet.json | head -n "$(grep -c '"mac": ' out)") || fail 'they are others'

finish
