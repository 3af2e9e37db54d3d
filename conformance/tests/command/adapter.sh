#!/usr/bin/env bash
# reqsig adapter: adapters to start from, each right as it is.
# usage: adapter.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

test_case list 0 adapter
says out '^python +starter.py +reqsig test --scheme crm -- python3 starter.py$'
sed 1d out >listed
test_case unknown 2 adapter pyhton
says err '^reqsig: adapter: there is no adapter in pyhton$' 'did you mean python[?]' 'reqsig adapter lists the languages'

while read -r language file _ _ _ _ _ command; do
  test_case "print-$language" 0 adapter "$language"
  cp out "$file"
  case $language in
    c)
      # shellcheck disable=SC2046 # words
      cc -Wall -Wextra -Werror starter.c -o starter $(pkg-config --cflags --libs libcjson libcrypto) 2>err || fail 'not compiled' ;;
    go | java | rust) continue ;; # ci/wide has their compilers
  esac
  # shellcheck disable=SC2086 # words
  test_case "grade-$language" 0 test --timeout 60 --scheme crm --run 'crm-post-*' --run 'crm-get-*' -- $command
  says out '^Conformant: '
  # shellcheck disable=SC2086 # words
  test_case "verify-$language" 0 test --timeout 60 --scheme crm --run 'crm-verify-[a-p]*' -- $command
  says out '^Conformant: [0-9]+ cases passed[.]$'
done <listed

finish
