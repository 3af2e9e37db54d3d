#!/bin/sh
# run.sh BUILD: installs the library, static and shared, into scratch prefixes, moves them, and builds and runs
# consumer.c against each: with find_package, with plain pkg-config in C and in C++, and with meson. Then it
# builds the library as a part of the consumer, by FetchContent.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d "$(cd "$1" && pwd)/consumers.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "$*" >&2
  exit 1
}

quietly() { # COMMAND…: its output is shown only if it fails
  "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log"; fail "failed: $*"; }
}

# build_library CMAKE-ARGUMENT…: without the command, sanitizers and optimisation. The objects are the same each time.
build_library() {
  quietly cmake -S "$source" -B "$scratch/build" -DREQSIG_COMMAND=OFF -DREQSIG_TESTS=OFF -DCMAKE_BUILD_TYPE=None "$@"
  quietly cmake --build "$scratch/build"
}

use_find_package() {
  quietly cmake -S "$here/cmake" -B "$scratch/find" -DCMAKE_PREFIX_PATH="$scratch/prefix"
  quietly cmake --build "$scratch/find"
  "$scratch/find/consumer"
}

use_pkg_config() { # COMPILER…
  # shellcheck disable=SC2046 # flags are words
  quietly "$@" -Wall -Wextra -Wpedantic -Werror "$here/consumer.c" -x none -o "$scratch/plain" \
    $(pkg-config --cflags --libs reqsig)
  LD_LIBRARY_PATH=$libdir "$scratch/plain"
}

use_meson() {
  cp -r "$here/meson" "$scratch/meson"
  cp "$here/consumer.c" "$scratch/meson"
  quietly meson setup "$scratch/meson/build" "$scratch/meson"
  quietly meson compile -C "$scratch/meson/build"
  LD_LIBRARY_PATH=$libdir "$scratch/meson/build/consumer"
}

use_fetchcontent() {
  quietly cmake -S "$here/fetchcontent" -B "$scratch/fetched" -DREQSIG_SOURCE="$source"
  quietly cmake --build "$scratch/fetched"
  "$scratch/fetched/consumer"
  [ ! -e "$scratch/fetched/_deps/reqsig-build/reqsig" ] || fail "FetchContent builds the command too"
  quietly cmake --install "$scratch/fetched" --prefix "$scratch/installed"
  [ ! -e "$scratch/installed" ] || fail "FetchContent installs reqsig with the consumer"
}

exports_nothing_else() {
  foreign=$(nm -D --defined-only "$libdir/libreqsig.so" | awk '{print $3}' | grep -v '^reqsig_' || true)
  [ -z "$foreign" ] || fail "symbols that should be hidden: $foreign"
}

for shared in OFF ON; do
  build_library -DBUILD_SHARED_LIBS=$shared
  quietly cmake --install "$scratch/build" --prefix "$scratch/first"
  mv "$scratch/first" "$scratch/prefix"
  libdir=$(dirname "$(find "$scratch/prefix" -name 'libreqsig.*' | head -n 1)")
  export PKG_CONFIG_PATH="$libdir/pkgconfig"

  use_find_package
  use_pkg_config cc -std=c11 -x c
  use_pkg_config c++ -std=c++11 -x c++
  use_meson
  [ -s "$(pkg-config --variable=vectorsdir reqsig)/schema.json" ] || fail "vectorsdir has no vectors"
  [ $shared = OFF ] || exports_nothing_else
  rm -rf "$scratch/prefix" "$scratch/find" "$scratch/meson"
done

use_fetchcontent

# Folders that are absolute, as some distributions have them, are told as they are.
build_library -DBUILD_SHARED_LIBS=ON -DCMAKE_INSTALL_PREFIX="$scratch/p" -DCMAKE_INSTALL_LIBDIR="$scratch/elsewhere/lib"
quietly cmake --install "$scratch/build"
flags=$(PKG_CONFIG_PATH="$scratch/elsewhere/lib/pkgconfig" pkg-config --cflags --libs reqsig)
wanted="-I$scratch/p/include -L$scratch/elsewhere/lib -lreqsig"
[ "$(echo "$flags" | xargs)" = "$wanted" ] || fail "pkg-config says: $flags, not: $wanted"
