#!/usr/bin/env bash
# reqsig fuzz --http: parsers that are right, and that are not. The one that is right shares nothing with reqsig's own.
# usage: fuzz-http.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

cases=(--http --seed 1 --cases 2000 --time 300 --timeout 60)
parser() { echo "$python" "$controls/second-parser.py" "$1"; }

# shellcheck disable=SC2046 # the words of the parser's command
if run http-right 0 fuzz "${cases[@]}" -- $(parser right); then
  says out '^right 1$' "^  http +$some +$some +$some +[0-9]+ +0 +0 +[0-9]+ +0\$" '^Found: nothing in [0-9]+ cases, in [0-9.]+ s[.]$'
fi

# --- accepted wrongly: shrunk to what is wrong, and saved as a vector beside a twin
# shellcheck disable=SC2046
if run http-accepts 1 fuzz "${cases[@]}" --save found -- $(parser lets-spaces); then
  says out "^FOUND  http space-before-colon accepted  in $some cases?\$" '^  reqsig refuses it at offset [0-9]+: white space follows' \
    '^  the parser accepts what must be refused$' '^    [a-zA-Z-]+ :' '^  saved as http-fuzz-space-before-colon-accepted$'
  [ "$(sed -n '/^FOUND  http space-before-colon/,/reqsig refuses/p' out | grep -c '^    ')" -le 8 ] || fail 'it is not made smaller'
  python3 -c 'import json, jsonschema, sys; jsonschema.validate(*(json.load(open(name)) for name in sys.argv[1:]))' \
    found/http.json "$tests/../../vectors/http.schema.json" || fail 'the file of vectors is not as its schema has it'
  run http-vector-before 1 test --http --vectors found -- $(parser lets-spaces) && says out '^FAIL  http-fuzz-space-before-colon-accepted'
  run http-vector-after 0 test --http --vectors found -- $(parser right)
  "$reqsig" vectors list --http --vectors found >out 2>err && says out 'http-fuzz-twin'
fi
# shellcheck disable=SC2046
if run http-reads-another-body 1 fuzz "${cases[@]}" -- $(parser other-body); then
  says out "^FOUND  http well-formed body  in $some cases\$" '^  reads another body$' '^  reqsig accepts it[.]$'
fi
# shellcheck disable=SC2046
if run http-dies 1 fuzz --http --seed 1 --cases 200 --time 300 -- $(parser dies); then
  says out '^FOUND  http .* crash  in ' '^    .*\\x0B' 'ended with exit status 7'
fi

# --- what the RFCs leave open is told of two parsers alone
# shellcheck disable=SC2046
run http-open 0 fuzz "${cases[@]}" -- $(parser lets-bare-lf) && says -v out '^FOUND'
# shellcheck disable=SC2046
run http-target-in-order 0 fuzz "${cases[@]}" -- $(parser one-slash) && says -v out '^FOUND'
# shellcheck disable=SC2046
run http-other-target 1 fuzz "${cases[@]}" -- $(parser other-target) && says out '^FOUND  http [a-z-]+ target  in'
# shellcheck disable=SC2046
if run http-against 1 fuzz "${cases[@]}" --against "$(parser lets-bare-lf)" -- $(parser right); then
  says out "^FOUND  http bare-lf refused [|] accepted  in $some cases\$" '^  1 right: refused$' '^  2 lets-bare-lf: accepted$'
  says -v out 'must be'
fi

# --- usage
run http-no-scheme 2 fuzz crm --http -- "$python" "$adapter" && says err '^reqsig: fuzz: --http: a parser is fuzzed without SCHEME$'
if run http-no-parser 1 fuzz --http --time 1 -- "$python" "$adapter"; then
  says out '^not asked: http: hello declares other ops [(]message, sign, verify[)]: let it declare parse$' '^Nothing was asked: 0 cases, '
fi

finish
