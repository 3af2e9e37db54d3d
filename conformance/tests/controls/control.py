#!/usr/bin/env python3
"""An adapter that misbehaves in one way: control.py HOW. What it doesn't spoil is right: the example adapter answers."""
import base64
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.parse
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "adapters", "python"))
import adapter  # noqa: E402

HOW = sys.argv[1]
MIDWAY = 20  # the case at which those who misbehave midway do
HELLO = {
    "protocol": 1,
    "implementation": {"name": "control-" + HOW, "version": "1", "language": "python"},
    "schemes": ["ambro", "calypso", "aet", "bitpro", "crm"],
    "ops": ["message", "sign", "verify"],
}


def rightly(case):
    """What the example adapter answers."""
    try:
        return {"id": case["id"], **adapter.answer(case)}
    except Exception as error:
        return {"id": case["id"], "error": type(error).__name__}


def write(line):
    data = line if isinstance(line, bytes) else line.encode()
    while data:
        data = data[os.write(1, data):]


def say(answer):
    write(json.dumps(answer) + "\n")


def sleep():
    while True:
        time.sleep(60)


def requests():
    """(hello, None) first, then each case and its number, from 1."""
    for number, line in enumerate(iter(sys.stdin.buffer.readline, b"")):
        yield json.loads(line), number


def right(spoil=lambda case, answer, number: say(answer), hello=HELLO):
    """Answers rightly, except for what spoil does; what spoil returns true for is not answered by the example."""
    for case, number in requests():
        if case["op"] == "hello":
            say(hello)
        else:
            spoil(case, rightly(case), number)


def at_midway(deed):
    def spoil(case, answer, number):
        if number == MIDWAY:
            deed(case, answer)
        else:
            say(answer)
    right(spoil)


def at_printed(op, deed):
    """At that op's case of crm-github-published, which no document leaves open: what is answered there counts."""
    right(lambda case, answer, number: deed(case, answer) if is_published(case, op) else say(answer))


def always(make):
    for case, _ in requests():
        say(HELLO if case["op"] == "hello" else {"id": case["id"], **make(case)})


def only_hello(**changes):
    right(hello={**HELLO, **changes})


def sign_another(change, **hello):
    """Signs the case that change makes of the one asked for; with what the answer then tells."""
    for case, _ in requests():
        if case["op"] == "hello":
            say({**HELLO, **hello})
        elif case["op"] == "sign":
            case, told = change(case)
            say({**rightly(case), **told})
        else:
            say(rightly(case))


def with_body_written_anew(case):
    body = base64.b64decode(case["request"]["body_base64"])
    try:
        body = json.dumps(json.loads(body, parse_int=str), indent=1).encode()
    except ValueError:
        return case, {}
    body = base64.b64encode(body).decode()
    return {**case, "request": {**case["request"], "body_base64": body}}, {"sent": {"body_base64": body}}


def with_another_target(case):
    target = case["request"]["target"] + "/"
    return {**case, "request": {**case["request"], "target": target}}, {"sent": {"target": target}}


def by_own_clock(ahead):
    return lambda case: ({**case, "now_ms": int(time.time() * 1000) + ahead}, {})


def is_signature(name):
    return name.lower() in ("x-amb-access-sig", "sign", "signature", "authorization", "content-md5")


def body_of(case):
    return base64.b64decode(case["request"]["body_base64"])


def is_multipart(case):
    return any(name.lower() == "content-type" and value.lower().startswith("multipart/")
               for name, value in case["request"]["headers"])


def is_text(body):
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_json(body):
    try:
        json.loads(body.decode(), parse_constant=int)
    except (ValueError, RecursionError):
        return False
    return True


def is_base64(text):
    try:
        return base64.b64encode(base64.b64decode(text)).decode() == text
    except ValueError:
        return False


