#!/usr/bin/env python3
"""check-json.py <CHECKS: whether JSON that the command printed is as its schema says. A check is a test's name, a file of
JSON, the name of its schema in vectors/, and expressions that must be true of the object d; a zero byte follows each of
these, and one more the check. In an expression b decodes base64, and explains(CREDENTIALS) is whether an explanation
agrees in itself and has the MAC that Python computes."""
import base64
import functools
import hashlib
import hmac
import json
import pathlib
import sys

SCHEMAS = pathlib.Path(__file__).parents[2] / "vectors"


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


def explains(d, credentials):
    check_bytes(d)
    if d["signed"]:
        check_message(d, json.loads(pathlib.Path(credentials).read_text()))
    return True


@functools.cache
def validator(schema):
    try:
        import jsonschema
    except ImportError:
        return lambda d: None  # its package is among those of ci/packages
    rules = json.loads((SCHEMAS / f"{schema}.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(rules)
    return jsonschema.Draft7Validator(rules).validate


def check(out, schema, *expressions):
    d = json.loads(pathlib.Path(out).read_bytes())
    validator(schema)(d)
    for expression in expressions:
        assert eval(expression, {"b": b, "d": d, "json": json, "explains": functools.partial(explains, d)}), expression


def main():
    checks = sys.stdin.buffer.read().decode().removesuffix("\0\0").split("\0\0")
    wrong = False
    for name, *arguments in (each.split("\0") for each in checks):
        try:
            check(*arguments)
        except Exception as error:
            wrong = True
            print(f"not ok - {name}\n#   {type(error).__name__}: {str(error)[:300]}")
    sys.exit(wrong)


main()
