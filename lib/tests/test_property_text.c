/* Writers and readers of text: what is written is read back, and nothing else is read. */
#include <criterion/criterion.h>

#include "base64.h"
#include "date.h"
#include "form_decode.h"
#include "hex.h"
#include "json.h"
#include "rng.h"
#include "timestamp.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { GROUPS = 64 * 64 };

/* All quads of the alphabet, 4096 at a time, against the arithmetic of RFC 4648 section 4. */
Test(property_text, base64_reads_all_quads_of_its_alphabet_and_writes_them_so) {
  static uint8_t text[4 * GROUPS], bytes[3 * GROUPS], expected[3 * GROUPS], again[4 * GROUPS];
  for (uint32_t high = 0; high < GROUPS; high++) {
    for (uint32_t low = 0; low < GROUPS; low++) {
      uint32_t group = high << 12 | low;
      for (uint32_t k = 0; k < 4; k++) text[4 * low + k] = (uint8_t)alphabet[group >> (18 - 6 * k) & 63];
      for (uint32_t k = 0; k < 3; k++) expected[3 * low + k] = (uint8_t)(group >> (16 - 8 * k));
    }
    reqsig_buffer read = {bytes, sizeof bytes, 0}, written = {again, sizeof again, 0};
    cr_assert_eq(rs_base64_decode(rs_slice(text, sizeof text), &read), REQSIG_OK);
    cr_assert_eq(memcmp(bytes, expected, sizeof expected), 0, "quads from %x", high << 12);
    rs_base64_encode(rs_slice(bytes, read.len), &written);
    cr_assert(rs_slice_equal(rs_slice(again, written.len), rs_slice(text, sizeof text)));
  }
}

/* Each byte outside of the alphabet in each place of each of 4096 quads; padding has its own tests. */
Test(property_text, base64_rejects_all_other_bytes_in_any_quad) {
  for (uint32_t group = 0; group < GROUPS; group++)
    for (unsigned c = 0; c < 256; c++) {
      if (c == '=' || (c != 0 && strchr(alphabet, (int)c))) continue;
      for (uint32_t at = 0; at < 4; at++) {
        uint8_t text[4], room[3];
        for (uint32_t k = 0; k < 4; k++) text[k] = (uint8_t)alphabet[(group * 4099 >> 6 * k) & 63];
        text[at] = (uint8_t)c;
        reqsig_buffer bytes = {room, sizeof room, 0};
        if (rs_base64_decode(rs_slice(text, 4), &bytes) != REQSIG_ERR_MALFORMED || bytes.len != 0)
          cr_assert_fail("%.4s, byte %02x at %u", (const char *)text, c, at);
      }
    }
}

enum { CASES = 20000 };

static reqsig_slice draw(rng *random, uint8_t *room, size_t max) {
  size_t len = random_below(random, max + 1);
  random_bytes(random, room, len);
  return rs_slice(room, len);
}

Test(property_text, hex_and_base64_read_back_what_they_wrote_of_any_bytes) {
  rng random = random_begin("property_text_codecs", CASES);
  for (size_t i = 0; i < CASES; i++) {
    uint8_t room[100], text_room[200], back_room[100];
    reqsig_slice bytes = draw(&random, room, sizeof room);
    reqsig_buffer text = {text_room, sizeof text_room, 0}, back = {back_room, sizeof back_room, 0};
    if (i % 2) {
      rs_hex_encode(bytes, &text);
      cr_assert_eq(rs_hex_decode(rs_slice(text_room, text.len), RS_HEX_LOWER_ONLY, &back), REQSIG_OK);
    } else {
      rs_base64_encode(bytes, &text);
      cr_assert_eq(rs_base64_decode(rs_slice(text_room, text.len), &back), REQSIG_OK);
    }
    cr_assert(rs_slice_equal(rs_slice(back_room, back.len), bytes));
  }
}

enum { MAX_PAIRS = 5, FORM_ROOM = 1024 };

