#include <criterion/criterion.h>

#include "bytes.h"
#include "mac_text.h"

static const struct {
  rs_digest digest;
  size_t hex, base64, padding;
} lengths[] = {
    {RS_MD5, 32, 24, 2},    {RS_SHA1, 40, 28, 1},   {RS_SHA224, 56, 40, 2},
    {RS_SHA256, 64, 44, 1}, {RS_SHA384, 96, 64, 0}, {RS_SHA512, 128, 88, 2},
};
enum { NUM_LENGTHS = sizeof lengths / sizeof *lengths };

static reqsig_scheme with(size_t i, rs_encoding encoding, bool unpadded) {
  return (reqsig_scheme){.mac = {lengths[i].digest}, .encoding = {encoding, .unpadded_accepted = unpadded}};
}

Test(mac_text, has_the_length_of_its_digest_and_encoding) {
  for (size_t i = 0; i < NUM_LENGTHS; i++) {
    reqsig_scheme hex = with(i, RS_HEX, false), base64 = with(i, RS_BASE64, false);
    cr_assert_eq(rs_mac_text_len(&hex), lengths[i].hex, "%zu", i);
    cr_assert_eq(rs_mac_text_padding(&hex), 0, "%zu", i);
    cr_assert_eq(rs_mac_text_len(&base64), lengths[i].base64, "%zu", i);
    cr_assert_eq(rs_mac_text_padding(&base64), lengths[i].padding, "%zu", i);
  }
}

Test(mac_text, is_written_at_that_length) {
  const uint8_t mac[RS_MAX_DIGEST] = {0};
  for (size_t i = 0; i < NUM_LENGTHS; i++)
    for (int encoding = RS_HEX; encoding <= RS_BASE64URL; encoding++) {
      uint8_t room[RS_MAX_MAC_TEXT];
      reqsig_buffer text = {room, sizeof room, 0};
      reqsig_scheme recipe = with(i, (rs_encoding)encoding, false);
      rs_mac_text_write(&recipe, mac, &text);
      cr_assert_eq(text.len, encoding == RS_HEX ? lengths[i].hex : lengths[i].base64, "%zu", i);
    }
}

/* Zeros, without the last num_cut characters. */
static reqsig_slice zeros_in_base64(const reqsig_scheme *recipe, size_t num_cut,
                                    uint8_t room[RS_MAX_MAC_TEXT]) {
  const uint8_t mac[RS_MAX_DIGEST] = {0};
  reqsig_buffer text = {room, RS_MAX_MAC_TEXT, 0};
  rs_mac_text_write(recipe, mac, &text);
  return rs_slice(room, text.len - num_cut);
}

Test(mac_text, is_read_with_all_of_its_padding_or_where_accepted_with_none) {
  uint8_t room[RS_MAX_MAC_TEXT], mac[RS_MAX_DIGEST];
  for (size_t i = 0; i < NUM_LENGTHS; i++)
    for (size_t cut = 0; cut <= 4; cut++) {
      reqsig_scheme strict = with(i, RS_BASE64, false), lenient = with(i, RS_BASE64, true);
      reqsig_slice text = zeros_in_base64(&strict, cut, room);
      cr_assert_eq(rs_mac_text_read(&strict, text, mac), cut == 0, "%zu, %zu cut", i, cut);
      cr_assert_eq(rs_mac_text_read(&lenient, text, mac), cut == 0 || cut == lengths[i].padding,
                   "%zu, %zu cut, lenient", i, cut);
    }
}

Test(mac_text, of_the_right_length_must_spell_a_whole_mac) {
  uint8_t room[RS_MAX_MAC_TEXT], mac[RS_MAX_DIGEST];
  for (size_t i = 0; i < NUM_LENGTHS; i++) {
    reqsig_scheme recipe = with(i, RS_BASE64, false);
    reqsig_slice text = zeros_in_base64(&recipe, 0, room);
    memset(room + text.len - 2, lengths[i].padding == 2 ? 'A' : '=', 2);
    cr_assert_not(rs_mac_text_read(&recipe, text, mac), "%zu: a byte more or less", i);
  }
}

Test(mac_text, has_its_length_at_the_end_of_a_longer_text) {
  reqsig_scheme strict = with(5, RS_BASE64, false), lenient = with(5, RS_BASE64, true);
  cr_assert_eq(rs_mac_text_len_at_end(&strict, RS_LITERAL("key:AA==")), 88);
  cr_assert_eq(rs_mac_text_len_at_end(&strict, RS_LITERAL("key:AA")), 88);
  cr_assert_eq(rs_mac_text_len_at_end(&lenient, RS_LITERAL("key:AA==")), 88);
  cr_assert_eq(rs_mac_text_len_at_end(&lenient, RS_LITERAL("key:AA")), 86);
  cr_assert_eq(rs_mac_text_len_at_end(&lenient, RS_LITERAL("")), 86);
}

