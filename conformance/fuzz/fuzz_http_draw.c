#include <string.h>

#include "fuzz/fuzz_http.h"
#include "lib/bytes.h"

static const char token_letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFXYZ0123456789-";
static const char value_letters[] = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-._~/=+;:";
static const char path_letters[] = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-._~!$&'()*+,;=:@";

static void add_drawn(struct text *text, struct random *random, const char *letters, size_t min, size_t max) {
  size_t num = min + random_below(random, max - min + 1), num_letters = strlen(letters);
  for (size_t i = 0; i < num; i++) text_add_byte(text, letters[random_below(random, num_letters)]);
}

static reqsig_slice keep(struct arena *arena, struct text *text) {
  reqsig_slice kept = rs_slice(arena_copy(arena, text_slice(text)), text->len);
  text_free(text);
  return kept;
}

static reqsig_slice draw_bytes_of(struct arena *arena, struct random *random, const char *letters, size_t min,
                                  size_t max) {
  struct text text = {0};
  add_drawn(&text, random, letters, min, max);
  return keep(arena, &text);
}

/* No dot segments, and no second slash at the beginning: some parsers make another path of these. */
static reqsig_slice draw_target_of(struct arena *arena, struct random *random) {
  struct text text = {0};
  for (size_t i = 1 + random_below(random, 3); i > 0; i--) {
    text_add_string(&text, "/");
    if (random_one_in(random, 4)) text_addf(&text, "%%%02X", (unsigned)(0x21 + random_below(random, 0x5e)));
    text_add_string(&text, "p");
    add_drawn(&text, random, path_letters, 0, 8);
  }
  if (random_one_in(random, 2)) {
    text_add_string(&text, "?q=");
    add_drawn(&text, random, path_letters, 0, 12);
  }
  return keep(arena, &text);
}

static reqsig_slice draw_value_of(struct arena *arena, struct random *random) {
  struct text text = {0};
  add_drawn(&text, random, value_letters, 0, 12);
  if (text.len > 0 && random_one_in(random, 3)) {
    text_add_string(&text, random_one_in(random, 2) ? " " : "  ");
    add_drawn(&text, random, value_letters, 1, 8);
  }
  return keep(arena, &text);
}

static reqsig_slice draw_body_of(struct arena *arena, struct random *random) {
  size_t len = random_one_in(random, 8) ? random_below(random, 9000) : random_below(random, 40);
  uint8_t *bytes = arena_get(arena, len + 1);
  bool is_text = random_one_in(random, 2);
  for (size_t i = 0; i < len; i++)
    bytes[i] = is_text ? (uint8_t)path_letters[random_below(random, sizeof path_letters - 1)]
                       : (uint8_t)random_below(random, 256);
  return rs_slice(bytes, len);
}

/* A server may want a length of what has a body by its method (RFC 9110 section 15.5.12). */
static bool has_length(const reqsig_request *plain) {
  return plain->body.len > 0 || plain->method.data[0] == 'P';
}

reqsig_slice fuzz_http_write(struct arena *arena, const reqsig_request *plain, size_t chunk) {
  struct text text = {0};
  text_add(&text, plain->method);
  text_add_string(&text, " ");
  text_add(&text, plain->target);
  text_add_string(&text, " HTTP/1.1\r\n");
  for (size_t i = 0; i < plain->num_headers; i++) {
    text_add(&text, plain->headers[i].name);
    text_add_string(&text, ": ");
    text_add(&text, plain->headers[i].value);
    text_add_string(&text, "\r\n");
  }
  if (chunk > 0)
    text_add_string(&text, "Transfer-Encoding: chunked\r\n");
  else if (has_length(plain))
    text_addf(&text, "Content-Length: %zu\r\n", plain->body.len);
  text_add_string(&text, "\r\n");
  for (size_t at = 0; chunk > 0 && at < plain->body.len; at += chunk) {
    size_t len = plain->body.len - at < chunk ? plain->body.len - at : chunk;
    text_addf(&text, "%zx\r\n", len);
    text_add(&text, rs_slice(plain->body.data + at, len));
    text_add_string(&text, "\r\n");
  }
  if (chunk > 0)
    text_add_string(&text, "0\r\n\r\n");
  else
    text_add(&text, plain->body);
  return keep(arena, &text);
}

