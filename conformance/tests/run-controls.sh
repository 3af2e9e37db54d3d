#!/usr/bin/env bash
# The runner against adapters that misbehave: none may pass that should not, and each way to break has its name.
# usage: run-controls.sh REQSIG [NAME]
set -u

here=$(dirname "$0")
# shellcheck source=conformance/tests/controls/lib.sh
. "$here/controls/lib.sh"

# --- never an answer
unheard='within 1 s, and wrote nothing at all to its standard output .does it flush each line\?.'
control silent 3 'did not introduce itself' "BROKEN  the adapter did not answer $unheard\$" 'had not answered hello'
control sleep 3 "did not answer $unheard" 'had not answered hello'
control exit-at-once 3 'ended with exit status 0 before it had answered all' 'had not answered hello'
control greets-only 3 'did not answer within 1 s$' 'first case without an answer: message of ambro-'
if run reads-no-more 3 test --timeout 1 --run '*-body-1-mib' -- \
  "$python" "$here/controls/control.py" greets-then-reads-no-more "$mark"; then
  says out 'did not answer within 1 s, and left 1[0-9]{6} bytes of its input unread' 'first case without an answer: '
fi

# --- answers that are worth nothing
control always-the-same 1 '^FAIL  ' "and $some more vectors" "^Not conformant: $some failed"
control echo-lines 3 'broke the protocol: it answered with an answer to hello without "implementation"'
control echo-body 1 "^Not conformant: $some failed"
control no-headers 1 "^Not conformant: $some failed" 'which was not answered'
control unsupported 1 '^UNSUPPORTED  ' 'message: unsupported: everything' "^Not conformant: $some unsupported, of $some cases"
control unsupported-once 1 '^  message: unsupported: this one$' '^Not conformant: 1 unsupported, of 2[0-9]{3} cases'
control unsupported-at-length 1 '^  message: unsupported: (€){66}\.\.\. .3000000 bytes.$'
control error-at-length 3 '  message: (long ){40}\.\.\. .5000 bytes.$'
control error 3 '^ERROR  ' 'message: out of luck .x1B.31m' "^Broken: the adapter failed on $some cases"

# --- breaking down
control crash-midway 3 'ended with exit status 1 before it had answered all' 'first case without an answer: ' \
  '\| Traceback: the straw' "$some cases were not run or not answered" "^  ambro .*  (9|1[0-9]|20) " '  again: .* --run '
control exit-midway 3 'ended with exit status 0 before it had answered all' 'first case without an answer: '
control kill-itself 3 'was ended by signal 9 .SIGKILL. before it had answered all' 'first case without an answer: '
control hang-midway 3 'did not answer within 1 s$' 'first case without an answer: '
half='its last line has no LF: [{]"id": ?"20", '
control half-a-line 3 "ended with exit status 0 before it had answered all; $half.*[.]{3}\$" 'first case without an answer: '
control crash-in-a-line 3 "ended with exit status 1 before it had answered all; $half"
control hang-in-a-line 3 "did not answer within 1 s; $half"
control close-output-in-a-line 3 "closed its output before it had answered all, but went on running; $half"
control hello-without-lf 3 'did not answer within 1 s; its last line has no LF: [{]"protocol": 1'
control garbage-at-the-end 3 'broke the protocol: its last line has no LF: bye .x1B.2J$' '^  all +2[0-9]{3} +1[0-9]{3} '
control crash-in-garbage 3 'ended with exit status 7 after its last answer; its last line has no LF: bye$'
control garbage-and-no-end 3 'did not end within 1 s of the end of its input; its last line has no LF: bye$'
control close-output 3 'closed its output before it had answered all, but went on running'
control close-input 3 'closed its input before it had answered all, but went on running|did not answer within 1 s'
control ignore-end 3 'did not end within 1 s of the end of its input' '^  all +2[0-9]{3} +1[0-9]{3} '
control exit-status-7 3 'ended with exit status 7 after its last answer'

