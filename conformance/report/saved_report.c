#include "report/saved_report.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json_io.h"
#include "base/message.h"

enum { MAX_FILE = 512 * 1024 * 1024 };

struct report_source {
  struct arena *arena;
  const char *command, *path;
};

static bool complain(const struct report_source *source, const char *what) {
  message_error("%s: %s: expected a report of reqsig test --report json: %s", source->command, source->path,
                what);
  return false;
}

/* absent: what stands for null and for a member that is not there; NULL if it must be there. */
static bool take_string(const struct report_source *source, const cJSON *object, const char *name,
                        const char *absent, const char **value) {
  const cJSON *member = strict_json_member(object, name);
  bool is_string = cJSON_IsString(member);
  struct text what = {0};
  text_addf(&what, "\"%s\" is no string", name);
  bool taken = is_string || (absent && (!member || cJSON_IsNull(member)));
  if (!taken) complain(source, text_string(&what));
  if (taken) *value = is_string ? arena_copy_string(source->arena, member->valuestring) : absent;
  text_free(&what);
  return taken;
}

static enum saved_state state_of(const char *outcome) {
  static const struct {
    const char *outcome;
    enum saved_state state;
  } states[] = {{"pass", SAVED_RIGHT},  {"flagged", SAVED_RIGHT},           {"fail", SAVED_FAILS},
                {"error", SAVED_FAILS}, {"unsupported", SAVED_UNSUPPORTED}, {"not run", SAVED_NOT_RUN}};
  for (size_t i = 0; i < sizeof states / sizeof *states; i++)
    if (strcmp(outcome, states[i].outcome) == 0) return states[i].state;
  return SAVED_NEUTRAL;
}

/* An error of no kind is a case that was not asked. */
static const char *shown_outcome(const cJSON *object, const char *outcome) {
  if (cJSON_IsTrue(strict_json_member(object, "known"))) return "known";
  bool is_error = strcmp(outcome, "error") == 0;
  return is_error && !strict_json_member(object, "error_kind") ? "not run" : outcome;
}

static bool take_case(const struct report_source *source, const cJSON *object, struct saved_case *saved) {
  if (!cJSON_IsObject(object)) return complain(source, "a case is no object");
  if (!take_string(source, object, "scheme", NULL, &saved->scheme) ||
      !take_string(source, object, "op", NULL, &saved->op) ||
      !take_string(source, object, "id", NULL, &saved->id) ||
      !take_string(source, object, "outcome", NULL, &saved->outcome))
    return false;
  const char *shown = shown_outcome(object, saved->outcome);
  bool is_known_to_fail = strcmp(shown, "known") == 0 && state_of(saved->outcome) == SAVED_FAILS;
  saved->outcome = shown;
  saved->state = is_known_to_fail ? SAVED_KNOWN : state_of(shown);
  return true;
}

static int by_case(const void *a, const void *b) {
  const struct saved_case *one = a, *other = b;
  int order = strcmp(one->scheme, other->scheme);
  if (order == 0) order = strcmp(one->id, other->id);
  return order != 0 ? order : strcmp(one->op, other->op);
}

static bool take_cases(const struct report_source *source, const cJSON *list, struct saved_report *report) {
  if (!cJSON_IsArray(list)) return complain(source, "\"cases\" is no array");
  report->cases = arena_get_array(source->arena, (size_t)cJSON_GetArraySize(list), sizeof *report->cases);
  for (const cJSON *item = list->child; item; item = item->next)
    if (!take_case(source, item, &report->cases[report->num_cases++])) return false;
  if (report->num_cases > 0) qsort(report->cases, report->num_cases, sizeof *report->cases, by_case);
  return true;
}

static bool take_report(const struct report_source *source, const cJSON *object,
                        struct saved_report *report) {
  const cJSON *format = strict_json_member(object, "format");
  const cJSON *implementation = strict_json_member(object, "implementation");
  if (!cJSON_IsNumber(format) || format->valuedouble != 1) return complain(source, "\"format\" is not 1");
  if (strict_json_member(object, "classes")) return complain(source, "this one is of a parser (--http)");
  return take_string(source, object, "reqsig", NULL, &report->suite) &&
         take_string(source, object, "verdict", NULL, &report->verdict) &&
         take_string(source, object, "summary", NULL, &report->summary) &&
         take_string(source, implementation, "name", "(none)", &report->name) &&
         take_string(source, implementation, "version", "", &report->version) &&
         take_string(source, strict_json_member(object, "vectors"), "sha256", "", &report->vectors) &&
         take_cases(source, strict_json_member(object, "cases"), report);
}

bool saved_report_read(struct arena *arena, const char *command, const char *path,
                       struct saved_report *report) {
  struct report_source source = {arena, command, path};
  file_content content = {0};
  struct text problem = {0};
  *report = (struct saved_report){.path = path};
  if (!file_read(path, MAX_FILE, &content)) return false;
  const char *what = NULL;
  reqsig_slice bytes = {content.data, content.len};
  cJSON *object = strict_json_object(bytes, &what);
  if (!object) {
    text_add_string(&problem, "it is ");
    strict_json_add_problem(&problem, bytes);
    complain(&source, text_string(&problem));
  }
  bool taken = object && take_report(&source, object, report);
  cJSON_Delete(object);
  text_free(&problem);
  file_free(&content);
  return taken;
}
