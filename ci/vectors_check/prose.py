"""What the prose claims of the vectors: the tables of README.md and MISTAKES.md, and "the same … as"."""

import collections
import fnmatch
import re

from . import http_grammar, load, printed

SAME = re.compile(r"same (signature|message) as ([a-z0-9-]+)")


def table(name, first_cell):
    """The rows of a Markdown file whose first cell matches, as lists of cells."""
    lines = (load.VECTORS / name).read_text("utf-8").splitlines()
    rows = [line.strip("|").split(" | ") for line in lines if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if re.fullmatch(first_cell, row[0].strip())]


def named(vectors, member):
    """For each name in that member of a vector, the ids of the vectors that bear it."""
    ids = collections.defaultdict(set)
    for vector in vectors:
        for name in vector.get(member, []):
            ids[str(name)].add(vector["id"])
    return ids


def coverage_problems(what, rows, ids):
    """The last cell of each row lists, as ids or patterns, exactly the vectors that bear its name."""
    problems = [f"{what} {name}: not in the table" for name in sorted(set(ids) - {row[0] for row in rows})]
    for row in rows:
        patterns, bearers = re.findall(r"`([a-z0-9*-]+)`", row[-1]), ids.get(row[0], set())
        for pattern in patterns:
            if not fnmatch.filter(bearers, pattern):
                problems.append(f"{what} {row[0]}: no vector {pattern} names it")
        for bearer in sorted(bearers):
            if not any(fnmatch.fnmatch(bearer, pattern) for pattern in patterns):
                problems.append(f"{what} {row[0]}: {bearer} is not in the table")
        if not patterns and "no vector:" not in row[-1]:
            problems.append(f"{what} {row[0]}: neither vectors nor why there is none")
    return problems


def mistake_problems(contents):
    """MISTAKES.md lists for each slug exactly the schemes of which a vector has it."""
    rows = [row for row in table("MISTAKES.md", r"`[a-z0-9-]+`") if len(row) == 4]
    listed = {row[0].strip("`"): set(re.findall(r"[a-z]+", row[2])) for row in rows}
    schemes = collections.defaultdict(set)
    for scheme, content in contents.items():
        for slug in named(content["vectors"], "mistakes"):
            schemes[slug].add(scheme)
    differing = [slug for slug in sorted(set(listed) | set(schemes)) if listed.get(slug) != schemes[slug]]
    return [f"mistake {slug}: the vectors have {sorted(schemes[slug])}, MISTAKES.md has "
            f"{sorted(listed.get(slug, []))}" for slug in differing]


def same_problems(vectors):
    """A sentence that says "the same signature as X" or "the same message as X" is right."""
    by_id, problems = {vector["id"]: vector for vector in vectors}, []
    for vector in vectors:
        for what, other in SAME.findall(vector["tests"]):
            member = {"signature": "mac", "message": "message"}[what]
            if other not in by_id or by_id[other]["expect"].get(member) != vector["expect"].get(member):
                problems.append(f"{vector['id']}: its {what} is not the same as {other}'s")
    return problems


def profile_problems(vectors):
    """One of class profile lists a profile whose row of the register it names."""
    rows = {(row[0], row[1].strip("`")): row[2] for row in table("README.md", r"[a-z]+") if len(row) == 5}
    found = []
    for vector in vectors:
        listed = {name for profile in vector.get("profiles", []) for name in profile["names"]}
        told = {rows.get((vector["id"].split("-")[0], name)) for name in listed}
        if vector["class"] == "profile" and not told & set(vector.get("register", [])):
            found.append(f"{vector['id']}: of class profile, and it names no row of a profile that it lists")
    return found


def reason_problems():
    """README.md tells of each of the parser's reasons what it means and what its offset is the place of."""
    told = [row[0].strip("`") for row in table("README.md", r"`[a-z-]+`") if len(row) == 3]
    return [f"reason {reason}: {told.count(reason)} times in the table of them" for reason in http_grammar.REASONS
            if told.count(reason) != 1]


def problems(contents, requests):
    vectors = [vector for content in contents.values() for vector in content["vectors"]]
    found = coverage_problems("register", table("README.md", r"[A-Z]{3}-\d\d"), named(vectors, "register"))
    found += coverage_problems("bug", table("README.md", r"\d+"), named(vectors + requests, "bugs"))
    found += reason_problems() + profile_problems(vectors)
    return found + mistake_problems(contents) + same_problems(vectors) + printed.problems(vectors)