# --- lines that the protocol doesn't know
broke='broke the protocol: it answered with'
control garbage-at-hello 3 "$broke a line that is not valid JSON: ready .x1B.2J" 'had not answered hello'
control garbage-midway 3 "$broke a line that is not valid JSON: debug: signing" 'first case without an answer: '
control empty-line 3 "$broke an empty line"
control oversize-line 3 'answered with a line longer than 8 MiB'
control endless-line 3 'answered with a line longer than 8 MiB'
control not-an-object 3 "$broke a line that is JSON, but not an object"
control member-twice 3 "$broke a line that is JSON with two members of one name"
control member-twice-deep 3 "$broke a line that is JSON with two members of one name"
control nul-character 3 "$broke a line that is JSON with the character .u0000"
control not-utf-8 3 "$broke a line that is not valid JSON"
control unknown-id 3 "$broke the id \"4711\", which was not asked for"
control id-in-disguise 3 "$broke the id \"[+]20\", which was not asked for"
control id-of-later 3 "$broke the id \"120\", which was not asked for"
control id-as-number 3 "$broke an answer whose \"id\" is not the string"
control no-id 3 "$broke an answer without \"id\""
control answer-twice 3 "$broke the id \"20\", which it had answered before"
control answer-after-the-end 3 "$broke the id \"1\", which it had answered before"

# --- answers of a wrong form: errors of their cases, and the run goes on
control headers-as-object 3 '^ERROR  ' 'malformed answer: "headers" is not a list of' '^Broken: the adapter failed on '
control header-with-number 3 'malformed answer: "headers" is not a list of'
control message-url-safe 3 'malformed answer: "message_base64" is not base64'
control two-contents 3 'malformed answer: the answer has not exactly one of'
control no-content 3 'malformed answer: the answer has not exactly one of'
control swapped-ops 3 '"headers" answered where "message_base64" was asked' '"message_base64" answered where "headers" was'

# --- hello
control protocol-2 3 'hello with protocol version 2, and this runner speaks only version 1'
control no-protocol 3 'an answer to hello without "protocol" as a number'
control no-schemes 1 '^Not conformant: the adapter declares no scheme'
control no-ops 1 '^Not conformant: the adapter declares no op'
control schemes-as-string 3 'an answer to hello without "schemes" as a list of strings'
control nameless 3 'an answer to hello without "name" as a string'
control empty-name 3 "$broke an answer to hello with an empty .name.\$"
control empty-version 0 '^control-empty-version  .python.$' '^Conformant: '
control endless-name 3 "an answer to hello with more than 200 bytes in .name.$"
if [ -z "$only" ] && [ "$(wc -c <out)" -gt 2000 ]; then fail "the name is printed"; fi
control long-version 3 "an answer to hello with more than 200 bytes in .version.$"
control longest-name 0 '^x{200} 1 .python.$'
control long-scheme 3 "an answer to hello with more than 200 bytes in .schemes.$"
control many-ops 3 "an answer to hello with more than 100 names in .ops.$"
control only-verify 0 "^Conformant: .* $some out of scope"
control unknown-op 0 'declares the op "dance", which is not known here' '^Conformant: '
control only-aet 0 'declares the scheme "tomorrow", which is not known here' "^Conformant: .* $some out of scope"
control only-message 0 "^Conformant: .* $some out of scope"

# --- right, in an unusual way
control right 0 '^control-right 1 .python.$' '^Conformant: '
control reversed 0 '^Conformant: '
control in-pieces 0 '^Conformant: '
control noisy 0 '^Conformant: '
if [ -z "$only" ] && [ "$(wc -c <err)" -lt 1000000 ]; then fail "standard error was not passed on"; fi
if control noise-without-lf 0 '^Conformant: '; then
  printf 'warm\nready\n' | cmp -s - err || fail "its last line is not ended, or changed"
fi
control more-members 0 '^Conformant: '
control more-headers 0 '^Conformant: '
control other-case 0 '^Conformant: '
control with-charset 0 '^Conformant: '

