"""The openssl command, and what it needs of a request."""

import functools
import subprocess


class Unchecked(Exception):
    """There is no means to check this."""


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
    # The command takes no empty key; HMAC fills up a key with zero bytes, so that one of them is the same.
    options = [f"-{digest}", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex() or '00'}", "-binary"]
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


def sent(request, name):
    return [value for given, value in request["headers"] if given.lower() == name.lower()]
