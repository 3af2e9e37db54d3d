"""What a placeholder gives: its source's bytes, and what the words behind it make of them."""

import base64
import binascii
import dataclasses
import hashlib
import re

from . import json_text, parameters


class Absent(ValueError):
    """The request lacks what is signed."""


class Doubled(ValueError):
    """The request has it more than once."""


class NotOfForm(ValueError):
    """A credential is not of the form that the key is made from."""


def sent(request, name):
    return [value for given, value in request.headers if given.lower() == name.lower()]


def content_type(request):
    types = sent(request, "content-type")
    if len(types) > 1:
        raise Doubled("content-type")
    return types[0].lower() if types else ""


def is_multipart(request):
    return content_type(request).startswith("multipart/")


def is_form(request):
    return content_type(request).partition(";")[0].rstrip(" \t") == "application/x-www-form-urlencoded"


@dataclasses.dataclass
class Given:
    """What placeholders take their values from."""
    credentials: dict
    request: object = None
    timestamp: str = None  # as it is written in the request
    lists: dict = dataclasses.field(default_factory=dict)
    hmac: object = None  # makes the MAC of bytes under the scheme's own digest and key


def source_bytes(source, placeholder, given):
    request = given.request
    if source in given.credentials:
        return given.credentials[source].encode("utf-8")
    if source in given.lists:
        rule = given.lists[source]
        fields = parameters.stated(request.body) if "form" in rule.each and is_form(request) else []
        return parameters.written(rule, request, fields)
    if source.startswith("header:"):
        return header_bytes(source.removeprefix("header:"), "unless-empty" in placeholder.conditions, request)
    if source == "body":
        return request.body
    if source in ("query", "?query"):
        return query_bytes(source, placeholder.without, request)
    return {"method": request.method, "path": request.path, "timestamp": given.timestamp}[source].encode("utf-8")


def query_bytes(source, without, request):
    query = (request.query or "").encode("utf-8")
    if without:
        query = parameters.without(query, without)
        return b"?" + query if query and source == "?query" else query
    return b"?" + query if source == "?query" and request.query is not None else query


def header_bytes(name, may_be_absent, request):
    values = sent(request, name)
    if not values and not may_be_absent:
        raise Absent(name)
    if len(values) > 1:
        raise Doubled(name)
    return values[0].encode("utf-8") if values else b""


def value(placeholder, given):
    """The bytes that the placeholder stands for."""
    data = source_bytes(placeholder.source, placeholder, given)
    if data == b"" and placeholder.otherwise:
        data = source_bytes(placeholder.otherwise, placeholder, given)
    if data == b"" and "unless-empty" in placeholder.conditions:
        return b""
    if "unless-multipart" in placeholder.conditions and is_multipart(given.request):
        return b""
    if placeholder.cut is not None:
        data = data.removeprefix(placeholder.cut.encode("utf-8"))
    for form in placeholder.forms:
        data = encoded(form[1], given.hmac(data)) if form[0] == "hmac" else formed(form, data)
    return data


def formed(form, data):
    if len(form) == 2:
        return encoded(form[1], hashlib.new(form[0], data).digest())
    return {
        "upper": bytes.upper, "percent-decode": percent_decoded, "percent-encode": parameters.encoded, "json-compact": json_text.compact,
        "from-base64": from_base64, "from-hex": from_hex,
    }[form[0]](data)


def encoded(encoding, raw):
    return {"hex": binascii.hexlify, "base64": base64.b64encode}[encoding](raw)


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


def from_hex(data):
    if not re.fullmatch(rb"(?:[0-9A-Fa-f]{2})+", data):
        raise NotOfForm("no hex digits")
    return bytes.fromhex(data.decode())
