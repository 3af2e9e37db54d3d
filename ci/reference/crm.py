"""The CRM: signed, and verified, from the document; and what the openssl command has to be told to do the same."""

from vectors_check import openssl
from vectors_check.signed import Signed, mac_of

PROFILES = ()
VERIFIER_PROFILES = ("uppercase-hex", "prefix-optional")

# Where they stand, as `changes` of a vector names it; None where there is none.
TIME = None
SIGNATURE = "header:signature"
DIGEST = None

# Route 2.
OPENSSL = {"digest": "sha256", "key": "api_key", "header": "signature", "prefix": "sha256=", "encoding": "hex"}
HEADERS = {"key": "{api_key}"}
SIGNED = (("post", "patch", "put"), True)  # methods, and whether only with a body; without this line: every request

# The values that the document, or the source that the vector names, prints; written off by hand.
PRINTED = {
    "crm-github-published": (
        {"message": "Hello, World!"},
        {"signature": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}),
}


def sign(credentials, _now_ms, request, _profiles):
    """The body, keyed with the same key that is sent."""
    headers = [["key", credentials["api_key"]]]
    if request.method.upper() not in ("POST", "PATCH", "PUT") or request.body == b"":
        return Signed(headers=headers, absent=["signature"])
    mac = mac_of("sha256", credentials["api_key"].encode("utf-8"), request.body)
    return Signed(request.body, mac, None, headers + [["signature", "sha256=" + mac.hex()]])


def examine(this):
    """The body as received; the key that signs is the one that is sent."""
    this.key_id("key", this.header("key"), this.credentials["api_key"])
    must_sign = this.request.method.upper() in ("POST", "PATCH", "PUT") and this.request.body
    if not must_sign and not this.has("signature"):
        return
    digits = this.header("signature")
    if "prefix-optional" not in this.profiles or (digits and digits.startswith("sha256=")):
        digits = this.behind("sha256=", "signature", digits)
    given = this.hex_mac("signature", digits, 32)
    this.mac("signature", given, "sha256", this.credentials["api_key"], [this.request.body])


def openssl_messages(_vector, request):
    return [openssl.content(request)]


def long_message(request, _stated, _profiles):
    """The message that only its SHA-256 is stated of."""
    return openssl.content(request)
