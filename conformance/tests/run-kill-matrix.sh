#!/usr/bin/env bash
# The kill matrix as a person meets it. Arguments: the command, the vectors.
set -euo pipefail

reqsig=$1 vectors=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "FAILED: $1" >&2
  cat "$work/out" >&2
  exit 1
}

# Whether the exit code is $1 and the output has $2, of the arguments behind.
expect() {
  local code=$1 words=$2 got=0
  shift 2
  "$reqsig" vectors kill-matrix "$@" >"$work/out" 2>&1 || got=$?
  [ "$got" = "$code" ] || fail "expected exit code $code, not $got, of kill-matrix $*"
  grep -qF -e "$words" "$work/out" || fail "expected '$words' of kill-matrix $*"
}

expect 0 'crm-body-slash-escaped' --mistake json-escaped-slash/undone --scheme crm
expect 0 'no mistake here but the profile query-included' --mistake query-included
expect 0 'v-timing' --mistake v-timing
expect 0 'usage: reqsig vectors kill-matrix' --help
expect 2 'no mistake is called nonsense' --mistake nonsense
expect 2 'nonsense' --scheme nonsense
expect 2 'one argument too many' extra
expect 3 '/nowhere' --vectors "$work/nowhere"

# Without the vectors that fail it, a mistake survives and is named.
mkdir "$work/weak"
cp "$vectors"/*.json "$work/weak"
jq '.vectors |= map(select(.id | test("slash-escaped") | not))' "$vectors/crm.json" >"$work/weak/crm.json"
expect 1 'SURVIVES' --vectors "$work/weak" --mistake json-escaped-slash/undone --scheme crm
grep -q '^json-escaped-slash/undone' "$work/out" || fail 'the survivor is not named'

# Without a whole class of vectors the whole matrix fails.
jq '.vectors |= map(select(.class == "golden"))' "$vectors/crm.json" >"$work/weak/crm.json"
expect 1 'SURVIVES' --vectors "$work/weak" --scheme crm
