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
    """What stands between two "&", be it nothing, but the parameters of these names."""
    left_out = [name.encode("utf-8") for name in names]
    return [part for part in data.split(b"&") if not part or pair(part)[0] not in left_out] if data else []


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
    values = {}  # by name; where they are not to be one, each apart
    for number, (name, value) in enumerate(pairs(rule, request, fields)):
        values.setdefault((name, number if rule.repeated is None else 0), []).append(value)
    rows = sorted([put(piece, name, several, rule.repeated) for piece in rule.write] for (name, _), several in values.items())
    return rule.join.encode("utf-8").join(map(b"".join, rows))


def put(piece, name, values, repeated):
    """The literal, the name or the values; what stands between values is not encoded."""
    if isinstance(piece, str):
        return piece.encode("utf-8")
    texts = [name] if piece.source == "name" else values
    for form in piece.forms:
        texts = [{"percent-encode": encoded}[form[0]](text) for text in texts]
    return (repeated or "").encode("utf-8").join(texts)
