#!/usr/bin/env bash
# Known failures, of an adapter that only signs, as what it rejects would be flagged.
# usage: known-failures.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

spoil_slash
spoil ', "verify": answer_verify' '' "it's here/signer"
cp "it's here/slash/sign.py" "it's here/signer/"
kept() { # NAME EXIT_CODE LIST REGEX...
  local name=$1 code=$2
  printf '%b' "$3" >known
  shift 3
  if run "$name" "$code" test --scheme aet --run 'aet-get-*' --known-failures known -- "$python" "it's here/signer/adapter.py"; then
    says out "$@"
  fi
}
kept known-none 1 '# none\n\n' '^FAIL  aet-get-query-excluded$'
kept known-all 1 'aet-get-* # all\n' '^Not conformant: nothing passed' ' known '
kept known-unmatched 1 'aet-get-*\naet-nothing\n' 'stale: known:2: "aet-nothing" matches no vector'
printf 'aet-get-*\n' >known
if run known-passes 1 test --scheme aet --run 'aet-get-*' --known-failures known -- "$python" "$adapter"; then
  says out 'stale: known:1: "aet-get-\*" lists aet-get-[a-z-]+, which does not fail' '^Not conformant: 1 stale'
fi
printf 'aet-get-query-excluded\naet-post-json # both of them\n' >known
if run known-some 1 test --scheme aet --known-failures known -- "$python" "it's here/signer/adapter.py"; then
  says out '^Not conformant: [0-9]+ failed, of' ' known '
  says -v out '^FAIL  aet-get-query-excluded$'
fi
printf 'aet-*\n' >known
if run known-conformant 0 test --scheme crm --scheme aet --run '*-get-*' --known-failures known -- \
  "$python" "it's here/signer/adapter.py"; then
  says out '^Conformant: .* known to fail'
fi

finish
