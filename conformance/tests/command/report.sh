#!/usr/bin/env bash
# reqsig report.
# usage: report.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# write_report FILE NAME VERDICT OUTCOME...: of the cases crm-1 sign, crm-2 sign and so on; "" leaves one out, and "not-run"
# is one that was not asked.
write_report() {
  local file=$1 name=$2 verdict=$3 cases='' i=0 outcome
  shift 3
  for outcome; do
    i=$((i + 1))
    case $outcome in
      error) outcome='error","error_kind":"crash' ;;
      known-*) outcome="${outcome#known-}\",\"known\":true,\"x\":\"" ;;
      not-run) outcome='error","words":"not run' ;;
    esac
    [ -z "$outcome" ] || cases+="${cases:+,}{\"id\":\"crm-$i\",\"op\":\"sign\",\"scheme\":\"crm\",\"class\":\"derived\",\"outcome\":\"$outcome\"}"
  done
  printf '{"format":1,"reqsig":"1.2.3","vectors":{"source":"embedded","sha256":"%s"},"verdict":"%s","summary":"It is %s.","implementation":{"name":"%s","version":null},"cases":[%s]}' \
    "${sum:-00}" "$verdict" "$verdict" "$name" "$cases" >"$file"
}

write_report a.json one conformant pass pass fail flagged observed ''
write_report b.json one not-conformant pass fail pass pass observed error
write_report c.json two conformant pass pass pass pass pass pass

test_case 'two runs of one implementation: what changed' 0 report a.json b.json
err_is_empty
out_has '   since the one before: 2 cases fail that did not, 1 no more'
out_has $'3 cases fail in some and not in others\n  crm-2 sign: pass, fail\n  crm-3 sign: fail, pass\n  crm-6 sign: -, error\n'
has_match out $'\n  crm +1 fail +2 fail\n' || fail 'the counts are others'
test_case 'two implementations are no runs over time' 0 report a.json c.json
out_lacks 'since the one before'
out_has $'1 case fails in some and not in others\n  crm-3 sign: fail, pass\n'
has_match out $'\n  crm +1 fail +6 pass\n' || fail 'the counts are others'
write_report fixed.json one conformant pass pass pass pass pass pass
write_report listed.json one conformant known-fail known-error pass fail known-unsupported pass
test_case 'known failures that pass now are told' 0 report listed.json fixed.json
out_has '   since the one before: 0 cases fail that did not, 1 no more, 2 known failures pass now'
out_has $'3 cases fail in some and not in others\n  crm-1 sign: known, pass\n  crm-2 sign: known, pass\n  crm-4 sign: fail, pass\n'
test_case 'new failures that are listed as known are told' 0 report fixed.json listed.json
out_has '   since the one before: 1 case fails that did not, 0 no more, 2 more fail, listed as known'
write_report unlisted.json one not-conformant fail known-error pass known-fail known-unsupported pass
test_case 'and what is listed now, or no more, while it fails as before' 0 report --format markdown listed.json unlisted.json
out_has 'Since the one before: 1 that failed is listed as known now, 1 that was listed as known fails as before.'
out_has '| crm-1 sign | known | fail |'
out_lacks '| crm-2 sign '
test_case 'the same known failures are no change' 0 report listed.json listed.json
out_has '   since the one before: the same cases fail'
out_has $'0 cases fail in some and not in others\n'
write_report part.json two not-conformant pass unsupported not-run not-run
test_case 'what was not run, or is unsupported, does not count as failed' 0 report part.json c.json
out_has $'0 cases fail in some and not in others\n'
has_match out $'\n  crm +1 unsupported +6 pass\n' || fail 'the counts are others'
write_report part.json two broken pass not-run not-run fail
test_case 'what was not run is told' 0 report part.json c.json
out_has $'1 case fails in some and not in others\n  crm-4 sign: fail, pass\n'
write_report part.json two broken pass not-run not-run
test_case 'what was not run comes before what passes' 0 report --format markdown part.json a.json
out_has '| crm | 2 not run | 1 fail |'
out_has '| crm-3 sign | not run | fail |'
test_case 'one run alone' 0 report c.json
out_lacks 'in some'
sum=11 write_report d.json one conformant pass
test_case 'other vectors are noted' 0 report a.json d.json
out_has 'note: the reports are of different vectors'
test_case 'the same vectors are not' 0 report a.json b.json
out_lacks 'different vectors'
# shellcheck disable=SC2046 # words
write_report all-pass.json one conformant $(printf 'pass %.0s' {1..30})
# shellcheck disable=SC2046
write_report all-fail.json one not-conformant $(printf 'fail %.0s' {1..30})
test_case 'at most 20 cases are listed' 0 report all-pass.json all-fail.json
out_has '  and 10 more: --all prints them'
[ "$(grep -c 'pass, fail' out)" = 20 ] || fail 'there are not 20'
test_case '--all lists all' 0 report --all all-pass.json all-fail.json
[ "$(grep -c 'pass, fail' out)" = 30 ] || fail 'there are not 30'

test_case 'a badge tells the version of the suite' 0 report --format badge c.json
out_has '<title id="t">reqsig 1.2.3: conformant, 6 cases</title>'
test_case 'a badge of failures' 0 report --format badge b.json
out_has 'reqsig 1.2.3: 2 of 5 cases fail'
test_case 'a badge of two reports' 2 report --format badge a.json b.json
err_has 'expected one report, not 2'

# Hostile texts end no element and begin none.
write_report hostile.json '</script><b>|`*_\"&<!--\u001b[2J' '</title><svg onload=x>' '<i>' 'fail'
# shellcheck disable=SC2016
sed -i 's/1\.2\.3/<b>\&\\"/; s/crm-1/<u>|`x`/' hostile.json
for format in html markdown badge text; do
  files=(hostile.json)
  [ "$format" = badge ] || files+=(a.json)
  test_case "hostile texts as $format" 0 report --format "$format" "${files[@]}"
  if grep -a -q $'\x1b' out; then fail 'a control character is printed'; fi
  [ "$format" = text ] || out_lacks '<b>|'
  [ "$format" = text ] || for tag in '<script' '<i>' '<u>' '<svg onload' '<!--'; do out_lacks "$tag"; done
  if [ "$format" = badge ]; then python3 -c 'import sys, xml.dom.minidom as m; m.parse("out")' 2>err || fail 'it is no XML'; fi
done

# What is no report is told, with what was expected.
refused() { # NAME TEXT MESSAGE
  printf '%s' "$2" >bad.json
  test_case "$1" 2 report a.json bad.json
  err_has "reqsig: report: bad.json: expected a report of reqsig test --report json: $3"
  out_is_empty
}
refused 'no JSON' '{"format":1' 'it is not JSON: line 1'
refused 'another format' '{"format":2}' '"format" is not 1'
refused 'no cases' "$(sed 's/"cases"/"case"/' a.json)" '"cases" is no array'
refused 'a case that is no object' "$(sed 's/"cases":\[/&1,/' a.json)" 'a case is no object'
refused 'a case without outcome' "$(sed 's/"outcome":"pass"/"x":1/' a.json)" '"outcome" is no string'
refused 'a name of another type' "$(sed 's/"name":"one"/"name":1/' a.json)" '"name" is no string'
refused 'of a parser' "$(sed 's/"cases"/"classes":[],&/' a.json)" 'this one is of a parser (--http)'
test_case 'no such file' 2 report no-such-file.json
err_has 'no-such-file.json'

finish
