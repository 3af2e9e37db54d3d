"""
Route 2: the openssl command.

Takes the message that a vector states, has openssl make MAC, Content-MD5 and SHA-256 of it, has
openssl encode them, and compares what the vector states. It knows of each scheme only the digest,
the key's name, and where and behind what the signature stands; route2_headers.py has what stands in
the other headers. Only a message that is too long to be stated is built here, by a rule of its own.
"""

import binascii
import functools
import subprocess

from . import route2_headers

# digest, name of the key, signature header, text before the signature, its encoding
SCHEMES = {
    "ambro": ("sha256", "api_secret", "X-Amb-Access-Sig", "", "hex"),
    "calypso": ("sha512", "secret_key", "Sign", "", "hex"),
    "aet": ("sha256", "secret_key", "signature", "", "base64"),
    "bitpro": ("sha1", "secret_key", "Authorization", "Bitpro {api_key}:", "base64"),
    "crm": ("sha256", "api_key", "signature", "sha256=", "hex"),
}


class Unchecked(Exception):
    """Route 2 has no means to check this."""


def openssl(arguments, data):
    done = subprocess.run(["openssl", *arguments], input=data, stdout=subprocess.PIPE, check=True)
    return done.stdout


@functools.lru_cache(maxsize=None)
def encode64(raw):
    return openssl(["base64", "-A"], raw).decode().strip()


@functools.lru_cache(maxsize=None)
def decode64(text):
    raw = openssl(["base64", "-d", "-A"], text.encode())
    if encode64(raw) != text:
        raise Unchecked(f"openssl does not read {text[:60]!r} as base64")
    return raw


@functools.lru_cache(maxsize=None)
def hmac(digest, key, message):
    options = [f"-{digest}", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex()}", "-binary"]
    return openssl(["dgst", *options], message)


@functools.lru_cache(maxsize=None)
def digest_of(name, data):
    return openssl(["dgst", f"-{name}", "-binary"], data)


def content(request):
    if "body_repeat" in request:
        part = request["body_repeat"]
        middle = "".join(part["text"] for _ in range(part["times"]))
        return bytes(part.get("prefix", "") + middle + part.get("suffix", ""), "utf-8")
    return decode64(request["body_base64"]) if "body_base64" in request else bytes(request["body"], "utf-8")


def long_message(scheme, vector, stated, names):
    """The message that only its SHA-256 is stated of."""
    request = vector["request"]
    if scheme in ("calypso", "crm"):
        return content(request)
    if scheme != "aet" or "path-decoded" in names:
        raise Unchecked("no rule for so long a message")
    mark = request["target"].find("?")
    path = request["target"] if mark < 0 or "query-included" in names else request["target"][:mark]
    path = ("api" if "base-path-included" in names else "") + path
    path = path if "base-path-included" in names else path[1:]
    timestamp = dict(map(tuple, stated["headers"]))["timestamp"]
    return bytes(timestamp + request["method"].upper() + path, "utf-8") + content(request)


def message_of(scheme, vector, stated, names):
    if "message" in stated:
        return bytes(stated["message"], "utf-8", "surrogateescape")
    if "message_base64" in stated:
        return decode64(stated["message_base64"])
    return long_message(scheme, vector, stated, names)


def key_of(scheme, vector, names):
    text = vector["credentials"][SCHEMES[scheme][1]]
    return decode64(text) if "secret-base64-decoded" in names else bytes(text, "utf-8")


def mac_problems(scheme, vector, stated, names):
    digest, _, header, prefix, encoding = SCHEMES[scheme]
    message = message_of(scheme, vector, stated, names)
    if "message_sha256" in stated and digest_of("sha256", message).hex() != stated["message_sha256"]:
        yield "message_sha256"
    mac = hmac(digest, key_of(scheme, vector, names), message)
    if mac.hex() != stated["mac"]:
        yield "mac (or the message)"
    written = mac.hex() if encoding == "hex" else encode64(mac)
    expected = prefix.format(**vector["credentials"]) + written
    if [value for name, value in stated["headers"] if name == header] != [expected]:
        yield f"the signature in header {header}"


def digested(vector, stated, names):
    """What Content-MD5 is made of; None where a reading leaves it empty."""
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
        found = list(route2_headers.problems(scheme, SCHEMES[scheme][2], vector, body, stated, names))
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
