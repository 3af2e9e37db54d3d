#!/usr/bin/env python3
# Signs and verifies for all five schemes with Python's standard library, over reqsig's adapter protocol, version 1.
# Run it with: reqsig test -- python3 conformance/adapters/adapter.py
import hmac
import json
import re
import sys
from base64 import b64decode, b64encode
from datetime import datetime, timezone
from decimal import Decimal
from email.utils import format_datetime, formatdate
from hashlib import md5
from typing import Callable, NamedTuple

# Each scheme gives the message and the headers to add, with a timestamp as its header has it.


def ambro(credentials, timestamp, request):
    message = (credentials["api_key"] + timestamp).encode()
    signature = mac("sha256", credentials["api_secret"], message).hex()
    headers = {"X-Amb-Access-Sig": signature, "X-Amb-Access-Ts": timestamp}
    return message, headers | {"X-Amb-App-Id": credentials["app_id"]}


def calypso(credentials, timestamp, request):
    headers = {"Key": credentials["api_key"]} | request.wants_json("Content-Type")
    return request.body, headers | {"Sign": mac("sha512", credentials["secret_key"], request.body).hex()}


def aet(credentials, timestamp, request):
    multipart = request.headers.get("content-type", [""])[0].lower().startswith("multipart/")
    body = b"" if multipart else request.body
    message = (timestamp + request.method + request.path.removeprefix("/")).encode() + body
    signature = b64encode(mac("sha256", credentials["secret_key"], message)).decode()
    headers = {"timestamp": timestamp, "signature": signature, "authorization": "Bearer " + credentials["token"]}
    return message, headers | request.wants_json("accept", "content-type")


def bitpro(credentials, timestamp, request):
    content_md5 = b64encode(md5(request.body).digest()).decode()
    message = ",".join([request.method, content_md5, request.path, timestamp]).encode()
    signature = b64encode(mac("sha1", credentials["secret_key"], message)).decode()
    authorization = f"Bitpro {credentials['api_key']}:{signature}"
    return message, {"Authorization": authorization, "Content-MD5": content_md5, "Date": timestamp}


def crm(credentials, timestamp, request):
    signature = "sha256=" + mac("sha256", credentials["api_key"], request.body).hex()
    return request.body, {"key": credentials["api_key"], "signature": signature}


def mac(digest, secret, message):
    return hmac.digest(secret.encode(), message, digest)


class Scheme(NamedTuple):
    sign: Callable
    reads: dict  # the headers that a verifier reads, and their forms, in which what they claim has a name
    write_time: Callable = lambda now_ms: None
    read_time: Callable = lambda text, body: None
    signs: Callable = lambda request: True
    window_ms: float = float("inf")


def body_time(text, body):
    # Decoded first, as json would take a byte order mark; in pairs, as it would take the last of two members;
    # integers as Decimal, which takes any number of digits; and int refuses NaN, which is not JSON.
    top = json.loads(body.decode(), object_pairs_hook=tuple, parse_int=Decimal, parse_constant=int)
    values = [value for name, value in top if name == "timestamp"] if isinstance(top, tuple) else [None]
    if not values:
        raise Refused("missing")
    if len(values) > 1 or not isinstance(values[0], Decimal) or not -(2**63) <= values[0] < 2**63:
        raise ValueError("not one integer of 64 bits")
    return int(values[0])


def date_time(text, body):
    date = datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=timezone.utc)
    if format_datetime(date, usegmt=True) != text:
        raise ValueError("another spelling, or a wrong day of the week")
    return int(date.timestamp()) * 1000


KEY, DATE, DIGITS = "(?P<key>.+)", "(?P<time>.+)", "(?P<time>0|[1-9][0-9]{0,18})"
HEX_32, HEX_64 = "(?P<mac>[0-9a-f]{64})", "(?P<mac>[0-9a-f]{128})"
BASE64_20, BASE64_32 = ("(?P<mac>[A-Za-z0-9+/]{%d}[AEIMQUYcgkosw048]=)" % length for length in (26, 42))
MD5 = "(?P<md5>[A-Za-z0-9+/]{21}[AQgw]==)"

