"""The example adapter, whose answers come and go: unsteady.py dice | seventh | first-secret | slash-and-dice | never-twice |
accepts."""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../adapters/python"))
import adapter  # noqa: E402
import sign  # noqa: E402

HOW = sys.argv[1]
SECRETS = {"aet": "secret_key", "crm": "api_key"}
right = dict(adapter.OPS)
first = {}
count = 0


def wrong(op, *case):
    if op == "verify":
        accepted = right[op](*case)["verdict"] == "accept"
        return {"verdict": "reject" if accepted else "accept"}
    if op == "message":
        return {"message_base64": os.urandom(12).hex()}
    return {"headers": [[name, os.urandom(9).hex()] for name, _ in right[op](*case)["headers"]]}


def answer(op, scheme, credentials, now_ms, request):
    global count
    count += 1
    case = (scheme, credentials, now_ms, request)
    if HOW == "dice" and random.random() < 0.5 or HOW == "seventh" and count % 7 == 0:
        return wrong(op, *case)
    if HOW == "slash-and-dice" and op == "verify" and random.random() < 0.5:
        return wrong(op, *case)
    if HOW == "never-twice" and op != "verify":
        return wrong(op, *case)
    if HOW == "first-secret":
        name = SECRETS[scheme]
        case = (scheme, credentials | {name: first.setdefault(scheme, credentials[name])}, now_ms, request)
    if HOW == "accepts" and op == "verify":
        return {"verdict": "accept"}
    return right[op](*case)


def aet_with_slash(credentials, now_ms, request):
    request.path = "/" + request.path
    return aet(credentials, now_ms, request)


aet = sign.SCHEMES["aet"]
if HOW == "slash-and-dice":
    sign.SCHEMES["aet"] = aet_with_slash
for each in right:
    adapter.OPS[each] = lambda *case, op=each: answer(op, *case)
adapter.main()
