"""What a vector's outcome has to be by the second implementation, for the default and for each profile."""

import itertools

from reference.scheme_file import rules, signing, times, verifying
from reference.scheme_file.values import Absent, NotOfForm
from vectors_check import route1
from vectors_check.signed import request_of

MOST_PROFILES = 5  # more than these are not all combined


def combinations(content):
    """The profiles that a vector states; of one that is right only for what is sent as it is signed there is no outcome."""
    names = [name for name, profile in content.get("profiles", {}).items() if "sends_what_it_signs" not in profile]
    largest = len(names) if len(names) <= MOST_PROFILES else 2
    return itertools.chain.from_iterable(itertools.combinations(names, size) for size in range(largest + 1))


class Scheme:
    """A scheme file's content, with the rules of each combination of profiles that can be chosen together."""

    def __init__(self, content):
        self.name, self.rules = content["name"], {}
        for names in combinations(content):
            try:
                self.rules[frozenset(names)] = rules.rules(content, names)
            except rules.Conflict:
                pass

    @property
    def default(self):
        return self.rules[frozenset()]


def signed_request(vector):
    """The request to verify: of a vector to sign the one that the default signs."""
    if "twin" in vector:
        return vector["request"]
    put = vector["expect"]["headers"] + vector["expect"].get("also_sent", [])
    names = {name.lower() for name, _ in put}
    kept = [header for header in vector["request"]["headers"] if header[0].lower() not in names]
    headers = [header for header in kept + put if header[0] != signing.TARGET]
    return {**vector["request"], "headers": headers, "target": dict(put).get(signing.TARGET, vector["request"]["target"])}


def verdict(found, vector):
    return verifying.verify(found, vector["credentials"], vector["now_ms"], request_of(signed_request(vector)))


def outcome(found, vector):
    """All that these rules make of the vector; None where they can't be followed."""
    try:
        if "twin" in vector:
            return verdict(found, vector)
        made = signing.sign(found, vector["credentials"], vector["now_ms"], request_of(vector["request"]), vector.get("nonce"))
        return {**route1.expectation(made), **verdict(found, vector)}
    except (NotOfForm, Absent):
        return None


def outcomes(scheme, vector):
    return {names: outcome(found, vector) for names, found in scheme.rules.items()}
