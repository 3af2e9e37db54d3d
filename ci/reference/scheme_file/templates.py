"""Templates: text with placeholders, taken apart."""

import dataclasses

SOURCES = ("method", "path", "query", "?query", "body", "body-length", "timestamp", "nonce", "mac")
SOURCES_WITH_NAME = ("header", "form")
CONDITIONS = ("unless-empty", "unless-multipart")
FORMS = ("squeeze", "upper", "lower", "percent-decode", "percent-encode", "percent-encode:/", "json-compact", "as:YYYYMMDD", "as:YYYY-MM-DD")
DIGESTS = ("md5", "sha1", "sha256", "sha512", "hmac")
ENCODINGS = ("hex", "base64", "base64url", "base64-unpadded", "base64url-unpadded")


class Names(set):
    """The credentials and lists that may be sources, and the templates of the parts by their names."""
    parts = {}


class NotUnderstood(ValueError):
    """The file says what the notation has no words for."""


@dataclasses.dataclass(frozen=True)
class Placeholder:
    """A source and what becomes of its value, in this order."""
    source: str  # a word, header:NAME, or a credential's name
    otherwise: str = None  # the source in its place, if it is empty
    without: tuple = ()  # names of parameters that are left out
    conditions: frozenset = frozenset()
    cut: tuple = None  # "text" and the text; or "host" or "port"
    forms: tuple = ()
    inner: tuple = ()  # of a part with forms or a condition: its pieces
    part_condition: str = None  # of such a part: "if-body", or "if-method:" and a name


def pieces(template, names):
    """The literals, as text, and the placeholders."""
    found, literal, at = [], "", 0
    while at < len(template):
        if template[at:at + 2] in ("{{", "}}"):
            literal, at = literal + template[at], at + 2
        elif template[at] == "{":
            end = template.find("}", at)
            if end < 0:
                raise NotUnderstood(f"no end of the placeholder in {template!r}")
            for piece in inlined(template[at + 1:end], names):
                if isinstance(piece, str):
                    literal += piece
                    continue
                found += [literal] if literal else []
                found.append(piece)
                literal = ""
            at = end + 1
        elif template[at] == "}":
            raise NotUnderstood(f"a brace alone in {template!r}")
        else:
            literal, at = literal + template[at], at + 1
    return found + ([literal] if literal else [])


def inlined(text, names):
    """A placeholder; of a part without forms its pieces."""
    name, *words = text.split("|")
    template = getattr(names, "parts", {}).get(name)
    if template is None:
        return [placeholder(text, names)]
    inner = pieces(template, set(names))
    condition = words.pop(0) if words and (words[0] == "if-body" or words[0].startswith("if-method:")) else None
    return [Placeholder(name, part_condition=condition, forms=forms(words), inner=tuple(inner))] if words or condition else inner


def placeholder(text, names):
    """names: the credentials and lists that may be sources."""
    source, *words = text.split("|")
    kind, _, name = source.partition(":")
    if source not in SOURCES and source not in names and not (kind in SOURCES_WITH_NAME and name):
        raise NotUnderstood(f"no source {source!r}")
    otherwise, without, conditions, cut = None, (), set(), None
    if words and words[0].startswith("else:"):
        otherwise = words.pop(0).removeprefix("else:")
    if words and words[0].startswith("without:"):
        without = tuple(words.pop(0).removeprefix("without:").split(","))
    while words and words[0] in CONDITIONS:
        conditions.add(words.pop(0))
    if words and words[0].startswith("cut:"):
        cut = ("text", words.pop(0).removeprefix("cut:"))
    elif words and words[0] in ("host", "port"):
        cut = (words.pop(0),)
    return Placeholder(source, otherwise, without, frozenset(conditions), cut, forms(words))


def forms(words):
    """The forms, each with its digest's encoding."""
    found, left = [], list(words)
    while left:
        word = left.pop(0)
        if word in DIGESTS and left and left[0] in ENCODINGS:
            found.append((word, left.pop(0)))
        elif word in FORMS + DIGESTS[:-1] + ENCODINGS + ("from-base64", "from-base64url", "from-hex"):
            found.append((word,))
        else:
            raise NotUnderstood(f"no form {word!r}")
    return tuple(found)
