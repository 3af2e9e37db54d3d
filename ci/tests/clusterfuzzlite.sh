#!/usr/bin/env bash
# clusterfuzzlite.sh: runs .clusterfuzzlite/build.sh with the variables that ClusterFuzzLite's builder sets, for each
# sanitizer, and runs what it makes on its own seeds.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "$*" >&2
  exit 1
}

# The newest clang that has libFuzzer, and its library.
clang=
for version in 19 18 17 16 15 14; do
  library=$(find "$("clang-$version" -print-resource-dir 2>/dev/null || echo "$scratch")" -name "libclang_rt.fuzzer*.a" |
    grep -E "fuzzer(-$(uname -m))?\.a$" || true)
  [ -z "$library" ] || { clang=$version; break; }
done
[ "$clang" ] || fail "no clang with libFuzzer"

build() { # SANITIZER ENGINE FLAGS TARGET...
  OUT=$scratch/$1 WORK=$scratch/work-$1 SRC=$scratch SANITIZER=$1 LIB_FUZZING_ENGINE=$2 CC=clang-$clang CXX=clang++-$clang \
    CFLAGS="-O0 -gline-tables-only -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION -fsanitize=fuzzer-no-link $3" CXXFLAGS=$3 \
    .clusterfuzzlite/build.sh "${@:4}" >"$scratch/log" 2>&1 || { tail -n 40 "$scratch/log"; fail "$1: build.sh fails"; }
}

runs() { # SANITIZER TARGET SYMBOL: the target is built with the sanitizer, and finds nothing in its seeds
  local out=$scratch/$1
  [ -s "$out/$2.dict" ] || fail "$1: $2 has no dictionary"
  nm "$out/$2" | grep -c " T $3" >/dev/null || fail "$1: $2 was not built with CFLAGS"
  python3 -m zipfile -e "$out/$2_seed_corpus.zip" "$scratch/seeds/$1-$2"
  "$out/$2" -runs=0 -dict="$out/$2.dict" "$scratch/seeds/$1-$2" >"$scratch/log" 2>&1 ||
    { tail -n 40 "$scratch/log"; fail "$1: $2 fails"; }
  grep -qE 'INITED .*corp: [1-9][0-9]' "$scratch/log" || fail "$1: $2 ran no seeds"
}

build address -fsanitize=fuzzer "-fsanitize=address -fsanitize-address-use-after-scope" verify request
runs address verify __asan_init
runs address request __asan_init
# The engine as a library, as other fuzzers have it.
build undefined "$library" "-fsanitize=bool,array-bounds,function,integer-divide-by-zero,return,shift,signed-integer-overflow,vla-bound -fno-sanitize-recover=all" request
runs undefined request __ubsan_handle_out_of_bounds_abort
build memory -fsanitize=fuzzer "-fsanitize=memory -fsanitize-memory-track-origins" request verify
runs memory request __msan_init
[ ! -e "$scratch/memory/verify" ] || fail "memory: verify would report what OpenSSL writes"
