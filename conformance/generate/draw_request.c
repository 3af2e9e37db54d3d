#include <string.h>

#include "base/text.h"
#include "generate/draw.h"
#include "lib/bytes.h"

static const char path_letters[] = DRAW_LETTERS "-_.~!$&'()*+,;=:@";
static const char query_letters[] = DRAW_LETTERS "-._~";

/* A letter first and last: it is no dot segment, and the path has no slash at its beginning or its end more
 * than one. */
static void add_segment(struct generator *generator, struct text *to, size_t max) {
  static const char *const escapes[] = {"%20", "%2F", "%41", "%c3%a9", "%E6%97%A5", "%2541", "%3A"};
  text_add(to, draw_text(generator, DRAW_LETTERS, 1, 1));
  text_add(to, draw_text(generator, path_letters, 0, max));
  if (random_one_in(&generator->random, 6)) text_add_string(to, DRAW_WORD(generator, escapes));
  text_add(to, draw_text(generator, DRAW_LETTERS, 1, 1));
}

static void add_path(struct generator *generator, struct text *to) {
  size_t least = random_one_in(&generator->random, 3) ? draw_length(generator, 80) : 1;
  do {
    text_add_string(to, to->len > 0 && random_one_in(&generator->random, 24) ? "//" : "/");
    add_segment(generator, to, least > 200 ? 60 : 16);
  } while (to->len < least || random_one_in(&generator->random, 2));
}

static const char *draw_value_end(struct generator *generator, bool is_listed) {
  static const char *const values[] = {"", "", "%41", "a+b", "%2F", "1,2", "a:b"};
  static const char *const listed[] = {"", "%41", "a+b", "%20", "%2F%2a", "1,2", "~"};
  return is_listed ? DRAW_WORD(generator, listed) : DRAW_WORD(generator, values);
}

/* Of a list that is signed, now and then a name that is there already. */
static void add_query(struct generator *generator, struct text *to) {
  bool is_listed = draw_lists(generator->scheme, RS_PAIRS_OF_QUERY);
  reqsig_slice name = {NULL, 0};
  for (size_t i = 0, num = 1 + random_below(&generator->random, 3); i < num; i++) {
    bool is_again = is_listed && i > 0 && random_one_in(&generator->random, 4);
    text_add_string(to, i > 0 ? "&" : "?");
    if (!is_again) name = draw_text(generator, query_letters, 1, 8);
    text_add(to, name);
    text_add_string(to, "=");
    text_add(to, draw_text(generator, query_letters, 0, 8));
    text_add_string(to, draw_value_end(generator, is_listed));
  }
}

bool draw_lists(const reqsig_scheme *scheme, rs_pairs_of of) {
  for (const rs_list *list = scheme->lists; list && list->each; list++)
    if (list->each & of) return true;
  return false;
}

bool draw_needs_form(const reqsig_scheme *scheme) {
  for (const rs_list *list = scheme->lists; list && list->each; list++)
    if (list->single.len > 0) return true;
  return false;
}

reqsig_slice draw_target(struct generator *generator) {
  struct text target = {0};
  add_path(generator, &target);
  bool often = draw_lists(generator->scheme, RS_PAIRS_OF_QUERY);
  if (random_one_in(&generator->random, often ? 1 : 3)) add_query(generator, &target);
  return draw_keep(generator, &target);
}

enum { MAX_HEADERS = 16 };

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
  static const char *const forms[] = {"application/x-www-form-urlencoded",
                                      "application/x-www-form-urlencoded",
                                      "Application/X-WWW-Form-URLencoded; charset=UTF-8", "application/json"};
  size_t num_forms = sizeof forms / sizeof *forms - draw_needs_form(generator->scheme);
  const char *type = draw_lists(generator->scheme, RS_PAIRS_OF_FORM) ? draw_word(generator, forms, num_forms)
                                                                     : DRAW_WORD(generator, types);
  add_header(headers, RS_LITERAL("Content-Type"), reqsig_text(type));
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

/* With a run of spaces in it where the scheme makes one space of each, and of two hosts one with a port. */
static reqsig_slice draw_signed_value(struct generator *generator, const rs_part *part) {
  reqsig_slice value = draw_text(generator, "abcdefXYZ0189-._~", 1, 24);
  bool is_host = rs_slice_equal_ignoring_case(part->literal, RS_LITERAL("host"));
  bool has_port = is_host && random_below(&generator->random, 2) == 0;
  if (!has_port && part->transforms[0] != RS_SQUEEZED) return value;
  struct text more = {0};
  text_add(&more, value);
  text_add_string(&more, has_port ? ":8443" : "   x");
  return draw_keep(generator, &more);
}

