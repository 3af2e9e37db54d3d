# shellcheck shell=bash disable=SC2034 # the scripts that source this file read what it sets
# What the shell tests share. Each takes REQSIG as its argument, works in a scratch folder, and ends with finish.
set -u

reqsig=$(realpath -e "$1") || exit 3
tests=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
export LC_ALL=C.UTF-8 COLUMNS=100
unset NO_COLOR

num_tests=0
num_failures=0
# Whether a failure may be for want of time, and does not count yet: see in_time.
tries_again=
num_early_failures=0
# What matches this may be in no error message, where a script sets it.
secrets=

# read_text FILE: what FILE holds, as text. It starts no process: the tests look at thousands of pages.
read_text() {
  local IFS='' parts
  mapfile -d '' parts <"$1"
  text=${parts[*]}
}
has_text() { # FILE TEXT
  local text
  read_text "$1"
  [[ $text == *"$2"* ]]
}
has_match() { # FILE REGEX: of the text as a whole
  local text
  read_text "$1"
  [[ $text =~ $2 ]]
}

# begin NAME: the checks that follow are of this test.
begin() {
  test_name=$1
  num_tests=$((num_tests + 1))
}

fail() {
  if [ -n "$tries_again" ]; then
    num_early_failures=$((num_early_failures + 1))
    return
  fi
  num_failures=$((num_failures + 1))
  printf 'not ok - %s\n#   %s\n' "$test_name" "$1"
  head -n 40 out | cut -c 1-200 | sed 's/^/#   out: /'
  head -n 20 err | cut -c 1-200 | sed 's/^/#   err: /'
}

# test_case NAME EXIT_CODE ARGUMENT...: runs reqsig; its standard input is the file "in", which is then emptied.
test_case() {
  local expected=$2 code
  begin "$1"
  shift 2
  [ -e in ] || : >in
  "$reqsig" "$@" >out 2>err <in
  code=$?
  : >in
  if [ "$code" -ne "$expected" ]; then fail "exit code $code, expected $expected"; fi
  if [ -n "$secrets" ] && has_match err "$secrets"; then fail 'a secret is in an error message'; fi
  if has_match err 'Sanitizer|runtime error'; then fail 'a sanitizer reports'; fi
}

# in_time COMMAND...: a test that wants to see a time-out of $limit seconds. On a busy machine an adapter that is only late
# needs more, so the limit is longer where the test fails by it.
in_time() {
  local num_before=$num_tests
  for limit in 1 6 40; do
    num_early_failures=0 num_tests=$num_before
    if [ "$limit" = 40 ]; then tries_again=; else tries_again=yes; fi
    "$@"
    tries_again=
    [ "$num_early_failures" -gt 0 ] || break
  done
}

# says [-v] FILE REGEX...: FILE has a line that matches each (with -v: none).
says() {
  local wanted=0 file regex
  if [ "$1" = -v ]; then
    wanted=1
    shift
  fi
  file=$1
  shift
  for regex; do
    grep -q -a -E -e "$regex" "$file"
    [ $? -eq "$wanted" ] || fail "$file: $([ "$wanted" = 0 ] && echo expected || echo unwanted): $regex"
  done
}

# What the last test printed has the text, lacks it, or is these lines.
out_has() { has_text out "$1" || fail "standard output lacks: $1"; }
out_lacks() { if has_text out "$1"; then fail "standard output has: $1"; fi; }
out_is() { printf '%s\n' "$@" | cmp -s - out || fail "standard output is not: $*"; }
out_is_empty() { [ ! -s out ] || fail 'standard output is not empty'; }
err_has() { has_text err "$1" || fail "standard error lacks: $1"; }
err_lacks() { if has_text err "$1"; then fail "standard error has: $1"; fi; }
err_is_empty() { [ ! -s err ] || fail 'standard error is not empty'; }

# A chroot may have no pseudo-terminals.
has_terminals() { # WHAT
  script -q -e -c true /dev/null </dev/null >/dev/null 2>&1 || { echo "skip - $1: no terminal can be made here"; return 1; }
}

finish() {
  if [ -e checks ]; then
    begin 'all JSON is as its schema and the expressions have it'
    python3 "$tests/check-json.py" <checks 2>err || fail 'see above'
  fi
  printf '%d tests, %d failures\n' "$num_tests" "$num_failures"
  [ "$num_tests" -gt 0 ] && [ "$num_failures" -eq 0 ]
}
