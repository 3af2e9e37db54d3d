#!/usr/bin/python3
"""What ci/mutate changes, and that its list of judged survivors fits the library as it is."""

import os
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
os.chdir(pathlib.Path(__file__).resolve().parent.parent.parent)
sys.path.insert(0, "ci")

from source_mutants.build import reached_in  # noqa: E402
from source_mutants.candidates import all_candidates, candidates_of  # noqa: E402
from source_mutants.judged import Judged  # noqa: E402


def changed(source):
    """The lines after each change, without the space around them."""
    return [" ".join(c.applied_to(source).split()) for c in candidates_of("a.c", source)]


class Candidates(unittest.TestCase):
    def test_operators(self):
        self.assertEqual(changed("x = a < b ;"), ["x = a <= b ;", "x = a >= b ;"])
        self.assertEqual(changed("f(a && !b);"), ["f(a || !b);", "f(a && b);"])

    def test_a_star_or_minus_of_one_operand_stays(self):
        self.assertEqual(changed("int *p = a * *q;"), ["int *p = a / *q;"])

    def test_constants(self):
        self.assertEqual(changed("x = 0 + '0';"), ["x = (0 + 1) + '0';", "x = 0 - '0';", "x = 0 + ('0' + 1);"])
        self.assertEqual(changed("char a[0x10u];"), ["char a[(0x10u + 1)];", "char a[(0x10u - 1)];"])

    def test_texts_but_no_sentences(self):
        self.assertEqual(changed('f("null", "no sentence", "");'), ['f("~ull", "no sentence", "");'])

    def test_comments_and_the_preprocessor_stay(self):
        self.assertEqual(changed("#define A \\\n  1\n/* 1 */ // 1\n#if 1 == 1\n"), [])

    def test_conditions(self):
        self.assertEqual(changed("if (f(a)) return;"), ["if (0) return;", "if (1) return;"])
        self.assertEqual(changed("while (f(a)) ;"), ["while (0) ;"])
        self.assertEqual(changed("for (;f(a);) ;"), ["for (;0;) ;"])
        self.assertEqual(changed("return a ? b : c;")[2:], ["return a && 0 ? b : c;", "return a || 1 ? b : c;"])

    def test_results(self):
        self.assertEqual(changed("return f(a);"), ["return 0;", "return 1;"])
        self.assertEqual(changed("return true;"), ["return false;"])

    def test_statements_but_no_declarations(self):
        self.assertEqual(changed("{ int a; f(a); if (b) c = d; }")[-1], "{ int a; f(a); if (b) (void)0; }")
        self.assertEqual(changed("{ slice *a; f(a); }"), ["{ slice *a; (void)0; }"])
        self.assertEqual(changed("switch (a) { case B: f(b); break; }"),
                         ["switch (a) { case B: (void)0; break; }", "switch (a) { case B: f(b); (void)0; }"])

    def test_members_of_an_initialiser(self):
        self.assertEqual(changed("x y = {.a = {b, c}, .d = e};"), ["x y = { .d = e};", "x y = {.a = {b, c}, };"])

    def test_the_line_that_is_told_is_the_one_that_changes(self):
        source = "\n".join(["/* text", "*/", "  f(1,", "    2);"])
        self.assertEqual([(c.line, c.text) for c in candidates_of("a.c", source)],
                         [(3, "f(1,")] * 2 + [(4, "2);")] * 2)

    def test_the_same_change_again_has_a_number(self):
        found = candidates_of("a.c", "bool a[] = {true, true};\nbool a[] = {true, true};\nbool b[] = {true};")
        self.assertEqual([c.what.replace("`true` becomes `false`", "it") for c in found],
                         ["it", "it (2)", "it (3)", "it (4)", "it"])


class Reached(unittest.TestCase):
    def test_a_line_without_code_goes_with_the_one_before_it_or_with_its_file(self):
        is_reached = reached_in({10: True, 12: False, 20: False}, {(10, 14), (20, 22)})
        self.assertEqual([line for line in range(8, 24) if is_reached(line)], [8, 9, 10, 11, 15, 16, 17, 18, 19, 23])
        self.assertFalse(reached_in({20: False}, {(20, 22)})(1))


class JudgedList(unittest.TestCase):
    source = "a = b + c;\n"

    def test_an_entry_names_one_change_or_all_of_a_line(self):
        candidate, = candidates_of("a.c", self.source)
        for change in ("`+` becomes `-`", "any change"):
            known = Judged(f"# text\na.c | a = b + c; | {change}\n  equal: it is.\n")
            self.assertEqual((known.kind(candidate), known.of_no_use([candidate])), ("equal", []))

    def test_several_entries_share_a_reason(self):
        known = Judged("a.c | a | `b`\na.c | c | d | `e | f`\n  equal: they are.\n  Both.\na.c | g | any change\n"
                       "  hidden: it is.\n")
        self.assertEqual(known.kinds, {("a.c", "a", "`b`"): "equal", ("a.c", "c | d", "`e | f`"): "equal",
                                       ("a.c", "g", "any change"): "hidden"})

    def test_an_entry_whose_line_has_changed_is_told(self):
        key = ("a.c", "a = b - c;", "any change")
        known = Judged(" | ".join(key) + "\n  hidden: no answer has it.\n")
        self.assertEqual(known.of_no_use(candidates_of("a.c", self.source)), [key])

    def test_an_entry_without_a_reason_is_refused(self):
        for text in ("a.c | b | any change\n", "a.c | any change\n  equal: it is.\n", "a.c | b | c\n  it is.\n"):
            with self.assertRaises(SystemExit):
                Judged(text)

    def test_the_list_fits_the_library(self):
        self.assertEqual(Judged.shipped().of_no_use(all_candidates()), [])


if __name__ == "__main__":
    unittest.main()
