"""The check: vectors of scheme files, one after the other."""

import collections
import json
import pathlib
import subprocess

from vectors_check import load
from vectors_check.route1 import describe

from . import computed, macs

BUILT_IN = ("ambro", "calypso", "aet", "bitpro", "crm")
STATED_OF_VERDICT = ("verdict", "reason")


def output(*command):
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8"))


def library():
    return sorted(path.stem for path in load.LIBRARY.glob("*.json"))


def published(name):
    """The vectors that are kept for the scheme."""
    path = (load.VECTORS if name in BUILT_IN else load.LIBRARY / "vectors") / f"{pathlib.Path(name).name}.json"
    return load.read_json(path)["vectors"] if path.exists() else []


def differences(vector, stated, right):
    """Lines for what is stated and isn't right; a verdict that is left open is none."""
    if right is None:
        return ["it states an outcome, but there can be none"]
    if stated.get("reason") == "any":
        return [] if right["verdict"] == "reject" else ["it is accepted"]
    if "verdict" not in stated:
        right = {name: value for name, value in right.items() if name not in STATED_OF_VERDICT}
    if vector["class"] == "golden":
        right = {name: value for name, value in right.items() if name in stated or name not in ("also_sent", "absent")}
    return describe("expect", stated, right) if stated != right else []


def complete(stated, default):
    """A profile's outcome; where it states no verdict, the default's is meant."""
    if "verdict" in stated or "verdict" not in default:
        return stated
    return {**stated, **{name: default[name] for name in STATED_OF_VERDICT if name in default}}


def problems(scheme, vector):
    """Every outcome that is stated is right, and what no profile states is what the default or another gives."""
    found, default = computed.outcomes(scheme, vector), vector["expect"]
    lines = differences(vector, default, found[frozenset()])
    listed = [default]
    for profile in vector.get("profiles", []):
        names = frozenset(profile["names"])
        stated = complete({name: value for name, value in profile.items() if name != "names"}, default)
        listed.append(stated)
        if names not in found:
            lines.append(f"{sorted(names)} can't be followed together")
        else:
            lines += [f"{sorted(names)}: {line}" for line in differences(vector, stated, found[names])]
    if vector["class"] not in ("golden", "silent") and default.get("reason") != "any":
        lines += [f"{sorted(names)} gives another outcome, which is not stated" for names, right in found.items()
                  if right is not None and all(differences(vector, stated, right) for stated in listed)]
    return lines


def vectors_of(reqsig, name, drawn, seed):
    made = output(reqsig, "vectors", "make", name, "--count", str(drawn), "--seed", str(seed))["vectors"] if drawn else []
    return published(name), made


def run(reqsig, names, drawn, seed):
    wrong, counts = [], collections.Counter()
    for name in names or [*BUILT_IN, *library()]:
        scheme = computed.Scheme(output(reqsig, "scheme", "show", name))
        for kind, vectors in zip(("published", "drawn"), vectors_of(reqsig, name, drawn, seed)):
            counts[kind] += len(vectors)
            wrong += [f"{vector['id']}: {line}" for vector in vectors for line in problems(scheme, vector)]
        counts["schemes"] += 1
    wrong += macs.problems()
    for line in wrong:
        print(line)
    print(f"{counts['schemes']} schemes, {counts['published']} published vectors, {counts['drawn']} drawn ones, "
          f"{len(macs.COMPUTED)} MACs by openssl")
    print(f"{len(wrong)} problems" if wrong else "the second implementation agrees with all of them")
    return 1 if wrong or not counts["published"] + counts["drawn"] else 0
