"""A scheme file, with the profiles that are followed: the rules as plain data."""

import copy
import dataclasses

from . import parameters
from .templates import Names, NotUnderstood, Placeholder, pieces

REQUIRED = {"reqsig_scheme", "name", "title", "credentials", "message", "hmac", "key"}
OPTIONAL = {"document", "document_title", "signs", "timestamp", "lists", "parts", "headers", "query", "also_sent", "accepts", "clauses", "profiles"}
CHANGES = {"replace", "signs", "hmac", "key", "accepts", "timestamp"}
FIELDS = ("otherwise", "without", "conditions", "cut", "forms")  # what a profile may change of a placeholder


class Conflict(ValueError):
    """Two profiles change the same thing."""


@dataclasses.dataclass
class Items:
    """A header's value that is a list."""
    items: list  # for each the literal that tells it, and its placeholder
    separator: str
    open: bool


@dataclasses.dataclass
class Coded:
    """A header's value that is in base64 behind a text."""
    prefix: str
    pieces: list


@dataclasses.dataclass
class Rules:
    name: str
    credentials: dict
    signs: list  # None: every request
    timestamp: dict  # None: there is no time
    message: list
    hmac: str
    key: list
    steps: list  # what is signed, one after the other, with the key that comes of what stands before
    headers: dict  # name: pieces, or Items
    query: dict  # name: pieces
    lists: dict
    also_sent: dict
    accepts: dict

    def is_signed(self, request):
        if self.signs is None:
            return True
        method, has_body = request.method.upper(), request.body != b""
        wanted = [(words.split()[0], words.endswith(" with body")) for words in self.signs]
        return any(name in (method, "any") and (has_body or not needs_body) for name, needs_body in wanted)


def known(members, allowed, where):
    unknown = set(members) - set(allowed)
    if unknown:
        raise NotUnderstood(f"{where}: {', '.join(sorted(unknown))}")


def rules(content, profiles=()):
    """The rules of a file's content, in which the profiles are followed."""
    known(content, REQUIRED | OPTIONAL, "members")
    if REQUIRED - set(content) or content["reqsig_scheme"] != 1:
        raise NotUnderstood("a required member is absent")
    names = Names({*content["credentials"], *content.get("lists", {})})
    names.parts = content.get("parts", {})
    first, *steps = content["key"] if isinstance(content["key"], list) else [content["key"]]
    query = {name: pieces(value, names) for name, value in content.get("query", {}).items()}
    found = Rules(
        content["name"], content["credentials"], content.get("signs"), copy.deepcopy(content.get("timestamp")),
        pieces(content["message"], names), content["hmac"], key_of(first, names), [pieces(step, names) for step in steps],
        {name: header(value, names) for name, value in content.get("headers", {}).items()}, query,
        lists_of(content),
        content.get("also_sent", {}), dict(content.get("accepts", {})))
    names.parts = {}  # none in profiles
    changed = {}
    for name in profiles:
        known(content["profiles"][name]["change"], CHANGES, f"change of {name}")
        for place, value in changes(content["profiles"][name]["change"], found, names):
            if place in changed:
                raise Conflict(f"{name} and {changed[place][0]}: {place}")
            changed[place] = (name, value)
    for place, (_, value) in changed.items():
        apply(found, place, value)
    return found


def lists_of(content):
    found = {}
    for name, value in content.get("lists", {}).items():
        found[name] = parameters.read_list(value, found)
    return found


def placeholders(value):
    """Those of a header or parameter."""
    found = [piece for item in value.items for piece in item] if isinstance(value, Items) else value.pieces if isinstance(value, Coded) else value
    own = [piece for piece in found if isinstance(piece, Placeholder)]
    return [inner for piece in own for inner in (placeholders(piece.inner) if piece.inner else [piece])]


def tells_day(rules):
    """Whether the day of the time stands anywhere."""
    places = [rules.message, *rules.steps, *rules.headers.values()]
    return any(form[0].startswith("as:") for place in places for piece in placeholders(place) for form in piece.forms)


def mac_place(values):
    """The name of the header or parameter that has the MAC."""
    return next((name for name, value in values.items() if any(piece.source == "mac" for piece in placeholders(value))), None)


def key_of(template, names):
    found = pieces(template, names)
    if len(placeholders(found)) not in (1, 2):
        raise NotUnderstood(f"the key {template!r}")
    return found


def header(value, names):
    if isinstance(value, str):
        prefix, _, part = value.rpartition("{")
        if part.endswith("|base64}") and part.removesuffix("|base64}") in names.parts:
            return Coded(prefix, pieces(names.parts[part.removesuffix("|base64}")], names))
        return pieces(value, names)
    known(value, ("items", "separator", "open"), "a list")
    return Items([tuple(pieces(item, names)) for item in value["items"]], value["separator"], value.get("open", False))


def changes(change, found, names):
    """Each thing that a profile changes, as a place and a value."""
    for member in ("signs", "hmac"):
        if member in change:
            yield (member,), change[member]
    if "key" in change:
        yield ("key",), key_of(change["key"], names)
    for name, value in change.get("accepts", {}).items():
        yield ("accepts", name), value
    window = {name: value for name, value in change.get("timestamp", {}).items() if name != "format"}
    if window:
        yield ("timestamp", "window"), window
    if "format" in change.get("timestamp", {}):
        yield ("timestamp", "format"), change["timestamp"]["format"]
    for source, template in change.get("replace", {}).items():
        yield from replacements(source, pieces(template, names), found.message)


def replacements(source, new, message):
    """A source written anew: a piece before it, one behind it, and each part of its placeholder that differs."""
    at = next(i for i, piece in enumerate(new) if isinstance(piece, Placeholder) and piece.source == source)
    old = next(piece for piece in placeholders(message) if piece.source == source)
    for place, there in (("before", new[:at]), ("behind", new[at + 1:])):
        if there:
            yield ("replace", source, place), there
    for field in FIELDS:
        if getattr(new[at], field) != getattr(old, field):
            yield ("replace", source, field), getattr(new[at], field)


def apply(found, place, value):
    if place[0] in ("signs", "hmac", "key"):
        setattr(found, place[0], value)
    elif place == ("timestamp", "window"):
        found.timestamp.update(value)
    elif place[0] in ("accepts", "timestamp"):
        getattr(found, place[0])[place[1]] = value
    else:
        _, source, part = place
        found.message = replaced(found.message, source, part, value)
        if part in FIELDS:
            found.headers = {name: replaced(there, source, part, value) for name, there in found.headers.items()}
            found.query = {name: replaced(there, source, part, value) for name, there in found.query.items()}


def replaced(there, source, part, value):
    if isinstance(there, Coded):
        return dataclasses.replace(there, pieces=replaced(there.pieces, source, part, value))
    if isinstance(there, Items):
        return dataclasses.replace(there, items=[tuple(replaced(list(item), source, part, value)) for item in there.items])
    result = []
    for piece in there:
        if isinstance(piece, Placeholder) and piece.inner:
            result.append(dataclasses.replace(piece, inner=tuple(replaced(list(piece.inner), source, part, value))))
        elif isinstance(piece, str) or piece.source != source:
            result.append(piece)
        elif part in FIELDS:
            result.append(dataclasses.replace(piece, **{part: value}))
        else:
            result += value + [piece] if part == "before" else [piece] + value
    return result
