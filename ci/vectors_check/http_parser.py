"""
A strict parser of one whole HTTP/1.1 request, written from RFC 9112, 9110 and 3986, and from README.md of the
vectors where those leave a choice: what is rejected, for which of several reasons, and where.
"""

from .http_grammar import (BLANK, DIGITS, HEX_DIGITS, LARGEST, PATH_AND_QUERY, TOKEN, VALUE, Fault, Line, agreeing,
                           authority, first_too_large)

MAX_SIZE_DIGITS = 16


class Head:
    """What the head says, read line by line."""

    def __init__(self, raw, max_headers):
        self.raw, self.max_headers, self.headers = raw, max_headers, []
        self.authority = self.host = self.length = self.chunked = None
        self.next = self.read_request_line(Line(raw, 0, "head-truncated"))
        while not self.read_field(Line(raw, self.next, "head-truncated")):
            continue

    def read_request_line(self, line):
        if not self.raw:
            raise Fault("empty", 0)
        if line.ending.startswith(b"\r") and line.end == 0:
            line.stop(0, "leading-empty-line")
        end = line.match(TOKEN, 0)
        if end == 0 or not line.has(b" ", end):
            line.stop(end, "method")
        self.method = self.raw[:end]
        target_end = self.read_target(line, end + 1)
        self.target = self.raw[end + 1:target_end]
        return self.read_version(line, target_end + 1)

    def read_target(self, line, at):
        """The end of the target, which a space follows."""
        if self.method == b"CONNECT":
            return self.read_authority_form(line, at)
        if line.has(b"/", at):
            return self.read_path(line, at)
        if self.method == b"OPTIONS" and line.has(b"*", at):
            return self.end_target(line, at + 1, "target")
        return self.read_absolute_form(line, at)

    def end_target(self, line, at, reason):
        if not line.has(b" ", at):
            line.stop(at, "version" if at == line.end else reason)
        return at

    def read_path(self, line, at):
        end = line.match(PATH_AND_QUERY, at)
        if line.has(b"%", end):
            line.stop(min(line.match(HEX_DIGITS, end + 1), end + 2), "target-escape")
        return self.end_target(line, end, "target-byte")

    def read_authority_form(self, line, at):
        end, whole = authority(self.raw, at, line.end, port_wanted=True)
        if not whole:
            line.stop(end, "target")
        self.authority = self.raw[at:end]
        return self.end_target(line, end, "target")

    def read_absolute_form(self, line, at):
        text = self.raw[at:line.end].lower()
        reached, missing = max((agreeing(text, scheme), -len(scheme)) for scheme in (b"http://", b"https://"))
        if reached + missing < 0:
            line.stop(at + reached, "target")
        end, whole = authority(self.raw, at + reached, line.end)
        if not whole:
            line.stop(end, "target")
        self.authority = self.raw[at + reached:end]
        if line.has(b"/", end) or line.has(b"?", end):
            return self.read_path(line, end)
        return self.end_target(line, end, "target")

    def read_version(self, line, at):
        text = self.raw[at:line.end]
        same = agreeing(text, b"HTTP/1.")
        if text[same:same + 1] not in (b"0", b"1") or text[:same] != b"HTTP/1.":
            line.stop(at + same, "version")
        self.is_1_0 = text[same:] == b"0"
        return line.finish(at + same + 1, "version")

    def read_field(self, line):
        """True at the empty line that ends the head."""
        at = line.start
        if line.text == b"":
            self.next = line.finish(at, "field-name")
            self.check_host(at)
            return True
        if line.text[:1] in (b" ", b"\t"):
            raise Fault("folded-line", at)
        if len(self.headers) == self.max_headers:
            raise Fault("too-many-headers", at)
        colon = line.match(TOKEN, at)
        if line.match(BLANK, colon) > colon:
            raise Fault("space-before-colon", colon)
        if colon == at or not line.has(b":", colon):
            line.stop(colon, "field-name")
        value = line.match(BLANK, colon + 1)
        end = line.match(VALUE, value)
        self.next = line.finish(end, "field-value")
        self.note(self.raw[at:colon], self.raw[value:end].rstrip(b" \t"), at, value)
        return False

    def note(self, name, value, at, value_at):
        self.headers.append((name, value))
        special = {b"host": self.note_host, b"content-length": self.note_length,
                   b"transfer-encoding": self.note_encoding}.get(name.lower())
        if special:
            special(value, at, value_at)

    def note_host(self, value, at, value_at):
        if self.host:
            raise Fault("host-twice", at)
        self.host = (value, value_at)
        end, whole = authority(value, 0, len(value))
        if value and (not whole or end < len(value)):
            raise Fault("host", value_at + end)

    def note_length(self, value, at, value_at):
        if self.length is not None:
            raise Fault("content-length-twice", at)
        if self.chunked:
            raise Fault("length-and-encoding", at)
        digits = DIGITS.match(value).end()
        good = 1 if value[:1] == b"0" else first_too_large(value, 0, digits, 10, LARGEST)
        if not value or good < len(value):
            raise Fault("content-length", value_at + good)
        self.length = int(value)

    def note_encoding(self, value, at, value_at):
        if self.length is not None:
            raise Fault("length-and-encoding", at)
        if self.chunked or self.is_1_0:
            raise Fault("transfer-encoding", at)
        if value.lower() != b"chunked":
            raise Fault("transfer-encoding", value_at + agreeing(value.lower(), b"chunked"))
        self.chunked = True

    def check_host(self, empty_line):
        if not self.host:
            if not self.is_1_0:
                raise Fault("host-missing", empty_line)
            return
        value, value_at = self.host
        same = [self.authority] if self.method != b"CONNECT" else [self.authority, self.authority.rpartition(b":")[0]]
        if self.authority is not None and value.lower() not in [text.lower() for text in same]:
            raise Fault("host-mismatch", value_at)


