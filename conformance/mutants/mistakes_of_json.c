#include "mutants/mistake_tables.h"

/* A body parsed and serialised again, by what a language does when nothing is said. */
static const struct json_style javascript = {.respaced = true,
                                             .numbers = JSON_JAVASCRIPT,
                                             .strings = JSON_NO_NEEDLESS_ESCAPES,
                                             .order = JSON_INTEGERS_FIRST,
                                             .duplicates = JSON_LAST_WINS};
static const struct json_style javascript_2 = {.respaced = true,
                                               .colon = ": ",
                                               .indent = "  ",
                                               .numbers = JSON_JAVASCRIPT,
                                               .strings = JSON_NO_NEEDLESS_ESCAPES,
                                               .order = JSON_INTEGERS_FIRST,
                                               .duplicates = JSON_LAST_WINS};
static const struct json_style python = {.respaced = true,
                                         .comma = ", ",
                                         .colon = ": ",
                                         .numbers = JSON_PYTHON,
                                         .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED |
                                                    JSON_DEL_ESCAPED,
                                         .duplicates = JSON_LAST_WINS};
static const struct json_style python_4 = {.respaced = true,
                                           .colon = ": ",
                                           .indent = "    ",
                                           .numbers = JSON_PYTHON,
                                           .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED |
                                                      JSON_DEL_ESCAPED,
                                           .duplicates = JSON_LAST_WINS};
static const struct json_style php = {.respaced = true,
                                      .numbers = JSON_PHP,
                                      .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED |
                                                 JSON_SLASH_ESCAPED,
                                      .no_empty_objects = true,
                                      .order = JSON_ORDER_KEPT,
                                      .duplicates = JSON_LAST_WINS};
static const struct json_style ruby = {.respaced = true,
                                       .numbers = JSON_RUBY,
                                       .strings = JSON_NO_NEEDLESS_ESCAPES,
                                       .duplicates = JSON_LAST_WINS};
static const struct json_style go_map = {.respaced = true,
                                         .numbers = JSON_JAVASCRIPT,
                                         .strings = JSON_NO_NEEDLESS_ESCAPES,
                                         .escaped_too = "<>&",
                                         .order = JSON_SORTED,
                                         .duplicates = JSON_LAST_WINS};

/* One feature of those, the rest of the body as it is. */
static const struct json_style spaced = {.respaced = true, .comma = ", ", .colon = ": "};
static const struct json_style compact = {.respaced = true};
static const struct json_style indented_2 = {.respaced = true, .colon = ": ", .indent = "  "};
static const struct json_style indented_4 = {.respaced = true, .colon = ": ", .indent = "    "};
static const struct json_style indented_tab = {.respaced = true, .colon = ": ", .indent = "\t"};
static const struct json_style slash_escaped = {.strings = JSON_SLASH_ESCAPED};
static const struct json_style slash_plain = {.strings = JSON_SLASH_PLAIN};
static const struct json_style escaped_lower = {.strings = JSON_NON_ASCII_ESCAPED | JSON_LOWER_HEX};
static const struct json_style escaped_upper = {.strings = JSON_NON_ASCII_ESCAPED | JSON_UPPER_HEX};
static const struct json_style unescaped = {.strings = JSON_NON_ASCII_PLAIN};
static const struct json_style upper_digits = {.strings = JSON_UPPER_HEX};
static const struct json_style lower_digits = {.strings = JSON_LOWER_HEX};
static const struct json_style html_go = {.escaped_too = "<>&"};
static const struct json_style html_go_line = {.escaped_too = "<>&", .end = "\n"};
static const struct json_style html_dotnet = {.strings = JSON_NON_ASCII_ESCAPED | JSON_UPPER_HEX,
                                              .escaped_too = "<>&'+`"};
static const struct json_style literals = {.python_literals = true};
static const struct json_style literals_spaced = {
    .respaced = true, .comma = ", ", .colon = ": ", .python_literals = true};
