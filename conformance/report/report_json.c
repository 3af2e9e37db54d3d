#include <string.h>

#include "base/json_io.h"
#include "report/report.h"
#include "request/known_schemes.h"

enum { FORMAT = 1, FLUSHED = 64 * 1024 };

void report_json_bytes(struct json_writer *writer, const char *name, reqsig_slice bytes) {
  if (json_is_text(bytes)) {
    json_add_text(writer, name, bytes);
    return;
  }
  struct text encoded = {0};
  text_addf(&encoded, "%s_base64", name);
  json_add_base64(writer, text_string(&encoded), bytes);
  text_free(&encoded);
}

static void add_names(struct json_writer *writer, const char *name, const struct name_list *names) {
  json_open_array(writer, name);
  for (size_t i = 0; i < names->count; i++) json_add_string(writer, NULL, names->items[i]);
  json_close_array(writer);
}

/* Which vectors the answers were graded by. */
static void add_vectors(struct json_writer *writer, const struct vector_set *set) {
  json_open_object(writer, "vectors");
  json_add_string(writer, "source", set->directory ? "folder" : "embedded");
  if (set->directory) report_json_bytes(writer, "path", reqsig_text(set->directory));
  json_close_object(writer);
}

static void add_implementation(struct json_writer *writer, const struct run *run) {
  if (!run->greeted) {
    json_add_string(writer, "implementation", NULL);
    return;
  }
  json_open_object(writer, "implementation");
  json_add_string(writer, "name", run->hello.name);
  json_add_string(writer, "version", run->hello.version);
  json_add_string(writer, "language", run->hello.language);
  add_names(writer, "schemes", &run->hello.schemes);
  add_names(writer, "ops", &run->hello.ops);
  add_names(writer, "limits", &run->hello.limits.words);
  json_close_object(writer);
}

static const char *trouble_name(enum adapter_trouble trouble) {
  static const char *const names[] = {
      [ADAPTER_FINE] = "none",
      [ADAPTER_NOT_STARTED] = "not-started",
      [ADAPTER_ENDED] = "ended",
      [ADAPTER_CLOSED_INPUT] = "closed-input",
      [ADAPTER_CLOSED_OUTPUT] = "closed-output",
      [ADAPTER_TIME_OUT] = "time-out",
      [ADAPTER_LINE_TOO_LONG] = "line-too-long",
      [ADAPTER_PROTOCOL] = "protocol",
      [ADAPTER_DID_NOT_END] = "did-not-end",
      [ADAPTER_INTERRUPTED] = "interrupted",
  };
  return names[trouble];
}

static void add_trouble(struct json_writer *writer, const struct run *run) {
  if (run->trouble == ADAPTER_FINE) {
    json_add_string(writer, "trouble", NULL);
    return;
  }
  json_open_object(writer, "trouble");
  json_add_string(writer, "kind", trouble_name(run->trouble));
  json_add_string(writer, "text", run->trouble_text);
  json_add_integer(writer, "times", (int64_t)run->num_troubles);
  json_add_string(writer, "id", run->culprit ? case_id(run->culprit) : NULL);
  json_add_string(writer, "op", run->culprit ? op_name(run->culprit->op) : NULL);
  report_json_bytes(writer, "standard_error", run->last_words);
  json_close_object(writer);
}

static void add_tally(struct json_writer *writer, const char *name, const char *scheme,
                      const struct tally *tally) {
  json_open_object(writer, name);
  if (scheme) json_add_string(writer, "scheme", scheme);
  json_add_integer(writer, "cases", (int64_t)tally_num_cases(tally));
  for (int i = 0; i < NUM_OUTCOMES; i++)
    json_add_integer(writer, outcome_name((enum outcome)i), (int64_t)tally->outcomes[i]);
  json_add_integer(writer, "lenient", (int64_t)tally->num_lenient);
  json_add_integer(writer, "false_accepts", (int64_t)tally->num_false_accepts);
  json_add_integer(writer, "false_rejects", (int64_t)tally->num_false_rejects);
  json_add_integer(writer, "flaky", (int64_t)tally->num_flaky);
  json_add_integer(writer, "known", (int64_t)tally->num_known);
  json_add_integer(writer, "known_flaky", (int64_t)tally->num_known_flaky);
  json_add_integer(writer, "out_of_scope", (int64_t)tally->num_out_of_scope);
  json_add_integer(writer, "not_run", (int64_t)tally->num_unanswered);
  json_close_object(writer);
}

static void add_schemes(struct json_writer *writer, const struct summary *summary) {
  json_open_array(writer, "schemes");
  for (size_t i = 0; i < num_schemes(); i++)
    if (tally_num_cases(&summary->schemes[i]) > 0)
      add_tally(writer, NULL, reqsig_scheme_name(scheme_at(i)), &summary->schemes[i]);
  json_close_array(writer);
}

