"""
Route 1: Python's hmac, hashlib and base64, written from the five documents.

Each scheme is one function of the credentials, the time, the request and the set of other readings
that are in force. It answers a Signed, which expectation() writes the way a vector file does.
"""

import base64
import dataclasses
import datetime
import hashlib
import hmac
import itertools
import re

LONGEST_STORED_MESSAGE = 16 * 1024


@dataclasses.dataclass
class Signed:
    message: bytes = None  # None: such a request is not signed
    mac: bytes = None
    content_md5: str = None
    headers: list = dataclasses.field(default_factory=list)
    also_sent: list = dataclasses.field(default_factory=list)
    absent: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Request:
    method: str
    path: str  # the target up to the first "?"
    query: str  # the text behind it; None if there is no "?"
    headers: list
    body: bytes

    def header(self, name):
        """The first value of that name, in any letter case, or None."""
        return next((value for given, value in self.headers if given.lower() == name), None)


def request_of(stated):
    path, mark, query = stated["target"].partition("?")
    return Request(stated["method"], path, query if mark else None, stated["headers"], body_of(stated))


def body_of(stated):
    if "body" in stated:
        return stated["body"].encode("utf-8")
    if "body_base64" in stated:
        return base64.b64decode(stated["body_base64"], validate=True)
    rule = stated["body_repeat"]
    return (rule.get("prefix", "") + rule["text"] * rule["times"] + rule.get("suffix", "")).encode("utf-8")


def mac_of(digest, key, message):
    return hmac.new(key, message, digest).digest()


def base64_of(raw):
    return base64.b64encode(raw).decode("ascii")


def unless_borne(request, name, value):
    """A header of fixed value, which a request that bears the name already doesn't get."""
    return [] if request.header(name.lower()) is not None else [[name, value]]


def ambro(credentials, now_ms, request, readings):
    """The key's name and the time; nothing of the request."""
    timestamp = str(now_ms if "milliseconds" in readings else now_ms // 1000)
    message = (credentials["api_key"] + timestamp).encode("utf-8")
    mac = mac_of("sha256", credentials["api_secret"].encode("utf-8"), message)
    headers = [["X-Amb-Access-Sig", mac.hex()], ["X-Amb-Access-Ts", timestamp]]
    return Signed(message, mac, None, headers, [["X-Amb-App-Id", credentials["app_id"]]])


def calypso(credentials, _now_ms, request, readings):
    """The body as it goes on the wire, which bears its own timestamp."""
    headers = [["Key", credentials["api_key"]]]
    also_sent = unless_borne(request, "Content-Type", "application/json")
    signed = request.method.upper() == "POST" or ("any-method" in readings and request.body != b"")
    if not signed:
        return Signed(headers=headers, also_sent=also_sent, absent=["Sign"])
    mac = mac_of("sha512", credentials["secret_key"].encode("utf-8"), request.body)
    return Signed(request.body, mac, None, headers + [["Sign", mac.hex()]], also_sent)


def percent_decoded(path):
    """A "%" that no two hexadecimal digits follow stands for itself."""
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), path)


def canonical_base64(text):
    """The bytes that the text is the padded standard base64 of, or None."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if raw and base64_of(raw) == text else None


def aet_path(request, readings):
    path = request.path.encode("utf-8")
    if "path-decoded" in readings:
        path = percent_decoded(path)
    path = path.removeprefix(b"/")
    if "base-path-included" in readings:
        path = b"api/" + path
    if "query-included" in readings and request.query is not None:
        path += b"?" + request.query.encode("utf-8")
    return path


def aet(credentials, now_ms, request, readings):
    """Time, method, path without its leading slash, and the body unless it is multipart."""
    timestamp, method = str(now_ms), request.method.upper()
    multipart = (request.header("content-type") or "").lower().startswith("multipart/")
    body = b"" if multipart else request.body
    message = timestamp.encode() + method.encode() + aet_path(request, readings) + body
    key = credentials["secret_key"].encode("utf-8")
    if "secret-base64-decoded" in readings:
        key = canonical_base64(credentials["secret_key"]) or key
    mac = mac_of("sha256", key, message)
    headers = [["timestamp", timestamp], ["signature", base64_of(mac)]]
    also_sent = [["authorization", "Bearer " + credentials["token"]]]
    for name in ("accept", "content-type"):
        also_sent += unless_borne(request, name, "application/json")
    return Signed(message, mac, None, headers, also_sent)


def http_date(now_ms):
    """RFC 9110 section 5.6.7's preferred format, whatever the locale."""
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=now_ms // 1000)
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    date = f"{day}, {moment.day:02} {months[moment.month - 1]} {moment.year:04}"
    return f"{date} {moment.hour:02}:{moment.minute:02}:{moment.second:02} GMT"


def bitpro_digest(request, readings):
    if request.body == b"" and "md5-of-query" in readings and request.query:
        return base64_of(hashlib.md5(request.query.encode("utf-8")).digest())
    if request.body == b"" and "empty-md5-field" in readings:
        return ""
    return base64_of(hashlib.md5(request.body).digest())


