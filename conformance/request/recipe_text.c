#include "request/recipe_text.h"

#include <string.h>

#include "base/arena.h"
#include "lib/bytes.h"
#include "lib/describe.h"
#include "lib/header_value.h"
#include "lib/request.h"
#include "request/opened_request.h"

void recipe_add_document(struct text *text, const reqsig_scheme *recipe) {
  text_add_string(text, recipe->document_title);
  bool is_title = strcmp(recipe->document, recipe->document_title) == 0;
  bool is_vendor = strcmp(recipe->document, recipe->title) == 0; /* the file names no document */
  if (!is_title && !is_vendor) text_addf(text, ", cited as %s", recipe->document);
}

void recipe_add_signed_requests(struct text *text, const rs_signed_requests *signs) {
  size_t num_methods = 0;
  while (num_methods < RS_MAX_METHODS && signs->methods[num_methods]) num_methods++;
  for (size_t i = 0; i < num_methods; i++)
    text_addf(text, "%s%s", i == 0 ? "" : i + 1 == num_methods ? " and " : ", ", signs->methods[i]);
  text_add_string(text, num_methods == 0 ? "every request" : " requests");
  if (signs->only_with_body) text_add_string(text, " with a body");
  if (signs->any_method_with_body) text_add_string(text, ", and any method with a body");
}

reqsig_slice recipe_timestamp_header(const reqsig_scheme *recipe) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    if (recipe->headers[i].value[0].from == RS_FROM_TIMESTAMP) return recipe->headers[i].name;
  return rs_slice(NULL, 0);
}

/* The header that carries something of that source, and which part of its value that is; NULL if there is
 * none. */
static const rs_header_rule *rule_with(const reqsig_scheme *recipe, rs_source from, size_t *part) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    for (*part = 0; *part < RS_MAX_VALUE_PARTS; ++*part)
      if (recipe->headers[i].value[*part].from == from) return &recipe->headers[i];
  return NULL;
}

static reqsig_slice sent_piece(struct arena *arena, const reqsig_scheme *recipe,
                               const reqsig_request *request, rs_source from) {
  size_t part;
  reqsig_slice pieces[RS_MAX_VALUE_PARTS];
  const rs_header_rule *rule = rule_with(recipe, from, &part);
  const reqsig_header *header = rule ? sent_field(arena, request, rule) : NULL;
  if (!header || rs_header_value_split(recipe, rule, header->value, pieces)) return rs_slice(NULL, 0);
  return pieces[part];
}

reqsig_slice recipe_sent_time(struct arena *arena, const reqsig_scheme *recipe,
                              const reqsig_request *request) {
  return sent_piece(arena, recipe, request, RS_FROM_TIMESTAMP);
}

const rs_header_rule *recipe_nonce_rule(const reqsig_scheme *recipe) {
  size_t part;
  return rule_with(recipe, RS_FROM_NONCE, &part);
}

bool recipe_has_nonce(const reqsig_scheme *recipe) {
  return recipe_nonce_rule(recipe) != NULL;
}

reqsig_slice recipe_sent_nonce(struct arena *arena, const reqsig_scheme *recipe,
                               const reqsig_request *request) {
  return sent_piece(arena, recipe, request, RS_FROM_NONCE);
}

void recipe_add_place(struct text *text, const rs_header_rule *rule) {
  text_add_string(text, rule->place == RS_IN_QUERY ? "the parameter " : "the header ");
  text_add(text, rule->name);
}

static void add_window(struct text *text, const rs_window *window, int64_t lifetime_ms) {
  if (!window->given) return;
  if (lifetime_ms > 0) {
    text_addf(text, "; the end of validity, %lld s after signing", (long long)(lifetime_ms / 1000));
    return;
  }
  bool past = window->past_ms < INT64_MAX, future = window->future_ms < INT64_MAX;
  text_add_string(text, "; at most");
  if (past) text_addf(text, " %lld s old", (long long)(window->past_ms / 1000));
  if (future) text_addf(text, "%s %lld s ahead", past ? " and" : "", (long long)(window->future_ms / 1000));
  if (window->exclusive) text_add_string(text, ", the ends excluded");
}

