"""
Proves that the proof of the verdicts can fail: states other verdicts, and changes signed requests.

Of the one part that a vector changes, most bytes are its own to choose: a wrong signature with another byte
changed is as wrong. So its bytes are changed only where the vector says that the signature is right for them.
"""

import copy
import random

from . import route2_verify, schemes, verdicts, verifier

ANSWERS = ({"verdict": "accept"}, *({"verdict": "reject", "reason": reason} for reason in verifier.STAGES),
           verifier.ANY)
SOME = 8
CHANGES = ("method", "target", "body", "now", "timestamp", "digest", "secret", "header:x-none", "credential:x_none")


def missed_mutants(vector, mutants, problems):
    """How many mutants there were, and a line for each that gave no problem."""
    count, missed = 0, []
    for what, mutant in mutants:
        count += 1
        if not problems(mutant):
            missed.append(f"{vector['id']}: {what}: the proof did not notice a change")
    return count, missed


def statements(vector):
    """The vector with another verdict, another account of what it changes, and without its twin."""
    for answer in ANSWERS:
        stated = {name: vector["expect"][name] for name in ("verdict", "reason") if name in vector["expect"]}
        if answer != stated:
            kept = {name: value for name, value in vector["expect"].items() if name not in stated}
            yield f"expect {answer}", {**vector, "expect": {**kept, **answer}}
    if verdicts.is_verify_only(vector):
        for changes in CHANGES:
            if changes != vector["changes"]:
                yield f"changes {changes}", {**vector, "changes": changes}
        yield "its own twin", {**vector, "twin": vector["id"]}
        yield "an unknown twin", {**vector, "twin": vector["twin"] + "-x"}


def without_time(scheme, vector):
    """The carrier of a signed time left out, and stated so: what the signature is right for is gone, if it was any."""
    name = (schemes.SCHEMES[scheme].TIME or "").partition(":")[2]
    headers = vector["request"]["headers"]
    if vector.get("changes") == "timestamp" and any(value for given, value in headers if given.lower() == name):
        kept = [header for header in headers if header[0].lower() != name]
        request = {**vector["request"], "headers": kept}
        yield "time left out", {**vector, "request": request, "expect": {"verdict": "reject", "reason": "missing"}}


def other_twins(vector, twin):
    """The twin stated as rejected, and of a class that shows nothing of this vector."""
    yield "twin rejected", {**twin, "expect": {**twin["expect"], "verdict": "reject"}}
    if vector["class"] not in ("strict", "silent"):
        yield "twin strict", {**twin, "class": "strict"}
    if vector["class"] != "silent":
        yield "twin silent", {**twin, "class": "silent"}


def unnoticed_statements(scheme, vector, others):
    mutants = [*statements(vector), *without_time(scheme, vector)]
    count, missed = missed_mutants(vector, mutants, lambda mutant: verdicts.problems(scheme, mutant, others))
    if verdicts.is_verify_only(vector):
        for what, twin in other_twins(vector, others[vector["twin"]]):
            changed = {**others, twin["id"]: twin}
            more, lines = missed_mutants(vector, [(what, vector)],
                                         lambda mutant, changed=changed: verdicts.problems(scheme, mutant, changed))
            count, missed = count + more, missed + lines
    return count, missed


def places(size):
    """All of a short text; of a longer one both ends and some between, drawn by lot."""
    if size <= 3 * SOME:
        return range(size)
    between = sorted(random.Random(size).sample(range(SOME, size - SOME), SOME))
    return [*range(SOME), *between, *range(size - SOME, size)]


def text_mutants(text):
    """Its characters changed in turn; what cannot be sent is no matter here."""
    for index in places(len(text)):
        yield text[:index] + chr(ord(text[index]) ^ 1) + text[index + 1:]


def parts(request):
    """Each text of a request: what `changes` would call it, the way to it, and the text."""
    yield "method", ("method",), request["method"]
    yield "target", ("target",), request["target"]
    for index, (name, value) in enumerate(request["headers"]):
        yield "header:" + name.lower(), ("headers", index, 0), name
        yield "header:" + name.lower(), ("headers", index, 1), value
    for member in ("body", "body_base64"):
        if member in request:
            yield "body", (member,), request[member]


def replaced(tree, path, value):
    """The tree with another value at the path; what is not on the way is shared."""
    if not path:
        return value
    changed = copy.copy(tree)
    changed[path[0]] = replaced(tree[path[0]], path[1:], value)
    return changed


def with_part(vector, way, text):
    return replaced(vector, ("request", *way), text)


def is_fixed(scheme, vector, part, way):
    """Whether the vector leaves no choice for this part of its request."""
    if part not in verdicts.allowed_parts(scheme, vector["changes"]):
        return True
    return vector["changes"] in ("timestamp", "digest", "secret") and part == schemes.SCHEMES[scheme].SIGNATURE and way[-1] == 1


def byte_mutants(scheme, vector):
    for part, way, text in parts(vector["request"]):
        if way != ("body_base64",) and len(text) < 8192 and is_fixed(scheme, vector, part, way):
            for changed in text_mutants(text):
                yield f"{part} {changed[:60]!r}", with_part(vector, way, changed)


def unnoticed_bytes(scheme, vector, others):
    if not verdicts.is_verify_only(vector):
        return 0, []
    return missed_mutants(vector, byte_mutants(scheme, vector),
                          lambda mutant: verdicts.problems(scheme, mutant, others))


def signature_mutant(scheme, vector):
    """A right signature made wrong, or a wrong one made right; None where route 2 has nothing to say."""
    expected, name = route2_verify.should_be_right(scheme, vector), schemes.SCHEMES[scheme].OPENSSL["header"].lower()
    places = [index for index, header in enumerate(vector["request"]["headers"]) if header[0].lower() == name]
    if expected is None or len(places) != 1:
        return None
    text = vector["request"]["headers"][places[0]][1]
    right = route2_verify.right_texts(scheme, vector, vector["request"])
    if not right:
        return None
    changed = text[:-3] + chr(ord(text[-3]) ^ 1) + text[-2:] if expected else right[0]
    return with_part(vector, ("headers", places[0], 1), changed)


def unnoticed_by_route2(scheme, vector):
    mutant = signature_mutant(scheme, vector)
    if mutant is None or mutant["request"] == vector["request"]:
        return 0, []
    return missed_mutants(vector, [("signature", mutant)],
                          lambda changed: route2_verify.problems(scheme, changed))
