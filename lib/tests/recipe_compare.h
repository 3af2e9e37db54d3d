/* Whether two recipes say the same, member by member: padding may differ. */
#ifndef REQSIG_TESTS_RECIPE_COMPARE_H
#define REQSIG_TESTS_RECIPE_COMPARE_H

#include "bytes.h"
#include "recipe.h"

static inline bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

static inline bool same_part(const rs_part *a, const rs_part *b) {
  return a->from == b->from && a->cut == b->cut &&
         memcmp(a->transforms, b->transforms, sizeof a->transforms) == 0 && a->omit == b->omit &&
         a->glued == b->glued && a->credential == b->credential && a->list == b->list &&
         a->group == b->group && rs_slice_equal(a->literal, b->literal) && same_text(a->clause, b->clause) &&
         same_text(a->omit_clause, b->omit_clause);
}

static inline bool same_parts(const rs_part *a, const rs_part *b, size_t num) {
  bool same = true;
  for (size_t i = 0; i < num; i++) same &= same_part(&a[i], &b[i]);
  return same;
}

static inline bool same_headers(const reqsig_scheme *a, const reqsig_scheme *b) {
  bool same = true;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *x = &a->headers[i], *y = &b->headers[i];
    same &= rs_slice_equal(x->name, y->name) && x->sending == y->sending && x->place == y->place &&
            x->open == y->open && same_text(x->coded, y->coded) &&
            rs_slice_equal(x->item_separator, y->item_separator) &&
            same_parts(x->value, y->value, RS_MAX_VALUE_PARTS) && same_text(x->clause, y->clause);
  }
  return same;
}

static inline bool same_signs(const rs_signed_requests *a, const rs_signed_requests *b) {
  for (size_t i = 0; i < RS_MAX_METHODS; i++)
    if (!same_text(a->methods[i], b->methods[i])) return false;
  return a->any_method_with_body == b->any_method_with_body && a->only_with_body == b->only_with_body &&
         same_text(a->clause, b->clause);
}

static inline bool same_time(const rs_time_rule *a, const rs_time_rule *b) {
  return a->place == b->place && same_text(a->name, b->name) && a->format == b->format &&
         a->lifetime_ms == b->lifetime_ms && a->window.given == b->window.given &&
         a->window.past_ms == b->window.past_ms && a->window.future_ms == b->window.future_ms &&
         a->window.exclusive == b->window.exclusive;
}

static inline bool same_list(const rs_list *a, const rs_list *b) {
  bool same = same_text(a->name, b->name) && a->each == b->each && a->in_place == b->in_place &&
              a->mark == b->mark && a->name_encoded == b->name_encoded &&
              a->value_encoded == b->value_encoded && rs_slice_equal(a->before, b->before) &&
              rs_slice_equal(a->between, b->between) && rs_slice_equal(a->behind, b->behind) &&
              rs_slice_equal(a->join, b->join) && rs_slice_equal(a->repeated, b->repeated) &&
              a->like == b->like && a->sent == b->sent && a->names == b->names &&
              a->name_lower == b->name_lower && a->value_squeezed == b->value_squeezed &&
              a->value_lower == b->value_lower && rs_slice_equal(a->single, b->single);
  for (size_t i = 0; i < RS_MAX_LIST_NAMES; i++) same &= rs_slice_equal(a->only[i], b->only[i]);
  for (size_t i = 0; i < RS_MAX_LIST_NAMES; i++) same &= rs_slice_equal(a->without[i], b->without[i]);
  return same;
}

static inline bool same_lists(const rs_list *a, const rs_list *b) {
  for (; a && b && a->each && b->each; a++, b++)
    if (!same_list(a, b)) return false;
  return (a && a->each) == (b && b->each);
}

static inline bool same_groups(const rs_group *a, const rs_group *b) {
  for (; a && b && a->name && b->name; a++, b++)
    if (!same_text(a->name, b->name) || memcmp(a->transforms, b->transforms, sizeof a->transforms) != 0 ||
        a->condition != b->condition || !rs_slice_equal(a->method, b->method))
      return false;
  return (a && a->name) == (b && b->name);
}

static inline bool same_steps(const rs_part *a, const rs_part *b) {
  for (; a && b && a->from && b->from; a++, b++)
    if (!same_part(a, b)) return false;
  return (a && a->from) == (b && b->from);
}

