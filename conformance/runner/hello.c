#include "runner/protocol.h"

#include <string.h>

#include "base/json_io.h"

#define ANSWER "an answer to hello "

static bool hello_problem(struct text *problem, const char *what) {
  text_add_string(problem, what);
  return false;
}

/* What is told of an implementation goes into every report, so a hostile one must not fill them. */
static bool fits(const char *string) {
  return strlen(string) <= HELLO_MAX_NAME;
}

static bool hello_too_long(struct text *problem, const char *name) {
  text_addf(problem, ANSWER "with more than %d bytes in \"%s\"", HELLO_MAX_NAME, name);
  return false;
}

static bool read_text(struct arena *arena, const cJSON *object, const char *name, const char **value,
                      struct text *problem) {
  const cJSON *member = strict_json_member(object, name);
  if (!cJSON_IsString(member)) {
    text_addf(problem, ANSWER "without \"%s\" as a string", name);
    return false;
  }
  if (!fits(member->valuestring)) return hello_too_long(problem, name);
  *value = arena_copy_string(arena, member->valuestring);
  return true;
}

static bool read_optional_text(struct arena *arena, const cJSON *object, const char *name, const char **value,
                               struct text *problem) {
  return !strict_json_member(object, name) || read_text(arena, object, name, value, problem);
}

static bool is_list_of_strings(const cJSON *list) {
  if (!cJSON_IsArray(list)) return false;
  for (const cJSON *item = list->child; item; item = item->next)
    if (!cJSON_IsString(item)) return false;
  return true;
}

static bool read_names(struct arena *arena, const cJSON *object, const char *name, struct name_list *names,
                       struct text *problem) {
  const cJSON *list = strict_json_member(object, name);
  if (!is_list_of_strings(list)) {
    text_addf(problem, ANSWER "without \"%s\" as a list of strings", name);
    return false;
  }
  if (cJSON_GetArraySize(list) > HELLO_MAX_NAMES) {
    text_addf(problem, ANSWER "with more than %d names in \"%s\"", HELLO_MAX_NAMES, name);
    return false;
  }
  names->items = arena_get_array(arena, (size_t)cJSON_GetArraySize(list), sizeof *names->items);
  for (const cJSON *item = list->child; item; item = item->next) {
    if (!fits(item->valuestring)) return hello_too_long(problem, name);
    names->items[names->count++] = arena_copy_string(arena, item->valuestring);
  }
  return true;
}

static bool read_limits(struct arena *arena, const cJSON *object, struct limits *limits,
                        struct text *problem) {
  struct name_list words = {0};
  if (!strict_json_member(object, "limits")) return true;
  if (!read_names(arena, object, "limits", &words, problem)) return false;
  struct text what = {0};
  bool read = limits_read(arena, words, limits, &what);
  if (!read) text_addf(problem, ANSWER "with %s", text_string(&what));
  text_free(&what);
  return read;
}

static bool read_version(const cJSON *object, struct text *problem) {
  const cJSON *version = strict_json_member(object, "protocol");
  if (!cJSON_IsNumber(version)) return hello_problem(problem, ANSWER "without \"protocol\" as a number");
  if (version->valuedouble == (double)PROTOCOL_VERSION) return true;
  text_addf(problem, "hello with protocol version %.15g, and this runner speaks only version %d",
            version->valuedouble, PROTOCOL_VERSION);
  return false;
}

static bool read_implementation(struct arena *arena, const cJSON *object, struct hello *hello,
                                struct text *problem) {
  if (!cJSON_IsObject(object))
    return hello_problem(problem, ANSWER "without \"implementation\" as an object");
  if (!read_text(arena, object, "name", &hello->name, problem)) return false;
  /* Every report is headed by it. */
  if (hello->name[0] == '\0') return hello_problem(problem, ANSWER "with an empty \"name\"");
  return read_optional_text(arena, object, "version", &hello->version, problem) &&
         read_optional_text(arena, object, "language", &hello->language, problem);
}

static bool read_members(struct arena *arena, const cJSON *object, struct hello *hello,
                         struct text *problem) {
  return read_version(object, problem) &&
         read_implementation(arena, strict_json_member(object, "implementation"), hello, problem) &&
         read_names(arena, object, "schemes", &hello->schemes, problem) &&
         read_names(arena, object, "ops", &hello->ops, problem) &&
         read_limits(arena, object, &hello->limits, problem);
}

bool hello_read(struct arena *arena, reqsig_slice line, struct hello *hello, struct text *problem) {
  const cJSON *object = protocol_parse_line(arena, line, problem);
  return object && read_members(arena, object, hello, problem);
}

static bool same_text(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_names(const struct name_list *a, const struct name_list *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; i < a->count && same; i++) same = strcmp(a->items[i], b->items[i]) == 0;
  return same;
}

bool hello_equals(const struct hello *a, const struct hello *b) {
  return same_text(a->name, b->name) && same_text(a->version, b->version) &&
         same_text(a->language, b->language) && same_names(&a->schemes, &b->schemes) &&
         same_names(&a->ops, &b->ops) && same_names(&a->limits.words, &b->limits.words);
}
