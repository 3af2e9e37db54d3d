#include "mutants/mistakes.h"

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
static const struct json_style python_compact = {.respaced = true,
                                                 .numbers = JSON_PYTHON,
                                                 .strings = JSON_NO_NEEDLESS_ESCAPES |
                                                            JSON_NON_ASCII_ESCAPED | JSON_DEL_ESCAPED,
                                                 .duplicates = JSON_LAST_WINS};
static const struct json_style python_4 = {.respaced = true,
                                           .colon = ": ",
                                           .indent = "    ",
                                           .numbers = JSON_PYTHON,
                                           .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED |
                                                      JSON_DEL_ESCAPED,
                                           .duplicates = JSON_LAST_WINS};
#define PYTHON_SORTED                                                                                        \
  .respaced = true, .numbers = JSON_PYTHON,                                                                  \
  .strings = JSON_NO_NEEDLESS_ESCAPES | JSON_NON_ASCII_ESCAPED | JSON_DEL_ESCAPED, .order = JSON_SORTED,     \
  .duplicates = JSON_LAST_WINS
static const struct json_style python_sorted = {PYTHON_SORTED, .comma = ", ", .colon = ": "};
static const struct json_style python_sorted_compact = {PYTHON_SORTED};
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
static const struct json_style dictionary = {.respaced = true,
                                             .comma = ", ",
                                             .colon = ": ",
                                             .python_literals = true,
                                             .python_quotes = true,
                                             .numbers = JSON_PYTHON,
                                             .duplicates = JSON_LAST_WINS};
static const struct json_style sorted = {.order = JSON_SORTED};
static const struct json_style integers_first = {.order = JSON_INTEGERS_FIRST};
static const struct json_style first_wins = {.duplicates = JSON_FIRST_WINS};
static const struct json_style last_wins = {.duplicates = JSON_LAST_WINS};