def bitpro(credentials, now_ms, request, readings):
    """Method, digest of the body, path and date, joined by commas."""
    content_md5, date, uri = bitpro_digest(request, readings), http_date(now_ms), request.path
    if "query-included" in readings and request.query is not None:
        uri += "?" + request.query
    message = ",".join([request.method.upper(), content_md5, uri, date]).encode("utf-8")
    mac = mac_of("sha1", credentials["secret_key"].encode("utf-8"), message)
    authorization = f"Bitpro {credentials['api_key']}:{base64_of(mac)}"
    headers = [["Authorization", authorization], ["Content-MD5", content_md5], ["Date", date]]
    return Signed(message, mac, content_md5, [header for header in headers if header[1]])


def crm(credentials, _now_ms, request, _readings):
    """The body, keyed with the same key that is sent."""
    headers = [["key", credentials["api_key"]]]
    if request.method.upper() not in ("POST", "PATCH", "PUT") or request.body == b"":
        return Signed(headers=headers, absent=["signature"])
    mac = mac_of("sha256", credentials["api_key"].encode("utf-8"), request.body)
    return Signed(request.body, mac, None, headers + [["signature", "sha256=" + mac.hex()]])


SCHEMES = {
    "ambro": (ambro, ("milliseconds",)),
    "calypso": (calypso, ("any-method",)),
    "aet": (aet, ("query-included", "base-path-included", "secret-base64-decoded", "path-decoded")),
    "bitpro": (bitpro, ("query-included", "empty-md5-field", "md5-of-query")),
    "crm": (crm, ()),
}


def as_text(raw):
    """The text whose UTF-8 the bytes are, or None if there is none or it would hold U+0000."""
    try:
        return None if b"\0" in raw else raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def message_member(message):
    if len(message) > LONGEST_STORED_MESSAGE:
        return {"message_sha256": hashlib.sha256(message).hexdigest()}
    text = as_text(message)
    return {"message_base64": base64_of(message)} if text is None else {"message": text}


def expectation(signed):
    """The outcome in the members and the order that a vector file has."""
    stated = {"not_signed": True} if signed.message is None else message_member(signed.message)
    if signed.content_md5 is not None:
        stated["content_md5"] = signed.content_md5
    if signed.mac is not None:
        stated["mac"] = signed.mac.hex()
    stated["headers"] = signed.headers
    stated.update({name: getattr(signed, name) for name in ("also_sent", "absent") if getattr(signed, name)})
    return stated


def profiles(sign, names, default):
    """The other readings and their combinations, smaller ones first, each outcome once."""
    listed, outcomes = [], [default]
    for size in range(1, len(names) + 1):
        for chosen in itertools.combinations(names, size):
            outcome = expectation(sign(frozenset(chosen)))
            if outcome not in outcomes:
                outcomes.append(outcome)
                listed.append({"names": list(chosen), **outcome})
    return listed


def compute(scheme, vector):
    """What the vector's expect and profiles have to be, as {"expect": …, "profiles": […]}."""
    function, names = SCHEMES[scheme]
    request = request_of(vector["request"])
    sign = lambda readings: function(vector["credentials"], vector["now_ms"], request, readings)
    computed = {"expect": expectation(sign(frozenset()))}
    if vector["class"] not in ("golden", "silent"):
        found = profiles(sign, names, computed["expect"])
        computed.update({"profiles": found} if found else {})
    return computed


def differences(vector, computed):
    """One line for each member that is not what was computed."""
    problems = []
    for member in sorted({"expect", "profiles"} & (set(vector) | set(computed))):
        stated, right = vector.get(member), computed.get(member)
        if member == "expect" and vector["class"] == "golden" and stated is not None:
            # A document prints no more than this; also_sent and absent may be left out.
            right = {name: value for name, value in right.items() if name in stated or name not in OPTIONAL}
        if stated != right:
            problems += describe(member, stated, right)
    return problems


OPTIONAL = ("also_sent", "absent")


def describe(where, stated, right):
    if isinstance(stated, dict) and isinstance(right, dict):
        names = [name for name in {**stated, **right} if stated.get(name) != right.get(name)]
        pairs = [(f".{name}", stated.get(name), right.get(name)) for name in names]
    elif isinstance(stated, list) and isinstance(right, list) and len(stated) == len(right):
        pairs = [(f"[{i}]", a, b) for i, (a, b) in enumerate(zip(stated, right)) if a != b]
    else:
        return [f"{where}: stated {str(stated)[:200]!r}, route 1 has {str(right)[:200]!r}"]
    return [line for step, a, b in pairs for line in describe(where + step, a, b)]


def body_problems(vector):
    """The body is stated in the plainest member that can hold it."""
    stated = vector["request"]
    if "body_base64" in stated and as_text(body_of(stated)) is not None:
        return ["request.body_base64: these bytes are text, so they belong into body"]
    return []
