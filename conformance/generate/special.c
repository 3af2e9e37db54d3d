/* What is seldom drawn, and what programs get wrong: of schemes from files, in turn. */
#include <string.h>

#include "generate/draw.h"
#include "lib/bytes.h"
#include "vectors/grade.h"

enum { EVERY = 3, NUM_SPECIALS = 25 };

/* Behind the field that a form must have. */
static bool set_body(struct generator *generator, struct vector *vector, reqsig_slice body) {
  const reqsig_scheme *scheme = generator->scheme;
  struct text form = {0};
  if (vector->request.body.len == 0 && scheme->signs.methods[0]) return false;
  if (vector->request.body.len == 0) vector->request.method = RS_LITERAL("POST");
  for (const rs_list *list = scheme->lists; list && list->each; list++)
    if (list->single.len > 0)
      text_addf(&form, "%.*s=1&v=", (int)list->single.len, (const char *)list->single.data);
  text_add(&form, body);
  vector->request.body = draw_keep(generator, &form);
  return true;
}

/* Letters of two bytes from an odd place on: any buffer of an even size ends within one. */
static bool set_long_body(struct generator *generator, struct vector *vector) {
  struct text body = {0};
  text_add_string(&body, "{\"n\":\"x");
  while (body.len < 67000) text_add_string(&body, "\xc3\xa9");
  text_add_string(&body, "\"}");
  return set_body(generator, vector, draw_keep(generator, &body));
}

static bool set_body_with_nul(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("before\0after"));
}

static bool set_base64_body(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("aGVsbG8gd29ybGQ="));
}

static bool set_form_envelope(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("payload=%7b%22a%22%3A%201%7D"));
}

static bool set_body_with_line_ends(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("one\r\ntwo\nthree\rfour\\n {{id}} \r\n"));
}

static bool set_array(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("[{\"a\":1},{\"a\":2}]"));
}

static bool set_body_with_mark(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("\xEF\xBB\xBF{\"e\":\"e\xcc\x81 \xef\xac\x81\"}"));
}

/* Adapters that take bodies as text state that as their limit. */
static bool set_body_that_is_no_text(struct generator *generator, struct vector *vector) {
  return set_body(generator, vector, RS_LITERAL("\x80{\"a\":\"\xe9\"}\xff"));
}

/* "hello", by gzip. */
static bool set_gzip_body(struct generator *generator, struct vector *vector) {
  static const uint8_t gzip[] = {0x1f, 0x8b, 8,    0,    0,    0,    0,    0,    2, 0xff, 0xcb, 0x48, 0xcd,
                                 0xc9, 0xc9, 0x07, 0x00, 0x86, 0xa6, 0x10, 0x36, 5, 0,    0,    0};
  return set_body(generator, vector, rs_slice(gzip, sizeof gzip));
}

static bool signs_path(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (scheme->message[i].from == RS_FROM_PATH) return true;
  return false;
}

static bool set_path(struct generator *generator, struct vector *vector, const char *path) {
  struct text target = {0};
  reqsig_slice old = vector->request.target;
  const uint8_t *mark = memchr(old.data, '?', old.len);
  text_add_string(&target, path);
  if (mark) text_add(&target, rs_slice_after(old, (size_t)(mark - old.data)));
  vector->request.target = draw_keep(generator, &target);
  return signs_path(generator->scheme);
}

static bool end_path_with_slash(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1/orders/");
}

static bool double_slash(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1//orders");
}

static bool put_dots_into_path(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1/./a/../orders");
}

static bool put_parameter_into_path(struct generator *generator, struct vector *vector) {
  return set_path(generator, vector, "/v1/orders;v=2");
}

static bool sign_at_the_epoch(struct generator *generator, struct vector *vector) {
  const rs_time_rule *time = &generator->scheme->time;
  bool is_number = time->format == RS_UNIX_SECONDS || time->format == RS_UNIX_MILLISECONDS;
  vector->now_ms = generator->timestamp_ms = 0;
  return time->place == RS_TIME_IN_HEADER && is_number && time->lifetime_ms == 0;
}

static bool lengthen_path(struct generator *generator, struct vector *vector) {
  struct text path = {0};
  text_add_string(&path, "/v1/");
  text_add(&path, draw_text(generator, DRAW_LETTERS, 4090, 4200));
  bool is_signed = set_path(generator, vector, text_string(&path));
  text_free(&path);
  return is_signed;
}

static bool lengthen_query(struct generator *generator, struct vector *vector) {
  struct text target = {0};
  reqsig_slice old = vector->request.target;
  text_add(&target, old);
  text_addf(&target, "%slong=", memchr(old.data, '?', old.len) ? "&" : "?");
  text_add(&target, draw_text(generator, DRAW_LETTERS, 4100, 4200));
  vector->request.target = draw_keep(generator, &target);
  return draw_lists(generator->scheme, RS_PAIRS_OF_QUERY);
}

