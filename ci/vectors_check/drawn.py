"""
The check of vectors that a program drew and the library answered: by both routes, with the proof of each verdict.

They have the form of the published ones. They need no layout, may list profiles in another order than the reference, and
may tell an edit in each other's words.
"""

import pathlib

from . import check, load, verdicts


def in_order(scheme, vector):
    """The vector with its profiles in the order of the scheme's reference."""
    place = verdicts.profile_names(scheme).index
    if "profiles" not in vector:
        return vector
    listed = [{**profile, "names": sorted(profile["names"], key=place)} for profile in vector["profiles"]]
    listed.sort(key=lambda profile: (len(profile["names"]), [place(name) for name in profile["names"]]))
    return {**vector, "profiles": listed}


def file_problems(path, validator):
    """The scheme and its vectors; and what is wrong with their form."""
    content = load.read_json(path)
    problems = [f"{path.name}: {load.vector_name(content, error)}{error.message[:300]}"
                for error in validator.iter_errors(content)]
    return (content["scheme"], content["vectors"]), problems


def run(names):
    validator, pairs, problems = load.schema("schema.json"), [], []
    for name in names:
        (scheme, vectors), found = file_problems(pathlib.Path(name), validator)
        problems += found
        pairs += [(scheme, vector if found else in_order(scheme, vector)) for vector in vectors]
    problems += check.vector_problems(pairs, edits_differ=False) if not problems else []
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else f"both routes agree with {len(pairs)} drawn vectors")
    return 1 if problems or not pairs else 0
