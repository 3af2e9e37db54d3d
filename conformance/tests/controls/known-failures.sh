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
kept known-all 1 'aet-get-* # all\n' '^Not conformant: all [0-9]+ failures are known, but nothing else was tested[.]$' ' known '
kept known-unmatched 1 'aet-get-*\naet-nothing\n' 'stale: known:2: "aet-nothing" matches no vector'
kept known-misspelt 1 'aet-get-*\naet-get-query-exlcuded\n' \
  'stale: known:2: "aet-get-query-exlcuded" matches no vector; did you mean aet-get-query-excluded[?]$'
printf 'aet-get-*\n' >known
if run known-passes 1 test --scheme aet --run 'aet-get-*' --known-failures known -- "$python" "$adapter"; then
  says out 'stale: known:1: "aet-get-\*" lists aet-get-[a-z-]+, .* and aet-get-[a-z-]+, which do not fail$' '^Not conformant: 1 stale'
fi
updates='^note: if that is right, --update-known-failures takes out what is stale$'
fixed() { # NAME LIST REGEX...
  local name=$1
  printf '%b' "$2" >known
  shift 2
  if run "$name" 1 test --run 'aet-get-*' --known-failures known -- "$python" "$adapter"; then says out "$updates" "$@"; fi
}
fixed stale-op '\naet-get-query-excluded op=sign\n' '^stale: known:2: aet-get-query-excluded sign passes now$'
fixed stale-ops 'aet-get-query-excluded op=message\naet-get-query-excluded op=sign # why\naet-get-query-excluded op=verify\n' \
  '^stale: known:1-3: aet-get-query-excluded message, sign and verify pass now$'
fixed stale-apart 'aet-get-query-excluded op=message\n\naet-get-query-excluded op=sign\naet-get-query-excluded\n' \
  '^stale: known:1: aet-get-query-excluded message passes now$' '^stale: known:3: aet-get-query-excluded sign passes now$' \
  '^stale: known:4: aet-get-query-excluded passes now$'
fixed stale-pattern 'aet-get-query-e* op=sign\n' '^stale: known:1: "aet-get-query-e[*]" lists aet-get-query-.*, which do(es)? not fail with sign$'
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

# What is pinned of a failure: which case, how, and by which mistake.
excluded=aet-get-query-excluded
sign="$excluded op=sign outcome=fail difference=header-value cause=leading-slash/kept"
message="$excluded op=message outcome=fail difference=message cause=leading-slash/kept"
selected=(test --run "$excluded" --run 'crm-post-*' --run crm-github-published --known-failures known)
pinned() { # NAME EXIT_CODE LIST REGEX...
  local name=$1 code=$2
  printf '%b' "$3" >known
  shift 3
  if run "$name" "$code" "${selected[@]}" -- "$python" "it's here/signer/adapter.py"; then says out "$@"; fi
}
pinned pin-all 0 "$sign # why\n$message\n" '^Conformant: .* 2 known to fail'
pinned pin-one-op 1 "$sign\n" "^FAIL  $excluded\$" '^Not conformant: 1 failed'
pinned pin-pattern 0 'aet-* cause=leading-slash/kept outcome=fail\n' '^Conformant: .* 2 known to fail'
pinned pin-another-cause 1 'aet-* cause=none\n' "^FAIL  $excluded\$" \
  "stale: known:1: \"aet-\\*\" pins another failure than message of $excluded, which has cause=leading-slash/kept; and 1 more\$"
pinned pin-another-difference 1 'aet-* op=sign difference=header-missing\n' "pins another failure than sign of $excluded, which has difference=header-value\$"
pinned pin-error-of-a-failure 1 'aet-* outcome=error error=crash\n' 'which has outcome=fail no error; and 1 more$'
pinned pin-flaky 0 'aet-* outcome=flaky\ncrm-post-json outcome=flaky\n' ' flaky ' \
  '^Conformant: .* 2 known to fail now and then' '^note: 2 cases listed as flaky failed alike both times$'
pinned pin-some-pass 1 'aet-*\n*-[gp]*s*\n' \
  'known:2: "[*]-\[gp\][*]s[*]" lists crm-github-published, crm-post-json and crm-post-[a-z-]+, which do not fail$'

bad_list() { # NAME LIST REGEX...
  local name=$1
  printf '%b' "$2" >known
  shift 2
  if run "$name" 2 test --known-failures known -- true; then says err "$@"; fi
}
bad_list pin-unknown 'aet-x\naet-y cuase=none # typed\n' \
  '^reqsig: known:2: cuase=none: expected op, outcome, error, difference or cause$'
