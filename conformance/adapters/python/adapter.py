#!/usr/bin/env python3
# Answers reqsig's adapter protocol, version 1, by calls of an implementation: here sign.py and verify.py.
# Run it with: reqsig test -- python3 conformance/adapters/python/adapter.py
import json
import sys
from base64 import b64decode, b64encode

from sign import SCHEMES, Request, sign
from verify import Rejected, verify


def answer_message(*case):
    message, _ = sign(*case)
    return {"message_base64": b64encode(message).decode()}


def answer_sign(*case):
    _, headers = sign(*case)
    return {"headers": list(headers.items())}


def answer_verify(*case):
    try:
        verify(*case)
    except Rejected as rejected:
        return {"verdict": "reject", "reason": str(rejected)}
    return {"verdict": "accept"}


OPS = {"message": answer_message, "sign": answer_sign, "verify": answer_verify}
ME = {"name": "example-python", "version": "1.0", "language": "python"}
HELLO = {"protocol": 1, "implementation": ME, "schemes": list(SCHEMES), "ops": list(OPS)}


def answer(question):
    op, scheme = question["op"], question.get("scheme")
    if op not in OPS or scheme not in SCHEMES:
        return {"unsupported": f"{op} of {scheme}"}
    wire = question["request"]
    body = b64decode(wire["body_base64"], validate=True)
    request = Request(wire["method"], wire["target"], wire["headers"], body)
    return OPS[op](scheme, question["credentials"], question["now_ms"], request)


def main():
    for line in sys.stdin.buffer:
        reply = {}
        try:
            question = json.loads(line)
            if question["op"] == "hello":
                reply = HELLO
            else:
                reply["id"] = question["id"]
                reply |= answer(question)
            line = json.dumps(reply)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too: what a library raises costs this case alone
            reply = {"id": reply.get("id"), "error": type(error).__name__}  # without its text, which may quote a secret
            line = json.dumps(reply)
        print(line, flush=True)


if __name__ == "__main__":
    main()
