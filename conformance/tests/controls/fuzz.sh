#!/usr/bin/env bash
# reqsig fuzz: what it finds in adapters that are right and in adapters that are not.
# usage: fuzz.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

cases=(--seed 1 --cases 700 --time 300 --timeout 60)

if run fuzz-right 0 fuzz calypso crm "${cases[@]}" -- "$python" "$adapter"; then
  says out '^example-python 1.0 [(]python[)]$' '^--seed 1 draws the same requests[.]$' \
    "^  calypso +$some +$some +$some +[0-9]+ +0 +0 +$some +0\$" '^Found: nothing in [0-9]+ cases, in [0-9.]+ s[.]$'
fi
# Far enough that each vector of the suite is asked.
for scheme in ambro aet bitpro; do
  run "fuzz-vectors-$scheme" 0 fuzz "$scheme" --seed 1 --cases 2400 --time 300 --timeout 60 -- "$python" "$adapter"
done
for i in 1 2; do
  if run "fuzz-same-seed-$i" 0 fuzz aet "${cases[@]}" -- "$python" "$adapter"; then grep '^  aet ' out >"table-$i"; fi
done
[ ! -e table-2 ] || cmp -s table-1 table-2 || fail 'the same seed draws other requests'

# --- a signer's mistake is named and shrunk; its vector fails before the mend, and passes after it
spoil_slash
slash="it's here/slash/adapter.py"
if run fuzz-signer 1 fuzz aet "${cases[@]}" --save found -- "$python" "$slash"; then
  says out "^FOUND  aet leading-slash/kept  in $some cases\$" 'signs the path with its leading slash' \
    '^    (GET|POST) /a?$' '^  saved as aet-fuzz-leading-slash-kept$' '^Found: 1 cause of disagreement in '
  [ "$(grep -c '^    [A-Z][A-Za-z-]*: ' out)" -le 3 ] || fail 'more than three headers are left'
  run fuzz-vector-before-the-mend 1 test --scheme aet --vectors found -- "$python" "$slash" && says out '^FAIL  aet-fuzz-'
  run fuzz-vector-after-the-mend 0 test --scheme aet --vectors found -- "$python" "$adapter"
  run fuzz-vector-is-right 1 vectors check --vectors found && says out '^1 vectors: the library gives their 2 signatures and 2 verdicts[.]$'
fi
echo '# told to the maintainers
aet leading-slash/kept  # since 2.3' >known.txt
if run fuzz-known 0 fuzz aet "${cases[@]}" --known known.txt -- "$python" "$slash"; then
  says out "^known: aet leading-slash/kept, in $some cases\$" '^Found: nothing in [0-9]+ cases, 1 known, '
  says -v out '^FOUND'
fi
echo 'aet leading-slash/kept
aet leading-slash/kep
aet sign crash
crm sign crash
ate sign crash' >stale.txt
if run fuzz-stale 1 fuzz aet "${cases[@]}" --known stale.txt -- "$python" "$slash"; then
  says out '^stale: aet leading-slash/kep is the name of no finding; did you mean aet leading-slash/kept[?]$' \
    '^stale: aet sign crash is the name of no finding$' '^stale: ate sign crash' \
    '^Found: nothing in [0-9]+ cases, 1 known, 3 stale in the list of known findings, '
  says -v out '^stale: crm'
fi

# --- a verifier's mistake; its vector has a twin and an edit
spoil 'abs(now_ms - time_ms) > CALYPSO' 'now_ms - time_ms > CALYPSO' future
if run fuzz-verifier 1 fuzz calypso "${cases[@]}" --save found -- "$python" future/adapter.py; then
  says out '^FOUND  calypso v-future-not-checked' 'accepted what must be rejected' '^  differs from an accepted one: '
  run fuzz-verifier-before 1 test --scheme calypso --vectors found -- "$python" future/adapter.py &&
    says out '^FAIL  calypso-verify-fuzz-v-future-not-checked'
  run fuzz-verifier-after 0 test --scheme calypso --vectors found -- "$python" "$adapter"
  [ ! -e found/aet.fuzz.json ] || run fuzz-vectors-stay 0 test --vectors found -- "$python" "$adapter"
fi

# --- no catalogue has this one: what differs is told
spoil 'hmac.digest(secret.encode()' 'hmac.digest(secret[::-1].encode()' unknown
if run fuzz-unknown-mistake 1 fuzz aet "${cases[@]}" -- "$python" unknown/adapter.py; then
  says out '^FOUND  aet sign header-value signature  in '
fi

