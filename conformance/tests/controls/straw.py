#!/usr/bin/env python3
"""Can do nothing of what it is asked, and crashes on each Nth case, by what it holds: straw.py N. It starts fast.
The file "broke" keeps which they were."""
import sys

NTH = int(sys.argv[1])
HELLO = (b'{"protocol":1,"implementation":{"name":"straw"},"schemes":["ambro","calypso","aet","bitpro","crm"],'
         b'"ops":["message","sign","verify"]}')

for line in sys.stdin.buffer:
    if b'"op":"hello"' in line:
        answer = HELLO
    else:
        case_id, what = line.removeprefix(b'{"id":"').split(b'"', 1)
        if sum(what) % NTH == 0:
            with open("broke", "ab") as file:
                file.write(what)
            sys.exit("the straw that broke it")
        answer = b'{"id":"%s","unsupported":"all"}' % case_id
    sys.stdout.buffer.write(answer + b"\n")
    sys.stdout.buffer.flush()
