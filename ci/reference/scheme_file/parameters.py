"""Parameters of queries and forms: as they stand, decoded, and as lists that are signed."""

import dataclasses
import re

from .templates import NotUnderstood, pieces

MOST = 256
UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"


class TooMany(ValueError):
    """A list has more pairs than a verifier takes."""


@dataclasses.dataclass(frozen=True)
class List:
    each: tuple  # "query", "form", "header"
    only: tuple  # of headers: how their names begin
    without: tuple
    write: tuple  # literals, and the placeholders of name and value
    join: str
    repeated: str  # None: each value is written


def read_list(content):
    unknown = set(content) - {"each", "only", "without", "write", "join", "repeated"}
    if unknown:
        raise NotUnderstood(f"a list: {', '.join(sorted(unknown))}")
    each = content["each"] if isinstance(content["each"], list) else [content["each"]]
    only = tuple(name.removesuffix("*").lower() for name in content.get("only", ()))
    return List(tuple(each), only, tuple(content.get("without", ())), tuple(pieces(content["write"], ("name", "value"))), content.get("join", ""),
                content.get("repeated"))


def stated(data):
    """The parameters as they stand."""
    return [part for part in data.split(b"&") if part]


def decoded(data):
    """As forms are; a "%" without two hex digits stays."""
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found.group(1).decode()), data.replace(b"+", b" "))


def pair(part):
    """The decoded name and value."""
    name, _, value = part.partition(b"=")
    return decoded(name), decoded(value)


def without(data, names):
    """The parameters but those of the names, as they stand."""
    left_out = [name.encode("utf-8") for name in names]
    return b"&".join(part for part in stated(data) if pair(part)[0] not in left_out)


def query_of(request):
    return (request.query or "").encode("utf-8")


def values(request, name):
    """The decoded values of the query's parameters of the name."""
    return [value for own, value in map(pair, stated(query_of(request))) if own == name.encode("utf-8")]


def encoded(data):
    return b"".join(bytes([byte]) if byte in UNRESERVED else b"%%%02X" % byte for byte in data)


def headers(rule, request):
    """Names in lower case, and values as they are."""
    return [(name.lower().encode("utf-8"), value.encode("utf-8")) for name, value in request.headers
            if name.lower().startswith(rule.only)]


def pairs(rule, request, fields):
    """The names and values that the list takes, decoded, in the order in which they stand."""
    found = headers(rule, request) if "header" in rule.each else []
    if "query" in rule.each:
        found += map(pair, stated(query_of(request)))
    found += map(pair, fields)
    left_out = [name.encode("utf-8") for name in rule.without]
    found = [(name, value) for name, value in found if name not in left_out]
    if len(found) > MOST:
        raise TooMany(f"{len(found)} parameters")
    return found


def written(rule, request, fields):
    """The list's bytes; fields are the parameters of the body, where the list takes them."""
    found = pairs(rule, request, fields)
    if rule.repeated is not None:
        names = list(dict.fromkeys(name for name, _ in found))
        together = rule.repeated.encode("utf-8")
        found = [(name, together.join(value for other, value in found if other == name)) for name in names]
    rows = sorted([put(piece, name, value) for piece in rule.write] for name, value in found)
    return rule.join.encode("utf-8").join(map(b"".join, rows))


def put(piece, name, value):
    if isinstance(piece, str):
        return piece.encode("utf-8")
    data = name if piece.source == "name" else value
    for form in piece.forms:
        data = {"percent-encode": encoded}[form[0]](data)
    return data
