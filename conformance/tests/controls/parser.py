#!/usr/bin/env python3
"""
A parser of HTTP that looks its answers up in vectors/http.json, for reqsig test --http:

  parser.py HOW

HOW is right, or what it does otherwise: accepts or refuses the vector ID (accepts=ID, refuses=ID), reads-body=ID, and so
on; joins: names in lower case, headers of one name joined, the others in another order; silent: hello declares no parse.
"""
import base64
import json
import pathlib
import sys

how, _, which = sys.argv[1].partition("=")
FILE = pathlib.Path(__file__).parents[3] / "vectors/http.json"
VECTORS = json.loads(FILE.read_text())["vectors"]
HELLO = {"protocol": 1, "implementation": {"name": "parser", "version": "1"}, "schemes": [], "ops": [] if how == "silent" else ["parse"]}


def raw_of(vector):
    return base64.b64decode(vector["raw_base64"]) if "raw_base64" in vector else vector["raw"].encode()


BY_RAW = {raw_of(vector): vector for vector in VECTORS}


def request_of(expect):
    body = base64.b64decode(expect["body_base64"]) if "body_base64" in expect else expect["body"].encode()
    name = "headers" if "headers" in expect else "headers_base64"
    return {"method": expect["method"], "target": expect["target"], name: expect[name], "body_base64": base64.b64encode(body).decode()}


def joined(request):
    if "headers" not in request:
        return request
    values = {}
    for name, value in request["headers"]:
        values.setdefault(name.lower(), []).append(value)
    return {**request, "headers": [[name, ", ".join(values[name])] for name in reversed(values)]}


def answer(vector):
    expect = vector["expect"]
    request = request_of(expect) if expect["verdict"] == "accept" else None
    if vector["id"] == which:
        if how == "accepts":
            return {"request": {"method": "GET", "target": "/\x1b", "headers": [["A", "b"]], "body_base64": ""}}
        if how == "refuses":
            return {"refused": "I do not like it"}
        if how == "fails":
            return {"error": "it broke"}
        if how == "ends":
            sys.exit(3)
        if how == "no-base64":
            return {"request": {**request, "body_base64": "?"}}
        if how == "target":
            return {"request": {**request, "target": "/other"}}
        if how == "body":
            return {"request": {**request, "body_base64": "YQ=="}}
        if how == "headers":
            return {"request": {**request, "headers": [["X-More", "1"]]}}
    if not request:
        return {"refused": expect["reason"]}
    return {"request": joined(request) if how == "joins" else request}


for line in sys.stdin.buffer:
    question = json.loads(line)
    if question["op"] == "hello":
        print(json.dumps(HELLO), flush=True)
    else:
        vector = BY_RAW[base64.b64decode(question["raw_base64"])]
        print(json.dumps({"id": question["id"], **answer(vector)}), flush=True)
