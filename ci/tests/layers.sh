#!/usr/bin/env bash
# Shows that ci/layers fails where it must: a small tree in order passes, and with each of these violations it fails.
set -u
layers=$(realpath "$(dirname "$0")/../layers")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
  failures=$((failures + 1))
  echo "not ok - $1"
  sed 's/^/#   /' "$scratch/out"
}

# A tree in order, with a file in each folder that counts.
plant_tree() {
  rm -rf "$scratch/tree"
  mkdir -p "$scratch"/tree/{lib/tests,fuzz,conformance/{base,request,runner,commands,tests,adapters}}
  cd "$scratch/tree" || exit 3
  echo 'struct slice {' >lib/slice.h
  echo '#include "slice.h"' >lib/slice.c
  echo 'struct text {' >conformance/base/text.h
  printf '#include "base/text.h"\n#include "lib/slice.h"\nstruct asked {\n' >conformance/request/asked.h
  printf '#include <stdio.h>\n#include "request/asked.h"\n#include "reqsig.h"\n' >conformance/runner/run.c
  echo '#include "base/text.h"' >conformance/commands/main.c
  echo '#include "runner/run.h"' >conformance/tests/test_run.c
}

# check NAME EXPECTED_CODE [TEXT]
check() {
  local code
  "$layers" "$scratch/tree" >"$scratch/out" 2>&1
  code=$?
  [ "$code" = "$2" ] || fail "$1: exit code $code, expected $2"
  [ -z "${3-}" ] || grep -F -q -e "$3" "$scratch/out" || fail "$1: expected to read: $3"
}

# violation NAME TEXT FILE LINE: with that line in that file the check fails, and says so.
violation() {
  plant_tree
  mkdir -p "$(dirname "$3")"
  echo "$4" >>"$3"
  check "$1" 1 "$2"
}

plant_tree
check 'a tree in order' 0
violation 'an include against the order' 'conformance/base/text.h:2: "runner/run.h"' conformance/base/text.h '#include "runner/run.h"'
violation 'an include against the order in angle brackets' 'conformance/base/text.h:2: "runner/run.h"' conformance/base/text.h '#include <runner/run.h>'
violation 'one that is indented' 'conformance/request/asked.h:4: "commands/main.h"' conformance/request/asked.h '  #  include "commands/main.h"'
violation 'one without its folder' 'conformance/runner/run.c:4: "run.h"' conformance/runner/run.c '#include "run.h"'
violation 'one from a folder that is no layer' '"helpers/x.h"' conformance/runner/run.c '#include "helpers/x.h"'
violation 'a folder that is no layer' 'conformance/helpers' conformance/helpers/x.h 'int x;'
violation 'lib upwards' 'lib/slice.c:2' lib/slice.c '#include "base/text.h"'
violation 'lib upwards in angle brackets' 'lib/slice.c:2' lib/slice.c '#include <base/text.h>'
violation 'lib upwards by a path' 'lib/slice.c:2' lib/slice.c '#include "../conformance/base/text.h"'
violation 'a header name twice' 'text.h: 2 headers' lib/text.h 'int x;'
violation 'a struct name twice' 'struct slice is defined 2 times' conformance/runner/run.c 'struct slice {'
violation 'a struct name twice, in a typedef' 'struct text is defined 2 times' lib/slice.c 'typedef struct text {'

[ "$failures" = 0 ]
