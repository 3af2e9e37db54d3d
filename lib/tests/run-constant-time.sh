#!/usr/bin/env bash
# run-constant-time.sh LIB: the library in folder LIB uses its secrets in a time that does not depend on them,
# as gcc and clang compile it without and with optimisation; and mistakes planted in it are noticed, of each compiler in
# one of the two.
set -euo pipefail

lib=$1
for tool in gcc clang valgrind; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: its Debian package is called the same" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Without the reader of scheme files, which sees no secret.
sources=("$lib"/*.c "$lib"/schemes/*.c)
wrapped=-Wl,--wrap=rs_equal_in_constant_time,--wrap=rs_can_be_field_value,--wrap=rs_builder_take_mac

# DWARF 4, as valgrind 3.19 can't read the version 5 that clang writes.
compile() { # FOLDER COMPILER OPTIMISATION SOURCE…
  local folder=$1 compiler=$2 optimisation=$3
  shift 3
  (cd "$folder" && "$compiler" -std=c11 -gdwarf-4 "$optimisation" -I"$lib" -I"$lib/include" -I"$lib/tests" \
    '-DREQSIG_VERSION="0"' -c "$@")
}

link() { # FOLDER COMPILER
  "$2" "$1"/*.o -o "$1/test" "$wrapped" -lcrypto
}

run() { # FOLDER [OPTION]
  valgrind -q --error-exitcode=99 --leak-check=no "${@:2}" "$1/test" >"$1/log" 2>&1
}

clean() { # COMPILER OPTIMISATION
  local folder=$work/$1$2
  mkdir "$folder"
  compile "$folder" "$1" "$2" "${sources[@]}" "$lib/tests/constant_time.c"
  link "$folder" "$1"
  run "$folder" || { echo "$1 $2: not in constant time"; head -n 60 "$folder/log"; exit 1; }
  echo "$1 $2: $(tail -n 1 "$folder/log")"
}

# The file with one line changed, in place of the file itself.
planted() { # COMPILER OPTIMISATION FILE EXPRESSION WHAT
  local from=$work/$1$2 folder status=0
  folder=$(mktemp -d "$work/planted.XXXXXX")
  sed "$4" "$lib/$3" >"$folder/$3"
  ! cmp -s "$lib/$3" "$folder/$3" || { echo "$5: can no longer be planted in $3"; exit 1; }
  cp "$from"/*.o "$folder"
  compile "$folder" "$1" "$2" "$folder/$3"
  link "$folder" "$1"
  run "$folder" --exit-on-first-error=yes || status=$?
  [ "$status" = 99 ] || { echo "$1 $2: $5 in $3 is not noticed (status $status)"; cat "$folder/log"; exit 1; }
  echo "$1 $2: noticed, $5 in $3"
}

plant_all() { # COMPILER OPTIMISATION
  planted "$1" "$2" crypto.c 's/CRYPTO_memcmp(a, b, AT_ONCE);/memcmp(a, b, AT_ONCE);/' "memcmp"
  planted "$1" "$2" verify.c 's/rs_equal_in_constant_time(mac, /0 == memcmp(mac, /' "memcmp of the MAC"
  planted "$1" "$2" claim_value.c 's/rs_equal_in_constant_time(sent.data, /0 == memcmp(sent.data, /' "memcmp of the key id"
  planted "$1" "$2" crypto.c 's/padded\[i\] = block\[i\] ^ pad;/{ if (block[i] == 65) continue; padded[i] = block[i] ^ pad; }/' \
    "a branch on the secret"
  planted "$1" "$2" message_mac.c 's/  rs_mac_in_place(sink.key, gathered, room.len, mac);/&\n  if (mac[0] == 1) mac[0] = 2;/' \
    "a branch on the MAC"
  planted "$1" "$2" bytes.c 's/    wrong |= (c == 0x7f).*/    if (c == 0x7f || c < 0x20) return false;/' \
    "a check that ends early"
}

for compiler in gcc clang; do
  for optimisation in -O0 -O3; do
    clean "$compiler" "$optimisation"
  done
done
plant_all gcc -O3
plant_all clang -O0
