# Signs requests for five APIs, with Python's standard library. Each scheme gives the message and the headers to add.
import hmac
from base64 import b64encode
from email.utils import formatdate
from hashlib import md5


class Request:
    """Schemes that sign the method want capital letters, the others compare it without case (it is ASCII).
    None signs the query. The body is bytes: it need not be text."""

    def __init__(self, method, target, headers, body):
        self.method = method.upper()
        self.path = target.partition("?")[0]
        self.headers = {}
        for name, value in headers:
            lower = name.encode().lower().decode()  # ASCII only: lower() of str takes U+212A for a "k"
            self.headers.setdefault(lower, []).append(value)
        self.body = body

    def wants_json(self, *names):
        return {name: "application/json" for name in names if name.lower() not in self.headers}


def mac(digest, secret, message):
    if not secret:  # not set: everybody knows the empty key
        raise ValueError("the secret is empty")
    return hmac.digest(secret.encode(), message, digest)


def ambro(credentials, now_ms, request):
    timestamp = str(now_ms // 1000)
    message = (credentials["api_key"] + timestamp).encode()
    signature = mac("sha256", credentials["api_secret"], message).hex()
    headers = {"X-Amb-Access-Sig": signature, "X-Amb-Access-Ts": timestamp}
    return message, headers | {"X-Amb-App-Id": credentials["app_id"]}


def calypso(credentials, now_ms, request):
    headers = {"Key": credentials["api_key"]} | request.wants_json("Content-Type")
    return request.body, headers | {"Sign": mac("sha512", credentials["secret_key"], request.body).hex()}


def aet(credentials, now_ms, request):
    timestamp = str(now_ms)
    multipart = request.headers.get("content-type", [""])[0].lower().startswith("multipart/")
    body = b"" if multipart else request.body
    message = (timestamp + request.method + request.path.removeprefix("/")).encode() + body
    signature = b64encode(mac("sha256", credentials["secret_key"], message)).decode()
    headers = {"timestamp": timestamp, "signature": signature, "authorization": "Bearer " + credentials["token"]}
    return message, headers | request.wants_json("accept", "content-type")


def bitpro(credentials, now_ms, request):
    date = formatdate(now_ms // 1000, usegmt=True)
    content_md5 = b64encode(md5(request.body).digest()).decode()
    message = ",".join([request.method, content_md5, request.path, date]).encode()
    signature = b64encode(mac("sha1", credentials["secret_key"], message)).decode()
    authorization = f"Bitpro {credentials['api_key']}:{signature}"
    return message, {"Authorization": authorization, "Content-MD5": content_md5, "Date": date}


def crm(credentials, now_ms, request):
    signature = "sha256=" + mac("sha256", credentials["api_key"], request.body).hex()
    return request.body, {"key": credentials["api_key"], "signature": signature}


SCHEMES = {"ambro": ambro, "calypso": calypso, "aet": aet, "bitpro": bitpro, "crm": crm}
SIGNATURES = {"sign", "signature"}  # the headers that are there only if the scheme signs the request


def is_signed(scheme, request):
    if scheme == "crm":
        return request.method in ("POST", "PATCH", "PUT") and len(request.body) > 0
    return scheme != "calypso" or request.method == "POST"


def sign(scheme, credentials, now_ms, request):
    message, headers = SCHEMES[scheme](credentials, now_ms, request)
    if not is_signed(scheme, request):
        headers = {name: value for name, value in headers.items() if name.lower() not in SIGNATURES}
    return message, headers
