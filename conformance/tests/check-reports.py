#!/usr/bin/env python3
"""check-reports.py REPORT.json [REPORT.xml] [REPORT.tap] [REPORT.md] [REPORT.html]: whether the reports of one run are sound, and tell the
same. The JSON report must hold to its schema, and have no member that the schema does not describe."""
import base64
import html.parser
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter

import jsonschema

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "vectors"

OUTCOMES = ("pass", "flagged", "fail", "observed", "unsupported", "out-of-limits", "error")
ERROR_KINDS = ("answered", "crash", "time-out", "protocol")


def value(difference, name):
    encoded = difference.get(name + "_base64")
    return difference[name].encode() if encoded is None else base64.b64decode(encoded, validate=True)


def closed(schema):
    """The schema without room for other members."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {name: item if name in ("if", "const", "enum") else closed(item) for name, item in schema.items()}
    return {**schema, "additionalProperties": False} if schema.get("type") == "object" else schema


def check_schema(report):
    schema = json.loads((VECTORS / "report.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    # Some cases of each form: to validate thousands takes long.
    forms = {}
    for case in report["cases"]:
        form = str((sorted(case), case["outcome"], case["op"], [(d["kind"], sorted(d)) for d in case.get("differences", [])]))
        forms.setdefault(form, []).append(case)
    some = {**report, "cases": [case for cases in forms.values() for case in cases[:3]]}
    errors = list(jsonschema.Draft7Validator(closed(schema)).iter_errors(some))
    assert not errors, f"{list(errors[0].absolute_path)}: {errors[0].message}"


def check_json(report):
    check_schema(report)
    assert report["format"] == 1
    assert report["verdict"] in ("conformant", "not-conformant", "broken")
    assert report["exit_code"] == {"conformant": 0, "not-conformant": 1, "broken": 3}[report["verdict"]]
    counts = Counter(case["outcome"] for case in report["cases"] if not case.get("known"))
    assert counts or report["undeclared"], "no cases"
    for outcome in OUTCOMES:
        assert counts[outcome] == report["total"][outcome], outcome
        assert counts[outcome] == sum(scheme[outcome] for scheme in report["schemes"]), outcome
    assert len(report["cases"]) == report["total"]["cases"]
    for kind, count in ("accepted", "false_accepts"), ("rejected", "false_rejects"):
        wrong = [case for case in report["cases"] if case["outcome"] == "fail" and not case.get("known")
                 and case["differences"][0]["kind"] == kind]
        assert len(wrong) == report["total"][count], kind
    flagged = Counter((case["scheme"], name) for case in report["cases"] if case["outcome"] == "flagged"
                      for name in case.get("profiles", []))
    lenient = [case for case in report["cases"] if case.get("lenient")]
    assert len(lenient) == report["total"]["lenient"] and all(case["outcome"] == "flagged" for case in lenient)
    assert flagged == Counter({(p["scheme"], p["name"]): p["followed"] for p in report["profiles"]})
    explained = Counter((case["scheme"], *case["mistakes"]) for case in report["cases"] if "mistakes" in case)
    assert all(case["outcome"] == "fail" for case in report["cases"] if "mistakes" in case)
    assert explained == Counter({(c["scheme"], *c["mistakes"]): c["explains"] for c in report["causes"]})
    failed = Counter(case["scheme"] for case in report["cases"] if case["outcome"] == "fail" and not case.get("known"))
    assert all(c["failed"] == failed[c["scheme"]] for c in report["causes"])
    assert all(c["sentence"].endswith(".") for c in report["causes"])
    ids = {case["id"] for case in report["cases"] if "mistakes" in case}
    assert all(c["vector"] in ids for c in report["causes"])
    for profile in report["profiles"]:
        assert profile["inconsistent"] == (profile["not_followed"] > 0) and profile["by_rejecting"] <= profile["followed"]
        assert not profile["inconsistent"] or profile["scheme"] + " " + profile["name"] in report["summary"]
    for case in report["cases"]:
        kind = case.get("error_kind")
        assert kind is None or case["outcome"] == "error" and kind in ERROR_KINDS, case["id"]
        assert case["outcome"] != "error" or kind or case["words"] in ("not run", "not answered"), case["id"]
        if case["outcome"] == "fail":
            assert case["differences"] and case["clause"] and case["tests"]
        for difference in case.get("differences", []):
            if difference["kind"] in ("accepted", "rejected", "reason"):
                assert case["op"] == "verify" and difference["expected"] != difference["received"], case["id"]
            if difference["kind"] in ("message", "header-value") and "expected_sha256" not in difference:
                assert value(difference, "expected") != value(difference, "received"), case["id"]
    return counts


def check_junit(root, report, counts):
    told = root.findtext("testsuite[@name='run']/testcase/system-out", "")
    for name in "seed", "fresh":
        stated = root.find(f"testsuite[@name='run']/properties/property[@name='{name}']")
        assert int(stated.get("value")) == report[name], name
    inconsistent = [line.split()[1:3] for line in told.splitlines() if line.startswith("inconsistent: ")]
    contradictions = [line.split(": ")[1] for line in told.splitlines() if line.startswith("contradiction: ")]
    assert contradictions == [found["name"] for found in report["contradictions"]]
    assert inconsistent == [[profile["scheme"], profile["name"]] for profile in report["profiles"] if profile["inconsistent"]]
    assert root.tag == "testsuites"
    causes = [line.split(": ")[1] for text in root.itertext() for line in text.splitlines() if line.startswith("cause: ")]
    assert Counter(causes) == Counter(name for case in report["cases"] for name in case.get("mistakes", []))
    found = Counter()
    for suite in root:
        cases = suite.findall("testcase")
        tags = Counter(child.tag for case in cases for child in case)
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == tags["failure"]
        assert int(suite.get("errors")) == tags["error"]
        assert int(suite.get("skipped")) == tags["skipped"]
        if suite.get("name") != "run":
            found += tags
    assert found["failure"] == counts["fail"] + counts["unsupported"]
    assert found["error"] == counts["error"]


def is_bad(case):
    return case["outcome"] in ("fail", "unsupported", "error")


def check_tap(text, report):
    """TAP 14: the version, the plan, and each point in its order, some with a block of YAML."""
    import yaml
    lines = iter(text.splitlines())
    assert next(lines) == "TAP version 14"
    facts, points, planned = {}, [], None
    for line in lines:
        if line.startswith("# "):
            name, _, value = line[2:].partition(": ")
            facts[name] = value
        elif line.startswith("1.."):
            assert planned is None and not points
            planned = int(line[3:])
        elif line == "  ---":
            block = []
            for inner in lines:
                if inner == "  ...":
                    break
                assert inner.startswith("  "), inner
                block.append(inner)
            points[-1].append(yaml.safe_load("\n".join(block)))
        else:
            match = re.fullmatch(r"(not )?ok (\d+) - ([a-z0-9 -]+?)(?: # (SKIP|TODO) (.+))?", line)
            assert match and int(match[2]) == len(points) + 1, line
            points.append([match[1] is None, match[3], match[4]])
    assert planned == len(points) == len(report["cases"]) + 1
    for point, case in zip(points, report["cases"]):
        assert point[1] == f"{case['scheme']} {case['op']} {case['id']}"
        assert point[0] != is_bad(case) and (point[2] == "TODO") == bool(case.get("known")), case["id"]
        assert (point[2] == "SKIP") == (case["outcome"] in ("observed", "out-of-limits", "out-of-scope")), case["id"]
        if is_bad(case):
            told = point[3]
            assert told["outcome"] == case["outcome"] and told.get("causes") == case.get("mistakes"), case["id"]
            assert case["id"] in told["again"] and told["clause"]
            assert [d["kind"] for d in told.get("differences", [])] == [d["kind"] for d in case.get("differences", [])]
    assert points[-1][0] == (report["exit_code"] == 0) and points[-1][3]["message"]
    assert facts["vectors-sha256"] == report["vectors"]["sha256"] and facts["reqsig"] == report["reqsig"]


class Elements(html.parser.HTMLParser):
    """The elements that a page opens and closes must nest; which there are, and their text."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.text, self.ids = [], Counter(), "", []

    def handle_starttag(self, tag, attributes):
        self.seen[tag] += 1
        self.ids += [value for name, value in attributes if name == "id"]
        assert not any(name.startswith("on") for name, value in attributes), tag
        if tag not in ("br", "meta", "link", "input", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        self.text += data


def elements_of(page):
    parser = Elements()
    parser.feed(page)
    parser.close()
    assert not parser.open, parser.open
    return parser


def check_markdown(text, report):
    import markdown_it
    page = elements_of(markdown_it.MarkdownIt("commonmark").enable("table").render(text))
    shown = set("h2 h3 p strong table thead tbody tr th td ul li code q br details summary pre".split())
    assert set(page.seen) <= shown, set(page.seen) - shown
    assert page.seen["h2"] == 1 and page.seen["table"] == 1
    assert page.seen["tr"] == 1 + len(report["schemes"]) + (len(report["schemes"]) != 1)
    failures = [case for case in report["cases"] if is_bad(case) and not case.get("known") and case.get("words") not in ("not run", "not answered")]
    assert page.seen["details"] == min(20, len(failures)), page.seen["details"]
    for cause in report["causes"]:
        assert all(name in page.text for name in cause["mistakes"])
    assert report["vectors"]["sha256"] in page.text and report["reqsig"] in page.text


def check_html(text, report):
    """The page is whole, loads nothing, and holds the report and each vector."""
    page = elements_of(text)
    assert text.startswith("<!DOCTYPE html>") and page.seen["h1"] == 1 and page.seen["main"] == 1
    assert len(page.ids) == len(set(page.ids))
    assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\(""", text), "it loads something"
    parts = re.findall(r'(?s)<script(?: type="application/json" id="(\w+)")?>(.*?)</script>', text)
    assert page.seen["script"] == len(parts) == 3 and "<!--" not in text
    assert json.loads(parts[0][1]) == report
    vectors = json.loads(parts[1][1])
    assert set(vectors) == {case["id"] for case in report["cases"]}
    assert all(vector["clause"] and vector["tests"] and vector["request"]["method"] is not None for vector in vectors.values())
    for fact in report["vectors"]["sha256"], report["reqsig"], *((report["implementation"] or {}).get("limits", [])):
        assert fact in page.text


def check_facts(root, report):
    facts = {p.get("name"): p.get("value") for p in root.findall("testsuite[@name='run']/properties/property")}
    told = report["implementation"] or {"name": None, "version": None, "language": None, "limits": []}
    assert facts["vectors-sha256"] == report["vectors"]["sha256"] and facts["reqsig"] == report["reqsig"]
    assert facts.get("limits", "").split() == told["limits"] and facts.get("undeclared", "").split() == report["undeclared"]
    for name, member in ("implementation", "name"), ("version", "version"), ("language", "language"):
        assert (name in facts) == bool(told[member]), name
    suites = [suite.get("name") for suite in root if suite.get("name") != "run"]
    assert suites == [scheme["scheme"] for scheme in report["schemes"]]
    assert not set(suites) & set(report["undeclared"])


def main(paths):
    report = json.loads(pathlib.Path(paths[0]).read_text())
    counts = check_json(report)
    for path in paths[1:]:
        if path.endswith(".xml"):
            root = ElementTree.parse(path).getroot()
            check_junit(root, report, counts)
            check_facts(root, report)
        elif path.endswith(".tap"):
            check_tap(pathlib.Path(path).read_text(), report)
        elif path.endswith(".html"):
            check_html(pathlib.Path(path).read_text(), report)
        elif path.endswith(".md"):
            check_markdown(pathlib.Path(path).read_text(), report)


main(sys.argv[1:])
