"""
Route 2 for requests that are signed already: the openssl command makes the MAC anew.

It joins the message from the request by a rule of its own for each scheme and compares the text of the
signature: right in what is accepted or refused for another reason, wrong where the vector says so.
"""

import binascii
import subprocess

from . import route2


def sent(request, name):
    return [value for given, value in request["headers"] if given.lower() == name.lower()]


def ambro_messages(vector, request):
    times = sent(request, "X-Amb-Access-Ts") or [""]
    return [bytes(vector["credentials"]["api_key"] + time, "utf-8") for time in times]


def body_messages(_vector, request):
    return [route2.content(request)]


def aet_messages(_vector, request):
    path = request["target"].split("?")[0]
    start = request["method"].upper() + (path[1:] if path[0] == "/" else path)
    forms = [value for value in sent(request, "content-type") if value[:10].lower() == "multipart/"]
    body = b"" if forms else route2.content(request)
    return [bytes(time + start, "utf-8") + body for time in sent(request, "timestamp") or [""]]


def bitpro_messages(_vector, request):
    """With the digest of the body, and with the one that was sent, be it none; the date may be none too."""
    start, path = request["method"].upper(), request["target"].split("?")[0]
    right = route2.encode64(route2.digest_of("md5", route2.content(request)))
    digests = {right, *(sent(request, "Content-MD5") or [""])}
    dates = sent(request, "Date") or [""]
    return [bytes(f"{start},{each},{path},{date}", "utf-8") for each in digests for date in dates]


MESSAGES = {"ambro": ambro_messages, "calypso": body_messages, "aet": aet_messages, "bitpro": bitpro_messages,
            "crm": body_messages}


def right_texts(scheme, vector, request):
    """The texts that the signature header may have."""
    digest, key, _, prefix, encoding = route2.SCHEMES[scheme]
    macs = [route2.hmac(digest, bytes(vector["credentials"][key], "utf-8"), message)
            for message in MESSAGES[scheme](vector, request)]
    written = [mac.hex() if encoding == "hex" else route2.encode64(mac) for mac in macs]
    return [prefix.format(**vector["credentials"]) + text for text in written]


def should_be_right(scheme, vector):
    """None where the message is not all there, so that there is nothing to compare."""
    header = "header:" + route2.SCHEMES[scheme][2].lower()
    changes, reason = vector["changes"].lower(), vector["expect"].get("reason")
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
    name = route2.SCHEMES[scheme][2]
    texts, expected = sent(vector["request"], name), should_be_right(scheme, vector)
    if expected is None or (expected and not texts):
        return []
    try:
        found = is_right(scheme, vector, texts)
    except (route2.Unchecked, KeyError, subprocess.CalledProcessError, binascii.Error) as error:
        return [f"route 2 (openssl) could not check it: {error!r}"]
    return [] if found == expected else [f"route 2 (openssl) finds {name} {'right' if found else 'wrong'}"]
