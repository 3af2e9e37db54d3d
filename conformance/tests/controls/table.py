#!/usr/bin/env python3
"""
An adapter that knows no scheme and looks its answers up:

  table.py contents FOLDER         in the published vectors, by what a case holds
  table.py by-id FILE              in the answers of an earlier run, by the case's id
  table.py by-position FILE        in the same, by how many cases came before
  table.py record FILE ADAPTER...  answers as ADAPTER does, and writes FILE for the two above
"""
import base64
import json
import pathlib
import subprocess
import sys

HELLO = {
    "protocol": 1,
    "implementation": {"name": "table", "version": "1", "language": "python"},
    "schemes": ["ambro", "calypso", "aet", "bitpro", "crm"],
    "ops": ["sign", "verify"],  # of some messages only the digest is published
}

UNKNOWN = {"unsupported": "it is not in the table"}


def cases():
    for line in iter(sys.stdin.buffer.readline, b""):
        yield json.loads(line)


def answer_by(look_up):
    for case in cases():
        answer = HELLO if case["op"] == "hello" else {**look_up(case), "id": case["id"]}
        print(json.dumps(answer), flush=True)


def key(op, scheme, holder, request):
    return json.dumps([op, scheme, holder["credentials"], holder["now_ms"], request], sort_keys=True)


def asked_request(request, headers):
    """A vector's request as the protocol hands it over."""
    repeat = request.get("body_repeat", {})
    body = (request.get("body", "") + repeat.get("prefix", "") + repeat.get("text", "") * repeat.get("times", 0)
            + repeat.get("suffix", "")).encode()
    encoded = request.get("body_base64", base64.b64encode(body).decode())
    return {"method": request["method"], "target": request["target"], "headers": headers, "body_base64": encoded}


def published_answers(scheme, vector):
    """(key, answer) of each case of the vector."""
    request, expect = vector["request"], vector["expect"]
    added = expect.get("headers", []) + expect.get("also_sent", [])
    names = {name.lower() for name, _ in added}
    if "headers" in expect:
        yield key("sign", scheme, vector, asked_request(request, request["headers"])), {"headers": added}
    signed = [header for header in request["headers"] if header[0].lower() not in names] + added
    if "verdict" in expect:
        verdict = {name: expect[name] for name in ("verdict", "reason") if expect.get(name, "any") != "any"}
        yield key("verify", scheme, vector, asked_request(request, signed)), verdict


def contents(folder):
    table = {}
    for path in pathlib.Path(folder).glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        for vector in content["vectors"] if "scheme" in content else []:
            table.update(published_answers(content["scheme"], vector))
    answer_by(lambda case: table.get(key(case["op"], case["scheme"], case, case["request"]), UNKNOWN))


def record(path, *adapter):
    answers = []
    with subprocess.Popen(adapter, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        for case in cases():
            process.stdin.write(json.dumps(case).encode() + b"\n")
            answers.append(json.loads(process.stdout.readline()))
            print(json.dumps(answers[-1]), flush=True)
        process.stdin.close()
    pathlib.Path(path).write_text(json.dumps(answers), "utf-8")


def recorded(path):
    hello, *answers = json.loads(pathlib.Path(path).read_text("utf-8"))
    HELLO.update(hello)
    return answers


def by_id(path):
    table = {answer["id"]: answer for answer in recorded(path)}
    answer_by(lambda case: table.get(case["id"], UNKNOWN))


def by_position(path):
    answers = iter(recorded(path))
    answer_by(lambda case: next(answers, UNKNOWN))


if __name__ == "__main__":
    {"contents": contents, "record": record, "by-id": by_id, "by-position": by_position}[sys.argv[1]](*sys.argv[2:])
