"""Seeds of the target vectors: files of vectors, whole and with one thing wrong, behind the byte that names them."""

import copy
import json

HTTP, CRM = "0", "5"
TELLING = {"class": "derived", "tests": "t", "clause": "c"}
RAW = {"id": "http-a", "class": "must", "tests": "t", "clause": "c", "source": "s", "bugs": [1], "raw": "POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\na",
       "expect": {"verdict": "accept", "method": "POST", "target": "/", "headers": [["Content-Length", "1"]], "body": "a"}}
BYTES = {**{name: RAW[name] for name in ("class", "tests", "clause", "source")}, "id": "http-b", "choice": "c", "raw_base64": "Lw==",
         "expect": {"verdict": "accept", "method": "GET", "target": "/", "headers_base64": [["a", "/w=="]], "body_base64": "/w=="}}
REFUSED = {**{name: RAW[name] for name in ("class", "tests", "clause", "source")}, "id": "http-c", "twin": "http-a", "edit": "e", "raw": "\n",
           "limits": {"headers": 1, "body": 0}, "expect": {"verdict": "reject", "reason": "method", "offset": 0}}
SIGN = {"id": "crm-a", **TELLING, "register": ["CRM-01"], "bugs": [1, 26], "mistakes": ["wrong-secret"], "credentials": {"api_key": "k"}, "now_ms": 0,
        "request": {"method": "POST", "target": "/", "headers": [["a", "b"]], "body": "{ }"},
        "expect": {"message": "{ }", "mac": "0" * 64, "headers": [["key", "k"], ["signature", "sha256=" + "0" * 64]], "absent": ["x"], "verdict": "accept"},
        "profiles": [{"names": ["json-compact"], "message": "{}", "mac": "1" * 64, "headers": [["key", "k"], ["signature", "sha256=" + "1" * 64]]}]}
VERIFY = {"id": "crm-b", **TELLING, "twin": "crm-a", "changes": "body", "edit": "e", "credentials": {"api_key": "k"}, "now_ms": 0,
          "request": {"method": "POST", "target": "/", "headers": [["key", "k"]], "body_repeat": {"text": "a", "times": 3, "prefix": "b", "suffix": "c"}},
          "expect": {"verdict": "reject", "reason": "missing"}}
UNSIGNED = {"id": "crm-c", **TELLING, "source": "s", "credentials": {"api_key": "k"}, "now_ms": 0,
            "request": {"method": "GET", "target": "/", "headers": [], "body_base64": "/w=="},
            "expect": {"not_signed": True, "headers": [["key", "k"]], "absent": ["signature"], "verdict": "accept"}}
