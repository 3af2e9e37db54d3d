"""Finds the vector files and refuses those that are not of the format."""

import json
import pathlib
import re

import jsonschema

from . import layout

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "vectors"
HTTP = VECTORS / "http.json"  # of no scheme: raw requests
LIBRARY = VECTORS / "library"  # schemes as files, and the values that their vendors print


def unique_members(pairs):
    names = [name for name, _ in pairs]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(f"member names occur twice: {', '.join(doubled)}")
    return dict(pairs)


def ecma_pattern(_validator, pattern, instance, _schema):
    """JSON Schema's "$" is the end of the text, but Python's also stands before a last line feed."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


Validator = jsonschema.validators.extend(jsonschema.Draft7Validator, {"pattern": ecma_pattern})


def not_integer(text):
    raise ValueError(f"{text}: every number here is an integer")


def read_json(path):
    """The content; ValueError for what is no JSON, and for JSON that readers understand in two ways."""
    text = path.read_bytes().decode("utf-8")
    numbers = {"parse_float": not_integer, "parse_constant": not_integer}
    content = json.loads(text, object_pairs_hook=unique_members, **numbers)
    json.dumps(content, ensure_ascii=False).encode("utf-8")  # refuses lone surrogates, which are no text
    if not isinstance(content, dict):
        raise ValueError("not a JSON object")
    return content


def schema(name):
    content = read_json(VECTORS / name)
    Validator.check_schema(content)
    return Validator(content)


def paths():
    """Every scheme's file there is: discovered, so that none can be forgotten."""
    files = (path for path in VECTORS.glob("*.json") if path != HTTP)
    return sorted(path for path in files if not path.name.endswith("schema.json"))


def file_problems(path, content, validator):
    errors = sorted(validator.iter_errors(content), key=lambda error: list(map(str, error.absolute_path)))
    for error in errors:
        yield f"{path.name}: {vector_name(content, error)}{error.message[:300]}"
    if layout.dump(content) != path.read_text("utf-8"):
        yield f"{path.name}: not laid out as ci/check-vectors --fill lays it out"


def vector_name(content, error):
    where = list(error.absolute_path)
    if len(where) < 2 or where[0] != "vectors":
        return ""
    name = content["vectors"][where[1]].get("id", f"vector {where[1]}")
    return f"{name}: {'/'.join(map(str, where[2:]))}: "


def read_file(path, validator):
    """The content, and all problems with its form; no content if there are any."""
    try:
        content = read_json(path)
    except (OSError, ValueError) as error:
        return None, [f"{path.name}: {error}"]
    found = list(file_problems(path, content, validator))
    return None if found else content, found


def read_requests():
    """The vectors of raw requests, and all problems with their form."""
    content, problems = read_file(HTTP, schema("http.schema.json"))
    vectors = content["vectors"] if content else []
    return vectors, problems + doubled_ids({"http": {"vectors": vectors}})


def read_all(schemes):
    """The files' contents by scheme, and all problems with their form."""
    contents, validator = {}, schema("schema.json")
    problems = [f"{path.relative_to(VECTORS)}: no vectors are read from a folder within" for path in
                sorted(VECTORS.glob("*/**/*.json")) if LIBRARY not in path.parents]
    problems += library_problems(validator)
    for path in paths():
        content, found = read_file(path, validator)
        if content and content["scheme"] != path.stem:
            found.append(f"{path.name}: the scheme is not the file's name")
        problems += found
        if not found:
            contents[path.stem] = content
    for scheme in schemes:
        if not (VECTORS / f"{scheme}.json").exists():
            problems.append(f"{scheme}.json: missing")
    return contents, problems + doubled_ids(contents)


def library_problems(validator):
    """What the schemes' files in the library, and the printed values beside them, have against their schemas."""
    described = schema("scheme.schema.json")
    schemes = sorted(LIBRARY.glob("*.json"))
    for path in schemes + sorted(LIBRARY.glob("*/*.json")):
        try:
            content = read_json(path)
        except (OSError, ValueError) as error:
            yield f"{path.relative_to(VECTORS)}: {error}"
            continue
        name = content.get("name" if path in schemes else "scheme")
        if name != path.stem:
            yield f"{path.relative_to(VECTORS)}: the scheme {name} is not the file's name"
        for error in (described if path in schemes else validator).iter_errors(content):
            yield f"{path.relative_to(VECTORS)}: {error.message[:300]}"


def doubled_ids(contents):
    seen, problems = set(), []
    for content in contents.values():
        for vector in content["vectors"]:
            if vector["id"] in seen:
                problems.append(f"{vector['id']}: this id occurs twice")
            seen.add(vector["id"])
    return problems
