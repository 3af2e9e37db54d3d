#!/usr/bin/env bash
# Tables of answers, which know no scheme: fresh vectors and the order of the cases show them.
# usage: tables.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

vectors=$(realpath "$tests/../../vectors")
table=("$python" "$controls/table.py")

# --- by what the published vectors hold
if run table-of-contents 0 test -- "${table[@]}" contents "$vectors"; then says out "^Conformant: $some cases passed"; fi
if run table-of-contents-and-fresh 1 test --fresh 100 -- "${table[@]}" contents "$vectors"; then
  says out '^UNSUPPORTED  [a-z]+-fresh-' 'unsupported: it is not in the table' "^Not conformant: $some unsupported"
  grep -E '^(FAIL|UNSUPPORTED)  ' out | grep -vE -e '-fresh-[0-9]+$' && fail 'a published vector is not in the table'
fi

# --- by the id, or the place: what one run records is right in another of the same seed, and in no other
recording=(test --seed 1 --fresh 50 -- "${table[@]}" record recorded "$python" "$adapter")
if ! wanted table-is-recorded; then
  [ -z "$only" ] || "$reqsig" "${recording[@]}" >out
elif run table-is-recorded 0 "${recording[@]}"; then
  says out '^Conformant: ' '^--fresh 50 --seed 1 repeats these fresh vectors and the order of the cases[.]$'
fi
for how in by-id by-position; do
  if run "table-$how-of-the-same-seed" 0 test --seed 1 --fresh 50 -- "${table[@]}" "$how" recorded; then
    says out '^Conformant: '
  fi
  if run "table-$how-of-another-seed" 1 test --seed 2 -- "${table[@]}" "$how" recorded; then
    says out '^--seed 2 repeats the order of the cases[.]$' "^Not conformant: $some failed"
  fi
  if run "table-$how-of-a-drawn-seed" 1 test -- "${table[@]}" "$how" recorded; then
    says out '^--seed [0-9]+ repeats the order of the cases[.]$' "^Not conformant: $some failed"
  fi
done

finish
