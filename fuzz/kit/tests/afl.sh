#!/usr/bin/env bash
# afl.sh BUILD: the installed example under AFL++, with the kit as its custom mutator and no other: it finds a bug, and
# in the verifier without one nothing.
set -euo pipefail
build=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/prefix" >/dev/null
PKG_CONFIG_PATH=$(dirname "$(find "$scratch/prefix" -name reqsig-fuzz.pc)")
export PKG_CONFIG_PATH
read -ra flags <<<"$(pkg-config --cflags --libs reqsig-fuzz)"
example=$(pkg-config --variable=fuzzdir reqsig-fuzz)/example
export AFL_QUIET=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1
export AFL_CUSTOM_MUTATOR_LIBRARY=$scratch/mutator.so AFL_CUSTOM_MUTATOR_ONLY=1 AFL_BENCH_UNTIL_CRASH=1

mkdir "$scratch/in"
echo empty >"$scratch/in/empty"
cc -shared -fPIC "$example"/*.c "${flags[@]}" -o "$scratch/mutator.so"

crashes() { # BUG SECONDS: the inputs that crash the target
  afl-clang-fast -O1 -fsanitize=fuzzer "-DGATEWAY_BUG=$1" "$example"/*.c "${flags[@]}" -o "$scratch/target-$1"
  afl-fuzz -s 1 -V "$2" -i "$scratch/in" -o "$scratch/out-$1" "$scratch/target-$1" >"$scratch/log" 2>&1 ||
    { cat "$scratch/log" >&2; return 1; }
  find "$scratch/out-$1/default/crashes" -name 'id:*'
}

found=$(crashes 2 60)
[ "$found" ] || { echo "nothing was found in 60 s" >&2; exit 1; }
{ "$scratch/target-2" "$found" || true; } >"$scratch/log" 2>&1
grep -F "the verifier accepts what the scheme rejects: signature_mismatch" "$scratch/log"
found=$(crashes 0 10)
[ -z "$found" ] || { echo "something was found in a verifier that is right" >&2; exit 1; }
sed -n 's/^execs_done *: //p' "$scratch/out-0/default/fuzzer_stats"