# --- wrong in the headers only
control header-twice 1 'which was answered more than once'
control upper-hex 1 '^  header X-Amb-Access-Sig$' '^    received  [0-9A-F]{64}$' '^  calypso  .*'
if run other-name 1 test --scheme aet --report text --report json:a.json --report junit:a.xml -- \
  "$python" "$here/controls/control.py" other-name "$mark"; then
  says out '^  header signature, which was not answered$' '^    instead   X-signature.x1B.2J$'
  says a.json '^ +"X-signature.u001b.2J"$'
  says a.xml '^instead: X-signature.x1B.2J$'
  python3 "$here/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
control wrong-accept 1 '^  header accept$' '    received  text/html$'
control signs-all 1 'header Sign, which must not be sent here' '    received  00$'
control few-headers 0 'note: aet: authorization was not answered in [0-9]+ of [0-9]+ cases' '^Conformant: '

# The time-out is for each answer: 32 that are due at once may take longer together.
if run slow 0 test --timeout 0.5 --scheme crm --run 'crm-*-s*' -- "$python" "$here/controls/control.py" slow "$mark"; then
  says out '^Conformant: '
fi

# --- a mistake, and what is said of it
mkdir -p "it's here"
spoil 'request.path.removeprefix("/")' request.path "it's here/slash"
if run slash-kept 1 test --scheme aet --run 'aet-get-query-excluded' -- "$python" "it's here/slash/adapter.py"; then
  says out '^FAIL  aet-get-query-excluded$' '^  "should not include the leading slash" .002_' \
    '^    expected  1700000000123GETv3/users$' '^    received  1700000000123GET/v3/users$' \
    '^                              \^ byte 17$' '^  header signature$' "again: .* --run aet-get-query-excluded -- [^ ]*python[^ ]* 'it'.''s here/slash/adapter.py'$"
  command=$(sed -n 's/^  again: //p' out)
  sh -c "$command" >again 2>err
  if [ $? -ne 1 ] || ! cmp -s out again; then fail "the command to run it again gives something else"; fi
fi
spoil 'body = b64decode(wire.*' 'body = b64decode(wire["body_base64"]).strip()' strip
if run blanks-are-seen 1 test --run 'calypso-body-leading-and-trailing-spaces' -- "$python" strip/adapter.py; then
  says out '^    expected  (.x20)+.*[}](.x20)+$' '^              \^ byte 1$'
fi
spoil 'partition("?")\[0\]' 'partition("#")[0]' query
if run query-included 0 test -- "$python" query/adapter.py; then
  says out '^  aet query-included .AET-01. in [0-9]+ cases: ' '^  bitpro query-included .BIT-01. in' '^    why: ' \
    '^Conformant: .* under a profile .flagged.'
  says -v out 'inconsistent'
fi
spoil 'partition("?")\[0\]$' 'partition("?" if len(target) % 2 else "#")[0]' mixed
if run inconsistent 0 test --report text --report json:a.json --report junit:a.xml -- "$python" mixed/adapter.py; then
  says out '^  aet query-included .AET-01. in [0-9]+ cases: ' 'not in [0-9]+ others? that can tell: the implementation is inconsistent' \
    '^Conformant: .*; inconsistent: aet query-included, bitpro query-included[.]$'
  says a.json '"inconsistent": true' '; inconsistent: aet query-included, '
  says a.xml 'inconsistent: aet query-included .AET-01., followed in [0-9]+ cases and not in [0-9]+$'
  python3 "$here/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi

# --- what is run
if run two-patterns 0 test --run 'aet-get-query-excluded' --run 'crm-post-*' -- "$python" "$adapter"; then
  says out "^  aet +3 " "^  crm +$some "
  cp out apart
  "$reqsig" test --run 'crm-post-*' --run 'aet-get-query-excluded' --run 'aet-get-query-exc*' -- "$python" "$adapter" >out 2>err
  cmp -s apart out || fail "a vector that two patterns match is run twice, or their order counts"
fi

if run scheme-not-declared 1 test --scheme crm --scheme aet -- "$python" "$here/controls/control.py" only-aet; then
  says out '^Not conformant: crm was asked for, but out of what the adapter declares[.]$'
