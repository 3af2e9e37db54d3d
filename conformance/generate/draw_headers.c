#include <string.h>

#include "generate/draw.h"
#include "lib/bytes.h"

enum { MAX_HEADERS = 8 };

struct headers {
  reqsig_header items[MAX_HEADERS];
  size_t count;
};

static void add_header(struct headers *headers, reqsig_slice name, reqsig_slice value) {
  if (headers->count < MAX_HEADERS) headers->items[headers->count++] = (reqsig_header){name, value};
}

static bool leaves_multipart_out(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++)
    if (scheme->message[i].omit == RS_OMIT_IF_MULTIPART) return true;
  return false;
}

/* What else a body of the type does is open. */
static void add_multipart(struct generator *generator, struct vector *vector, struct headers *headers) {
  static const char *const types[] = {"multipart/form-data; boundary=b", "Multipart/Form-Data; boundary=b",
                                      "MULTIPART/FORM-DATA;boundary=b"};
  vector->request.body = draw_multipart(generator);
  add_header(headers, RS_LITERAL("Content-Type"), reqsig_text(DRAW_WORD(generator, types)));
}

static void add_type(struct generator *generator, struct headers *headers) {
  static const char *const types[] = {"application/json", "application/json; charset=utf-8", "text/plain",
                                      "application/x-www-form-urlencoded", "application/multipart-note"};
  add_header(headers, RS_LITERAL("Content-Type"), reqsig_text(DRAW_WORD(generator, types)));
}

/* As of an earlier attempt: whoever signs answers a new one in its place. */
static void add_old_header(struct generator *generator, struct headers *headers) {
  const rs_header_rule *rules = generator->scheme->headers;
  size_t num = 0;
  while (num < REQSIG_MAX_ADDED_HEADERS && rules[num].name.len > 0) num++;
  if (num == 0) return;
  const rs_header_rule *rule = &rules[random_below(&generator->random, num)];
  if (rule->sending != RS_SENT_ALWAYS) return;
  add_header(headers, rule->name, draw_text(generator, "0123456789", 10, 13));
}

void draw_headers(struct generator *generator, struct vector *vector) {
  static const char *const names[] = {"X-Request-Id", "User-Agent", "Accept-Language", "Cookie"};
  struct headers headers = {.count = 0};
  bool has_body = vector->request.body.len > 0;
  if (has_body && leaves_multipart_out(generator->scheme) && random_one_in(&generator->random, 6))
    add_multipart(generator, vector, &headers);
  else if (has_body)
    add_type(generator, &headers);
  if (random_one_in(&generator->random, 8)) add_old_header(generator, &headers);
  for (size_t i = random_below(&generator->random, 3); i > 0; i--)
    add_header(&headers, reqsig_text(names[2 * (i - 1) + random_below(&generator->random, 2)]),
               draw_text(generator, "abcdefXYZ0189-._~", 1, 20));
  reqsig_header *kept = arena_get_array(generator->arena, headers.count, sizeof *kept);
  if (headers.count > 0) memcpy(kept, headers.items, headers.count * sizeof *kept);
  vector->request.headers = kept;
  vector->request.num_headers = headers.count;
}
