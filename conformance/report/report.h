/* What a run is told in: text, Markdown and HTML for people, JSON, JUnit and TAP for machines. */
#ifndef REQSIG_REPORT_H
#define REQSIG_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/json_io.h"
#include "base/terminal.h"
#include "fuzz/fuzz.h"
#include "reqsig.h"
#include "runner/known_failures.h"
#include "runner/run.h"
#include "runner/summary.h"
#include "vectors/self_check.h"

struct report {
  const struct run *run;
  const struct vector_set *set;
  const struct summary *summary;
  const struct known_failures *known;
  const struct failure_causes *causes;
  const struct http_summary *requests; /* of a parser; then there are no schemes, known failures and causes */
  const char *vectors_sha256;
  struct name_list required_profiles;
  bool strict;          /* what vectors of class strict flag fails */
  bool all_schemes;     /* none is named: each that the adapter declares is wanted */
  bool all;             /* the text has all failures, and not only the first of each cause */
  uint64_t seed;        /* of the order of the cases, and of the fresh vectors */
  size_t num_fresh;     /* vectors that are drawn, of all schemes together */
  const char *again[2]; /* the command before and behind a vector's id, to run that one again */
};

/* text for a person; the others don't depend on the time or the terminal, nor on the seed but where they
 * state it. */
void report_text(FILE *out, const struct report *report);
void report_json(FILE *out, const struct report *report);
void report_junit(FILE *out, const struct report *report);
void report_tap(FILE *out, const struct report *report);
void report_markdown(FILE *out, const struct report *report);
void report_html(FILE *out, const struct report *report);

/* facts.c: what all reports count, and tell of a run. */

/* Whether a case counts against the implementation, and was asked for. */
bool report_is_failure(const struct test_case *test_case);

/* Whether it is a failure that accepted what must be rejected, and counts: nothing that a verifier does is
 * worse. */
bool report_is_false_accept(const struct test_case *test_case);
/* Whether any of its cases is one, and all are verdicts: who signs wrongly accepts that too. */
bool report_cause_accepts(const struct run *run, const struct shared_cause *cause);

/* What is wrong, in a sentence or two: the cause, or what differs and what the vector tests. */
void report_add_gist(struct text *text, const struct test_case *test_case);

/* A column of the table of schemes. */
struct report_column {
  const char *title;
  terminal_style style; /* of a number that is not 0 */
  bool always;          /* else it is left out where the whole run has none */
  size_t (*number)(const struct tally *tally);
};
extern const struct report_column report_columns[];
extern const size_t report_num_columns;
bool report_column_is_shown(const struct report_column *column, const struct summary *summary);

/* What a run was, as names and values. What wasn't told is left out. */
enum { REPORT_MAX_FACTS = 16 };
struct report_fact {
  const char *name;  /* "vectors-sha256" */
  const char *value; /* as the adapter gave it: not yet made visible */
};
struct report_facts {
  struct report_fact items[REPORT_MAX_FACTS];
  size_t count;
};
struct report_facts report_facts_of(struct arena *arena, const struct report *report);

/* The JSON report in one line, for an element of HTML. */
void report_json_in_html(FILE *out, const struct report *report);

/* The same of a parser. */
void report_http_text(FILE *out, const struct report *report);
void report_http_json(FILE *out, const struct report *report);

/* Whether the adapter speaks the protocol, and what is wrong with how; whatever it answers. The exit code. */
int report_smoke(FILE *out, const struct report *report);

/* What reqsig fuzz found; words are its last line. */
void report_fuzz(FILE *out, const struct fuzz *fuzz, const char *words, int exit_code);

/* The same as JSON. */
void report_fuzz_json(FILE *out, const struct fuzz *fuzz, const char *words, int exit_code);

/* Parts of the text. */
void text_seed(FILE *out, const struct report *report);
void text_implementation(FILE *out, const struct run *run, terminal t);
/* How the adapter broke where no single case is to blame. */
void text_trouble(FILE *out, const struct report *report, terminal t);
/* How many failures of each scheme have which cause. */
void text_causes(FILE *out, const struct report *report, terminal t);
/* The end of what the adapter wrote on standard error. */
void text_last_words(FILE *out, reqsig_slice last_words, terminal t);
/* The document's words on it, and what to do; whether that stands by the cause, or by its example. */
void text_cause_advice(FILE *out, const struct shared_cause *cause, terminal t);
bool text_is_advised_at_once(const struct report *report);
void text_failures(FILE *out, const struct report *report, terminal t);
/* The command that runs the vector of that id again, the adapter in a line of its own where it doesn't fit.
 */
void text_again(FILE *out, const struct report *report, const char *id, terminal t);

/* Wrapped, with two columns before it. */
void text_prose(FILE *out, const char *before, const char *text, const char *behind, terminal t);

/* text_notes.c: one line each */
void text_notes(FILE *out, const struct report *report, terminal t);
/* A part that a parser reads otherwise. */
void text_parsed_difference(FILE *out, const struct difference *difference, terminal t);
/* Expected above received; of texts a mark where they part. */
void text_difference(FILE *out, const struct difference *difference, terminal t);

/* The differences of a self-check, and a sentence at the end. */
void text_self_check_vectors(FILE *out, const struct self_check *check, size_t num_vectors);
void text_self_check_requests(FILE *out, const struct self_check *check, size_t num_requests);

/* Parts of the JSON report. */

void report_add_names(struct json_writer *writer, const char *name, const struct name_list *names);
/* The names of a cause, as "mistakes". */
void report_add_mistakes(struct json_writer *writer, const struct shared_cause *cause);
/* What a vector tests, and where that is written. */
void report_add_telling(struct json_writer *writer, const struct vector *vector);
void report_add_difference(struct json_writer *writer, const struct difference *difference);
/* The same of a parser's. */
void report_add_parsed_difference(struct json_writer *writer, const struct difference *difference);
void report_add_case(struct json_writer *writer, const struct run *run, const struct test_case *test_case);

/* What both JSON reports begin with, the object left open. */
void report_json_begin(struct json_writer *writer, const struct report *report);
/* Writes out what is written so far, once it is long; and all of it, at the end. in_html: for an element of
 * HTML. */
void report_json_flush(FILE *out, struct text *text, bool in_html);
void report_json_end(FILE *out, struct text *text, bool in_html);

/* Pages and other notations, and in them text of the adapter's or of vectors: it ends no element and begins
 * none. */

/* Made visible as base/text.h does, and escaped for the text or a quoted attribute of XML and HTML. */
void markup_write(FILE *out, reqsig_slice bytes);
void markup_write_string(FILE *out, const char *string);
void markup_write_prose(FILE *out, const char *sentence);

/* The same for a line of Markdown (CommonMark with GitHub's tables), which it leaves as it is shown. */
void markdown_write(FILE *out, reqsig_slice bytes);
void markdown_write_string(FILE *out, const char *string);
void markdown_write_prose(FILE *out, const char *sentence);

/* A file that is in the program: page.html, page.css or page.js. Empty if there is none of that name. */
reqsig_slice page_file(const char *name);

#endif