fi
if run schemes-not-declared 1 test --scheme crm --scheme bitpro --scheme aet -- "$python" "$here/controls/control.py" only-aet; then
  says out '^Not conformant: crm, bitpro were asked for, but out of what the adapter declares[.]$'
fi
if run scheme-not-declared-and-another-wrong 1 test --scheme crm --scheme aet -- "$python" "$here/controls/control.py" wrong-aet; then
  says out "^Not conformant: $some failed, of $some cases; crm was asked for, but out of what the adapter declares[.]\$"
fi
if run scheme-declared-in-part 0 test --scheme crm --scheme aet -- "$python" "$here/controls/control.py" only-message; then
  says out "^Conformant: .* $some out of scope[.]$"
fi

# --- starting
not_started() { # NAME REASON ADAPTER
  run "$1" 3 test -- "$3" || return
  says err "^reqsig: $3 could not be started: $2\$"
  [ "$(wc -l <err)" -eq 1 ] || fail 'more than that is said'
  [ ! -s out ] || fail 'there is a report'
}
not_started not-found 'No such file or directory' ./no-such-adapter
not_started not-found-in-path 'No such file or directory' no-such-adapter
printf '#!/bin/sh\n' >not-executable
not_started not-executable 'Permission denied' ./not-executable
if run reports-of-not-started 3 test --report json --report junit:a.xml --report text:a.txt -- $'no\e[31msuch'; then
  started='no.x1B.31msuch could not be started: No such file or directory'
  says err "^reqsig: $started\$"
  says out '"kind": "not-started"' '"summary": "Broken: the adapter no.*x1B.31msuch could not be started: No such'
  says a.txt "^Broken: the adapter ${started}[.]\$"
  [ "$(wc -l <a.txt)" -eq 1 ] || fail 'there is more than the verdict'
  python3 "$here/check-reports.py" out a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi

# --- usage
usage() { # NAME REGEX ARGUMENT...
  local name=$1 regex=$2
  shift 2
  if run "$name" 2 "$@"; then
    says err "$regex" "see reqsig |can't be"
    [ "$(grep -c 'see reqsig' err)" -le 1 ] || fail 'there are two hints'
  fi
}
usage no-adapter 'ADAPTER is missing' test
usage no-adapter-behind 'ADAPTER is missing' test --scheme aet --
usage unknown-option 'unknown option --sceme' test --sceme aet -- true
usage unknown-scheme 'ate' test --scheme ate -- true
usage pattern-without-match '--run aet-nothing-\*: no vector has such an id' test --run 'aet-nothing-*' -- true
usage pattern-among-others-without-match '--run aet-nothing-\*: no vector has such an id' test --run 'aet-get-*' --run 'aet-nothing-*' -- true
usage pattern-of-raw-requests 'no adapter is asked for one' test --run 'http-field*' -- true
usage option-behind-adapter '--run stands behind python3, which would get it' test python3 adapter.py --run aet-get
usage option-behind-adapter-with-value '--report stands behind a' test --scheme aet a b --report=json
usage pattern-empty '--run is empty' test --run '' -- true
usage pattern-of-no-scheme '--scheme crm: no vector of it is matched by --run' test --scheme crm --scheme aet --run 'aet-*' -- true
usage pattern-of-other-scheme 'no vector of that scheme' test --scheme crm --run 'aet-*' -- true
usage unknown-report '--report yaml: expected text, json or junit' test --report yaml -- true
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
usage timeout-zero '--timeout 0: expected seconds' test --timeout 0 -- true
usage known-failures-missing 'nowhere: can.t be opened' test --known-failures nowhere -- true
usage vectors-without-action 'expected list, show, check or kill-matrix' vectors
usage vectors-show-without-id 'ID is missing' vectors show
usage vectors-show-unknown 'no vector has the id aet-x' vectors show aet-x
usage vectors-class-unknown 'expected golden, derived' vectors list --class platinum
mkdir -p empty
if run no-vectors 3 test --vectors empty -- true; then says err 'empty: no vectors'; fi
if run no-directory 3 vectors list --vectors nowhere; then says err "nowhere: can't be opened"; fi

