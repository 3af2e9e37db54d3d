"""What signing makes of a request, and the request itself, in plain types."""

import base64
import dataclasses
import hmac


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


def unless_there(request, name, value):
    """A header of fixed value, which a request that has the name already doesn't get."""
    return [] if request.header(name.lower()) is not None else [[name, value]]
