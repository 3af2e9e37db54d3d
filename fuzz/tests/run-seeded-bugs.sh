#!/usr/bin/env bash
# run-seeded-bugs.sh CC DIRECTORY SOURCE…: shows that each oracle can fire. For each block of seeded-bugs.txt a
# target is built in DIRECTORY with a bug in a copy of the project's sources, and one of its seeds must make the
# sentence fail. SOURCE… is what the targets are of beside lib/ and fuzz/, in the project's tree.
# For fuzz/prune-seeds: KEPT is a file of seeds, TARGET/NAME, that are tried first; which seeds were needed is added to NEEDED.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tree=$(cd "$here/../.." && pwd)
cd "$tree"
compile=("$1" -std=c11 -O0 -w -D_POSIX_C_SOURCE=200809L -DOPENSSL_SUPPRESS_DEPRECATED "-DREQSIG_VERSION=\"0\"")
dir=$2
sources=("${@:3}")
for folder in lib/include lib lib/schemes fuzz fuzz/kit/include . conformance; do
  compile+=("-I$dir/tree/$folder")
done
read -ra cjson <<<"$(pkg-config --cflags libcjson libutf8proc)"
compile+=("${cjson[@]}")
read -ra libraries <<<"$(pkg-config --libs libcjson libutf8proc) -lcrypto"
# It is the fastest, where it is installed.
linker=()
! "$1" -fuse-ld=gold -Wl,--version >/dev/null 2>&1 || linker=(-fuse-ld=gold)

declare -A kept=()
while [ "${KEPT-}" ] && IFS= read -r seed; do kept[$seed]=yes; done <"${KEPT:-/dev/null}"

# As many at once as there are processors.
running=0
in_background() { # COMMAND…
  "$@" &
  running=$((running + 1))
  [ "$running" -lt "$(nproc)" ] || { wait -n || true; running=$((running - 1)); }
}