def read_size(raw, at):
    """A chunk's size and where its data begins."""
    line = Line(raw, at, "body-truncated")
    end = line.match(HEX_DIGITS, at)
    good = min(first_too_large(raw, at, end, 16, LARGEST), at + MAX_SIZE_DIGITS, end)
    if good < end or end == at:
        line.stop(good, "chunk-size")
    if line.has(b";", end):
        raise Fault("chunk-extension", end)
    return int(raw[at:end], 16), line.finish(end, "chunk-size")


def read_chunks(raw, at):
    """The places of the chunks' data, and where the last chunk's empty line ends."""
    places = []
    while True:
        size, at = read_size(raw, at)
        if size == 0:
            line = Line(raw, at, "body-truncated")
            if line.text:
                raise Fault("trailer", at)
            return places, line.finish(at, "trailer")
        if size > len(raw) - at:
            raise Fault("body-truncated", len(raw))
        places.append((at, at + size))
        at += size
        if raw[at:at + 2] in (b"", b"\r"):
            raise Fault("body-truncated", len(raw))
        if raw[at:at + 2] != b"\r\n":
            raise Fault("chunk-end", at + (raw[at:at + 1] == b"\r"))
        at += 2


def check_room(places, max_body):
    room = max_body
    for start, end in places:
        if end - start > room:
            raise Fault("body-buffer-too-small", start + room)
        room -= end - start


def read_body(raw, head, max_body):
    if head.chunked:
        places, end = read_chunks(raw, head.next)
    else:
        end = head.next + (head.length or 0)
        places = [(head.next, end)]
        if end > len(raw):
            raise Fault("body-truncated", len(raw))
    if end < len(raw):
        raise Fault("trailing-bytes", end)
    if head.chunked and max_body is not None:
        check_room(places, max_body)
    return b"".join(raw[start:end] for start, end in places)


def parse(raw, max_headers=None, max_body=None):
    """(method, target, headers, body) as bytes; Fault if the request is rejected. Limits are only those given."""
    head = Head(raw, max_headers)
    return head.method, head.target, head.headers, read_body(raw, head, max_body)