RIGHT = {
    "raw-requests": (HTTP, {"format": 1, "vectors": [RAW, BYTES, REFUSED]}),
    "of-a-scheme": (CRM, {"format": 1, "scheme": "crm", "document": "d", "document_title": "t", "vectors": [SIGN, VERIFY, UNSIGNED]}),
    "list-first": (CRM, {"vectors": [UNSIGNED], "format": 1, "scheme": "crm", "document": "d", "provenance": "p"}),
}
# A file, a member, and what it is then; or that it is dropped.
WRONG = [
    ("raw-requests", ["format"], 2), ("raw-requests", ["format"], "drop"), ("raw-requests", ["more"], 1), ("raw-requests", ["vectors"], []),
    ("raw-requests", ["vectors"], 1), ("raw-requests", ["vectors", 1, "id"], "http-a"), ("raw-requests", ["vectors", 2, "twin"], "http-x"),
    ("raw-requests", ["vectors", 2, "twin"], "http-c"), ("raw-requests", ["vectors", 0, "id"], "crm-a"), ("raw-requests", ["vectors", 0], 1),
    ("raw-requests", ["vectors", 0, "class"], "golden"), ("raw-requests", ["vectors", 1, "raw_base64"], "YR=="),
    ("raw-requests", ["vectors", 0, "expect", "verdict"], "any"), ("raw-requests", ["vectors", 2, "expect", "reason"], "none"),
    ("raw-requests", ["vectors", 2, "expect", "offset"], -1), ("raw-requests", ["vectors", 0, "bugs"], [0]),
    ("raw-requests", ["vectors", 0, "expect", "headers"], [["a"]]), ("raw-requests", ["vectors", 2, "limits"], {}),
    ("raw-requests", ["vectors", 2, "edit"], "drop"), ("of-a-scheme", ["scheme"], "aet"), ("of-a-scheme", ["scheme"], "x"),
    ("of-a-scheme", ["document"], "drop"), ("of-a-scheme", ["vectors", 0, "now_ms"], 1.5), ("of-a-scheme", ["vectors", 0, "now_ms"], 2 ** 53),
    ("of-a-scheme", ["vectors", 0, "class"], "must"), ("of-a-scheme", ["vectors", 0, "credentials"], {}),
    ("of-a-scheme", ["vectors", 0, "credentials"], {"api_key": "k", "more": "k"}), ("of-a-scheme", ["vectors", 0, "expect", "mac"], "0g"),
    ("of-a-scheme", ["vectors", 0, "expect", "message_base64"], "e30="), ("of-a-scheme", ["vectors", 0, "expect", "message"], "drop"),
    ("of-a-scheme", ["vectors", 0, "expect", "headers"], [["a", 1]]), ("of-a-scheme", ["vectors", 0, "profiles", 0, "names"], ["x"]),
    ("of-a-scheme", ["vectors", 0, "profiles", 0, "names"], []), ("of-a-scheme", ["vectors", 0, "profiles"], [1]),
    ("of-a-scheme", ["vectors", 0, "register"], [1]), ("of-a-scheme", ["vectors", 1, "twin"], "crm-x"), ("of-a-scheme", ["vectors", 1, "twin"], "crm-b"),
    ("of-a-scheme", ["vectors", 1, "changes"], "drop"), ("of-a-scheme", ["vectors", 1, "expect", "reason"], "x"),
    ("of-a-scheme", ["vectors", 1, "expect", "reason"], "any"), ("of-a-scheme", ["vectors", 1, "id"], "crm-a"),
    ("of-a-scheme", ["vectors", 1, "request", "body_repeat", "times"], -1), ("of-a-scheme", ["vectors", 1, "request", "body"], "b"),
    ("of-a-scheme", ["vectors", 2, "expect", "not_signed"], False), ("of-a-scheme", ["vectors", 2, "expect", "verdict"], "reject"),
    ("of-a-scheme", ["vectors", 2, "request", "headers"], "drop"), ("of-a-scheme", ["vectors", 2, "tests"], ""),
    ("of-a-scheme", ["vectors", 2, "id"], "crm_c"), ("of-a-scheme", ["vectors", 2, "id"], "crm-a"), ("of-a-scheme", ["vectors", 2, "more"], None), ("of-a-scheme", ["vectors", 2, "nonce"], "n"),
    ("list-first", ["vectors", 0, "class"], 1), ("list-first", ["scheme"], 1), ("list-first", ["vectors", 0, "tests"], "a\0"),
]


def seeds(edited):
    """edited(content, path, value) is of scheme_seeds.py."""
    files = {name: (byte + json.dumps(content)).encode() for name, (byte, content) in RIGHT.items()}
    for number, (name, path, value) in enumerate(WRONG):
        byte, content = RIGHT[name]
        files[f"{name}.{'.'.join(map(str, path))}.{number}"] = byte.encode() + edited(copy.deepcopy(content), path, value)
    files["empty"], files["no-object"], files["cut"], files["behind"] = b"0", b"0[]", b'0{"format": 1, "vectors": [', files["raw-requests"] + b"x"
    files["name-twice"] = files["raw-requests"].replace(b"{", b'{"format": 1, ', 1)
    files["item-name-twice"] = files["raw-requests"].replace(b'"id": "http-b"', b'"id": "http-b", "id": "http-b"')
    files["half-a-pair"] = files["raw-requests"].replace(b'"source": "s"', b'"source": "\\ud800"', 1)
    return files
