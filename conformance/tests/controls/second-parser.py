#!/usr/bin/env python3
"""
The second parser of raw requests, which ci/check-vectors has, as an adapter of the op parse:

  second-parser.py HOW

HOW is right, or what it does otherwise: lets-spaces (before a colon), lets-bare-lf, other-body (without the last byte of a long
one), one-slash (of several in the target), other-target (without its last byte), dies (at a vertical tab).
"""
import base64
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "ci"))
from vectors_check import http_grammar, http_parser  # noqa: E402

HOW = sys.argv[1]
HELLO = {"protocol": 1, "implementation": {"name": HOW, "version": "1"}, "schemes": [], "ops": ["parse"]}


def encoded(data):
    return base64.b64encode(data).decode()


def parse(raw):
    head, end, body = raw.partition(b"\r\n\r\n")
    if HOW == "lets-spaces":
        head = re.sub(rb"(?m)^([!#-9A-z]+) +:", rb"\1:", head)
    if HOW == "lets-bare-lf":
        head = re.sub(rb"(?<!\r)\n", b"\r\n", head)
    raw = head + end + body
    if HOW == "dies" and b"\v" in raw:
        os._exit(7)
    try:
        method, target, headers, body = http_parser.parse(raw)
    except http_grammar.Fault as fault:
        return {"refused": fault.reason}
    if HOW == "other-body" and len(body) > 100:
        body = body[:-1]
    if HOW == "one-slash":
        target = re.sub(rb"(?<![:/])//+", b"/", target)
    if HOW == "other-target" and len(target) > 40:
        target = target[:-1]
    return {"request": {"method": method.decode(), "target": target.decode(), "body_base64": encoded(body),
                        "headers_base64": [[name.decode(), encoded(value)] for name, value in headers]}}


for line in sys.stdin.buffer:
    question = json.loads(line)
    if question["op"] == "hello":
        print(json.dumps(HELLO), flush=True)
    else:
        print(json.dumps({"id": question["id"], **parse(base64.b64decode(question["raw_base64"]))}), flush=True)
