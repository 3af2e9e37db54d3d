#!/usr/bin/env bash
# reqsig list.
# usage: list.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

test_case 'list shows the schemes, their documents, credentials and profiles' 0 list
for text in ambro calypso aet bitpro crm 002_35a95cee3cab5bd3.txt 'POST, PATCH and PUT requests with a body' \
  'path without its leading slash' 'joined by ","' 'Authorization: Bitpro {api_key}:{signature}' query-included AET-01 \
  'AET, "Authentication" (updated "2 months ago")'; do
  out_has "$text"
done
err_is_empty
test_case 'list SCHEME shows that one' 0 list crm
out_has 'signature: sha256={signature}'
out_lacks bitpro
for id in ambro-ignores-body calypso-document-example aet-post-json bitpro-document-example crm-put-json; do
  title=$("$reqsig" vectors show "$id" | sed -n '/^  from/{n;s/^ *//p}')
  test_case "list names the page that the vectors of ${id%%-*} name" 0 list "${id%%-*}"
  if [ -z "$title" ] || ! tr '\n' ' ' <out | tr -s ' ' | grep -qF "$title"; then fail "list does not say: $title"; fi
done
test_case 'list refuses a scheme that there is not' 2 list clypso
err_has 'did you mean calypso?'
test_case 'list refuses an option' 2 list --all
err_has 'unknown option --all'

finish
