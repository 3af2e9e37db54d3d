#!/usr/bin/env python3
# Signs for all five schemes with Python's standard library, over reqsig's adapter protocol, version 1.
# Run it with: reqsig test -- python3 conformance/adapters/adapter.py
import hmac
import json
import sys
from base64 import b64decode, b64encode
from email.utils import formatdate
from hashlib import md5

# Each scheme gives the message (None if it doesn't sign such a request) and the headers to add.


def ambro(credentials, now_ms, request):
    timestamp = str(now_ms // 1000)
    message = (credentials["api_key"] + timestamp).encode()
    signature = mac("sha256", credentials["api_secret"], message).hex()
    headers = {"X-Amb-Access-Sig": signature, "X-Amb-Access-Ts": timestamp}
    return message, headers | {"X-Amb-App-Id": credentials["app_id"]}


def calypso(credentials, now_ms, request):
    headers = {"Key": credentials["api_key"]} | request.wants_json("Content-Type")
    if request.method != "POST":
        return None, headers
    signature = mac("sha512", credentials["secret_key"], request.body).hex()
    return request.body, headers | {"Sign": signature}


def aet(credentials, now_ms, request):
    multipart = request.headers.get("content-type", "").lower().startswith("multipart/")
    body = b"" if multipart else request.body
    message = (str(now_ms) + request.method + request.path.removeprefix("/")).encode() + body
    signature = b64encode(mac("sha256", credentials["secret_key"], message)).decode()
    headers = {"timestamp": str(now_ms), "signature": signature, "authorization": "Bearer " + credentials["token"]}
    return message, headers | request.wants_json("accept", "content-type")


def bitpro(credentials, now_ms, request):
    content_md5 = b64encode(md5(request.body).digest()).decode()
    date = formatdate(now_ms // 1000, usegmt=True)
    message = ",".join([request.method, content_md5, request.path, date]).encode()
    signature = b64encode(mac("sha1", credentials["secret_key"], message)).decode()
    authorization = f"Bitpro {credentials['api_key']}:{signature}"
    return message, {"Authorization": authorization, "Content-MD5": content_md5, "Date": date}


def crm(credentials, now_ms, request):
    headers = {"key": credentials["api_key"]}
    if request.method not in ("POST", "PATCH", "PUT") or not request.body:
        return None, headers
    signature = "sha256=" + mac("sha256", credentials["api_key"], request.body).hex()
    return request.body, headers | {"signature": signature}


def mac(digest, secret, message):
    return hmac.digest(secret.encode(), message, digest)


class Request:
    """Schemes that sign the method want capital letters, the others compare it without case (it is ASCII).
    None signs the query. The body stays bytes: it need not be text."""

    def __init__(self, wire):
        self.method = wire["method"].upper()
        self.path = wire["target"].partition("?")[0]
        self.headers = {name.lower(): value for name, value in wire["headers"]}
        self.body = b64decode(wire["body_base64"])

    def wants_json(self, *names):
        return {name: "application/json" for name in names if name.lower() not in self.headers}


SCHEMES = {scheme.__name__: scheme for scheme in (ambro, calypso, aet, bitpro, crm)}
OPS = ["message", "sign"]
ME = {"name": "example-python", "version": "1.0", "language": "python"}


def answer(case):
    op, scheme = case["op"], case["scheme"]
    if op not in OPS or scheme not in SCHEMES:
        return {"unsupported": f"op {op}" if op not in OPS else f"scheme {scheme}"}
    message, headers = SCHEMES[scheme](case["credentials"], case["now_ms"], Request(case["request"]))
    return {"headers": list(headers.items())} if op == "sign" else {"message_base64": b64encode(message).decode()}


for line in sys.stdin.buffer:
    case = json.loads(line)
    if case["op"] == "hello":
        reply = {"protocol": 1, "implementation": ME, "schemes": list(SCHEMES), "ops": OPS}
    else:
        try:
            reply = {"id": case["id"]} | answer(case)
        except Exception as error:
            reply = {"id": case["id"], "error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
