"""Calypso Pay: signed, and verified, from the document; and what the openssl command has to be told to do the same."""

import json

from vectors_check import openssl
from vectors_check.signed import Signed, mac_of, unless_there

PROFILES = ("any-method",)
VERIFIER_PROFILES = ("uppercase-hex", "window-exclusive")

# Where they stand, as `changes` of a vector names it; None where there is none.
TIME = "body"
SIGNATURE = "header:sign"
DIGEST = None

# Route 2.
OPENSSL = {"digest": "sha512", "key": "secret_key", "header": "Sign", "prefix": "", "encoding": "hex"}
HEADERS = {"Key": "{api_key}"}
JSON_UNLESS_THERE = ("Content-Type",)  # fixed text that a request may have already
SIGNED = (("post",), False)  # methods, and whether only with a body; without this line: every request

# The values that the document, or the source that the vector names, prints; written off by hand.
PRINTED = {
    "calypso-document-example": (
        {"message": '{"timestamp":1}'},
        {"Sign": "b16e9d45f49f2069becbc4f108b237bee588cfc353fe9501df103e692acbc68d"
                 "482a10d34c12bea22fedde7e28e1b8e57a6a0a373b0e9a27c5257bd8b36e13b9"}),
}

LARGEST, SMALLEST = 2 ** 63 - 1, -(2 ** 63)
THREE_MINUTES = 180_000


def sign(credentials, _now_ms, request, profiles):
    """The body as it goes on the wire, which carries its own timestamp."""
    headers = [["Key", credentials["api_key"]]]
    also_sent = unless_there(request, "Content-Type", "application/json")
    signed = request.method.upper() == "POST" or ("any-method" in profiles and request.body != b"")
    if not signed:
        return Signed(headers=headers, also_sent=also_sent, absent=["Sign"])
    mac = mac_of("sha512", credentials["secret_key"].encode("utf-8"), request.body)
    return Signed(request.body, mac, None, headers + [["Sign", mac.hex()]], also_sent)


class Members(list):
    """The members of a JSON object, in order, those of one name too."""


def refuse_constant(text):
    raise ValueError(text)


def json_value(body):
    """RFC 8259, strictly; ValueError for anything else and for what is nested without end."""
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=Members, parse_constant=refuse_constant)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def calypso_time(this):
    """The member timestamp at the top of the body's object."""
    try:
        content = json_value(this.request.body)
    except ValueError:
        return this.fail("malformed", "body")
    if not isinstance(content, Members):
        return this.fail("malformed", "body")
    times = [value for name, value in content if name == "timestamp"]
    names = [name for name, _ in content if name != "timestamp"]
    this.is_open = len(set(names)) < len(names)  # RFC 8259 section 4: a parser may refuse them
    if not times:
        return this.fail("missing", "timestamp")
    if len(times) > 1 or type(times[0]) is not int or not SMALLEST <= times[0] <= LARGEST:
        return this.fail("malformed", "timestamp")
    return times[0]


def examine(this):
    """The body as received, and the time that it tells."""
    this.key_id("Key", this.header("Key"), this.credentials["api_key"])
    must_sign = this.request.method.upper() == "POST" or ("any-method" in this.profiles and this.request.body)
    if not must_sign and not this.has("Sign"):
        return
    given = this.hex_mac("Sign", this.header("Sign"), 64)
    this.mac("Sign", given, "sha512", this.credentials["secret_key"], [this.request.body])
    this.window("timestamp", calypso_time(this), THREE_MINUTES, "window-exclusive" in this.profiles)


def openssl_messages(_vector, request):
    return [openssl.content(request)]


def long_message(request, _stated, _profiles):
    """The message that only its SHA-256 is stated of."""
    return openssl.content(request)
