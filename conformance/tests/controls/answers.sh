#!/usr/bin/env bash
# Answers of a wrong form are errors of their cases, and the run goes on.
# usage: answers.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

control headers-as-object 1 '^ERROR  ' 'malformed answer: "headers" is not a list of' "^Not conformant: $some errors, of $some cases"
control header-with-number 1 'malformed answer: "headers" is not a list of'
control message-url-safe 1 'malformed answer: "message_base64" is not base64'
control two-contents 1 'malformed answer: the answer has not exactly one of'
control no-content 1 'malformed answer: the answer has not exactly one of'
control swapped-ops 1 '"headers" answered where "message_base64" was asked' '"message_base64" answered where "headers" was'

finish
