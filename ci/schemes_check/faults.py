"""
Requests with several faults at once, which no vector has: both implementations must find the same first one. The requests are drawn
ones, signed and then spoiled; the library judges them by the command `reqsig verify`.
"""

import json
import pathlib
import random
import re
import subprocess
import tempfile

from reference.scheme_file import verifying
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
    case = json.loads(json.dumps({name: vector[name] for name in ("credentials", "now_ms")}))
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


def verdict_of_command(reqsig, name, case, folder):
    """The verdict, or None for what is no request to it, or no credential."""
    credentials, request = folder / "credentials.json", folder / "request.http"
    credentials.write_text(json.dumps(case["credentials"]), "utf-8")
    request.write_bytes(message(case))
    done = subprocess.run([reqsig, "verify", name, "--credentials", credentials, "--now", str(case["now_ms"]), request],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode > 1 or "is not an HTTP/1.1 request" in re.sub(r"\s+", " ", text):
        return None
    word, _, reason = text.partition("\n")[0].partition(" ")
    return {"verdict": word, **({"reason": reason} if reason else {})}


def problems(reqsig, name, scheme, vectors, count, seed):
    """Lines for the requests of which the two give another verdict."""
    draw, lines = random.Random(f"{name} {seed}"), []
    signed = [vector for vector in vectors if "twin" not in vector]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count if signed else 0):
            case = spoiled(draw, draw.choice(signed))
            theirs = verdict_of_command(reqsig, name, case, pathlib.Path(folder))
            if theirs is None:
                continue
            try:
                ours = verifying.verify(scheme.default, case["credentials"], case["now_ms"], request_of(case["request"]))
            except computed.NotOfForm:
                ours = {"verdict": "error"}
            if ours != theirs:
                lines.append(f"{name}, spoiled request {number} of seed {seed}: {theirs}, and here {ours}: {json.dumps(case)[:600]}")
    return lines
