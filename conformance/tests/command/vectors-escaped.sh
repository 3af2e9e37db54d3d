#!/usr/bin/env bash
# Vectors: what their files hold is escaped where it is printed.
# usage: vectors-escaped.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

sources=$examples/../../vectors
adapter=$examples/../adapters/python/adapter.py
escape=$'\033'
mkdir vectors
python3 - "$sources/crm.json" <<'PYTHON'
import json, sys
data = json.load(open(sys.argv[1], encoding="utf-8"))
evil = "\x1b[2Jevil\r\n"
chosen = []
for vector in data["vectors"]:
    if vector["id"] in ("crm-post-json", "crm-verify-key-absent"):
        chosen.append(vector)
        for member in "tests", "clause", "changes", "edit":
            if member in vector:
                vector[member] += evil
        vector["source"], vector["register"], vector["mistakes"] = "s" + evil, ["R-1" + evil], ["m" + evil]
        if "changes" in vector:
            vector["changes"] = "header:" + evil
            vector["expect"] = {"verdict": "accept"}
        else:
            vector["expect"]["headers"].append(["a&b" + evil, "<value>" + evil])
            vector["expect"]["also_sent"] = [["also" + evil, "1"]]
            vector["expect"]["absent"] = ["absent" + evil]
            vector["expect"]["verdict"] = "accept"
            vector.pop("profiles", None)
data["document"] += evil
data["document_title"] = "title" + evil
data["vectors"] = chosen
json.dump(data, open("vectors/crm.json", "w", encoding="utf-8"))
PYTHON

escaped() { # NAME CODE ARGUMENT...: what that prints has no escape character, and shows that there was one.
  test_case "escaped: $1" "${@:2}"
  out_lacks "$escape"
  err_lacks "$escape"
  out_lacks $'\r'
  out_has '\x1B[2Jevil\r\n'
}
escaped 'vectors list' 0 vectors list --long --vectors vectors
escaped 'vectors show' 0 vectors show --vectors vectors crm-post-json
for part in 'tests ' 'clause ' 'from ' 'register ' 'catches ' 'headers ' 'also sent ' 'not sent '; do out_has "$part"; done
[ "$(grep -c -F '\x1B[2Jevil' out)" -ge 8 ] || fail 'a part is not shown'
escaped 'vectors show of a twin' 0 vectors show --vectors vectors crm-verify-key-absent
escaped 'vectors check' 1 vectors check --vectors vectors
escaped 'test' 1 test --vectors vectors --report text --report junit:a.xml -- python3 "$adapter"
out_has '  header a&b\x1B[2Jevil\r\n, which was not answered'
python3 -c 'import xml.etree.ElementTree as tree; tree.parse("a.xml")' 2>err || fail 'the JUnit report is not XML'
grep -q -F 'a&amp;b' a.xml || fail 'the header is not named'
if grep -q "$escape" a.xml; then fail 'the JUnit report has an escape character'; fi
sed -i 's/"tests"/"te\\u001bsts"/' vectors/crm.json
test_case 'escaped: a problem of the file' 3 vectors list --vectors vectors
err_lacks "$escape"
err_has 'te\x1Bsts'

finish
