#!/usr/bin/env python3
"""How fast reqsig test and reqsig fuzz ask an adapter, beside a bare loop that writes the same lines and reads the answers:
bench_runner.py REQSIG SCRATCH_FOLDER, with the adapter in C beside REQSIG."""
import os
import select
import subprocess
import sys
import time

REQSIG, SCRATCH = sys.argv[1:3]
ROUNDS = 5
NUM_SMALL = 5470  # vectors, of which 10,000 cases are made
NUM_FUZZ = 30000  # cases, besides those of relations
SCHEMES = ["aet", "ambro", "bitpro", "calypso", "crm"]
ADAPTERS = {
    "C": [os.path.join(os.path.dirname(REQSIG), "adapter-c")],
    "Python": [sys.executable, os.path.join(os.path.dirname(__file__), "..", "conformance", "adapters", "python", "adapter.py")],
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


def main():
    small = os.path.join(SCRATCH, "small")
    os.makedirs(small, exist_ok=True)
    with open(os.path.join(small, "crm.json"), "wb") as file:
        subprocess.run([REQSIG, "vectors", "make", "crm", "--count", str(NUM_SMALL)], stdout=file, check=True)
    print("Cases a second, from the start of the command to its end, the best of", ROUNDS)
    print("rounds: a bare loop that writes the same lines over the pipes, and reqsig, with")
    print("their ratio; and the CPU that reqsig itself takes for a case, loading included.\n")
    print(f"{'cases':22} {'adapter':8} {'bare loop':>10} {'reqsig':>10} {'ratio':>6} {'CPU a case':>11}")
    fuzz = ["fuzz", *SCHEMES, "--cases", str(NUM_FUZZ), "--time", "600"]
    for what, command in (("test, suite", ["test"]), ("test, small", ["test", "--vectors", small]), ("fuzz", fuzz)):
        lines = lines_of(command)
        num_cases = lines.count(b"\n") - 1
        for language, adapter in ADAPTERS.items():
            bare = min(bare_loop(adapter, lines) for _ in range(ROUNDS))
            runs = [asked(command, adapter) for _ in range(ROUNDS)]
            seconds, cpu = min(run[0] for run in runs), min(run[1] for run in runs)
            print(f"{num_cases:6} {what:15} {language:8} {num_cases / bare:10.0f} {num_cases / seconds:10.0f} "
                  f"{bare / seconds:6.2f} {cpu / num_cases * 1e6:8.1f} us", flush=True)


main()
