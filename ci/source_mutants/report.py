"""The table by file, the scores, and the survivors."""

import collections

from .trial import Outcome

NAMES = {"tests": "unit tests", "vectors": "vectors"}


class Counts:
    def __init__(self):
        self.of = collections.Counter()

    def add(self, candidate, outcome, known):
        self.of["candidates"] += 1
        if not isinstance(outcome, dict):
            self.of[outcome] += 1
            return
        for judge, found in outcome.items():
            if found is Outcome.SURVIVED and is_excused(judge, known.kind(candidate)):
                self.of[judge, "judged"] += 1
            else:
                self.of[judge, found] += 1

    def killed(self, judge):
        return self.of[judge, Outcome.KILLED]

    def total(self, judge):
        return self.of[judge, Outcome.KILLED] + self.of[judge, Outcome.SURVIVED]

    def row(self, name, asked):
        cells = [f"{name:19}{self.of['candidates']:7}{self.of[Outcome.REFUSED]:9}{self.of[Outcome.EQUAL]:7}"]
        for judge in asked:
            cells.append(f"{self.of[judge, 'judged']:8}{self.killed(judge):7}/{self.total(judge):<5}"
                         + percent(self.killed(judge), self.total(judge)))
        return "".join(cells)


def is_excused(judge, kind):
    return kind == "equal" or kind == "hidden" and judge == "vectors"


def percent(part, whole):
    """Rounded down, so that only all of it is 100."""
    return f"{1000 * part // whole / 10:6}" if whole else f"{'-':>6}"


def print_table(results, asked, known):
    by_file, everything = collections.defaultdict(Counts), Counts()
    for candidate, outcome in results:
        by_file[candidate.file].add(candidate, outcome, known)
        everything.add(candidate, outcome, known)
    print(f"{'':19}{'':7}{'':9}{'':7}" + "".join(f"{NAMES[judge]:>26}" for judge in asked))
    print(f"{'':19}{'changes':>7}{'refused':>9}{'equal':>7}" + f"{'judged':>8}{'killed':>13}{'%':>5}" * len(asked))
    for file, counts in by_file.items():
        print(counts.row(file, asked))
    print(everything.row("all", asked))


def described(candidate):
    return f"lib/{candidate.file}:{candidate.line}: {candidate.what}"


def print_survivors(results, asked, known):
    for judge in asked:
        left = [c for c, outcome in results if isinstance(outcome, dict) and outcome.get(judge) is Outcome.SURVIVED
                and not is_excused(judge, known.kind(c))]
        print(f"\nThe {NAMES[judge]} do not find {len(left)}" + (":" if left else ""))
        for candidate in left:
            print(f"  {described(candidate)}\n      {candidate.text}")


def wrong_entries(results, known, candidates):
    """Entries of the list of the judged that are not true."""
    for key in known.of_no_use(candidates):
        yield f"fits no change of lib/: {' | '.join(key)}"
    for candidate, outcome in results:
        for judge, found in outcome.items() if isinstance(outcome, dict) else ():
            if found is Outcome.KILLED and is_excused(judge, known.kind(candidate)):
                yield (f"the {NAMES[judge]} find it, though judged {known.kind(candidate)}: "
                       f"{candidate.file} | {candidate.text} | {candidate.what}")


def write(results, asked, known, candidates, seed):
    print_table(results, asked, known)
    print_survivors(results, asked, known)
    print(f"\n--seed {seed} draws the same sample.")
    wrong = list(wrong_entries(results, known, candidates))
    for line in wrong:
        print(f"ci/source_mutants/judged.txt: {line}")
    return 1 if wrong else 0