static void add_followed_profiles(struct json_writer *writer, const struct followed_profiles *list) {
  json_open_array(writer, "profiles");
  for (size_t i = 0; i < list->count; i++) {
    const struct followed_profile *followed = &list->items[i];
    json_open_object(writer, NULL);
    json_add_string(writer, "scheme", reqsig_scheme_name(followed->scheme));
    json_add_string(writer, "name", followed->profile.name);
    json_add_string(writer, "row", followed->profile.row);
    json_add_integer(writer, "followed", (int64_t)followed->num_followed);
    json_add_integer(writer, "by_rejecting", (int64_t)followed->num_rejections);
    json_add_integer(writer, "not_followed", (int64_t)followed->num_not);
    json_add_bool(writer, "inconsistent", followed_profile_is_inconsistent(followed));
    json_close_object(writer);
  }
  json_close_array(writer);
}

static void add_stale(struct json_writer *writer, const struct known_failures *known) {
  json_open_array(writer, "stale");
  for (size_t i = 0; i < known->count; i++) {
    if (!known->items[i].stale) continue;
    json_open_object(writer, NULL);
    json_add_string(writer, "pattern", known->items[i].pattern);
    json_add_integer(writer, "line", (int64_t)known->items[i].line);
    json_add_string(writer, "reason", known->items[i].stale);
    add_names(writer, "not_failing", &known->items[i].passing);
    json_close_object(writer);
  }
  json_close_array(writer);
}

static void add_verdict(struct json_writer *writer, const char *name, const struct verdict *verdict) {
  json_open_object(writer, name);
  json_add_string(writer, "verdict", verdict->accepted ? "accept" : "reject");
  if (verdict->reason != REQSIG_REASON_NONE)
    json_add_string(writer, "reason", reqsig_reason_name(verdict->reason));
  json_close_object(writer);
}

static void add_verdicts(struct json_writer *writer, const struct difference *difference) {
  json_open_object(writer, NULL);
  json_add_string(writer, "kind", difference_name(difference->kind));
  add_verdict(writer, "expected", &difference->expected_verdict);
  add_verdict(writer, "received", &difference->received_verdict);
  json_close_object(writer);
}

static void add_difference(struct json_writer *writer, const struct difference *difference) {
  bool has_expected = difference->kind != DIFFERENCE_UNWANTED && !difference->expected_sha256;
  json_open_object(writer, NULL);
  json_add_string(writer, "kind", difference_name(difference->kind));
  if (difference->header) json_add_string(writer, "header", difference->header);
  if (has_expected) report_json_bytes(writer, "expected", difference->expected);
  if (difference->expected_sha256) {
    json_add_string(writer, "expected_sha256", difference->expected_sha256);
    json_add_string(writer, "received_sha256", difference->received_sha256);
  }
  if (difference->instead.count > 0) add_names(writer, "instead", &difference->instead);
  if (difference->kind != DIFFERENCE_MISSING) {
    report_json_bytes(writer, "received", difference->received);
    json_add_integer(writer, "received_from", (int64_t)difference->received_at);
    json_add_integer(writer, "received_length", (int64_t)difference->received_len);
  }
  json_close_object(writer);
}

static void add_mistakes(struct json_writer *writer, const struct shared_cause *cause) {
  json_open_array(writer, "mistakes");
  for (size_t i = 0; i < cause->num_names; i++) json_add_string(writer, NULL, cause->names[i]);
  json_close_array(writer);
}

static void add_cause(struct json_writer *writer, const struct scheme_causes *found,
                      const struct shared_cause *cause) {
  struct text sentence = {0};
  for (size_t i = 0; i < cause->num_names; i++)
    text_addf(&sentence, "%s%s", i > 0 ? " " : "", cause->sentences[i]);
  json_open_object(writer, NULL);
  json_add_string(writer, "scheme", reqsig_scheme_name(found->scheme));
  add_mistakes(writer, cause);
  json_add_string(writer, "sentence", text_string(&sentence));
  json_add_string(writer, "clause", cause->clause);
  json_add_string(writer, "change", cause->change);
  add_names(writer, "alike", &cause->alike);
  json_add_bool(writer, "sometimes", cause->sometimes);
  json_add_integer(writer, "explains", (int64_t)cause->num_cases);
  json_add_integer(writer, "failed", (int64_t)found->num_failed);
  json_add_string(writer, "vector", cause->worked->id);
  json_close_object(writer);
  text_free(&sentence);
}

static void add_causes(struct json_writer *writer, const struct failure_causes *causes) {
  json_open_array(writer, "causes");
  for (size_t i = 0; i < causes->count; i++)
    for (size_t k = 0; k < causes->items[i].causes.count; k++)
      add_cause(writer, &causes->items[i], &causes->items[i].causes.items[k]);
  json_close_array(writer);
}

static void add_contradictions(struct json_writer *writer, const struct failure_causes *causes) {
  json_open_array(writer, "contradictions");
  for (size_t i = 0; i < causes->count; i++)
    for (int kind = 0; kind < NUM_CONTRADICTIONS; kind++) {
      const struct contradiction *found = &causes->items[i].causes.contradictions[kind];
      if (found->num_requests == 0) continue;
      json_open_object(writer, NULL);
      json_add_string(writer, "scheme", reqsig_scheme_name(causes->items[i].scheme));
      json_add_string(writer, "name", contradiction_name((enum contradiction_kind)kind));
      json_add_integer(writer, "requests", (int64_t)found->num_requests);
      json_add_string(writer, "vector", found->first->id);
      json_close_object(writer);
    }
  json_close_array(writer);
}

