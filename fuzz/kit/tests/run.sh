#!/usr/bin/env bash
# run.sh BUILD: installs the kit into a scratch prefix, moves that, and builds targets against it as somebody would:
# with pkg-config in C and C++, and with find_package. Each target that has a bug must be found by it, and the same
# target without the bug must not.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d "$(cd "$1" && pwd)/fuzz-kit.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "$*" >&2
  exit 1
}

quietly() { # COMMAND…: its output is shown only if it fails
  "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log"; fail "failed: $*"; }
}

# The newest clang that has libFuzzer.
clang=
for compiler in clang-{19,18,17,16,15,14} clang; do
  command -v "$compiler" >/dev/null || continue
  echo 'int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { return !d && n; }' >"$scratch/has.c"
  ! "$compiler" -fsanitize=fuzzer "$scratch/has.c" -o "$scratch/has" 2>/dev/null || { clang=$compiler; break; }
done
[ "$clang" ] || fail "no clang with libFuzzer"

quietly cmake -S "$source" -B "$scratch/build" -DREQSIG_COMMAND=OFF -DREQSIG_TESTS=OFF -DBUILD_SHARED_LIBS=ON
quietly cmake --build "$scratch/build" -j2
quietly cmake --install "$scratch/build" --prefix "$scratch/first"
mv "$scratch/first" "$scratch/prefix"
PKG_CONFIG_PATH=$(dirname "$(find "$scratch/prefix" -name reqsig-fuzz.pc)")
export PKG_CONFIG_PATH
read -ra flags <<<"$(pkg-config --cflags --libs reqsig-fuzz)"
fuzzdir=$(pkg-config --variable=fuzzdir reqsig-fuzz)
example=$fuzzdir/example

# What a program is linked with has no names that could be the program's own.
foreign=$(nm -g --defined-only "$(find "$scratch/prefix" -name libreqsig-fuzz.a)" | awk 'NF == 3 { print $3 }' |
  grep -v '^\(reqsig\|rs\)_' || true)
[ -z "$foreign" ] || fail "names that do not begin with reqsig_ or rs_: $foreign"

build() { # NAME ARGUMENT…
  quietly "$clang" -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all "${@:2}" "${flags[@]}" -o "$scratch/$1"
}

run() { # NAME ARGUMENT…
  (cd "$scratch" && ASAN_OPTIONS=abort_on_error=0 "./$1" -seed=1 -artifact_prefix="$scratch/" "${@:2}" >"$scratch/$1.log" 2>&1)
}

finds() { # NAME SENTENCE RUNS
  ! run "$1" -runs="$3" || fail "$1: nothing was found in $3 runs"
  grep -qF "reqsig-fuzz: $2" "$scratch/$1.log" || { tail -n 30 "$scratch/$1.log"; fail "$1: it was not found that $2"; }
}

finds_nothing() { # NAME ARGUMENT…
  run "$@" || { tail -n 40 "$scratch/$1.log"; fail "$1: something was found"; }
}

build right -Wall -Wextra -Wpedantic -Werror -std=c11 -D_DEFAULT_SOURCE "$example"/*.c
finds_nothing right -runs=10000 -dict="$fuzzdir/cases.dict"
finds_nothing right -runs=0 "$fuzzdir/seeds/cases"
for bug in "1 the verifier rejects what is signed right" "2 the verifier accepts what the scheme rejects: signature_mismatch" \
  "3 the verifier rejects what is signed right" "4 the verifier accepts what the scheme rejects: not_yet_valid"; do
  build "wrong-${bug%% *}" "-DGATEWAY_BUG=${bug%% *}" "$example"/*.c
  finds "wrong-${bug%% *}" "${bug#* }" 400000
done
! grep -q S3cret "$scratch"/wrong-*.log || fail "a secret is printed"

build signer "$here/targets.c"
finds_nothing signer -runs=4000 "$fuzzdir/seeds/cases"
build wrong-signer -DBUG=1 "$here/targets.c"
finds wrong-signer "what the signer signs is rejected: " 100000
build parser -DPARSER "$here/targets.c"
finds_nothing parser -runs=20000 -dict="$fuzzdir/requests.dict" "$fuzzdir/seeds/requests"
build wrong-parser -DPARSER -DBUG=1 "$here/targets.c"
finds wrong-parser "the parser reads another request: the body" 100000

# The target that the page on the kit prints.
awk '/^```/ { inside = $0 == "```c"; next } inside' "$here/../README.md" >"$scratch/printed.c"
mkdir "$scratch/printed"
echo 'int gateway_accepts(reqsig_slice raw, const char *token, const char *secret, int64_t now_ms);' >"$scratch/printed/gateway.h"
quietly "$clang" -std=c11 -Wall -Wextra -Werror -c "$scratch/printed.c" -I"$scratch/printed" "${flags[@]}" -o "$scratch/printed.o" -Wno-unused-command-line-argument
[ "$(wc -l <"$scratch/printed.c")" -le 20 ] || fail "the page's target is longer than 20 lines"

quietly c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror "$here/header.cc" "${flags[@]}" -o "$scratch/header"
"$scratch/header"

quietly env CC="$clang" cmake -S "$here/consumer" -B "$scratch/consumer" -DCMAKE_PREFIX_PATH="$scratch/prefix" -DEXAMPLE="$example"
quietly cmake --build "$scratch/consumer"
quietly "$scratch/consumer/gateway-fuzz" -runs=10
