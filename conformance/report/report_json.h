/* Parts of the JSON report. */
#ifndef REQSIG_REPORT_JSON_H
#define REQSIG_REPORT_JSON_H

#include "base/json_io.h"
#include "report/report.h"

/* "NAME" where the bytes are text, else "NAME_base64". */
void report_add_bytes(struct json_writer *writer, const char *name, reqsig_slice bytes);
void report_add_names(struct json_writer *writer, const char *name, const struct name_list *names);
/* The names of a cause, as "mistakes". */
void report_add_mistakes(struct json_writer *writer, const struct shared_cause *cause);
/* What a vector tests, and where that is written. */
void report_add_telling(struct json_writer *writer, const struct vector *vector);
void report_add_difference(struct json_writer *writer, const struct difference *difference);
/* The same of a parser's. */
void report_add_reading(struct json_writer *writer, const struct difference *difference);
void report_add_case(struct json_writer *writer, const struct run *run, const struct test_case *test_case);

/* What both JSON reports begin with, the object left open. */
void report_json_begin(struct json_writer *writer, const struct report *report);
/* Writes out what is written so far, once it is long; and all of it, at the end. in_html: for an element of
 * HTML. */
void report_json_flush(FILE *out, struct text *text, bool in_html);
void report_json_end(FILE *out, struct text *text, bool in_html);

#endif
