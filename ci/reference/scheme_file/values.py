"""What a placeholder gives: its source's bytes, and what the words behind it make of them."""

import base64
import binascii
import dataclasses
import hashlib
import re

from . import json_text, parameters, times

DIGESTS = ("md5", "sha1", "sha256", "sha512")


class Absent(ValueError):
    """The request lacks what is signed."""


class Doubled(ValueError):
    """The request has it more than once."""


class NotOfForm(ValueError):
    """A credential is not of the form that the key is made from."""


def sent(request, name):
    return [value for given, value in request.headers if given.lower() == name.lower()]


def the_value(given, name):
    """Of several a signer takes the first, and a verifier none; None if there is none."""
    values = sent(given.request, name)
    if len(values) > 1 and not given.is_signing:
        raise Doubled(name)
    return values[0] if values else None


def content_type(given):
    return (the_value(given, "content-type") or "").lower()


def is_multipart(given):
    return content_type(given).startswith("multipart/")


def is_form(given):
    return content_type(given).partition(";")[0].rstrip(" \t") == "application/x-www-form-urlencoded"


@dataclasses.dataclass
class Given:
    """What placeholders take their values from."""
    credentials: dict
    request: object = None
    timestamp: str = None  # as it is written in the request
    lists: dict = dataclasses.field(default_factory=dict)
    is_signing: bool = False
    time_format: str = None
    signed_names: dict = dataclasses.field(default_factory=dict)  # by the list: the names that the request says are signed
    hmac: object = None  # makes the MAC of bytes under the scheme's own digest and key
    nonce: str = None  # as it is written in the request


def source_bytes(source, placeholder, given):
    request = given.request
    if source in given.credentials:
        return given.credentials[source].encode("utf-8")
    if source in given.lists:
        rule = given.lists[source]
        fields = parameters.stated(request.body) if "form" in rule.each and is_form(given) else []
        signed = given.signed_names.get(rule.like or source)
        lacking = parameters.lacking(rule, request)
        if lacking and signed is None:
            raise Absent(lacking)
        return parameters.written(rule, request, fields, signed)
    if source.startswith("form:"):
        return field_bytes(source.removeprefix("form:"), given)
    if source.startswith("header:"):
        return header_bytes(source.removeprefix("header:"), "unless-empty" in placeholder.conditions, given)
    if source == "body-length":
        return str(len(request.body)).encode("utf-8") if request.body else b""
    if source == "body":
        return request.body
    if source in ("query", "?query"):
        return query_bytes(source, placeholder.without, request)
    return {"method": request.method, "path": request.path, "timestamp": given.timestamp, "nonce": given.nonce}[source].encode("utf-8", "surrogateescape")


def field_bytes(name, given):
    """The one value of a field of the form."""
    fields = map(parameters.pair, parameters.stated(given.request.body)) if is_form(given) else []
    found = [value for own, value in fields if own == name.encode("utf-8")]
    if not found:
        raise Absent(name)
    if len(found) > 1 and not given.is_signing:
        raise Doubled(name)
    return found[0]


def query_bytes(source, without, request):
    query = (request.query or "").encode("utf-8")
    if without:
        left = parameters.without(query, without)
        return (b"?" if left and source == "?query" else b"") + b"&".join(left)
    return b"?" + query if source == "?query" and request.query is not None else query


def header_bytes(name, may_be_absent, given):
    found = the_value(given, name)
    if found is None and not may_be_absent:
        raise Absent(name)
    return (found or "").encode("utf-8")


def value(placeholder, given):
    """The bytes that the placeholder stands for."""
    if placeholder.inner and not is_there(placeholder.part_condition, given.request):
        return b""
    if placeholder.inner:
        data = b"".join(piece.encode("utf-8") if isinstance(piece, str) else value(piece, given) for piece in placeholder.inner)
    else:
        data = source_bytes(placeholder.source, placeholder, given)
    if data == b"" and placeholder.otherwise:
        data = source_bytes(placeholder.otherwise, placeholder, given)
    if data == b"" and "unless-empty" in placeholder.conditions:
        return b""
    if "unless-multipart" in placeholder.conditions and is_multipart(given):
        return b""
    if placeholder.cut is not None:
        data = cut(placeholder.cut, data)
    for form in placeholder.forms:
        if form[0].startswith("as:"):
            return day(form[0].removeprefix("as:"), data, given)
        data = encoded(form[1], given.hmac(data)) if form[0] == "hmac" else formed(form, data)
    return data


def is_there(condition, request):
    """Whether the request has a part with the condition."""
    if condition == "if-body":
        return request.body != b""
    return condition is None or request.method.upper() == condition.removeprefix("if-method:").upper()


def cut(words, data):
    if words[0] == "text":
        return data.removeprefix(words[1].encode("utf-8"))
    host, port = re.fullmatch(rb"(.*?)(?::([0-9]+))?", data, re.DOTALL).groups()
    return host if words[0] == "host" else port or b"443"


def day(pattern, data, given):
    """The day of the timestamp."""
    moment = times.read(given.time_format, data.decode("utf-8", "surrogateescape"))
    if moment is None:
        return b""
    return times.written(pattern, moment).encode("utf-8")


def formed(form, data):
    if len(form) == 2:
        return encoded(form[1], hashlib.new(form[0], data).digest())
    return {
        **{name: lambda data, name=name: hashlib.new(name, data).digest() for name in DIGESTS},
        "upper": bytes.upper, "lower": bytes.lower, "squeeze": parameters.squeezed, "percent-encode:/": lambda data: b"/".join(map(parameters.encoded, data.split(b"/"))),
        "percent-decode": percent_decoded, "percent-encode": parameters.encoded, "json-compact": json_text.compact,
        "from-base64": from_base64, "from-base64url": from_base64url, "from-hex": from_hex,
    }[form[0]](data)


def encoded(encoding, raw):
    if encoding.endswith("-unpadded"):
        return encoded(encoding.removesuffix("-unpadded"), raw).rstrip(b"=")
    return {"hex": binascii.hexlify, "base64": base64.b64encode, "base64url": base64.urlsafe_b64encode}[encoding](raw)


def percent_decoded(data):
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found.group(1).decode()), data)


def from_base64(data):
    """Only what an encoder of RFC 4648 section 4 writes."""
    try:
        raw = base64.b64decode(data, validate=True)
    except ValueError as error:
        raise NotOfForm("no base64") from error
    if not raw or base64.b64encode(raw) != data:
        raise NotOfForm("no base64 as an encoder writes it")
    return raw


def from_base64url(data):
    if b"+" in data or b"/" in data:
        raise NotOfForm("no base64 for URLs")
    return from_base64(data.replace(b"-", b"+").replace(b"_", b"/"))


def from_hex(data):
    if not re.fullmatch(rb"(?:[0-9A-Fa-f]{2})+", data):
        raise NotOfForm("no hex digits")
    return bytes.fromhex(data.decode())
