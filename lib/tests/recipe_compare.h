/* Whether two recipes say the same, member by member: padding may differ. */
#ifndef REQSIG_TESTS_RECIPE_COMPARE_H
#define REQSIG_TESTS_RECIPE_COMPARE_H

#include "bytes.h"
#include "recipe.h"

static inline bool same_part(const rs_part *a, const rs_part *b) {
  return a->from == b->from && a->cut == b->cut &&
         memcmp(a->transforms, b->transforms, sizeof a->transforms) == 0 && a->omit == b->omit &&
         a->glued == b->glued && a->credential == b->credential && rs_slice_equal(a->literal, b->literal) &&
         a->clause == b->clause;
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
    same &= rs_slice_equal(x->name, y->name) && x->sending == y->sending &&
            same_parts(x->value, y->value, RS_MAX_VALUE_PARTS) && x->clause == y->clause;
  }
  return same;
}

static inline bool same_signs(const rs_signed_requests *a, const rs_signed_requests *b) {
  return memcmp(a->methods, b->methods, sizeof a->methods) == 0 &&
         a->any_method_with_body == b->any_method_with_body && a->only_with_body == b->only_with_body &&
         a->clause == b->clause;
}

static inline bool same_time(const rs_time_rule *a, const rs_time_rule *b) {
  return a->place == b->place && a->name == b->name && a->format == b->format &&
         a->window.given == b->window.given && a->window.past_ms == b->window.past_ms &&
         a->window.future_ms == b->window.future_ms && a->window.exclusive == b->window.exclusive;
}

static inline bool same_recipe(const reqsig_scheme *a, const reqsig_scheme *b) {
  return a->name == b->name && same_signs(&a->signs, &b->signs) && same_time(&a->time, &b->time) &&
         same_parts(a->message, b->message, RS_MAX_MESSAGE_PARTS) &&
         rs_slice_equal(a->separator, b->separator) && a->mac.digest == b->mac.digest &&
         a->mac.key == b->mac.key && a->mac.key_form == b->mac.key_form &&
         a->encoding.encoding == b->encoding.encoding &&
         a->encoding.upper_case_accepted == b->encoding.upper_case_accepted &&
         a->encoding.unpadded_accepted == b->encoding.unpadded_accepted &&
         a->encoding.prefix_optional == b->encoding.prefix_optional && same_headers(a, b);
}

#endif
