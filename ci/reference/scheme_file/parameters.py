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
    only: tuple  # of headers: names, with "?" behind one that may be absent, or "*" behind a beginning
    like: str  # the list of headers that chooses for this one; None: it chooses itself
    without: tuple
    write: tuple  # literals, and the placeholders of name and value
    join: str
    repeated: str  # None: each value is written


def read_list(content, earlier):
    unknown = set(content) - {"each", "only", "without", "write", "join", "repeated"}
    if unknown:
        raise NotUnderstood(f"a list: {', '.join(sorted(unknown))}")
    each = content["each"] if isinstance(content["each"], list) else [content["each"]]
    like = each[0] if each[0] in earlier else None
    only = earlier[like].only if like else tuple(content.get("only", ()))
    return List(("header",) if like else tuple(each), only, like, tuple(content.get("without", ())), tuple(pieces(content["write"], ("name", "value"))), content.get("join", ""),
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


def squeezed(data):
    return re.sub(rb" +", b" ", data)


def chosen(rule, name):
    """Whether the list names the header."""
    return any(name.startswith(own[:-1]) if own.endswith("*") else name == own.removesuffix("?") for own in rule.only)


def lacking(rule, request):
    """A header that must be there, and is not; None if all are."""
    there = {name.lower() for name, _ in request.headers}
    return next((name for name in rule.only if name[-1] not in "?*" and name not in there), None)


def headers(rule, request, signed):
    """Names in lower case, and values as they are; signed: the names that the request says are signed."""
    return [(name.lower().encode("utf-8"), value.encode("utf-8", "surrogateescape")) for name, value in request.headers
            if (chosen(rule, name.lower()) if signed is None else name.lower() in signed)]


def pairs(rule, request, fields, signed):
    """The names and values that the list takes, decoded, in the order in which they stand."""
    found = headers(rule, request, signed) if "header" in rule.each else []
    if "query" in rule.each:
        found += map(pair, stated(query_of(request)))
    found += map(pair, fields)
    left_out = [name.encode("utf-8") for name in rule.without]
    found = [(name, value) for name, value in found if name not in left_out]
    if len(found) > MOST:
        raise TooMany(f"{len(found)} parameters")
    return found


def is_of_names(rule):
    return not any(getattr(piece, "source", None) == "value" for piece in rule.write)


def written(rule, request, fields, signed=None):
    """The list's bytes; fields are the parameters of the body, where the list takes them."""
    values = {}  # by name; where they are not to be one, each apart
    for number, (name, value) in enumerate(pairs(rule, request, fields, signed)):
        values.setdefault((name, number if rule.repeated is None and not is_of_names(rule) else 0), []).append(value)
    rows = sorted([put(piece, name, several, rule.repeated) for piece in rule.write] for (name, _), several in values.items())
    return rule.join.encode("utf-8").join(map(b"".join, rows))


def put(piece, name, values, repeated):
    """The literal, the name or the values; what stands between values is not encoded."""
    if isinstance(piece, str):
        return piece.encode("utf-8")
    texts = [name] if piece.source == "name" else values
    for form in piece.forms:
        texts = [{"percent-encode": encoded, "squeeze": squeezed, "lower": bytes.lower}[form[0]](text) for text in texts]
    return (repeated or "").encode("utf-8").join(texts)