# Whether a case is more than an implementation with this limit can take.
BEYOND = {
    "utf8-bodies": lambda case: not is_text(body_of(case)),
    "json-bodies": lambda case: case["op"] != "verify" and body_of(case) and not is_json(body_of(case)),
    "base64-secrets": lambda case: case["scheme"] == "aet" and not is_base64(case["credentials"]["secret_key"]),
    "no-multipart": is_multipart,
    "no-get-body": lambda case: case["request"]["method"].upper() in ("GET", "HEAD") and body_of(case),
    "methods:GET,POST": lambda case: case["request"]["method"] not in ("GET", "POST"),
    "no-window": lambda case: False,
}


def with_limit(limit, hello):
    def spoil(case, answer, number):
        if BEYOND[limit](case):
            answer = {"id": case["id"], "error": limit}
        elif limit == "no-window" and answer.get("reason") in ("expired", "not_yet_valid"):
            answer = {"id": case["id"], "verdict": "accept"}
        say(answer)
    right(spoil, {**HELLO, **hello})


def by_op(message, headers, verdict):
    return lambda case: {"message": {"message_base64": message(case)}, "sign": {"headers": headers(case)},
                         "verify": {"verdict": verdict}}[case["op"]]


def reverse():
    rest = b""
    while chunk := os.read(0, 1 << 20):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in reversed(lines):
            case = json.loads(line)
            say(HELLO if case["op"] == "hello" else rightly(case))


def in_pieces(case, answer, number):
    line = json.dumps(answer) + "\r\n"
    for at in range(0, len(line), 1000 if len(line) < 100000 else 100000):
        write(line[at:at + (1000 if len(line) < 100000 else 100000)])
        time.sleep(0.0002)


def noisy(case, answer, number):
    sys.stderr.write("much is said here\n" * 2000)
    say(answer)


def signal_runner(number):
    return lambda case, answer: (os.kill(os.getppid(), number), sleep())


def hold_out():
    """Only SIGKILL ends it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def leave(heirs=0):
    """Starts a process that leaves the group, and as many more as heirs says, each by the one before."""
    if os.fork() != 0:
        return
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 64)
        if heirs:
            leave(heirs - 1)
        sleep()
    os._exit(0)


def flood(case, answer):
    """More than the runner's memory, in a line that is short enough; and no end."""
    hold_out()
    write('{"id":"%s","headers":[%s0]}\n' % (case["id"], "0," * 4000000))
    sleep()


def close_output(case, answer):
    os.close(1)
    sleep()


def close_input(case, answer):
    os.close(0)
    sleep()


def ignore_end():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    subprocess.Popen([sys.executable, __file__, "sleep", *sys.argv[2:]])
    right()
    sleep()


def spoiled(change):
    """Changes the answers of one op's cases from MIDWAY on."""
    def spoil(case, answer, number):
        say(change(case, answer) if number >= MIDWAY else answer)
    right(spoil)


def change_headers(change, hello=None, **more):
    def spoil(case, answer, number):
        if "headers" in answer:
            answer = {**answer, "headers": change(answer["headers"]), **more}
        say(answer)
    right(spoil, {**HELLO, **(hello or {})})


def change_verdict(change):
    """Right in all but what change makes of the answers to verify."""
    def spoil(case, answer, number):
        say({"id": case["id"], **change(case, answer)} if "verdict" in answer else answer)
    right(spoil)


def change_refusal(change):
    change_verdict(lambda case, answer: change(case, answer) if answer["verdict"] == "reject" else answer)


def take_upper_hex():
    """Asks the example again in lower case."""
    names = ("sign", "x-amb-access-sig")

    def lower(case, answer):
        headers = case["request"]["headers"]
        lowered = [[n, v.lower() if n.lower() in names else v] for n, v in headers]
        return answer if lowered == headers else rightly({**case, "request": {**case["request"], "headers": lowered}})
    change_verdict(lower)


def verify_decoded_path():
    """A server behind a gateway that decodes the path, and has no other: asks the example about that."""

    def decoded(case, answer, number):
        path, mark, query = case["request"]["target"].partition("?")
        try:
            target = urllib.parse.unquote(path, errors="strict") + mark + query
            answer = rightly({**case, "request": {**case["request"], "target": target}})
        except UnicodeDecodeError:
            answer = {"id": case["id"], "verdict": "reject"}
        say(answer)
    right(decoded, {**HELLO, "ops": ["verify"], "schemes": ["aet"]})


