# shellcheck shell=bash disable=SC2034 # the scripts that source this file read what it sets
# What the scripts that run control.py have in common: they set here, the folder of tests, take REQSIG [NAME] as
# arguments, and end with finish.
set -u

reqsig=$(realpath -e "$1") || exit 3
only=${2:-}
here=$(realpath "$here")
example=$here/../adapters/python
adapter=$example/adapter.py
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
export LC_ALL=C.UTF-8 COLUMNS=100
mark=mark-$$
# Itself and not a wrapper that finds it, which takes longer to start than the rest.
python=$(python3 -c 'import sys; print(sys.executable)')

num_tests=0
num_failures=0

fail() {
  num_failures=$((num_failures + 1))
  printf 'not ok - %s\n#   %s\n' "$test_name" "$1"
  head -n 30 out | cut -c 1-200 | sed 's/^/#   out: /'
  head -n 10 err | cut -c 1-200 | sed 's/^/#   err: /'
}

# run NAME EXIT_CODE ARGUMENT...: runs reqsig; false if NAME is not the test that was asked for.
run() {
  test_name=$1
  local expected=$2 code
  shift 2
  [ -z "$only" ] || [ "$only" = "$test_name" ] || return 1
  num_tests=$((num_tests + 1))
  timeout 60 "$reqsig" "$@" >out 2>err </dev/null
  code=$?
  if [ "$code" -ne "$expected" ]; then fail "exit code $code, expected $expected"; fi
  if grep -q -a -E 'Sanitizer|runtime error' err; then fail "a sanitizer reports"; fi
  if pgrep -f "$mark" >left; then fail "processes are left: $(tr '\n' ' ' <left)"; fi
  return 0
}

# says [-v] FILE REGEX...: FILE has a line that matches each (with -v: none).
says() {
  local wanted=0 file
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

# control HOW EXIT_CODE REGEX...: the adapter control.py HOW; the report must match each. False if it was
# not asked for.
control() {
  local how=$1 code=$2
  shift 2
  run "$how" "$code" test --timeout 1 -- "$python" "$here/controls/control.py" "$how" "$mark" || return
  says out "$@"
}

# A number of cases that is not 0.
some='[1-9][0-9]*'

# spoil FROM TO FOLDER: the example adapter with a text changed.
spoil() {
  mkdir -p "$3"
  for file in "$example"/*.py; do sed "s|$1|$2|" "$file" >"$3/${file##*/}"; done
  if cat "$example"/*.py | cmp -s - <(cat "$3"/*.py); then
    test_name="spoil $1"
    fail "the example adapter has no such text any more"
  fi
}

finish() {
  printf '%d tests, %d failures\n' "$num_tests" "$num_failures"
  [ "$num_tests" -gt 0 ] && [ "$num_failures" -eq 0 ]
}