static const struct json_style sorted = {.order = JSON_SORTED};
static const struct json_style integers_first = {.order = JSON_INTEGERS_FIRST};
static const struct json_style first_wins = {.duplicates = JSON_FIRST_WINS};
static const struct json_style last_wins = {.duplicates = JSON_LAST_WINS};

const struct mistake mistakes_of_json[] = {
    {"body-reserialised", "javascript", 1,
     "a body parser's object is signed as JSON.stringify writes it, not the bytes on the wire", HAS_RAW_BODY,
     .body = {transform_json, .style = &javascript}},
    {"body-reserialised", "javascript-indent-2", 1,
     "a body parser's object is signed as JSON.stringify(x, null, 2) writes it", HAS_RAW_BODY,
     .body = {transform_json, .style = &javascript_2}},
    {"body-reserialised", "python", 1, "a parsed body is signed as Python's json.dumps writes it",
     HAS_RAW_BODY, .body = {transform_json, .style = &python}},
    {"body-reserialised", "python-indent-4", 1,
     "a parsed body is signed as Python's json.dumps(indent=4) writes it", HAS_RAW_BODY,
     .body = {transform_json, .style = &python_4}},
    {"body-reserialised", "php", 1, "a parsed body is signed as PHP's json_encode writes it from an array",
     HAS_RAW_BODY, .body = {transform_json, .style = &php}},
    {"body-reserialised", "ruby", 1, "a parsed body is signed as Ruby's to_json writes it", HAS_RAW_BODY,
     .body = {transform_json, .style = &ruby}},
    {"body-reserialised", "go", 1, "a parsed body is signed as Go's json.Marshal writes it from a map",
     HAS_RAW_BODY, .body = {transform_json, .style = &go_map}},
    {"body-reserialised", "compact", 1, "a body is signed without the white space between its tokens",
     HAS_RAW_BODY, .body = {transform_json, .style = &compact}},
    {"body-reserialised", "indent-2", 1,
     "a body is signed with an indent of two columns, as a formatter writes it", HAS_RAW_BODY,
     .body = {transform_json, .style = &indented_2}},
    {"body-reserialised", "indent-4", 1,
     "a body is signed with an indent of four columns, as a formatter writes it", HAS_RAW_BODY,
     .body = {transform_json, .style = &indented_4}},
    {"body-reserialised", "indent-tab", 1,
     "a body is signed with an indent of tabs, as a formatter writes it", HAS_RAW_BODY,
     .body = {transform_json, .style = &indented_tab}},
    {"json-python-spaces", NULL, 2, "Python's spaces behind commas and colons are signed and not sent",
     HAS_RAW_BODY, .body = {transform_json, .style = &spaced}},
    {"json-python-spaces", "sent", 2, "Python's spaces behind commas and colons are sent and not signed",
     HAS_RAW_BODY, .body = {transform_json, .style = &compact}},
    {"json-escaped-slash", NULL, 17, "PHP writes a slash as \\/ by default, and that is signed", HAS_RAW_BODY,
     .body = {transform_json, .style = &slash_escaped}},
    {"json-escaped-slash", "undone", 17, "a slash that was sent as \\/ is signed without its backslash",
     HAS_RAW_BODY, .body = {transform_json, .style = &slash_plain}},
    {"json-unicode-escape", "lower", 18,
     "letters beyond ASCII are signed as \\u escapes, which Python and PHP write by default", HAS_RAW_BODY,
     .body = {transform_json, .style = &escaped_lower}},
    {"json-unicode-escape", "upper", 18, "letters beyond ASCII are signed as \\u escapes with capital digits",
     HAS_RAW_BODY, .body = {transform_json, .style = &escaped_upper}},
    {"json-unicode-escape", "undone", 18,
     "\\u escapes that were sent are signed as the letters they stand for", HAS_RAW_BODY,
     .body = {transform_json, .style = &unescaped}},
    {"json-unicode-escape", "digits-upper", 18, "the digits of \\u escapes become capitals", HAS_RAW_BODY,
     .body = {transform_json, .style = &upper_digits}},
    {"json-unicode-escape", "digits-lower", 18, "the digits of \\u escapes become small letters",
     HAS_RAW_BODY, .body = {transform_json, .style = &lower_digits}},
    {"json-html-escape", "go", 19, "Go's json.Marshal escapes <, > and & for the sake of HTML", HAS_RAW_BODY,
     .body = {transform_json, .style = &html_go}},
    {"json-html-escape", "go-encoder", 19, "Go's json.Encoder escapes <, > and &, and adds a line feed",
     HAS_RAW_BODY, .body = {transform_json, .style = &html_go_line}},
    {"json-html-escape", "dotnet", 19, ".NET escapes <, >, &, ', + and all letters beyond ASCII",
     HAS_RAW_BODY, .body = {transform_json, .style = &html_dotnet}},
    {"python-repr-body", NULL, 21,
     "str(dict) with its quotes replaced is signed: True, False and None, and spaces", HAS_RAW_BODY,
     .body = {transform_json, .style = &literals_spaced}},
    {"python-repr-body", "literals", 21, "true, false and null are signed as True, False and None",
     HAS_RAW_BODY, .body = {transform_json, .style = &literals}},
    {"key-order", "sorted", 22, "members are sorted, with sort_keys or a sorted map", HAS_RAW_BODY,
     .body = {transform_json, .style = &sorted}},
    {"key-order", "integers-first", 22, "JavaScript puts members with integers for names first", HAS_RAW_BODY,
     .body = {transform_json, .style = &integers_first}},
    {"double-json", NULL, 23, "a string that is JSON already is serialised once more", HAS_RAW_BODY,
     .body = {transform_json_string}},
    {"duplicate-keys", "last-wins", 71, "of two members of one name a parser keeps the last", HAS_RAW_BODY,
     .body = {transform_json, .style = &last_wins}},
    {"duplicate-keys", "first-wins", 71, "of two members of one name a parser keeps the first", HAS_RAW_BODY,
     .body = {transform_json, .style = &first_wins}},
    {NULL},
};

