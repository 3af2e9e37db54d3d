#!/usr/bin/env bash
# Colour and progress, on a terminal only.
# usage: terminal.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

spoil_slash

if run plain 1 test --scheme aet --run 'aet-get-*' -- "$python" "it's here/slash/adapter.py"; then
  says -v out "$(printf '\033')"
  says -v err '.'
fi
# A chroot may have no pseudo-terminals.
if ! python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
  echo 'skip - terminal: none can be made here'
elif run terminal 0 list; then
  python3 "$tests/check-terminal.py" "$reqsig" test --scheme aet -- "$python" "it's here/slash/adapter.py" >out 2>&1 || fail "$(tail -n 1 out)"
  python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$reqsig" test --scheme crm -- \
    "$python" "$controls/control.py" noise-without-lf "$mark" >out 2>err
  says out '^ready.$' 'control-noise-without-lf'
fi

finish
