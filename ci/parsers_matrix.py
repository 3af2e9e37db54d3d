#!/usr/bin/env python3
"""Prints the JSON reports of reqsig test --http side by side. usage: parsers_matrix.py REPORT..."""

import json
import sys

CLASSES = ["must", "should", "may", "strict"]
MARKS = {"accepted": "A", "rejected": "r"}


def mark(case):
    """Of a case that is read otherwise than its vector says: A accepts, r refuses, p another part; e no answer."""
    if case["outcome"] in ("error", "unsupported", "out-of-scope"):
        return "e"
    kinds = [difference["kind"] for difference in case.get("differences", [])]
    return MARKS.get(kinds[0], "p") if kinds else "."


def print_totals(reports):
    print(f"{'':30}{'as':>8}{'accepts wrongly':>21}{'refuses':>12}{'another':>9}{'no':>7}")
    print(f"{'parser':30}{'stated':>8}{'must should may':>21}{'wrongly':>12}{'part':>9}{'answer':>7}")
    for report in reports:
        who, total = report["implementation"], report["total"]
        accepts = {row["class"]: row["false_accepts"] for row in report["classes"]}
        print(
            f"{who['name'] + ' ' + (who['version'] or ''):30}{total['as_stated']:>4}/{total['requests']}"
            f"{accepts['must']:>11}{accepts['should']:>6}{accepts['may']:>4}"
            f"{total['false_refusals']:>12}{total['misread']:>9}{total['no_answer']:>7}"
        )


def print_requests(reports):
    print("\nA accepts what the vector refuses, r refuses what it accepts, p reads another part, e no answer\n")
    for column, report in enumerate(reports):
        print(f"{'':46}{'| ' * column}{report['implementation']['name']}")
    cases = [{case["id"]: case for case in report["cases"]} for report in reports]
    for wanted in CLASSES:
        for name, case in cases[0].items():
            marks = [mark(of[name]) for of in cases]
            if case["class"] == wanted and any(one != "." for one in marks):
                print(f"{wanted:7}{name.removeprefix('http-'):39}{' '.join(marks)}")


def main():
    reports = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            reports.append(json.load(file))
    if not reports:
        sys.exit("usage: parsers_matrix.py REPORT...")
    print_totals(reports)
    print_requests(reports)


if __name__ == "__main__":
    main()