bad_list pin-unknown-value 'aet-x op=sing\n' '^reqsig: known:1: op=sing: expected message, sign or verify$' 'did you mean sign[?]'
bad_list pin-of-no-failure 'aet-x outcome=pass\n' 'expected fail, unsupported, error or flaky$'

bad_list pin-twice 'aet-x op=sign op=verify\n' '^reqsig: known:1: op=verify: the second of its kind: expected one$'
bad_list pin-without-value 'aet-x op\n' '^reqsig: known:1: op: expected a value, such as op=sign$'
bad_list pin-cause-without-value 'aet-x cause\n' '^reqsig: known:1: cause: expected a value, such as cause=none$'
bad_list list-with-nul 'aet-x\naet-y\0\naet-z op=sing\n' '^reqsig: known:2: a NUL: expected lines of text$'

printf 'crm-github-published op=verify outcome=error error=answered\n' >known
if run pin-error 0 test --scheme crm --known-failures known -- "$python" "$controls/control.py" nul-in-error "$mark"; then
  says out '^Conformant: .*, 1 known to fail'
fi

# The list is written anew: what still holds stays as it is, in its place, and so do comments.
updated() { # NAME LIST EXPECTED REGEX...
  local name=$1
  printf '%b' "$2" >known
  printf '%b' "$3" >expected
  shift 3
  run "$name" 0 "${selected[@]}" --update-known-failures -- "$python" "it's here/signer/adapter.py" || return
  says out '^Conformant: ' "$@"
  cmp -s known expected || fail "the list is: $(cat known)"
}
updated update-nothing '# none\n\naet-*   # all\n' '# none\n\naet-*   # all\n'
updated update-new '# none' "# none\n$message\n$sign\n" 'note: known is written anew: 0 lines removed, 2 added$'
updated update-stale "# of old\naet-nothing # gone\ncrm-post-* #passes\n\naet-get-query-* cause=none # why\nbitpro-get-* op=sign # not run\n" \
  "# of old\n\n$message # why\n$sign\nbitpro-get-* op=sign # not run\n" \
  'note: known is written anew: 3 lines removed, 2 added$'
updated update-part '*-get-* outcome=fail # some\n' '*-get-* outcome=fail # some\n'
updated update-not-run 'crm-p*-json op=sign # why\n' "crm-patch-json op=sign # why\ncrm-put-json op=sign\n$message\n$sign\n" \
  'note: known is written anew: 1 line removed, 4 added$'
printf 'crm-*\n' >known
if run update-out-of-scope 0 test --run crm-post-json --run crm-verify-key-empty --known-failures known --update-known-failures -- \
  "$python" "it's here/signer/adapter.py"; then
  says known '^crm-verify-key-empty$' '^crm-get-with-body$'
  says -v known '^crm-post-json$'
fi
rm -f new
if run update-begins 0 test --run "$excluded" --run 'crm-post-*' --known-failures new --update-known-failures -- \
  "$python" "it's here/signer/adapter.py"; then
  printf '%s\n' "$message" "$sign" | cmp -s - new || fail "the list is: $(cat new)"
fi
printf 'crm-x\n' >known
if run update-of-a-broken-run 3 test --scheme crm --known-failures known --update-known-failures -- \
  "$python" "$controls/control.py" exit-at-once "$mark"; then
  says err '^reqsig: warning: known stays as it is, as the run broke$'
  echo crm-x | cmp -s - known || fail "the list is: $(cat known)"
fi
run update-without-list 2 test --update-known-failures -- true && says err '--known-failures FILE is missing$'
run update-of-standard-input 2 test --known-failures - --update-known-failures -- true &&
  says err '^reqsig: test: -: can.t be written: standard input is no file'

rm -f known
flaky=(test --run 'crm-*' --known-failures known)
if run update-flaky 0 "${flaky[@]}" --update-known-failures -- "$python" "$controls/control.py" flaky "$mark"; then
  says known '^crm-github-published op=[a-z]+ outcome=flaky$'
  sed 's/flaky/fail/' known >pinned
  run known-flaky 0 "${flaky[@]}" -- "$python" "$controls/control.py" flaky "$mark" &&
    says out '1 known to fail now and then' && says -v out 'failed alike'
  mv pinned known
  run known-as-failing 1 "${flaky[@]}" -- "$python" "$controls/control.py" flaky "$mark" && says out 'which has outcome=flaky$'
fi

finish
