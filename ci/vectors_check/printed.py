"""The values that documents print: what a vector of class golden has to hold, written off by hand."""

# id: what stands in expect, and in its headers
PRINTED = {
    "calypso-document-example": (
        {"message": '{"timestamp":1}'},
        {"Sign": "b16e9d45f49f2069becbc4f108b237bee588cfc353fe9501df103e692acbc68d"
                 "482a10d34c12bea22fedde7e28e1b8e57a6a0a373b0e9a27c5257bd8b36e13b9"}),
    "bitpro-document-example": (
        {"content_md5": "FBgiRcA+lHYYgLkAc2JX5g=="},
        {"Content-MD5": "FBgiRcA+lHYYgLkAc2JX5g==", "Authorization": "Bitpro M3175465:W81e6C9NeGYqau1RWhyGtw8YfoY=",
         "Date": "Mon, 10 Apr 2017 04:43:12 GMT"}),
    "crm-github-published": (
        {"message": "Hello, World!"},
        {"signature": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}),
}


def differs(vector):
    members, headers = PRINTED[vector["id"]]
    stated = {**vector["expect"], **dict(map(tuple, vector["expect"].get("headers", [])))}
    return [name for name, value in {**members, **headers}.items() if stated.get(name) != value]


def problems(vectors):
    golden = {vector["id"]: vector for vector in vectors if vector["class"] == "golden"}
    found = [f"{name}: golden, and printed.py has no value of it" for name in sorted(set(golden) - set(PRINTED))]
    found += [f"{name}: printed by a document, and not golden" for name in sorted(set(PRINTED) - set(golden))]
    return found + [f"{name}: {member} is not what is printed" for name in sorted(set(golden) & set(PRINTED))
                    for member in differs(golden[name])]
