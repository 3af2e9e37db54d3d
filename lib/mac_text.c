#include "mac_text.h"

#include "base64.h"
#include "hex.h"

/* What base64 with padding ends in. */
static size_t full_padding(const reqsig_scheme *recipe) {
  return 2 - (rs_digest_len(recipe->mac.digest) + 2) % 3;
}

size_t rs_mac_text_len(const reqsig_scheme *recipe) {
  size_t len = rs_digest_len(recipe->mac.digest);
  if (recipe->encoding.encoding == RS_HEX) return 2 * len;
  return (len + 2) / 3 * 4 - (rs_encoding_is_padded(recipe->encoding.encoding) ? 0 : full_padding(recipe));
}

size_t rs_mac_text_padding(const reqsig_scheme *recipe) {
  return rs_encoding_is_padded(recipe->encoding.encoding) ? full_padding(recipe) : 0;
}

size_t rs_mac_text_len_at_end(const reqsig_scheme *recipe, reqsig_slice text) {
  bool is_padded = text.len > 0 && text.data[text.len - 1] == '=';
  size_t lacks = recipe->encoding.unpadded_accepted && !is_padded ? rs_mac_text_padding(recipe) : 0;
  return rs_mac_text_len(recipe) - lacks;
}

static void write_unpadded(const reqsig_scheme *recipe, reqsig_slice raw, reqsig_buffer *text) {
  uint8_t room[RS_MAX_MAC_TEXT];
  reqsig_buffer padded = {room, sizeof room, 0};
  (rs_encoding_is_url_safe(recipe->encoding.encoding) ? rs_base64url_encode : rs_base64_encode)(raw, &padded);
  rs_put(text, room, rs_mac_text_len(recipe));
}

void rs_mac_text_write(const reqsig_scheme *recipe, const uint8_t *mac, reqsig_buffer *text) {
  reqsig_slice raw = rs_slice(mac, rs_digest_len(recipe->mac.digest));
  switch (recipe->encoding.encoding) {
  case RS_HEX: rs_hex_encode(raw, text); break;
  case RS_BASE64: rs_base64_encode(raw, text); break;
  case RS_BASE64URL: rs_base64url_encode(raw, text); break;
  case RS_BASE64_UNPADDED:
  case RS_BASE64URL_UNPADDED: write_unpadded(recipe, raw, text); break;
  }
}

static reqsig_status read_base64(const reqsig_scheme *recipe, reqsig_slice text, reqsig_buffer *raw) {
  return (rs_encoding_is_url_safe(recipe->encoding.encoding) ? rs_base64url_decode : rs_base64_decode)(text,
                                                                                                       raw);
}

static reqsig_status read_unpadded(const reqsig_scheme *recipe, reqsig_slice text, reqsig_buffer *raw) {
  uint8_t room[RS_MAX_MAC_TEXT];
  reqsig_buffer padded = {room, sizeof room, 0};
  rs_put_slice(&padded, text);
  rs_put(&padded, "==", full_padding(recipe));
  return read_base64(recipe, rs_slice(room, padded.len), raw);
}

bool rs_mac_text_read(const reqsig_scheme *recipe, reqsig_slice text, uint8_t mac[RS_MAX_DIGEST]) {
  const rs_encoding_rule *rule = &recipe->encoding;
  reqsig_buffer raw = {mac, rs_digest_len(recipe->mac.digest), 0};
  reqsig_status status;
  if (text.len != rs_mac_text_len_at_end(recipe, text)) return false;
  if (rule->encoding == RS_HEX)
    status = rs_hex_decode(text, rule->upper_case_accepted ? RS_HEX_ANY_CASE : RS_HEX_LOWER_ONLY, &raw);
  else if (text.len % 4 != 0)
    status = read_unpadded(recipe, text, &raw);
  else
    status = read_base64(recipe, text, &raw);
  return status == REQSIG_OK && raw.len == raw.capacity;
}

const char *rs_mac_text_words(const rs_encoding_rule *rule) {
  if (rule->encoding == RS_HEX)
    return rule->upper_case_accepted ? "the whole MAC in hex digits, in either case, and nothing else"
                                     : "the whole MAC in hex digits, in lower case, and nothing else";
  if (rule->encoding == RS_BASE64_UNPADDED)
    return "the whole MAC in canonical base64, standard alphabet, without padding, and nothing else";
  if (rule->encoding == RS_BASE64URL_UNPADDED)
    return "the whole MAC in canonical base64, alphabet for URLs, without padding, and nothing else";
  if (rule->encoding == RS_BASE64URL)
    return rule->unpadded_accepted
               ? "the whole MAC in canonical base64, alphabet for URLs, padded or not, and nothing else"
               : "the whole MAC in canonical base64, alphabet for URLs, padded, and nothing else";
  return rule->unpadded_accepted
             ? "the whole MAC in canonical base64, standard alphabet, padded or not, and nothing else"
             : "the whole MAC in canonical base64, standard alphabet, padded, and nothing else";
}
