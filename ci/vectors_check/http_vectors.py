"""What a vector of http.json has to be: its outcome computed anew, its twin, its limits; and the set as a whole."""

import base64
import collections
import os

from . import http_grammar, http_parser

ORDER = ("id", "class", "tests", "clause", "source", "choice", "bugs", "twin", "edit", "raw", "raw_base64", "limits",
         "expect")
MAX_EDIT = 64  # bytes that an edit takes away, or puts in
LIMITED = {"headers": "too-many-headers", "body": "body-buffer-too-small"}
CLASSES = ("must", "should", "may", "strict")


def as_text(raw):
    """The bytes as a JSON string, or None where base64 has to be used."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def encoded(raw):
    return base64.b64encode(raw).decode("ascii")


def member(name, raw):
    text = as_text(raw)
    return {f"{name}_base64": encoded(raw)} if text is None else {name: text}


def headers_member(headers):
    pairs = [(name.decode("ascii"), value) for name, value in headers]
    if any(as_text(value) is None for _, value in pairs):
        return {"headers_base64": [[name, encoded(value)] for name, value in pairs]}
    return {"headers": [[name, as_text(value)] for name, value in pairs]}


def raw_of(vector):
    return base64.b64decode(vector["raw_base64"]) if "raw_base64" in vector else vector["raw"].encode("utf-8")


def outcome(raw, limits):
    """What a vector has to expect."""
    try:
        method, target, headers, body = http_parser.parse(raw, limits.get("headers"), limits.get("body"))
    except http_grammar.Fault as fault:
        return {"verdict": "reject", "reason": fault.reason, "offset": fault.offset}
    return {"verdict": "accept", "method": method.decode("ascii"), "target": target.decode("ascii"),
            **headers_member(headers), **member("body", body)}


def expected(vector):
    return outcome(raw_of(vector), vector.get("limits", {}))


def difference_problems(vector):
    stated, computed = vector["expect"], expected(vector)
    names = [name for name in dict.fromkeys([*computed, *stated]) if computed.get(name) != stated.get(name)]
    return [f"expect/{name}: computed {computed.get(name)!r}, stated {stated.get(name)!r}" for name in names]


def form_problems(vector):
    (name, value), = member("raw", raw_of(vector)).items()
    return [] if vector.get(name) == value else [f"the request is to be stated as {name}"]


def edit_size(before, after):
    """How many bytes are taken away and how many put in, in the one place where the two differ."""
    same = len(os.path.commonprefix([before, after]))
    same_end = len(os.path.commonprefix([before[same:][::-1], after[same:][::-1]]))
    return len(before) - same - same_end, len(after) - same - same_end


def twin_problems(vector, others):
    if "twin" not in vector:
        return [] if vector["expect"]["verdict"] == "accept" else ["it is rejected, and has no twin"]
    twin = others.get(vector["twin"])
    if twin is None:
        return [f"there is no {vector['twin']} to be its twin"]
    if expected(twin)["verdict"] != "accept" or twin["expect"]["verdict"] != "accept":
        return ["its twin is not accepted"]
    sizes = edit_size(raw_of(twin), raw_of(vector))
    found = [] if any(sizes) else ["it is its twin"]
    found += ["it differs from its twin in too much for one edit"] if max(sizes) > MAX_EDIT else []
    same = vector.get("limits") == twin.get("limits")
    return found if same else found + ["its limits are not its twin's"]


def limit_problems(vector):
    """A limit is met exactly, or exceeded by one: else it limits nothing, or is not what rejects."""
    found, limits, raw = [], vector.get("limits", {}), raw_of(vector)
    for name, reason in LIMITED.items():
        if name not in limits:
            continue
        rejected = [outcome(raw, {**limits, name: limits[name] + more}).get("reason") == reason for more in (-1, 0, 1)]
        stated = vector["expect"].get("reason") == reason
        if rejected != [True, stated, False]:
            found.append(f"limits/{name}: it is neither just met nor exceeded by one")
    return found


def problems(vector, others):
    return (form_problems(vector) + difference_problems(vector) + twin_problems(vector, others)
            + limit_problems(vector))


def by_id(vectors):
    return {vector["id"]: vector for vector in vectors}


def doubled(vectors):
    """Two vectors of one input."""
    seen, found = {}, []
    for vector in vectors:
        key = (raw_of(vector), str(vector.get("limits")))
        if key in seen:
            found.append(f"{vector['id']}: its request is that of {seen[key]}")
        seen[key] = vector["id"]
    return found


def set_problems(vectors):
    reasons = {vector["expect"].get("reason") for vector in vectors}
    missing = [reason for reason in http_grammar.REASONS if reason not in reasons]
    return doubled(vectors) + [f"http.json: no vector is rejected for {reason}" for reason in missing]


def all_problems(vectors):
    others = by_id(vectors)
    lines = [f"{vector['id']}: {problem}" for vector in vectors for problem in problems(vector, others)]
    return lines + set_problems(vectors)


def filled(vector):
    """The vector with what it does not state yet."""
    whole = {"expect": expected(vector), **vector}
    known = {name: whole[name] for name in ORDER if name in whole}
    return {**known, **{name: value for name, value in vector.items() if name not in known}}


def print_counts(vectors):
    classes = collections.Counter(vector["class"] for vector in vectors)
    rejected = [vector["expect"]["reason"] for vector in vectors if vector["expect"]["verdict"] == "reject"]
    print(f"{'http':8} {len(vectors):4} requests, {len(rejected)} of them to be rejected, for {len(set(rejected))} reasons "
          f"({', '.join(f'{classes[name]} {name}' for name in CLASSES)})")
