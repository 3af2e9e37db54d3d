"""Seeds of the target scheme_case: schemes and requests that no printed vector has, and that lead where no other seed leads. The
target signs those without a signature; the others are signed right but for what their name says."""

import json


def scheme(name, message, headers, **other):
    file = {"reqsig_scheme": 1, "name": name, "title": name, "credentials": {"k": "secret"}, "message": message, "hmac": "sha256",
            "key": "{k}", **other}
    return {**file, "headers": headers} if headers else file


NAMES = {"each": "header", "only": ["host", "x-date", "x-key", "accept?"], "write": "{name}", "join": ";"}
NAMED = scheme("named", "{names}|{values}|{other}", {"X-Date": "{timestamp}", "X-Key": "{id}", "Sign": "{names} {mac|hex}"},
               credentials={"k": "secret", "id": "public"}, timestamp={"format": "unix-seconds"}, query={"host": "1"},
               also_sent={"Accept": "text/plain", "E1": "e", "E2": "e", "E3": "e"},
               lists={"names": NAMES, "values": {"each": "names", "write": "{name}:{value|squeeze|lower},"},
                      "other": {"each": "header", "only": ["z"], "write": "{name}={value}"}})
NAMED_HEAD = "now 1700000000000\nk=key\nid=My ID\n\nGET /?host=1\nHost: h\nX-Date: 1700000000\nX-Key: My ID\nE4: e\n"
PORTS = scheme("ports", "{header:Host|host|lower}!{header:Host|port}", {"S": "{mac|hex}"})
STRIPE = {"items": ["t={timestamp}", "v1={mac|hex}"], "separator": ",", "open": True}
OPEN = scheme("open", "{timestamp}.{body}", {"A": STRIPE}, timestamp={"format": "unix-seconds"})
CLOSED = {**OPEN, "headers": {"A": {name: value for name, value in STRIPE.items() if name != "open"}}}
ITEMS_HEAD = "now 1614265330000\nk=key\n\nPOST /\nA: t=1614265330,"
MAC = "v1=c72fc5e045699e1ee5b3ad6431d7416bf17daccda248468de45e3ed8358590a8"
DAY = scheme("day", "{timestamp|as:YYYY-MM-DD}", {"T": "{timestamp}", "S": "{mac|hex}"}, timestamp={"format": "unix-seconds"})
AT = scheme("at", "{method}", {"S": "{mac|hex}"}, timestamp={"format": "unix-seconds", "from": "json-number:/at", "past_ms": 0})
ALL = {"each": "query", "without": ["S"], "write": "<{name|percent-encode}={value|percent-encode}>", "join": "&"}
SORTED = scheme("sorted", "{method}\n{all}", {}, lists={"all": ALL}, query={"V": "2 a", "M": "{body|md5|hex}", "S": "{mac|hex}"})
NONCE = scheme("nonce", "{timestamp}{nonce}{body}", {"A": "ts={timestamp},sig={mac|hex},nonce={nonce}"},
               timestamp={"format": "unix-milliseconds"})
TOKEN = scheme("token", "{path}{timestamp}{?query|without:verify,utm}", {}, signs=["any with body"],
               timestamp={"format": "unix-seconds"}, query={"verify": "{timestamp}-{mac|base64}"})
WITHOUT = scheme("without", "{query|without:t,s,a,b}", {}, timestamp={"format": "unix-milliseconds"},
                 query={"t": "{timestamp}", "s": "v1.{mac|hex}"})
CODED = scheme("coded", "{body}", {"A": "B {pair|base64}"}, credentials={"id": "public", "k": "secret"},
               parts={"pair": "{id}-{id}-{id}-{id}-{id}-{mac|hex}"})
SIX = scheme("six", "{path}", {"I": {"items": [f"{c}={{id}}" for c in "abcdef"], "separator": ";"}, "S": "{mac|hex}"},
             credentials={"k": "secret", "id": "public"})
SCOPE = "{timestamp|as:YYYYMMDD}/{region}/aws4_request"
AWS = scheme("aws", "{timestamp}\n" + SCOPE + "\n{request|sha256|hex}",
             {"X-Amz-Date": "{timestamp}", "Authorization": "AWS4 Credential={id}/" + SCOPE + ", SignedHeaders={names}, Signature={mac|hex}"},
             credentials={"k": "secret", "id": "public", "region": "public"}, timestamp={"format": "YYYYMMDDThhmmssZ"},
             key=["AWS4{k}", "{timestamp|as:YYYYMMDD}", "{region}", "aws4_request"], parts={"request": "{values}\n{names}\n{body|sha256|hex}"},
             lists={"names": {"each": "header", "only": ["host", "content-type?", "x-amz-*"], "write": "{name}", "join": ";"},
                    "values": {"each": "names", "write": "{name}:{value|squeeze}\n", "repeated": ","}})
