"""
What a verifier has to say of each vector, and the proof of it.

A signing vector leads to a signed request; a verify-only vector holds one, and names the accepted vector
(the twin) that it differs from. The proof: exactly one condition fails, it is the one stated, the twin is
accepted, and nothing but what the vector says differs from it.
"""

import itertools

from . import route1, schemes, verifier
from .signed import body_of


def is_verify_only(vector):
    return "twin" in vector


def signed_request(vector, expect):
    """The request with the headers that were answered in the place of those of the same names."""
    answered = expect["headers"] + expect.get("also_sent", [])
    names = {name.lower() for name, _ in answered}
    kept = [header for header in vector["request"]["headers"] if header[0].lower() not in names]
    return {**vector["request"], "headers": kept + answered}


def request_of(vector, expect=None):
    return vector["request"] if is_verify_only(vector) else signed_request(vector, expect or vector["expect"])


def profile_names(scheme):
    reference = schemes.SCHEMES[scheme]
    return reference.PROFILES + reference.VERIFIER_PROFILES


def answers(scheme, vector, request):
    """The verdict on the request under any set of profiles."""
    return lambda profiles: verifier.examine(
        scheme, vector["credentials"], vector["now_ms"], request, frozenset(profiles)).verdict()


def other_answers(names, answer):
    """Each profile that answers otherwise, and the combinations that answer as none before."""
    default, listed = answer(()), []
    for size in range(1, len(names) + 1):
        for chosen in itertools.combinations(names, size):
            outcome = answer(chosen)
            known = [{name: item[name] for name in item if name != "names"} for item in listed]
            if outcome != default and (size == 1 or outcome not in known):
                listed.append({"names": list(chosen), **outcome})
    return listed


def states_any(vector):
    return vector.get("expect") == verifier.ANY


def computed_answer(scheme, vector):
    answer = answers(scheme, vector, vector["request"])
    computed = {"expect": answer(())}
    if states_any(vector) and len(examination_of(scheme, vector).failures) > 1:
        computed["expect"] = verifier.ANY
    if vector["class"] not in ("golden", "silent"):
        found = other_answers(profile_names(scheme), answer)
        computed.update({"profiles": found} if found else {})
    return computed


def computed_signing(scheme, vector):
    """Verdicts are of the default's signed request; a profile states one only where it differs."""
    computed = route1.compute(scheme, vector)
    signed = dict(computed["expect"])
    answer = answers(scheme, vector, signed_request(vector, computed["expect"]))
    default = answer(())
    if not verifier.examine(scheme, vector["credentials"], vector["now_ms"], signed_request(vector, signed)).is_open:
        computed["expect"].update(default)
    for profile in computed.get("profiles", []):
        outcome = answer(profile["names"])
        profile.update(outcome if outcome != default else {})
    if vector["class"] not in ("golden", "silent"):
        found = computed.get("profiles", []) + verifiers_profiles(scheme, signed, answer)
        computed.update({"profiles": found} if found else {})
    return computed


def verifiers_profiles(scheme, signed, answer):
    """The profiles that sign as the default does, and answer otherwise to what it signs."""
    others = other_answers(schemes.SCHEMES[scheme].VERIFIER_PROFILES, answer)
    return [{"names": other["names"], **signed, **other} for other in others]


def compute(scheme, vector):
    """What the vector's expect and profiles have to be."""
    return (computed_answer if is_verify_only(vector) else computed_signing)(scheme, vector)


def differing_headers(one, other):
    names = {name.lower() for name, _ in one + other}
    lists = {name: [[header for header in headers if header[0].lower() == name] for headers in (one, other)]
             for name in names}
    differing = {name for name, (mine, its) in lists.items() if mine != its}
    orders = [[header for header in headers if header[0].lower() not in differing] for headers in (one, other)]
    return {f"header:{name}" for name in differing} | ({"the order of headers"} if orders[0] != orders[1] else set())