def upper_hex(headers):
    return [[name, value.upper() if name.lower() in ("sign", "x-amb-access-sig") else value] for name, value in headers]


def is_published(case, op):
    """Whether it is that op of crm-github-published."""
    body = base64.b64encode(b"Hello, World!").decode()
    return case["op"] == op and case["scheme"] == "crm" and case["request"]["body_base64"] == body


def each_hundredth(deed):
    """Of all cases, whatever their order: by what they hold. The file "broke" keeps which they were."""
    def spoil(case, answer, number):
        told = json.dumps({**case, "id": ""}, sort_keys=True).encode()
        if hashlib.sha256(told).digest()[0] % 100:
            say(answer)
            return
        with open("broke", "a", encoding="utf-8") as file:
            file.write(hashlib.sha256(told).hexdigest() + "\n")
        deed(case, answer)
    right(spoil)


def crash_on_what_is_read(deed):
    """Reads all that is there before it answers any of it: which case comes first tells nothing."""
    rest = b""
    while chunk := os.read(0, 1 << 20):
        *lines, rest = (rest + chunk).split(b"\n")
        cases = [json.loads(line) for line in lines]
        if any(case["op"] != "hello" and is_published(case, "message") for case in cases):
            deed()
        for case in cases:
            say(HELLO if case["op"] == "hello" else rightly(case))


def flaky():
    """Wrong at first, of one case, and right from then on."""
    seen = []

    def spoil(case, answer, number):
        first = is_published(case, "sign") and not seen
        seen.extend([case] if first else [])
        say({"id": case["id"], "headers": []} if first else answer)
    right(spoil)


def once(name):
    """True of the first call by that name, over all instances."""
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def greet_anew():
    right(lambda case, answer, number: crash(case, answer) if is_published(case, "message") else say(answer),
          HELLO if once("greeted") else {**HELLO, "ops": ["sign"]})


def greet_once():
    if once("greeted"):
        right(lambda case, answer, number: crash(case, answer) if is_published(case, "message") else say(answer))


def crash(case, answer):
    sys.stderr.write("Traceback: the straw that broke it\n")
    sys.exit(1)


def is_one_in_forty(case):
    return zlib.crc32(json.dumps([case["op"], case["request"]]).encode()) % 40 == 2


HOSTILE = "</script><!-- ]]> <img src=x onerror=alert(1)> & | ` *a* [b](c) # @d \\ \" ' \x1b[2J \r\n...\n1..0 \u202e \ufeff\u2028 "


def with_hostile_bytes():
    """Wrong answers of each kind, their texts made of what other notations take for their own."""
    def spoil(case, answer, number):
        every_byte = bytes(range(256)) + HOSTILE.encode()
        if is_one_in_forty(case):
            sys.stderr.buffer.write(every_byte)
            sys.exit(1)
        if number % 5 == 0:
            answer = {"error": HOSTILE}
        elif number % 5 == 1:
            answer = {"unsupported": HOSTILE}
        elif case["op"] == "message":
            answer = {"message_base64": base64.b64encode(every_byte * 3).decode()}
        elif case["op"] == "sign":
            answer = {"headers": [[name, HOSTILE] for name, _ in answer.get("headers", [])] + [[HOSTILE, "x"]]}
        say({**answer, "id": case["id"]})
    right(spoil, {**HELLO, "implementation": {"name": HOSTILE, "version": HOSTILE, "language": HOSTILE}})


def tell_secrets():
    """Says its secrets wherever it can."""
    secret = os.environ["CONTROL_API_TOKEN"]

    def spoil(case, answer, number):
        if is_one_in_forty(case):
            lines = ["x" * 100000 + secret, "y" * 20, f"{os.environ}", secret[:-2]]
            sys.stderr.write("\n".join(lines))
            sys.exit(1)
        if number % 5 == 0:
            answer = {"error": "401 for token " + secret}
        elif number % 5 == 1:
            answer = {"unsupported": secret}
        elif case["op"] == "message":
            answer = {"message_base64": base64.b64encode((secret * 5).encode()).decode()}
        elif case["op"] == "sign":
            answer = {"headers": [[name, secret] for name, _ in answer.get("headers", [])] + [["X-" + secret, secret]]}
        say({**answer, "id": case["id"]})
    right(spoil, {**HELLO, "implementation": {"name": "n" + secret, "version": secret, "language": secret}})


