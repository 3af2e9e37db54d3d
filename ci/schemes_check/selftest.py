"""Proves that the check can fail: a wrong value in a vector, and each word of the notation taken for another."""

import contextlib
import copy
import json
import re
import subprocess
from unittest import mock

from reference.scheme_file import values

from . import check, computed

DRAWN, DRAWN_OF_OPEN_LISTS = 40, 100  # an item that is passed over is drawn seldom
MEMBERS = ("signs", "past_ms", "future_ms", "lifetime_ms", "exclusive", "open", "also_sent", "only", "without", "join", "repeated")  # may be absent
OTHERS = {  # what a word is taken for; any other is left out
    "Encodings": {"hex": "base64", "base64": "hex", "base64url": "base64", "base64-unpadded": "base64", "base64url-unpadded": "base64-unpadded"},
    "Digests": {"sha1": "sha256", "sha256": "sha1", "sha384": "sha256", "sha512": "sha256"},
}
PATTERNS = {  # how a word stands in a file; what is in the group is the word
    "Sources": r"\{{({})(?=[|}}])", "Conditions": r"(\|{})(?=[|}}])", "Cuts": r"(\|{})(?=[|}}])",
    "Forms, ": r"(\|{})(?=[|}}])", "Forms of the key": r"(\|{})(?=[|}}])", "Encodings": r"(?<=mac\|)({})(?=[|}}])",
    "Digests": r'(?<="hmac": ")({})(?=")', "Formats": r'(?<="format": ")({})(?=")', "Leniencies": r'"({})": true',
}


def sections(reqsig):
    """The words that the command lists, by the section that they stand in."""
    listed = subprocess.run([reqsig, "scheme", "words"], stdout=subprocess.PIPE, check=True, text=True).stdout
    section, found = None, []
    for line in listed.splitlines():
        if re.match(r"\S", line):
            section = next((name for name in PATTERNS if line.startswith(name)), line)
        elif re.match(r"  \S", line):
            found.append((section, re.split(r"  +|$", line[2:])[0]))
    return found


def pattern_of(section, word):
    escaped = re.escape(word).replace("NAMES", "NAME").replace("NAME", r"[^|}]+").replace("TEXT", r"[^|}/]+")
    return PATTERNS[section].format(escaped)


def taken_wrongly(section, word, content):
    """The file's content, in which the word is another or left out."""
    text = json.dumps(content, ensure_ascii=False)
    if section == "Leniencies":
        return without_member(content, word)
    if section == "Sources":  # such as body|else:query
        return json.loads(re.sub(pattern_of(section, word), "{" + word.partition("|")[0], text))
    other = OTHERS.get(section, {}).get(word, "")
    if section == "Formats":
        other = "unix-seconds" if word != "unix-seconds" else "unix-milliseconds"
    if "|" in word:
        other = "|sha1|base64" if word != "sha1|base64" else "|sha1|hex"
    return json.loads(re.sub(pattern_of(section, word), lambda _: other, text))


def source_taken_wrongly(word):
    """Its value has one byte more."""
    right, kind = values.source_bytes, word.partition("NAME")[0]

    def wrong(source, *others):
        is_meant = source.startswith(kind) if "NAME" in word else source == word
        return right(source, *others) + (b"x" if is_meant else b"")
    return mock.patch.object(values, "source_bytes", wrong)


def without_member(value, name):
    if isinstance(value, dict):
        return {key: without_member(item, name) for key, item in value.items() if key != name}
    return value


def altered(vector):
    """The vector with each of the values that it states made another."""
    for member, value in vector["expect"].items():
        changed = copy.deepcopy(vector)
        if isinstance(value, str):
            changed["expect"][member] = {"accept": "reject", "reject": "accept"}.get(value, value + "0")
        elif value and isinstance(value, list):
            del changed["expect"][member][-1]
        else:
            del changed["expect"][member]
        yield member, changed
    for number in range(len(vector.get("profiles", []))):
        changed = copy.deepcopy(vector)
        del changed["profiles"][number]
        yield f"profiles[{number}]", changed


def is_loose(vector, member):
    """A document's own example need not state it; of a reason any there is nothing to be wrong."""
    return (vector["class"] == "golden" and member in ("also_sent", "absent")) or member == "reason" \
        and vector["expect"]["reason"] == "any"


def unnoticed_values(scheme, vectors):
    for vector in vectors:
        found = computed.outcomes(scheme, vector)
        for member, changed in altered(vector):
            if not is_loose(vector, member) and not check.disagreements(changed, found):
                yield f"{vector['id']}: another {member} is not noticed"


def is_noticed(section, word, content, vectors):
    """Whether a vector tells, or the word makes no sense where it stands."""
    wrong, patch = content, contextlib.nullcontext()
    if section == "Sources" and "|" not in word:
        patch = source_taken_wrongly(word)
    else:
        wrong = taken_wrongly(section, word, content)
    with patch:
        try:
            scheme = computed.Scheme(wrong)
            return any(check.problems(scheme, vector) for vector in vectors)
        except KeyError:
            return True


def unnoticed_words(words, contents, vectors):
    for section, word in words:
        if section == "Sources" and word == "mac":
            continue  # its encodings are among the words
        pattern = re.compile(pattern_of(section, word))
        users = [name for name, content in contents.items() if pattern.search(json.dumps(content, ensure_ascii=False))]
        if not users:
            yield f"no scheme that is checked uses the word {word}"
        elif not any(is_noticed(section, word, contents[name], vectors[name]) for name in users):
            yield f"the word {word}, taken for another, is not noticed in {', '.join(users)}"


def unnoticed_members(contents, vectors):
    for member in MEMBERS:
        users = [name for name, content in contents.items() if f'"{member}"' in json.dumps(content)]
        wrong = ((computed.Scheme(without_member(contents[name], member)), vectors[name]) for name in users)
        if not any(check.problems(scheme, vector) for scheme, found in wrong for vector in found):
            yield f"the member {member}, left out, is not noticed in {', '.join(users) or 'any scheme'}"


def run(reqsig):
    names = check.all_schemes()
    contents = {name: check.output(reqsig, "scheme", "show", name) for name in names}
    counts = {name: DRAWN_OF_OPEN_LISTS if '"open"' in json.dumps(content) else DRAWN for name, content in contents.items()}
    vectors = {name: check.published(name) + check.drawn_vectors(reqsig, name, counts[name], 1)[0] for name in names}
    words = sections(reqsig)
    wrong = [*unnoticed_words(words, contents, vectors), *unnoticed_members(contents, vectors)]
    for name in names:
        wrong += unnoticed_values(computed.Scheme(contents[name]), vectors[name])
    for line in wrong:
        print(line)
    print(f"{len(wrong)} problems" if wrong or not words else f"each wrong value and each of {len(words)} words is noticed")
    return 1 if wrong or not words else 0
