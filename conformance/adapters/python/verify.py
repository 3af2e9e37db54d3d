# Verifies what sign.py signs, strictly. Only servers need it.
import hmac
import json
import re
from datetime import datetime, timezone
from decimal import Decimal

from sign import SCHEMES, SIGNATURES, is_signed

KEY, DIGITS = "(?P<key>.+)", "(?P<time>[0-9]+)"
HEX_32, HEX_64 = "(?P<mac>[0-9a-f]{64})", "(?P<mac>[0-9a-f]{128})"
BASE64_20, BASE64_32 = ("(?P<mac>[A-Za-z0-9+/]{%d}[AEIMQUYcgkosw048]=)" % length for length in (26, 42))
MD5 = "(?P<md5>[A-Za-z0-9+/]{21}[AQgw]==)"

# The headers that a verifier reads, and their forms, in which what they claim has a name.
READS = {
    "ambro": {"x-amb-access-sig": HEX_32, "x-amb-access-ts": DIGITS, "x-amb-app-id": KEY},
    "calypso": {"key": KEY, "sign": HEX_64},
    "aet": {"timestamp": DIGITS, "signature": BASE64_32, "authorization": "Bearer (?P<key>.*)", "content-type": ".*"},
    "bitpro": {"authorization": "Bitpro (?P<key>.*):" + BASE64_20, "content-md5": MD5, "date": "(?P<time>.+)"},
    "crm": {"key": KEY, "signature": "sha256=" + HEX_32},
}
REASONS = {"time": "malformed", "key": "unknown_key", "md5": "digest_mismatch", "mac": "signature_mismatch"}
CALYPSO_WINDOW_MS = 180_000


class Rejected(Exception):
    """Its text is the reason."""


def claims(scheme, headers, signed):
    found = {}
    for name, form in READS[scheme].items():
        values = headers.get(name, [])
        if not values and (name == "content-type" or name in SIGNATURES and not signed):
            continue
        match = len(values) == 1 and re.fullmatch(form, values[0], re.DOTALL)
        if not match:
            raise Rejected("malformed" if values else "missing")
        found |= match.groupdict()
    return found


def date_time(text):
    return int(datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=timezone.utc).timestamp()) * 1000


def body_time(body):
    # Decoded first, as json would take a byte order mark; in pairs, as it would take the last of two members;
    # integers as Decimal, which takes any number of digits; and int refuses NaN, which is not JSON.
    top = json.loads(body.decode(), object_pairs_hook=tuple, parse_int=Decimal, parse_constant=int)
    values = [value for name, value in top if name == "timestamp"] if isinstance(top, tuple) else [None]
    if not values:
        raise Rejected("missing")
    if len(values) > 1 or not isinstance(values[0], Decimal):
        raise Rejected("malformed")
    return values[0]


TIMES = {"ambro": lambda text, body: int(text) * 1000, "calypso": lambda text, body: body_time(body),
         "aet": lambda text, body: int(text), "bitpro": lambda text, body: date_time(text)}


def read_time(scheme, text, body):
    try:
        time_ms = TIMES[scheme](text, body)
    except (ValueError, RecursionError):
        raise Rejected("malformed") from None
    if not -(2**63) <= time_ms < 2**63:
        raise Rejected("malformed")
    return int(time_ms)


def verify(scheme, credentials, now_ms, request):
    """A request is right if it claims what signing it at its own time gives."""
    signed = is_signed(scheme, request) or SIGNATURES & READS[scheme].keys() & request.headers.keys()
    sent = claims(scheme, request.headers, signed)
    time_ms = read_time(scheme, sent.get("time"), request.body) if signed and scheme in TIMES else None
    _, headers = SCHEMES[scheme](credentials, time_ms, request)
    own = claims(scheme, {name.lower(): [value] for name, value in headers.items()}, True)
    for claim, reason in REASONS.items():
        if claim in sent and not hmac.compare_digest(sent[claim].encode(), own[claim].encode()):
            raise Rejected(reason)
    if scheme == "calypso" and signed and abs(now_ms - time_ms) > CALYPSO_WINDOW_MS:
        raise Rejected("expired" if time_ms < now_ms else "not_yet_valid")
