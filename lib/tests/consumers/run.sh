#!/bin/sh
# run.sh BUILD: installs the build, static and shared, into scratch prefixes, moves them, and builds
# and runs a consumer against each: C by find_package, C++ by pkg-config.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d "$1/consumers.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# The libraries are built for the consumers' own compiler, without the command and without sanitizers.
for shared in OFF ON; do
  cmake -S "$source" -B "$scratch/build" -DREQSIG_COMMAND=OFF -DREQSIG_TESTS=OFF -DBUILD_SHARED_LIBS=$shared \
    -DCMAKE_BUILD_TYPE=Release >/dev/null
  cmake --build "$scratch/build" >/dev/null
  cmake --install "$scratch/build" --prefix "$scratch/first" >/dev/null
  mv "$scratch/first" "$scratch/prefix"
  libdir=$(dirname "$(find "$scratch/prefix" -name 'libreqsig.*' | head -n 1)")

  cmake -S "$here/cmake" -B "$scratch/consumer" -DCMAKE_PREFIX_PATH="$scratch/prefix" >/dev/null
  cmake --build "$scratch/consumer" >/dev/null
  "$scratch/consumer/consumer"

  # Without the shared library, what it needs privately is linked too.
  static=; [ $shared = ON ] || static=--static
  PKG_CONFIG_PATH=$libdir/pkgconfig
  export PKG_CONFIG_PATH
  # shellcheck disable=SC2046 # flags are words
  c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -x c++ "$here/consumer.c" -x none -o "$scratch/consumer-c++" \
    $(pkg-config $static --cflags --libs reqsig)
  LD_LIBRARY_PATH=$libdir "$scratch/consumer-c++"

  if [ $shared = ON ]; then
    foreign=$(nm -D --defined-only "$libdir/libreqsig.so" | awk '{print $3}' | grep -v '^reqsig_' || true)
    [ -z "$foreign" ] || { echo "symbols that should be hidden: $foreign"; exit 1; }
  fi
  rm -rf "$scratch/build" "$scratch/prefix" "$scratch/consumer"
done

# Folders that are absolute, as some distributions have them, are told as they are.
cmake -S "$source" -B "$scratch/build" -DREQSIG_COMMAND=OFF -DREQSIG_TESTS=OFF -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_INSTALL_PREFIX="$scratch/p" -DCMAKE_INSTALL_LIBDIR="$scratch/elsewhere/lib" >/dev/null
cmake --build "$scratch/build" --target install >/dev/null
PKG_CONFIG_PATH=$scratch/elsewhere/lib/pkgconfig
flags=$(pkg-config --cflags --libs reqsig)
wanted="-I$scratch/p/include -L$scratch/elsewhere/lib -lreqsig"
[ "$(echo "$flags" | xargs)" = "$wanted" ] || { echo "pkg-config says: $flags, not: $wanted"; exit 1; }
