/* What verifiers make of a list of items in one value, of names of signed headers, and of the URL. */
#include "lib/bytes.h"
#include "lib/header_value.h"
#include "mutants/verifier.h"

/* The next item in *rest; false behind the last. */
static bool next_item(const rs_header_rule *rule, reqsig_slice *rest, reqsig_slice *item) {
  reqsig_slice separator = rule->item_separator;
  if (!rest->data) return false;
  for (size_t at = 0; at + separator.len <= rest->len; at++) {
    if (!rs_slice_starts_with(rs_slice_after(*rest, at), separator)) continue;
    *item = rs_slice(rest->data, at);
    *rest = rs_slice_after(*rest, at + separator.len);
    return true;
  }
  *item = *rest;
  *rest = rs_slice(NULL, 0);
  return true;
}

/* The literal that tells the item of the rule's part at; the separator stands before it from the second on.
 */
static reqsig_slice tag_of(const rs_header_rule *rule, size_t at) {
  reqsig_slice literal = rule->value[at - 1].literal;
  return at > 1 ? rs_slice_after(literal, rule->item_separator.len) : literal;
}

/* The rule's part that the item is of; RS_MAX_VALUE_PARTS if it is of none. */
static size_t part_of(const rs_header_rule *rule, reqsig_slice item) {
  for (size_t i = 1; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i += 2)
    if (rs_slice_starts_with(item, tag_of(rule, i))) return i;
  return RS_MAX_VALUE_PARTS;
}

static bool is_mac(const rs_header_rule *rule, reqsig_slice item) {
  size_t at = part_of(rule, item);
  return at < RS_MAX_VALUE_PARTS && rule->value[at].from == RS_FROM_MAC;
}

/* Of several MACs the one with that number is left. */
static struct verifier_answer keep_mac(struct verifier *verifier, bool is_last) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  reqsig_header *header = verify_header(verifier, rule);
  if (!header || rule->item_separator.len == 0) return verify_check(verifier);
  size_t num = 0, nth = 0;
  reqsig_slice item;
  for (reqsig_slice rest = header->value; next_item(rule, &rest, &item);) num += is_mac(rule, item);
  struct text kept = {0};
  for (reqsig_slice rest = header->value; next_item(rule, &rest, &item);) {
    if (is_mac(rule, item) && nth++ != (is_last ? num - 1 : 0)) continue;
    if (kept.len > 0) text_add(&kept, rule->item_separator);
    text_add(&kept, item);
  }
  header->value = rs_slice(arena_copy(verifier->arena, text_slice(&kept)), kept.len);
  text_free(&kept);
  return verify_check(verifier);
}

struct verifier_answer verify_first_mac(struct verifier *verifier) {
  return keep_mac(verifier, false);
}

struct verifier_answer verify_last_mac(struct verifier *verifier) {
  return keep_mac(verifier, true);
}

struct verifier_answer verify_items_in_order(struct verifier *verifier) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  const reqsig_header *header = verify_header(verifier, rule);
  size_t last = 0;
  reqsig_slice item;
  for (reqsig_slice rest = header ? header->value : rs_slice(NULL, 0); next_item(rule, &rest, &item);) {
    size_t at = part_of(rule, item);
    if (at < last) return verify_rejects(REQSIG_REASON_MALFORMED);
    if (at < RS_MAX_VALUE_PARTS) last = at;
  }
  return verify_check(verifier);
}

struct verifier_answer verify_known_items(struct verifier *verifier) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  const reqsig_header *header = verify_header(verifier, rule);
  reqsig_slice item;
  for (reqsig_slice rest = header ? header->value : rs_slice(NULL, 0); next_item(rule, &rest, &item);)
    if (part_of(rule, item) == RS_MAX_VALUE_PARTS) return verify_rejects(REQSIG_REASON_MALFORMED);
  return verify_check(verifier);
}

struct verifier_answer verify_valid_from_end(struct verifier *verifier) {
  rs_time_rule *time = &verifier->recipe.time;
  time->window = (rs_window){.given = true, .past_ms = time->lifetime_ms, .future_ms = time->lifetime_ms};
  return verify_check(verifier);
}

struct verifier_answer verify_changed_host(struct verifier *verifier) {
  for (size_t i = 0; i < verifier->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(verifier->headers[i].name, RS_LITERAL("host")))
      verifier->headers[i].value = verify_changed(verifier, verifier->headers[i].value);
  return verify_check(verifier);
}
