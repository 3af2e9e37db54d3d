#include "generate/draw.h"

#include <string.h>

#include "lib/bytes.h"

#define FIRST_TIME INT64_C(1000000000000)
#define LAST_TIME  INT64_C(253402214400000)

reqsig_slice draw_text(struct generator *generator, const char *alphabet, size_t min, size_t max) {
  size_t len = min + random_below(&generator->random, max - min + 1), num = strlen(alphabet);
  char *text = arena_get(generator->arena, len + 1);
  for (size_t i = 0; i < len; i++) text[i] = alphabet[random_below(&generator->random, num)];
  return rs_slice(text, len);
}

const char *draw_word(struct generator *generator, const char *const *words, size_t num_words) {
  return words[random_below(&generator->random, num_words)];
}

size_t draw_end(struct generator *generator) {
  static const size_t ends[] = {64, 256, 1024, 4096};
  return ends[random_below(&generator->random, 4)] - 1 + random_below(&generator->random, 4);
}

size_t draw_length(struct generator *generator, size_t max) {
  if (random_one_in(&generator->random, 16)) return draw_end(generator);
  return 1 + random_below(&generator->random, max);
}

reqsig_slice draw_keep(struct generator *generator, struct text *text) {
  reqsig_slice kept = rs_slice(arena_copy(generator->arena, text_slice(text)), text->len);
  text_free(text);
  return kept;
}

static void draw_credentials(struct generator *generator, struct vector *vector) {
  size_t num = 0;
  while (reqsig_scheme_credential(generator->scheme, num)) num++;
  vector->credentials = arena_get_array(generator->arena, num, sizeof *vector->credentials);
  for (size_t i = 0; i < num; i++)
    vector->credentials[i] =
        (reqsig_credential){reqsig_scheme_credential(generator->scheme, i), draw_credential(generator, i)};
  vector->num_credentials = num;
}

/* From 2001 to the last day but one of 9999: what stands beyond is often left open. Around the ends of
 * seconds and days digits are carried and formats change. */
static int64_t draw_time(struct generator *generator) {
  static const int64_t units[] = {1000, 60000, 3600000, 86400000};
  int64_t now = FIRST_TIME + (int64_t)(random_next(&generator->random) % (uint64_t)(LAST_TIME - FIRST_TIME));
  if (random_one_in(&generator->random, 2))
    now = INT64_C(1500000000000) + (int64_t)random_below(&generator->random, 400000000) * 1000;
  int64_t unit = units[random_below(&generator->random, 4)];
  if (random_one_in(&generator->random, 3))
    now = now / unit * unit - (int64_t)random_below(&generator->random, 2);
  return now;
}

/* Within the window: at one of its ends, a millisecond inside it, or anywhere. */
static int64_t draw_timestamp(struct generator *generator, int64_t now_ms) {
  const rs_window *window = &generator->scheme->time.window;
  if (!window->given || random_one_in(&generator->random, 3)) return now_ms;
  const int64_t edges[] = {-window->past_ms, 1 - window->past_ms, window->future_ms, window->future_ms - 1};
  return now_ms + edges[random_below(&generator->random, 4)];
}

static size_t num_signed_methods(const reqsig_scheme *scheme) {
  size_t num = 0;
  while (num < RS_MAX_METHODS && scheme->signs.methods[num]) num++;
  return num;
}

/* Where only some methods are signed, what the others do with a body is often left open: none is drawn. */
static bool draw_has_body(struct generator *generator) {
  const reqsig_scheme *scheme = generator->scheme;
  bool must = scheme->time.place == RS_TIME_IN_BODY_MEMBER ||
              (num_signed_methods(scheme) > 0 && !scheme->signs.only_with_body);
  return must || !random_one_in(&generator->random, 3);
}

/* In lower case only where every method is signed: else it is open whether that one is. */
static reqsig_slice draw_method(struct generator *generator, bool has_body) {
  static const char *const any[] = {"POST", "PUT", "PATCH", "GET", "DELETE", "HEAD"};
  static const char *const with_body[] = {"POST", "PUT", "PATCH", "POST", "DELETE", "post", "Put", "pAtch"};
  size_t num_methods = num_signed_methods(generator->scheme);
  if (!has_body) return reqsig_text(DRAW_WORD(generator, any));
  if (num_methods == 0) return reqsig_text(DRAW_WORD(generator, with_body));
  return reqsig_text(draw_word(generator, generator->scheme->signs.methods, num_methods));
}

void draw_vector(struct generator *generator, struct vector *vector) {
  vector->now_ms = draw_time(generator);
  generator->timestamp_ms = draw_timestamp(generator, vector->now_ms);
  draw_credentials(generator, vector);
  bool has_body = draw_has_body(generator);
  vector->request.method = draw_method(generator, has_body);
  vector->request.target = draw_target(generator);
  if (has_body) vector->request.body = draw_body(generator, generator->timestamp_ms);
  draw_headers(generator, vector);
}