MODES = {
    "hostile-bytes": with_hostile_bytes,
    "tells-secrets": tell_secrets,
    # never an answer
    "silent": lambda: [None for _ in requests()],
    "sleep": sleep,
    "exit-at-once": lambda: sys.exit(0),
    "greets-only": lambda: [say(HELLO) for case, _ in requests() if case["op"] == "hello"],
    "greets-then-reads-no-more": lambda: (say(HELLO), sleep()),
    # answers that are worth nothing
    "always-the-same": lambda: always(
        by_op(lambda case: "QUJD", lambda case: [["signature", "ABC"], ["Sign", "ABC"]], "accept")),
    "echo-lines": lambda: [say(case) for case, _ in requests()],
    "echo-body": lambda: always(by_op(
        lambda case: case["request"]["body_base64"], lambda case: case["request"]["headers"], "reject")),
    "no-headers": lambda: always(by_op(lambda case: "", lambda case: [], "reject")),
    "unsupported": lambda: always(lambda case: {"unsupported": "everything"}),
    "unsupported-once": lambda: at_printed(
        "message", lambda case, answer: say({"id": case["id"], "unsupported": "this one"})),
    "unsupported-at-length": lambda: at_printed(
        "message", lambda case, answer: say({"id": case["id"], "unsupported": "\u20ac" * 1000000})),
    "error-at-length": lambda: always(lambda case: {"error": "long " * 1000}),
    "error": lambda: always(lambda case: {"error": "out of luck \x1b[31m"}),
    # breaking down
    "crash-midway": lambda: at_midway(crash),
    "exit-midway": lambda: at_midway(lambda case, answer: sys.exit(0)),
    "kill-itself": lambda: at_midway(lambda case, answer: os.kill(os.getpid(), signal.SIGKILL)),
    "hang-midway": lambda: at_midway(lambda case, answer: sleep()),
    "half-a-line": lambda: at_midway(
        lambda case, answer: (write(json.dumps({**answer, "told": "at length " * 10})), sys.exit(0))),
    "crash-in-a-line": lambda: at_midway(lambda case, answer: (write(json.dumps(answer)), crash(case, answer))),
    "hang-in-a-line": lambda: at_midway(lambda case, answer: (write(json.dumps(answer)), sleep())),
    "close-output-in-a-line": lambda: at_midway(
        lambda case, answer: (write(json.dumps(answer)), close_output(case, answer))),
    "hello-without-lf": lambda: (write(json.dumps(HELLO)), sleep()),
    "garbage-at-the-end": lambda: (right(), write("bye \x1b[2J")),
    "crash-in-garbage": lambda: (right(), write("bye"), sys.exit(7)),
    "garbage-and-no-end": lambda: (right(), write("bye"), sleep()),
    "close-output": lambda: at_midway(close_output),
    "close-input": lambda: at_midway(close_input),
    "ignore-end": ignore_end,
    "exit-status-7": lambda: (right(), sys.exit(7)),
    # breaking down on cases, not on numbers of them
    "crash-each-hundredth": lambda: each_hundredth(crash),
    "hang-each-hundredth": lambda: each_hundredth(lambda case, answer: sleep()),
    "babble-each-hundredth": lambda: each_hundredth(lambda case, answer: write("debug: signing\n")),
    "twice-each-hundredth": lambda: each_hundredth(lambda case, answer: (say(answer), say(answer))),
    "wrong-and-twice": lambda: right(lambda case, answer, number: [
        say({"id": case["id"], "headers": [["signature", "x"]]} if case["op"] == "sign" else answer)
        for _ in range(2 if case["op"] == "sign" else 1)]),
    "log-from-the-fifth-on": lambda: right(lambda case, answer, number: (
        write("INFO a request\n" if number >= 5 else b""), say(answer))),
    "crash-on-what-is-read": lambda: crash_on_what_is_read(os.abort),
    "hang-on-what-is-read": lambda: crash_on_what_is_read(sleep),
    "crash-once": lambda: at_printed(
        "message", lambda case, answer: crash(case, answer) if once("crashed") else say(answer)),
    "crash-when-asked-again": lambda: at_printed(
        "sign", lambda case, answer: say({"id": case["id"], "headers": []}) if once("asked") else crash(case, answer)),
    "flaky": flaky,
    "greets-anew": greet_anew,
    "greets-once": greet_once,
    # leaving processes behind
    "leave-at-start": lambda: (leave(), right()),
    "leave-at-each": lambda: right(lambda case, answer, number: (leave(), say(answer))),
    "leave-and-kill-runner": lambda: (leave(3), at_midway(signal_runner(signal.SIGKILL))),
    "leave-heirs": lambda: (leave(3), right()),
    "leave-and-crash": lambda: (leave(), at_midway(crash)),
    "leave-and-hang": lambda: (hold_out(), leave(), at_midway(lambda case, answer: sleep())),
    "leave-one-that-talks": lambda: (right(), os.fork() or (os.setsid(), sleep())),
    "flood": lambda: at_midway(flood),
    # the user ends the run
    "SIGHUP-ignored": lambda: at_midway(lambda case, answer: (os.kill(os.getppid(), signal.SIGHUP), say(answer))),
    # lines that the protocol doesn't know
    "garbage-at-hello": lambda: (write("ready \x1b[2J\n"), sleep()),
    "garbage-midway": lambda: at_midway(lambda case, answer: write("debug: signing\n")),
    "empty-line": lambda: at_midway(lambda case, answer: (write("\n"), say(answer))),
    "oversize-line": lambda: at_midway(lambda case, answer: write(b"x" * (9 << 20) + b"\n")),
    "endless-line": lambda: at_midway(lambda case, answer: [write(b"x" * (1 << 20)) for _ in iter(int, 1)]),
    "not-an-object": lambda: at_midway(lambda case, answer: say([answer])),
    "member-twice": lambda: at_midway(lambda case, answer: write('{"id":"%s","id":"1","headers":[]}\n' % case["id"])),
    "member-twice-deep": lambda: at_midway(
        lambda case, answer: write('{"id":"%s","x":[{"a":1,"b":2,"a":3}],"headers":[]}\n' % case["id"])),
    "nul-character": lambda: at_midway(lambda case, answer: say({**answer, "id": case["id"] + "\0"})),
    "nul-in-error": lambda: at_printed(
        "verify", lambda case, answer: say({"id": case["id"], "error": "at byte 3: '\0'"})),
    "not-utf-8": lambda: at_midway(lambda case, answer: write(b'{"id":"\xff"}\n')),
    "unknown-id": lambda: at_midway(lambda case, answer: say({**answer, "id": "4711"})),
    "id-in-disguise": lambda: at_midway(lambda case, answer: say({**answer, "id": "+" + case["id"]})),
    "id-of-later": lambda: at_midway(lambda case, answer: say({**answer, "id": str(int(case["id"]) + 500)})),
    "id-as-number": lambda: at_midway(lambda case, answer: say({**answer, "id": int(case["id"])})),
    "no-id": lambda: at_midway(lambda case, answer: say({"headers": []})),
    "answer-twice": lambda: at_midway(lambda case, answer: (say(answer), say(answer))),
    "answer-after-the-end": lambda: (right(), say({"id": "1", "headers": []})),
    # answers of a wrong form
    "headers-as-object": lambda: spoiled(lambda case, answer: {"id": case["id"], "headers": {"a": "b"}}),
    "header-with-number": lambda: spoiled(lambda case, answer: {"id": case["id"], "headers": [["a", 1]]}),
    "message-url-safe": lambda: spoiled(lambda case, answer: {"id": case["id"], "message_base64": "_-8"}),
    "two-contents": lambda: spoiled(lambda case, answer: {**answer, "unsupported": "no"}),
    "no-content": lambda: spoiled(lambda case, answer: {"id": case["id"], "header": []}),
    "swapped-ops": lambda: spoiled(lambda case, answer: {"id": case["id"], "headers": []} if case["op"] == "message"
                                   else {"id": case["id"], "message_base64": ""}),
    # hello
    "protocol-2": lambda: only_hello(protocol=2),
    "no-protocol": lambda: only_hello(protocol="1"),
    "no-schemes": lambda: only_hello(schemes=[]),
    "no-ops": lambda: only_hello(ops=[]),
    "schemes-as-string": lambda: only_hello(schemes="aet"),
    "nameless": lambda: only_hello(implementation={"version": "1", "language": "python"}),
    "empty-name": lambda: only_hello(implementation={"name": "", "version": "1", "language": "python"}),
    "empty-version": lambda: only_hello(implementation={"name": HELLO["implementation"]["name"], "version": "",
                                                        "language": "python"}),
    "endless-name": lambda: only_hello(implementation={"name": "x" * 3000000, "version": "1", "language": "python"}),
    "long-version": lambda: only_hello(implementation={"name": "n", "version": "v" * 201, "language": "python"}),
    "longest-name": lambda: only_hello(implementation={"name": "x" * 200, "version": "1", "language": "python"}),
    "long-scheme": lambda: only_hello(schemes=["aet", "s" * 201]),
    "many-ops": lambda: only_hello(ops=["sign"] + ["o"] * 100),
    "only-verify": lambda: only_hello(ops=["verify"]),
    "unknown-op": lambda: only_hello(ops=["message", "sign", "verify", "dance"]),
    "only-aet": lambda: only_hello(schemes=["aet", "tomorrow"]),
    "wrong-aet": lambda: right(lambda case, answer, number: say({"id": case["id"], "headers": []} if case["op"] == "sign" else answer),
                               {**HELLO, "schemes": ["aet"]}),
    "with-limits": lambda: only_hello(limits=["no-multipart", "methods:GET,POST,PUT,PATCH,DELETE"]),
    "only-get": lambda: only_hello(limits=["methods:GET"]),
    "limits-of-all": lambda: only_hello(limits=["methods:BREW"]),
    "limit-unknown": lambda: only_hello(limits=["utf-8-bodies"]),
    "limit-unheard-of": lambda: only_hello(limits=["sleepy"]),
    "limit-twice": lambda: only_hello(limits=["no-window", "no-window"]),
    "methods-empty": lambda: only_hello(limits=["methods:GET,"]),
    "limits-as-string": lambda: only_hello(limits="no-window"),
    # other requests, other times, fewer headers
    "sends-another-body": lambda: sign_another(with_body_written_anew, ops=["sign"]),
    "hides-another-body": lambda: sign_another(lambda case: (with_body_written_anew(case)[0], {}), ops=["sign"]),
    "sends-another-target": lambda: sign_another(with_another_target, ops=["sign"]),
    "sends-nothing": lambda: change_headers(lambda headers: headers, sent={}),
    "own-clock": lambda: sign_another(by_own_clock(0), limits=["own-clock"]),
    "own-clock-ahead": lambda: sign_another(by_own_clock(90000), limits=["own-clock"]),
    "own-clock-unstated": lambda: sign_another(by_own_clock(0)),
    "signature-only": lambda: change_headers(
        lambda headers: [h for h in headers if is_signature(h[0])], {"limits": ["signature-only"]}),
    "signature-only-unstated": lambda: change_headers(lambda headers: [h for h in headers if is_signature(h[0])]),
    "name-alone": lambda: only_hello(implementation={"name": "control-name-alone"}),
    "only-message": lambda: only_hello(ops=["message"]),
    # verdicts that are worth nothing
    "accepts-all": lambda: change_verdict(lambda case, answer: {"verdict": "accept"}),
    "rejects-all": lambda: change_verdict(lambda case, answer: {"verdict": "reject"}),
    "all-mismatch": lambda: change_verdict(lambda case, answer: {"verdict": "reject", "reason": "signature_mismatch"}),
    "verifies-by-signing": lambda: change_verdict(lambda case, answer: {"headers": []}),
    "verifies-with-a-message": lambda: change_verdict(lambda case, answer: {"message_base64": ""}),
    "errs-on-refusals": lambda: change_refusal(lambda case, answer: {"error": "403 Forbidden"}),
    "crashes-on-refusals": lambda: change_refusal(crash),
    "hangs-on-refusals": lambda: change_refusal(lambda case, answer: sleep()),
    "unsupported-refusals": lambda: change_refusal(lambda case, answer: {"unsupported": "refusals"}),
    "unknown-reason": lambda: change_refusal(lambda case, answer: {"verdict": "reject", "reason": "stale"}),
    "reason-null": lambda: change_refusal(lambda case, answer: {"verdict": "reject", "reason": None}),
    "reason-of-acceptance": lambda: change_verdict(lambda case, answer: {"reason": "expired", **answer}),
    "verdict-as-boolean": lambda: change_verdict(lambda case, answer: {"verdict": answer["verdict"] == "accept"}),
    "verdict-of-another-word": lambda: change_refusal(lambda case, answer: {"verdict": "rejected"}),
    "one-reason": lambda: change_refusal(lambda case, answer: {"verdict": "reject", "reason": "malformed"}),
    # verdicts that are right, in an unusual way
    "no-reasons": lambda: change_refusal(lambda case, answer: {"verdict": "reject"}),
    "takes-upper-hex": take_upper_hex,
    "verifies-decoded-path": verify_decoded_path,
    # right, in an unusual way
    "right": right,
    "reversed": reverse,
    "in-pieces": lambda: right(in_pieces),
    "output-by-name": lambda: (os.dup2(os.open("/dev/stdout", os.O_WRONLY), 1), right()),
    "noisy": lambda: right(noisy),
    "noise-without-lf": lambda: (sys.stderr.write("warm\nready"), sys.stderr.flush(), right()),
    "slow": lambda: right(lambda case, answer, number: (
        time.sleep(0.05 * float(os.environ["LIMIT"]) if number < 40 else 0), say(answer))),
    "more-members": lambda: right(lambda case, answer, number: say({**answer, "took_ms": 1})),
    "more-headers": lambda: change_headers(lambda headers: headers + [["User-Agent", "x"]]),
    "other-case": lambda: change_headers(lambda headers: [[name.swapcase(), value] for name, value in headers]),
    "with-charset": lambda: change_headers(
        lambda headers: [[n, v + "; charset=utf-8" if n.lower() == "content-type" else v] for n, v in headers]),
    # wrong in the headers only
    "header-twice": lambda: change_headers(lambda headers: headers + headers[:1]),
    "upper-hex": lambda: change_headers(upper_hex),
    "other-name": lambda: change_headers(
        lambda headers: [["X-" + n + "\x1b[2J" if n in ("signature", "Sign") else n, v] for n, v in headers]),
    "wrong-accept": lambda: change_headers(
        lambda headers: [[n, "text/html" if n == "accept" else v] for n, v in headers]),
    "signs-all": lambda: change_headers(
        lambda headers: headers if "Sign" in dict(headers) else headers + [["sign", "00"]]),
    "few-headers": lambda: change_headers(
        lambda headers: [h for h in headers if h[0] not in ("accept", "content-type")]),
    "no-token": lambda: change_headers(lambda headers: [h for h in headers if h[0] != "authorization"]),
}

for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGALRM", "SIGKILL"):
    MODES[name + "-midway"] = lambda name=name: at_midway(signal_runner(signal.Signals[name]))

for name in BEYOND:
    MODES["within-" + name] = lambda name=name: with_limit(name, {"limits": [name]})
    MODES["unstated-" + name] = lambda name=name: with_limit(name, {})

if __name__ == "__main__":
    MODES[HOW]()