const struct mistake mistakes_of_json[] = {
    {"body-reserialised", "javascript", 1,
     "The signer parses the body and signs what JSON.stringify writes, not the bytes that are sent.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &javascript}},
    {"body-reserialised", "javascript-indent-2", 1,
     "The signer parses the body and signs what JSON.stringify(x, null, 2) writes.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &javascript_2}},
    {"body-reserialised", "python", 1,
     "The signer parses the body and signs what Python's json.dumps writes.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &python}},
    {"body-reserialised", "python-indent-4", 1,
     "The signer parses the body and signs what Python's json.dumps(indent=4) writes.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &python_4}},
    {"body-reserialised", "python-compact", 1,
     "The signer parses the body and signs what Python's json.dumps(separators=(',', ':')) writes.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &python_compact}},
    {"body-reserialised", "python-sorted", 1,
     "The signer parses the body and signs what Python's json.dumps(sort_keys=True) writes.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &python_sorted}},
    {"body-reserialised", "python-sorted-compact", 1,
     "The signer parses the body and signs what Python's json.dumps(sort_keys=True, separators=(',', ':')) "
     "writes.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &python_sorted_compact}},
    {"body-reserialised", "php", 1,
     "The signer parses the body into an array and signs what PHP's json_encode writes.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &php}},
    {"body-reserialised", "ruby", 1, "The signer parses the body and signs what Ruby's to_json writes.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &ruby}},
    {"body-reserialised", "go", 1,
     "The signer parses the body into a map and signs what Go's json.Marshal writes.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &go_map}},
    {"body-reserialised", "compact", 1,
     "The signer signs the JSON body without the white space between its tokens.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &compact}},
    {"body-reserialised", "indent-2", 1,
     "The signer signs the JSON body as a formatter lays it out, indented by two spaces.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &indented_2}},
    {"body-reserialised", "indent-4", 1,
     "The signer signs the JSON body as a formatter lays it out, indented by four spaces.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &indented_4}},
    {"body-reserialised", "indent-tab", 1,
     "The signer signs the JSON body as a formatter lays it out, indented by tabs.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &indented_tab}},
    {"json-python-spaces", NULL, 2,
     "The signer signs the JSON body with a space after each comma and colon, as Python writes it, and sends "
     "it without.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &spaced}},
    {"json-python-spaces", "sent", 2,
     "The signer sends the JSON body with a space after each comma and colon, as Python writes it, and signs "
     "it without.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &compact}},
    {"json-escaped-slash", NULL, 17,
     "The signer signs each slash of the JSON body as \\/, as PHP writes it by default.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &slash_escaped}},
    {"json-escaped-slash", "undone", 17,
     "The signer sends a slash of the JSON body as \\/ and signs it without the backslash.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &slash_plain}},
    {"json-unicode-escape", "lower", 18,
     "The signer signs letters beyond ASCII as \\u escapes, as Python and PHP write them by default.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &escaped_lower}},
    {"json-unicode-escape", "upper", 18,
     "The signer signs letters beyond ASCII as \\u escapes with digits in upper case.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &escaped_upper}},
    {"json-unicode-escape", "undone", 18,
     "The signer sends \\u escapes and signs the letters that they stand for.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &unescaped}},
    {"json-unicode-escape", "digits-upper", 18, "The signer signs the digits of \\u escapes in upper case.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &upper_digits}},
    {"json-unicode-escape", "digits-lower", 18, "The signer signs the digits of \\u escapes in lower case.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &lower_digits}},
    {"json-html-escape", "go", 19,
     "The signer signs <, > and & in the JSON body as escapes, as Go's json.Marshal writes them.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &html_go}},
    {"json-html-escape", "go-encoder", 19,
     "The signer signs what Go's json.Encoder writes: <, > and & as escapes, and a line feed at the end.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &html_go_line}},
    {"json-html-escape", "dotnet", 19,
     "The signer signs <, >, &, ', + and all letters beyond ASCII as escapes, as .NET writes them.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &html_dotnet}},
    {"python-repr-body", NULL, 21,
     "The signer signs Python's str() of a dictionary with its quotes replaced: True, False, None, and "
     "spaces.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &literals_spaced}},
    {"python-repr-body", "literals", 21,
     "The signer signs true, false and null as True, False and None, as Python writes them.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &literals}},
    {"python-repr-body", "dictionary", 21,
     "The signer signs Python's str() of a dictionary, with its single quotes.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &dictionary}},
    {"body-part", "first-element", 21, "The signer signs only the first element of an array.", HAS_TEXT_BODY,
     .body = {transform_json_element}, .silent = {"CAL-18"}},
    {"body-part", "data", 21, "The signer signs only the member data of the body.", HAS_TEXT_BODY,
     .body = {transform_json_member, "data"}},
    {"body-part", "payload", 21, "The signer signs only the member payload of the body.", HAS_TEXT_BODY,
     .body = {transform_json_member, "payload"}},
    {"key-order", "sorted", 22, "The signer signs the JSON members sorted by name.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &sorted}},
    {"key-order", "integers-first", 22,
     "The signer signs the JSON members whose names are integers first, as JavaScript orders them.",
     HAS_TEXT_BODY, .body = {transform_json, .style = &integers_first}},
    {"double-json", NULL, 23, "The signer serialises the JSON body once more, as a JSON string.",
     HAS_TEXT_BODY, .body = {transform_json_string}},
    {"duplicate-keys", "last-wins", 71,
     "The signer's parser keeps only the last of two JSON members with the same name.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &last_wins}},
    {"duplicate-keys", "first-wins", 71,
     "The signer's parser keeps only the first of two JSON members with the same name.", HAS_TEXT_BODY,
     .body = {transform_json, .style = &first_wins}},
    {"form-as-json", "javascript", 87,
     "The signer parses the form and signs what JSON.stringify writes of it.", HAS_TEXT_BODY,
     .lacks = HAS_TIME_IN_BODY, .body = {transform_form_as_json, .style = &javascript}},
    {"form-as-json", "python", 87,
     "The signer parses the form and signs what Python's json.dumps writes of it.", HAS_TEXT_BODY,
     .lacks = HAS_TIME_IN_BODY, .body = {transform_form_as_json, .style = &python}},
    {NULL},
};

static const struct json_style numbers_of_javascript = {.numbers = JSON_JAVASCRIPT};
static const struct json_style numbers_of_python = {.numbers = JSON_PYTHON};
static const struct json_style numbers_of_php = {.numbers = JSON_PHP};
static const struct json_style numbers_of_ruby = {.numbers = JSON_RUBY};

const struct mistake mistakes_of_numbers[] = {
    {"json-number-format", "javascript", 20,
     "The signer signs numbers as JavaScript writes them: 1.0 as 1, and large integers rounded.",
     .body = {transform_json, .style = &numbers_of_javascript}},
    {"json-number-format", "python", 20, "The signer signs numbers as Python writes them: 1e-7 as 1e-07.",
     .body = {transform_json, .style = &numbers_of_python}},
    {"json-number-format", "php", 20, "The signer signs numbers as PHP writes them: 1e-7 as 1.0e-7.",
     .body = {transform_json, .style = &numbers_of_php}},
    {"json-number-format", "ruby", 20, "The signer signs numbers as Ruby writes them: 1e-7 as 1.0e-07.",
     .body = {transform_json, .style = &numbers_of_ruby}},
    {"json-number-format", "form-javascript", 20,
     "The signer signs the numbers of a form as JavaScript writes them.", HAS_BODY_DIGEST,
     .body = {transform_form_numbers, .style = &numbers_of_javascript}},
    {"json-number-format", "form-python", 20, "The signer signs the numbers of a form as Python writes them.",
     HAS_BODY_DIGEST, .body = {transform_form_numbers, .style = &numbers_of_python}},
    {"json-number-format", "form-php", 20, "The signer signs the numbers of a form as PHP writes them.",
     HAS_BODY_DIGEST, .body = {transform_form_numbers, .style = &numbers_of_php}},
    {"json-number-format", "form-ruby", 20, "The signer signs the numbers of a form as Ruby writes them.",
     HAS_BODY_DIGEST, .body = {transform_form_numbers, .style = &numbers_of_ruby}},
    {NULL},
};
