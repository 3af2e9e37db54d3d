#!/usr/bin/env bash
# reqsig fuzz --format json: as its schema says, whatever adapters say and whatever bytes are drawn.
# usage: fuzz-json.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

cases=(--seed 1 --cases 900 --time 300 --timeout 60 --format json)
num_json=0
# has EXPRESSION...: out is as the schema says, and each expression of Python is true of its object d.
has() {
  num_json=$((num_json + 1))
  cp out "out.$num_json"
  printf '%s\0' "$test_name" "out.$num_json" fuzz "$@" '' >>checks
}

if run json-right 0 fuzz crm "${cases[@]}" -- "$python" "$adapter"; then
  has 'd["verdict"] == "nothing-new" and d["exit_code"] == 0 and d["findings"] == []' 'd["seed"] == 1' \
    'd["implementations"][0]["name"] == "example-python"' 'd["counts"][0]["outcomes"]["fail"] == 0'
fi

# --- a name and words that are hostile, bytes that are no text on standard error, and a secret of the environment
cat >hostile.py <<'PYTHON'
import json, os, sys
for line in sys.stdin:
    q = json.loads(line)
    if q["op"] == "hello":
        me = {"name": "\u001b[31m\"</script>\u202e", "version": "\uffff", "language": "\\"}
        print(json.dumps({"protocol": 1, "implementation": me, "schemes": ["crm"], "ops": ["message", "sign", "verify"]}), flush=True)
    elif q["op"] == "sign":
        print(json.dumps({"id": q["id"], "headers": [["signature", "\u0007\ud83d\ude00" + os.environ["API_TOKEN"]], ["\u202e", "x"]]}), flush=True)
    elif q["op"] == "message":
        print(json.dumps({"id": q["id"], "message_base64": "AP+A//8="}), flush=True)
    else:
        os.write(2, b"\xff\xfe\x1b[2J" + os.environ["API_TOKEN"].encode() + b"\0\n")
        os._exit(9)
PYTHON
printf 'crm sign crash\xff\n' >known.txt
export API_TOKEN=hushed-token-4711
if run json-hostile 1 fuzz crm --seed 1 --cases 60 --time 300 --format json --known known.txt -- "$python" hostile.py; then
  has 'd["verdict"] == "found" and len(d["findings"]) >= 3' 'd["implementations"][0]["name"].startswith("\x1b[31m")' \
    'b(d["stale"][0]["name_base64"]) == b"crm sign crash\xff"' \
    'any(b"\xff\xfe" in b(o["standard_error_base64"]) for f in d["findings"] for o in f["outcomes"] if "standard_error_base64" in o)' \
    'any(o["error_kind"] == "crash" for f in d["findings"] for o in f["outcomes"] if "error_kind" in o)' \
    '"hushed" not in json.dumps(d) and not any(b"hushed" in b(o.get("standard_error_base64", "")) for f in d["findings"] for o in f["outcomes"])'
fi
if run text-hostile 1 fuzz crm --seed 1 --cases 60 --time 300 -- "$python" hostile.py; then
  says -v out hushed
  LC_ALL=C says -v out $'\033' $'\377'
fi

# --- bodies that are no text, and several implementations
spoil 'hmac.digest(secret.encode()' 'hmac.digest((secret if message.count(255) < 3 else "x").encode()' undecided
if run json-against 1 fuzz crm "${cases[@]}" --against "$python undecided/adapter.py" -- "$python" "$adapter"; then
  has 'd["findings"][0]["name"] == "crm undecided answer A | answer B" and d["findings"][0]["undecided"]' \
    'b(d["findings"][0]["request"]["body_base64"]).count(255) > 2' \
    '[o["does"] for o in d["findings"][0]["outcomes"]] == ["answer A", "answer B"]' 'len(d["implementations"]) == 2'
fi
if run json-http 1 fuzz --http --seed 1 --cases 1500 --time 300 --save found --format json -- "$python" "$controls/second-parser.py" other-body; then
  has 'd["counts"][0]["subject"] == "http"' 'd["findings"][0]["name"] == "http well-formed body"' \
    'd["findings"][0]["outcomes"][0]["differences"][0]["kind"] == "body"' 'd["findings"][0]["saved_as"] == "http-fuzz-well-formed-body"' \
    '"Content-Length" in str(d["findings"][0]["request"].get("raw") or b(d["findings"][0]["request"].get("raw_base64", "")))'
fi
spoil_slash
if run json-mistake 1 fuzz aet --seed 1 --cases 300 --time 300 --format json --save found -- "$python" "it's here/slash/adapter.py"; then
  has 'd["findings"][0]["mistakes"] == ["leading-slash/kept"] and d["findings"][0]["saved_as"]' 'd["findings"][0]["change"]'
fi
if run json-broken 3 fuzz crm --format json -- "$python" -c 'print("no")'; then
  has 'd["verdict"] == "broken" and d["exit_code"] == 3 and "name" not in d["implementations"][0]' '"JSON" in d["implementations"][0]["trouble"]'
fi
run json-other-format 2 fuzz crm --format yaml -- "$python" "$adapter" && says err '--format .*: expected text or json'

finish