# --- known failures: of an adapter that only signs, as what it refuses would be flagged
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

# --- reports for machines
seq 1000000 >a.json
if run reports 1 test --report json:a.json --report junit:a.xml --report json:b.json -- "$python" "it's here/slash/adapter.py"; then
  cmp -s a.json b.json || fail "two reports of one run differ"
  "$reqsig" test --report json:c.json -- "$python" "it's here/slash/adapter.py" >out 2>err
  cmp -s a.json c.json || fail "the reports of two runs differ"
  says out '^FAIL  aet-' '^Not conformant'
  python3 "$here/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
if run report-of-broken 3 test --timeout 1 --report json --report junit:a.xml -- \
  "$python" "$here/controls/control.py" kill-itself "$mark"; then
  python3 "$here/check-reports.py" out a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
  says out '"kind": "ended"' '"verdict": "broken"'
fi

crm=(test --scheme crm)
if run two-reports-to-a-device 0 "${crm[@]}" --report json:null --report junit:/dev/null -- "$python" "$adapter"; then
  says out '^Conformant: '
fi
if run most-reports 0 "${crm[@]}" --report=text:{1..8} -- "$python" "$adapter"; then says out '^Conformant: '; fi

# --- reports that can't be written
full="can't be written: No space left on device\$"
for format in text json junit; do
  if run "$format-to-full-disk" 3 "${crm[@]}" --report "$format:/dev/full" -- "$python" "$adapter"; then
    says err "^reqsig: test: /dev/full: $full"
  fi
  test_name=$format-to-full-standard-output
  [ -z "$only" ] || [ "$only" = "$test_name" ] || continue
  num_tests=$((num_tests + 1))
  "$reqsig" "${crm[@]}" --report "$format" -- "$python" "$adapter" 2>err >/dev/full
  [ $? -eq 3 ] || fail 'the exit code is not 3'
  says err "^reqsig: standard output $full"
  [ "$(wc -l <err)" -eq 1 ] || fail 'it is said twice'
done

# --- the user ends the run
for signal in SIGINT SIGTERM SIGHUP; do
  test_name=$signal-midway
  [ -z "$only" ] || [ "$only" = "$test_name" ] || continue
  num_tests=$((num_tests + 1))
  python3 "$here/controls/ended-by.py" "$signal" "$reqsig" test --report text --report json:a.json -- \
    "$python" "$here/controls/control.py" "$test_name" "$mark" >out 2>err </dev/null || fail "$(tail -n 1 err)"
  says out "as the runner got $signal" '^  ambro .*  (9|1[0-9]|20) ' "^Broken: the adapter was ended, as the runner got $signal"
  says a.json '"kind": "interrupted"' '"exit_code": 3'
  if pgrep -f "$mark" >left; then fail "processes are left"; fi
done
test_name=SIGHUP-ignored
if [ -z "$only" ] || [ "$only" = "$test_name" ]; then
  num_tests=$((num_tests + 1))
  nohup "$reqsig" test -- "$python" "$here/controls/control.py" "$test_name" "$mark" >out 2>err </dev/null ||
    fail "ended in spite of nohup"
  says out '^Conformant: '
fi

# --- terminals
if run plain 1 test --scheme aet --run 'aet-get-*' -- "$python" "it's here/slash/adapter.py"; then
  says -v out "$(printf '\033')"
  says -v err '.'
fi
# A chroot may have no pseudo-terminals.
if ! python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
  echo 'skip - terminal: none can be made here'
elif run terminal 0 list; then
  python3 "$here/check-terminal.py" "$reqsig" test --scheme aet -- "$python" "it's here/slash/adapter.py" >out 2>&1 || fail "$(tail -n 1 out)"
  python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$reqsig" test --scheme crm -- \
    "$python" "$here/controls/control.py" noise-without-lf "$mark" >out 2>err
  says out '^ready.$' 'control-noise-without-lf'
fi

finish