static const struct json_style numbers_of_javascript = {.numbers = JSON_JAVASCRIPT};
static const struct json_style numbers_of_python = {.numbers = JSON_PYTHON};
static const struct json_style numbers_of_php = {.numbers = JSON_PHP};
static const struct json_style numbers_of_ruby = {.numbers = JSON_RUBY};

const struct mistake mistakes_of_numbers[] = {
    {"json-number-format", "javascript", 20,
     "numbers pass through a double and are written as JavaScript does: 1.0 as 1, large integers rounded",
     .body = {transform_json, .style = &numbers_of_javascript}},
    {"json-number-format", "python", 20, "numbers are written anew as Python does: 1e-7 as 1e-07",
     .body = {transform_json, .style = &numbers_of_python}},
    {"json-number-format", "php", 20, "numbers are written anew as PHP does: 1e-7 as 1.0e-7",
     .body = {transform_json, .style = &numbers_of_php}},
    {"json-number-format", "ruby", 20, "numbers are written anew as Ruby does: 1e-7 as 1.0e-07",
     .body = {transform_json, .style = &numbers_of_ruby}},
    {"json-number-format", "form-javascript", 20, "a form's amount passes through a number of JavaScript's",
     HAS_BODY_DIGEST, .body = {transform_form_numbers, .style = &numbers_of_javascript}},
    {"json-number-format", "form-python", 20, "a form's amount passes through a number of Python's",
     HAS_BODY_DIGEST, .body = {transform_form_numbers, .style = &numbers_of_python}},
    {"json-number-format", "form-php", 20, "a form's amount passes through a number of PHP's",
     HAS_BODY_DIGEST, .body = {transform_form_numbers, .style = &numbers_of_php}},
    {"json-number-format", "form-ruby", 20, "a form's amount passes through a number of Ruby's",
     HAS_BODY_DIGEST, .body = {transform_form_numbers, .style = &numbers_of_ruby}},
    {NULL},
};
