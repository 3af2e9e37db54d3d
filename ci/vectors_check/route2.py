"""
Route 2: the openssl command.

Takes the message that a vector states, has openssl make MAC, Content-MD5 and SHA-256 of it, has
openssl encode them, and compares what the vector states. It knows of each scheme only what its reference
says in OPENSSL; route2_headers.py looks at the other headers. Only a message that is too long to be stated
is built, by a rule that is not route 1's.
"""

import binascii
import subprocess

from . import route2_headers, schemes
from .openssl import Unchecked, content, decode64, digest_of, encode64, hmac


def message_of(scheme, vector, stated, names):
    if "message" in stated:
        return bytes(stated["message"], "utf-8", "surrogateescape")
    if "message_base64" in stated:
        return decode64(stated["message_base64"])
    rule = getattr(schemes.SCHEMES[scheme], "long_message", None)
    if rule is None:
        raise Unchecked("no rule for so long a message")
    return rule(vector["request"], stated, names)


def key_of(scheme, vector, names):
    text = vector["credentials"][schemes.SCHEMES[scheme].OPENSSL["key"]]
    return decode64(text) if "secret-base64-decoded" in names else bytes(text, "utf-8")


def mac_problems(scheme, vector, stated, names):
    rule = schemes.SCHEMES[scheme].OPENSSL
    message = message_of(scheme, vector, stated, names)
    if "message_sha256" in stated and digest_of("sha256", message).hex() != stated["message_sha256"]:
        yield "message_sha256"
    mac = hmac(rule["digest"], key_of(scheme, vector, names), message)
    if mac.hex() != stated["mac"]:
        yield "mac (or the message)"
    written = mac.hex() if rule["encoding"] == "hex" else encode64(mac)
    expected = rule["prefix"].format(**vector["credentials"]) + written
    if [value for name, value in stated["headers"] if name == rule["header"]] != [expected]:
        yield f"the signature in header {rule['header']}"


def digested(vector, stated, names):
    """What Content-MD5 is made of; None where a profile leaves it empty."""
    body = content(vector["request"])
    if body or not {"md5-of-query", "empty-md5-field"} & set(names):
        return body
    query = vector["request"]["target"].split("?", 1)[1:]
    if "md5-of-query" in names and query and query[0]:
        return bytes(query[0], "utf-8")
    return None if "empty-md5-field" in names else body


def md5_problems(vector, stated, names):
    data = digested(vector, stated, names)
    right = "" if data is None else encode64(digest_of("md5", data))
    if stated["content_md5"] != right:
        yield "content_md5"
    if [value for name, value in stated["headers"] if name == "Content-MD5"] != ([right] if right else []):
        yield "header Content-MD5"


def outcome_problems(scheme, vector, stated, names=()):
    """What of one outcome, expect or a profile, openssl does not confirm."""
    try:
        body = content(vector["request"])
        found = list(route2_headers.problems(scheme, vector, body, stated, names))
        found += mac_problems(scheme, vector, stated, names) if "mac" in stated else []
        found += md5_problems(vector, stated, names) if "content_md5" in stated else []
    except (Unchecked, KeyError, subprocess.CalledProcessError, binascii.Error) as error:
        found = [f"could not be checked: {error!r}"]
    where = "expect" if not names else "profile " + "+".join(names)
    return [f"{where}: route 2 (openssl) does not confirm {problem}" for problem in found]


def problems(scheme, vector):
    found = outcome_problems(scheme, vector, vector["expect"])
    for profile in vector.get("profiles", []):
        found += outcome_problems(scheme, vector, profile, tuple(profile["names"]))
    return found
