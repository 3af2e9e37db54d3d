#include "vectors/grade.h"

#include <string.h>

#include "base/text.h"
#include "lib/bytes.h"
#include "lib/crypto.h"
#include "lib/hex.h"

enum { MAX_KEPT = 16 * 1024, MAX_NAME = 200, MAX_INSTEAD = 16, SHA256_LEN = 32 };

const char *difference_name(enum difference_kind kind) {
  static const char *const names[] = {[DIFFERENCE_MESSAGE] = "message",
                                      [DIFFERENCE_VALUE] = "header-value",
                                      [DIFFERENCE_MISSING] = "header-missing",
                                      [DIFFERENCE_TWICE] = "header-twice",
                                      [DIFFERENCE_UNWANTED] = "header-unwanted",
                                      [DIFFERENCE_ACCEPTED] = "accepted",
                                      [DIFFERENCE_REJECTED] = "rejected",
                                      [DIFFERENCE_REASON] = "reason",
                                      [DIFFERENCE_METHOD] = "method",
                                      [DIFFERENCE_TARGET] = "target",
                                      [DIFFERENCE_BODY] = "body"};
  return names[kind];
}

const char *difference_of_verdicts(enum difference_kind kind) {
  switch (kind) {
  case DIFFERENCE_ACCEPTED: return "accepted what must be rejected";
  case DIFFERENCE_REJECTED: return "rejected what must be accepted";
  case DIFFERENCE_REASON: return "rejected for another reason";
  default: return NULL;
  }
}

size_t first_difference(reqsig_slice a, reqsig_slice b) {
  size_t i = 0;
  while (i < a.len && i < b.len && a.data[i] == b.data[i]) i++;
  return i;
}

/* Hostile answers may be many and long: of each only so much is kept. */
static void keep_received(struct arena *arena, struct difference *difference, reqsig_slice received) {
  size_t at = 0, len = received.len;
  if (len > MAX_KEPT) {
    size_t around = first_difference(difference->expected, received);
    at = around > MAX_KEPT / 2 ? around - MAX_KEPT / 2 : 0;
    len = received.len - at < MAX_KEPT ? received.len - at : MAX_KEPT;
  }
  reqsig_slice kept = rs_slice(rs_slice_after(received, at).data, len);
  difference->received = rs_slice(arena_copy(arena, kept), len);
  difference->received_at = at;
  difference->received_len = received.len;
}

void sha256_hex(reqsig_slice bytes, char hex[2 * SHA256_LEN + 1]) {
  uint8_t digest[SHA256_LEN];
  reqsig_buffer text = {(uint8_t *)hex, 2 * SHA256_LEN, 0};
  rs_hash_of(RS_SHA256, bytes, digest);
  rs_hex_encode(rs_slice(digest, sizeof digest), &text);
  hex[2 * SHA256_LEN] = '\0';
}

bool expectation_meets_message(const struct expectation *expect, reqsig_slice message) {
  char hex[2 * SHA256_LEN + 1];
  if (!expect->has_message) return false;
  if (!expect->message_sha256) return rs_slice_equal(expect->message, message);
  sha256_hex(message, hex);
  return strcmp(hex, expect->message_sha256) == 0;
}

struct differences differences_of_message(struct arena *arena, const struct expectation *expect,
                                          reqsig_slice message) {
  struct difference *difference = arena_get(arena, sizeof *difference);
  *difference = (struct difference){
      .kind = DIFFERENCE_MESSAGE, .expected = expect->message, .expected_sha256 = expect->message_sha256};
  if (difference->expected_sha256) sha256_hex(message, difference->received_sha256);
  keep_received(arena, difference, message);
  return (struct differences){difference, 1};
}

/*
 * The answered headers against those expected. With found NULL the differences are only counted.
 * The first that is answered of a name is the one compared: a second one is a difference of its own.
 */
struct header_comparison {
  struct arena *arena;
  const struct header_list *answered;
  struct difference *found;
  size_t num_found;
};

static void add_difference(struct header_comparison *comparison, enum difference_kind kind, reqsig_slice name,
                           reqsig_slice expected, reqsig_slice received) {
  size_t nth = comparison->num_found++;
  if (!comparison->found) return;
  struct difference *difference = &comparison->found[nth];
  *difference =
      (struct difference){.kind = kind, .header = arena_copy(comparison->arena, name), .expected = expected};
  keep_received(comparison->arena, difference, received);
}

/* "application/json; charset=utf-8" is application/json: register row CAL-12. Such a header is never signed.
 */
