#!/usr/bin/env bash
# reqsig test: adapters that cannot be started, and wrong arguments.
# usage: test.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"
few_vectors crm aet http

not_started() { # NAME REASON ADAPTER
  test_case "$1" 3 test -- "$3"
  says err "^reqsig: $3 could not be started: $2\$"
  [ "$(wc -l <err)" -eq 1 ] || fail 'more than that is said'
  [ ! -s out ] || fail 'there is a report'
}
not_started not-found 'there is no such file' ./no-such-adapter
not_started not-found-in-path 'there is no such command in PATH' no-such-adapter
test_case reports-of-not-started 3 test --report json --report junit:a.xml --report text:a.txt -- $'no\e[31msuch'
started='no.x1B.31msuch could not be started: there is no such command in PATH'
says err "^reqsig: $started\$"
says out '"kind": "not-started"' '"summary": "Broken: the adapter no.*x1B.31msuch could not be started: there is no such'
says a.txt "^Broken: the adapter ${started}[.]\$"
[ "$(wc -l <a.txt)" -eq 1 ] || fail 'there is more than the verdict'
python3 "$tests/check-reports.py" out a.xml >>err 2>&1 || fail "$(tail -n 1 err)"

usage() { # NAME REGEX ARGUMENT...
  local name=$1 regex=$2
  shift 2
  test_case "$name" 2 "$@"
  says err "$regex" "see reqsig |can't be"
  [ "$(grep -c 'see reqsig' err)" -le 1 ] || fail 'there are two hints'
}
usage no-adapter 'ADAPTER is missing' test
usage no-adapter-behind 'ADAPTER is missing' test --scheme aet --
usage unknown-option 'unknown option --sceme' test --sceme aet -- true
usage unknown-scheme 'ate' test --scheme ate -- true
usage pattern-without-match '--run aet-nothing-\*: no vector has such an id' test --run 'aet-nothing-*' -- true
usage pattern-that-begins-ids "did you mean --run 'aet-query[*]'[?]" test --run aet-query -- true
usage pattern-mistyped 'did you mean crm-post-json[?]' test --run crm-post-jsom -- true
usage pattern-among-others-without-match '--run aet-nothing-\*: no vector has such an id' test --run 'aet-get-*' --run 'aet-nothing-*' -- true
usage pattern-of-raw-requests 'raw requests are for parsers of HTTP: see --http' test --run 'http-field*' -- true
usage option-behind-adapter '--run stands behind python3, which would get it' test python3 adapter.py --run aet-get
usage option-behind-adapter-with-value '--report stands behind a' test --scheme aet a b --report=json
usage pattern-empty '--run is empty' test --run '' -- true
usage pattern-of-no-scheme '--scheme crm: no vector of it is matched by --run' test --scheme crm --scheme aet --run 'aet-*' -- true
usage pattern-of-other-scheme 'no vector of that scheme' test --scheme crm --run 'aet-*' -- true
usage unknown-report '--report yaml: expected text, json, junit, tap, markdown or html' test --report yaml -- true
usage report-without-file '--report json:: expected' test --report json: -- true
usage two-reports-to-one 'two reports to standard output' test --report json --report junit -- true
usage too-many-reports 'more than 8 reports' test --report=text:{1..9} -- true
echo kept >kept
ln -sf kept other-name
ln -sf /dev/null null
usage two-reports-to-one-file 'two reports to one file: kept and ./kept' test --report json:kept --report junit:./kept -- true
usage two-reports-to-one-link 'two reports to one file: other-name and kept' test --report json:other-name --report junit:kept -- true
usage report-to-standard-output-by-name 'one file: /dev/stdout and standard output' test --report json:/dev/stdout -- true
usage report-to-known-failures 'a report to ./kept, which is the list of known failures' \
  test --known-failures kept --report text:./kept -- true
usage report-not-writable-after-another 'no/such/file: can.t be written' \
  test --report text:kept --report json:no/such/file -- true
usage report-not-left-behind 'no/such/file: can.t be written' \
  test --report text:fresh --report json:no/such/file -- true
[ ! -e fresh ] || fail 'a refused report was left behind'
test_name=refused-reports-write-nothing
[ "$(cat kept)" = kept ] || fail 'a file was written to, and its report was refused'
usage report-not-writable 'no/such/file: can.t be written' test --report json:no/such/file -- true
usage timeout-text '--timeout soon: expected seconds' test --timeout soon -- true
usage timeout-run-text '--timeout-run soon: expected seconds' test --timeout-run soon -- true
usage jobs-none '--jobs 0: expected a number from 1 to 64' test --jobs 0 -- true
usage restarts-fewer '--max-restarts -1: expected a number from 0' test --max-restarts -1 -- true
usage shard-too-large '--shard 4/3: expected I/N, a part and how many there are, at most 10000, such as 1/4; I is more than N' \
  test --shard 4/3 -- true
usage shard-of-too-many '--shard 1/10001: expected I/N, a part and how many there are, at most 10000, such as 1/4' test --shard 1/10001 -- true
usage shard-zero '--shard 0/3: expected I/N' test --shard 0/3 -- true
usage shard-alone '--shard 2: expected I/N' test --shard 2 -- true
usage shard-of-none '--shard 1/0: expected I/N' test --shard 1/0 -- true
usage shard-without-seed '--fresh in a part of the run: expected --seed' test --shard 1/2 --fresh 5 -- true
TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=2 usage shard-of-environment 'TEST_SHARD_INDEX=2 and TEST_TOTAL_SHARDS=2' test -- true
usage profile-unknown '--require-profile x: no scheme has such a profile' test --require-profile x -- true
usage smoke-and-fresh '--smoke grades nothing: leave out --fresh' test --smoke --fresh 5 -- true
usage smoke-and-profile '--smoke grades nothing: leave out --require-profile' test --smoke --require-profile query-included -- true
usage smoke-and-strict '--smoke grades nothing: leave out --strict' test --smoke --strict -- true
usage smoke-and-report '--smoke grades nothing: leave out --report' test --smoke --report json -- true
usage timeout-zero '--timeout 0: expected seconds' test --timeout 0 -- true
for number in -1 1.5 1e3 0x10 ten ' 1' 100001 99999999999999999999; do
  usage "fresh-$number" "--fresh $number: expected a number from 1 to 100000, such as 1000" test "--fresh=$number" -- true
done
usage fresh-of-0 '--fresh 0: expected a number from 1 to 100000' test --fresh 0 -- true
for number in -1 1.5 ten 1000000000000000 99999999999999999999; do
  usage "seed-$number" "--seed $number: expected a number from 0 to 999999999999999, as a report gives it" test "--seed=$number" -- true
done
usage fresh-not-matched '--fresh 9: no fresh vector is matched by --run' test --fresh 9 --run 'aet-get-*' -- true
says err "add --run '[*]-fresh-[*]'"
usage fresh-vector-without-fresh 'with the --fresh N and --seed N that its report names' test --run aet-fresh-1 -- true
usage known-failures-missing 'nowhere: can.t be opened' test --known-failures nowhere -- true
mkdir empty
test_case no-vectors 3 test --vectors empty -- true
says err 'empty: no vectors'
mkdir broken && echo '{' >broken/aet.json
test_case broken-vectors 3 test --vectors broken -- true
says err 'broken/aet.json: is not valid JSON: line 2, byte 1'
test_case help-of-exit-codes 0 test --help
says out "the vectors can't be read"

finish
