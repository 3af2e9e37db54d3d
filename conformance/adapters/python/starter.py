#!/usr/bin/env python3
# A reqsig adapter to start from: one scheme, crm. Call your own code in place of sign and verify, and leave out of "ops"
# what you don't have.
import base64
import hashlib
import hmac
import json
import re
import sys

ME = {"name": "my-sdk", "version": "1.0", "language": "python"}
HELLO = {"protocol": 1, "implementation": ME, "schemes": ["crm"], "ops": ["sign", "verify"]}


def signature(credentials, request):
    body = base64.b64decode(request["body_base64"])
    return "sha256=" + hmac.new(credentials["api_key"].encode(), body, hashlib.sha256).hexdigest()


def is_signed(request):
    return request["body_base64"] != "" and request["method"].upper() in ("POST", "PATCH", "PUT")


def sign(credentials, now_ms, request):
    headers = [["key", credentials["api_key"]]]
    if is_signed(request):
        headers.append(["signature", signature(credentials, request)])
    return headers


def verify(credentials, now_ms, request):
    """Why the request is rejected; None if it is accepted."""
    sent = {}
    for name, value in request["headers"]:
        sent.setdefault(name.encode().lower(), []).append(value)  # bytes: only ASCII has no case
    right = {b"key": credentials["api_key"]}
    if is_signed(request) or b"signature" in sent:
        right[b"signature"] = signature(credentials, request)
    for name, form in ((b"key", ".+"), (b"signature", "sha256=[0-9a-f]{64}")):
        values = sent.get(name, [])
        if name in right and not (len(values) == 1 and re.fullmatch(form, values[0], re.DOTALL)):
            return "malformed" if values else "missing"
    for name, reason in ((b"key", "unknown_key"), (b"signature", "signature_mismatch")):
        if name in right and not hmac.compare_digest(sent[name][0].encode(), right[name].encode()):
            return reason
    return None


def answer(case):
    asked = case["credentials"], case["now_ms"], case["request"]
    if case["op"] == "sign" and case["scheme"] == "crm":
        return {"headers": sign(*asked)}
    if case["op"] == "verify" and case["scheme"] == "crm":
        reason = verify(*asked)
        return {"verdict": "reject", "reason": reason} if reason else {"verdict": "accept"}
    return {"unsupported": case["op"] + " of " + case["scheme"]}


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
