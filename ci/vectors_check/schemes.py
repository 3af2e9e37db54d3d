"""The schemes: each file of ci/reference is one. What a new one lacks is told by name."""

import importlib
import pathlib

REFERENCE = pathlib.Path(__file__).resolve().parents[1] / "reference"
SCHEMES = {path.stem: importlib.import_module(f"reference.{path.stem}") for path in sorted(REFERENCE.glob("[a-z]*.py"))}

NEEDED = (
    ("sign", "the function that signs a request"),
    ("PROFILES", "the profiles that a signer can follow"),
    ("examine", "the function that examines a signed request"),
    ("VERIFIER_PROFILES", "the profiles that only a verifier can follow"),
    ("TIME", "where the timestamp stands"),
    ("SIGNATURE", "where the signature stands"),
    ("DIGEST", "where the digest of the body stands"),
    ("OPENSSL", "digest, key, header, prefix and encoding for the openssl command"),
    ("HEADERS", "what stands in the other headers"),
    ("openssl_messages", "the function that gives the messages for the openssl command"),
)


def lacking(scheme):
    """What the scheme's reference has not got, each by its name and in words."""
    reference = SCHEMES.get(scheme)
    return [(name, what) for name, what in NEEDED if not hasattr(reference, name)]


def problem(scheme):
    if scheme not in SCHEMES:
        return f"the scheme {scheme!r} has no reference: ci/reference/{scheme}.py is missing"
    return f"ci/reference/{scheme}.py lacks " + "; ".join(f"{name}, {what}" for name, what in lacking(scheme))
