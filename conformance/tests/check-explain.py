#!/usr/bin/env python3
"""check-explain.py <CHECKS: whether what explain --format json printed is as its schema says, agrees in itself, and has
the MAC that Python computes. A check is a test's name, the file OUT, the file of the credentials, and expressions that
must be true of the object d, where b decodes base64; a zero byte follows each of these, and one more the check."""
import base64
import hashlib
import hmac
import json
import pathlib
import sys

SCHEMA = pathlib.Path(__file__).parents[2] / "vectors/explain.schema.json"


def b(encoded):
    return base64.b64decode(encoded, validate=True)


def every_object(value):
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every_object(item)


def check_bytes(d):
    """Every NAME_base64 has its NAME_length, and NAME exactly where the bytes are text."""
    for item in every_object(d):
        for name in [member[:-7] for member in item if member.endswith("_base64")]:
            data = b(item[name + "_base64"])
            assert item[name + "_length"] == len(data), name
            try:
                text = None if 0 in data else data.decode()
            except UnicodeDecodeError:
                text = None
            assert item.get(name) == text, name


def check_message(d, credentials):
    key = credentials[d["key"]["credential"]].encode()
    if d["key"]["base64_decoded"]:
        key = b(key)
    if "message_base64" not in d:
        return
    message = b(d["message_base64"])
    end = None
    for part in d["parts"]:
        value, offset = b(part["value_base64"]), part["offset"]
        assert message[offset:offset + len(value)] == value, part
        assert end is None or message[end:offset].decode() in ("", d.get("separator", "")), part
        end = offset + len(value)
    assert end == len(message)
    digest = d["mac"]["algorithm"].removeprefix("HMAC-").replace("SHA-", "sha")
    mac = hmac.new(key, message, getattr(hashlib, digest)).digest()
    assert d["mac"]["hex"] == mac.hex()
    assert d["signature"] in (mac.hex(), base64.b64encode(mac).decode())


def schema_check():
    try:
        import jsonschema
    except ImportError:
        return lambda d: None  # its package is among those of ci/packages
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate


def check(validate, out, credentials, *expressions):
    d = json.loads(pathlib.Path(out).read_bytes())
    validate(d)
    check_bytes(d)
    if d["signed"]:
        check_message(d, json.loads(pathlib.Path(credentials).read_text()))
    for expression in expressions:
        assert eval(expression, {"b": b, "d": d}), expression


def main():
    checks = sys.stdin.buffer.read().decode().removesuffix("\0\0").split("\0\0")
    validate, wrong = schema_check(), False
    for name, *arguments in (each.split("\0") for each in checks):
        try:
            check(validate, *arguments)
        except Exception as error:
            wrong = True
            print(f"not ok - {name}\n#   {error!r}")
    sys.exit(wrong)


main()
