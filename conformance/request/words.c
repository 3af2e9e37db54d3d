#include "request/words.h"

#include <stdarg.h>
#include <string.h>

#include "base/escape.h"
#include "lib/bytes.h"
#include "lib/describe.h"

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static void
add(char *text, size_t size, const char *format, ...) {
  size_t len = strlen(text);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text + len, size - len, format, arguments);
  va_end(arguments);
}

void words_signed_requests(const rs_signed_requests *signs, char *text, size_t size) {
  size_t num_methods = 0;
  while (num_methods < RS_MAX_METHODS && signs->methods[num_methods]) num_methods++;
  text[0] = '\0';
  if (num_methods == 0) add(text, size, "every request");
  for (size_t i = 0; i < num_methods; i++) {
    const char *before = i == 0 ? "" : i == num_methods - 1 ? " and " : ", ";
    add(text, size, "%s%s", before, signs->methods[i]);
  }
  if (num_methods > 0) add(text, size, " requests");
  if (signs->only_with_body) add(text, size, " with a body");
  if (signs->any_method_with_body) add(text, size, ", and %s", signs->any_method_with_body);
}

reqsig_slice words_timestamp_header(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    if (recipe->headers[i].value[0].from == RS_FROM_TIMESTAMP) return recipe->headers[i].name;
  return rs_slice(NULL, 0);
}

static void add_window(const rs_window *window, char *text, size_t size) {
  if (!window->given) return;
  add(text, size, "; at most %lld s old and %lld s ahead", (long long)(window->past_ms / 1000),
      (long long)(window->future_ms / 1000));
  if (window->exclusive) add(text, size, ", the ends excluded");
}

void words_time(const reqsig_scheme *recipe, char *text, size_t size) {
  const rs_time_rule *time = &recipe->time;
  reqsig_slice header = words_timestamp_header(recipe);
  text[0] = '\0';
  if (time->place == RS_TIME_NOWHERE) {
    add(text, size, "none: a signature stays valid");
    return;
  }
  add(text, size, "%s, in ", rs_time_format_words(time->format));
  if (time->place == RS_TIME_IN_BODY_MEMBER)
    add(text, size, "the member \"%s\" of the JSON body, which the sender puts there", time->name);
  else
    add(text, size, "the header %.*s", (int)header.len, (const char *)header.data);
  add_window(&time->window, text, size);
}

void words_joined(const reqsig_scheme *recipe, char *text, size_t size) {
  char separator[RS_MAX_DESCRIPTION];
  escape_text(recipe->separator, false, separator, sizeof separator);
  text[0] = '\0';
  add(text, size, "joined");
  if (recipe->separator.len > 0) add(text, size, " by \"%s\"", separator);
}

static void add_value_part(const reqsig_scheme *recipe, const rs_part *part, char *text, size_t size) {
  char words[RS_MAX_DESCRIPTION];
  switch (part->from) {
  case RS_FROM_LITERAL: add(text, size, "%s", escape_text(part->literal, false, words, sizeof words)); break;
  case RS_FROM_CREDENTIAL: add(text, size, "{%s}", recipe->credentials[part->credential].name); break;
  case RS_FROM_TIMESTAMP: add(text, size, "{timestamp}"); break;
  case RS_FROM_MAC: add(text, size, "{signature}"); break;
  default: rs_part_words(recipe, part, words); add(text, size, "{%s}", words);
  }
}

void words_header_value(const reqsig_scheme *recipe, const rs_header_rule *rule, char *text, size_t size) {
  text[0] = '\0';
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    add_value_part(recipe, &rule->value[i], text, size);
}
