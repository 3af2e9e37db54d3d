#!/usr/bin/env bash
# Every secret of every scheme has a test: secrets-listed.sh REQSIG SCHEME.CREDENTIAL... fails unless these are all
# credentials that reqsig list calls secret.
set -euo pipefail
reqsig=$1
shift
COLUMNS=100 "$reqsig" list | awk '
  /^[a-z]/ { scheme = $1; sub(":", "", scheme) }
  $1 == "credentials" { for (i = 2; i <= NF; i++) if ($i ~ /^\(secret\)/) print scheme "." $(i - 1) }
' | sort | diff <(printf '%s\n' "$@" | sort) - || {
  echo "A line with > is a secret without a test, a line with < a test without its secret: the tests' list is made from" \
    "the lines of lib/schemes that have .secret = true, see conformance/tests/CMakeLists.txt" >&2
  exit 1
}
