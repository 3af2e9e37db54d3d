#!/usr/bin/env bash
# The npm package finds the schemes by the files of its folder: a sixth needs no line in it. Without Node.js nothing is tested.
set -uo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
command -v node >/dev/null || { echo "ok # SKIP node is not here"; exit 0; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$top"/ci/npm/* "$scratch"
mkdir "$scratch/vectors"
cp "$top"/vectors/*.json "$scratch/vectors"
cd "$scratch" || exit 3
failures=0

prints() { # NAME EXPRESSION EXPECTED
  local got
  got=$(node -p "const p = require('./index.js'); $2" 2>&1)
  [ "$got" = "$3" ] && return
  failures=$((failures + 1))
  echo "not ok - $1: expected $3, not $got"
}

prints 'the schemes' 'p.schemes.join()' aet,ambro,bitpro,calypso,crm
prints 'vectors of each' 'p.schemes.every((name) => p.load(name).every(({ id }) => id.startsWith(name + "-")))' true
prints 'raw requests' 'p.loadHttp().length > 0' true
prints 'no scheme' 'try { p.load("http") } catch (error) { error.message }' \
  'expected a scheme of aet, ambro, bitpro, calypso, crm, not http'
cp vectors/crm.json vectors/sixth.json
prints 'a sixth scheme' 'p.load("sixth").length === p.load("crm").length' true

echo "$failures failed"
[ "$failures" -eq 0 ]
