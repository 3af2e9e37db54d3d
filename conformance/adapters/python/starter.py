#!/usr/bin/env python3
# A reqsig adapter to start from: the headers of one scheme, crm. Call your own code in place of sign.
import base64
import hashlib
import hmac
import json
import sys

ME = {"name": "my-sdk", "version": "1.0", "language": "python"}
HELLO = {"protocol": 1, "implementation": ME, "schemes": ["crm"], "ops": ["sign"]}


def sign(credentials, now_ms, request):
    api_key, body = credentials["api_key"], base64.b64decode(request["body_base64"])
    headers = [["key", api_key]]
    if body and request["method"].upper() in ("POST", "PATCH", "PUT"):
        headers.append(["signature", "sha256=" + hmac.new(api_key.encode(), body, hashlib.sha256).hexdigest()])
    return headers


def answer(case):
    if case["op"] != "sign" or case["scheme"] != "crm":
        return {"unsupported": case["op"] + " of " + case["scheme"]}
    return {"headers": sign(case["credentials"], case["now_ms"], case["request"])}


for line in sys.stdin.buffer:
    case = json.loads(line)
    if case["op"] == "hello":
        reply = HELLO
    else:
        try:
            reply = {"id": case["id"], **answer(case)}
        except Exception as error:  # costs this case alone; without its text, which may quote a secret
            reply = {"id": case["id"], "error": type(error).__name__}
    print(json.dumps(reply), flush=True)
