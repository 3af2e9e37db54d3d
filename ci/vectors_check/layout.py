"""How the JSON files are laid out: one way, so that a diff shows only what changed."""

import json
import unicodedata

WIDTH = 110
ESCAPED_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Mn", "Me", "Zl", "Zp"}


def text(value):
    """A JSON string in which everything that a reader could not see is escaped."""
    shown = []
    for char in json.dumps(value, ensure_ascii=False):
        hidden = unicodedata.category(char) in ESCAPED_CATEGORIES or char == "\u00a0"
        shown.append(json.dumps(char)[1:-1] if hidden else char)
    return "".join(shown)


def inline(value):
    """The value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text(name)}: {inline(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return text(value) if isinstance(value, str) else json.dumps(value)


def block(value, depth, column, inline_from):
    """The value from this column on: on one line where it fits and is deep enough, else spread."""
    flat = inline(value)
    if not isinstance(value, (dict, list)) or not value:
        return flat
    if depth >= inline_from and column + len(flat) <= WIDTH:
        return flat
    indent = "  " * (depth + 1)
    items = []
    for key in value if isinstance(value, dict) else range(len(value)):
        label = f"{text(key)}: " if isinstance(value, dict) else ""
        items.append(indent + label + block(value[key], depth + 1, len(indent + label) + 1, inline_from))
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return opening + "\n" + ",\n".join(items) + "\n" + "  " * depth + closing


def dump(value, inline_from=3):
    """The whole file. Nothing above the depth inline_from is put on one line (a vector is at 2)."""
    return block(value, 0, 0, inline_from) + "\n"
