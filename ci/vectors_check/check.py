"""The check itself: both routes over every vector, the prose around them, and the counts."""

import collections

from . import load, prose, route1, route2


def vector_pairs(contents):
    return [(scheme, vector) for scheme, content in contents.items() for vector in content["vectors"]]


def route1_problems(scheme, vector):
    if scheme not in route1.SCHEMES or scheme not in route2.SCHEMES:
        return ["no route computes this scheme"]
    return route1.body_problems(vector) + route1.differences(vector, route1.compute(scheme, vector))


def vector_problems(pairs):
    known = [pair for pair in pairs if pair[0] in route2.SCHEMES]
    problems = [(vector, found) for scheme, vector in pairs for found in route1_problems(scheme, vector)]
    for (_, vector), found in zip(known, route2.all_problems(known)):
        problems += [(vector, problem) for problem in found]
    return [f"{vector['id']}: {problem}" for vector, problem in problems]


def run():
    contents, problems = load.read_all(route1.SCHEMES)
    problems += vector_problems(vector_pairs(contents))
    problems += prose.problems(contents) if not problems else []
    for problem in problems:
        print(problem)
    print_counts(contents)
    print(f"{len(problems)} problems" if problems else "both routes agree with every vector")
    return 1 if problems else 0


def print_counts(contents):
    total = collections.Counter()
    for scheme, content in contents.items():
        vectors = content["vectors"]
        classes = collections.Counter(vector["class"] for vector in vectors)
        readings = sum(len(vector.get("profiles", [])) for vector in vectors)
        counted = ", ".join(f"{classes[name]} {name}" for name in ("golden", "derived", "profile", "silent"))
        print(f"{scheme:8} {len(vectors):3} vectors ({counted}), {readings} outcomes of other readings")
        total.update(vectors=len(vectors), readings=readings)
    print(f"{'total':8} {total['vectors']:3} vectors, {total['readings']} outcomes of other readings")
