#!/usr/bin/env bash
# A run goes on after the adapter broke: each case that breaks it is an error of its kind, and all others are graded.
# usage: survive.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

# survives NAME EXIT_CODE ARGUMENT...: as run, with the adapter of that name behind the arguments of reqsig test.
survives() {
  local how=$1 code=$2
  shift 2
  rm -f broke crashed asked greeted
  run "$how" "$code" test "$@" -- "$python" "$controls/control.py" "$how" "$mark"
}

# errs KIND: as many cases as the adapter broke on have an error of that kind, and none was not run.
errs() {
  local broken told
  broken=$(sort -u broke | wc -l)
  told=$(grep -c "\"error_kind\": \"$1\"" a.json)
  if [ "$broken" -eq 0 ] || [ "$told" -ne "$broken" ]; then fail "$told errors by $1, and the adapter broke on $broken cases"; fi
  says a.json '^    "not_run": 0' '^  "trouble": null' '^  "verdict": "not-conformant"'
}

json=(--report text --report json:a.json)
aet=(--scheme aet "${json[@]}")
# In a half of the vectors it breaks often enough.
half=("${aet[@]}" --shard 1/2)
if survives crash-each-hundredth 1 "${half[@]}"; then
  errs crash
  says out '^ERROR  ' ': the adapter ended with exit status 1 before it had answered all$' '\| Traceback: the straw' \
    "^Not conformant: $some errors, of $some cases[.]\$"
  grep -v '"seed"' a.json >one
  survives crash-each-hundredth 1 --jobs 3 --seed 8 "${half[@]}"
  cmp -s one <(grep -v '"seed"' a.json) || fail "the report differs with three jobs and another order"
fi
hang_each_hundredth() {
  survives hang-each-hundredth 1 --run 'crm-*' --timeout "$limit" "${json[@]}"
  errs time-out
  says out ": the adapter did not answer within $limit s\$"
}
if wanted hang-each-hundredth; then in_time hang_each_hundredth; fi
if survives babble-each-hundredth 1 "${half[@]}"; then
  errs protocol
  says out ': the adapter broke the protocol: it answered with a line that is not valid JSON: debug: signing [(]logs belong on standard error: '
fi
if survives twice-each-hundredth 1 "${half[@]}"; then
  errs protocol
  says out 'broke the protocol: it answered one question twice$'
fi

# A case that is answered twice is that, and not flaky, where the answer is wrong besides.
if survives wrong-and-twice 3 "${aet[@]}"; then
  says a.json '"error_kind": "protocol"'
  says -v a.json '"flaky": true'
  says out '^  it broke so 20 times in a row after a few answers, and is not started again$' \
    'more vectors have the same error'
fi
if survives log-from-the-fifth-on 3 "${aet[@]}"; then
  says out '^BROKEN  .*logs belong on standard error' '^  it broke so 20 times in a row after a few answers'
fi

# Many cases are due when it breaks, and any may be first: only the one that breaks it is to blame.
breaks_on_what_is_read() {
  survives "$1-on-what-is-read" 1 --run 'crm-*' --timeout "$limit"
  says out '^ERROR  crm-github-published$' '^Not conformant: 1 error, of '
}
for how in crash hang; do
  if wanted "$how-on-what-is-read"; then in_time breaks_on_what_is_read "$how"; fi
done

# --- what no case alone explains
if survives crash-once 1 --run 'crm-*'; then
  says out '^BROKEN  the adapter ended with exit status 1' '^  no case alone does that$' \
    '^Not conformant: the adapter ended with exit status 1 before it had answered all[.]$'
  says -v out '^ERROR'
fi
if survives crash-midway 1 --run 'crm-verify-[a-t]*' "${json[@]}"; then
  says out '^  no case alone does that$' '^  it broke so [0-9]+ times, of which this is the last$'
  says a.json '^    "not_run": 0' '^    "error": 0'
fi

# --- asked once more
if survives flaky 1 --run 'crm-*' "${json[@]}"; then
  says out '^FAIL  crm-github-published$' '^  flaky: asked once more, the adapter answered otherwise$' \
    '^Not conformant: 1 failed, 1 flaky, of '
  says a.json '^    "flaky": 1' '^      "flaky": true'
fi
if survives crash-when-asked-again 1 --run 'crm-*'; then
  says out '^FAIL  crm-github-published$' '^  flaky: asked once more, the adapter ended with exit status 1' \
    '^Not conformant: 1 failed, 1 flaky, of '
fi

# --- as many as there are: more than 100 restarts, and one block for all that are alike
if run straw-each-tenth 1 test "${aet[@]}" -- "$python" -IS "$controls/straw.py" 10 "$mark"; then
  errs crash
  says out '^  [1-9][0-9]+ more vectors have the same errors: --all prints them$'
  [ "$(grep -cE '^(ERROR|UNSUPPORTED)  ' out)" -le 8 ] || fail 'errors that are alike are printed one by one'
fi
if run straw-each-one 3 test --scheme aet -- "$python" -IS "$controls/straw.py" 1 "$mark"; then
  says out '^  it was started again 100 times in a row without any answer, and is no more$'
fi

# --- the bounds
if survives crash-midway 3 --max-restarts 2; then
  says out '^BROKEN  ' '^  it was started again 2 times, and is no more .--max-restarts.$' 'first case without an answer: ' "^  $some cases were not run or not answered"
fi
if survives greets-anew 3 --max-restarts 3 --run 'crm-*'; then
  says out '^BROKEN  .* it answered with another hello than when it was started before$'
fi
if survives greets-once 3 --max-restarts 3 --run 'crm-*'; then
  says out '^BROKEN  the adapter ended with exit status 0 before it had answered all$'
fi
if survives hang-midway 3 --timeout-run 3; then
  says out '^BROKEN  the adapter was ended, as the run had taken 3 s$' '^Broken: '
fi

# --- an instance for each case
if survives right 0 --oneshot --jobs 2 --run 'crm-verify-[a-c]*'; then says out '^Conformant: '; fi
if survives crash-on-what-is-read 1 --oneshot --jobs 2 --run 'crm-github-published'; then
  says out '^Not conformant: 1 error, of 3 cases[.]$'
fi
if survives greets-once 3 --oneshot --run 'crm-*' --max-restarts 3; then
  says out '^BROKEN  the adapter ended with exit status 0'
fi

finish
