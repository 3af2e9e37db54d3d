#!/usr/bin/env python3
"""check-completion.py SHELL SCRIPT REQSIG: types lines with a tab into SHELL on a terminal, with the completion of
SCRIPT, and checks what became of them. SHELL is bash, zsh or fish."""
import os
import pty
import re
import select
import sys
import tempfile
import time

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "bind 'set bell-style none'; source {script}"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; source {script}"),
    "fish": (["fish", "--no-config", "-i"], "source {script}"),
}
# What is typed, each | a tab, and the arguments that the program gets of it.
LINES = [
    ("sig|", ["sign"]),
    ("sign bitp|", ["sign", "bitpro"]),
    ("explain aet --cred|", ["explain", "aet", "--credentials"]),
    ("verify aet --max-a| 5 --credentials creds-of-|", ["verify", "aet", "--max-age", "5", "--credentials", "creds-of-aet.json"]),
    ("sign aet --profile query-|", ["sign", "aet", "--profile", "query-included"]),
    ("sign aet request-|", ["sign", "aet", "request-of-aet.http"]),
    ("vectors kill|", ["vectors", "kill-matrix"]),
    ("vectors show crm-post-jso|", ["vectors", "show", "crm-post-json"]),
    ("vectors list --verdict acc|", ["vectors", "list", "--verdict", "accept"]),
    ("vectors list --reason unknown_|", ["vectors", "list", "--reason", "unknown_key"]),
    ("test --report juni|", ["test", "--report", "junit"]),
    ("help vec| lis|", ["help", "vectors", "list"]),
]
SECONDS = 30


def wait_for(terminal, pattern, what):
    """The first match of the pattern in what the terminal prints."""
    end, seen = time.monotonic() + SECONDS, b""
    while not re.search(pattern, seen):
        if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
            sys.exit(f"{what}: nothing came of it within {SECONDS} s: {seen!r}")
        seen += os.read(terminal, 65536)
    return re.search(pattern, seen).group().decode()


def main(shell, script, reqsig):
    command, setup = SHELLS[shell]
    script, reqsig = os.path.realpath(script), os.path.realpath(reqsig)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("creds-of-aet.json", "request-of-aet.http"):
            open(os.path.join(folder, name), "w", encoding="ascii").close()
        os.mkdir(os.path.join(folder, "bin"))
        program = os.path.join(folder, "bin", "reqsig")
        with open(program, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n[ \"$1\" = complete ] && exec '{reqsig}' \"$@\"\n"
                       "printf 'GOT'; printf '<%s>' \"$@\"; echo .END\n")
        os.chmod(program, 0o755)
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.environ.update({"PATH": folder + "/bin:" + os.environ["PATH"], "TERM": "dumb", "HOME": folder,
                               "LC_ALL": "C.UTF-8"})
            os.execvp(command[0], command)
        try:
            os.write(terminal, (setup.format(script=f"'{script}'") + "; echo READY''NOW\n").encode())
            wait_for(terminal, rb"READYNOW", "the start")
            for typed, expected in LINES:
                os.write(terminal, b"reqsig " + typed.replace("|", "\t").encode() + b"\n")
                got = wait_for(terminal, rb"GOT<[^\r\n]*\.END", typed)
                wanted = "GOT" + "".join(f"<{word}>" for word in expected) + ".END"
                if got != wanted:
                    sys.exit(f"{typed}: gave {got}, expected {wanted}")
        finally:
            os.close(terminal)
            os.waitpid(child, 0)
    print(f"{len(LINES)} lines completed by {shell}")


main(*sys.argv[1:])
