#!/usr/bin/env python3
"""check-reports.py REPORT.json REPORT.xml: whether the two reports of one run are sound, and tell the same."""
import base64
import json
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter

OUTCOMES = ("pass", "flagged", "fail", "observed", "unsupported", "out-of-limits", "error")
ERROR_KINDS = ("answered", "crash", "time-out", "protocol")


def value(difference, name):
    encoded = difference.get(name + "_base64")
    return difference[name].encode() if encoded is None else base64.b64decode(encoded, validate=True)


def check_json(report):
    assert report["format"] == 1
    assert report["verdict"] in ("conformant", "not-conformant", "broken")
    assert report["exit_code"] == {"conformant": 0, "not-conformant": 1, "broken": 3}[report["verdict"]]
    counts = Counter(case["outcome"] for case in report["cases"] if not case.get("known"))
    assert counts, "no cases"
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
    inconsistent = [line.split()[1:3] for line in told.splitlines()]
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


with open(sys.argv[1], encoding="utf-8") as file:
    json_report = json.load(file)
check_junit(ElementTree.parse(sys.argv[2]).getroot(), json_report, check_json(json_report))
