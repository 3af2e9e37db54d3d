#!/usr/bin/env python3
"""secrets-in-json.py REQSIG SCHEME: no secret is in what explain and verify print with --format json, in text or in base64, in
whichever place of a request and form it stands."""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SECRET = "Sup3r+Secret-Key"
SCHEMES = {
    "ambro": (["app_id"], ["api_key", "api_secret"], ["X-Amb-Access-Sig", "X-Amb-Access-Ts", "X-Amb-App-Id"]),
    "calypso": (["api_key"], ["secret_key"], ["Key", "Sign"]),
    "aet": ([], ["token", "secret_key"], ["timestamp", "signature", "authorization"]),
    "bitpro": (["api_key"], ["secret_key"], ["Authorization", "Content-MD5", "Date"]),
    "crm": ([], ["api_key"], ["key", "signature"]),
}


def forms():
    data = SECRET.encode()
    yield SECRET
    yield SECRET.upper()
    yield data.hex()
    yield "".join(f"%{byte:02x}" for byte in data)
    for before in b"", b"x", b"xy":
        yield base64.b64encode(before + data).decode()


def places(scheme, form, headers):
    """Method, target, body and headers of requests with the form in them."""
    yield "POST", f"/v3/{form}/x?a=b", '{"timestamp":1}', []
    yield "GET", f"/v3?a={form}", "", []
    yield "POST", "/v3", '{"timestamp":1,"key":"' + form + '"}', []
    if scheme == "aet":  # the body follows the path in the message
        yield "POST", f"/{form[:9]}", form[9:], []
    for name in headers + ["X-Other"]:
        yield "POST", "/v3", '{"timestamp":1}', [f"{name}: {form}"]
        yield "POST", "/v3", '{"timestamp":1}', [f"{name}: Bearer x", f"{name}: Bearer {form}"]


def printed(value):
    """All that an object tells: each text, and what each base64 stands for."""
    if isinstance(value, str):
        yield value.encode()
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from printed(item)
    for name, item in value.items() if isinstance(value, dict) else ():
        if name.endswith("_base64"):
            yield base64.b64decode(item)


def main(reqsig, scheme):
    num_runs = 0
    public, secrets, headers = SCHEMES[scheme]
    for secret in secrets:
        others = {name: f"other.{name}" for name in public + secrets}
        pathlib.Path("c.json").write_text(json.dumps({**others, secret: SECRET}))
        for form in forms():
            for method, target, body, fields in places(scheme, form, headers):
                head = "\r\n".join([f"{method} {target} HTTP/1.1", "Host: a", *fields, f"Content-Length: {len(body)}"])
                for command in "explain", "verify":
                    result = subprocess.run([reqsig, command, scheme, "--credentials", "c.json", "--now", "1700000000123",
                                             "--format", "json"], input=f"{head}\r\n\r\n{body}", capture_output=True, text=True)
                    assert result.returncode in (0, command == "verify") and not result.stderr, result
                    told = b"\n".join(printed(json.loads(result.stdout))).lower()
                    runs = [text[i:i + 8].lower() for text in (form, SECRET) for i in range(len(text) - 7)]
                    shown = [run for run in runs if run.encode() in told]
                    assert not shown, f"{scheme}: {command} shows {shown} of {secret}: {head}"
                num_runs += 1
    print(num_runs, "runs, no secret")


program = str(pathlib.Path(sys.argv[1]).resolve(strict=True))
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    main(program, sys.argv[2])
