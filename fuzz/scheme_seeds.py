"""Seeds of requests that were signed and spoilt, and how scheme files are edited. Each adds to what the seeds before it cover."""

import copy
import json

# A printed vector; a header or a parameter; and how it is spoilt. None: it is as it was signed.
SPOILT = [
    ("aws-sigv4-printed", None, None),
    ("slack-printed", None, None),
    ("acquia-printed-post", "X-Authorization-Content-SHA256", "drop"),
    ("acquia-printed-post", "X-Authorization-Content-SHA256", "long"),
    ("akamai-printed-get", "Authorization", "drop"),
    ("alibaba-oss-printed", "Authorization", "empty"),
    ("alibaba-oss-printed", "Content-MD5", "drop"),
    ("alibaba-oss-printed", "Content-Type", "twice"),
    ("alibaba-oss-printed", "Date", "long"),
    ("alibaba-pop-printed", "SignatureNonce", "long"),
    ("amazon-sigv2-printed", "AssociateTag", "drop"),
    ("amazon-sigv2-printed", "Host", "twice"),
    ("aws-sigv4-printed", "Authorization", "drop"),
    ("aws-sigv4-printed", "X-Amz-Date", "empty"),
    ("aws-sigv4-s3-lifecycle", "Host", "twice"),
    ("aws-sigv4-session-token", "Authorization", "drop"),
    ("aws-sigv4-slashes", "Authorization", "cut"),
    ("aws-sigv4-slashes", "X-Amz-Date", "other"),
    ("aws-sigv4-utf8-query", "Authorization", "cut"),
    ("aws-sigv4-utf8-query", "Authorization", "empty"),
    ("aws-sigv4-vanilla", "Host", "drop"),
    ("bitbucket-printed", "X-Hub-Signature", "drop"),
    ("bitbucket-printed", "X-Hub-Signature", "other"),
    ("bitmex-printed", "api-key", "other"),
    ("bitmex-printed", "api-signature", "twice"),
    ("bitvavo-printed", "Bitvavo-Access-Timestamp", "long"),
    ("bitvavo-printed", "Bitvavo-Access-Timestamp", "other"),
    ("circleci-printed", "circleci-signature", "before"),
    ("circleci-printed", "circleci-signature", "drop"),
    ("circleci-printed", "circleci-signature", "more"),
    ("circleci-printed", "circleci-signature", "other"),
    ("duo-printed", "Authorization", "before"),
    ("duo-printed", "Authorization", "cut"),
    ("duo-printed", "Authorization", "more"),
    ("duo-printed", "Date", "other"),
    ("duo-printed", "Date", "upper"),
    ("github-printed", "X-Hub-Signature-256", "drop"),
    ("google-maps-printed", "Host", "twice"),
    ("google-maps-printed", "signature", "drop"),
    ("google-maps-printed", "signature", "empty"),
    ("kraken-printed", "Content-Type", "drop"),
    ("line-printed", "x-line-signature", "drop"),
    ("oauth1-printed", "oauth_nonce", "twice"),
    ("oauth1-printed-older", "Host", "twice"),
    ("oauth1-printed-older", "oauth_nonce", "long"),
    ("pusher-printed", "body_md5", "long"),
    ("pusher-printed", "body_md5", "other"),
    ("rfc9421-printed", "Signature", "cut"),
    ("shopify-oauth-printed", "hmac", "long"),
    ("shopify-oauth-printed", "shop", "twice"),
    ("shopify-oauth-printed", "timestamp", "long"),
    ("tencent-tc3-printed", "Authorization", "upper"),
    ("tencent-tc3-printed", "X-TC-Timestamp", "cut"),
    ("twilio-printed", "Content-Type", "empty"),
    ("twilio-printed", "Content-Type", "twice"),
    ("twilio-printed", "Host", "drop"),
    ("twilio-printed", "X-Twilio-Signature", "drop"),
]


def edited(content, path, value):
    """The scheme file with one member changed."""
    content = copy.deepcopy(content)
    at = content
    for name in path[:-1]:
        at = at[name]
    if value == "drop":
        del at[path[-1]]
    elif isinstance(at, list) and path[-1] == len(at):
        at.append(value)
    else:
        at[path[-1]] = value
    return json.dumps(content).encode()


def spoil(fields, name, how):
    """The same fields, names and values, with one spoilt."""
    value = dict(fields)[name]
    changed = {"drop": [], "twice": [value, value], "empty": [""], "cut": [value[:-1]], "other": ["x"],
               "upper": [value.upper()], "more": [value + ",x=1"], "before": ["x=1," + value], "long": [value * 9]}[how]
    return [(other, new) for other, old in fields for new in (changed if other == name else [old])]
