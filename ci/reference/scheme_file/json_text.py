"""JSON of bodies, by RFC 8259."""

import json
import re

TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[ \t\r\n]+', re.DOTALL)


class Members(list):
    """The members of an object, in order, those of one name too."""


def refuse_constant(text):
    raise ValueError(text)


def value(body):
    """ValueError for what is no JSON."""
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=Members, parse_constant=refuse_constant)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def compact(body):
    """Without the white space between the tokens; what is no JSON stays as it is."""
    try:
        value(body)
    except ValueError:
        return body
    return TOKEN.sub(lambda found: found.group() if found.group().startswith(b'"') else b"", body)