# The library, the helpers and the targets without bugs; objects are named by their path.
compile_all() {
  local source
  rm -rf "${dir:?}/right" "$dir/right.a" "$dir/bugs" "$dir/tree"
  mkdir -p "$dir/right" "$dir/bugs" "$dir/tree/fuzz"
  cp -r lib conformance "$dir/tree" && cp -r fuzz/*.[ch] fuzz/reference fuzz/kit "$dir/tree/fuzz" # all is built from one state of the tree
  for source in lib/*.c lib/scheme_file/*.c lib/schemes/*.c fuzz/*.c fuzz/kit/*.c fuzz/reference/*.c "${sources[@]}"; do
    case $source in fuzz/mutate*.c) continue ;; esac
    in_background "${compile[@]}" -c "$dir/tree/$source" -o "$dir/right/${source//\//.}.o"
  done
  wait
  running=0
  # From an archive the linker takes what an object with the bug does not define.
  find "$dir/right" -name "*.o" ! -name "fuzz.target_*" -exec ar rcs "$dir/right.a" {} +
}

fail() {
  echo "bug $number ($target): $*"
  exit 1
}

# Replaces the files' objects by those with the bug.
compile_bug() {
  local line file expression copy name
  for line in "${edits[@]}"; do
    file=${line%% *} expression=${line#* } name=${line%% *}
    copy=$work/${file//\//.}
    [ -e "$copy" ] || cp "$dir/tree/$file" "$copy"
    cp "$copy" "$copy.before"
    sed "$expression" "$copy.before" >"$copy"
    ! cmp -s "$copy" "$copy.before" || fail "the edit no longer fits $file: $expression"
    "${compile[@]}" -c "$copy" -o "$work/${name//\//.}.o" || fail "does not compile"
  done
}

link_bug() {
  local objects=("$work"/*.o) object=fuzz.target_$target.c.o
  [ -e "$work/$object" ] || objects+=("$dir/right/$object")
  "${compile[0]}" "${linker[@]}" "${objects[@]}" "$dir/right.a" "${libraries[@]}" -o "$work/replay" || fail "does not link"
}

first_missing() { # prints the first of the sentences that no input has made fail yet
  local sentence
  for sentence in "${sentences[@]}"; do
    grep -qxF -e "$sentence" <(sed -n 's/.*: does not hold: //p' "$work/log") || { echo "$sentence"; return; }
  done
}

# run_inputs INPUT…: the first failure ends it.
run_inputs() {
  { "$work/replay" "$@" || true; } >"$work/run" 2>&1
  cat "$work/run" >>"$work/log"
}

# Sets inputs: the kept seeds, the others, and the regressions.
list_inputs() { # TARGET
  local input others=()
  inputs=()
  for input in "$tree/fuzz/seeds/$1"/*; do
    if [ "${kept[$1/${input##*/}]-}" ]; then inputs+=("$input"); else others+=("$input"); fi
  done
  for input in "${others[@]}" "$tree/fuzz/regressions/$1"/*; do
    [ ! -e "$input" ] || inputs+=("$input")
  done
}

# What made each sentence fail first.
note_needed() {
  local sentence
  for sentence in "${sentences[@]}"; do
    awk -v end=": does not hold: $sentence" '
      index($0, "/fuzz/") && NF == 1 { input = $0 }
      length($0) >= length(end) && substr($0, length($0) - length(end) + 1) == end { print input; exit }' "$work/log" |
      sed -n "s|^$tree/fuzz/seeds/||p" >>"$NEEDED"
  done
}

# After a failure the next run begins behind its input. Then each alone, as a bug may read what an earlier input left.
check_bug() {
  find_inputs || return
  [ ! "${NEEDED-}" ] || note_needed
}

find_inputs() {
  local input tried inputs=() rest
  list_inputs "$target"
  rest=("${inputs[@]}")
  while [ ${#rest[@]} -gt 0 ]; do
    run_inputs "${rest[@]}"
    [ "$(first_missing)" ] || return 0
    tried=$(grep -c "^$tree/fuzz/" "$work/run") || fail "does not run"
    rest=("${rest[@]:tried}")
  done
  for input in "${inputs[@]}"; do
    run_inputs "$input"
    [ "$(first_missing)" ] || return 0
  done
  fail "no input makes this fail: $(first_missing)"
}

run_block() { # NUMBER TARGET LINE…
  number=$1 target=$2 work=$dir/bugs/$1 edits=() sentences=()
  shift 2
  local line
  mkdir -p "$work"
  for line in "$@"; do
    case $line in "= "*) sentences+=("${line#= }") ;; *) edits+=("$line") ;; esac
  done
  if [ ${#edits[@]} = 0 ] || [ ${#sentences[@]} = 0 ]; then fail "the block is not complete"; fi
  compile_bug
  link_bug
  check_bug
  rm -rf "$work"
}

# Aborts are expected here, so no core files.
ulimit -c 0
compile_all
number=0 failures=0 sentences_shown=0 lines=()
while IFS= read -r line || [ ${#lines[@]} -gt 0 ]; do
  case $line in "#"*) continue ;; esac
  if [ -n "$line" ]; then
    lines+=("$line")
    [[ $line != "= "* ]] || sentences_shown=$((sentences_shown + 1))
  elif [ ${#lines[@]} -gt 0 ]; then
    number=$((number + 1))
    in_background run_block "$number" "${lines[@]}"
    lines=()
  fi
done <"$here/seeded-bugs.txt"
wait
# A block that fails leaves its folder.
for work in "$dir"/bugs/*; do [ ! -e "$work" ] || failures=$((failures + 1)); done

# A sentence of a target, or of what targets check elsewhere, that no bug shows is an oracle on trust.
while IFS= read -r sentence; do
  grep -qxF -e "= $sentence" "$here/seeded-bugs.txt" && continue
  echo "no bug shows that this can fail: $sentence"
  failures=$((failures + 1))
done < <(cat "$tree"/fuzz/target_*.c "$tree"/fuzz/{check_verdict,cjson_heap}.c | tr '\n' ' ' | grep -oP 'FUZZ_HOLDS\((?:[^;"]|"[^"]*"(?!\);))*"\K[^"]*(?="\);)' | sort -u)

echo "$number bugs, $sentences_shown sentences, $failures failures"
[ "$failures" = 0 ] && [ "$number" -gt 0 ]