static size_t draw_pairs(rng *random, reqsig_form_pair pairs[MAX_PAIRS], uint8_t room[MAX_PAIRS][2][20]) {
  size_t num = random_below(random, MAX_PAIRS + 1);
  for (size_t i = 0; i < num; i++)
    pairs[i] = (reqsig_form_pair){draw(random, room[i][0], 20), draw(random, room[i][1], 20)};
  return num;
}

Test(property_text, forms_read_back_what_they_wrote_of_any_pairs) {
  rng random = random_begin("property_text_forms", CASES);
  for (size_t i = 0; i < CASES; i++) {
    reqsig_form_pair pairs[MAX_PAIRS], read;
    uint8_t room[MAX_PAIRS][2][20], text_room[FORM_ROOM], bytes_room[FORM_ROOM];
    size_t num = draw_pairs(&random, pairs, room), num_read = 0;
    reqsig_buffer text = {text_room, sizeof text_room, 0}, bytes = {bytes_room, sizeof bytes_room, 0};
    cr_assert_eq(reqsig_form_encode(pairs, num, &text), REQSIG_OK);
    for (reqsig_slice rest = rs_slice(text_room, text.len); rest.len > 0; num_read++) {
      cr_assert_eq(form_decode_next(&rest, &bytes, &read), REQSIG_OK);
      cr_assert(rs_slice_equal(read.name, pairs[num_read].name));
      cr_assert(rs_slice_equal(read.value, pairs[num_read].value));
    }
    cr_assert_eq(num_read, num);
  }
}

/* Texts of which some are right: where one is read, it is what its pairs are written as. */
Test(property_text, forms_read_of_random_texts_only_what_they_would_write) {
  rng random = random_begin("property_text_form_texts", 5 * CASES);
  size_t num_right = 0;
  for (size_t i = 0; i < 5 * CASES; i++) {
    uint8_t text_room[12], bytes_room[12], again_room[40];
    size_t len = random_below(&random, sizeof text_room + 1), num = 0;
    random_bytes_of(&random, "ab=&=&+%2Bc", text_room, len);
    reqsig_form_pair pairs[12];
    reqsig_buffer bytes = {bytes_room, sizeof bytes_room, 0}, again = {again_room, sizeof again_room, 0};
    reqsig_slice rest = rs_slice(text_room, len);
    while (rest.len > 0 && form_decode_next(&rest, &bytes, &pairs[num]) == REQSIG_OK) num++;
    if (rest.len > 0) continue;
    num_right++;
    cr_assert_eq(reqsig_form_encode(pairs, num, &again), REQSIG_OK);
    cr_assert(rs_slice_equal(rs_slice(again_room, again.len), rs_slice(text_room, len)));
  }
  cr_assert_gt(num_right, CASES / 10);
}

Test(property_text, times_read_back_what_they_wrote) {
  rng random = random_begin("property_text_times", 5 * CASES);
  for (size_t i = 0; i < 5 * CASES; i++) {
    uint8_t room[32];
    reqsig_buffer text = {room, sizeof room, 0};
    int64_t number = (int64_t)(random_next(&random) >> (1 + random_below(&random, 63))), back = -1;
    cr_assert_eq(rs_timestamp_write(number, &text), REQSIG_OK);
    cr_assert_eq(rs_timestamp_parse(rs_slice(room, text.len), &back), REQSIG_OK);
    cr_assert_eq(back, number);
    cr_assert_eq(rs_json_int64(rs_slice(room, text.len), &back), REQSIG_OK);
    cr_assert_eq(back, number);
    int64_t seconds =
        RS_DATE_MIN + (int64_t)(random_next(&random) % (uint64_t)(RS_DATE_MAX - RS_DATE_MIN + 1));
    text.len = 0;
    cr_assert_eq(rs_date_write(seconds, &text), REQSIG_OK);
    cr_assert_eq(rs_date_parse(rs_slice(room, text.len), &back), REQSIG_OK);
    cr_assert_eq(back, seconds);
  }
}