Test(mac_text, in_base64url_is_of_that_alphabet_alone) {
  uint8_t room[RS_MAX_MAC_TEXT], mac[RS_MAX_DIGEST], read[RS_MAX_DIGEST];
  memset(mac, 0xfb, sizeof mac);
  for (size_t i = 0; i < NUM_LENGTHS; i++) {
    reqsig_buffer text = {room, sizeof room, 0};
    reqsig_scheme standard = with(i, RS_BASE64, false), url = with(i, RS_BASE64URL, false);
    reqsig_scheme lenient = with(i, RS_BASE64URL, true);
    rs_mac_text_write(&url, mac, &text);
    cr_assert(memcmp(room, "-_v7", 4) == 0, "%.4s", (const char *)room);
    cr_assert(rs_mac_text_read(&url, rs_slice(room, text.len), read));
    cr_assert(memcmp(mac, read, rs_digest_len(lengths[i].digest)) == 0);
    cr_assert_not(rs_mac_text_read(&standard, rs_slice(room, text.len), read));
    cr_assert(rs_mac_text_read(&lenient, rs_slice(room, text.len - lengths[i].padding), read));
    memcpy(room, "+/", 2);
    cr_assert_not(rs_mac_text_read(&url, rs_slice(room, text.len), read));
  }
}

Test(mac_text, without_padding_is_of_that_form_alone) {
  uint8_t room[RS_MAX_MAC_TEXT], mac[RS_MAX_DIGEST], read[RS_MAX_DIGEST];
  memset(mac, 0xfb, sizeof mac);
  for (size_t i = 0; i < NUM_LENGTHS; i++) {
    reqsig_scheme url = with(i, RS_BASE64URL_UNPADDED, false), standard = with(i, RS_BASE64_UNPADDED, false);
    const reqsig_scheme *recipes[] = {&url, &standard};
    for (int k = 0; k < 2; k++) {
      reqsig_buffer text = {room, sizeof room, 0};
      rs_mac_text_write(recipes[k], mac, &text);
      cr_assert_eq(text.len, lengths[i].base64 - lengths[i].padding, "%zu", i);
      cr_assert_eq(rs_mac_text_len(recipes[k]), text.len, "%zu", i);
      cr_assert_eq(rs_mac_text_padding(recipes[k]), 0, "%zu", i);
      cr_assert(memcmp(room, k == 0 ? "-_v7" : "+/v7", 4) == 0, "%.4s", (const char *)room);
      cr_assert(rs_mac_text_read(recipes[k], rs_slice(room, text.len), read), "%zu", i);
      cr_assert(memcmp(mac, read, rs_digest_len(lengths[i].digest)) == 0, "%zu", i);
      cr_assert_not(rs_mac_text_read(recipes[1 - k], rs_slice(room, text.len), read), "%zu", i);
      rs_put(&text, "==", 2);
      cr_assert_eq(rs_mac_text_read(recipes[k], rs_slice(room, text.len - 2 + lengths[i].padding), read),
                   lengths[i].padding == 0, "%zu, padded", i);
      cr_assert_not(rs_mac_text_read(recipes[k], rs_slice(room, text.len - 3), read), "%zu, cut", i);
    }
  }
}

Test(mac_text, says_in_which_alphabet_and_how_padded_base64_must_be) {
  rs_encoding_rule rule = {.encoding = RS_BASE64URL};
  cr_assert_str_eq(rs_mac_text_words(&rule),
                   "the whole MAC in canonical base64, alphabet for URLs, padded, and nothing else");
  rule.unpadded_accepted = true;
  cr_assert_str_eq(rs_mac_text_words(&rule),
                   "the whole MAC in canonical base64, alphabet for URLs, padded or not, and nothing else");
  rule = (rs_encoding_rule){.encoding = RS_BASE64URL_UNPADDED};
  cr_assert_str_eq(rs_mac_text_words(&rule),
                   "the whole MAC in canonical base64, alphabet for URLs, without padding, and nothing else");
  rule.encoding = RS_BASE64_UNPADDED;
  cr_assert_str_eq(rs_mac_text_words(&rule),
                   "the whole MAC in canonical base64, standard alphabet, without padding, and nothing else");
}
