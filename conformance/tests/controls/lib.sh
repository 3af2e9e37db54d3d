# shellcheck shell=bash disable=SC2034 # the scripts that source this file read what it sets
# The scripts of this folder run adapters that misbehave. With a second argument, NAME, only that adapter is run.
# shellcheck source=conformance/tests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

only=${2:-}
controls=$tests/controls
example=$tests/../adapters/python
adapter=$example/adapter.py
mark=mark-$$
# The interpreter itself: a wrapper that looks for it takes longer to start than the rest.
python=$(python3 -c 'import sys; print(sys.executable)')
# What part of the vectors a control is asked, as --shard has it: what it does shows in any of them. Where a control
# stumbles over a single vector, `part=1/1 control …` asks them all.
part=1/4
# A number of cases that is not 0.
some='[1-9][0-9]*'

wanted() { [ -z "$only" ] || [ "$only" = "$1" ]; }

# run NAME EXIT_CODE ARGUMENT...: runs reqsig; false if NAME is not the test that was asked for.
run() {
  wanted "$1" || return 1
  local begun=${EPOCHREALTIME/./}
  test_case "$@"
  add_row "$1" "$2" $(((${EPOCHREALTIME/./} - begun) / 1000))
  none_is_left
}

# A row of the table that ci/hostile prints: the adapter, the exit code, milliseconds, processes left, the last line.
add_row() { # NAME EXIT_CODE MILLISECONDS
  [ -n "${HOSTILE_TABLE:-}" ] || return 0
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(pgrep -f -c "$mark")" "$(tail -n 1 out)" >>"$HOSTILE_TABLE"
}

none_is_left() {
  if pgrep -f "$mark" >left; then fail "processes are left: $(tr '\n' ' ' <left)"; fi
}

# control HOW EXIT_CODE REGEX...: the adapter control.py HOW; the report must match each. False if it was not asked for.
# Only where the report is to say that 1 s was too long, the time-out is as short.
control() {
  local limit=60
  wanted "$1" || return
  if [[ "$*" = *"within 1 s"* ]]; then in_time control_within "$@"; else control_within "$@"; fi
}
control_within() {
  local how=$1 code=$2
  shift 2
  run "$how" "$code" test --shard "$part" --timeout "$limit" --max-restarts 0 -- "$python" "$controls/control.py" "$how" "$mark"
  says out "${@//within 1 s/within $limit s}"
}

# spoil FROM TO FOLDER: the example adapter with a text changed.
spoil() {
  mkdir -p "$3"
  for file in "$example"/*.py; do sed "s|$1|$2|" "$file" >"$3/${file##*/}"; done
  if cat "$example"/*.py | cmp -s - <(cat "$3"/*.py); then
    test_name="spoil $1"
    fail 'the example adapter has no such text any more'
  fi
}

# An adapter with one mistake, in a folder whose name a shell must quote.
spoil_slash() {
  spoil 'request.path.removeprefix("/")' request.path "it's here/slash"
}
