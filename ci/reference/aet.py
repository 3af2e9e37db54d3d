"""AET: signed, and verified, from the document; and what the openssl command has to be told to do the same."""

import base64
import re

from vectors_check import openssl
from vectors_check.signed import Signed, base64_of, mac_of, unless_there

PROFILES = ("query-included", "base-path-included", "secret-base64-decoded", "path-decoded")
VERIFIER_PROFILES = ("unpadded-base64",)

# Where they stand, as `changes` of a vector names it; None where there is none.
TIME = "header:timestamp"
SIGNATURE = "header:signature"
DIGEST = None

# Route 2.
OPENSSL = {"digest": "sha256", "key": "secret_key", "header": "signature", "prefix": "", "encoding": "base64"}
HEADERS = {"timestamp": "{milliseconds}", "authorization": "Bearer {token}"}
JSON_UNLESS_THERE = ("accept", "content-type")  # fixed text that a request may have already


def percent_decoded(path):
    """A "%" that no two hexadecimal digits follow stands for itself."""
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), path)


def canonical_base64(text):
    """The bytes that the text is the padded standard base64 of, or None."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if raw and base64_of(raw) == text else None


def aet_path(request, profiles):
    path = request.path.encode("utf-8")
    if "path-decoded" in profiles:
        path = percent_decoded(path)
    path = path.removeprefix(b"/")
    if "base-path-included" in profiles:
        path = b"api/" + path
    if "query-included" in profiles and request.query is not None:
        path += b"?" + request.query.encode("utf-8")
    return path


def sign(credentials, now_ms, request, profiles):
    """Time, method, path without its leading slash, and the body unless it is multipart."""
    timestamp, method = str(now_ms), request.method.upper()
    multipart = (request.header("content-type") or "").lower().startswith("multipart/")
    body = b"" if multipart else request.body
    message = timestamp.encode() + method.encode() + aet_path(request, profiles) + body
    key = credentials["secret_key"].encode("utf-8")
    if "secret-base64-decoded" in profiles:
        key = canonical_base64(credentials["secret_key"]) or key
    mac = mac_of("sha256", key, message)
    headers = [["timestamp", timestamp], ["signature", base64_of(mac)], ["authorization", "Bearer " + credentials["token"]]]
    also_sent = []
    for name in ("accept", "content-type"):
        also_sent += unless_there(request, name, "application/json")
    return Signed(message, mac, None, headers, also_sent)


def aet_key(this):
    key = this.credentials["secret_key"]
    decoded = canonical_base64(key) if "secret-base64-decoded" in this.profiles else None
    return decoded or key


def examine(this):
    """Time as sent, method, path and body; a form's body and the query are not looked at."""
    time_text = this.header("timestamp")
    signature = this.header("signature")
    token = this.behind("Bearer ", "authorization", this.header("authorization"))
    this.key_id("authorization", token, this.credentials["token"])
    this.count("timestamp", time_text, 1)
    types = this.values("content-type")
    if len(types) > 1:
        this.fail("malformed", "content-type")  # whether the body is a form's is then open
    is_form = bool(types) and types[0].lower().startswith("multipart/")
    path = aet_path(this.request, this.profiles)
    rest = this.request.method.upper().encode("ascii") + path + (b"" if is_form else this.request.body)
    messages = [(time_text or "").encode("utf-8") + rest] if len(types) < 2 else []
    given = this.base64_mac("signature", signature, 32)
    this.mac("signature", given, "sha256", aet_key(this), messages, time_text is not None)


def openssl_messages(_vector, request):
    path = request["target"].split("?")[0]
    start = request["method"].upper() + (path[1:] if path[0] == "/" else path)
    forms = [value for value in openssl.sent(request, "content-type") if value[:10].lower() == "multipart/"]
    body = b"" if forms else openssl.content(request)
    return [bytes(time + start, "utf-8") + body for time in openssl.sent(request, "timestamp") or [""]]


def long_message(request, stated, profiles):
    """The message that only its SHA-256 is stated of."""
    if "path-decoded" in profiles:
        raise openssl.Unchecked("no rule for so long a message")
    mark = request["target"].find("?")
    path = request["target"] if mark < 0 or "query-included" in profiles else request["target"][:mark]
    path = "api" + path if "base-path-included" in profiles else path[1:]
    timestamp = dict(map(tuple, stated["headers"]))["timestamp"]
    return bytes(timestamp + request["method"].upper() + path, "utf-8") + openssl.content(request)
