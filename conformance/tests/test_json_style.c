#include <criterion/criterion.h>
#include <string.h>

#include "mutants/transforms.h"

static void gives(struct json_style style, const char *json, const char *expected, const char *label) {
  struct text text = {0};
  cr_assert(json_rewrite(&style, reqsig_text(json), &text), "%s", label);
  cr_assert_str_eq(text_string(&text), expected, "%s: %s", label, text_string(&text));
  text_free(&text);
}

static const char numbers[] =
    "{\"a\":1.0,\"b\":1e-7,\"c\":0.120,\"d\":12345678901234567890,\"e\":1e21,\"f\":-0,\"g\":1e5,\"h\":"
    "123456789012345678,\"i\":1.5e300,\"j\":0.00001,\"l\":-0.0,\"m\":1e16,\"n\":123456.789e3,\"o\":0.0001,"
    "\"p\":1e15,\"q\":1e17,\"r\":9007199254740993,\"s\":5e-324,\"t\":0.1,\"u\":-1.25E-3,\"v\":1e20,\"w\":0."
    "000001}";

/* What serialisers give was made with them; the label says how. */
Test(json_style, writes_numbers_as_four_languages_do) {
  gives((struct json_style){.numbers = JSON_PHP}, numbers,
        "{\"a\":1,\"b\":1.0e-7,\"c\":0.12,\"d\":1.2345678901234567e+19,\"e\":1.0e+21,\"f\":0,\"g\":100000,"
        "\"h\":123456789012345678,\"i\":1.5e+300,\"j\":1.0e-5,\"l\":-0,\"m\":10000000000000000,\"n\":"
        "123456789,\"o\":0.0001,\"p\":1000000000000000,\"q\":1.0e+17,\"r\":9007199254740993,\"s\":5.0e-324,"
        "\"t\":0.1,\"u\":-0.00125,\"v\":1.0e+20,\"w\":1.0e-6}",
        "php 8.2.36, json_encode(json_decode())");
  gives((struct json_style){.numbers = JSON_JAVASCRIPT}, numbers,
        "{\"a\":1,\"b\":1e-7,\"c\":0.12,\"d\":12345678901234567000,\"e\":1e+21,\"f\":0,\"g\":100000,\"h\":"
        "123456789012345680,\"i\":1.5e+300,\"j\":0.00001,\"l\":0,\"m\":10000000000000000,\"n\":123456789,"
        "\"o\":0.0001,\"p\":1000000000000000,\"q\":100000000000000000,\"r\":9007199254740992,\"s\":5e-324,"
        "\"t\":0.1,\"u\":-0.00125,\"v\":100000000000000000000,\"w\":0.000001}",
        "node 20.20.2, JSON.stringify(JSON.parse())");
  gives((struct json_style){.numbers = JSON_PYTHON}, numbers,
        "{\"a\":1.0,\"b\":1e-07,\"c\":0.12,\"d\":12345678901234567890,\"e\":1e+21,\"f\":0,\"g\":100000.0,"
        "\"h\":123456789012345678,\"i\":1.5e+300,\"j\":1e-05,\"l\":-0.0,\"m\":1e+16,\"n\":123456789.0,\"o\":"
        "0.0001,\"p\":1000000000000000.0,\"q\":1e+17,\"r\":9007199254740993,\"s\":5e-324,\"t\":0.1,\"u\":-0."
        "00125,\"v\":1e+20,\"w\":1e-06}",
        "python 3.11.2, json.dumps(json.loads())");
  gives((struct json_style){.numbers = JSON_RUBY}, numbers,
        "{\"a\":1.0,\"b\":1.0e-07,\"c\":0.12,\"d\":12345678901234567890,\"e\":1.0e+21,\"f\":0,\"g\":100000.0,"
        "\"h\":123456789012345678,\"i\":1.5e+300,\"j\":1.0e-05,\"l\":-0.0,\"m\":1.0e+16,\"n\":123456789.0,"
        "\"o\":0.0001,\"p\":1.0e+15,\"q\":1.0e+17,\"r\":9007199254740993,\"s\":5.0e-324,\"t\":0.1,\"u\":-0."
        "00125,\"v\":1.0e+20,\"w\":1.0e-06}",
        "ruby 3.1.2, JSON.generate(JSON.parse())");
}

