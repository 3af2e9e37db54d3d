#!/usr/bin/env bash
# Which cases are run: by pattern, by scheme, by what the adapter declares.
# usage: selection.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

if run two-patterns 0 test --run 'aet-get-query-excluded' --run 'crm-post-*' -- "$python" "$adapter"; then
  says out "^  aet +3 " "^  crm +$some "
  grep -v '^--seed ' out >apart
  "$reqsig" test --run 'crm-post-*' --run 'aet-get-query-excluded' --run 'aet-get-query-exc*' -- "$python" "$adapter" >out 2>err
  cmp -s apart <(grep -v '^--seed ' out) || fail "a vector that two patterns match is run twice, or their order counts"
fi

if run scheme-not-declared 1 test --scheme crm --scheme aet -- "$python" "$controls/control.py" only-aet; then
  says out '^Not conformant: crm was asked for, but the adapter does not declare it[.]$'
fi
if run schemes-not-declared 1 test --scheme crm --scheme bitpro --scheme aet -- "$python" "$controls/control.py" only-aet; then
  says out '^Not conformant: crm, bitpro were asked for, but the adapter does not declare them[.]$'
fi
if run scheme-not-declared-and-another-wrong 1 test --scheme crm --scheme aet -- "$python" "$controls/control.py" wrong-aet; then
  says out "^Not conformant: $some failed, of $some cases; crm was asked for, but the adapter does not declare it[.]\$"
fi
if run scheme-declared-in-part 0 test --scheme crm --scheme aet -- "$python" "$controls/control.py" only-message; then
  says out "^Conformant: .* $some out of scope[.]$"
fi

mkdir -p few
"$reqsig" vectors make crm --count 20 -o few/crm.json
if run scheme-without-vectors 0 test --vectors few -- "$python" "$adapter"; then
  says out '^note: the adapter declares ambro, calypso, aet, bitpro, of which there are no vectors here'
fi
if run scheme-named-with-vectors 0 test --vectors few --scheme crm -- "$python" "$adapter"; then
  says -v out 'no vectors here'
fi

# --- parts of a run: together they are the whole, and none is run twice
cases() { python3 -c 'import json, sys; [print(c["id"], c["op"]) for f in sys.argv[1:] for c in json.load(open(f))["cases"]]' "$@" | sort; }
part=(test --scheme crm --scheme ambro --fresh 20 --seed 4 --report json)
if run shards 0 "${part[@]}" -- "$python" "$adapter"; then
  mv out whole.json
  for i in 1 2 3; do "$reqsig" "${part[@]}" --shard $i/3 -- "$python" "$adapter" >part$i.json 2>err || fail "part $i: exit code $?"; done
  cmp -s <(cases whole.json) <(cases part?.json) || fail "the parts are not the whole"
  [ "$(cases part1.json | wc -l)" -lt "$(($(cases whole.json | wc -l) / 2))" ] || fail "the first part is too large"
  TEST_TOTAL_SHARDS=3 TEST_SHARD_INDEX=1 TEST_SHARD_STATUS_FILE=touched "$reqsig" "${part[@]}" -- "$python" "$adapter" >out 2>err
  cmp -s out part2.json || fail "the environment selects another part than --shard 2/3"
  [ -e touched ] || fail "the file of TEST_SHARD_STATUS_FILE was not touched"
fi
if run shard-of-nothing 2 test --run crm-post-json --shard 2/2 -- "$python" "$adapter"; then
  says err 'part 2 of 2 has no vector: the whole has 1$'
fi

finish
