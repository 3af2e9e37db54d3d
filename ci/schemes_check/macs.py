"""Every MAC that the second implementation computed, again by the openssl command."""

import concurrent.futures
import itertools
import pathlib
import re
import subprocess
import tempfile

from reference.scheme_file.mac import COMPUTED


def by_openssl(digest, key, messages):
    """The MACs of several messages under one key, by one command."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder) / str(number) for number in range(len(messages))]
        for path, message in zip(paths, messages):
            path.write_bytes(message)
        # The command takes no empty key; HMAC fills up a key with zero bytes, so that one of them is the same.
        options = [f"-{digest}", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex() or '00'}"]
        done = subprocess.run(["openssl", "dgst", *options, *paths], stdout=subprocess.PIPE, check=True)
    return [bytes.fromhex(text) for text in re.findall(r"= ([0-9a-f]+)\n", done.stdout.decode())]


def problems_of_key(group):
    (digest, key), found = group
    messages = [message for _, _, message in found]
    others = by_openssl(digest, key, messages)
    if len(others) != len(messages):
        return [f"openssl gave {len(others)} MACs of {len(messages)} messages"]
    return [f"openssl gives another HMAC-{digest.upper()} of {message[:60]!r}"
            for (_, _, message), mac in zip(found, others) if mac != COMPUTED[digest, key, message]]


def problems():
    groups = [(key, list(found)) for key, found in itertools.groupby(sorted(COMPUTED), key=lambda item: item[:2])]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        return [line for lines in pool.map(problems_of_key, groups) for line in lines]
