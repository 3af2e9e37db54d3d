#!/usr/bin/env bash
# reqsig vectors: list and show.
# usage: vectors.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

test_case show-request 0 vectors show http-field-bare-lf-behind
says out '^http-field-bare-lf-behind  may$' '^  from +RFC 9112 section 2[.]2$' '^  choice +' '^  bugs +27$' \
  '^  differs from  http-field$' '^raw request, 53 bytes$' '^    35  X-Note: one two.n$' \
  '^                       \^ bare-lf at offset 50$' '^  verdict +reject bare-lf$' '^  offset +50$'
test_case show-request-cut 0 vectors show http-head-cut-in-empty-line
says out '^    52  .r$' '^          \^ head-truncated at offset 53, where the input ends$'
test_case show-request-empty 0 vectors show http-empty
says out '^        \^ empty at offset 0, where the input ends$'
test_case show-request-accepted 0 vectors show http-field-value-85-and-a0
says out '^  verdict +accept$' '^ +X-Note: .x85.xA0one two.xA0.x85$'
says -v out '\^'
test_case show-request-limited 0 vectors show http-limit-body-met
says out '^  room for +10 bytes of body$'
test_case list-requests 0 vectors list --http --class strict
says out '^http-chunk-extension +strict '
says -v out '^crm-' '^http-get '
test_case list-requests-by-reason 0 vectors list --reason bare-lf
says out '^http-field-bare-lf-behind '
says -v out '^http-get ' '^crm-'
test_case list-without-requests 0 vectors list --scheme crm
says -v out '^http-'
test_case show-request-mistyped 2 vectors show http-feild
says err 'did you mean http-field[?]'
test_case list-requests-of-scheme 2 vectors list --http --scheme crm
says err 'raw requests are of no scheme'
test_case show-twin 0 vectors show crm-verify-key-absent
says out '^  differs from +crm-post-json, in: header:key$' '^  edit +key left out$' '^signed request$' \
  '^  verdict +reject missing$'
test_case list-by-reason 0 vectors list --scheme crm --reason missing
says out '^crm-verify-key-absent '
says -v out '^crm-post-json ' '^aet-'
test_case list-by-verdict 0 vectors list --verdict accept
says out '^crm-post-json '
says -v out '^crm-verify-key-absent '
test_case list-by-any-reason 0 vectors list --scheme crm --reason any
says out '^crm-verify-secret-empty '
for wrong in '--verdict rejected' '--reason stale' '--verdict accept --reason expired'; do
  # shellcheck disable=SC2086 # two words or four
  test_case "list-$wrong" 2 vectors list $wrong
  says err '--(verdict|reason) ' 'see reqsig help vectors'
done
test_case list-unknown-reason 2 vectors list --reason stale
says err '^ +malformed, missing, ' '^ +empty, leading-empty-line, '

# --- the pages fit a terminal
COLUMNS='' test_case show-request-narrow 0 vectors show http-field-bare-lf-behind
says out '^  meaning  '
[ "$(awk 'length > 80' out | wc -l)" -eq 0 ] || fail 'lines of more than 80 columns'
COLUMNS='' test_case list-narrow 0 vectors list
[ "$(awk 'length > 80' out | wc -l)" -eq 0 ] || fail 'lines of more than 80 columns'
test_case list-short 0 vectors list --scheme crm
says out '^crm-post-json +derived  accept$' '^crm-verify-key-absent +derived  reject$'
COLUMNS='' test_case list-long-narrow 0 vectors list --long
says out '[^\\]\\n in a JSON string are not a line feed'
[ "$(awk 'length > 80' out | wc -l)" -eq 0 ] || fail 'lines of more than 80 columns'
COLUMNS=60 test_case list-long 0 vectors list --long --scheme crm
says out '^From GitHub Docs, ' '^From [^G]' '^crm-verify-key-absent +derived  reject$' '^    reason: missing$' \
  '^    [A-Z]'
[ "$(grep '^ ' out | awk 'length > 60' | wc -l)" -eq 0 ] || fail 'lines of more than 60 columns'

# --- what can match nothing is wrong usage, what happens to match nothing is told
# excluded NAME VALUES ARGUMENT...: refused with the values that there are.
excluded() {
  test_case "list-$1" 2 vectors list "${@:3}"
  says err ': --(class|reason) [a-z_-]+ does not go with --(scheme|http|class)$' "^ +$2"
  says -v out '.'
}
excluded class-of-requests-and-scheme 'golden, derived, profile, strict, silent$' --class must --scheme aet
excluded class-of-scheme-and-http 'must, should, may, strict$' --class golden --http
excluded reason-of-requests-and-scheme 'malformed, missing, ' --scheme aet --reason bare-lf
excluded reason-of-scheme-and-http 'empty, leading-empty-line, ' --http --reason expired
excluded reason-of-scheme-and-class 'empty, leading-empty-line, ' --class may --reason expired
excluded reason-of-requests-and-class 'malformed, missing, ' --reason bare-lf --class golden
test_case list-nothing 0 vectors list --scheme crm --reason expired
says err '^reqsig: vectors list: no vector matches$'
says -v out '.'
test_case list-something 0 vectors list --scheme aet --class profile --reason signature_mismatch
says -v err '.'

# wrong NAME REGEX ARGUMENT...: these arguments are wrong usage, and the error says so.
wrong() {
  test_case "$1" 2 "${@:3}"
  says err "$2" 'see reqsig '
}
wrong vectors-without-action 'expected list, show, check, make or kill-matrix' vectors
wrong vectors-show-without-id 'ID is missing' vectors show
wrong vectors-show-unknown 'no vector has the id aet-x' vectors show aet-x
wrong vectors-class-unknown 'expected golden, derived' vectors list --class platinum
test_case no-directory 3 vectors list --vectors nowhere
says err "nowhere: can't be opened"

finish