SCHEMES = {
    "ambro": Scheme(ambro, {"x-amb-access-sig": HEX_32, "x-amb-access-ts": DIGITS, "x-amb-app-id": KEY},
                    lambda now_ms: str(now_ms // 1000), lambda text, body: int(text) * 1000),
    "calypso": Scheme(calypso, {"key": KEY, "sign": HEX_64}, read_time=body_time, window_ms=180_000,
                      signs=lambda request: request.method == "POST"),
    "aet": Scheme(aet, {"timestamp": DIGITS, "signature": BASE64_32, "authorization": "Bearer (?P<key>.*)",
                        "content-type": ".*"}, str, lambda text, body: int(text)),
    "bitpro": Scheme(bitpro, {"authorization": "Bitpro (?P<key>.*):" + BASE64_20, "content-md5": MD5, "date": DATE},
                     lambda now_ms: formatdate(now_ms // 1000, usegmt=True), date_time),
    "crm": Scheme(crm, {"key": KEY, "signature": "sha256=" + HEX_32},
                  signs=lambda request: request.method in ("POST", "PATCH", "PUT") and request.body),
}
SIGNATURES = {"sign", "signature"}  # the headers that are there only if the scheme signs the request


class Refused(Exception):
    """Its text is the reason."""


class Request:
    """Schemes that sign the method want capital letters, the others compare it without case (it is ASCII).
    None signs the query. The body stays bytes: it need not be text."""

    def __init__(self, wire):
        self.method = wire["method"].upper()
        self.path = wire["target"].partition("?")[0]
        self.headers = {}
        for name, value in wire["headers"]:
            lower = name.encode().lower().decode()  # ASCII only: lower() of str takes U+212A for a "k"
            self.headers.setdefault(lower, []).append(value)
        self.body = b64decode(wire["body_base64"])

    def wants_json(self, *names):
        return {name: "application/json" for name in names if name.lower() not in self.headers}


def sign(scheme, credentials, now_ms, request):
    message, headers = scheme.sign(credentials, scheme.write_time(now_ms), request)
    if scheme.signs(request):
        return message, headers
    return None, {name: value for name, value in headers.items() if name.lower() not in SIGNATURES}


# Verifying: what follows, down to OPS, is only needed by servers.
def claims(scheme, headers, signed):
    found = {}
    for name, form in scheme.reads.items():
        values = headers.get(name, [])
        if not values and (name == "content-type" or name in SIGNATURES and not signed):
            continue
        match = len(values) == 1 and re.fullmatch(form, values[0], re.DOTALL)
        if not match:
            raise Refused("malformed" if values else "missing")
        found |= match.groupdict()
    return found


def time_of(scheme, text, body):
    try:
        time_ms = scheme.read_time(text, body)
        if time_ms is None or time_ms < 2**63:
            return time_ms
    except (ValueError, RecursionError):
        pass
    raise Refused("malformed")


def verify(scheme, credentials, now_ms, request):
    """A request is right if it claims what signing it at its own time gives."""
    signed = scheme.signs(request) or SIGNATURES & scheme.reads.keys() & request.headers.keys()
    sent = claims(scheme, request.headers, signed)
    time_ms = time_of(scheme, sent.get("time"), request.body) if signed else None
    _, headers = scheme.sign(credentials, sent.get("time"), request)
    own = claims(scheme, {name.lower(): [value] for name, value in headers.items()}, True)
    for claim, reason in ("key", "unknown_key"), ("md5", "digest_mismatch"), ("mac", "signature_mismatch"):
        if claim in sent and not hmac.compare_digest(sent[claim].encode(), own[claim].encode()):
            raise Refused(reason)
    if time_ms is not None and abs(now_ms - time_ms) > scheme.window_ms:
        raise Refused("expired" if time_ms < now_ms else "not_yet_valid")


OPS = ["message", "sign", "verify"]
ME = {"name": "example-python", "version": "1.0", "language": "python"}


def answer(case):
    op, scheme = case["op"], case["scheme"]
    if op not in OPS or scheme not in SCHEMES:
        return {"unsupported": f"op {op}" if op not in OPS else f"scheme {scheme}"}
    arguments = SCHEMES[scheme], case["credentials"], case["now_ms"], Request(case["request"])
    try:
        if op == "verify":
            verify(*arguments)
            return {"verdict": "accept"}
    except Refused as refused:
        return {"verdict": "reject", "reason": str(refused)}
    message, headers = sign(*arguments)
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
