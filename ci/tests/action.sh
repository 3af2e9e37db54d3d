#!/usr/bin/env bash
# The steps of ci/action on a project that is made up: one adapter, by reqsig adapter.
# usage: action.sh REQSIG
# shellcheck source=conformance/tests/lib.sh
. "$(dirname "$0")/../../conformance/tests/lib.sh"
action=$tests/../../ci/action
export REQSIG=$reqsig GITHUB_SHA=0000000a5c1f00000000000000000000deadbeef GITHUB_STEP_SUMMARY=$scratch/summary.md
unset CI_COMMIT_SHA REQSIG_OUTPUT REQSIG_FRESH REQSIG_KNOWN_FAILURES REQSIG_ARGUMENTS
: >err

begin 'a right adapter'
"$reqsig" adapter python >adapter.py
export REQSIG_FRESH=50
"$action/run" python3 adapter.py >out 2>err || fail "exit code $?"
says out '^--fresh 50 --seed 678943 ' '^Conformant: '
for file in xml json md html tap svg; do [ -s "reqsig-report/reqsig.$file" ] || fail "no report: $file"; done
cmp -s summary.md reqsig-report/reqsig.md || fail 'the summary is not the report in Markdown'
says reqsig-report/reqsig.svg 'conformant, [0-9]+ cases'

begin 'a wrong one, then its failures are known'
sed 's/sha256=/sha256:/' adapter.py >wrong.py
if cmp -s adapter.py wrong.py; then fail 'the adapter has no such text any more'; fi
"$action/run" python3 wrong.py >out 2>err
[ $? = 1 ] || fail 'the exit code is not 1'
says out '^Not conformant: '
echo '*' >reqsig-known-failures.txt
REQSIG_ARGUMENTS='--run crm-put-json --run *-fresh-*' "$action/run" python3 wrong.py >out 2>err
says out ' known'

begin 'what is missing or wrong is told'
REQSIG_KNOWN_FAILURES=none.txt "$action/run" python3 adapter.py >out 2>err
[ $? = 2 ] || fail 'a list that is not there is taken'
"$action/run" >out 2>err
[ $? = 2 ] || fail 'no adapter is taken'
GITHUB_SHA='1;x' "$action/run" true >out 2>err
[ $? = 2 ] || fail 'a commit that is none is taken'
says err 'expected a commit in hex'

begin 'action.yml and gitlab.yml call what is there'
python3 - "$action" 2>err <<'END' || fail 'they do not'
import os, re, sys
folder = sys.argv[1]
for name in "action.yml", "gitlab.yml":
    text = open(os.path.join(folder, name)).read()
    called = re.findall(r'(?:GITHUB_ACTION_PATH|ci/action)/(\w+)', text)
    assert sorted(set(called)) == ["install", "run"], called
    assert all(os.access(os.path.join(folder, script), os.X_OK) for script in called)
END
finish
