#!/usr/bin/env bash
# Adapters that break down: each way has its name. What follows on it is seen in survive.sh.
# usage: breakdown.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

control crash-midway 3 'ended with exit status 1 before it had answered all' 'first case without an answer: ' \
  '\| Traceback: the straw' "$some cases were not run or not answered" "^  all +$some +([5-9]|1[0-9]) " '  again: .* --run '
control exit-midway 3 'ended with exit status 0 before it had answered all' 'first case without an answer: '
control kill-itself 3 'was ended by signal 9 .SIGKILL. before it had answered all' 'first case without an answer: '
# Whether it has read all depends on how long the cases are that come first.
within='within 1 s(, and left [0-9]+ bytes of its input unread)?'
control hang-midway 3 "did not answer $within\$" 'first case without an answer: '
half='its last line has no LF: [{]"id": ?"20", '
control half-a-line 3 "ended with exit status 0 before it had answered all; $half.*[.]{3}\$" 'first case without an answer: '
control crash-in-a-line 3 "ended with exit status 1 before it had answered all; $half"
control hang-in-a-line 3 "did not answer $within; $half"
control close-output-in-a-line 3 "closed its output before it had answered all, but went on running; $half"
control hello-without-lf 3 'did not answer within 1 s; its last line has no LF: [{]"protocol": 1'
control garbage-at-the-end 1 'broke the protocol: its last line has no LF: bye .x1B.2J$' "^  all +$some +[1-9][0-9]{2} "
control crash-in-garbage 1 'ended with exit status 7 after its last answer; its last line has no LF: bye$'
control garbage-and-no-end 1 'did not end within 1 s of the end of its input; its last line has no LF: bye$'
control close-output 3 'closed its output before it had answered all, but went on running'
control close-input 3 'closed its input before it had answered all, but went on running|did not answer within 1 s'
control ignore-end 1 'did not end within 1 s of the end of its input' "^  all +$some +[1-9][0-9]{2} "
control exit-status-7 1 '^BROKEN  .* ended with exit status 7 after its last answer$' \
  '^Not conformant: the adapter ended with exit status 7 after its last answer[.]$'

finish
