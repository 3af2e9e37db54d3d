"""The values that documents print: what a vector of class golden has to hold, written off by hand."""

from . import schemes

# id: what stands in expect, and in its headers
PRINTED = {name: values for reference in schemes.SCHEMES.values()
           for name, values in getattr(reference, "PRINTED", {}).items()}



def differs(vector):
    members, headers = PRINTED[vector["id"]]
    stated = {**vector["expect"], **dict(map(tuple, vector["expect"].get("headers", [])))}
    return [name for name, value in {**members, **headers}.items() if stated.get(name) != value]


def problems(vectors):
    golden = {vector["id"]: vector for vector in vectors if vector["class"] == "golden"}
    found = [f"{name}: golden, and PRINTED of its reference has no value of it" for name in sorted(set(golden) - set(PRINTED))]
    found += [f"{name}: printed by a document, and not golden" for name in sorted(set(PRINTED) - set(golden))]
    return found + [f"{name}: {member} is not what is printed" for name in sorted(set(golden) & set(PRINTED))
                    for member in differs(golden[name])]