void recipe_add_time(struct text *text, const reqsig_scheme *recipe) {
  size_t part;
  const rs_time_rule *time = &recipe->time;
  if (time->place == RS_TIME_NOWHERE) {
    text_add_string(text, "none: a signature stays valid");
    return;
  }
  text_addf(text, "%s, in ", rs_time_format_words(time->format));
  if (time->place == RS_TIME_IN_BODY_MEMBER) {
    text_addf(text, "the member \"%s\" of the JSON body, which the sender puts there", time->name);
  } else {
    recipe_add_place(text, rule_with(recipe, RS_FROM_TIMESTAMP, &part));
  }
  add_window(text, &time->window, time->lifetime_ms);
}

void recipe_add_joined(struct text *text, const reqsig_scheme *recipe) {
  bool is_any_glued = false;
  text_add_string(text, "joined");
  if (recipe->separator.len == 0) return;
  for (size_t i = 1; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    is_any_glued |= recipe->message[i].glued;
  text_add_string(text, " by \"");
  text_add_escaped(text, recipe->separator, false);
  text_add_string(text, is_any_glued ? "\", some directly" : "\"");
}

void recipe_add_part(struct text *text, const reqsig_scheme *recipe, const rs_part *part) {
  reqsig_buffer words = {NULL, 0, 0};
  rs_part_words(recipe, part, &words);
  buffer_reserve(&words, words.len);
  rs_part_words(recipe, part, &words);
  text_add(text, rs_slice(words.data, words.len));
  buffer_release(&words);
}

void recipe_add_group(struct text *text, const rs_group *group) {
  reqsig_buffer words = {NULL, 0, 0};
  rs_group_words(group, &words);
  buffer_reserve(&words, words.len);
  rs_group_words(group, &words);
  text_add(text, rs_slice(words.data, words.len));
  buffer_release(&words);
}

void recipe_add_key(struct text *text, const reqsig_scheme *recipe) {
  reqsig_buffer words = {NULL, 0, 0};
  rs_key_words(recipe, &words);
  buffer_reserve(&words, words.len);
  rs_key_words(recipe, &words);
  text_add(text, rs_slice(words.data, words.len));
  buffer_release(&words);
}

static void add_value_part(struct text *text, const reqsig_scheme *recipe, const rs_part *part) {
  switch (part->from) {
  case RS_FROM_LITERAL: text_add_escaped(text, part->literal, false); break;
  case RS_FROM_CREDENTIAL:
    text_addf(text, part->transforms[0] ? "{HMAC of %s}" : "{%s}",
              recipe->credentials[part->credential].name);
    break;
  case RS_FROM_TIMESTAMP: text_add_string(text, "{timestamp}"); break;
  case RS_FROM_MAC: text_add_string(text, "{signature}"); break;
  default:
    text_add_string(text, "{");
    recipe_add_part(text, recipe, part);
    text_add_string(text, "}");
  }
}

void recipe_add_header_value(struct text *text, const reqsig_scheme *recipe, const rs_header_rule *rule) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    add_value_part(text, recipe, &rule->value[i]);
}

void recipe_add_items(struct text *text, const rs_header_rule *rule) {
  if (rule->item_separator.len == 0) return;
  text_add_string(text, "(items in any order, each once");
  for (size_t i = 1; rule->open && i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2) {
    if (rule->value[i].from != RS_FROM_MAC) continue;
    text_add_string(text, ", but several ");
    text_add_escaped(text, rs_header_value_tag(rule, i), false);
    text_add_string(text, ", of which any may match");
  }
  text_add_string(text, rule->open ? "; other items are passed over)" : ")");
}

const rs_header_rule *recipe_header_rule(const reqsig_scheme *recipe, reqsig_slice name) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len; i++)
    if (rs_slice_equal_ignoring_case(recipe->headers[i].name, name)) return &recipe->headers[i];
  return NULL;
}

const rs_part *recipe_header_part(const rs_header_rule *rule, rs_source source) {
  for (size_t i = 0; rule && i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    if (rule->value[i].from == source) return &rule->value[i];
  return NULL;
}
