"""The authoring aid: computes what a new vector leaves out."""

import pathlib
import sys

from . import http_vectors, layout, load, schemes, verdicts

ORDER = ("id", "class", "tests", "clause", "source", "register", "bugs", "mistakes", "twin", "changes",
         "edit", "credentials", "now_ms", "request", "expect", "profiles")


def filled(scheme, vector):
    computed = verdicts.compute(scheme, vector)
    whole = {**computed, **vector}
    known = {name: whole[name] for name in ORDER if name in whole}
    return {**known, **{name: value for name, value in vector.items() if name not in known}}


def run(name):
    """Members that a vector has already are left as they are, right or wrong."""
    path = pathlib.Path(name)
    content = load.read_json(path)
    scheme = content.get("scheme")
    is_http = path.name == load.HTTP.name
    if not is_http and (scheme not in schemes.SCHEMES or schemes.lacking(scheme)):
        print(f"{path.name}: {schemes.problem(scheme)}", file=sys.stderr)
        return 2
    lacking = sum("expect" not in vector for vector in content["vectors"])
    fill = http_vectors.filled if is_http else lambda vector: filled(scheme, vector)
    content["vectors"] = [fill(vector) for vector in content["vectors"]]
    path.write_text(layout.dump(content), "utf-8")
    print(f"{path.name}: {lacking} of {len(content['vectors'])} vectors had no expect and were given one")
    return 0
