#!/usr/bin/env bash
# The vectors in the command: it has them wherever it is copied to, and others can be named.
# usage: embedded.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

sources=$(realpath "$tests/../..")
built=$(dirname "$reqsig")

mkdir elsewhere elsewhere/bin
cp "$reqsig" elsewhere/bin/copied
reqsig=$PWD/elsewhere/bin/copied
cd elsewhere || exit 3

test_case 'a copied command has the vectors of its version' 0 vectors list
mv out embedded
test_case 'they are those of the folder' 0 vectors list --vectors "$sources/vectors"
cmp -s out embedded || fail 'they are others'
test_case 'a copied command tests by them' 0 test --run crm-post-json --report json -- \
  python3 "$tests/../adapters/python/adapter.py"
says out '"source": "embedded"'
says -v out '"path"'

mkdir few none
python3 - "$sources/vectors/crm.json" few/crm.json <<'PYTHON'
import json, sys
data = json.load(open(sys.argv[1], encoding="utf-8"))
data["vectors"] = [vector for vector in data["vectors"] if vector["id"] == "crm-post-json"]
json.dump(data, open(sys.argv[2], "w", encoding="utf-8"))
PYTHON
export REQSIG_VECTORS=few
test_case 'REQSIG_VECTORS names others' 0 vectors list
[ "$(wc -l <out)" -eq 1 ] || fail 'not one vector'
test_case 'a report says which folder' 0 test --report json -- python3 "$tests/../adapters/python/adapter.py"
says out '"source": "folder"' '"path": "few"'
test_case '--vectors goes before REQSIG_VECTORS' 0 vectors list --vectors "$sources/vectors"
cmp -s out embedded || fail 'they are others'
REQSIG_VECTORS=none test_case 'a folder without vectors' 3 vectors list
says err '^reqsig: vectors list: none: no vectors: expected at least one file SCHEME.json$' \
  "^  the environment's REQSIG_VECTORS names it$"
REQSIG_VECTORS='' test_case 'REQSIG_VECTORS may be empty' 0 vectors list
cmp -s out embedded || fail 'they are others'

# What measures coverage or finds bad accesses needs the paths.
begin 'the command holds no path of the machine that built it'
: >out 2>err
if grep -a -q -E '__asan_|__ubsan_|__llvm_profile|__gcov|__sanitizer' "$reqsig"; then
  echo 'skip - an instrumented build'
else
  for path in "$sources" "$built"; do
    if grep -a -q -F "$path" "$reqsig"; then fail "it holds $path"; fi
  done
fi

finish
