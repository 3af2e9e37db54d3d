#!/usr/bin/env bash
# Limits, which an adapter states in hello: what is beyond them is not asked, and counts neither way.
# usage: limits.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

broke='broke the protocol: it answered with'
if control with-limits 0 '^limits: no-multipart methods:GET,POST,PUT,PATCH,DELETE$' ' out of limits' \
  "^Conformant: .* $some out of limits[.]\$"; then
  "$reqsig" test --report json:a.json --report junit:a.xml -- "$python" "$controls/control.py" with-limits "$mark" >out 2>err
  python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
  says a.json '"limit": "no-multipart"' '"limit": "methods"' '"out-of-limits": [1-9]' '"outcome": "out-of-limits"'
  says a.xml '<skipped message="out of limits: no-multipart"/>'
fi
control limits-of-all 1 "^Not conformant: nothing was run: all that was selected is beyond the adapter's limits[.]\$"
if run scheme-beyond-limits 1 test --scheme crm --scheme aet --run crm-post-json --run aet-get-query-excluded -- \
  "$python" "$controls/control.py" only-get; then
  says out "^Not conformant: crm was asked for, but is beyond the adapter's limits[.]\$"
fi
control limit-unknown 3 "$broke an answer to hello with \"utf-8-bodies\" in \"limits\", which is no limit: did you mean utf8-bodies[?]\$"
control limit-unheard-of 3 'which is no limit: expected utf8-bodies, json-bodies, base64-secrets, .* or own-clock$'
control limit-twice 3 "$broke an answer to hello with the limit no-window twice in \"limits\"\$"
control methods-empty 3 'with "methods:" in "limits" without its methods, such as methods:GET,POST$'
control limits-as-string 3 'an answer to hello without "limits" as a list of strings'


# --- who breaks on all that a limit names is conformant with the limit, and is not without it
for limit in utf8-bodies json-bodies base64-secrets no-multipart no-get-body methods:GET,POST no-window; do
  control "within-$limit" 0 "^limits: $limit\$" "^Conformant: .* $some out of limits[.]\$"
  part=1/1 control "unstated-$limit" 1 '^Not conformant: '
done

# A verifier that reads no time at all is right in all that no-window leaves.
spoil 'and scheme in TIMES else' 'and scheme in ("ambro", "aet", "bitpro") else' timeless
sed -i 's/abs(now_ms - time_ms)/0/; s/"ops": list(OPS)}/"ops": list(OPS), "limits": ["no-window"]}/' timeless/*.py
if run reads-no-time 0 test --scheme calypso -- "$python" timeless/adapter.py; then
  says out "^Conformant: .* $some out of limits[.]\$"
fi

finish
