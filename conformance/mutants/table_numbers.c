#include "mutants/tables.h"

static const struct json_style javascript = {.numbers = JSON_JAVASCRIPT};
static const struct json_style python = {.numbers = JSON_PYTHON};
static const struct json_style php = {.numbers = JSON_PHP};
static const struct json_style ruby = {.numbers = JSON_RUBY};

const struct mistake mistakes_of_numbers[] = {
    {"json-number-format", "javascript", 20,
     "numbers pass through a double and are written as JavaScript does: 1.0 as 1, large integers rounded",
     .body = {change_json, .style = &javascript}},
    {"json-number-format", "python", 20, "numbers are written anew as Python does: 1e-7 as 1e-07",
     .body = {change_json, .style = &python}},
    {"json-number-format", "php", 20, "numbers are written anew as PHP does: 1e-7 as 1.0e-7",
     .body = {change_json, .style = &php}},
    {"json-number-format", "ruby", 20, "numbers are written anew as Ruby does: 1e-7 as 1.0e-07",
     .body = {change_json, .style = &ruby}},
    {"json-number-format", "form-javascript", 20, "a form's amount passes through a number of JavaScript's",
     NEEDS_BODY_DIGEST, .body = {change_form_numbers, .style = &javascript}},
    {"json-number-format", "form-python", 20, "a form's amount passes through a number of Python's",
     NEEDS_BODY_DIGEST, .body = {change_form_numbers, .style = &python}},
    {"json-number-format", "form-php", 20, "a form's amount passes through a number of PHP's",
     NEEDS_BODY_DIGEST, .body = {change_form_numbers, .style = &php}},
    {"json-number-format", "form-ruby", 20, "a form's amount passes through a number of Ruby's",
     NEEDS_BODY_DIGEST, .body = {change_form_numbers, .style = &ruby}},
    {NULL},
};
