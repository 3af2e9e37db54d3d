#!/usr/bin/env bash
# What the runner and an example adapter write to each other is as vectors/adapter.schema.json says.
# usage: traffic.sh REQSIG ADAPTER [ARG]...
set -euo pipefail
tests=$(cd "$(dirname "$0")" && pwd)
reqsig=$1
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# shellcheck disable=SC2016 # the inner shell expands it
"$reqsig" test --run '*-verify-s*' --run '*-post-*' --run '*-get-*' -- \
  sh -c 'folder=$1; shift; tee "$folder/questions" | "$@" | tee "$folder/answers"' sh "$scratch" "$@" >"$scratch/report" ||
  { tail -n 20 "$scratch/report"; exit 1; }
python3 "$tests/check-traffic.py" "$scratch"
