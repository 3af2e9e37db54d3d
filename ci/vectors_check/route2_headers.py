"""
Route 2 for the headers that no MAC is in, and for whether there is a signature at all.

Shares nothing with route 1: times are written by the `date` command, the rest by templates.
"""

import functools
import os
import subprocess

from . import schemes


@functools.lru_cache(maxsize=None)
def http_date(seconds):
    command = ["date", "-u", "-d", f"@{seconds}", "+%a, %d %b %Y %H:%M:%S GMT"]
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("ascii").rstrip("\n")


def is_signed(scheme, vector, body, names):
    signed = getattr(schemes.SCHEMES[scheme], "SIGNED", None)
    if signed is None:
        return True
    methods, only_with_body = signed
    if vector["request"]["method"].lower() in methods:
        return body != b"" or not only_with_body
    return body != b"" and "any-method" in names


def values(vector, names, templates):
    milliseconds = vector["now_ms"]
    seconds = milliseconds if "milliseconds" in names else milliseconds // 1000
    date = http_date(milliseconds // 1000) if "{date}" in templates.values() else None
    text = {**vector["credentials"], "seconds": seconds, "milliseconds": milliseconds, "date": date}
    return [[name, template.format(**text)] for name, template in templates.items()]


def only_if_signed(reference):
    """The headers that a request without a signature lacks: those with signature, time and digest."""
    places = (reference.SIGNATURE, reference.TIME, reference.DIGEST)
    names = [*reference.HEADERS, reference.OPENSSL["header"]]
    return [name for name in names if f"header:{name}".lower() in places]


def also_sent(scheme, vector):
    reference = schemes.SCHEMES[scheme]
    there = {name.lower() for name, _ in vector["request"]["headers"]}
    return [[name, "application/json"] for name in getattr(reference, "JSON_UNLESS_THERE", ())
            if name.lower() not in there]


def problems(scheme, vector, body, stated, names):
    """The members of the outcome that are not as this route has them."""
    reference = schemes.SCHEMES[scheme]
    signed = is_signed(scheme, vector, body, names)
    absent = [] if signed else only_if_signed(reference)
    if signed == stated.get("not_signed", False):
        yield "not_signed"
    others = [header for header in stated["headers"] if header[0] not in (reference.OPENSSL["header"], "Content-MD5")]
    if others != [header for header in values(vector, names, reference.HEADERS) if header[0] not in absent]:
        yield "the headers beside the signature"
    # A document prints no more than its values.
    printed = vector["class"] == "golden"
    if not (printed and "also_sent" not in stated) and stated.get("also_sent", []) != also_sent(scheme, vector):
        yield "also_sent"
    if stated.get("absent", []) != absent:
        yield "absent"