static bool is_same_media_type(const reqsig_header *expected, reqsig_slice value) {
  if (!rs_slice_equal_ignoring_case(expected->name, RS_LITERAL("content-type"))) return false;
  size_t len = 0;
  while (len < value.len && value.data[len] != ';' && value.data[len] != ' ') len++;
  return rs_slice_equal_ignoring_case(rs_slice(value.data, len), expected->value);
}

static void compare_one(struct header_comparison *comparison, const reqsig_header *expected, bool required) {
  size_t count;
  const reqsig_slice none = {NULL, 0};
  const reqsig_header *answered = header_list_find(comparison->answered, expected->name, &count);
  if (!answered && required)
    add_difference(comparison, DIFFERENCE_MISSING, expected->name, expected->value, none);
  if (!answered) return;
  bool same = rs_slice_equal(answered->value, expected->value);
  if (!same && !(!required && is_same_media_type(expected, answered->value)))
    add_difference(comparison, DIFFERENCE_VALUE, expected->name, expected->value, answered->value);
  if (count > 1)
    add_difference(comparison, DIFFERENCE_TWICE, expected->name, expected->value, answered->value);
}

static void compare_headers(struct header_comparison *comparison, const struct expectation *expect) {
  for (size_t i = 0; i < expect->headers.count; i++) compare_one(comparison, &expect->headers.items[i], true);
  for (size_t i = 0; i < expect->also_sent.count; i++)
    compare_one(comparison, &expect->also_sent.items[i], false);
  for (size_t i = 0; i < expect->absent.count; i++) {
    reqsig_slice name = reqsig_text(expect->absent.items[i]);
    const reqsig_header *answered = header_list_find(comparison->answered, name, NULL);
    if (answered)
      add_difference(comparison, DIFFERENCE_UNWANTED, name, (reqsig_slice){NULL, 0}, answered->value);
  }
}

bool expectation_meets_headers(const struct expectation *expect, const struct header_list *answered) {
  struct header_comparison comparison = {.answered = answered};
  if (!expect->has_headers) return false;
  compare_headers(&comparison, expect);
  return comparison.num_found == 0;
}

static bool is_among(const struct name_list *names, reqsig_slice name) {
  for (size_t i = 0; i < names->count; i++)
    if (rs_slice_equal_ignoring_case(reqsig_text(names->items[i]), name)) return true;
  return false;
}

/* Names that are not expected: what is missing may have been answered under one of them. */
static struct name_list list_unknown(struct arena *arena, const struct expectation *expect,
                                     const struct header_list *answered) {
  struct name_list names = {arena_get_array(arena, MAX_INSTEAD, sizeof *names.items), 0};
  for (size_t i = 0; i < answered->count && names.count < MAX_INSTEAD; i++) {
    reqsig_slice name = answered->items[i].name;
    bool known = header_list_find(&expect->headers, name, NULL) ||
                 header_list_find(&expect->also_sent, name, NULL) || is_among(&expect->absent, name);
    if (!known && !is_among(&names, name))
      names.items[names.count++] = arena_copy(arena, text_beginning(name, MAX_NAME));
  }
  return names;
}

struct differences differences_of_headers(struct arena *arena, const struct expectation *expect,
                                          const struct header_list *answered) {
  struct header_comparison comparison = {.arena = arena, .answered = answered};
  compare_headers(&comparison, expect);
  comparison.found = arena_get_array(arena, comparison.num_found, sizeof *comparison.found);
  comparison.num_found = 0;
  compare_headers(&comparison, expect);
  struct name_list names = list_unknown(arena, expect, answered);
  for (size_t i = 0; i < comparison.num_found; i++)
    if (comparison.found[i].kind == DIFFERENCE_MISSING) comparison.found[i].instead = names;
  return (struct differences){comparison.found, comparison.num_found};
}

static enum difference_kind verdict_difference(const struct verdict *expected,
                                               const struct verdict *received) {
  if (expected->accepted == received->accepted) return DIFFERENCE_REASON;
  return received->accepted ? DIFFERENCE_ACCEPTED : DIFFERENCE_REJECTED;
}

struct differences differences_of_verdict(struct arena *arena, const struct verdict *expected,
                                          const struct verdict *received) {
  struct difference *difference = arena_get(arena, sizeof *difference);
  *difference = (struct difference){.kind = verdict_difference(expected, received),
                                    .expected_verdict = *expected,
                                    .received_verdict = *received};
  return (struct differences){difference, 1};
}
