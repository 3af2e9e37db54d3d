"""The MAC, by Python's hmac; kept, so that another program can compute each again."""

import hmac

COMPUTED = {}  # (digest, key, message): MAC


def mac(digest, key, message):
    made = COMPUTED.get((digest, key, message))
    if made is None:
        made = COMPUTED[digest, key, message] = hmac.new(key, message, digest).digest()
    return made