/* The request's own headers that are signed. A name is a scheme's, as any other name of a header. */
static void add_signed_headers(struct generator *generator, struct headers *headers) {
  const rs_part *parts = generator->scheme->message;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && parts[i].from; i++) {
    bool is_there = false;
    for (size_t k = 0; k < headers->count; k++)
      is_there |= rs_slice_equal_ignoring_case(headers->items[k].name, parts[i].literal);
    if (parts[i].from == RS_FROM_HEADER && !is_there)
      add_header(headers, parts[i].literal, draw_signed_value(generator, &parts[i]));
  }
}

static bool is_there(const struct headers *headers, reqsig_slice name) {
  for (size_t i = 0; i < headers->count; i++)
    if (rs_slice_equal_ignoring_case(headers->items[i].name, name)) return true;
  return false;
}

/* With a run of spaces in it where the list makes one space of each. */
static reqsig_slice draw_listed_value(struct generator *generator, bool is_squeezed) {
  struct text value = {0};
  text_add(&value, draw_text(generator, "abcdefXYZ0189-._~,:", 1, 12));
  if (is_squeezed && random_one_in(&generator->random, 2)) text_add_string(&value, "   x");
  return draw_keep(generator, &value);
}

/* What a scheme adds itself is not drawn. */
static void add_listed(struct generator *generator, struct headers *headers, reqsig_slice pattern,
                       bool is_squeezed) {
  static const char *const ends[] = {"meta-name", "Meta-Author", "acl", "acl"};
  bool is_prefix = pattern.data[pattern.len - 1] == '*', may_be_absent = pattern.data[pattern.len - 1] == '?';
  reqsig_slice begin = rs_slice(pattern.data, pattern.len - (is_prefix || may_be_absent));
  if (!is_prefix && (is_there(headers, begin) || (may_be_absent && random_one_in(&generator->random, 2))))
    return;
  if (!is_prefix) add_header(headers, begin, draw_listed_value(generator, is_squeezed));
  for (size_t i = random_below(&generator->random, 4); is_prefix && i > 0; i--) {
    struct text name = {0};
    text_add(&name, begin);
    text_add_string(&name, DRAW_WORD(generator, ends));
    add_header(headers, draw_keep(generator, &name), draw_listed_value(generator, is_squeezed));
  }
}

static bool squeezes_headers(const reqsig_scheme *scheme) {
  bool squeezes = false;
  for (const rs_list *list = scheme->lists; list && list->each; list++) squeezes |= list->value_squeezed;
  return squeezes;
}

/* Headers of a list that is signed; one may be there twice. Their order is any. */
static void add_listed_headers(struct generator *generator, struct headers *headers) {
  bool is_squeezed = squeezes_headers(generator->scheme), is_any = false;
  for (const rs_list *list = generator->scheme->lists; list && list->each; list++)
    for (size_t i = 0; list->like == 0 && i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++) {
      add_listed(generator, headers, list->only[i], is_squeezed);
      is_any = true;
    }
  if (!is_any || headers->count < 2 || random_one_in(&generator->random, 2)) return;
  reqsig_header last = headers->items[--headers->count];
  memmove(&headers->items[1], headers->items, headers->count++ * sizeof last);
  headers->items[0] = last;
}

void draw_headers(struct generator *generator, struct vector *vector) {
  static const char *const names[] = {"X-Request-Id", "User-Agent", "Accept-Language", "Cookie"};
  struct headers headers = {.count = 0};
  bool has_body = vector->request.body.len > 0;
  if (has_body && leaves_multipart_out(generator->scheme) && random_one_in(&generator->random, 6))
    add_multipart(generator, vector, &headers);
  else if (has_body)
    add_type(generator, &headers);
  add_signed_headers(generator, &headers);
  add_listed_headers(generator, &headers);
  if (random_one_in(&generator->random, 8)) add_old_header(generator, &headers);
  for (size_t i = random_below(&generator->random, 3); i > 0; i--)
    add_header(&headers, reqsig_text(names[2 * (i - 1) + random_below(&generator->random, 2)]),
               draw_text(generator, "abcdefXYZ0189-._~", 1, 20));
  reqsig_header *kept = arena_get_array(generator->arena, headers.count, sizeof *kept);
  if (headers.count > 0) memcpy(kept, headers.items, headers.count * sizeof *kept);
  vector->request.headers = kept;
  vector->request.num_headers = headers.count;
}
