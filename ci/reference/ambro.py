"""Ambro: signed, and verified, from the document; and what the openssl command has to be told to do the same."""

from vectors_check import openssl
from vectors_check.signed import Signed, mac_of

PROFILES = ("milliseconds",)
VERIFIER_PROFILES = ("uppercase-hex",)

# Where they stand, as `changes` of a vector names it; None where there is none.
TIME = "header:x-amb-access-ts"
SIGNATURE = "header:x-amb-access-sig"
DIGEST = None

# Route 2.
OPENSSL = {"digest": "sha256", "key": "api_secret", "header": "X-Amb-Access-Sig", "prefix": "", "encoding": "hex"}
HEADERS = {"X-Amb-Access-Ts": "{seconds}", "X-Amb-App-Id": "{app_id}"}


def sign(credentials, now_ms, request, profiles):
    """The key's name and the time; nothing of the request."""
    timestamp = str(now_ms if "milliseconds" in profiles else now_ms // 1000)
    message = (credentials["api_key"] + timestamp).encode("utf-8")
    mac = mac_of("sha256", credentials["api_secret"].encode("utf-8"), message)
    headers = [["X-Amb-Access-Sig", mac.hex()], ["X-Amb-Access-Ts", timestamp], ["X-Amb-App-Id", credentials["app_id"]]]
    return Signed(message, mac, None, headers)


def examine(this):
    """Key name and time as sent; whatever else the request says is not looked at."""
    signature = this.header("X-Amb-Access-Sig")
    time_text = this.header("X-Amb-Access-Ts")
    this.key_id("X-Amb-App-Id", this.header("X-Amb-App-Id"), this.credentials["app_id"])
    this.count("X-Amb-Access-Ts", time_text, 1 if "milliseconds" in this.profiles else 1000)
    message = (this.credentials["api_key"] + (time_text or "")).encode("utf-8")
    given = this.hex_mac("X-Amb-Access-Sig", signature, 32)
    this.mac("X-Amb-Access-Sig", given, "sha256", this.credentials["api_secret"], [message], time_text is not None)


def openssl_messages(vector, request):
    times = openssl.sent(request, "X-Amb-Access-Ts") or [""]
    return [bytes(vector["credentials"]["api_key"] + time, "utf-8") for time in times]
