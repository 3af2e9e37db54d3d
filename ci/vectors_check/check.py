"""The check itself: both routes over every vector, the proof of the verdicts, the requests, the prose, the counts."""

import collections
import concurrent.futures

from . import http_vectors, load, prose, route1, route2, route2_verify, schemes, verdicts, verifier

CLASSES = ("golden", "derived", "profile", "strict", "silent")


def vector_pairs(contents):
    return [(scheme, vector) for scheme, content in contents.items() for vector in content["vectors"]]


def route1_problems(scheme, vector, others):
    found = route1.body_problems(vector) + route1.differences(vector, verdicts.compute(scheme, vector))
    return found + verdicts.problems(scheme, vector, others)


def route2_problems(pair):
    route = route2_verify if verdicts.is_verify_only(pair[1]) else route2
    return route.problems(*pair)


def route2_of_all(pairs):
    """The problems of each (scheme, vector), in order; openssl runs on two processors at once."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(route2_problems, pairs))


def by_scheme(pairs):
    """For each scheme its vectors by id."""
    found = collections.defaultdict(dict)
    for scheme, vector in pairs:
        found[scheme][vector["id"]] = vector
    return found


def vector_problems(pairs, edits_differ=True):
    unknown = sorted({scheme for scheme, _ in pairs if scheme not in schemes.SCHEMES or schemes.lacking(scheme)})
    known, others = [pair for pair in pairs if pair[0] not in unknown], by_scheme(pairs)
    lines = [f"{scheme}.json: {schemes.problem(scheme)}" for scheme in unknown]
    for (scheme, vector), second in zip(known, route2_of_all(known)):
        found = route1_problems(scheme, vector, others[scheme]) + second
        lines += [f"{vector['id']}: {problem}" for problem in found]
    doubled = (line for vectors in others.values() for line in verdicts.doubled_edits(vectors.values()))
    return lines + (list(doubled) if edits_differ else [])


def run():
    contents, problems = load.read_all(schemes.SCHEMES)
    requests, found = load.read_requests()
    problems += found + vector_problems(vector_pairs(contents))
    problems += http_vectors.all_problems(requests) if requests else []
    problems += prose.problems(contents, requests) if not problems else []
    for problem in problems:
        print(problem)
    print_counts(contents)
    http_vectors.print_counts(requests)
    print(f"{len(problems)} problems" if problems else "both routes agree with every vector, and a second parser with every request")
    return 1 if problems else 0


def counted(classes):
    return ", ".join(f"{classes[name]} {name}" for name in CLASSES)


def print_counts(contents):
    total = collections.Counter()
    for scheme, content in contents.items():
        vectors = content["vectors"]
        verify_only = sum(map(verdicts.is_verify_only, vectors))
        classes = collections.Counter(vector["class"] for vector in vectors)
        profiles = sum(len(vector.get("profiles", [])) for vector in vectors)
        print(f"{scheme:8} {len(vectors):4} vectors, {verify_only} of them to verify only ({counted(classes)}), "
              f"{profiles} outcomes of profiles")
        total.update(classes, vectors=len(vectors), verify_only=verify_only, profiles=profiles)
    print(f"{'total':8} {total['vectors']:4} vectors, {total['verify_only']} of them to verify only "
          f"({counted(total)}), {total['profiles']} outcomes of profiles")
    print_verdicts(contents)


def print_verdicts(contents):
    """How many vectors of each scheme have each verdict and reason."""
    counts = {scheme: collections.Counter(answer_of(vector) for vector in content["vectors"])
              for scheme, content in contents.items()}
    if not counts:
        return
    print(f"{'verdict':20}" + "".join(f"{scheme:>9}" for scheme in counts) + f"{'total':>9}")
    for answer in ("accept", *verifier.STAGES, "any", "open"):
        numbers = [count[answer] for count in counts.values()]
        print(f"{answer:20}" + "".join(f"{number:9}" for number in [*numbers, sum(numbers)]))


def answer_of(vector):
    return vector["expect"].get("reason", vector["expect"].get("verdict", "open"))
