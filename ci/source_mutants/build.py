"""Builds the library with one candidate in it, and the programs that must notice."""

import glob
import hashlib
import json
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys

BUILD = pathlib.Path("build/mutate")
REACHED = pathlib.Path("build/mutate-reached")
WITHOUT_CACHE = dict(os.environ, CCACHE_DISABLE="1")
# What has no defined behaviour is found as in the sanitizers' build, by whatever runs into it.
SANITIZER = ["-fsanitize=undefined", "-fno-sanitize-recover=all"]
# A candidate may do what the project's warnings forbid, but not break a rule of C.
FLAGS = ["-Wno-error", "-pedantic-errors"]


def run(command, timeout=None, **options):
    """The exit status and the output; None for the status if it took too long, and then nothing of it runs on."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", start_new_session=True, **options) as process:
        try:
            output, _ = process.communicate(timeout=timeout)
            return process.returncode, output
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None, process.communicate()[0]


def must(command, **options):
    status, output = run(command, **options)
    if status != 0:
        sys.exit(f"{output}\nci/mutate: this failed: {shlex.join(map(str, command))}")
    return output


def build(folder, flags, *targets, **options):
    must(["cmake", "--preset", "dev", "-G", "Ninja", "-B", folder, f"-DCMAKE_C_FLAGS_DEBUG={flags}"])
    must(["cmake", "--build", folder, "--target", *targets], **options)


def reached_lines():
    """Runs the vectors. For each file of lib/ that has code: whether a line of it is reached."""
    # An object names the place of its counters, so one of another folder will not do.
    build(REACHED, "-O0 --coverage", "adapter-c", env=WITHOUT_CACHE)
    for old in REACHED.rglob("*.gcda"):
        old.unlink()
    must([BUILD / "reqsig", "test", "--seed", "1", "--", REACHED / "adapter-c"])
    counts, inside = {}, {}
    if not any(REACHED.glob("lib/**/*.gcda")):
        sys.exit(f"ci/mutate: the adapter left no counters of its lines in {REACHED}/lib")
    # Files that the adapter takes no part of have no counters, but tell of functions in headers that only they call.
    for notes in REACHED.glob("lib/**/*.gcno"):
        output = must(["gcov", "--json-format", "--stdout", str(notes)])  # and a line for a file without counters
        for file in json.loads(next(line for line in output.splitlines() if line.startswith("{")))["files"]:
            name = os.path.relpath(file["file"], "lib")
            for line in file["lines"]:
                lines = counts.setdefault(name, {})
                lines[line["line_number"]] = lines.get(line["line_number"], False) or line["count"] > 0
            for function in file["functions"]:
                inside.setdefault(name, set()).add((function["start_line"], function["end_line"]))
    return {name: reached_in(lines, inside.get(name, ())) for name, lines in counts.items()}


def reached_in(lines, functions):
    """From the lines with code, and whether they ran, and the first and last line of each function. A line without code
    goes with the one before it in its function; outside of all functions, with its file."""
    def is_reached(line):
        for first, last in functions:
            if first <= line <= last:
                counted = [other for other in lines if first <= other <= line]
                return lines[max(counted)] if counted else False
        return any(lines.values())
    return is_reached


def digest_of(files):
    return hashlib.sha256(b"".join(pathlib.Path(file).read_bytes() for file in files)).digest()


class Workshop:
    """A copy of the library's sources, which one candidate after another changes, and what is built of them."""

    def __init__(self, number, commands):
        self.folder = BUILD.resolve() / f"workshop-{number}"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.sources = self.folder / "lib"
        shutil.copytree("lib", self.sources, ignore=shutil.ignore_patterns("tests"))
        self.commands = {file: self.own_command(file, command) for file, command in commands.items()}
        self.unchanged = {}

    def object_of(self, file):
        return self.folder / (file.replace("/", "_") + ".o")

    def own_command(self, file, command):
        words = [word.replace(str(pathlib.Path("lib").resolve()), str(self.sources)) for word in shlex.split(command)]
        words[words.index("-o") + 1] = str(self.object_of(file))
        return words + FLAGS

    def compile(self, file):
        """The objects that a file takes part in, a header in all; None if the compiler refuses one."""
        units = [file] if file in self.commands else list(self.commands)
        for unit in units:
            if run(self.commands[unit], env=WITHOUT_CACHE)[0] != 0:
                return None
        return [self.object_of(unit) for unit in units]

    def compile_changed(self, candidate):
        """The objects and whether they are those of the unchanged source; (None, False) if the compiler refuses it."""
        place = self.sources / candidate.file
        source = place.read_text(encoding="utf-8")
        if candidate.file not in self.unchanged:
            self.unchanged[candidate.file] = digest_of(self.compile(candidate.file))
        place.write_text(candidate.applied_to(source), encoding="utf-8")
        objects = self.compile(candidate.file)
        place.write_text(source, encoding="utf-8")
        return objects, objects is not None and digest_of(objects) == self.unchanged[candidate.file]

    def link(self, program, objects):
        """The objects come before the library, whose own of the same names are then not taken."""
        target = self.folder / program.built.name
        must(["cc", *SANITIZER, "-o", target, *objects, *program.objects, BUILD / "lib/libreqsig.a", *program.libraries])
        return target


class Program:
    """What is linked with a mutant. It was also built without one."""

    def __init__(self, built, objects, *packages):
        self.built = BUILD / built
        self.objects = sorted(glob.glob(str(BUILD / objects)))
        self.libraries = shlex.split(must(["pkg-config", "--libs", *packages])) + ["-lpthread"]


def prepare():
    """The compile command of each source of the library, the unit tests and the adapter."""
    build(BUILD, " ".join(["-O2", *SANITIZER]), "reqsig-unit", "adapter-c", "reqsig_command")
    sources = pathlib.Path("lib").resolve()
    commands = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
        file = pathlib.Path(entry["file"])
        if file.is_relative_to(sources) and not file.is_relative_to(sources / "tests"):
            commands[str(file.relative_to(sources))] = entry["command"]
    unit_objects = "lib/tests/CMakeFiles/reqsig-unit.dir/*.o"
    adapter_objects = "conformance/CMakeFiles/adapter-c.dir/adapters/c/*.o"
    unit = Program("lib/tests/reqsig-unit", unit_objects, "criterion", "libcjson", "libcrypto")
    adapter = Program("adapter-c", adapter_objects, "libcjson", "libcrypto")
    return commands, unit, adapter
