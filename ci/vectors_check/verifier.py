"""
Route 1's verifier: everything that is wrong with a signed request, written from the five documents.

An examination does not stop at the first condition that fails. It looks at each one, as far as the
others let it: of a signature that is no MAC nobody can say whether it is the right one.
"""

import base64
import binascii
import datetime
import hashlib
import hmac
import json
import re

from . import route1

STAGES = ("malformed", "missing", "unknown_key", "digest_mismatch", "signature_mismatch", "expired",
          "not_yet_valid")
LARGEST, SMALLEST = 2 ** 63 - 1, -(2 ** 63)
THREE_MINUTES, FIFTEEN_MINUTES = 180_000, 900_000
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATE = re.compile(r"(\w{3}), (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII)


class Examination:
    """What was found of one request. mac_is_right and is_fresh stay None where nobody can say."""

    def __init__(self, credentials, now_ms, request, readings):
        self.credentials, self.now_ms, self.request, self.readings = credentials, now_ms, request, readings
        self.failures = []  # pairs of a reason and what it concerns
        self.mac_is_right = None
        self.is_fresh = None

    def fail(self, reason, what):
        self.failures.append((reason, what))

    def values(self, name):
        return [value for given, value in self.request.headers if given.lower() == name.lower()]

    def bears(self, name):
        return bool(self.values(name))

    def header(self, name):
        """The value of a header that must be there once and say something; else None."""
        values = self.values(name)
        if len(values) == 1 and values[0]:
            return values[0]
        self.fail("malformed" if values else "missing", name)
        return None

    def behind(self, prefix, name, text):
        """What follows the prefix, which must be there."""
        if text is not None and not text.startswith(prefix):
            self.fail("malformed", name)
            return None
        return text and text[len(prefix):]

    def key_id(self, name, sent, own):
        if sent is not None and sent != own:
            self.fail("unknown_key", name)

    def hex_mac(self, name, text, size):
        digits = "[0-9A-Fa-f]" if "uppercase-hex" in self.readings else "[0-9a-f]"
        if text is None:
            return None
        if not re.fullmatch(digits + "{%d}" % (2 * size), text):
            self.fail("malformed", name)
            return None
        return bytes.fromhex(text)

    def base64_mac(self, name, text, size):
        """A reading takes it without its padding too."""
        if text is not None and "unpadded-base64" in self.readings and len(text.encode("utf-8")) % 4:
            text += "=" * (-len(text.encode("utf-8")) % 4)
        return self.base64_bytes(name, text, size)

    def base64_bytes(self, name, text, size):
        """Decoded, if it is what an encoder of RFC 4648 section 4 writes for so many bytes."""
        if text is None:
            return None
        try:
            raw = base64.b64decode(text.encode("utf-8"), validate=True)
        except binascii.Error:
            raw = b""
        if len(raw) != size or base64.b64encode(raw) != text.encode("utf-8"):
            self.fail("malformed", name)
            return None
        return raw

    def count(self, name, text, unit_ms):
        """Decimal digits as a counter writes them, within the range of a clock of 64 bits."""
        if text is None:
            return None
        if not re.fullmatch("0|[1-9][0-9]*", text) or int(text) * unit_ms > LARGEST:
            self.fail("malformed", name)
            return None
        return int(text) * unit_ms

    def mac(self, name, given, digest, key, messages, is_whole=True):
        """The MAC is right if it is that of one of the messages. Where these are not whole, none is wrong."""
        if given is None or not messages:
            return
        key = key.encode("utf-8") if isinstance(key, str) else key
        self.mac_is_right = given in [hmac.new(key, message, digest).digest() for message in messages]
        if is_whole and not self.mac_is_right:
            self.fail("signature_mismatch", name)

    def window(self, name, time_ms, width_ms, exclusive):
        """The ends belong to the window unless it is exclusive."""
        if time_ms is None:
            return
        reach = width_ms - 1 if exclusive else width_ms
        self.is_fresh = abs(self.now_ms - time_ms) <= reach
        if not self.is_fresh:
            self.fail("expired" if time_ms < self.now_ms else "not_yet_valid", name)

    def verdict(self):
        """As a vector states it: of several reasons the one of the earliest stage."""
        if not self.failures:
            return {"verdict": "accept"}
        return {"verdict": "reject", "reason": min((reason for reason, _ in self.failures), key=STAGES.index)}


def ambro(this):
    """Key name and time as sent; whatever else the request says is not looked at."""
    signature = this.header("X-Amb-Access-Sig")
    time_text = this.header("X-Amb-Access-Ts")
    this.key_id("X-Amb-App-Id", this.header("X-Amb-App-Id"), this.credentials["app_id"])
    this.count("X-Amb-Access-Ts", time_text, 1 if "milliseconds" in this.readings else 1000)
    message = (this.credentials["api_key"] + (time_text or "")).encode("utf-8")
    given = this.hex_mac("X-Amb-Access-Sig", signature, 32)
    this.mac("X-Amb-Access-Sig", given, "sha256", this.credentials["api_secret"], [message], time_text is not None)


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
    if not times:
        return this.fail("missing", "timestamp")
    if len(times) > 1 or type(times[0]) is not int or not SMALLEST <= times[0] <= LARGEST:
        return this.fail("malformed", "timestamp")
    return times[0]


def calypso(this):
    """The body as received, and the time that it tells."""
    this.key_id("Key", this.header("Key"), this.credentials["api_key"])
    must_sign = this.request.method.upper() == "POST" or ("any-method" in this.readings and this.request.body)
    if not must_sign and not this.bears("Sign"):
        return
    given = this.hex_mac("Sign", this.header("Sign"), 64)
    this.mac("Sign", given, "sha512", this.credentials["secret_key"], [this.request.body])
    this.window("timestamp", calypso_time(this), THREE_MINUTES, "window-exclusive" in this.readings)


def aet_key(this):
    key = this.credentials["secret_key"]
    decoded = route1.canonical_base64(key) if "secret-base64-decoded" in this.readings else None
    return decoded or key


def aet(this):
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
    path = route1.aet_path(this.request, this.readings)
    rest = this.request.method.upper().encode("ascii") + path + (b"" if is_form else this.request.body)
    messages = [(time_text or "").encode("utf-8") + rest] if len(types) < 2 else []
    given = this.base64_mac("signature", signature, 32)
    this.mac("signature", given, "sha256", aet_key(this), messages, time_text is not None)


def date_ms(text):
    """The time that a date of the documented form names; None if there is no such date."""
    found = DATE.fullmatch(text)
    if not found:
        return None
    weekday, day, month, *rest = found.groups()
    year, *clock = map(int, rest)
    try:
        moment = datetime.datetime(year, MONTHS.index(month) + 1, int(day), *clock)
    except ValueError:
        return None
    if WEEKDAYS[moment.weekday()] != weekday:
        return None
    return (moment - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


def md5_of_params(this):
    """The digest that goes with this request, as text; empty where a reading leaves it empty."""
    data = this.request.body
    if not data and "md5-of-query" in this.readings and this.request.query:
        data = this.request.query.encode("utf-8")
    if not data and "empty-md5-field" in this.readings:
        return ""
    return base64.b64encode(hashlib.md5(data).digest()).decode("ascii")


def bitpro_check_digest(this):
    """Content-MD5 has to be that of what came; where no digest goes with a request, it may be absent."""
    right = md5_of_params(this)
    if right == "" and not this.bears("Content-MD5"):
        return
    sent = this.header("Content-MD5")
    if this.base64_bytes("Content-MD5", sent, 16) is not None and sent != right:
        this.fail("digest_mismatch", "Content-MD5")


def bitpro_messages(this, date):
    """
    With the digest as it was sent, and as it has to be. In a request of which only the body or only the
    digest was exchanged, one of them is still the message: what is wrong is the digest, not the signature.
    """
    uri = this.request.path
    if "query-included" in this.readings and this.request.query is not None:
        uri += "?" + this.request.query
    sent = this.values("Content-MD5") or [""]
    digests = sorted({*sent, md5_of_params(this)})
    return [",".join([this.request.method.upper(), each, uri, date]).encode("utf-8") for each in digests]


def bitpro(this):
    """Method, digest, path and date as sent; the digest has to be the body's."""
    name = "Authorization"
    claimed = this.behind("Bitpro ", name, this.header(name))
    key, colon, signature = (None, None, None) if claimed is None else claimed.rpartition(":")
    if colon == "":
        this.fail("malformed", name)
        key = signature = None
    this.key_id(name, key, this.credentials["api_key"])
    bitpro_check_digest(this)
    date = this.header("Date")
    time_ms = None if date is None else date_ms(date)
    if date is not None and time_ms is None:
        this.fail("malformed", "Date")
    given = this.base64_mac(name, signature, 20)
    messages = bitpro_messages(this, date or "")
    this.mac(name, given, "sha1", this.credentials["secret_key"], messages, date is not None)
    if "window-900s" in this.readings:
        this.window("Date", time_ms, FIFTEEN_MINUTES, True)


def crm(this):
    """The body as received; the key that signs is the one that is sent."""
    this.key_id("key", this.header("key"), this.credentials["api_key"])
    must_sign = this.request.method.upper() in ("POST", "PATCH", "PUT") and this.request.body
    if not must_sign and not this.bears("signature"):
        return
    digits = this.header("signature")
    if "prefix-optional" not in this.readings or (digits and digits.startswith("sha256=")):
        digits = this.behind("sha256=", "signature", digits)
    given = this.hex_mac("signature", digits, 32)
    this.mac("signature", given, "sha256", this.credentials["api_key"], [this.request.body])


# What examines a request, and the readings that only a verifier can have.
SCHEMES = {
    "ambro": (ambro, ("uppercase-hex",)),
    "calypso": (calypso, ("uppercase-hex", "window-exclusive")),
    "aet": (aet, ("unpadded-base64",)),
    "bitpro": (bitpro, ("window-900s", "unpadded-base64")),
    "crm": (crm, ("uppercase-hex", "prefix-optional")),
}


def examine(scheme, credentials, now_ms, request, readings=frozenset()):
    """The request is one in the terms of a vector file, with all its headers."""
    examination = Examination(credentials, now_ms, route1.request_of(request), readings)
    SCHEMES[scheme][0](examination)
    return examination
