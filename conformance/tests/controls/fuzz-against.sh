#!/usr/bin/env bash
# reqsig fuzz --against: where implementations disagree.
# usage: fuzz-against.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

cases=(--seed 1 --cases 500 --time 300 --timeout 60)
right="$python '$adapter'"

if run against-right 0 fuzz aet "${cases[@]}" --against "$right" -- "$python" "$adapter"; then
  says out '^1 example-python 1.0 [(]python[)]$' '^2 example-python 1.0 [(]python[)]$' '^1 aet ' '^2 aet ' \
    '^Found: nothing in [0-9]+ cases, in [0-9.]+ s[.]$'
fi

# --- one is wrong: all its cases are one cluster, whose vector only it fails
spoil_slash
slash="it's here/slash/adapter.py"
name='aet right | leading-slash/kept | right'
if run against-wrong 1 fuzz aet "${cases[@]}" --save found --against "$python \"$slash\"" --against "$right" -- "$python" "$adapter"; then
  says out "^FOUND  aet right [|] leading-slash/kept [|] right  in $some cases\$" '^  1 example-python: right$' \
    '^  2 example-python: leading-slash/kept$' 'signs the path with its leading slash' '^    (GET|POST) /a?$' '^  of 2:$' \
    '^  saved as aet-fuzz-right-leading-slash-kept-right$' '^Found: 1 cause of disagreement in '
  run against-before-the-mend 1 test --scheme aet --vectors found -- "$python" "$slash" && says out '^FAIL  aet-fuzz-'
  run against-after-the-mend 0 test --scheme aet --vectors found -- "$python" "$adapter"
fi
echo "$name" >known.txt
if run against-known 0 fuzz aet "${cases[@]}" --known known.txt --against "$python \"$slash\"" --against "$right" -- "$python" "$adapter"; then
  says out "^known: aet right [|] leading-slash/kept [|] right, in "
fi

# --- no document decides what a body of any bytes gives, but two implementations should agree
spoil 'hmac.digest(secret.encode()' 'hmac.digest((secret if message.count(255) < 3 else "x").encode()' undecided
if run against-undecided 1 fuzz crm --seed 1 --cases 900 --time 300 --against "$python undecided/adapter.py" -- "$python" "$adapter"; then
  says out '^FOUND  crm undecided answer A [|] answer B  in ' '^  1 example-python: answer A, as reqsig answers$' \
    '^  2 example-python: answer B$' 'No document decides' '\\xFF.*\\xFF.*\\xFF' '^Found: 1 cause of '
fi

# --- one breaks: it is started again, and the others are asked on
spoil 'hmac.digest(secret.encode()' 'os._exit(7) if b"*" in message else hmac.digest(secret.encode()|; s|^import hmac|import hmac, os|; s|list(OPS)|["sign"]' crash
if run against-crash 1 fuzz crm "${cases[@]}" --against "$right" -- "$python" crash/adapter.py; then
  says out '^FOUND  crm sign crash [|] right  in ' 'ended with exit status 7' '^Found: [0-9]+ causes? of disagreement'
  says -v out 'killed|SIGKILL'
fi
if run against-not-started 3 fuzz crm --against ./no-such-adapter -- "$python" "$adapter"; then
  says err 'no-such-adapter.* could not be started'
fi
if run against-hello 3 fuzz crm --against "$python -c 'print(1)'" -- "$python" "$adapter"; then
  says out '^Broken: the adapter number 2 .*; until then 0 cases, in '
fi

# --- usage
run against-quotation 2 fuzz aet --against "python3 'adapter.py" -- "$python" "$adapter" && says err 'a quotation has no end'
run against-nothing 2 fuzz aet --against ' ' -- "$python" "$adapter" && says err 'there is no command'

finish