AWS_HEAD = ("now 1440938160000\nk=key\nid=AK\nregion=r\n\nGET /\nHost: h\nX-Amz-Date: 20150830T123600Z\n"
            "Authorization: AWS4 Credential=AK/20150830/r/aws4_request, SignedHeaders=%s, Signature=" + "5f" * 32 + "\n\n")
UNPADDED = {"base64": "b64", "base64url": "b64url", "base64-unpadded": "plain", "base64url-unpadded": "url"}

CASES = {
    "added-headers-replace-own": (NAMED, "now 1700000000000\nk=key\nid=My ID\n\nGET /\nz: Z  z\nHost: A  B  \nX-DATE: old\nx-key: old\n\n"),
    "listed-header-missing": (NAMED, NAMED_HEAD + "Sign: host;x-date;x-key " + "ed" * 32 + "\ny: 1\n\n"),
    "listed-header-named-twice": (NAMED, NAMED_HEAD + "Sign: host;x-date;x-key;x-key " + "ed" * 32 + "\nz: 1\n\n"),
    "added-parameter-that-is-another": (NAMED, NAMED_HEAD.replace("host=1", "host=2") + "Sign: host;x-date;x-key " + "ed" * 32 + "\nz: 1\n\n"),
    "content-type-twice": (scheme("a", "{body|unless-multipart}", {"S": "{mac|hex}"}), "now 0\nk=key\n\nGET /\nContent-Type: a/b\nContent-Type: c/d\n\n"),
    "part-of-many-pieces": (scheme("b", "{a|lower|percent-encode|sha256|hex}{b|md5|hex}", {"S": "{mac|hex}"},
                                   parts={"a": "{k}.{path}", "b": "{path}-{method}-" * 6}), "now 0\nk=key\n\nGET /P?d=2\n\n"),
    "host-with-a-port": (PORTS, "now 0\nk=a\n\nGET /\nHost: [::1]:80\n\n"),
    "host-of-digits": (PORTS, "now 0\nk=a\n\nGET /\nHost: 8000\n\n"),
    "host-that-ends-in-digits": (PORTS, "now 0\nk=a\n\nGET /\nHost: host1\n\n"),
    "item-mac-malformed-behind-a-right-one": (OPEN, ITEMS_HEAD + MAC + ",v1=ab\n\n{}"),
    "item-time-twice": (OPEN, ITEMS_HEAD + "t=1614265330," + MAC + "\n\n{}"),
    "item-mac-twice-where-that-is-closed": (CLOSED, ITEMS_HEAD + MAC + "," + MAC + "\n\n{}"),
    "item-unknown-where-that-is-closed": (CLOSED, ITEMS_HEAD + MAC + ",x=1\n\n{}"),
    "items-as-many-as-there-may-be": (SIX, "now 0\nk=key\nid=k\n\nGET /\n\n"),
    "digest-of-no-body-in-the-query": (scheme("c", "{path}{?query}", {"S": "{mac|hex}"}, query={"h": "{body|unless-empty|md5|hex}"}),
                                       "now 0\nk=key\n\nPOST /a?b=1\n\n"),
    "day-past-9999": (DAY, "now 253402300800000\nk=key\n\nGET /\nT: 253402300800\nS: " + "01" * 32 + "\n\n"),
    "day-before-1970": ({**DAY, "timestamp": {"format": "Www, DD Mmm YYYY hh:mm:ss GMT"}},
                        "now 0\nk=key\n\nGET /\nT: Wed, 31 Dec 1969 23:59:59 GMT\nS: " + "01" * 32 + "\n\n"),
    "seconds-in-the-body-too-large": (AT, "now 0\nk=key\n\nPOST /\nS: " + "01" * 32 + '\n\n{"at": 9223372036854775807}'),
    "seconds-in-the-body-too-small": (AT, "now 0\nk=key\n\nPOST /\nS: " + "01" * 32 + '\n\n{"at": -9223372036854775807}'),
    "time-in-the-body-twice": (AT, "now 0\nk=key\n\nPOST /\nS: " + "01" * 32 + '\n\n{"at": 1, "at": 1}'),
    "body-that-is-no-object": (AT, "now 0\nk=key\n\nPOST /\nS: " + "01" * 32 + "\n\n[1]"),
    "parameters-of-a-list": (SORTED, "now 0\nk=key\n\nGET /?a=1&a=0&%41=+&b\n\n"),
    "parameters-past-256": (SORTED, "now 0\nk=key\n\nGET /?V=2+a&M=d41d8cd98f00b204e9800998ecf8427e&S=" + "01" * 32 + "&a=1" * 256 + "\n\n"),
    "token-of-what-is-not-signed": (TOKEN, "now 1499827319559\nk=key\n\nGET /a\n\n"),
    "parameters-left-out": (WITHOUT, "now 1499827319559\nk=key\n\nGET /x?a=1&d=2&b=3&a=4\n\n"),
    "text-longer-than-a-block": (scheme("d", "{path|upper|percent-encode|sha1|hex}", {"S": "{mac|hex}"}), "now 0\nk=key\n\nGET /?c=" + "x" * 100 + "\n\n"),
    "length-of-no-body": (scheme("e", "{body-length}{path}", {"S": "{mac|hex}"}), "now 0\nk=k\n\nPUT /\n\n"),
    "coded-value-with-another-prefix": (CODED, "now 0\nid=a\nk=key\n\nPOST /\nA: C " + "YS1h" * 20 + "\n\nbody"),
    "coded-value-as-long-as-it-may-be": (CODED, "now 0\nid=a\nk=key\n\nPOST /\nA: B " + "YS1h" * 20 + "\n\nbody"),
    "time-past-any": (scheme("f", "{path}{timestamp}", {"T": "{timestamp}", "S": "{mac|hex}"}, timestamp={"format": "unix-seconds", "lifetime_ms": 5000}),
                      "now 9223372036854770808\nk=key\n\nGET /\n\n"),
    "time-negative": (NONCE, "now -1\nk=key\n\nPOST /\n\n"),
    "field-of-a-form-of-another-method": (scheme("g", "{path}{field|if-method:POST}", {"S": "{mac|hex}"}, parts={"field": "{form:n}"}), "now 0\nk=a\n\nGET /\n\n"),
    "nonce-empty": (NONCE, "now 1576074319000\nk=key\n\nPOST /\nA: ts=1576074319000,sig=" + "56" * 32 + ",nonce=\n\n"),
    "texts-around-a-time": (scheme("h", "{all}", {}, timestamp={"format": "unix-seconds"}, lists={"all": {**ALL, "join": ";"}},
                                   query={"time": "t {timestamp}.", "M": "{body|md5|hex}", "S": "{mac|hex}"}), "now 1499827319559\nk=key\n\nGET /?a=1\n\n"),
    "names-of-too-few-headers": (AWS, AWS_HEAD % "host"),
    "names-too-long": (AWS, AWS_HEAD % ("host;x-amz-date;" + "z" * 4096)),
    "white-space-between-tokens": (scheme("i", "{body|json-compact}", {"S": "{mac|hex}"}), 'now 0\nk=k\n\nPOST /\n\n{ "a \\" " :\t[1,\r\n2 ] }'),
    "methods-as-many-as-there-may-be": (scheme("j", "{body}", {"S": "{mac|hex}"}, signs=["GET", "PUT", "POST", "PATCH"]), "now 0\nk=k\n\nHEAD /\n\n"),
    "literal-slash-kept": (scheme("l", "{path|cut:/}{path}", {"S": "{mac|hex}"}), "now 0\nk=k\n\nGET /\n\n"),
    "unpadded-accepted": (scheme("m", "{body}", {"S": "v {mac|base64}"}, accepts={"unpadded_base64": True, "no_prefix": True}), "now 0\nk=k\n\nPOST /\n\n"),
    "key-of-two": (scheme("n", "{body}", {"S": "{mac|hex}"}, credentials={"k": "secret", "l": "secret"}, key="{k|percent-encode}&{l|percent-encode}"),
                   "now 0\nk=k+\nl= l\n\nPOST /\n\n"),
    **{f"mac-in-{encoding}": (scheme(name, "{body}", {"S": "{mac|" + encoding + "}"}), "now 0\nk=k\n\nPOST /\n\nb") for encoding, name in UNPADDED.items()},
    **{f"mac-in-{encoding}-malformed": (scheme(name, "{body}", {"S": "{mac|" + encoding + "}"}), "now 0\nk=k\n\nPOST /\nS: =\n\nb")
       for encoding, name in UNPADDED.items()},
}
SCHEME_CASES = {name: json.dumps(file).encode() + b"\0" + f"{file['name']}\n{text}".encode() for name, (file, text) in CASES.items()}