# --- the adapter breaks on some requests: they are found, and it is asked on
spoil 'hmac.digest(secret.encode()' 'os._exit(7) if b"*" in message else hmac.digest(secret.encode()|; s|^import hmac|import hmac, os|; s|list(OPS)|["sign"]' crash
if run fuzz-crash 1 fuzz crm --seed 1 --cases 150 --time 300 --timeout 60 --save crashes -- "$python" crash/adapter.py; then
  says out '^FOUND  crm sign crash' 'ended with exit status 7' '^  saved as crm-fuzz-sign-crash' '^Found: [0-9]+ causes? of disagreement'
fi
spoil 'b64encode(mac("sha256", \(.*\))).decode()' 'b64encode(mac("sha256", \1)).decode() + ("" if __import__("random").random() > 0.2 else "x")' flaky
if run fuzz-flaky 1 fuzz aet "${cases[@]}" -- "$python" flaky/adapter.py; then
  says out '^FOUND  aet unsteady  in ' '^  One question gets several answers: '
fi
if run fuzz-hello 3 fuzz crm -- "$python" -c 'print("no")'; then says out '^Broken: the adapter .*; until then 0 cases, in '; fi
spoil 'list(SCHEMES)' '["crm"]' only-crm
if run fuzz-no-scheme-of-it 1 fuzz crm -- "$python" "$controls/parser.py" right; then
  says out '^not asked: crm: hello declares other schemes [(]none[)]: let it declare crm, or fuzz one of those$' \
    '^Nothing was asked: 0 cases, in [0-9.]+ s[.]$'
fi
if run fuzz-one-scheme-of-it 1 fuzz crm aet "${cases[@]}" -- "$python" only-crm/adapter.py; then
  says out '^not asked: aet: hello declares other schemes [(]crm[)]: ' '^Found: nothing in '
fi
if run fuzz-not-started 3 fuzz crm -- ./no-such-adapter; then says err 'could not be started'; fi

# --- what no document decides must be survived, such as a body of any bytes: only a drawn one has three of 255
spoil 'hmac.digest(secret.encode()' 'os._exit(7) if message.count(255) > 2 else hmac.digest(secret.encode()|; s|^import hmac|import hmac, os|; s|list(OPS)|["sign"]' hostile
if run fuzz-hostile 1 fuzz crm "${cases[@]}" --save hostile-found -- "$python" hostile/adapter.py; then
  says out '^FOUND  crm sign crash' '\\xFF.*\\xFF.*\\xFF' '^  saved as crm-fuzz-sign-crash$'
  run fuzz-hostile-vector 1 test --scheme crm --vectors hostile-found -- "$python" hostile/adapter.py && says out '^ERROR  crm-fuzz-sign-crash'
fi

# --- usage
run fuzz-no-adapter 2 fuzz aet && says err '^reqsig: fuzz: ADAPTER is missing'
run fuzz-no-adapter-behind 2 fuzz aet -- && says err '^reqsig: fuzz: ADAPTER is missing'
run fuzz-no-scheme 2 fuzz -- "$python" "$adapter" && says err '^reqsig: fuzz: SCHEME is missing'
run fuzz-unknown-scheme 2 fuzz ate -- "$python" "$adapter" && says err 'did you mean aet[?]'
run fuzz-no-known 2 fuzz aet --known no-such-file -- "$python" "$adapter" && says err 'no-such-file'
run fuzz-time 2 fuzz aet --time 0 -- "$python" "$adapter" && says err '^reqsig: fuzz: --time 0: expected a number from 1 to '
mkdir -p found && echo 'no JSON' >found/crm.fuzz.json
spoil 'hmac.digest(secret.encode()' 'hmac.digest(secret[::-1].encode()' unknown-2
if run fuzz-save-broken 2 fuzz crm "${cases[@]}" --save found -- "$python" unknown-2/adapter.py; then
  says err '^reqsig: fuzz: --save: found/.*is not valid JSON'
  says -v out .
fi
if run fuzz-save-nowhere 2 fuzz crm "${cases[@]}" --save no/such/folder -- "$python" unknown-2/adapter.py; then
  says err '^reqsig: fuzz: --save: no/such/folder/crm.fuzz.json: can.t be written: '
  says -v out .
fi

# --- a slow adapter: to draw and to make smaller ends with the time
spoil 'hmac.digest(secret.encode()' 'time.sleep(0.05) or hmac.digest(secret[::-1].encode()|; s|^import hmac|import hmac, time' slow
if run fuzz-time-bounds-shrinking 1 fuzz crm --seed 1 --time 3 -- "$python" slow/adapter.py; then
  [ "$(sed -n 's/^Found: .* in \([0-9]*\)[.0-9]* s[.]$/\1/p' out)" -lt 12 ] || fail 'it took much longer than 3 s'
fi

finish
