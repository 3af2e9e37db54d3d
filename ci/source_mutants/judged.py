"""The list of survivors that somebody has judged: judged.txt says how it is written."""

import pathlib
import sys

PATH = pathlib.Path("ci/source_mutants/judged.txt")
ANY = "any change"
KINDS = ("equal", "hidden")


class Judged:
    def __init__(self, text):
        self.kinds = {}  # by (file, source line, change)
        key = None
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if not line[0].isspace():
                key = tuple(line.split(" | "))
                if len(key) != 3:
                    sys.exit(f"{PATH}:{number}: expected FILE | SOURCE LINE | CHANGE")
                self.kinds[key] = None
            elif key and self.kinds[key] is None:
                self.kinds[key] = line.split(":")[0].strip()
        for key, kind in self.kinds.items():
            if kind not in KINDS:
                sys.exit(f"{PATH}: expected 'equal: REASON' or 'hidden: REASON' below: {' | '.join(key)}")

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
