#!/usr/bin/env bash
# run-replay-driver.sh JSON-REPLAY MESSAGE-REPLAY: the replay driver fails where it must.
set -euo pipefail
json=$1
message=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/empty" "$dir/one" "$dir/unreadable" "$dir/slow" "$dir/foreign"
echo '{}' >"$dir/one/object"
echo 'ignored' >"$dir/empty/.hidden"
ln -s nowhere "$dir/unreadable/dangling"
mkfifo "$dir/slow/never-written"
echo 'no case' >"$dir/foreign/no-case"

fails() { # WHAT PATTERN COMMAND…
  local what=$1 pattern=$2 output status=0
  shift 2
  output=$("$@" 2>&1) || status=$?
  [ "$status" != 0 ] || { echo "passed, but must not: $what"; exit 1; }
  grep -q -- "$pattern" <<<"$output" || { echo "$what: no \"$pattern\" in: $output"; exit 1; }
}

"$json" "$dir/one" >/dev/null 2>&1 || { echo "one good input must pass"; exit 1; }
"$json" "$dir/one" --kept "$dir/empty" >/dev/null 2>&1 || { echo "nothing kept must pass"; exit 1; }
fails "no directory" "no input was run" "$json"
fails "an empty directory" "holds no input" "$json" "$dir/one" "$dir/empty"
fails "only empty directories" "no input was run" "$json" --kept "$dir/empty"
fails "a directory that is missing" "No such file" "$json" "$dir/one" --kept "$dir/missing"
fails "an unreadable input" "No such file" "$json" "$dir/unreadable"
fails "an input that takes too long" "takes too long" "$json" --seconds 1 "$dir/slow"
fails "an input of another format" "not of the target's format" "$message" "$dir/foreign"
fails "a limit that is none" "wants a number" "$json" --seconds soon "$dir/one"
