#!/usr/bin/env bash
# Adapters with a mistake or a profile of their own, and what the report says of it.
# usage: mistakes.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

spoil_slash
if run slash-kept 1 test --scheme aet --run 'aet-get-query-excluded' -- "$python" "it's here/slash/adapter.py"; then
  says out '^CAUSE  All 3 failures of aet have one cause: ' 'leading-slash/kept' '^  Take one slash off the beginning of the path' \
    '^FAIL  aet-get-query-excluded$' '^  "should not include the leading slash"$' 'cited as 002_' \
    '^    expected  1700000000123GETv3/users$' '^    received  1700000000123GET/v3/users$' \
    '^                              \^ byte 17$' '^  header signature$'
  command=$(sed -n '/^  again: /{:a;/\\$/{N;ba};s/^  again: //p}' out)
  regex=' --run aet-get-query-excluded (\\.    )?-- [^ ]*python[^ ]* '"'it'.''s here/slash/adapter[.]py'\$"
  [[ $command =~ $regex ]] || fail "again: $command"
  sh -c "$command" >again 2>err
  if [ $? -ne 1 ] || ! cmp -s <(grep -v '^--seed ' out) <(grep -v '^--seed ' again); then fail "the command to run it again gives something else"; fi
fi
if COLUMNS=60 run slash-narrow 1 test --scheme aet --run 'aet-get-*' -- "$python" "it's here/slash/adapter.py"; then
  says out '^  again: .* --run aet-[a-z-]+ \\$' "^    -- [^ ]*python[^ ]* 'it'.''s here/slash/adapter[.]py'$" \
    '^  [1-9][0-9]* more cases have the same cause [(]leading-slash/kept[)]:$' '^    --all prints them$'
fi
spoil 'body = b64decode(wire.*' 'body = b64decode(wire["body_base64"]).strip()' strip
if run blanks-are-seen 1 test --run 'calypso-body-leading-and-trailing-spaces' -- "$python" strip/adapter.py; then
  says out '^    expected  (.x20)+.*[}](.x20)+$' '^              \^ byte 1$'
fi
spoil 'partition("?")\[0\]' 'partition("#")[0]' query
if run query-included 0 test -- "$python" query/adapter.py; then
  says out '^  aet query-included .AET-01. in [0-9]+ cases: ' '^  bitpro query-included .BIT-01. in' '^    why: ' \
    '^Conformant: .* under a profile .flagged.'
  says -v out 'inconsistent'
fi
spoil 'partition("?")\[0\]$' 'partition("?" if len(target) % 2 else "#")[0]' mixed
if run inconsistent 0 test --report text --report json:a.json --report junit:a.xml -- "$python" mixed/adapter.py; then
  says out '^  aet query-included .AET-01. in [0-9]+ cases: ' 'not in [0-9]+ others? that can tell: the implementation is inconsistent' \
    '^Conformant: .*; inconsistent: aet query-included, bitpro query-included[.]$'
  says a.json '"inconsistent": true' '; inconsistent: aet query-included, '
  says a.xml 'inconsistent: aet query-included .AET-01., followed in [0-9]+ cases and not in [0-9]+$'
  python3 "$tests/check-reports.py" a.json a.xml >>err 2>&1 || fail "$(tail -n 1 err)"
fi
# Clients drop a question mark with nothing behind it, and have no body to digest for a GET: neither is inconsistent.
spoil 'partition("?")\[0\]$' 'removesuffix("?")' dropped
if run empty-query-dropped 0 test --scheme aet --scheme bitpro -- "$python" dropped/adapter.py; then
  says out '^  aet query-included ' '^  bitpro query-included '
  says -v out 'inconsistent'
fi
spoil 'digest()).decode()' 'digest()).decode() if request.body or request.method != "GET" else ""|; s|"Content-MD5": content_md5, |**({"Content-MD5": content_md5} if content_md5 else {}), |; s|list(OPS)|["message", "sign"]' blank
if run digest-blank-for-get 0 test --scheme bitpro -- "$python" blank/adapter.py; then
  says out '^  bitpro empty-md5-field '
  says -v out 'inconsistent'
fi

# --- a profile that is required is the right answer wherever it shows, and the default is wrong there
if run required-and-followed 0 test --scheme aet --require-profile query-included -- "$python" query/adapter.py; then
  says out '^Conformant: [0-9]+ cases passed[.]$'
fi
if run required-and-not-followed 1 test --scheme aet --require-profile query-included -- "$python" "$adapter"; then
  says out '^CLUE  In [0-9]+ cases of aet the answer would be right without --require-profile query-included[.]$' \
    '^  message: expected by the profile query-included, which is required$' \
    '^FAIL  aet-query-' 'expected  1700000000123GETv3/users[?]' 'accepted what must be rejected' \
    '^  again: .* --require-profile query-included '
fi
if run required-of-another-scheme 2 test --scheme crm --require-profile query-included -- "$python" "$adapter"; then
  says err 'require-profile query-included: no scheme that is named has such a profile'
fi

finish
