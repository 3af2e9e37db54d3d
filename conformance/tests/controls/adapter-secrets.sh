#!/usr/bin/env bash
# What is secret of the adapter is in no report: values of its environment, arguments of its command line.
# usage: adapter-secrets.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

secret='zq7Kx<&>wvJ+9pLm'
# No part of them of 4 bytes is told, in text or in base64.
shown='zq7K|q7Kx|wvJ.9|vJ.9p|J.9pL|9pLm|swordfish|opensesame'
decoded_words() { # FILE: what each word of it says in base64, in a line
  "$python" -c 'import base64, re, sys
for word in re.findall(rb"[A-Za-z0-9+/]{16,}", open(sys.argv[1], "rb").read()):
    sys.stdout.buffer.write(base64.b64decode(word[:len(word) // 4 * 4]).replace(b"\0", b"\n") + b"\n")' "$1"
}
reports=(--report text --report json:a.json --report junit:a.xml --report tap:a.tap --report markdown:a.md \
  --report html:a.html)
export CONTROL_API_TOKEN=$secret
for arguments in '' '--all'; do
  # shellcheck disable=SC2086 # none or one
  if run "tells-secrets$arguments" 1 test --run 'crm-body-*' --run 'crm-post-*' $arguments "${reports[@]}" -- "$python" "$controls/control.py" tells-secrets "$mark" \
    --password opensesame --client-secret=swordfish --keyboard=de "x$secret"; then
    says out '[*]{3}' "--password '[*]{3}'" "'?--client-secret=[*]{3}" '--keyboard=de' 'FAIL  '
    for file in out a.json a.xml a.tap a.md a.html; do
      if grep -a -E "$shown" "$file" >found; then fail "$file tells of the secrets: $(head -n 3 found | cut -c 1-300)"; fi
      decoded_words "$file" >decoded || fail "$file could not be read"
      if grep -a -E "$shown" decoded >found; then fail "$file has the secrets in base64: $(head -n 1 found | cut -c 1-300)"; fi
    done
  fi
done

# A value that is no secret stays, and so does one of a name that is none.
if run others-stay 1 test --run 'crm-*' --report text -- env -u CONTROL_API_TOKEN CONTROL_API_TOKEN=short "$python" \
  "$controls/control.py" error "$mark"; then
  says out 'out of luck' "control.py error $mark"
fi

finish
