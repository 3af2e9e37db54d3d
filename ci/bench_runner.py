#!/usr/bin/env python3
"""How fast reqsig test and reqsig fuzz ask an adapter, beside a bare loop that writes the same lines and reads the answers:
bench_runner.py REQSIG SCRATCH_FOLDER [WORD...], with the adapter in C beside REQSIG. The words stand before each adapter.

The two take turns, so that what else the machine does meets both alike. It takes the second processor away, though, and
with it the overlap of reqsig and the adapter, so a busy machine shows lower ratios. As root it can be kept off, which
comes near an idle machine's ratios:

    nice -n -20 taskset -c 0 ci/bench_runner.py REQSIG SCRATCH_FOLDER taskset -c 1
"""
import os
import select
import statistics
import subprocess
import sys
import time

REQSIG, SCRATCH, *BEFORE = sys.argv[1:]
MIN_TURNS, MAX_TURNS = 7, 31
ENOUGH_SECONDS = 6  # after which no further turn is taken
NUM_SMALL = 5470  # vectors, of which 10,000 cases are made
NUM_FUZZ = 30000  # cases, besides those of relations
SCHEMES = ["aet", "ambro", "bitpro", "calypso", "crm"]
ADAPTERS = {
    "C": [*BEFORE, os.path.join(os.path.dirname(REQSIG), "adapter-c")],
    "Python": [*BEFORE, sys.executable, os.path.join(os.path.dirname(__file__), "../conformance/adapters/python/adapter.py")],
}


def bare_loop(adapter, lines):
    """The seconds from the start of the adapter to its end."""
    begun, at, num_due = time.monotonic(), 0, lines.count(b"\n")
    with subprocess.Popen(adapter, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        to, answers = process.stdin.fileno(), process.stdout.fileno()
        os.set_blocking(to, False)
        while num_due > 0:
            readable, writable, _ = select.select([answers], [to] if at < len(lines) else [], [])
            if readable:
                num_due -= os.read(answers, 1 << 16).count(b"\n")
            if writable:
                at += os.write(to, lines[at:at + (1 << 16)])
        process.stdin.close()
    return time.monotonic() - begun


def own_cpu(pid):
    """Of a process that has ended and is not waited for: without what it started."""
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e9


def asked(command, adapter):
    """The seconds that a whole call takes, and those of CPU in reqsig itself."""
    begun = time.monotonic()
    with subprocess.Popen([REQSIG, *command, "--seed", "1", "--", *adapter], stdout=subprocess.DEVNULL) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        seconds, cpu = time.monotonic() - begun, own_cpu(process.pid)
    return seconds, cpu


def lines_of(command):
    """What reqsig writes to an adapter, hello first, as an adapter keeps it that knows nothing."""
    path = os.path.join(SCRATCH, "lines")
    tee = ["sh", "-c", 'tee "$0" | "$@"', path]
    subprocess.run([REQSIG, *command, "--seed", "1", "--", *tee, *ADAPTERS["C"]], stdout=subprocess.DEVNULL, check=True)
    with open(path, "rb") as file:
        return file.read()


def take_turns(command, adapter, lines):
    """Of each turn: the seconds of the bare loop, those of reqsig, and its CPU."""
    begun, turns = time.monotonic(), []
    while len(turns) < MIN_TURNS or (len(turns) < MAX_TURNS and time.monotonic() - begun < ENOUGH_SECONDS):
        turns.append((bare_loop(adapter, lines), *asked(command, adapter)))
    return turns


def row(turns, num_cases):
    ratio = statistics.median(bare / seconds for bare, seconds, _ in turns)
    bare, seconds, cpu = (min(column) for column in zip(*turns))
    return (f"{num_cases / bare:10.0f} {num_cases / seconds:8.0f} {bare / seconds:6.2f} {ratio:7.2f} "
            f"{cpu / num_cases * 1e6:8.1f} us")


def main():
    small = os.path.join(SCRATCH, "small")
    os.makedirs(small, exist_ok=True)
    with open(os.path.join(small, "crm.json"), "wb") as file:
        subprocess.run([REQSIG, "vectors", "make", "crm", "--count", str(NUM_SMALL)], stdout=file, check=True)
    print("Cases a second, from the start of the command to its end: a bare loop that writes")
    print("the same lines over the pipes, and reqsig, by turns. The best of each, with their")
    print("ratio; the median of the ratios of the turns, which is another one if the machine was")
    print("busy; and the least CPU that reqsig itself takes for a case, loading included.\n")
    print(f"{'cases':18} {'adapter':8} {'bare loop':>10} {'reqsig':>8} {'ratio':>6} {'median':>7} {'CPU a case':>11}")
    fuzz = ["fuzz", *SCHEMES, "--cases", str(NUM_FUZZ), "--time", "600"]
    for what, command in (("test, suite", ["test"]), ("test, small", ["test", "--vectors", small]), ("fuzz", fuzz)):
        lines = lines_of(command)
        num_cases = lines.count(b"\n") - 1
        for language, adapter in ADAPTERS.items():
            print(f"{num_cases:6} {what:11} {language:8}", row(take_turns(command, adapter, lines), num_cases), flush=True)


main()
