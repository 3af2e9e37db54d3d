"""
Route 1's verifier: everything that is wrong with a signed request, written from the documents.

An examination does not stop at the first condition that fails. It looks at each one, as far as the
others let it: of a signature that is no MAC nobody can say whether it is the right one.
"""

import base64
import binascii
import hmac
import re

from . import schemes
from .signed import request_of

STAGES = ("malformed", "missing", "unknown_key", "digest_mismatch", "signature_mismatch", "expired",
          "not_yet_valid")
LARGEST = 2 ** 63 - 1
ANY = {"verdict": "reject", "reason": "any"}  # whatever reason it is rejected for, or an error


class Examination:
    """What was found of one request. mac_is_right and is_fresh stay None where nobody can say."""

    def __init__(self, credentials, now_ms, request, profiles):
        self.credentials, self.now_ms, self.request, self.profiles = credentials, now_ms, request, profiles
        self.failures = []  # pairs of a reason and what it concerns
        self.mac_is_right = None
        self.is_fresh = None
        self.has_no_secret = False
        self.is_open = False  # the document leaves open what a verifier makes of it

    def fail(self, reason, what):
        self.failures.append((reason, what))

    def values(self, name):
        return [value for given, value in self.request.headers if given.lower() == name.lower()]

    def has(self, name):
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
        digits = "[0-9A-Fa-f]" if "uppercase-hex" in self.profiles else "[0-9a-f]"
        if text is None:
            return None
        if not re.fullmatch(digits + "{%d}" % (2 * size), text):
            self.fail("malformed", name)
            return None
        return bytes.fromhex(text)

    def base64_mac(self, name, text, size):
        """A profile takes it without its padding too."""
        if text is not None and "unpadded-base64" in self.profiles and len(text.encode("utf-8")) % 4:
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
        if self.has_no_secret:
            return ANY
        return {"verdict": "reject", "reason": min((reason for reason, _ in self.failures), key=STAGES.index)}


def examine(scheme, credentials, now_ms, request, profiles=frozenset()):
    """The request is one in the terms of a vector file, with all its headers."""
    examination = Examination(credentials, now_ms, request_of(request), profiles)
    schemes.SCHEMES[scheme].examine(examination)
    key = schemes.SCHEMES[scheme].OPENSSL["key"]
    if not credentials[key]:
        examination.has_no_secret = True
        others = [failure for failure in examination.failures if failure[1] not in sent_as(scheme, key)]
        examination.failures = [("any", key), *others]
    return examination


def sent_as(scheme, credential):
    """The headers that hold the credential and nothing else."""
    return [name for name, value in schemes.SCHEMES[scheme].HEADERS.items() if value == f"{{{credential}}}"]
