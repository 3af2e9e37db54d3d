#!/usr/bin/env bash
# Adapters that verify wrongly: what they accept or reject is seen, and a crash, an error or
# silence is never taken for a rejection.
# usage: verdicts.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

control accepts-all 1 '^  verify: accepted what must be rejected$' '^    expected  reject [a-z_]+$' \
  '^    received  accept$' "^Not conformant: $some failed .$some accepted what must be rejected., of $some cases"
control rejects-all 1 '^  verify: rejected what must be accepted$' '^    expected  accept$' '^    received  reject$' \
  "^Not conformant: $some failed .$some rejected what must be accepted., of "
control all-mismatch 1 '^  verify: rejected what must be accepted$' \
  '^    received  reject signature_mismatch$' '^Not conformant: '
# All its messages are wrong, too, but nothing is as bad as what it accepts.
if control always-the-same 1 '^Not conformant: '; then
  sed '/^  again: /q' out >first
  says first '^  verify: accepted what must be rejected$'
fi

# --- what is no verdict is no refusal
malformed='^  verify: malformed answer: '
control verifies-by-signing 1 "$malformed\"headers\" answered where \"verdict\" was asked for"
control verifies-with-a-message 1 "$malformed\"message_base64\" answered where \"verdict\" was asked for"
control errs-on-refusals 1 '^ERROR  ' '^  verify: 403 Forbidden$' "^Not conformant: $some errors, of $some cases"
control crashes-on-refusals 3 'ended with exit status 1 before it had answered all' \
  'first case without an answer: verify of '
control hangs-on-refusals 3 'did not answer within 1 s(, and left [0-9]+ bytes of its input unread)?$' 'first case without an answer: verify of '
control unsupported-refusals 1 '^  verify: unsupported: refusals$' "^Not conformant: $some unsupported, of "
control unknown-reason 1 "$malformed\"reason\" is \"stale\", which the protocol doesn't know"
control reason-null 1 "$malformed\"reason\" is not a string"
control reason-of-acceptance 1 "$malformed\"reason\" stands beside the verdict \"accept\""
control verdict-as-boolean 1 "$malformed\"verdict\" is not a string"
control verdict-of-another-word 1 "$malformed\"verdict\" is \"rejected\", neither"

# --- reasons are compared where they are given
control one-reason 1 '^  verify: rejected for another reason$' '^    received  reject malformed$' '^Not conformant: '
control no-reasons 0 '^Conformant: '
if part=1/1 control takes-upper-hex 0 '^  ambro uppercase-hex ' '^  calypso uppercase-hex ' '^Conformant: .* .flagged.'; then
  says -v out 'only by rejecting'
fi

# --- a mistake, and what is said of it
spoil 'now_ms - time_ms) >' 'now_ms - time_ms) >=' edge
if run window-exclusive 0 test --scheme calypso -- "$python" edge/adapter.py; then
  says out '^  calypso window-exclusive ' 'only by rejecting what the default' '^Conformant: .* .flagged.'
fi
# Some profile of AET would reject these paths too, but this adapter signs under none of them.
spoil '    multipart = ' '    multipart = False and ' multipart
if run rejections-of-no-profile 1 test --scheme aet -- "$python" multipart/adapter.py; then
  says out '^FAIL  aet-multipart-empty-body$' '^  verify: rejected what must be accepted$' '^  aet +[0-9]+ +[0-9]+ +0 '
  says -v out 'Flagged'
fi
spoil '"md5": "digest_mismatch", ' '' digest
if run digest-unchecked 1 test --scheme bitpro --report text --report json:a.json --report junit:a.xml -- \
  "$python" digest/adapter.py; then
  says out '^FAIL  bitpro-verify-' '^  differs from bitpro-[a-z0-9-]+ in: [a-zA-Z0-9:-]+ .*[)]$' \
    '^    expected  reject digest_mismatch$' '^  again: .* --run bitpro-verify-' \
    '^  from Bitpro, "API Reference".*, cited as '
  says a.json '"kind": "accepted"' '"twin": "bitpro-' '"changes": "' '"edit": "' '"document_title": "' '"false_accepts": [1-9]'
  says a.xml '^verify: accepted what must be rejected$' '^differs from bitpro-' '^from Bitpro, &quot;API Reference.*, cited as '
  python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
spoil 're.fullmatch(form, values\[0\]' 're.fullmatch(form, values[0].strip()' trims
lenient='^Flagged: answered otherwise where only this suite is strict'
if run trims-no-break-spaces 0 test --report text --report json:a.json --report junit:a.xml -- \
  "$python" trims/adapter.py; then
  says out "$lenient" '^  crm-verify-signature-no-break-space-behind: a no-break space' '^Conformant: .* of them lenient .flagged.'
  says a.json '"lenient": true'
  says a.xml 'flagged: lenient, where only this suite is strict'
  python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
if run trims-no-break-spaces-strictly 1 test --strict -- "$python" trims/adapter.py; then
  says out '^FAIL  crm-verify-signature-no-break-space-behind$' '^  again: .* --strict --run ' '^Not conformant: '
  says -v out "$lenient"
fi
spoil 'abs(now_ms - time_ms)' '(now_ms - time_ms)' ahead
spoil 'len(values) == 1 and re' 'values and re' twice
if run ahead-unchecked 1 test --scheme calypso -- "$python" ahead/adapter.py; then
  says out '^Not conformant: .* accepted what must be rejected'
fi
if run headers-twice 1 test --scheme aet -- "$python" twice/adapter.py; then says out 'accepted what must be rejected'; fi

# Several profiles reject the same requests: the one that shows itself elsewhere is meant.
part=1/1 control verifies-decoded-path 0 "^  aet path-decoded .AET-13. in $some cases" '^Conformant: '

finish
