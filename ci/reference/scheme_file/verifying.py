"""A signed request, examined: everything that is wrong with it, of which a verdict tells the first kind."""

import base64
import re

from . import json_text, times
from .parameters import TooMany, chosen
from .parameters import values as parameter_values
from .rules import Coded, Items, mac_place, placeholders, tells_day
from .signing import given_of, goes_with_every_request, message_of
from .values import Absent, Doubled, NotOfForm, content_type, encoded, from_base64, sent, value

STAGES = (("malformed", "missing"), ("unknown_key",), ("digest_mismatch",), ("signature_mismatch",), ("expired", "not_yet_valid"))
LONGEST_NAMES = 4096
LONGEST_NONCE = 128
LONGEST_CODED = 512
LAST_DAY_MS = 253402300799999  # of the year 9999
SIZES = {"md5": 16, "sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64}


class Examination:
    def __init__(self, rules, credentials, now_ms, request):
        self.rules, self.credentials, self.now_ms = rules, credentials, now_ms
        self.given = given_of(rules, credentials, request)
        self.failures = []
        self.time_ms = None
        self.macs = []  # raw
        self.names = []  # of the headers that are said to be signed
        self.days = []  # what is to be the day of the time

    def is_unreadable(self):
        return bool(set(STAGES[0]) & set(self.failures))

    def verdict(self):
        if not self.failures:
            return {"verdict": "accept"}
        failed = next(stage for stage in STAGES if set(stage) & set(self.failures))
        return {"verdict": "reject", "reason": next(reason for reason in self.failures if reason in failed)}


def verify(rules, credentials, now_ms, request):
    """The verdict, as a vector states it."""
    if any(credentials[piece.source] == "" for piece in placeholders(rules.key)):
        return {"verdict": "reject", "reason": "any"}
    this = Examination(rules, credentials, now_ms, request)
    examine(this)
    return this.verdict()


def examine(this):
    rules, request = this.rules, this.given.request
    if not rules.is_signed(request) and not has_signature(rules, request):
        for name, header in rules.headers.items():
            if goes_with_every_request(header, this.credentials):
                read_header(this, name, header)
        check_content_type(this)
        return
    for name, header in rules.headers.items():
        read_header(this, name, header)
    for name, pieces in rules.query.items():
        read_parameter(this, name, pieces)
    if not this.is_unreadable() and any(differs(this, placeholder, text) for placeholder, text in this.days):
        this.failures.append("malformed")
    for placeholder, text in this.names:
        if not this.is_unreadable():
            check_names(this, placeholder, text)
    if rules.timestamp and "from" in rules.timestamp:
        read_time_of_body(this)
    compare_macs(this)
    judge_time(this)


def check_content_type(this):
    """It is there once where some message depends on it."""
    lists = [rule for rule in this.rules.lists.values() if "form" in rule.each]
    pieces = placeholders(this.rules.message)
    if lists or any("unless-multipart" in piece.conditions or piece.source.startswith("form:") for piece in pieces):
        try:
            content_type(this.given)
        except Doubled:
            this.failures.append("malformed")


def has_signature(rules, request):
    header, name = mac_place(rules.headers), mac_place(rules.query)
    return bool(header and sent(request, header) or name and parameter_values(request, name))


def differs(this, placeholder, text):
    return text.encode("utf-8", "surrogateescape") != value(placeholder, this.given)


def check_names(this, placeholder, text):
    """The headers that are said to be signed are there, and those that must be are among them."""
    rule, named = this.rules.lists[placeholder.source], this.given.signed_names[placeholder.source]
    there = {name.lower() for name, _ in this.given.request.headers}
    wanted = {name for name in rule.only if name[-1] not in "?*"} | {name for name in there if chosen(rule, name)}
    if set(named) - there:
        this.failures.append("missing")
    elif wanted - set(named) or differs(this, placeholder, text):
        this.failures.append("malformed")


def read_parameter(this, name, pieces):
    values = parameter_values(this.given.request, name)
    if not values and may_be_absent(this, pieces):
        return
    if not values:
        this.failures.append("missing")
    elif len(values) > 1 or values[0] == b"":
        this.failures.append("malformed")
    else:
        read_value(this, pieces, values[0].decode("utf-8", "surrogateescape"))


def read_header(this, name, header):
    values = sent(this.given.request, name)
    if not values and may_be_absent(this, header):
        return
    if not values:
        this.failures.append("missing")
    elif len(values) > 1 or values[0] == "":
        this.failures.append("malformed")
    elif isinstance(header, Items):
        read_items(this, header, values[0])
    elif isinstance(header, Coded):
        read_coded(this, header, values[0])
    else:
        read_value(this, header, values[0])


def read_coded(this, header, text):
    """Base64 as an encoder writes it, of at most as many bytes as a verifier has room for, with the text before it."""
    try:
        plain = from_base64(text.removeprefix(header.prefix).encode("utf-8", "surrogateescape"))
    except NotOfForm:
        plain = b""
    if not text.startswith(header.prefix) or not plain or len(header.prefix.encode("utf-8")) + len(plain) > LONGEST_CODED:
        this.failures.append("malformed")
        return
    read_value(this, header.pieces, plain.decode("utf-8", "surrogateescape"))


def may_be_absent(this, header):
    """Where signing would write nothing, it sends no such header."""
    if isinstance(header, (Items, Coded)) or any(piece.source in ("mac", "timestamp", "nonce") for piece in placeholders(header)):
        return False
    text = [piece.encode() if isinstance(piece, str) else value(piece, this.given) for piece in header]
    return not any(text)


def read_value(this, pieces, text):
    parted = part(pieces, text, this.rules)
    if parted is None and "no_prefix" in this.rules.accepts and isinstance(pieces[0], str):
        parted = part(pieces[1:], text, this.rules)
    if parted is None:
        this.failures.append("malformed")
        return
    for placeholder, there in parted:
        read_piece(this, placeholder, there)


def part(pieces, text, rules):
    """The placeholders, each with its part of the text; None if a literal is not where it has to be."""
    found, left = [], list(pieces)
    if isinstance(left[0], str):
        if not text.startswith(left[0]):
            return None
        text = text[len(left.pop(0)):]
    if left and isinstance(left[-1], str):
        if not text.endswith(left[-1]):
            return None
        text = text[:len(text) - len(left.pop())]
    while len(left) > 1:
        text, literal, last = text.rpartition(left[-2])
        if not literal:
            return None
        found.append((left.pop(), last))
        left.pop()
    if not left:
        return [] if text == "" else None
    return [(left[0], text), *reversed(found)]


def read_items(this, header, text):
    counts = [0] * len(header.items)
    for item in text.split(header.separator):
        at = next((i for i, (literal, _) in enumerate(header.items) if item.startswith(literal)), None)
        if at is not None:
            counts[at] += 1
            read_piece(this, header.items[at][1], item[len(header.items[at][0]):])
        elif not header.open:
            this.failures.append("malformed")
    for count, (_, placeholder) in zip(counts, header.items):
        if count == 0 or (count > 1 and not (header.open and placeholder.source == "mac")):
            this.failures.append("malformed")


def read_piece(this, placeholder, text):
    if placeholder.source == "mac":
        raw = decoded(placeholder.forms[0][0], text, SIZES[this.rules.hmac], this.rules.accepts)
        this.macs.append(raw)
        if raw is None:
            this.failures.append("malformed")
    elif placeholder.source in this.rules.lists:
        this.given.signed_names[placeholder.source] = text.lower().split(this.rules.lists[placeholder.source].join) if text else []
        this.names.append((placeholder, text))
        if len(text.encode("utf-8", "surrogateescape")) > LONGEST_NAMES:
            this.failures.append("malformed")
    elif placeholder.source == "nonce":
        this.given.nonce = text
        if not 1 <= len(text.encode("utf-8", "surrogateescape")) <= LONGEST_NONCE:
            this.failures.append("malformed")
    elif placeholder.source == "timestamp" and placeholder.forms:
        this.days.append((placeholder, text))
    elif placeholder.source == "timestamp":
        this.given.timestamp, this.time_ms = text, times.read(this.rules.timestamp["format"], text)
        if this.time_ms is None or tells_day(this.rules) and not 0 <= this.time_ms <= LAST_DAY_MS:
            this.failures.append("malformed")
    elif placeholder.source in this.credentials:
        if text.encode("utf-8", "surrogateescape") != value(placeholder, this.given):
            this.failures.append("unknown_key")
    else:
        read_digest(this, placeholder, text)


def read_digest(this, placeholder, text):
    digest, encoding = placeholder.forms[-1]
    if decoded(encoding, text, SIZES[digest], {}) is None:
        this.failures.append("malformed")
    elif text.encode("utf-8") != value(placeholder, this.given):
        this.failures.append("digest_mismatch")


def decoded(encoding, text, size, accepts):
    """The bytes; None for text that is not written as signing writes it, or as a leniency allows."""
    if encoding == "hex":
        digits = "[0-9A-Fa-f]" if "upper_case_hex" in accepts else "[0-9a-f]"
        return bytes.fromhex(text) if re.fullmatch(digits + "{%d}" % (2 * size), text) else None
    if encoding.endswith("-unpadded"):
        raw = decoded(encoding.removesuffix("-unpadded"), text + "=" * (-len(text) % 4), size, ())
        return raw if raw is not None and not text.endswith("=") else None
    if "unpadded_base64" in accepts and len(text) == len(base64.b64encode(bytes(size)).rstrip(b"=")):
        text += "=" * (-len(text) % 4)
    try:
        raw = base64.b64decode(text.encode("utf-8"), b"-_" if encoding == "base64url" else None, validate=True)
    except ValueError:
        return None
    return raw if len(raw) == size and encoded(encoding, raw).decode() == text else None


def read_time_of_body(this):
    format_name, name = this.rules.timestamp["format"], this.rules.timestamp["from"].removeprefix("json-number:/")
    try:
        content = json_text.value(this.given.request.body)
    except ValueError:
        content = None
    if not isinstance(content, json_text.Members):
        this.failures.append("malformed")
        return
    found = [value for member, value in content if member == name]
    if not found:
        this.failures.append("missing")
        return
    is_integer = len(found) == 1 and type(found[0]) is int
    this.time_ms = times.counted(format_name, found[0]) if is_integer else None
    if this.time_ms is None:
        this.failures.append("malformed")


def compare_macs(this):
    """Any of several may be right. Where the message can't be built, that is what is wrong."""
    try:
        this.given.timestamp, this.given.nonce = this.given.timestamp or "", this.given.nonce or ""
        message = message_of(this.rules, this.given)
    except Absent:
        this.failures.append("missing")
        return
    except (Doubled, TooMany):
        this.failures.append("malformed")
        return
    if this.given.hmac(message) not in this.macs:
        this.failures.append("signature_mismatch")


def judge_time(this):
    window = this.rules.timestamp
    if this.time_ms is None:
        return
    if "lifetime_ms" in window and this.time_ms < this.now_ms:
        this.failures.append("expired")
    within = 1 if "exclusive" in window else 0
    if "past_ms" in window and this.now_ms - this.time_ms > window["past_ms"] - within:
        this.failures.append("expired")
    if "future_ms" in window and this.time_ms - this.now_ms > window["future_ms"] - within:
        this.failures.append("not_yet_valid")
