#!/usr/bin/env bash
# install.sh BUILD: installs the build into a scratch prefix and into a staging folder, looks for what
# belongs there, moves the tree and uses it, and uninstalls it again.
set -euo pipefail
build=$(cd "$1" && pwd)
scratch=$(mktemp -d)

# What the build folder knows of an installation by its user is kept.
records=(install_manifest.txt install_prefix.txt)
mkdir "$scratch/kept"
for record in "${records[@]}"; do
  [ ! -e "$build/$record" ] || mv "$build/$record" "$scratch/kept"
done
restore() {
  for record in "${records[@]}"; do
    rm -f "$build/$record"
    [ ! -e "$scratch/kept/$record" ] || mv "$scratch/kept/$record" "$build"
  done
  rm -rf "$scratch"
}
trap restore EXIT

fail() {
  echo "$*" >&2
  exit 1
}

holds() { # FOLDER: it has what an installation consists of
  local file
  for file in bin/reqsig include/reqsig{,-fuzz}.h share/doc/reqsig/{LICENSE,CHANGELOG.md,adapter-contract.md,scheme-files.md} \
    share/reqsig/vectors/{ambro,calypso,aet,bitpro,crm,http}.json share/reqsig/vectors/{,http.,explain.,verify.,diagnose.,report.,fuzz.,adapter.}schema.json \
    share/man/man1/reqsig{,-test,-verify}.1 share/bash-completion/completions/reqsig \
    share/zsh/site-functions/_reqsig share/fish/vendor_completions.d/reqsig.fish \
    share/reqsig/vectors/{README,MISTAKES}.md share/reqsig/adapters/{python/adapter.py,c/convert.h,shell/sign.sh} share/doc/reqsig/fuzz-kit.md \
    share/reqsig/fuzz/{cases,requests}.dict share/reqsig/fuzz/example/fuzz_gateway.c; do
    [ -s "$1/$file" ] || fail "not installed: $file"
  done
  for file in reqsig.pc reqsig-fuzz.pc reqsig-config.cmake 'libreqsig.*' libreqsig-fuzz.a; do
    [ -n "$(find "$1" -name "$file")" ] || fail "not installed: $file"
  done
  [ -z "$(find "$1" -name __pycache__)" ] || fail "Python's compiled files are installed"
}

# The documents that are installed link only to what is installed with them.
links_hold() { # FOLDER
  local document target
  while IFS=: read -r document target; do
    [ -e "$(dirname "$document")/$target" ] || fail "$document links to $target, which is not installed"
  done < <(find "$1" -name '*.md' -print0 | xargs -0 grep -oHE '\]\([^)#]+' | grep -v ':\](https\?:' | sed 's/:\](/:/')
}

is_gone() { # FOLDER: nothing is left in it
  [ -z "$(find "$1" -mindepth 1)" ] || fail "uninstall leaves: $(find "$1" -mindepth 1)"
}

cmake --install "$build" --prefix "$scratch/prefix" >/dev/null
holds "$scratch/prefix"
links_hold "$scratch/prefix"

mv "$scratch/prefix" "$scratch/moved"
reqsig=$scratch/moved/bin/reqsig
PKG_CONFIG_PATH=$(dirname "$(find "$scratch/moved" -name reqsig.pc)")
export PKG_CONFIG_PATH
vectors=$(pkg-config --variable=vectorsdir reqsig)
[ -s "$vectors/schema.json" ] || fail "pkg-config's vectorsdir has no schema.json: $vectors"
"$reqsig" vectors check --vectors "$vectors" >/dev/null
(cd / && "$reqsig" test --scheme crm -- python3 "$scratch/moved/share/reqsig/adapters/python/adapter.py") >/dev/null
# shellcheck disable=SC2046 # flags are words
cc "$scratch"/moved/share/reqsig/adapters/c/{adapter,convert}.c $(pkg-config --cflags --libs reqsig libcjson libcrypto) \
  -o "$scratch/adapter" 2>"$scratch/log" || grep -q asan "$scratch/log" || fail "$(cat "$scratch/log")"
mv "$scratch/moved" "$scratch/prefix"
rm -rf "$scratch/prefix/share/reqsig/adapters/python/__pycache__"

touch "$scratch/prefix/bin/somebody-elses"
cmake --build "$build" --target uninstall >/dev/null
[ -e "$scratch/prefix/bin/somebody-elses" ] || fail "uninstall removes what it did not install"
rm -r "$scratch/prefix/bin"
is_gone "$scratch/prefix"
if cmake --build "$build" --target uninstall >/dev/null 2>&1; then fail "uninstall of nothing succeeds"; fi

mkdir "$scratch/stage"
DESTDIR=$scratch/stage cmake --install "$build" --prefix /opt/reqsig >/dev/null
holds "$scratch/stage/opt/reqsig"
DESTDIR=$scratch/stage cmake --build "$build" --target uninstall >/dev/null
is_gone "$scratch/stage/opt/reqsig"
