#!/usr/bin/env python3
"""check-terminal.py COMMAND...: on a terminal there are colour and progress, without trace of the latter at the end,
and no colour where NO_COLOR or TERM forbids it."""
import os
import pty
import sys


def run(**variables):
    seen = []

    def read(descriptor):
        data = os.read(descriptor, 65536)
        seen.append(data)
        return data

    for name in ("NO_COLOR", "TERM"):
        os.environ.pop(name, None)
    os.environ.update({"TERM": "xterm", **variables})
    pty.spawn(sys.argv[1:], read)
    return b"".join(seen)


coloured = run()
assert b"\x1b[0;31mFAIL\x1b[0m" in coloured, "no colour on a terminal"
assert b"\r1 of " in coloured, "no progress on a terminal"
assert b"\r" + b" " * 40 + b"\r" in coloured, "the progress is not erased"
assert b"\x1b" not in run(NO_COLOR="1"), "colour in spite of NO_COLOR"
assert b"\x1b" not in run(TERM="dumb"), "colour on a dumb terminal"
