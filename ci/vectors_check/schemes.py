"""What the routes need of each scheme, so that a new one is told all that it lacks."""

from . import route1, route2, route2_headers, route2_verify, verdicts, verifier

NEEDED = (
    ("the function that signs, in SCHEMES of route1.py", route1.SCHEMES),
    ("the function that examines a request, in SCHEMES of verifier.py", verifier.SCHEMES),
    ("the digest, the key and the header, in SCHEMES of route2.py", route2.SCHEMES),
    ("what stands in the other headers, in HEADERS of route2_headers.py", route2_headers.HEADERS),
    ("the function that gives the messages, in MESSAGES of route2_verify.py", route2_verify.MESSAGES),
    ("where the signature stands, in SIGNATURE of verdicts.py", verdicts.SIGNATURE),
)


def lacking(scheme):
    """In words, what ci/vectors_check has not got of the scheme."""
    return [what for what, table in NEEDED if scheme not in table]


def problem(scheme):
    return f"ci/vectors_check doesn't know the scheme {scheme!r}; missing: " + "; ".join(lacking(scheme))
