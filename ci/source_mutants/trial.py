"""Tries one candidate: compiles it, and lets the unit tests and the vectors look for it."""

import collections
import enum
import pathlib
import re
import threading
import time

from . import build

# They take most of the time, and the others find most mutants.
LONG_SUITES = "@(http_properties|property_*|wipe)/*"
OTHER_SUITES = f"!{LONG_SUITES[1:]}"
RANDOM_SEED = "1"
NUM_KILLERS = 6
FAILED_TEST = re.compile(r"\[FAIL\] (\w+)::(\w+)")


class Outcome(enum.Enum):
    REFUSED = "refused"  # by the compiler: it is no C
    EQUAL = "equal"  # its object code is that of the unchanged source
    KILLED = "killed"
    SURVIVED = "survived"


# A mutant that loops for ever ends by the limit of its processor's time, so that a busy machine ends no other.
ADAPTER_SECONDS = 10
PATIENCE = 20


def limited(seconds, command):
    return ["prlimit", f"--cpu={seconds:.0f}", *command]


class UnitTests:
    """Tests that found earlier mutants of a file are run first for the next one. Each test may take some times as long
    as all take with the unchanged library, which is tried first."""

    def __init__(self, program):
        self.program = program
        self.killers = collections.defaultdict(lambda: collections.deque(maxlen=NUM_KILLERS))
        self.lock = threading.Lock()
        self.seconds = {}

    def run(self, executable, selection, seconds=3600):
        command = ["env", f"REQSIG_SEED={RANDOM_SEED}", executable, "-j1", "--fail-fast", "--filter", selection]
        return build.run(limited(seconds, command), timeout=PATIENCE * seconds)

    def accept_the_library(self):
        for selection in (OTHER_SUITES, LONG_SUITES):
            started = time.monotonic()
            if self.run(self.program.built, selection)[0] != 0:
                return False
            self.seconds[selection] = 10 + 4 * (time.monotonic() - started)
        return True

    def find(self, executable, file):
        with self.lock:
            likely = "|".join(dict.fromkeys(self.killers[file]))
        for selection in ([f"@({likely})"] if likely else []) + [OTHER_SUITES, LONG_SUITES]:
            seconds = self.seconds.get(selection, self.seconds[OTHER_SUITES])
            status, output = self.run(executable, selection, seconds)
            if status != 0:
                with self.lock:
                    self.killers[file].extendleft(f"{suite}/{test}" for suite, test in FAILED_TEST.findall(output))
                return True
        return False


class Vectors:
    def __init__(self, program):
        self.program = program
        self.schemes = sorted(path.stem for path in pathlib.Path("lib/schemes").glob("*.c"))

    def accept_the_library(self):
        return not self.find(self.program.built, None)

    def find(self, executable, _file):
        command = [build.BUILD / "reqsig", "test", "--strict", "--seed", "1", "--timeout", "100", "--max-restarts", "0"]
        for scheme in self.schemes:  # a scheme that the adapter leaves out shall count
            command += ["--scheme", scheme]
        return build.run([*command, "--", *limited(ADAPTER_SECONDS, [executable])])[0] != 0


def attempt(workshop, candidate, judges):
    """What became of it, or the outcome before each of the judges by name."""
    objects, is_equal = workshop.compile_changed(candidate)
    if objects is None or is_equal:
        return Outcome.EQUAL if is_equal else Outcome.REFUSED
    found = {name: judge.find(workshop.link(judge.program, objects), candidate.file) for name, judge in judges.items()}
    return {name: Outcome.KILLED if is_found else Outcome.SURVIVED for name, is_found in found.items()}