static void draw_well_formed(struct arena *arena, struct random *random, struct fuzz_raw *raw) {
  static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
  size_t num_fields = random_below(random, 5);
  reqsig_header *headers = arena_get_array(arena, 1 + num_fields, sizeof *headers);
  headers[0] = (reqsig_header){reqsig_text("Host"), draw_bytes_of(arena, random, "abcdefxyz0189", 1, 12)};
  for (size_t i = 1; i <= num_fields; i++) {
    struct text name = {0};
    text_addf(&name, "X%zu-", i);
    add_drawn(&name, random, token_letters, 1, 10);
    headers[i] = (reqsig_header){keep(arena, &name), draw_value_of(arena, random)};
  }
  *raw = (struct fuzz_raw){.kind = RAW_WELL_FORMED};
  raw->plain = (reqsig_request){.method = reqsig_text(methods[random_below(random, 5)]),
                                .target = draw_target_of(arena, random),
                                .headers = headers,
                                .num_headers = num_fields + 1};
  bool has_body = raw->plain.method.data[0] == 'P' && random_below(random, 4) > 0;
  if (has_body) raw->plain.body = draw_body_of(arena, random);
  if (has_body && random_one_in(random, 2)) raw->chunk = 1 + random_below(random, raw->plain.body.len + 16);
  raw->vector.raw = fuzz_http_write(arena, &raw->plain, raw->chunk);
}

static const struct http_vector *draw_vector_of(struct random *random, const struct vector_set *set) {
  for (;;) {
    const struct http_vector *vector = &set->http[random_below(random, set->num_http)];
    if (vector->max_headers == SIZE_MAX && vector->max_body == SIZE_MAX) return vector;
  }
}

/* Behind the line of Host, if a line begins there that is no continuation; 0: nowhere. */
static size_t place_for_field(reqsig_slice raw) {
  for (size_t i = 0; i + 7 < raw.len; i++) {
    if (memcmp(raw.data + i, "\r\nHost:", 7) != 0) continue;
    const uint8_t *end = memchr(raw.data + i + 2, '\n', raw.len - i - 2);
    size_t at = end ? (size_t)(end - raw.data) + 1 : raw.len;
    bool is_whole = end && end[-1] == '\r' && at < raw.len && raw.data[at] != ' ' && raw.data[at] != '\t';
    return is_whole ? at : 0;
  }
  return 0;
}

static reqsig_slice with_fields(struct arena *arena, struct random *random, reqsig_slice raw, size_t at) {
  struct text text = {0};
  text_add(&text, rs_slice(raw.data, at));
  for (size_t i = random_below(random, 3); i > 0; i--) {
    text_addf(&text, "X-Note-%zu: ", i);
    add_drawn(&text, random, value_letters, 0, 20);
    text_add_string(&text, "\r\n");
  }
  text_add(&text, rs_slice_after(raw, at));
  return keep(arena, &text);
}

/* Where the other fields would change what is wrong with it, the vector as it is. */
static void draw_of_vector(struct arena *arena, struct random *random, const struct vector_set *set,
                           struct fuzz_raw *raw) {
  const struct http_vector *of = draw_vector_of(random, set);
  size_t at = place_for_field(of->raw);
  bool is_before = of->reason != REQSIG_HTTP_NONE && of->offset < at;
  *raw = (struct fuzz_raw){.kind = RAW_OF_VECTOR, .of = of};
  raw->vector.raw = at > 0 && !is_before ? with_fields(arena, random, of->raw, at) : of->raw;
}

static void draw_wild(struct arena *arena, struct random *random, const struct vector_set *set,
                      struct fuzz_raw *raw) {
  if (random_one_in(random, 3))
    draw_well_formed(arena, random, raw);
  else
    draw_of_vector(arena, random, set, raw);
  reqsig_slice bytes = fuzz_http_mutate(arena, random, set, raw->vector.raw);
  *raw = (struct fuzz_raw){.kind = RAW_WILD};
  raw->vector.raw = bytes;
}

size_t fuzz_http_draw(struct arena *arena, const struct vector_set *set, uint64_t seed, size_t number,
                      struct fuzz_vector *drawn) {
  static const char *const kinds[FUZZ_MAX_RAW_OF_NUMBER] = {"plain", "vector", "wild", "wilder"};
  for (size_t i = 0; i < FUZZ_MAX_RAW_OF_NUMBER; i++) {
    struct fuzz_raw *raw = arena_get(arena, sizeof *raw);
    struct text id = {0};
    text_addf(&id, "http-%s-%zu", kinds[i], number);
    const char *kept = arena_copy(arena, text_slice(&id));
    struct random random = random_of(seed, kept);
    text_free(&id);
    if (i == 0) draw_well_formed(arena, &random, raw);
    if (i == 1) draw_of_vector(arena, &random, set, raw);
    if (i >= 2) draw_wild(arena, &random, set, raw);
    raw->vector.id = kept;
    fuzz_http_expect(arena, set, raw, &drawn[i]);
  }
  return FUZZ_MAX_RAW_OF_NUMBER;
}
