#!/usr/bin/env python3
"""check-traffic.py [FOLDER]: whether the lines that a runner and an adapter wrote, in FOLDER/questions and FOLDER/answers,
are what vectors/adapter.schema.json says, and first whether that schema rejects lines that are wrong."""
import json
import pathlib
import sys

import jsonschema

SCHEMA = json.loads((pathlib.Path(__file__).parents[2] / "vectors/adapter.schema.json").read_text())
HELLO = {"protocol": 1, "implementation": {"name": "n"}, "schemes": ["aet"], "ops": ["sign"]}
REQUEST = {"method": "GET", "target": "/", "headers": [["a", "b"]], "body_base64": ""}
CASE = {"id": "1", "op": "sign", "scheme": "crm", "credentials": {"api_key": "k"}, "now_ms": 0, "request": REQUEST}
RAW = {"id": "1", "op": "parse", "raw_base64": "R0VUIC8="}
PARSED = {"method": "GET", "target": "/", "headers": [["a", "b"]], "body_base64": ""}
WRONG = {
    "hello_answer": [
        {**HELLO, "protocol": 2}, {**HELLO, "implementation": {"name": ""}}, {**HELLO, "schemes": "aet"},
        {**HELLO, "implementation": {"name": "n", "language": 1}}, {**HELLO, "ops": ["x"] * 101},
        *({**HELLO, "limits": limits} for limits in (
            "own-clock", ["own-clocks"], ["own-clock"] * 2, ["methods:"], ["methods:GET,"], ["methods:a b"], [1])),
    ],
    "answer": [
        {"headers": []}, {"id": 1, "headers": []}, {"id": "1"}, {"id": "1", "headers": [], "verdict": "accept"},
        {"id": "1", "headers": {"a": "b"}}, {"id": "1", "headers": [["a"]]}, {"id": "1", "headers": [["a", 1]]},
        {"id": "1", "message_base64": "_-8="}, {"id": "1", "message_base64": "QQ"}, {"id": "1", "verdict": True},
        {"id": "1", "verdict": "accept", "reason": "expired"}, {"id": "1", "verdict": "reject", "reason": "stale"},
        {"id": "1", "error": None}, {"id": "1", "unsupported": {}}, {"id": "1", "refused": True},
        {"id": "1", "refused": "", "request": PARSED}, {"id": "1", "request": {**PARSED, "headers_base64": []}},
        *({"id": "1", "request": {k: v for k, v in PARSED.items() if k != left_out}} for left_out in PARSED),
        *({"id": "1", "headers": [], "sent": sent} for sent in ({}, [], {"target": ""}, {"body_base64": "Q"})),
    ],
    "question": [{**CASE, "op": "pass"}, {**RAW, "raw_base64": "Q"}, {**RAW, "op": "sign"}, {**CASE, "now_ms": -1}, {**CASE, "id": 1}, {**CASE, "request": {}}, {}],
}
RIGHT = {
    "hello_answer": [HELLO, {**HELLO, "more": 1, "limits": ["own-clock", "methods:GET,M-SEARCH"]}],
    "answer": [{"id": "1", "headers": [], "sent": {"target": "/"}, "more": []}, {"id": "", "error": "\0"},
               {"id": "1", "refused": "400"}, {"id": "1", "request": PARSED},
               {"id": "1", "verdict": "reject"}, {"id": "1", "message_base64": "QUI="}],
    "question": [CASE, RAW],
}


def validator(name):
    return jsonschema.Draft7Validator({**SCHEMA, "anyOf": [{"$ref": "#/definitions/" + name}]})


def check_traffic(folder):
    kinds = {"questions": ("question", "question"), "answers": ("hello_answer", "answer")}
    for file, (first, other) in kinds.items():
        lines = (folder / file).read_bytes().splitlines()
        assert len(lines) > 100, f"{file}: {len(lines)} lines"
        checks = [validator(first), validator(other)]
        for number, line in enumerate(lines):
            for error in checks[number > 0].iter_errors(json.loads(line)):
                sys.exit(f"{file}, line {number + 1}: {error.message[:300]}")


jsonschema.Draft7Validator.check_schema(SCHEMA)
for kind, lines in RIGHT.items():
    for line in lines:
        validator(kind).validate(line)
for kind, lines in WRONG.items():
    for line in lines:
        assert not validator(kind).is_valid(line), f"the schema takes {line}"
        assert kind == "question" or not validator("question").is_valid(line), line
if len(sys.argv) > 1:
    check_traffic(pathlib.Path(sys.argv[1]))