def differing_parts(vector, twin):
    """In what the vector's request, time and credentials differ from those of its twin, as signed."""
    mine, its = request_of(vector), request_of(twin)
    parts = {name for name in ("method", "target") if mine[name] != its[name]}
    if body_of(mine) != body_of(its):
        parts.add("body")
    if vector["now_ms"] != twin["now_ms"]:
        parts.add("now")
    for name in vector["credentials"]:
        if vector["credentials"][name] != twin["credentials"].get(name):
            parts.add(f"credential:{name}")
    return parts | differing_headers(mine["headers"], its["headers"])


def allowed_parts(scheme, changes):
    if changes == "timestamp":
        return {schemes.SCHEMES[scheme].TIME, schemes.SCHEMES[scheme].SIGNATURE}
    if changes == "secret":
        key = schemes.SCHEMES[scheme].OPENSSL["key"]
        sent = {f"header:{name.lower()}" for name in verifier.sent_as(scheme, key)}
        return {f"credential:{key}", schemes.SCHEMES[scheme].SIGNATURE} | sent
    if changes == "digest":
        return {schemes.SCHEMES[scheme].DIGEST, schemes.SCHEMES[scheme].SIGNATURE}
    kind, colon, name = changes.partition(":")
    return {kind + colon + (name.lower() if kind == "header" else name)}


def examination_of(scheme, vector):
    return verifier.examine(scheme, vector["credentials"], vector["now_ms"], request_of(vector))


def condition_problems(scheme, vector):
    """Of what the vector says is wrong, and of nothing else, is something wrong."""
    found = examination_of(scheme, vector)
    if found.is_open and not is_verify_only(vector) and "verdict" in vector["expect"]:
        yield "the document leaves its verdict open, so none is stated"
    stated = vector["expect"].get("reason")
    reasons = [reason for reason, _ in found.failures]
    any_of_several = states_any(vector) and len(reasons) > 1 and not found.has_no_secret
    if not any_of_several and reasons != ([stated] if stated else []):
        yield f"stated is {stated or 'accept'}, but what fails is {found.failures or 'nothing'}"
    signed_so = vector.get("changes") in ("timestamp", "digest", "secret") or stated in ("expired", "not_yet_valid")
    if signed_so and found.mac_is_right is not True:
        yield "its signature has to be right for what was sent, so that nothing else is wrong"


def twin_problems(scheme, vector, others):
    """The twin is accepted, and differs from the vector as the vector says."""
    twin = others.get(vector["twin"])
    if twin is None:
        return [f"its twin {vector['twin']} is no vector of this scheme"]
    problems = []
    if twin["expect"].get("verdict") != "accept" or examination_of(scheme, twin).failures:
        problems.append(f"its twin {twin['id']} is not accepted")
    if twin["class"] == "silent" and vector["class"] != "silent":
        problems.append(f"its twin {twin['id']} is only observed, so it shows nothing")
    if twin["class"] == "strict" and vector["class"] not in ("strict", "silent"):
        problems.append(f"its twin {twin['id']} is strict, so it may be answered otherwise")
    parts, allowed = differing_parts(vector, twin), allowed_parts(scheme, vector["changes"])
    if parts != allowed:
        problems.append(f"says that it changes {vector['changes']}, but differs from {twin['id']} in "
                        f"{', '.join(sorted(parts)) or 'nothing'}")
    return problems


def problems(scheme, vector, others):
    found = list(condition_problems(scheme, vector))
    return found + (twin_problems(scheme, vector, others) if is_verify_only(vector) else [])


def doubled_edits(vectors):
    """Within a scheme, no two vectors tell their edit in the same words."""
    seen = {}
    for vector in vectors:
        if is_verify_only(vector) and seen.setdefault(vector["edit"], vector["id"]) != vector["id"]:
            yield f"{vector['id']}: its edit is told in the words of {seen[vector['edit']]}"
