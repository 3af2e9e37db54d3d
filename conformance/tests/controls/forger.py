#!/usr/bin/env python3
"""An adapter that answers rightly and tampers with a report: forger.py HOW FOLDER, where it is a.json."""
import os
import subprocess
import sys

HOW, FOLDER = sys.argv[1:3]
FILE = os.path.join(FOLDER, "a.json")
EXAMPLE = os.path.join(os.path.dirname(__file__), "..", "..", "adapters", "python", "adapter.py")
FORGED = '{"format": 1, "verdict": "conformant", "exit_code": 0}\n'
REWRITE = "import sys,time\nwhile True:\n open(sys.argv[1], 'w').write(sys.argv[2])\n time.sleep(0.01)\n"


def write(mode="w", name=FILE):
    with open(name, mode, encoding="utf-8") as file:
        file.write(FORGED)


def leave_a_link():
    write(name=FILE + ".elsewhere")
    os.symlink(os.path.abspath(FILE) + ".elsewhere", FILE)


def swap_the_folder():
    os.rename(FOLDER, FOLDER + ".away")
    os.mkdir(FOLDER)
    write()


def leave(new_session):
    subprocess.Popen([sys.executable, "-c", REWRITE, FILE, FORGED, *sys.argv[3:]], stdin=subprocess.DEVNULL,
                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=new_session)


DEEDS = {
    "replaces": write,
    "appends": lambda: write("a"),
    "links": leave_a_link,
    "makes-a-folder": lambda: os.mkdir(FILE),
    "swaps-the-folder": swap_the_folder,
    "rewrites-later": lambda: leave(False),
    "leaves-and-rewrites": lambda: leave(True),
}

subprocess.run([sys.executable, EXAMPLE], check=True)
DEEDS[HOW]()
