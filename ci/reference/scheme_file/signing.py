"""A request, signed by the rules."""

import base64
import dataclasses

from vectors_check.signed import Signed

from . import parameters, times
from .mac import mac as mac_of
from .rules import Coded, Items, mac_place, placeholders
from .values import Given, encoded, sent, value

TARGET = ":path"  # among the headers of a signed request: the target to send


def bytes_of(pieces, given):
    return b"".join(piece.encode("utf-8") if isinstance(piece, str) else value(piece, given) for piece in pieces)


def message_of(rules, given):
    return bytes_of(rules.message, given)


def key_of(rules, given):
    """The key, or the last of those that come from it."""
    key = bytes_of(rules.key, Given(given.credentials))
    for step in rules.steps:
        key = next_key(rules, key, step, given)
    return key


def next_key(rules, key, step, given):
    """The MAC of the step under the key; with hmac it is text."""
    if isinstance(step[0], str) or not step[0].forms or step[0].forms[0][0] != "hmac":
        return mac_of(rules.hmac, key, bytes_of(step, given))
    text = dataclasses.replace(step[0], forms=())
    return encoded(step[0].forms[0][1], mac_of(rules.hmac, key, value(text, given)))


def given_of(rules, credentials, request, timestamp=None, is_signing=False):
    given = Given(credentials, request, timestamp, rules.lists, is_signing, (rules.timestamp or {}).get("format"))
    given.hmac = lambda data: mac_of(rules.hmac, key_of(rules, given), data)
    return given


def goes_with_every_request(header, credentials):
    return all(piece.source in credentials for piece in placeholders(header))


def written(header, put):
    """The value of a header or parameter; put gives the text of a placeholder."""
    text = lambda pieces: "".join(piece if isinstance(piece, str) else put(piece) for piece in pieces)
    if isinstance(header, Coded):
        return header.prefix + base64.b64encode(text(header.pieces).encode("utf-8")).decode()
    if isinstance(header, Items):
        return header.separator.join(map(text, header.items))
    return text(header)


def content_md5(rules, headers):
    """The digest that a vector states apart."""
    for name, text in headers:
        if [piece.forms for piece in placeholders(rules.headers[name])] == [(("md5", "base64"),)]:
            return text
    return None


def parameter(name, text):
    return b"=".join(parameters.encoded(part.encode("utf-8")) for part in (name, text)).decode()


def with_query(rules, request, put, but=None):
    """The request with the scheme's parameters behind the others, in place of any of the same names."""
    if not rules.query:
        return request
    others = [part.decode("utf-8") for part in parameters.without(parameters.query_of(request), rules.query)]
    values = [(name, written(there, put)) for name, there in rules.query.items() if name != but]
    query = "&".join(others + [parameter(name, text) for name, text in values if text])
    return dataclasses.replace(request, query=query or None)


def with_headers(rules, request, put, also_sent):
    """The request with the headers that signing adds, but those that are made of what is signed."""
    if not any("header" in rule.each for rule in rules.lists.values()):
        return request
    own = [[name, written(there, put)] for name, there in rules.headers.items()
           if not any(piece.source == "mac" or piece.source in rules.lists for piece in placeholders(there))]
    added = also_sent + [header for header in own if header[1]]
    names = {name.lower() for name, _ in added}
    return dataclasses.replace(request, headers=[header for header in request.headers if header[0].lower() not in names] + added)


def target_of(request):
    return request.path + ("" if request.query is None else "?" + request.query)


def sign(rules, credentials, now_ms, request, nonce=None):
    """What a vector file says of signing; message is None where the request isn't signed."""
    also_sent = [[name, text] for name, text in rules.also_sent.items() if not sent(request, name)]
    if not rules.is_signed(request):
        return unsigned(rules, credentials, also_sent)
    timestamp = None
    if rules.timestamp:
        timestamp = times.written(rules.timestamp["format"], now_ms + rules.timestamp.get("lifetime_ms", 0))
    given = given_of(rules, credentials, request, timestamp, is_signing=True)
    given.nonce = nonce
    own = lambda piece: value(piece, given).decode("utf-8")
    given.request = with_headers(rules, with_query(rules, request, own, but=mac_place(rules.query)), own, also_sent)
    message = message_of(rules, given)
    mac = given.hmac(message)
    put = lambda piece: encoded(piece.forms[0][0], mac).decode() if piece.source == "mac" else own(piece)
    headers = [[name, written(header, put)] for name, header in rules.headers.items()]
    digest = content_md5(rules, headers)
    headers = [header for header in headers if header[1]]
    if rules.query:
        headers.append([TARGET, target_of(with_query(rules, request, put))])
    return Signed(message, mac, digest, headers, also_sent)


def unsigned(rules, credentials, also_sent):
    """What goes with every request; a signer must not answer the MAC."""
    headers = [[name, written(header, lambda piece: credentials[piece.source])]
               for name, header in rules.headers.items() if goes_with_every_request(header, credentials)]
    return Signed(headers=headers, also_sent=also_sent, absent=[mac_place(rules.headers) or TARGET])
