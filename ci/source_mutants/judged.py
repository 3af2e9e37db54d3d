"""The list of survivors that somebody has judged: judged.txt says how it is written."""

import pathlib
import re
import sys

PATH = pathlib.Path("ci/source_mutants/judged.txt")
ANY = "any change"
KINDS = ("equal", "hidden")
ENTRY = re.compile(rf"(\S+) \| (.*) \| (`.*|{ANY})")  # the source may hold bars too


def entry_of(line, number):
    entry = ENTRY.fullmatch(line)
    if not entry:
        sys.exit(f"{PATH}:{number}: expected FILE | SOURCE LINE | CHANGE")
    return entry.groups()


def kind_of(line, number):
    kind = line.split(":")[0].strip()
    if kind not in KINDS:
        sys.exit(f"{PATH}:{number}: expected 'equal: REASON' or 'hidden: REASON'")
    return kind


class Judged:
    def __init__(self, text):
        self.kinds = {}  # by (file, source line, change)
        unexplained = []
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if not line[0].isspace():
                unexplained.append(entry_of(line, number))
            elif unexplained:
                self.kinds.update(dict.fromkeys(unexplained, kind_of(line, number)))
                unexplained = []
        if unexplained:
            sys.exit(f"{PATH}: no reason is below: {' | '.join(unexplained[-1])}")

    def kind(self, candidate):
        return self.kinds.get((candidate.file, candidate.text, candidate.what),
                              self.kinds.get((candidate.file, candidate.text, ANY)))

    @classmethod
    def shipped(cls):
        return cls(PATH.read_text(encoding="utf-8"))

    def of_no_use(self, candidates):
        """Entries that fit no candidate: the source has changed since."""
        known = {(c.file, c.text, what) for c in candidates for what in (c.what, ANY)}
        return [key for key in self.kinds if key not in known]
