#!/usr/bin/env bash
# reqsig vectors make: vectors that this command reads again, and wrong arguments.
# usage: vectors-make.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir made
cp "$tests/../../vectors/http.json" made
for scheme in ambro calypso aet bitpro crm; do
  test_case "$scheme: vectors are made" 0 vectors make "$scheme" --count 40 --seed 9
  err_is_empty
  mv out "made/$scheme.json"
done
test_case 'they are read, and the library gives what they say' 0 vectors check --vectors made
out_has '200 vectors: the library gives their '
test_case 'without options there are a hundred, by the seed 1' 0 vectors make crm
mv out hundred
test_case 'so they are with the same options' 0 vectors make crm --count 100 --seed 1
cmp -s out hundred || fail 'they are others'
[ "$(grep -c '"id": ' out)" -eq 100 ] || fail 'there are not a hundred'

wrong() { # NAME MESSAGE ARGUMENT...
  local name=$1 message=$2
  shift 2
  test_case "$name" 2 vectors make "$@"
  out_is_empty
  err_has "$message"
}
wrong 'no scheme' 'SCHEME is missing'
wrong 'an unknown scheme' 'aat' aat
for count in 0 -1 x 100001 999999999999999999999; do
  wrong "count $count" "--count $count: expected a number from 1 to 100000" crm "--count=$count"
done
for seed in -1 x 1000000000000000; do
  wrong "seed $seed" "--seed $seed: expected a number from 0 to 999999999999999" crm "--seed=$seed"
done
wrong 'an argument too many' 'one argument too many: aet' crm aet

finish
