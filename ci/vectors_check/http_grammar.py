"""What a parser of requests needs of the grammars of RFC 9112, 9110 and 3986: lines, names, hosts, numbers."""

import re

REASONS = (
    "empty", "leading-empty-line", "method", "target", "target-byte", "target-escape", "version", "bare-cr",
    "bare-lf", "field-name", "space-before-colon", "field-value", "folded-line", "too-many-headers",
    "head-truncated", "host-missing", "host-twice", "host", "host-mismatch", "content-length",
    "content-length-twice", "length-and-encoding", "transfer-encoding", "chunk-size", "chunk-extension",
    "chunk-end", "trailer", "body-truncated", "trailing-bytes", "body-buffer-too-small",
)

LARGEST = 2**63 - 1

TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]*")  # RFC 9110 section 5.6.2, or nothing
BLANK = re.compile(rb"[ \t]*")
VALUE = re.compile(rb"[\t -~\x80-\xff]*")  # section 5.5
PATH_AND_QUERY = re.compile(rb"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*")  # RFC 3986 section 3.3
NAME = re.compile(rb"[A-Za-z0-9\-._~!$&'()*+;=]*")  # section 3.2.2, less escapes and the comma
ADDRESS = re.compile(rb"\[[0-9A-Fa-f:.]*")
DIGITS = re.compile(rb"[0-9]*")
HEX_DIGITS = re.compile(rb"[0-9A-Fa-f]*")


class Fault(Exception):
    """The request is rejected."""

    def __init__(self, reason, offset):
        super().__init__(reason, offset)
        self.reason, self.offset = reason, offset


def agreeing(text, expected):
    """How many bytes of the text are those that are expected, up to the first that isn't."""
    return next((index for index, byte in enumerate(expected) if text[index:index + 1] != bytes([byte])), len(expected))


class Line:
    """A line and what ends it: CRLF, a bare LF, a bare CR, a CR that is the input's last byte, or the input."""

    def __init__(self, raw, start, truncated):
        found = re.compile(rb"\r\n|\n|\r").search(raw, start)
        self.raw, self.start, self.truncated = raw, start, truncated
        self.end = found.start() if found else len(raw)
        self.ending = found.group() if found else b""
        self.text = raw[start:self.end]

    def match(self, pattern, at):
        """Where what the pattern takes from there ends."""
        return pattern.match(self.raw, at, self.end).end()

    def has(self, byte, at):
        return at < self.end and self.raw[at:at + 1] == byte

    def is_last_cr(self, at):
        return self.raw[at:] == b"\r"

    def stop(self, at, reason):
        """Refuses what stands there, unless something more telling can be said of it."""
        if at == len(self.raw):
            raise Fault(self.truncated, at)
        if at == self.end and self.ending == b"\n":
            raise Fault("bare-lf", at)
        if at == self.end and self.ending == b"\r" and not self.is_last_cr(at):
            raise Fault("bare-cr", at)
        raise Fault(reason, at)

    def finish(self, at, reason):
        """Where the next line begins, if this one is over there."""
        if at == self.end and self.is_last_cr(at):
            raise Fault(self.truncated, len(self.raw))
        if at < self.end or self.ending != b"\r\n":
            self.stop(at, reason)
        return at + 2


def first_too_large(raw, start, end, base, limit):
    """Where digits make a number that is too large, or their end."""
    for at in range(start, end):
        if int(raw[start:at + 1], base) > limit:
            return at
    return end


def authority(raw, at, end, port_wanted=False):
    """How far uri-host and port reach, and whether they are whole there (RFC 3986 section 3.2)."""
    if raw[at:at + 1] == b"[":
        close = ADDRESS.match(raw, at, end).end()
        if close - at < 3 or close == end or raw[close:close + 1] != b"]":
            return close, False
        host = close + 1
    else:
        host = NAME.match(raw, at, end).end()
        if host == at:
            return at, False
    if host == end or raw[host:host + 1] != b":":
        return host, not port_wanted
    digits = DIGITS.match(raw, host + 1, end).end()
    port = first_too_large(raw, host + 1, digits, 10, 65535)
    return port, port == digits and not (port_wanted and digits == host + 1)
