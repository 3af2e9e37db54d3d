#!/usr/bin/env bash
# Adapters that answer with lines that the protocol does not know.
# usage: lines.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

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
part=1/1 control nul-in-error 1 "^  verify: at byte 3: '.+'\$" '^Not conformant: 1 error, of '
control not-utf-8 3 "$broke a line that is not valid JSON"
control unknown-id 3 "$broke the id \"4711\", which was not asked for"
control id-in-disguise 3 "$broke the id \"[+]20\", which was not asked for"
control id-of-later 3 "$broke the id \"520\", which was not asked for"
control id-as-number 3 "$broke an answer whose \"id\" is not the string"
control no-id 3 "$broke an answer without \"id\""
control answer-twice 3 'broke the protocol: it answered one question twice'
control answer-after-the-end 1 'broke the protocol: it answered one question twice'

finish
