"""
Route 2 for requests that are signed already: the openssl command makes the MAC anew.

It joins the message from the request by the openssl_messages of the scheme's reference and compares the text of the
signature: right in what is accepted or rejected for another reason, wrong where the vector says so.
"""

import binascii
import subprocess

from . import openssl, schemes
from .openssl import sent


def right_texts(scheme, vector, request):
    """The texts that the signature header may have."""
    reference = schemes.SCHEMES[scheme]
    rule = reference.OPENSSL
    macs = [openssl.hmac(rule["digest"], bytes(vector["credentials"][rule["key"]], "utf-8"), message)
            for message in reference.openssl_messages(vector, request)]
    written = [mac.hex() if rule["encoding"] == "hex" else openssl.encode64(mac) for mac in macs]
    return [rule["prefix"].format(**vector["credentials"]) + text for text in written]


def should_be_right(scheme, vector):
    """None where the message is not all there, so that there is nothing to compare."""
    header = "header:" + schemes.SCHEMES[scheme].OPENSSL["header"].lower()
    changes, reason = vector["changes"].lower(), vector["expect"].get("reason")
    if reason == "any":
        return changes == "secret"
    if reason in ("malformed", "missing") and changes.startswith("header:"):
        return False if changes == header else None
    return reason != "signature_mismatch"


def is_right(scheme, vector, texts):
    """Whether the signature is there once and as openssl writes it; behind which key's name may be the fault."""
    right = right_texts(scheme, vector, vector["request"])
    if vector["expect"].get("reason") == "unknown_key":
        texts, right = ([text.rpartition(":")[2] for text in every] for every in (texts, right))
    return len(texts) == 1 and texts[0] in right


def problems(scheme, vector):
    """What openssl does not confirm of a verify-only vector."""
    name = schemes.SCHEMES[scheme].OPENSSL["header"]
    texts, expected = sent(vector["request"], name), should_be_right(scheme, vector)
    if expected is None or (expected and not texts):
        return []
    try:
        found = is_right(scheme, vector, texts)
    except (openssl.Unchecked, KeyError, subprocess.CalledProcessError, binascii.Error) as error:
        return [f"route 2 (openssl) could not check it: {error!r}"]
    return [] if found == expected else [f"route 2 (openssl) finds {name} {'right' if found else 'wrong'}"]
