"""Seeds of the target edits: a scheme, and the edits of its recipe: what, where it applies, and a number that chooses its value."""

SCHEMES = ["ambro", "calypso", "aet", "bitpro", "crm"]
EDITS = ("none source transform omit before after time-format window key-form signs upper-case unpadded no-prefix cut plain drop separator digest "
         "encoding sending unsent").split()
PLACES = "method path query body nonce timestamp mac credential body-or-query".split()
ROWS = [
    ("aet", "after body 8, drop body 0"),
    ("ambro", "source mac 7, unsent credential 0"),
    ("aet", "before mac 7, before mac 6"),
    ("aet", "digest path 7, digest path 6"),
    ("aet", "drop method 0"),
    ("aet", "no-prefix timestamp 7, no-prefix timestamp 6"),
    ("aet", "none method 0, none method 1"),
    ("aet", "omit method 2, omit method 3"),
    ("aet", "source body 8, drop body 0"),
    ("aet", "source mac 0, before mac 6, unpadded mac 1, encoding body 4, sending mac 6, unpadded query 6, plain mac 4, omit nonce 4"),
    ("aet", "source timestamp 1, source timestamp 0"),
    ("aet", "transform query 1, unsent nonce 7, unsent nonce 6, sending body-or-query 1, signs mac 4, source path 6, drop method 6, omit body 2"),
    ("aet", "unpadded credential 2, unpadded credential 3"),
    ("aet", "unsent timestamp 7, unsent timestamp 6"),
    ("aet", "upper-case body-or-query 0, omit timestamp 7, drop nonce 2, cut body 6, after method 5, transform body 6, encoding body 1, unsent timestamp 2"),
    ("aet", "window credential 2, window credential 3"),
    ("ambro", "after timestamp 5, after timestamp 4"),
    ("ambro", "encoding body 0, encoding body 1"),
    ("ambro", "no-prefix credential 1, no-prefix credential 0"),
    ("ambro", "plain credential 2, plain credential 3"),
    ("ambro", "plain path 2, omit credential 7, source mac 4, drop query 3, source timestamp 0, unsent path 6, sending mac 7, window method 5"),
    ("ambro", "sending mac 7, sending mac 6"),
    ("ambro", "separator body-or-query 5, separator body-or-query 4"),
    ("ambro", "time-format path 1, time-format path 0"),
    ("ambro", "upper-case path 7, upper-case path 6"),
    ("bitpro", "after body 7, after body 6"),
    ("bitpro", "after path 7, after path 6"),
    ("bitpro", "drop method 0"),
    ("bitpro", "no-prefix mac 1, no-prefix mac 0"),
    ("bitpro", "omit query 7, omit query 6"),
    ("bitpro", "plain body 3, plain body 2"),
    ("bitpro", "source path 2, window timestamp 7, transform credential 7, digest credential 2, encoding body 1, encoding credential 3, unsent credential 7, omit body-or-query 6"),
    ("bitpro", "time-format path 1"),
    ("bitpro", "time-format query 0, window body 7, plain query 0, source credential 3, plain body-or-query 6, unsent credential 7, omit query 1, signs nonce 5"),
    ("bitpro", "transform mac 7, transform mac 6"),
    ("bitpro", "transform method 7, transform method 6"),
    ("bitpro", "unpadded credential 2, source path 0, none credential 3, source timestamp 6, plain method 7, window body 6, drop mac 1, unsent method 7"),
    ("bitpro", "window mac 7, window mac 6"),
    ("calypso", "before body 2, before body 3"),
    ("calypso", "drop body 3, upper-case method 1, after timestamp 4, plain credential 4, encoding body-or-query 6, window nonce 7, encoding query 4, separator nonce 2"),
    ("calypso", "drop query 0, drop query 1"),
    ("calypso", "key-form timestamp 2, key-form timestamp 3"),
    ("calypso", "no-prefix timestamp 2, no-prefix timestamp 3"),
    ("calypso", "signs mac 3, signs mac 2"),
    ("calypso", "source method 0, source method 1"),
    ("calypso", "unpadded body-or-query 3, unpadded body-or-query 2"),
    ("calypso", "upper-case path 0, encoding path 0, upper-case path 0"),
    ("crm", "cut body 5, cut body 4"),
    ("crm", "drop body 0"),
    ("crm", "drop body 3, drop body 2"),
    ("crm", "no-prefix mac 3, no-prefix mac 2"),
    ("crm", "sending mac 0"),
    ("crm", "sending mac 7, sending mac 6"),
    ("crm", "separator mac 2, separator mac 3"),
    ("crm", "time-format query 5, time-format query 4"),
    ("crm", "unsent body-or-query 0, unsent body-or-query 1"),
    ("crm", "unsent mac 3, unsent mac 2"),
    ("crm", "window mac 3, window mac 2"),
]


def recipe_edits():
    for scheme, text in ROWS:
        edits = [edit.split() for edit in text.split(", ")]
        name = ".".join([scheme] + [f"{what}-{where}-{value}" for what, where, value in edits[:3]] + ["more"] * (len(edits) > 3))
        yield name, bytes([SCHEMES.index(scheme)] + [n for what, where, value in edits for n in (EDITS.index(what), PLACES.index(where), int(value))])
