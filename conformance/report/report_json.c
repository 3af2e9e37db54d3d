#include <string.h>

#include "report/report.h"
#include "request/known_schemes.h"

enum { FORMAT = 1, FLUSHED = 64 * 1024 };

void report_add_names(struct json_writer *writer, const char *name, const struct name_list *names) {
  json_open_array(writer, name);
  for (size_t i = 0; i < names->count; i++) json_add_string(writer, NULL, names->items[i]);
  json_close_array(writer);
}

/* Which vectors the answers were graded by. */
static void add_vectors(struct json_writer *writer, const struct vector_set *set, const char *sha256) {
  json_open_object(writer, "vectors");
  json_add_string(writer, "source", set->directory ? "folder" : "embedded");
  if (set->directory) json_add_text_or_base64(writer, "path", reqsig_text(set->directory));
  json_add_string(writer, "sha256", sha256);
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
  report_add_names(writer, "schemes", &run->hello.schemes);
  report_add_names(writer, "ops", &run->hello.ops);
  report_add_names(writer, "limits", &run->hello.limits.words);
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
  json_add_text_or_base64(writer, "standard_error", run->last_words);
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
  for (size_t i = 0; i < known->num_stale; i++) {
    const struct stale_entry *entry = &known->stale[i];
    json_open_object(writer, NULL);
    json_add_string(writer, "pattern", entry->pattern);
    json_add_integer(writer, "line", (int64_t)entry->line);
    json_add_string(writer, "reason", entry->reason);
    report_add_names(writer, "not_failing", &entry->passing);
    json_close_object(writer);
  }
  json_close_array(writer);
}
void report_add_mistakes(struct json_writer *writer, const struct shared_cause *cause) {
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
  report_add_mistakes(writer, cause);
  json_add_string(writer, "sentence", text_string(&sentence));
  json_add_string(writer, "clause", cause->clause);
  json_add_string(writer, "change", cause->change);
  report_add_names(writer, "alike", &cause->alike);
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
/* The command that runs one vector again: what stands before and behind its id. */
static void add_again(struct json_writer *writer, const struct report *report) {
  json_open_array(writer, "again");
  for (size_t i = 0; i < 2; i++) {
    struct text visible = {0};
    text_add_escaped(&visible, reqsig_text(report->again[i]), true);
    json_add_string(writer, NULL,
                    json_is_text(reqsig_text(report->again[i])) ? report->again[i] : text_string(&visible));
    text_free(&visible);
  }
  json_close_array(writer);
}

void report_json_begin(struct json_writer *writer, const struct report *report) {
  json_open_object(writer, NULL);
  json_add_integer(writer, "format", FORMAT);
  json_add_string(writer, "reqsig", reqsig_version());
  add_vectors(writer, report->set, report->vectors_sha256);
  json_add_integer(writer, "seed", (int64_t)report->seed);
  json_add_integer(writer, "fresh", (int64_t)report->num_fresh);
  json_add_bool(writer, "strict", report->strict);
  json_add_string(writer, "verdict", report->summary->name);
  json_add_string(writer, "summary", report->summary->words);
  json_add_integer(writer, "exit_code", report->summary->exit_code);
  add_implementation(writer, report->run);
  add_again(writer, report);
  add_trouble(writer, report->run);
}

static void add_head(struct json_writer *writer, const struct report *report) {
  report_json_begin(writer, report);
  report_add_names(writer, "required_profiles", &report->required_profiles);
  report_add_names(writer, "undeclared", &report->run->undeclared);
  add_tally(writer, "total", NULL, &report->summary->total);
  add_schemes(writer, report->summary);
  add_followed_profiles(writer, &report->summary->followed);
  add_causes(writer, report->causes);
  add_contradictions(writer, report->causes);
  add_stale(writer, report->known);
}

/* In HTML "<" could end the element that holds the JSON. It stands in strings only. */
static void write_out(FILE *out, const struct text *text, bool in_html) {
  for (size_t at = 0, len; at < text->len; at += len + 1) {
    const char *from = text->data + at, *found = in_html ? memchr(from, '<', text->len - at) : NULL;
    len = found ? (size_t)(found - from) : text->len - at;
    fwrite(from, 1, len, out);
    if (found) fputs("\\u003c", out);
  }
}

/* A report may be longer than memory. */
void report_json_flush(FILE *out, struct text *text, bool in_html) {
  if (text->len < FLUSHED) return;
  write_out(out, text, in_html);
  text_clear(text);
}

void report_json_end(FILE *out, struct text *text, bool in_html) {
  text_add_string(text, "\n");
  write_out(out, text, in_html);
  text_free(text);
}

static void write_report(FILE *out, const struct report *report, bool in_html) {
  struct text text = {0};
  struct json_writer writer = {.out = &text, .layout = in_html ? JSON_ONE_LINE : JSON_INDENTED};
  const struct run *run = report->run;
  add_head(&writer, report);
  json_open_array(&writer, "cases");
  for (size_t i = 0; i < run->num_cases; i++) {
    report_add_case(&writer, run, &run->cases[i]);
    report_json_flush(out, &text, in_html);
  }
  json_close_array(&writer);
  json_close_object(&writer);
  report_json_end(out, &text, in_html);
}

void report_json(FILE *out, const struct report *report) {
  write_report(out, report, false);
}

void report_json_in_html(FILE *out, const struct report *report) {
  write_report(out, report, true);
}