/* Of credentials that are signed, or else of one header that is. */
static bool lengthen_signed_values(struct generator *generator, struct vector *vector) {
  const rs_part *parts = generator->scheme->message;
  size_t num = vector->request.num_headers;
  reqsig_header *headers = arena_get_array(generator->arena, num, sizeof *headers);
  bool is_any = false;
  if (num > 0) memcpy(headers, vector->request.headers, num * sizeof *headers);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && parts[i].from; i++) {
    reqsig_slice value = draw_text(generator, DRAW_LETTERS, 4100, 4200);
    bool is_own = parts[i].from == RS_FROM_CREDENTIAL && !generator->credentials &&
                  parts[i].credential != generator->scheme->mac.key;
    if (is_own) vector->credentials[parts[i].credential].value = value;
    for (size_t k = 0; !is_any && parts[i].from == RS_FROM_HEADER && k < num; k++) {
      if (!rs_slice_equal_ignoring_case(headers[k].name, parts[i].literal)) continue;
      headers[k].value = value;
      is_any = true;
    }
    is_any |= is_own;
  }
  vector->request.headers = headers;
  return is_any;
}

/* A signer reads no time in the body. */
static bool set_empty_body(struct generator *generator, struct vector *vector) {
  vector->request.body = rs_slice("", 0);
  return generator->scheme->time.place == RS_TIME_IN_BODY_MEMBER;
}

/* The headers of an attempt a minute earlier are still there, which had another body where any may be. */
static bool keep_earlier_headers(struct generator *generator, struct vector *vector) {
  struct name_list none = {NULL, 0};
  bool has_any_body =
      generator->scheme->time.place != RS_TIME_IN_BODY_MEMBER && !draw_needs_form(generator->scheme);
  if (has_any_body && vector->request.body.len == 0) set_body(generator, vector, RS_LITERAL("later"));
  struct vector earlier = *vector;
  earlier.now_ms -= 60000;
  if (has_any_body) earlier.request.body = RS_LITERAL("earlier");
  struct library_answer answer = library_answer(generator->arena, &earlier, &none);
  size_t num = vector->request.num_headers;
  reqsig_header *headers = arena_get_array(generator->arena, num + answer.headers.count, sizeof *headers);
  if (num > 0) memcpy(headers, vector->request.headers, num * sizeof *headers);
  for (size_t i = 0; answer.status == REQSIG_OK && i < answer.headers.count; i++)
    if (answer.headers.items[i].name.data[0] != ':') headers[num++] = answer.headers.items[i];
  bool is_any = num > vector->request.num_headers;
  vector->request.headers = headers;
  vector->request.num_headers = num;
  return is_any;
}

/* That of a form in parts, but for its end. */
static bool set_type_like_multipart(struct generator *generator, struct vector *vector) {
  bool omits = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    omits |= generator->scheme->message[i].omit == RS_OMIT_IF_MULTIPART;
  reqsig_header *headers =
      arena_get_array(generator->arena, vector->request.num_headers + 1, sizeof *headers);
  for (size_t i = 0; i < vector->request.num_headers; i++) {
    headers[i] = vector->request.headers[i];
    if (rs_slice_equal_ignoring_case(headers[i].name, RS_LITERAL("content-type")))
      headers[i].value = RS_LITERAL("multipart-note");
  }
  vector->request.headers = headers;
  return omits && vector->request.body.len > 0;
}

/* Two of all have hostile secrets. */
size_t special_use(const struct generator *generator) {
  size_t turn = generator->number / EVERY;
  return 2 * (turn / NUM_SPECIALS) + (turn % NUM_SPECIALS > NUM_SPECIALS / 2);
}

bool draw_is_special(size_t number) {
  return number > 0 && number % EVERY == 0;
}

void draw_special(struct generator *generator, struct vector *vector) {
  static special_fn *const all[] = {set_long_body,
                                    end_path_with_slash,
                                    special_long_secret,
                                    set_body_with_nul,
                                    double_slash,
                                    set_base64_body,
                                    put_dots_into_path,
                                    set_form_envelope,
                                    put_parameter_into_path,
                                    set_body_that_is_no_text,
                                    set_gzip_body,
                                    special_hostile_secret,
                                    sign_at_the_epoch,
                                    lengthen_path,
                                    keep_earlier_headers,
                                    special_hostile_secret,
                                    set_body_with_line_ends,
                                    lengthen_query,
                                    set_array,
                                    lengthen_signed_values,
                                    set_body_with_mark,
                                    special_key_of_a_block,
                                    special_long_credentials,
                                    set_empty_body,
                                    set_type_like_multipart};
  _Static_assert(sizeof all / sizeof *all == NUM_SPECIALS, "each has its turn");
  const struct vector drawn = *vector;
  bool is_built_in = reqsig_scheme_find(reqsig_scheme_name(generator->scheme)) == generator->scheme;
  if (is_built_in || !draw_is_special(generator->number)) return;
  if (all[generator->number / EVERY % NUM_SPECIALS](generator, vector)) return;
  *vector = drawn;
}
