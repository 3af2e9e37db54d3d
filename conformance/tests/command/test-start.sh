#!/usr/bin/env bash
# reqsig test: what it says of an adapter that can't be started.
# usage: test-start.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"
few_vectors crm

one=(--run crm-post-json)

# --- few file descriptors
real=$reqsig
limited() { # DESCRIPTORS: of which whoever runs this test may have left some open
  printf '#!/bin/sh\nexec prlimit --nofile=%s %s "$@" 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-\n' "$1" "$real" >limited
  chmod +x limited
  reqsig=./limited
  test_case "test with $1 descriptors says that they are too few" 3 test "${one[@]}" -- cat
  says err '^reqsig: cat could not be started: too few file descriptors are free: 16 are needed, '
  says err "this process may have $1 in all; allow more with ulimit -n$"
  reqsig=$real
}
for descriptors in 4 5 6 7 8 9 10 11 12; do limited "$descriptors"; done

# --- what is named, but can't be run
script() { # NAME FIRST-LINE: with mode 755
  printf '%b\n' "$2" >"$1"
  chmod 755 "$1"
}
starts_not() { # NAME PROGRAM REGEX
  test_case "test: $1" 3 test "${one[@]}" -- "$2"
  says err "could not be started: $3"
}
starts_not 'no such file' ./nosuch 'there is no such file$'
starts_not 'no such command' no-such-command 'there is no such command in PATH$'
script here '#!/bin/sh'
starts_not 'a file of this folder' here 'there is no such command in PATH; the file of that name in this folder is ./here$'
script lost '#!/no/such/interpreter -x'
starts_not 'no interpreter' ./lost 'its first line names the interpreter /no/such/interpreter, which is not there$'
script windows '#!/bin/sh\r'
starts_not 'line ends of Windows' ./windows 'its first line ends with CR LF, .*sed -i .* [.]/windows[)]$'
script plain '#!/bin/sh'
chmod 644 plain
starts_not 'not executable' ./plain 'permission denied: make it executable [(]chmod [+]x [.]/plain[)]$'
mkdir folder
starts_not 'a directory' ./folder 'it is a directory$'
script "$(printf 'with\033escape')" '#!/no/such'
starts_not 'an escape in the name' "$(printf './nosuch\033[31m')" 'there is no such file$'
says err 'nosuch.x1B'

# env itself runs, and ends with 127 as it finds no "sh\r"
script env '#!/usr/bin/env sh\r'
test_case 'test: line ends of Windows behind env' 3 test "${one[@]}" -- ./env
says out '^Broken: the adapter ended with exit status 127 .*; its first line ends with CR LF, '

finish