static void add_grade(struct json_writer *writer, const struct grade *grade) {
  json_add_string(writer, "outcome", outcome_name(grade->outcome));
  if (grade->met && grade->outcome == OUTCOME_FLAGGED) add_names(writer, "profiles", &grade->met->profiles);
  if (grade_is_lenient(grade)) json_add_bool(writer, "lenient", true);
  if (grade->outcome == OUTCOME_OBSERVED) json_add_bool(writer, "matches_library", grade->met != NULL);
  if (grade->error_kind != ERROR_NONE)
    json_add_string(writer, "error_kind", error_kind_name(grade->error_kind));
  if (grade->outcome == OUTCOME_OUT_OF_LIMITS)
    json_add_string(writer, "limit", grade->words);
  else if (grade->words)
    json_add_string(writer, "words", grade->words);
  if (grade->as_sent) json_add_bool(writer, "as_sent", true);
  if (grade->not_sent.count > 0) add_names(writer, "not_sent", &grade->not_sent);
  if (grade->num_differences == 0) return;
  if (grade->compared->profiles.count > 0) add_names(writer, "compared_with", &grade->compared->profiles);
  json_open_array(writer, "differences");
  for (size_t i = 0; i < grade->num_differences; i++) {
    const struct difference *difference = &grade->differences[i];
    (difference_of_verdicts(difference->kind) ? add_verdicts : add_difference)(writer, difference);
  }
  json_close_array(writer);
}

static void add_telling(struct json_writer *writer, const struct vector *vector) {
  json_add_string(writer, "tests", vector->tests);
  json_add_string(writer, "clause", vector->clause);
  json_add_string(writer, "document", vector->document);
  if (vector->document_title) json_add_string(writer, "document_title", vector->document_title);
  if (!vector->twin) return;
  json_add_string(writer, "twin", vector->twin);
  json_add_string(writer, "changes", vector->changes);
  json_add_string(writer, "edit", vector->edit);
}

static void add_case(struct json_writer *writer, const struct run *run, const struct test_case *test_case) {
  const struct vector *vector = test_case->vector;
  json_open_object(writer, NULL);
  json_add_string(writer, "id", vector->id);
  json_add_string(writer, "op", op_name(test_case->op));
  json_add_string(writer, "scheme", reqsig_scheme_name(vector->scheme));
  json_add_string(writer, "class", vector_class_name(vector->class));
  if (run->greeted && !test_case->in_scope)
    json_add_string(writer, "outcome", "out-of-scope");
  else
    add_grade(writer, &test_case->grade);
  if (test_case->is_flaky) json_add_bool(writer, "flaky", true);
  if (test_case->breakdown) report_json_bytes(writer, "standard_error", test_case->breakdown->last_words);
  if (test_case->is_known) json_add_bool(writer, "known", true);
  if (test_case->is_known_flaky) json_add_bool(writer, "known_flaky", true);
  if (test_case->cause) add_mistakes(writer, test_case->cause);
  if (test_case->grade.outcome != OUTCOME_PASS) add_telling(writer, vector);
  json_close_object(writer);
}

void report_json_begin(struct json_writer *writer, const struct report *report) {
  json_open_object(writer, NULL);
  json_add_integer(writer, "format", FORMAT);
  json_add_string(writer, "reqsig", reqsig_version());
  add_vectors(writer, report->set);
  json_add_integer(writer, "seed", (int64_t)report->seed);
  json_add_integer(writer, "fresh", (int64_t)report->num_fresh);
  json_add_string(writer, "verdict", report->summary->name);
  json_add_string(writer, "summary", report->summary->words);
  json_add_integer(writer, "exit_code", report->summary->exit_code);
  add_implementation(writer, report->run);
  add_trouble(writer, report->run);
}

void report_json_flush(FILE *out, struct text *text) {
  if (text->len < FLUSHED) return;
  fwrite(text->data, 1, text->len, out);
  text_clear(text);
}

void report_json(FILE *out, const struct report *report) {
  struct text text = {0};
  struct json_writer writer = {.out = &text, .layout = JSON_INDENTED};
  const struct run *run = report->run;
  report_json_begin(&writer, report);
  add_tally(&writer, "total", NULL, &report->summary->total);
  add_schemes(&writer, report->summary);
  add_followed_profiles(&writer, &report->summary->followed);
  add_causes(&writer, report->causes);
  add_contradictions(&writer, report->causes);
  add_stale(&writer, report->known);
  json_open_array(&writer, "cases");
  for (size_t i = 0; i < run->num_cases; i++) {
    add_case(&writer, run, &run->cases[i]);
    report_json_flush(out, &text);
  }
  json_close_array(&writer);
  json_close_object(&writer);
  text_add_string(&text, "\n");
  fwrite(text.data, 1, text.len, out);
  text_free(&text);
}
