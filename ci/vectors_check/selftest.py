"""Proves that the check can fail: changes expected values in memory and looks whether it is noticed."""

import base64
import concurrent.futures
import contextlib
import copy
import hashlib
import hmac
import io
import json
import random
import tempfile
import types
from unittest import mock

from . import (check, fill, http_vectors, load, openssl, printed, prose, route1, route2, schemes, selftest_http,
               selftest_verify, verdicts)
from .selftest_verify import places, replaced

EXPECTED = ("expect", "profiles")


def leaves(value, path=()):
    """Each string or true within the value, with the way to it."""
    if isinstance(value, (str, bool)):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], path + (key,))


def with_byte_changed(text, index):
    raw = bytearray(text.encode("utf-8"))
    raw[index] ^= 1
    return raw.decode("utf-8", "surrogateescape")


def variants(text):
    return [with_byte_changed(text, index) for index in places(len(text.encode("utf-8")))]


def without(tree, path):
    if len(path) > 1:
        return replaced(tree, path[:1], without(tree[path[0]], path[1:]))
    kept = copy.copy(tree)
    del kept[path[0]]
    return kept


def mutations(vector):
    """Each expected string with its bytes changed in turn, and each member left out in turn."""
    for member in EXPECTED:
        for path, value in leaves(vector.get(member), (member,)):
            for changed in [not value] if isinstance(value, bool) else variants(value):
                yield path, replaced(vector, path, changed)
    yield from omissions(vector)


def omissions(vector):
    for name in vector["expect"]:
        yield ("expect", name), without(vector, ("expect", name))
    for index, profile in enumerate(vector.get("profiles", [])):
        yield ("profiles", index), without(vector, ("profiles", index))
        for name in profile:
            yield ("profiles", index, name), without(vector, ("profiles", index, name))


def unnoticed_by_route1(scheme, vector):
    computed, count, missed = verdicts.compute(scheme, vector), 0, []
    for path, mutant in mutations(vector):
        count += 1
        if not route1.differences(mutant, computed):
            missed.append(f"{vector['id']}: {path}: route 1 did not notice a change")
    return count, missed


def outcome_mutants(vector, outcome):
    """One mutant for each leaf of an outcome of signing, at a byte drawn by lot."""
    for path, value in leaves(outcome):
        if value and path[0] not in ("names", "verdict", "reason"):
            changes = [not value] if isinstance(value, bool) else variants(value)
            yield path, replaced(outcome, path, random.Random(vector["id"] + str(path)).choice(changes))


def unnoticed_by_route2(pair):
    scheme, vector = pair
    if verdicts.is_verify_only(vector):
        return selftest_verify.unnoticed_by_route2(scheme, vector)
    count, missed = 0, []
    outcomes = [vector["expect"], *vector.get("profiles", [])]
    for outcome in outcomes:
        names = tuple(outcome.get("names", ()))
        for path, mutant in outcome_mutants(vector, outcome):
            count += 1
            if not route2.outcome_problems(scheme, vector, mutant, names):
                missed.append(f"{vector['id']}: {path}: route 2 did not notice a change")
    return count, missed


def as_openssl(arguments, data):
    """What the openssl command gives: it starts for every change, which takes most of the time."""
    command, *options = arguments
    if command == "base64":
        return base64.b64decode(data) if "-d" in options else base64.b64encode(data)
    name, keys = options[0][1:], [option for option in options if option.startswith("hexkey:")]
    if not keys:
        return hashlib.new(name, data).digest()
    return hmac.digest(bytes.fromhex(keys[0].partition(":")[2]), data, name)


def unnoticed_by_openssl(pairs):
    """Of every eighth vector, by the command itself."""
    for cached in (openssl.encode64, openssl.decode64, openssl.hmac, openssl.digest_of):
        cached.cache_clear()
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(unnoticed_by_route2, pairs[::8]))


