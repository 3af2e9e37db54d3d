#!/usr/bin/env python3
"""Time is linear in the number of cases: growth.py REQSIG.

TIMES as many vectors, over several files, may take FACTOR times as long in reqsig itself: to search through all of them
for each of them takes far longer. The adapter says of each question that it is unsupported, so each case fails; in one
run a list of known failures has them all. growth.py REQSIG --table prints a table instead, up to a million
cases: the time, and the memory of each case beside that of a command that only loads the vectors."""
import os
import re
import subprocess
import sys
import tempfile

REQSIG = sys.argv[1]
SCRATCH_FOLDER = tempfile.TemporaryDirectory()
SCRATCH = SCRATCH_FOLDER.name
OUTPUT = os.path.join(SCRATCH, "output")
SMALL, TIMES, FACTOR = 2500, 16, 32
MAX_A_FILE = 50000  # of these vectors, a file is then smaller than 64 MiB
UNSUPPORTED = """import sys
print('{"protocol":1,"implementation":{"name":"none"},"schemes":["crm"],"ops":["message","sign","verify"]}', flush=True)
sys.stdin.readline()
for line in sys.stdin:
    sys.stdout.write('{"id":"' + line.split('"', 4)[3] + '","unsupported":"all"}\\n')
    sys.stdout.flush()
"""


def make(num_vectors):
    """A folder with so many vectors. Each seed gives the same ids, so the number of the file goes into them."""
    folder = os.path.join(SCRATCH, f"vectors-{num_vectors}")
    os.makedirs(folder, exist_ok=True)
    num_files = max(4, -(-num_vectors // MAX_A_FILE))
    for nth in range(num_files):
        make = f"'{REQSIG}' vectors make crm --count {num_vectors // num_files} --seed {nth + 1} | sed 's/-made-/-made-{nth}-/'"
        subprocess.run(f"{make} >'{folder}/crm.{nth}.json'", shell=True, check=True)
    return folder


def measure(arguments, expected):
    """The seconds of CPU in reqsig itself, without what it starts, and the most memory in bytes; this process has less."""
    with open(OUTPUT, "w", encoding="ascii") as output, subprocess.Popen([REQSIG, *arguments], stdout=output) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        with open(f"/proc/{process.pid}/schedstat", encoding="ascii") as file:
            seconds = int(file.read().split()[0]) / 1e9
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        sys.exit(f"{' '.join(arguments)}: exit code {process.returncode}, expected {expected}")
    return seconds, usage.ru_maxrss * 1024


def commands(folder):
    """The arguments of each command that is measured, by its name. Each exits with 1: four schemes have no vectors, and
    nothing passes."""
    adapter, known = os.path.join(SCRATCH, "adapter.py"), f"{folder}.known"
    with open(adapter, "w", encoding="ascii") as file:
        file.write(UNSUPPORTED)
    listing = f"""sed -n 's/^      "id": "\\(.*\\)",$/\\1 outcome=unsupported/p' '{folder}'/*.json >'{known}'"""
    subprocess.run(listing, shell=True, check=True)
    test = ["test", "--vectors", folder, "--report", f"json:{SCRATCH}/report.json"]
    ask = ["--", sys.executable, adapter]
    return {
        "vectors check": ["vectors", "check", "--vectors", folder],
        "test": [*test, *ask],
        "test, all known": [*test, "--known-failures", known, *ask],
    }


def compare():
    small, large = commands(make(SMALL)), commands(make(SMALL * TIMES))
    for name, arguments in large.items():
        few = min(measure(small[name], 1)[0] for _ in range(3))
        many, _ = measure(arguments, 1)
        print(f"{name}: {few:.3f} s, and {many:.3f} s for {TIMES} times as many vectors: {many / few:.1f} times as long")
        if many > FACTOR * few:
            sys.exit(f"{name}: expected at most {FACTOR} times as long")


def num_cases(num_vectors):
    """What the command that was measured last counts of the scheme; one that has no cases has vectors."""
    with open(OUTPUT, encoding="ascii") as file:
        row = re.search(r"^ +crm +([0-9]+)", file.read(), re.MULTILINE)
    return int(row[1]) if row else num_vectors


def print_table():
    print("vectors     MB  command              cases  s of CPU  us a case  peak MB  bytes a case beside loading")
    for num_vectors in (600, 6000, 60000, 600000):
        folder = make(num_vectors)
        size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
        loading, loaded = measure(["vectors", "list", "--vectors", folder], 0)
        print(f"{num_vectors:7} {size / 1e6:6.0f}  {'vectors list':15} {num_vectors:10} {loading:9.2f} "
              f"{loading / num_vectors * 1e6:10.1f} {loaded / 1e6:8.0f}", flush=True)
        for name, arguments in commands(folder).items():
            seconds, peak = measure(arguments, 1)
            cases = num_cases(num_vectors)
            print(f"{'':15} {name:15} {cases:10} {seconds:9.2f} {seconds / cases * 1e6:10.1f} {peak / 1e6:8.0f} "
                  f"{(peak - loaded) / cases:29.0f}", flush=True)


if sys.argv[2:] == ["--table"]:
    print_table()
else:
    compare()
