"""A request, signed by the rules."""

from vectors_check.signed import Signed

from . import times
from .mac import mac as mac_of
from .rules import Items
from .templates import Placeholder
from .values import encoded, sent, value


def message_of(rules, request, credentials, timestamp):
    found = b""
    for piece in rules.message:
        found += piece.encode("utf-8") if isinstance(piece, str) else value(piece, request, credentials, timestamp)
    return found


def key_of(rules, credentials):
    return value(rules.key, None, credentials, None)


def placeholders(header):
    found = [piece for item in header.items for piece in item] if isinstance(header, Items) else header
    return [piece for piece in found if isinstance(piece, Placeholder)]


def goes_with_every_request(header, credentials):
    return all(piece.source in credentials for piece in placeholders(header))


def written(header, put):
    """The header's value; put gives the text of a placeholder."""
    text = lambda pieces: "".join(piece if isinstance(piece, str) else put(piece) for piece in pieces)
    if isinstance(header, Items):
        return header.separator.join(map(text, header.items))
    return text(header)


def content_md5(values):
    """The digest that a vector states apart."""
    return next((text for header, text in values if [p.forms for p in placeholders(header)] == [(("md5", "base64"),)]), None)


def sign(rules, credentials, now_ms, request):
    """What a vector file says of signing; message is None where the request isn't signed."""
    timestamp = times.written(rules.timestamp["format"], now_ms) if rules.timestamp else None
    also_sent = [[name, text] for name, text in rules.also_sent.items() if not sent(request, name)]
    if not rules.is_signed(request):
        always = {name for name, header in rules.headers.items() if goes_with_every_request(header, credentials)}
        headers = [[name, written(header, lambda piece: credentials[piece.source])]
                   for name, header in rules.headers.items() if name in always]
        return Signed(headers=headers, also_sent=also_sent, absent=[name for name in rules.headers if name not in always])
    message = message_of(rules, request, credentials, timestamp)
    mac = mac_of(rules.hmac, key_of(rules, credentials), message)

    def put(piece):
        if piece.source == "mac":
            return encoded(piece.forms[0][0], mac).decode()
        return value(piece, request, credentials, timestamp).decode("utf-8")

    values = [(name, header, written(header, put)) for name, header in rules.headers.items()]
    digest = content_md5([(header, text) for _, header, text in values])
    return Signed(message, mac, digest, [[name, text] for name, _, text in values if text], also_sent)
