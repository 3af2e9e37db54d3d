"""The check: vectors of scheme files, one after the other."""

import collections
import hashlib
import json
import pathlib
import subprocess

from vectors_check import load, schemes
from vectors_check.route1 import describe

from . import computed, faults, macs

WORDS = pathlib.Path(__file__).parent / "words"
BUILT_IN = tuple(schemes.SCHEMES)
STATED_OF_VERDICT = ("verdict", "reason")


def output(*command):
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8"))


def all_schemes():
    """The built-in schemes, the library, and files that use the words which no API of the library needs."""
    return [*BUILT_IN, *sorted(path.stem for path in load.LIBRARY.glob("*.json")), *map(str, sorted(WORDS.glob("*.json")))]


def published(name):
    """The vectors that are kept for the scheme."""
    path = (load.VECTORS if name in BUILT_IN else load.LIBRARY / "vectors") / f"{pathlib.Path(name).name}.json"
    return load.read_json(path)["vectors"] if path.exists() else []


def differences(vector, stated, right):
    """Lines for what is stated and isn't right; a verdict that is left open is none."""
    if right is None:
        return ["it states an outcome, but there can be none"]
    if stated.get("reason") == "any":
        return [] if right["verdict"] == stated["verdict"] == "reject" else ["it is to be rejected"]
    if "verdict" not in stated:
        right = {name: value for name, value in right.items() if name not in STATED_OF_VERDICT}
    if "message_sha256" in right and "message" in stated:  # a drawn vector has the whole message, however long
        digest = hashlib.sha256(stated["message"].encode("utf-8")).hexdigest()
        stated = {**{name: value for name, value in stated.items() if name != "message"}, "message_sha256": digest}
    if vector["class"] == "golden":
        right = {name: value for name, value in right.items() if name in stated or name not in ("also_sent", "absent")}
    return describe("expect", stated, right) if stated != right else []


def complete(stated, default):
    """A profile's outcome; where it states no verdict, the default's is meant."""
    if "verdict" in stated or "verdict" not in default:
        return stated
    return {**stated, **{name: default[name] for name in STATED_OF_VERDICT if name in default}}


def problems(scheme, vector):
    return disagreements(vector, computed.outcomes(scheme, vector))


def disagreements(vector, found):
    """Every outcome that is stated is right, and what no profile states follows from what is stated."""
    listed = {frozenset(): vector["expect"]}
    for profile in vector.get("profiles", []):
        stated = {name: value for name, value in profile.items() if name != "names"}
        listed[frozenset(profile["names"])] = complete(stated, vector["expect"])
    lines = []
    for names, stated in listed.items():
        if names in found:
            lines += [f"{sorted(names)}: {line}" for line in differences(vector, stated, found[names])]
        else:
            lines.append(f"{sorted(names)} can't be followed together")
    if vector["class"] not in ("golden", "silent") and vector["expect"].get("reason") != "any":
        lines += [f"{sorted(names)} gives another outcome, which is not stated" for names, right in found.items()
                  if right is not None and names not in listed and not follows(vector, names, right, listed)]
    return lines


def follows(vector, names, right, listed):
    """Of profiles that make a verifier answer otherwise each is stated; of combinations, an outcome that none has yet."""
    default = vector["expect"]
    others = [default] if "twin" in vector and len(names) == 1 else listed.values()
    return any(not differences(vector, stated, right) for stated in others)


def drawn_vectors(reqsig, name, count, seed):
    """Vectors that the library draws, and what is wrong with their form."""
    if not count:
        return [], []
    content = output(reqsig, "vectors", "make", name, "--count", str(count), "--seed", str(seed))
    wrong = [f"{load.vector_name(content, error)}{error.message[:300]}" for error in load.schema("schema.json").iter_errors(content)]
    return content["vectors"], wrong


def run(reqsig, names, drawn, spoiled, seed):
    wrong, counts = [], collections.Counter()
    for name in names or all_schemes():
        scheme = computed.Scheme(output(reqsig, "scheme", "show", name))
        kept, (made, problems_of_form) = published(name), drawn_vectors(reqsig, name, drawn, seed)
        wrong += problems_of_form
        wrong += [f"{vector['id']}: {line}" for vector in kept + made for line in problems(scheme, vector)]
        wrong += faults.problems(reqsig, name, scheme, made, spoiled, seed)
        counts.update(spoiled=spoiled if made else 0, schemes=1, published=len(kept), drawn=len(made))
    wrong += macs.problems()
    for line in wrong:
        print(line)
    print(f"{counts['schemes']} schemes, {counts['published']} published vectors, {counts['drawn']} drawn ones, "
          f"{counts['spoiled']} spoiled requests, {len(macs.COMPUTED)} MACs by openssl")
    print(f"{len(wrong)} problems" if wrong else "the second implementation agrees with all of them")
    return 1 if wrong or not counts["published"] + counts["drawn"] else 0
