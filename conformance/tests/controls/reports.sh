#!/usr/bin/env bash
# Reports for machines, and reports that cannot be written.
# usage: reports.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# Debian's packages are of its own Python, which need not be the first one.
checker=python3
python3 -c 'import jsonschema, markdown_it, yaml' 2>/dev/null || checker=/usr/bin/python3

spoil_slash
ln -s /dev/null null
seq 1000000 >a.json
if run reports 1 test --report json:a.json --report junit:a.xml --report json:b.json \
  --report tap:a.tap --report markdown:a.md --report html:a.html -- "$python" "it's here/slash/adapter.py"; then
  cmp -s a.json b.json || fail "two reports of one run differ"
  "$reqsig" test --seed 1 --report json:c.json --report junit:c.xml -- "$python" "it's here/slash/adapter.py" >out 2>err
  cmp -s <(grep -v '^  "seed": ' a.json) <(grep -v '^  "seed": ' c.json) || fail "the JSON reports of two orders differ"
  cmp -s <(grep -v 'name="seed"' a.xml) <(grep -v 'name="seed"' c.xml) || fail "the JUnit reports of two orders differ"
  says c.json '^  "seed": 1,$' '^  "fresh": 0,$'
  says c.xml '<property name="seed" value="1"/>'
  says out '^FAIL  aet-' '^Not conformant'
  sum=$(cd "$tests/../../vectors" && printf '%s\n' *.json | grep -v 'schema[.]json$' | xargs sha256sum | sha256sum | cut -d ' ' -f 1)
  says a.json "^    \"sha256\": \"$sum\"\$"
  says out "^reqsig [0-9.]+, vectors ${sum:0:16}\$"
  "$checker" "$tests/check-reports.py" a.json a.xml a.tap a.md a.html >>err 2>&1 || fail "$(tail -n 1 err)"
fi
if run report-of-broken 3 test --max-restarts 0 --report json --report junit:a.xml --report tap:a.tap \
  --report markdown:a.md --report html:a.html -- \
  "$python" "$controls/control.py" kill-itself "$mark"; then
  "$checker" "$tests/check-reports.py" out a.xml a.tap a.md a.html >>err 2>&1 || fail "$(tail -n 1 err)"
  says out '"kind": "ended"' '"verdict": "broken"' '"error_kind": "crash"'
  says a.xml '<error type="crash" '
fi
for kind in answered:error protocol:no-content; do
  if run "report-of-${kind#*:}" 1 test --run 'crm-*' --report json --report junit:a.xml --report tap:a.tap \
  --report markdown:a.md --report html:a.html -- \
    "$python" "$controls/control.py" "${kind#*:}" "$mark"; then
    "$checker" "$tests/check-reports.py" out a.xml a.tap a.md a.html >>err 2>&1 || fail "$(tail -n 1 err)"
    says out "\"error_kind\": \"${kind%:*}\"" '"verdict": "not-conformant"'
    says a.xml "<error type=\"${kind%:*}\" "
  fi
done

# What hello does not declare is named, and nothing else is said of it.
if run of-one-scheme 0 test --report json --report junit:a.xml --report tap:a.tap --report markdown:a.md --report html:a.html --report text:a.txt -- \
  "$python" "$controls/control.py" only-aet; then
  "$checker" "$tests/check-reports.py" out a.xml a.tap a.md a.html >>err 2>&1 || fail "$(tail -n 1 err)"
  says a.txt '^Conformant: [0-9]+ cases passed[.]$' '^  aet ' \
    '^note: the adapter does not declare ambro, calypso, bitpro, crm: they are not tested$'
  says -v a.txt '^  crm ' 'scope'
  says -v out '"(crm|ambro)-'
fi
if run of-two-schemes-by-name 1 test --scheme aet --scheme crm --report json --report junit:a.xml -- \
  "$python" "$controls/control.py" only-aet; then
  "$checker" "$tests/check-reports.py" out a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
  says out '"outcome": "out-of-scope"'
fi

# Hostile bytes, as text and in each notation.
if run hostile-bytes 1 test --strict --run 'crm-body-*' --run 'crm-post-*' --report json --report junit:a.xml --report tap:a.tap --report markdown:a.md --report html:a.html -- \
  "$python" "$controls/control.py" hostile-bytes "$mark"; then
  "$checker" "$tests/check-reports.py" out a.xml a.tap a.md a.html >>err 2>&1 || fail "$(tail -n 1 err)"
  says out '"strict": true' '</script>'
fi

crm=(test --scheme crm)
if run two-reports-to-a-device 0 "${crm[@]}" --report json:null --report junit:/dev/null -- "$python" "$adapter"; then
  says out '^Conformant: '
fi
if run most-reports 0 "${crm[@]}" --report=text:{1..8} -- "$python" "$adapter"; then says out '^Conformant: '; fi

full="can't be written: No space left on device\$"
for format in text json junit tap markdown html; do
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
