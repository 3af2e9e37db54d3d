#!/usr/bin/env bash
# reqsig vectors kill-matrix.
# usage: kill-matrix.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# prints TEXT EXIT_CODE ARGUMENT...: the kill matrix of those arguments has that text, on either output.
prints() {
  test_case "kill-matrix ${*:3}" "$2" vectors kill-matrix "${@:3}"
  cat err >>out
  out_has "$1"
}
prints 'crm-body-slash-escaped' 0 --mistake json-escaped-slash/undone --scheme crm
prints 'no mistake here but the profile query-included' 0 --mistake query-included
prints 'v-timing' 0 --mistake v-timing
prints 'usage: reqsig vectors kill-matrix' 0 --help
prints 'no mistake is called nonsense' 2 --mistake nonsense
prints 'unknown scheme' 2 --scheme nonsense
prints 'crm-body-slash-escaped' 0 crm --mistake json-escaped-slash/undone
prints 'unknown scheme' 2 extra
prints 'one argument too many' 2 crm extra
prints 'SCHEME is given twice' 2 crm --scheme crm
prints '/nowhere' 3 --vectors "$scratch/nowhere"

# Without the vectors that fail it, a mistake survives and is named.
vectors=$tests/../../vectors
mkdir weak
cp "$vectors"/*.json weak
jq '.vectors |= map(select(.id | test("slash-escaped") | not))' "$vectors/crm.json" >weak/crm.json
prints 'SURVIVES' 1 --vectors weak --mistake json-escaped-slash/undone --scheme crm
says out '^json-escaped-slash/undone'

# Without a whole class of vectors the whole matrix fails.
jq '.vectors |= map(select(.class == "golden"))' "$vectors/crm.json" >weak/crm.json
prints 'SURVIVES' 1 --vectors weak --scheme crm

# Each mistake of the catalogue has its source: a public report, or the rule that it breaks.
for scheme in ambro calypso aet bitpro crm; do jq '.vectors |= .[:1]' "$vectors/$scheme.json" >"weak/$scheme.json"; done
prints 'v-timing' 1 --vectors weak
"$reqsig" complete mistake | sort -u >mistakes
# shellcheck disable=SC2016 # the backquotes are Markdown's
sed -nE 's,^\| `([a-z0-9-]+)` \| ([^|]*[a-zA-Z0-9]/[^|]*#[0-9]+|CVE-[0-9]|rule: )[^|]*\|$,\1,p' "$vectors/MISTAKES.md" |
  sort -u >sources
[ "$(wc -l <mistakes)" -gt 100 ] || fail 'mistakes are listed otherwise'
diff mistakes sources >&2 || fail 'vectors/MISTAKES.md: other sources (>) than mistakes (<)'

finish
