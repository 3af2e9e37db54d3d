#!/usr/bin/env bash
# What reqsig prints of itself: usage, help, version, and the nearest command to a mistyped one.
# usage: help.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

test_case 'no command is wrong usage' 2
err_has 'usage: reqsig COMMAND'
out_is_empty
for arguments in '--help' 'help' '-h' 'help help' 'help --help'; do
  read -ra words <<<"$arguments"
  test_case "$arguments prints the commands" 0 "${words[@]}"
  for command in list sign explain verify test vectors; do out_has "  $command"; done
  err_is_empty
done
test_case '--version prints the version' 0 --version
grep -E -q '^reqsig [0-9]+\.[0-9]+\.[0-9]+$' out || fail 'not a version'
for command in list sign explain verify test; do
  test_case "help $command prints usage and an example" 0 help "$command"
  out_has "usage: reqsig $command"
  out_has 'example'
  err_is_empty
  cp out by_help
  test_case "$command --help prints the same" 0 "$command" --help
  cmp -s out by_help || fail 'help and --help differ'
  test_case "$command -h too" 0 "$command" -h
  cmp -s out by_help || fail 'help and -h differ'
done
test_case 'an unknown command is wrong usage, with the nearest one' 2 explian
err_has 'unknown command "explian"'
err_has 'did you mean explain?'
test_case 'a word that is near nothing gets no guess' 2 frobnicate
err_has 'see reqsig --help'
test_case 'an unknown option at the top is wrong usage' 2 --verison
err_has 'did you mean --version?'
test_case 'help of an unknown command is wrong usage' 2 help sing
err_has 'did you mean sign?'
for action in list show check kill-matrix; do
  test_case "help vectors $action is its own" 0 help vectors $action
  out_has "usage: reqsig vectors $action"
done
for arguments in 'help vectors kill' 'vectors kill --help'; do
  read -ra words <<<"$arguments"
  test_case "there is no $arguments" 2 "${words[@]}"
  err_has 'expected list, show, check, make or kill-matrix, not kill'
  out_is_empty
done
for arguments in 'help sign x' '--help sign x' 'help help x' '--version x' 'help vectors list x' 'help vectors kill-matrix x'; do
  read -ra words <<<"$arguments"
  test_case "a word too many is refused: $arguments" 2 "${words[@]}"
  err_has ': one argument too many: x'
  out_is_empty
done

finish
