/*
 * JSON that others wrote. cJSON takes texts that RFC 8259 doesn't, cuts a string at U+0000 and lets the first
 * of two members of one name win; here such texts are rejected before anything is looked up in them.
 */
#ifndef REQSIG_STRICT_JSON_H
#define REQSIG_STRICT_JSON_H

#include <cjson/cJSON.h>

#include <stdbool.h>

#include "base/text.h"

/*
 * One JSON object and nothing else but white space. NULL: *problem says what it is instead, a phrase that
 * continues "is" ("is not valid JSON"). Free the answer with cJSON_Delete.
 */
cJSON *strict_json_object(reqsig_slice bytes, const char **problem);

/* Whether a string of valid JSON has the character U+0000 in it, at which cJSON would silently end the
 * string. */
bool strict_json_has_nul(reqsig_slice json);

/* Where a person finds a byte of a text: its line and its place there, both from 1. */
struct text_place {
  size_t line, byte;
};
struct text_place text_place_of(reqsig_slice text, size_t offset);

/* Adds what keeps bytes from being a JSON object, as "is" goes on with it: "not JSON: line 1, byte 2: JSON
 * takes double quotes, not single ones". Nothing if they are one. */
void strict_json_add_problem(struct text *text, reqsig_slice bytes);

/* The member, its name taken by the letter; NULL if there is none. */
const cJSON *strict_json_member(const cJSON *object, const char *name);

#endif
