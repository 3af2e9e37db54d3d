#!/usr/bin/env bash
# What happens when memory runs out: a message of that, and exit code 3; nobody else is blamed.
# usage: memory.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

kilobytes=60000
if ! (ulimit -v $kilobytes && "$reqsig" --version) >out 2>&1; then
  echo "skip - memory: this build needs more than $kilobytes KiB to start"
  exit
fi
ulimit -v $kilobytes

head -c 30000000 /dev/zero | tr '\0' x >body
{
  printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n'
  cat body
} >large.http
for command in sign explain verify; do
  test_case "$command ends with 3 without memory" 3 "$command" "${aet[@]}" large.http
  err_has 'not enough memory'
done

# A JSON text of 1 MB that takes some 40 MB when it is read.
mkdir vectors
{
  printf '{"format":['
  head -c 1000000 /dev/zero | tr '\0' 0 | sed 's/0/0,/g'
  printf '0]}'
} >vectors/aet.json
test_case 'JSON that there is no memory for is not called wrong' 3 vectors check --vectors vectors
err_has 'not enough memory'
err_lacks 'JSON'

finish
