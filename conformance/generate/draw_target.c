#include "generate/draw.h"
#include "lib/bytes.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static const char path_letters[] = LETTERS "-_.~!$&'()*+,;=:@";
static const char query_letters[] = LETTERS "-._~";

/* A letter first and last: it is no dot segment, and the path has no slash at its beginning or its end more
 * than one. */
static void add_segment(struct generator *generator, struct text *to, size_t max) {
  static const char *const escapes[] = {"%20", "%2F", "%41", "%c3%a9", "%E6%97%A5", "%2541", "%3A"};
  text_add(to, draw_text(generator, LETTERS, 1, 1));
  text_add(to, draw_text(generator, path_letters, 0, max));
  if (random_one_in(&generator->random, 6)) text_add_string(to, DRAW_WORD(generator, escapes));
  text_add(to, draw_text(generator, LETTERS, 1, 1));
}

static void add_path(struct generator *generator, struct text *to) {
  size_t least = random_one_in(&generator->random, 3) ? draw_length(generator, 80) : 1;
  do {
    text_add_string(to, to->len > 0 && random_one_in(&generator->random, 24) ? "//" : "/");
    add_segment(generator, to, least > 200 ? 60 : 16);
  } while (to->len < least || random_one_in(&generator->random, 2));
}

static void add_query(struct generator *generator, struct text *to) {
  static const char *const values[] = {"", "", "%41", "a+b", "%2F", "1,2", "a:b"};
  for (size_t i = 0, num = 1 + random_below(&generator->random, 3); i < num; i++) {
    text_add_string(to, i > 0 ? "&" : "?");
    text_add(to, draw_text(generator, query_letters, 1, 8));
    text_add_string(to, "=");
    text_add(to, draw_text(generator, query_letters, 0, 8));
    text_add_string(to, DRAW_WORD(generator, values));
  }
}

reqsig_slice draw_target(struct generator *generator) {
  struct text target = {0};
  add_path(generator, &target);
  if (random_one_in(&generator->random, 3)) add_query(generator, &target);
  return draw_keep(generator, &target);
}
