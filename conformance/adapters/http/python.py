#!/usr/bin/env python3
"""Parsers of Python for reqsig test --http. Run it with:

    reqsig test --http -- python3 conformance/adapters/http/python.py PARSER

PARSER is http.server, of Python itself, or a package: aiohttp, gunicorn, h11, httptools, waitress.
"""

import base64
import io
import json
import sys


class Refused(Exception):
    """Why a request is not taken."""


def left(rest):
    if rest:
        raise Refused(f"{len(rest)} bytes are left")


def text(value):
    """As JSON can say it: without U+0000 and halves of surrogate pairs."""
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "replace").replace("\0", "\ufffd")


def octets(value):
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")


def http_server():
    """http.server leaves the body to the program: this one reads it as programs do, by Content-Length."""
    import http.server
    import platform

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        taken = None

        def setup(self):
            self.rfile, self.wfile = io.BytesIO(self.request), io.BytesIO()

        def handle(self):
            self.handle_one_request()

        def finish(self):
            pass

        def log_message(self, *_):
            pass

        def __getattr__(self, name):
            if not name.startswith("do_"):
                raise AttributeError(name)
            return self.take

        def take(self):
            if "Transfer-Encoding" in self.headers:
                raise Refused("the body's framing is left to the program")
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:
                raise Refused("the body is cut")
            left(self.rfile.read())
            self.taken = self.command, self.path, self.headers.items(), body

    def parse(raw):
        handler = Handler(raw, ("", 0), None)
        if handler.taken:
            return handler.taken
        raise Refused(handler.wfile.getvalue().split(b"\r\n")[0].decode("latin-1") or "no request is told")

    return parse, platform.python_version()


def of_h11():
    import h11

    def parse(raw):
        connection, body, request = h11.Connection(h11.SERVER), b"", None
        connection.receive_data(raw)
        while True:
            event = connection.next_event()
            if isinstance(event, h11.Request):
                request = event
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                left(connection.trailing_data[0])
                return request.method, request.target, request.headers.raw_items(), body
            elif event is h11.NEED_DATA:
                connection.receive_data(b"")
            else:
                raise Refused(f"the connection is {type(event).__name__}")

    return parse, h11.__version__


def of_httptools():
    import httptools

    class Taker:
        def __init__(self):
            self.target, self.headers, self.body, self.messages, self.whole = b"", [], b"", 0, False

        def on_message_begin(self):
            self.messages += 1

        def on_url(self, url):
            self.target += url

        def on_header(self, name, value):
            if not self.whole:
                self.headers.append((name, value))

        def on_body(self, body):
            self.body += body

        def on_message_complete(self):
            self.whole = True

    def parse(raw):
        taker = Taker()
        parser = httptools.HttpRequestParser(taker)
        try:
            parser.feed_data(raw)
        except httptools.HttpParserUpgrade as upgrade:
            left(raw[upgrade.args[0] :])
        if taker.messages > 1:
            raise Refused("a second request begins behind the first")
        if not taker.whole:
            raise Refused("the request does not end")
        return parser.get_method(), taker.target, taker.headers, taker.body

    return parse, httptools.__version__


def of_aiohttp():
    import asyncio

    import aiohttp
    from aiohttp.base_protocol import BaseProtocol
    from aiohttp.http_parser import HttpRequestParser

    loop = asyncio.new_event_loop()

    def parse(raw):
        parser = HttpRequestParser(BaseProtocol(loop), loop, 2**16)
        messages, _, rest = parser.feed_data(raw)
        parser.feed_eof()
        left(rest)
        if len(messages) != 1:
            raise Refused(f"{len(messages)} requests are told")
        message, payload = messages[0]
        if payload.exception():
            raise payload.exception()
        if not payload.is_eof():
            raise Refused("the body is cut")
        return message.method, message.path, message.raw_headers, payload.read_nowait()

    return parse, aiohttp.__version__


def of_gunicorn():
    import gunicorn
    from gunicorn.config import Config
    from gunicorn.http.parser import RequestParser

    def parse(raw):
        request = next(RequestParser(Config(), iter([raw]), ("127.0.0.1", 1)))
        body = request.body.read()
        length = dict(request.headers).get("CONTENT-LENGTH")
        if length and len(body) < int(length):
            raise Refused("the body is cut")
        left(request.unreader.read())
        return request.method, request.uri, request.headers, body

    return parse, gunicorn.__version__


def of_waitress():
    from importlib.metadata import version

    from waitress.adjustments import Adjustments
    from waitress.parser import HTTPRequestParser

    def parse(raw):
        parser = HTTPRequestParser(Adjustments())
        rest = raw
        while rest and not parser.completed:
            rest = rest[parser.received(rest) :]
        if parser.error:
            raise Refused(f"{parser.error.code} {parser.error.reason}: {parser.error.body}")
        if not parser.completed or parser.empty:
            raise Refused("the request does not end")
        left(rest)
        headers = [(name.replace("_", "-"), value) for name, value in parser.headers.items()]
        body = parser.get_body_stream().read()
        if parser.chunked:  # it tells the length that it counted, in place of the coding
            headers = [("TRANSFER-ENCODING", "chunked") if name == "CONTENT-LENGTH" else (name, value) for name, value in headers]
        return parser.command, parser.request_uri, headers, body

    return parse, version("waitress")


PARSERS = {
    "aiohttp": of_aiohttp,
    "gunicorn": of_gunicorn,
    "h11": of_h11,
    "http.server": http_server,
    "httptools": of_httptools,
    "waitress": of_waitress,
}


def answer(parse, raw):
    try:
        method, target, headers, body = parse(raw)
    except Exception as error:  # each parser has its own for what it refuses
        return {"refused": text(f"{type(error).__name__}: {error}")}
    pairs = [[text(name), base64.b64encode(octets(value)).decode()] for name, value in headers]
    request = {"method": text(method), "target": text(target), "headers_base64": pairs}
    return {"request": {**request, "body_base64": base64.b64encode(body).decode()}}


def main():
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in PARSERS:
        sys.exit(f"usage: python.py {'|'.join(PARSERS)}")
    parse, version = PARSERS[name]()
    implementation = {"name": name, "version": version, "language": "python"}
    hello = {"protocol": 1, "implementation": implementation, "schemes": [], "ops": ["parse"]}
    for line in sys.stdin.buffer:
        question = json.loads(line)
        if question["op"] == "hello":
            print(json.dumps(hello), flush=True)
        elif question["op"] == "parse":
            answered = answer(parse, base64.b64decode(question["raw_base64"]))
            print(json.dumps({"id": question["id"], **answered}), flush=True)
        else:
            print(json.dumps({"id": question["id"], "unsupported": question["op"]}), flush=True)


if __name__ == "__main__":
    main()