def gaps_not_told():
    """A reference without one of its parts, and a file of a scheme that has no reference."""
    missed = []
    for name, what in schemes.NEEDED:
        others = {each: getattr(schemes.SCHEMES["crm"], each) for each, _ in schemes.NEEDED if each != name}
        with mock.patch.dict(schemes.SCHEMES, {"crm": types.SimpleNamespace(**others)}):
            told = schemes.problem("crm")
        missed += [] if told == f"ci/reference/crm.py lacks {name}, {what}" else [f"not told to be missing: {name}"]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"scheme": "unheard-of", "vectors": [{"id": "unheard-of-x"}]}, file)
        file.flush()
        with contextlib.redirect_stderr(io.StringIO()) as said:
            refused = fill.run(file.name) == 2
    missed += [] if refused and "ci/reference/unheard-of.py is missing" in said.getvalue() else ["--fill"]
    return len(schemes.NEEDED) + 1, missed


def class_mutants(vector):
    """The vector as one whose values a document prints, or does not; with other values; of a profile that it hasn't."""
    golden = vector["class"] == "golden"
    yield {**vector, "class": "derived" if golden else "golden"}
    for member in printed.PRINTED[vector["id"]][0] if golden else ():
        yield {**vector, "expect": {**vector["expect"], member: "x"}}
    for name in printed.PRINTED[vector["id"]][1] if golden else ():
        headers = [[each, "x" if each == name else value] for each, value in vector["expect"]["headers"]]
        yield {**vector, "expect": {**vector["expect"], "headers": headers}}
    if vector["class"] == "profile":
        yield {**vector, "register": []}
        yield {name: value for name, value in vector.items() if name != "profiles"}


def class_problems(vector):
    """Those of this vector; what others lack is not its fault."""
    found = printed.problems([vector]) + prose.profile_problems([vector])
    return [problem for problem in found if problem.startswith(f"{vector['id']}:")]


def unnoticed_classes(vector):
    mutants = list(class_mutants(vector))
    missed = [f"{vector['id']}: as {mutant['class']}: not noticed" for mutant in mutants if not class_problems(mutant)]
    missed += [f"{vector['id']}: a problem where there is none" for _ in class_problems(vector)]
    return len(mutants), missed


def run():
    contents, problems = load.read_all(schemes.SCHEMES)
    requests, found = load.read_requests()
    pairs = check.vector_pairs(contents)
    with mock.patch.object(openssl, "openssl", as_openssl):
        wrong = problems or found or http_vectors.all_problems(requests) or check.vector_problems(pairs)
        second = [unnoticed_by_route2(pair) for index, pair in enumerate(pairs) if index % 8]
    if wrong or not pairs:
        print("the vectors are not in order: see ci/check-vectors")
        return 1
    others, by_id = check.by_scheme(pairs), http_vectors.by_id(requests)
    return report({
        "the list of what a new scheme needs": [gaps_not_told()],
        "route 1: bytes of each expected value, each member left out":
            [unnoticed_by_route1(*pair) for pair in pairs],
        "route 2: one byte of each value of signing, wrong signatures made right": second + unnoticed_by_openssl(pairs),
        "the proof: each other verdict and reason, each other account of the change":
            [selftest_verify.unnoticed_statements(scheme, vector, others[scheme]) for scheme, vector in pairs],
        "the proof: bytes of each signed request that are not the vector's to choose":
            [selftest_verify.unnoticed_bytes(scheme, vector, others[scheme]) for scheme, vector in pairs],
        "the classes: printed values as others and others as printed, profiles without their row":
            [unnoticed_classes(vector) for _, vector in pairs],
        "the requests: each other outcome, each character of one, other requests, twins and limits":
            [selftest_http.unnoticed(vector, by_id) for vector in requests],
        "the requests as a set: without a reason, with one twice": [selftest_http.unnoticed_gaps(requests)],
    })


def report(results):
    """What each part was shown, and what it missed."""
    missed = [line for part in results.values() for _, lines in part for line in lines]
    for line in missed:
        print(line)
    counts = {name: sum(count for count, _ in part) for name, part in results.items()}
    for name, count in counts.items():
        print(f"{count:7} mutations shown to {name}")
    print(f"{len(missed)} of them not noticed" if missed else "every one was noticed")
    return 1 if missed or 0 in counts.values() else 0
