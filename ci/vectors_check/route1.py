"""
Route 1: Python's hmac, hashlib and base64, written from the documents.

The sign of each scheme's reference is a function of the credentials, the time, the request and the set of
profiles. It answers a Signed, which expectation() writes the way a vector file does.
"""

import hashlib
import itertools

from . import schemes
from .signed import base64_of, body_of, request_of

LONGEST_STORED_MESSAGE = 16 * 1024


def as_text(raw):
    """The text whose UTF-8 the bytes are, or None if there is none or it would hold U+0000."""
    try:
        return None if b"\0" in raw else raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def message_member(message):
    if len(message) > LONGEST_STORED_MESSAGE:
        return {"message_sha256": hashlib.sha256(message).hexdigest()}
    text = as_text(message)
    return {"message_base64": base64_of(message)} if text is None else {"message": text}


def expectation(signed):
    """The outcome in the members and the order that a vector file has."""
    stated = {"not_signed": True} if signed.message is None else message_member(signed.message)
    if signed.content_md5 is not None:
        stated["content_md5"] = signed.content_md5
    if signed.mac is not None:
        stated["mac"] = signed.mac.hex()
    stated["headers"] = signed.headers
    stated.update({name: getattr(signed, name) for name in ("also_sent", "absent") if getattr(signed, name)})
    return stated


def profile_outcomes(sign, names, default):
    """The profiles and their combinations, smaller ones first, each outcome once."""
    listed, outcomes = [], [default]
    for size in range(1, len(names) + 1):
        for chosen in itertools.combinations(names, size):
            outcome = expectation(sign(frozenset(chosen)))
            if outcome not in outcomes:
                outcomes.append(outcome)
                listed.append({"names": list(chosen), **outcome})
    return listed


def compute(scheme, vector):
    """What the vector's expect and profiles have to be, as {"expect": …, "profiles": […]}."""
    reference = schemes.SCHEMES[scheme]
    request = request_of(vector["request"])
    sign = lambda profiles: reference.sign(vector["credentials"], vector["now_ms"], request, profiles)
    computed = {"expect": expectation(sign(frozenset()))}
    if vector["class"] not in ("golden", "silent"):
        found = profile_outcomes(sign, reference.PROFILES, computed["expect"])
        computed.update({"profiles": found} if found else {})
    return computed


def differences(vector, computed):
    """One line for each member that is not what was computed."""
    problems = []
    for member in sorted({"expect", "profiles"} & (set(vector) | set(computed))):
        stated, right = vector.get(member), computed.get(member)
        if member == "expect" and vector["class"] == "golden" and stated is not None:
            # A document prints no more than this; also_sent and absent may be left out.
            right = {name: value for name, value in right.items() if name in stated or name not in OPTIONAL}
        if stated != right:
            problems += describe(member, stated, right)
    return problems


OPTIONAL = ("also_sent", "absent")


def describe(where, stated, right):
    if isinstance(stated, dict) and isinstance(right, dict):
        names = [name for name in {**stated, **right} if stated.get(name) != right.get(name)]
        pairs = [(f".{name}", stated.get(name), right.get(name)) for name in names]
    elif isinstance(stated, list) and isinstance(right, list) and len(stated) == len(right):
        pairs = [(f"[{i}]", a, b) for i, (a, b) in enumerate(zip(stated, right)) if a != b]
    else:
        return [f"{where}: stated {str(stated)[:200]!r}, route 1 has {str(right)[:200]!r}"]
    return [line for step, a, b in pairs for line in describe(where + step, a, b)]


def body_problems(vector):
    """The body is stated in the plainest member that can hold it."""
    stated = vector["request"]
    if "body_base64" in stated and as_text(body_of(stated)) is not None:
        return ["request.body_base64: these bytes are text, so they belong into body"]
    return []
