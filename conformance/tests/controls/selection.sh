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

finish
