"""
Route 2 for the headers that no MAC is in, and for whether there is a signature at all.

Shares nothing with route 1: times are written by the `date` command, the rest by templates.
"""

import functools
import os
import subprocess

# What stands in each header, and in those that are the document's wish as well.
HEADERS = {"ambro": {"X-Amb-Access-Ts": "{seconds}"}, "calypso": {"Key": "{api_key}"}, "aet": {"timestamp": "{milliseconds}"},
           "bitpro": {"Date": "{date}"}, "crm": {"key": "{api_key}"}}
ALSO_SENT = {"ambro": {"X-Amb-App-Id": "{app_id}"}, "aet": {"authorization": "Bearer {token}"}}
# Fixed text that a request may bear already.
JSON_UNLESS_BORNE = {"calypso": ("Content-Type",), "aet": ("accept", "content-type")}
# Methods that are signed, whether only with a body; the others sign every request.
SIGNED = {"calypso": (("post",), False), "crm": (("post", "patch", "put"), True)}


@functools.lru_cache(maxsize=None)
def http_date(seconds):
    command = ["date", "-u", "-d", f"@{seconds}", "+%a, %d %b %Y %H:%M:%S GMT"]
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("ascii").rstrip("\n")


def is_signed(scheme, vector, body, names):
    if scheme not in SIGNED:
        return True
    methods, only_with_body = SIGNED[scheme]
    if vector["request"]["method"].lower() in methods:
        return body != b"" or not only_with_body
    return body != b"" and "any-method" in names


def values(vector, names, templates):
    milliseconds = vector["now_ms"]
    seconds = milliseconds if "milliseconds" in names else milliseconds // 1000
    date = http_date(milliseconds // 1000) if "{date}" in templates.values() else None
    text = {**vector["credentials"], "seconds": seconds, "milliseconds": milliseconds, "date": date}
    return [[name, template.format(**text)] for name, template in templates.items()]


def also_sent(scheme, vector, names):
    borne = {name.lower() for name, _ in vector["request"]["headers"]}
    fixed = [[name, "application/json"] for name in JSON_UNLESS_BORNE.get(scheme, ()) if name.lower() not in borne]
    return values(vector, names, ALSO_SENT.get(scheme, {})) + fixed


def problems(scheme, signature, vector, body, stated, names):
    """The members of the outcome that are not as this route has them; signature is the name of its header."""
    signed = is_signed(scheme, vector, body, names)
    if signed == stated.get("not_signed", False):
        yield "not_signed"
    others = [header for header in stated["headers"] if header[0] not in (signature, "Content-MD5")]
    if others != values(vector, names, HEADERS[scheme]):
        yield "the headers beside the signature"
    # A document prints no more than its values.
    printed = vector["class"] == "golden"
    if not (printed and "also_sent" not in stated) and stated.get("also_sent", []) != also_sent(scheme, vector, names):
        yield "also_sent"
    if stated.get("absent", []) != ([] if signed else [signature]):
        yield "absent"