static inline bool same_recipe(const reqsig_scheme *a, const reqsig_scheme *b) {
  return same_text(a->name, b->name) && same_signs(&a->signs, &b->signs) && same_time(&a->time, &b->time) &&
         same_lists(a->lists, b->lists) && same_groups(a->groups, b->groups) &&
         same_steps(a->mac.steps, b->mac.steps) && a->time.has_day == b->time.has_day &&
         same_parts(a->message, b->message, RS_MAX_MESSAGE_PARTS) &&
         rs_slice_equal(a->separator, b->separator) && a->mac.digest == b->mac.digest &&
         a->mac.key == b->mac.key && a->mac.key_form == b->mac.key_form &&
         rs_slice_equal(a->mac.key_cut, b->mac.key_cut) &&
         rs_slice_equal(a->mac.key_before, b->mac.key_before) &&
         rs_slice_equal(a->mac.key_behind, b->mac.key_behind) && a->mac.is_joined == b->mac.is_joined &&
         a->mac.other_key == b->mac.other_key && a->mac.other_encoded == b->mac.other_encoded &&
         a->encoding.encoding == b->encoding.encoding &&
         a->encoding.upper_case_accepted == b->encoding.upper_case_accepted &&
         a->encoding.unpadded_accepted == b->encoding.unpadded_accepted &&
         a->encoding.prefix_optional == b->encoding.prefix_optional && same_headers(a, b);
}

static inline bool same_words(const reqsig_scheme *a, const reqsig_scheme *b) {
  bool same = same_text(a->title, b->title) && same_text(a->document, b->document) &&
              same_text(a->document_title, b->document_title) && same_text(a->time.clause, b->time.clause) &&
              same_text(a->message_clause, b->message_clause) && same_text(a->mac.clause, b->mac.clause) &&
              same_text(a->encoding.clause, b->encoding.clause);
  for (size_t i = 0; i < RS_MAX_CREDENTIALS; i++)
    same &= same_text(a->credentials[i].name, b->credentials[i].name) &&
            same_text(a->credentials[i].clause, b->credentials[i].clause) &&
            a->credentials[i].secret == b->credentials[i].secret;
  return same;
}

static inline bool same_variation(const rs_variation *a, const rs_variation *b) {
  if (a->kind != b->kind || a->at != b->at) return false;
  switch (a->kind) {
  case RS_VARY_SOURCE: return a->source == b->source;
  case RS_VARY_TRANSFORM: return a->transform == b->transform;
  case RS_VARY_OMIT: return a->omit == b->omit;
  case RS_VARY_CUT: return a->cut == b->cut;
  case RS_VARY_BEFORE:
  case RS_VARY_AFTER: return same_part(&a->part, &b->part);
  case RS_VARY_TIME_FORMAT: return a->time_format == b->time_format;
  case RS_VARY_WINDOW:
    return a->window.given == b->window.given && a->window.past_ms == b->window.past_ms &&
           a->window.future_ms == b->window.future_ms && a->window.exclusive == b->window.exclusive;
  case RS_VARY_KEY_FORM: return a->key_form == b->key_form;
  case RS_VARY_SIGNS: return same_signs(&a->signs, &b->signs);
  case RS_VARY_DIGEST: return a->digest == b->digest;
  case RS_VARY_NONE:
  case RS_VARY_PLAIN:
  case RS_VARY_ACCEPT_UPPER_CASE:
  case RS_VARY_ACCEPT_UNPADDED:
  case RS_VARY_ACCEPT_NO_PREFIX: return true;
  default: return false; /* mistakes alone have it */
  }
}

static inline bool same_profile(const rs_profile *a, const rs_profile *b) {
  bool same = same_text(a->info.name, b->info.name) && same_text(a->info.row, b->info.row) &&
              same_text(a->info.meaning, b->info.meaning) && same_text(a->info.source, b->info.source) &&
              a->sends_what_it_signs == b->sends_what_it_signs;
  for (size_t i = 0; i < RS_MAX_VARIATIONS; i++) same &= same_variation(&a->variations[i], &b->variations[i]);
  return same;
}

static inline bool same_profiles(const rs_profile *a, const rs_profile *b) {
  for (; a && b && a->info.name && b->info.name; a++, b++)
    if (!same_profile(a, b)) return false;
  return (a && a->info.name) == (b && b->info.name);
}

/* All that a recipe says, its words and its profiles too. */
static inline bool same_scheme(const reqsig_scheme *a, const reqsig_scheme *b) {
  return same_recipe(a, b) && same_words(a, b) && same_profiles(a->profiles, b->profiles);
}

#endif
