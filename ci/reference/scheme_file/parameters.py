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
    each: tuple  # "query", "form"
    without: tuple
    write: tuple  # literals, and the placeholders of name and value
    join: str
    repeated: str  # None: each value is written


def read_list(content):
    unknown = set(content) - {"each", "without", "write", "join", "repeated"}
    if unknown:
        raise NotUnderstood(f"a list: {', '.join(sorted(unknown))}")
    each = content["each"] if isinstance(content["each"], list) else [content["each"]]
    return List(tuple(each), tuple(content.get("without", ())), tuple(pieces(content["write"], ("name", "value"))), content.get("join", ""),
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


def pairs(rule, query, fields):
    """The decoded names and values that the list takes, in the order in which they stand."""
    found = []
    if "query" in rule.each:
        found += map(pair, stated(query))
    found += map(pair, fields)
    left_out = [name.encode("utf-8") for name in rule.without]
    found = [(name, value) for name, value in found if name not in left_out]
    if len(found) > MOST:
        raise TooMany(f"{len(found)} parameters")
    return found


def written(rule, query, fields):
    """The list's bytes; fields are the parameters of the body, where the list takes them."""
    found = pairs(rule, query, fields)
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
