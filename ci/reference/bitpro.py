"""Bitpro: signed, and verified, from the document; and what the openssl command has to be told to do the same."""

import base64
import datetime
import hashlib
import re

from vectors_check import openssl
from vectors_check.signed import Signed, base64_of, mac_of

PROFILES = ("query-included", "empty-md5-field", "md5-of-query")
VERIFIER_PROFILES = ("window-900s", "unpadded-base64")

# Where they stand, as `changes` of a vector names it; None where there is none.
TIME = "header:date"
SIGNATURE = "header:authorization"
DIGEST = "header:content-md5"

# Route 2.
OPENSSL = {"digest": "sha1", "key": "secret_key", "header": "Authorization", "prefix": "Bitpro {api_key}:", "encoding": "base64"}
HEADERS = {"Date": "{date}"}

# The values that the document, or the source that the vector names, prints; written off by hand.
PRINTED = {
    "bitpro-document-example": (
        {"content_md5": "FBgiRcA+lHYYgLkAc2JX5g=="},
        {"Content-MD5": "FBgiRcA+lHYYgLkAc2JX5g==", "Authorization": "Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY=",
         "Date": "Mon, 10 Apr 2017 04:43:12 GMT"}),
}

FIFTEEN_MINUTES = 900_000
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATE = re.compile(r"(\w{3}), (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII)


def http_date(now_ms):
    """RFC 9110 section 5.6.7's preferred format, whatever the locale."""
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=now_ms // 1000)
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    date = f"{day}, {moment.day:02} {months[moment.month - 1]} {moment.year:04}"
    return f"{date} {moment.hour:02}:{moment.minute:02}:{moment.second:02} GMT"


def bitpro_digest(request, profiles):
    if request.body == b"" and "md5-of-query" in profiles and request.query:
        return base64_of(hashlib.md5(request.query.encode("utf-8")).digest())
    if request.body == b"" and "empty-md5-field" in profiles:
        return ""
    return base64_of(hashlib.md5(request.body).digest())


def sign(credentials, now_ms, request, profiles):
    """Method, digest of the body, path and date, joined by commas."""
    content_md5, date, uri = bitpro_digest(request, profiles), http_date(now_ms), request.path
    if "query-included" in profiles and request.query is not None:
        uri += "?" + request.query
    message = ",".join([request.method.upper(), content_md5, uri, date]).encode("utf-8")
    mac = mac_of("sha1", credentials["secret_key"].encode("utf-8"), message)
    authorization = f"Bitpro {credentials['api_key']}:{base64_of(mac)}"
    headers = [["Authorization", authorization], ["Content-MD5", content_md5], ["Date", date]]
    return Signed(message, mac, content_md5, [header for header in headers if header[1]])


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
    """The digest that goes with this request, as text; empty where a profile leaves it empty."""
    data = this.request.body
    if not data and "md5-of-query" in this.profiles and this.request.query:
        data = this.request.query.encode("utf-8")
    if not data and "empty-md5-field" in this.profiles:
        return ""
    return base64.b64encode(hashlib.md5(data).digest()).decode("ascii")


def bitpro_check_digest(this):
    """Content-MD5 has to be that of what came; where no digest goes with a request, it may be absent."""
    right = md5_of_params(this)
    if right == "" and not this.has("Content-MD5"):
        return
    sent = this.header("Content-MD5")
    if this.base64_bytes("Content-MD5", sent, 16) is not None and sent != right:
        this.fail("digest_mismatch", "Content-MD5")


def messages_as_sent(this, date):
    """
    With the digest as it was sent, and as it has to be. In a request of which only the body or only the
    digest was exchanged, one of them is still the message: what is wrong is the digest, not the signature.
    """
    uri = this.request.path
    if "query-included" in this.profiles and this.request.query is not None:
        uri += "?" + this.request.query
    sent = this.values("Content-MD5") or [""]
    digests = sorted({*sent, md5_of_params(this)})
    return [",".join([this.request.method.upper(), each, uri, date]).encode("utf-8") for each in digests]


def examine(this):
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
    messages = messages_as_sent(this, date or "")
    this.mac(name, given, "sha1", this.credentials["secret_key"], messages, date is not None)
    if "window-900s" in this.profiles:
        this.window("Date", time_ms, FIFTEEN_MINUTES, True)


def openssl_messages(_vector, request):
    """With the digest of the body, and with the one that was sent, be it none; the date may be none too."""
    start, path = request["method"].upper(), request["target"].split("?")[0]
    right = openssl.encode64(openssl.digest_of("md5", openssl.content(request)))
    digests = {right, *(openssl.sent(request, "Content-MD5") or [""])}
    dates = openssl.sent(request, "Date") or [""]
    return [bytes(f"{start},{each},{path},{date}", "utf-8") for each in digests for date in dates]