static const char strings[] =
    " { \"x\" : \"\\u00e9\\u00E9é😀\\ud83d\\ude00/\\/<>&'+`\\u007f\\u0001\\b\\f\\t\\\"\\\\\" , \"10\":[1, {} "
    ", []], \"2\":{\"b\":null,\"a\":[true,false]}, \"a\":1, \"a\":\"2\", \"01\":0 } ";

Test(json_style, writes_as_php_does) {
  gives((struct json_style){.respaced = true,
                            .numbers = JSON_PHP,
                            .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED | JSON_SLASH_ESCAPED,
                            .no_empty_objects = true,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\"x\":\"\\u00e9\\u00e9\\u00e9\\ud83d\\ude00\\ud83d\\ude00\\/\\/"
        "<>&'+`\177\\u0001\\b\\f\\t\\\"\\\\\",\"10\":[1,[],[]],\"2\":{\"b\":null,\"a\":[true,false]},\"a\":"
        "\"2\",\"01\":0}",
        "php 8.2.36, json_encode(json_decode($s, true))");
}

Test(json_style, writes_as_javascript_does) {
  gives((struct json_style){.respaced = true,
                            .numbers = JSON_JAVASCRIPT,
                            .strings = JSON_NO_NEEDLESS_ESCAPES,
                            .order = JSON_INTEGERS_FIRST,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\"2\":{\"b\":null,\"a\":[true,false]},\"10\":[1,{},[]],\"x\":\"ééé😀😀//"
        "<>&'+`\177\\u0001\\b\\f\\t\\\"\\\\\",\"a\":\"2\",\"01\":0}",
        "node 20.20.2, JSON.stringify(JSON.parse(s))");
}

Test(json_style, writes_as_javascript_does_with_an_indent) {
  gives((struct json_style){.respaced = true,
                            .colon = ": ",
                            .indent = "  ",
                            .numbers = JSON_JAVASCRIPT,
                            .strings = JSON_NO_NEEDLESS_ESCAPES,
                            .order = JSON_INTEGERS_FIRST,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\n  \"2\": {\n    \"b\": null,\n    \"a\": [\n      true,\n      false\n    ]\n  },\n  \"10\": [\n "
        "   1,\n    {},\n    []\n  ],\n  \"x\": \"ééé😀😀//<>&'+`\177\\u0001\\b\\f\\t\\\"\\\\\",\n  \"a\": "
        "\"2\",\n  \"01\": 0\n}",
        "node 20.20.2, JSON.stringify(JSON.parse(s), null, 2)");
}

Test(json_style, writes_as_python_does) {
  gives(
      (struct json_style){.respaced = true,
                          .comma = ", ",
                          .colon = ": ",
                          .numbers = JSON_PYTHON,
                          .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED | JSON_DEL_ESCAPED,
                          .duplicates = JSON_LAST_WINS},
      strings,
      "{\"x\": \"\\u00e9\\u00e9\\u00e9\\ud83d\\ude00\\ud83d\\ude00//<>&'+`\\u007f\\u0001\\b\\f\\t\\\"\\\\\", "
      "\"10\": [1, {}, []], \"2\": {\"b\": null, \"a\": [true, false]}, \"a\": \"2\", \"01\": 0}",
      "python 3.11.2, json.dumps(json.loads(s))");
}

Test(json_style, writes_as_python_does_with_an_indent) {
  gives((struct json_style){.respaced = true,
                            .colon = ": ",
                            .indent = "    ",
                            .numbers = JSON_PYTHON,
                            .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED | JSON_DEL_ESCAPED,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\n    \"x\": "
        "\"\\u00e9\\u00e9\\u00e9\\ud83d\\ude00\\ud83d\\ude00//<>&'+`\\u007f\\u0001\\b\\f\\t\\\"\\\\\",\n    "
        "\"10\": [\n        1,\n        {},\n        []\n    ],\n    \"2\": {\n        \"b\": null,\n        "
        "\"a\": [\n            true,\n            false\n        ]\n    },\n    \"a\": \"2\",\n    \"01\": "
        "0\n}",
        "python 3.11.2, json.dumps(json.loads(s), indent=4)");
}

Test(json_style, writes_as_python_does_with_sorted_names) {
  gives((struct json_style){.respaced = true,
                            .numbers = JSON_PYTHON,
                            .strings = JSON_NO_NEEDLESS_ESCAPES,
                            .order = JSON_SORTED,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\"01\":0,\"10\":[1,{},[]],\"2\":{\"a\":[true,false],\"b\":null},\"a\":\"2\",\"x\":\"ééé😀😀//"
        "<>&'+`\177\\u0001\\b\\f\\t\\\"\\\\\"}",
        "python 3.11.2, json.dumps(json.loads(s), sort_keys=True, separators=(\",\", \":\"), "
        "ensure_ascii=False)");
}

Test(json_style, writes_as_ruby_does) {
  gives((struct json_style){.respaced = true,
                            .numbers = JSON_RUBY,
                            .strings = JSON_NO_NEEDLESS_ESCAPES,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\"x\":\"ééé😀😀//"
        "<>&'+`\177\\u0001\\b\\f\\t\\\"\\\\\",\"10\":[1,{},[]],\"2\":{\"b\":null,\"a\":[true,false]},\"a\":"
        "\"2\",\"01\":0}",
        "ruby 3.1.2, JSON.generate(JSON.parse(s))");
}

Test(json_style, writes_as_jq_does) {
  gives((struct json_style){.respaced = true,
                            .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_DEL_ESCAPED,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\"x\":\"ééé😀😀//"
        "<>&'+`\\u007f\\u0001\\b\\f\\t\\\"\\\\\",\"10\":[1,{},[]],\"2\":{\"b\":null,\"a\":[true,false]},"
        "\"a\":\"2\",\"01\":0}",
        "jq 1.6, jq -c .");
}

Test(json_style, writes_as_jq_does_with_tabs) {
  gives((struct json_style){.respaced = true,
                            .colon = ": ",
                            .indent = "\t",
                            .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_DEL_ESCAPED,
                            .duplicates = JSON_LAST_WINS},
        strings,
        "{\n\011\"x\": \"ééé😀😀//<>&'+`\\u007f\\u0001\\b\\f\\t\\\"\\\\\",\n\011\"10\": "
        "[\n\011\0111,\n\011\011{},\n\011\011[]\n\011],\n\011\"2\": {\n\011\011\"b\": null,\n\011\011\"a\": "
        "[\n\011\011\011true,\n\011\011\011false\n\011\011]\n\011},\n\011\"a\": \"2\",\n\011\"01\": 0\n}",
        "jq 1.6, jq --tab .");
}

/* What follows was written by hand, from RFC 8259 section 7. */
static const char mixed[] = "[ \"\\u00e9/\\/\\u00E9\xc3\xa9\\ud83D\\uDE00\\ud800<\\n\" ,\t1.0e5, true ,null]";

Test(json_style, changes_only_what_it_names) {
  gives((struct json_style){0}, mixed, mixed, "nothing");
  gives((struct json_style){.strings = JSON_SLASH_ESCAPED}, mixed,
        "[ \"\\u00e9\\/\\/\\u00E9\xc3\xa9\\ud83D\\uDE00\\ud800<\\n\" ,\t1.0e5, true ,null]", "slash escaped");
  gives((struct json_style){.strings = JSON_SLASH_PLAIN}, mixed,
        "[ \"\\u00e9//\\u00E9\xc3\xa9\\ud83D\\uDE00\\ud800<\\n\" ,\t1.0e5, true ,null]", "slash plain");
  gives((struct json_style){.strings = JSON_NON_ASCII_PLAIN}, mixed,
        "[ \"\xc3\xa9/\\/\xc3\xa9\xc3\xa9\xf0\x9f\x98\x80\\ud800<\\n\" ,\t1.0e5, true ,null]", "plain");
  gives((struct json_style){.strings = JSON_NON_ASCII_ESCAPED | JSON_UPPER_HEX}, mixed,
        "[ \"\\u00E9/\\/\\u00E9\\u00E9\\uD83D\\uDE00\\uD800<\\n\" ,\t1.0e5, true ,null]", "upper");
  gives((struct json_style){.strings = JSON_LOWER_HEX}, mixed,
        "[ \"\\u00e9/\\/\\u00e9\xc3\xa9\\ud83d\\ude00\\ud800<\\n\" ,\t1.0e5, true ,null]", "lower");
  gives((struct json_style){.escaped_too = "<&", .end = "\n"}, mixed,
        "[ \"\\u00e9/\\/\\u00E9\xc3\xa9\\ud83D\\uDE00\\ud800\\u003c\\n\" ,\t1.0e5, true ,null]\n", "html");
  gives((struct json_style){.python_literals = true}, mixed,
        "[ \"\\u00e9/\\/\\u00E9\xc3\xa9\\ud83D\\uDE00\\ud800<\\n\" ,\t1.0e5, True ,None]", "literals");
}

/* Node 20.20.2: JSON.stringify(JSON.parse(s)). */
Test(json_style, takes_for_integers_what_javascript_does) {
  gives((struct json_style){.order = JSON_INTEGERS_FIRST},
        "{\"a\":1,\"4294967295\":2,\"4294967294\":3,\"10\":4,\"9\":5}",
        "{\"9\":5,\"10\":4,\"4294967294\":3,\"a\":1,\"4294967295\":2}", "integers");
}

Test(json_style, joins_only_halves_that_belong_together) {
  gives((struct json_style){.strings = JSON_NON_ASCII_PLAIN}, "\"\\ue000\\udc00\\ud800\\ue000\"",
        "\"\xee\x80\x80\\udc00\\ud800\xee\x80\x80\"", "halves");
}

Test(json_style, lets_the_first_of_two_members_win) {
  gives((struct json_style){.duplicates = JSON_FIRST_WINS}, "{\"a\":1,\"b\":{\"c\":1,\"c\":2},\"a\":3}",
        "{\"a\":1,\"b\":{\"c\":1}}", "first");
}

Test(json_style, says_what_is_beyond_a_double) {
  gives((struct json_style){.numbers = JSON_PYTHON}, "[1e400,-1e400]", "[Infinity,-Infinity]",
        "python 3.11.2");
  gives((struct json_style){.numbers = JSON_JAVASCRIPT}, "[1e400,-1e400]", "[null,null]", "node 20.20.2");
}

Test(json_style, adds_nothing_of_what_is_not_json) {
  static const char *const wrong[] = {"", "a=b", "{\"a\":1", "[1,]", "{'a':1}", "\xff", "NaN"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct text text = {0};
    cr_assert_not(json_rewrite(&(struct json_style){.respaced = true}, reqsig_text(wrong[i]), &text), "%s",
                  wrong[i]);
    cr_assert_eq(text.len, 0);
    text_free(&text);
  }
}

/* Python 3.11, str(json.loads()). */
Test(json_style, writes_as_python_prints_a_dictionary) {
  gives((struct json_style){.respaced = true,
                            .comma = ", ",
                            .colon = ": ",
                            .numbers = JSON_PYTHON,
                            .python_literals = true,
                            .python_quotes = true},
        "{\"a\":true,\"b\":null,\"c\":\"it's\",\"d\":\"say \\\"x\\\"\",\"e\":\"both ' "
        "\\\"\",\"f\":\"\xc3\xa9\\n\\u0001\\u007f\","
        "\"g\":[1.0,{}],\"h\":\"\xc2\xa0\\\\\"}",
        "{'a': True, 'b': None, 'c': \"it's\", 'd': 'say \"x\"', 'e': 'both \\' \"', 'f': "
        "'\xc3\xa9\\n\\x01\\x7f', "
        "'g': [1.0, {}], 'h': '\\xa0\\\\'}",
        "python 3.11");
}
