#!/usr/bin/env bash
# Reports for machines, and reports that cannot be written.
# usage: reports.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

spoil_slash
ln -s /dev/null null
seq 1000000 >a.json
if run reports 1 test --report json:a.json --report junit:a.xml --report json:b.json -- "$python" "it's here/slash/adapter.py"; then
  cmp -s a.json b.json || fail "two reports of one run differ"
  "$reqsig" test --seed 1 --report json:c.json --report junit:c.xml -- "$python" "it's here/slash/adapter.py" >out 2>err
  cmp -s <(grep -v '^  "seed": ' a.json) <(grep -v '^  "seed": ' c.json) || fail "the JSON reports of two orders differ"
  cmp -s <(grep -v 'name="seed"' a.xml) <(grep -v 'name="seed"' c.xml) || fail "the JUnit reports of two orders differ"
  says c.json '^  "seed": 1,$' '^  "fresh": 0,$'
  says c.xml '<property name="seed" value="1"/>'
  says out '^FAIL  aet-' '^Not conformant'
  python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
if run report-of-broken 3 test --max-restarts 0 --report json --report junit:a.xml -- \
  "$python" "$controls/control.py" kill-itself "$mark"; then
  python3 "$tests/check-reports.py" out a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
  says out '"kind": "ended"' '"verdict": "broken"' '"error_kind": "crash"'
  says a.xml '<error type="crash" '
fi
for kind in answered:error protocol:no-content; do
  if run "report-of-${kind#*:}" 1 test --run 'crm-*' --report json --report junit:a.xml -- \
    "$python" "$controls/control.py" "${kind#*:}" "$mark"; then
    python3 "$tests/check-reports.py" out a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
    says out "\"error_kind\": \"${kind%:*}\"" '"verdict": "not-conformant"'
    says a.xml "<error type=\"${kind%:*}\" "
  fi
done

crm=(test --scheme crm)
if run two-reports-to-a-device 0 "${crm[@]}" --report json:null --report junit:/dev/null -- "$python" "$adapter"; then
  says out '^Conformant: '
fi
if run most-reports 0 "${crm[@]}" --report=text:{1..8} -- "$python" "$adapter"; then says out '^Conformant: '; fi

full="can't be written: No space left on device\$"
for format in text json junit; do
  if run "$format-to-full-disk" 3 "${crm[@]}" --report "$format:/dev/full" -- "$python" "$adapter"; then
    says err "^reqsig: test: /dev/full: $full"
  fi
  wanted "$format-to-full-standard-output" || continue
  begin "$format-to-full-standard-output"
  "$reqsig" "${crm[@]}" --report "$format" -- "$python" "$adapter" 2>err >/dev/full
  [ $? -eq 3 ] || fail 'the exit code is not 3'
  says err "^reqsig: standard output $full"
  [ "$(wc -l <err)" -eq 1 ] || fail 'it is said twice'
done

finish
