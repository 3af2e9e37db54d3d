#!/usr/bin/env bash
# build.sh [TARGET]...: builds the fuzz targets, all if none is named, into the folder $OUT, each with its dictionary and its
# seeds. It does as ClusterFuzzLite and OSS-Fuzz say by these variables, and runs without them too:
#   OUT                         the folder; it must be set
#   CC CXX CFLAGS CXXFLAGS      compilers, with the flags of coverage and of a sanitizer
#   LIB_FUZZING_ENGINE          what a target is linked with: a flag or a library
#   SANITIZER                   address, undefined, memory or coverage; without CFLAGS it chooses them
#   WORK                        a folder for what is built on the way
#   SRC                         if it has openssl, cjson and utf8proc, these are built and linked statically; else the system's are used
# MemorySanitizer knows nothing of what a library that is not built with it writes. With the system's OpenSSL the targets that
# use it are therefore left out of a memory build.
set -euo pipefail
[ -e fuzz/kit/CMakeLists.txt ] || cd "$(dirname "$0")/.."
: "${OUT:?the folder for the targets}" "${SANITIZER:=address}" "${LIB_FUZZING_ENGINE:=-fsanitize=fuzzer}"
export CC=${CC:-clang} CXX=${CXX:-clang++}
if [ -z "${CFLAGS-}" ]; then
  CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link"
  case $SANITIZER in
    address | memory) CFLAGS+=" -fsanitize=$SANITIZER" ;;
    undefined) CFLAGS+=" -fsanitize=undefined -fno-sanitize-recover=all" ;;
    coverage) CFLAGS="-O1 -g -fprofile-instr-generate -fcoverage-mapping" ;;
    *) echo "build.sh: SANITIZER is $SANITIZER: address, undefined, memory and coverage are known" >&2; exit 2 ;;
  esac
fi
export CFLAGS CXXFLAGS=${CXXFLAGS:-$CFLAGS}
own_work=
if [ -z "${WORK-}" ]; then
  WORK=$(mktemp -d)
  own_work=$WORK
fi
trap 'rm -rf "$own_work"' EXIT
mkdir -p "$OUT" "$WORK"
jobs=$(nproc)

# Only MemorySanitizer needs to look into them. Assembler is nothing that it knows of.
build_libraries() {
  local prefix=$WORK/libraries flags="-O2" options=()
  [ "$SANITIZER" != memory ] || { flags=$CFLAGS; options=(no-asm); }
  mkdir -p "$WORK/openssl"
  (
    cd "$WORK/openssl"
    CFLAGS=$flags "$SRC/openssl/Configure" linux-x86_64 no-shared no-dso no-tests no-threads "${options[@]}" --prefix="$prefix" --libdir=lib
    make -s -j"$jobs" build_generated
    make -s -j"$jobs" libcrypto.a libcrypto.pc
  ) >"$WORK/openssl.log" 2>&1 || { tail -n 40 "$WORK/openssl.log" >&2; return 1; }
  mkdir -p "$prefix/lib/pkgconfig"
  cp "$WORK/openssl/libcrypto.a" "$prefix/lib"
  cp "$WORK/openssl/libcrypto.pc" "$prefix/lib/pkgconfig"
  cp -r "$SRC/openssl/include" "$prefix"
  cp -r "$WORK/openssl/include" "$prefix"
  CFLAGS=$flags build_by_cmake cjson -DENABLE_CJSON_TEST=OFF -DENABLE_CUSTOM_COMPILER_FLAGS=OFF -DBUILD_SHARED_LIBS=OFF
  CFLAGS=$flags build_by_cmake utf8proc -DUTF8PROC_ENABLE_TESTING=OFF -DBUILD_SHARED_LIBS=OFF
  export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
}

build_by_cmake() { # NAME ARGUMENT...
  cmake -S "$SRC/$1" -B "$WORK/$1" -DCMAKE_BUILD_TYPE=None -DCMAKE_INSTALL_PREFIX="$WORK/libraries" -DCMAKE_INSTALL_LIBDIR=lib "${@:2}"
  cmake --build "$WORK/$1" -j"$jobs"
  cmake --install "$WORK/$1"
}

targets=("$@")
[ $# -gt 0 ] || for file in fuzz/target_*.c; do
  name=${file#fuzz/target_}
  targets+=("${name%.c}")
done
arguments=()
if [ -e "${SRC-}/openssl/Configure" ]; then
  build_libraries
  arguments=(-DOPENSSL_ROOT_DIR="$WORK/libraries" -DOPENSSL_USE_STATIC_LIBS=ON)
elif [ "$SANITIZER" = memory ]; then
  kept=()
  for name in "${targets[@]}"; do
    case $name in edits | encodings | json | request | times) kept+=("$name") ;; *) echo "left out: $name uses OpenSSL" ;; esac
  done
  targets=("${kept[@]}")
fi

cmake -S . -B "$WORK/reqsig" -DCMAKE_BUILD_TYPE=None -DREQSIG_FUZZ=ON -DREQSIG_COMMAND=OFF -DREQSIG_INSTALL=OFF -DREQSIG_TESTS=OFF \
  -DREQSIG_FUZZ_ENGINE="$LIB_FUZZING_ENGINE" "${arguments[@]}"
cmake --build "$WORK/reqsig" -j"$jobs" --target "${targets[@]/#/fuzz-}"
for name in "${targets[@]}"; do
  cp "$WORK/reqsig/fuzz/fuzz-$name" "$OUT/$name"
  cp "fuzz/dictionaries/$name.dict" "$OUT/$name.dict"
  rm -f "$OUT/${name}_seed_corpus.zip"
  (cd fuzz && python3 -m zipfile -c "$OUT/${name}_seed_corpus.zip" "seeds/$name"/*)
done
