"""
Requests with several faults at once, which no vector has: both implementations must find the same first one, and sign such a request
alike. The requests are drawn ones, signed and then spoiled; the library answers by the commands `reqsig verify` and `reqsig sign`.
"""

import json
import pathlib
import random
import re
import subprocess
import tempfile

from reference.scheme_file import signing, verifying
from reference.scheme_file.parameters import TooMany
from reference.scheme_file.values import Absent, NotOfForm
from vectors_check.signed import request_of

from . import computed

CHARACTERS = '0aF=,;:."+-% '
STEPS_MS = (-300_001, -300_000, -1, 1, 5000, 5001, 300_000, 300_001, 2_000_000)


def spoiled_text(draw, text):
    """Another text, which may be the same: a field of a list, a digit, a letter's case, a character."""
    separator = draw.choice(",;& ")
    parts, at = text.split(separator), draw.randrange(len(text) or 1)
    edits = (
        lambda: text[:at] + draw.choice(CHARACTERS) + text[at:],
        lambda: text[:at] + text[at + 1:],
        lambda: text[:at] + draw.choice("0123456789") + text[at + 1:],
        lambda: text.swapcase(),
        lambda: text + separator + text,
        lambda: separator.join(draw.sample(parts, len(parts))),
        lambda: separator.join(parts + [draw.choice(parts)]),
        lambda: separator.join(parts[1:]),
        lambda: text.replace("=", draw.choice(("", "%3D", "=="))),
        lambda: "",
    )
    return draw.choice(edits)().strip(" \t")


def spoil_header(draw, case):
    headers = case["request"]["headers"]
    if not headers:
        return
    at = draw.randrange(len(headers))
    name, value = headers.pop(at)
    if draw.random() < 0.8:
        headers.insert(at, [name, spoiled_text(draw, value)])
    if draw.random() < 0.2:
        headers.append([name.upper(), value])


def spoil_query(draw, case):
    path, mark, query = case["request"]["target"].partition("?")
    case["request"]["target"] = path + (mark or "?") + spoiled_text(draw, query)


def spoil_body(draw, case):
    case["request"]["body"] = spoiled_text(draw, case["request"]["body"])


def spoil_time(draw, case):
    case["now_ms"] = max(0, case["now_ms"] + draw.choice(STEPS_MS))


def spoil_credential(draw, case):
    name = draw.choice(list(case["credentials"]))
    case["credentials"][name] = spoiled_text(draw, case["credentials"][name]) or "other"


def spoiled(draw, vector):
    """The vector's signed request with up to three edits."""
    case = json.loads(json.dumps({name: vector[name] for name in ("credentials", "now_ms", "nonce") if name in vector}))
    case["request"] = json.loads(json.dumps(computed.signed_request(vector)))
    edits = [spoil_header, spoil_header, spoil_query, spoil_time, spoil_credential]
    for edit in draw.choices(edits + ([spoil_body] if "body" in case["request"] else []), k=draw.randrange(4)):
        edit(draw, case)
    if not any(name.lower() == "host" for name, _ in case["request"]["headers"]):
        case["request"]["headers"].append(["Host", "api.example"])
    return case


def message(case):
    """The request as it goes over the wire."""
    request = request_of(case["request"])
    lines = [f"{request.method} {case['request']['target']} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in request.headers if name.lower() not in ("content-length", "transfer-encoding")]
    lines.append(f"Content-Length: {len(request.body)}")
    return "\r\n".join(lines + ["", ""]).encode("utf-8") + request.body


class Command:
    """The library's answers, by its command."""

    def __init__(self, reqsig, name, folder):
        self.reqsig, self.name = reqsig, name
        self.credentials, self.request = folder / "credentials.json", folder / "request.http"

    def run(self, command, case, profiles):
        self.credentials.write_text(json.dumps(case["credentials"]), "utf-8")
        self.request.write_bytes(message(case))
        options = [word for profile in sorted(profiles) for word in ("--profile", profile)]
        if command == "sign" and "nonce" in case:
            options += ["--nonce", case["nonce"]]
        done = subprocess.run([self.reqsig, command, self.name, "--credentials", self.credentials, "--now", str(case["now_ms"]),
                               *options, self.request], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode < 0:
            raise RuntimeError(f"reqsig {command} {self.name} was ended by signal {-done.returncode}: {json.dumps(case)}")
        text = done.stdout.decode("utf-8", "replace")
        is_request = "an HTTP/1.1 request" not in re.sub(r"\s+", " ", text + done.stderr.decode("utf-8", "replace"))
        return done.returncode, text, is_request

    def verdict(self, case, profiles):
        """The verdict; None for what is no request, or no credential, to it."""
        code, text, is_request = self.run("verify", case, profiles)
        word, _, reason = text.partition("\n")[0].partition(" ")
        return {"verdict": word, **({"reason": reason} if reason else {})} if code <= 1 and is_request else None

    def headers(self, case, profiles):
        """The headers that signing gives, as lines."""
        code, text, is_request = self.run("sign", case, profiles)
        return text.splitlines() if code == 0 and is_request else None


def own_verdict(rules, case):
    try:
        return verifying.verify(rules, case["credentials"], case["now_ms"], request_of(case["request"]))
    except NotOfForm:
        return {"verdict": "error"}


def own_headers(rules, case):
    try:
        made = signing.sign(rules, case["credentials"], case["now_ms"], request_of(case["request"]), case.get("nonce"))
    except (Absent, NotOfForm, TooMany):
        return None
    return [f"{name}: {value}" for name, value in made.headers + made.also_sent]


def problems(reqsig, name, scheme, vectors, count, seed):
    """Lines for the requests that the two judge, or sign, otherwise."""
    draw, lines = random.Random(f"{name} {seed}"), []
    signed = [vector for vector in vectors if "twin" not in vector]
    with tempfile.TemporaryDirectory() as folder:
        command = Command(reqsig, name, pathlib.Path(folder))
        for number in range(count if signed else 0):
            case, (profiles, rules) = spoiled(draw, draw.choice(signed)), draw.choice(list(scheme.rules.items()))
            asked = ((command.verdict, own_verdict), (command.headers, own_headers))
            for theirs, ours in ((theirs(case, profiles), ours(rules, case)) for theirs, ours in asked):
                if theirs is not None and sorted(theirs) != sorted(ours or []) or theirs != ours and isinstance(theirs, dict):
                    lines.append(f"{name}, spoiled request {number} of seed {seed}, {sorted(profiles)}: {theirs}, and here {ours}: "
                                 f"{json.dumps(case)[:600]}")
    return lines
