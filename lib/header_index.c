#include "header_index.h"

#include "bytes.h"

enum { MAX_NAMES = REQSIG_MAX_ADDED_HEADERS + RS_MAX_MESSAGE_PARTS + 1 };

/* The names that are looked for. */
typedef struct wanted_names {
  struct {
    reqsig_slice name;
    rs_named_headers *found;
  } items[MAX_NAMES];
  size_t num;
  uint64_t lengths; /* a bit for each length that a name has, from 63 on the same one */
} wanted_names;

static uint64_t length_bit(size_t len) {
  return UINT64_C(1) << (len < 63 ? len : 63);
}

static void want(wanted_names *wanted, reqsig_slice name, rs_named_headers *found) {
  *found = (rs_named_headers){0, NULL};
  wanted->items[wanted->num].name = name;
  wanted->items[wanted->num++].found = found;
  wanted->lengths |= length_bit(name.len);
}

/* Names of one length mostly differ in their first letters. */
static bool begin_alike(reqsig_slice a, reqsig_slice b) {
  return ((a.data[0] ^ b.data[0]) & ~('a' ^ 'A')) == 0;
}

static void note(const wanted_names *wanted, const reqsig_header *header) {
  for (size_t i = 0; i < wanted->num; i++) {
    rs_named_headers *found = wanted->items[i].found;
    reqsig_slice name = wanted->items[i].name;
    if (name.len != header->name.len || !begin_alike(name, header->name)) continue;
    if (!rs_bytes_equal_ignoring_case(name.data, header->name.data, name.len)) continue;
    if (found->num++ == 0) found->first = header;
  }
}

void rs_header_index_find(const reqsig_scheme *recipe, const reqsig_request *request,
                          rs_header_index *found) {
  wanted_names wanted;
  wanted.num = 0;
  wanted.lengths = 0;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++)
    if (recipe->headers[i].place != RS_IN_QUERY) want(&wanted, recipe->headers[i].name, &found->of_rules[i]);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && recipe->message[i].from; i++)
    if (recipe->message[i].from == RS_FROM_HEADER)
      want(&wanted, recipe->message[i].literal, &found->of_parts[i]);
  want(&wanted, RS_LITERAL("content-type"), &found->content_type);
  for (size_t i = 0; i < request->num_headers; i++)
    if ((wanted.lengths & length_bit(request->headers[i].name.len)) != 0) note(&wanted, &request->headers[i]);
}
