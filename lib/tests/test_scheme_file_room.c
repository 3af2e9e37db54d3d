/* The memory that a scheme file is read into. */
#include <stdlib.h>

#include "engine_case.h"
#include "recipe_compare.h"
#include "scheme_file_case.h"

/* Lists, parts whose texts are joined, a group, steps of the key, items, a profile. */
#define RICH                                                                                                 \
  "{\"reqsig_scheme\": 1, \"name\": \"rich\", \"title\": \"R\", \"credentials\": {\"k\": \"secret\", "       \
  "\"id\": \"public\"}, \"timestamp\": {\"format\": \"unix-seconds\"}, \"lists\": {\"all\": {\"each\": "     \
  "\"query\", \"write\": \"{name}={value}\", \"join\": \"&\"}}, \"parts\": {\"a\": \"x{path}y\", \"g\": "    \
  "\"{method}{all}\"}, \"message\": \"z{a}w{g|sha256|hex}\", \"hmac\": \"sha256\", \"key\": [\"K{k}\", "     \
  "\"step\"], \"headers\": {\"S\": {\"items\": [\"t={timestamp}\", \"v1={mac|hex}\"], \"separator\": "       \
  "\",\"}, \"I\": \"{id}\"}, \"profiles\": {\"p\": {\"meaning\": \"m\", \"source\": \"s\", \"change\": "     \
  "{\"hmac\": \"sha512\"}}}}"

static reqsig_status read_into(reqsig_slice text, reqsig_buffer *memory, const reqsig_scheme **scheme) {
  reqsig_scheme_fault fault;
  return reqsig_scheme_read(text, memory, scheme, &fault);
}

/* In blocks of just that size, so that a sanitizer sees a byte too much. */
static void check_each_room(reqsig_slice text) {
  const reqsig_scheme *whole = accepts(text), *scheme;
  size_t enough = 1;
  for (reqsig_status status = REQSIG_ERR_BUFFER_TOO_SMALL; status != REQSIG_OK; enough++) {
    reqsig_buffer memory = {malloc(enough), enough, 0};
    status = read_into(text, &memory, &scheme);
    cr_assert_eq(scheme != NULL, status == REQSIG_OK);
    if (status == REQSIG_OK) {
      cr_assert_eq(memory.len, enough, "not a byte more than is used");
      cr_assert(same_scheme(scheme, whole));
    } else {
      cr_assert_eq(status, REQSIG_ERR_BUFFER_TOO_SMALL);
      cr_assert_eq(memory.len, REQSIG_SCHEME_ROOM(text.len));
    }
    free(memory.data);
  }
  size_t of_lists = (RS_MAX_LISTS + 1) * sizeof(rs_list);
  cr_assert_lt(enough, sizeof(reqsig_scheme) + of_lists + 2048 + text.len, "%zu bytes are used", enough);
}

Test(scheme_file_room, is_as_much_as_the_file_says) {
  check_each_room(RS_LITERAL(GITHUB));
  check_each_room(RS_LITERAL(RICH));
  check_each_room(edited(GITHUB, "{body}", "{?query|without:a}"));
  check_each_room(edited(GITHUB, "{body}", "{form:a}"));
}

Test(scheme_file_room, begins_behind_what_is_used_already) {
  static uint8_t room[REQSIG_SCHEME_ROOM(sizeof GITHUB) + 64];
  const reqsig_slice text = RS_LITERAL(GITHUB);
  const reqsig_scheme *scheme;
  for (size_t begin = 0; begin < 32; begin++) {
    memset(room, 0x5a, sizeof room);
    reqsig_buffer memory = {room, begin + REQSIG_SCHEME_ROOM(text.len), begin};
    cr_assert_eq(read_into(text, &memory, &scheme), REQSIG_OK);
    for (size_t i = 0; i < sizeof room; i++)
      if (i < begin || i >= memory.len) cr_assert_eq(room[i], 0x5a, "%zu at %zu", i, begin);
    reqsig_buffer small = {room, memory.len - 1, begin};
    cr_assert_eq(read_into(text, &small, &scheme), REQSIG_ERR_BUFFER_TOO_SMALL);
    cr_assert_eq(small.len, begin + REQSIG_SCHEME_ROOM(text.len));
  }
  reqsig_buffer over = {room, 1, 2}, none = {NULL, 0, 0};
  cr_assert_eq(read_into(text, &over, &scheme), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(read_into(text, &none, &scheme), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(none.len, REQSIG_SCHEME_ROOM(text.len));
}

Test(scheme_file_room, is_not_asked_for_by_a_file_that_is_wrong) {
  reqsig_buffer memory = {NULL, 0, 0};
  const reqsig_scheme *scheme;
  cr_assert_eq(read_into(RS_LITERAL("{"), &memory, &scheme), REQSIG_ERR_MALFORMED);
  cr_assert_eq(memory.len, 0);
}

Test(scheme_file_room, of_a_written_file_is_told) {
  reqsig_buffer none = {NULL, 0, 0};
  cr_assert_eq(reqsig_scheme_write(accepts(RS_LITERAL(GITHUB)), &none), REQSIG_ERR_BUFFER_TOO_SMALL);
}
