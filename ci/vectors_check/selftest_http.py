"""Proves that the check of the raw requests can fail: states other outcomes, and changes requests, twins and limits."""

import base64
import copy

from . import http_grammar, http_vectors

REJECTIONS = tuple({"verdict": "reject", "reason": reason} for reason in http_grammar.REASONS)


def leaves(value, path=()):
    """Each string of an outcome, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], path + (key,))


def changed(tree, path, value):
    tree = copy.deepcopy(tree)
    place = tree
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return tree


def other_texts(text):
    """Each character changed in turn, and one put behind."""
    for index, char in enumerate(text):
        yield text[:index] + chr(ord(char) ^ 1) + text[index + 1:]
    yield text + "x"


def other_headers(headers):
    """A field left out, doubled, put elsewhere."""
    for index, header in enumerate(headers):
        yield headers[:index] + headers[index + 1:]
        yield headers[:index] + [header] + headers[index:]
        if index and headers[index - 1] != header:
            yield headers[:index - 1] + [header, headers[index - 1]] + headers[index + 1:]


def other_verdicts(expect, size):
    """Each other verdict, reason and place."""
    if expect["verdict"] == "accept":
        yield from ({**rejection, "offset": size} for rejection in REJECTIONS)
        return
    yield from ({**expect, **rejection} for rejection in REJECTIONS if rejection["reason"] != expect["reason"])
    yield from ({**expect, "offset": offset} for offset in range(size + 2) if offset != expect["offset"])
    yield {"verdict": "accept", "method": "GET", "target": "/", "headers": [], "body": ""}


def outcome_mutants(vector):
    expect = vector["expect"]
    for other in other_verdicts(expect, len(http_vectors.raw_of(vector))):
        yield f"expect {other}", {**vector, "expect": other}
    for path, text in leaves(expect):
        for other in other_texts(text):
            yield f"{path} {other!r}", {**vector, "expect": changed(expect, path, other)}
    for name in ("headers", "headers_base64"):
        for other in other_headers(expect.get(name, [])):
            yield f"{name} {other!r}", {**vector, "expect": {**expect, name: other}}
    for name in expect:
        if name != "verdict":
            yield f"without {name}", {**vector, "expect": {key: expect[key] for key in expect if key != name}}


def with_raw(vector, raw):
    kept = {name: value for name, value in vector.items() if name not in ("raw", "raw_base64")}
    return {**kept, **http_vectors.member("raw", raw)}


def request_mutants(vector):
    """What an accepted request may not lose or get, and another form of the same."""
    raw = http_vectors.raw_of(vector)
    if vector["expect"]["verdict"] == "accept":
        yield from ((f"cut at {size}", with_raw(vector, raw[:size])) for size in range(len(raw)))
        yield "a byte more", with_raw(vector, raw + b"\n")
    if "raw" in vector:
        kept = {name: value for name, value in vector.items() if name != "raw"}
        yield "in base64", {**kept, "raw_base64": base64.b64encode(raw).decode("ascii")}


def statement_mutants(vector, others):
    """Another twin, none, and another limit."""
    rejected = next(other["id"] for other in others.values() if other["expect"]["verdict"] == "reject")
    if "twin" in vector:
        for twin in (vector["id"], vector["twin"] + "-x", rejected):
            yield f"twin {twin}", {**vector, "twin": twin}
        far = with_raw(others[vector["twin"]], b"GET /" + b"x" * 99 + b" HTTP/1.0\r\n\r\n")
        yield "a twin that differs in more", vector, {**others, vector["twin"]: {**far, "expect": http_vectors.expected(far)}}
    if vector["expect"]["verdict"] == "reject":
        yield "no twin", {name: value for name, value in vector.items() if name not in ("twin", "edit")}
    for name, limit in vector.get("limits", {}).items():
        for other in (limit - 1, limit + 1):
            yield f"{name} {other}", {**vector, "limits": {**vector["limits"], name: other}}
    yield "a limit that limits nothing", {**vector, "limits": {"headers": 99}}


def unnoticed(vector, others):
    """How many changes were shown to the check of one vector, and a line for each that it missed."""
    mutants = [*outcome_mutants(vector), *request_mutants(vector), *statement_mutants(vector, others)]
    missed = []
    for what, mutant, *rest in mutants:
        if not http_vectors.problems(mutant, *(rest or [others])):
            missed.append(f"{vector['id']}: {what}: the check of requests did not notice a change")
    return len(mutants), missed


def unnoticed_gaps(vectors):
    """The set without what is rejected for one reason, and with one request twice."""
    missed = []
    for reason in http_grammar.REASONS:
        rest = [vector for vector in vectors if vector["expect"].get("reason") != reason]
        if not any(reason in line for line in http_vectors.set_problems(rest)):
            missed.append(f"not told to be missing: {reason}")
    if not http_vectors.set_problems(vectors + [{**vectors[0], "id": "http-again"}]):
        missed.append("not told to be there twice: a request")
    return len(http_grammar.REASONS) + 1, missed
