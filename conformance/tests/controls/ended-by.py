#!/usr/bin/env python3
"""ended-by.py SIGNAL COMMAND...: fails unless that signal ended the command, which heeds it at its start."""
import signal
import subprocess
import sys

number = signal.Signals[sys.argv[1]]
code = subprocess.run(sys.argv[2:], preexec_fn=lambda: number == signal.SIGKILL or signal.signal(number, signal.SIG_DFL), timeout=60).returncode
if code != -number:
    sys.exit("ended with %d, not by %s" % (code, number.name))
