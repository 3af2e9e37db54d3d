#include "mutants/verifier.h"

#include <string.h>

#include "lib/base64.h"
#include "lib/bytes.h"
#include "lib/crypto.h"
#include "lib/hex.h"
#include "lib/mac_text.h"

struct verifier_answer verify_other_text(struct verifier *verifier) {
  verify_set_mac_text(verifier, verify_changed(verifier, verify_mac_text(verifier)));
  return verify_check(verifier);
}

struct verifier_answer verify_other_value(struct verifier *verifier) {
  reqsig_header *header = verify_header(verifier, verify_rule(verifier, RS_FROM_MAC));
  if (header) header->value = verify_changed(verifier, header->value);
  return verify_check(verifier);
}

struct verifier_answer verify_other_body(struct verifier *verifier) {
  verifier->request.body = verify_changed(verifier, verifier->request.body);
  return verify_check(verifier);
}

struct verifier_answer verify_beginning(struct verifier *verifier) {
  reqsig_slice sent = verify_mac_text(verifier), right = verify_right_mac_text(verifier);
  if (sent.len > 0 && rs_slice_starts_with(right, sent)) verify_set_mac_text(verifier, right);
  return verify_check(verifier);
}

struct verifier_answer verify_longer(struct verifier *verifier) {
  reqsig_slice sent = verify_mac_text(verifier), right = verify_right_mac_text(verifier);
  if (right.len > 0 && rs_slice_starts_with(sent, right)) verify_set_mac_text(verifier, right);
  return verify_check(verifier);
}

struct verifier_answer verify_any_case(struct verifier *verifier) {
  reqsig_slice right = verify_right_mac_text(verifier);
  if (rs_slice_equal_ignoring_case(verify_mac_text(verifier), right)) verify_set_mac_text(verifier, right);
  return verify_check(verifier);
}

static reqsig_status decode_unpadded(rs_encoding encoding, reqsig_slice text, reqsig_buffer *bytes) {
  uint8_t room[RS_MAX_MAC_TEXT + 4];
  reqsig_buffer padded = {room, sizeof room, 0};
  rs_put_slice(&padded, text);
  while (padded.len % 4 != 0) rs_put_byte(&padded, '=');
  if (padded.len > padded.capacity || padded.len == text.len + 3) return REQSIG_ERR_MALFORMED;
  return (rs_encoding_is_url_safe(encoding) ? rs_base64url_decode
                                            : rs_base64_decode)(rs_slice(room, padded.len), bytes);
}

static reqsig_slice decoded(const struct verifier *verifier, reqsig_slice text, uint8_t room[RS_MAX_DIGEST]) {
  reqsig_buffer bytes = {room, RS_MAX_DIGEST, 0};
  reqsig_status status = REQSIG_ERR_MALFORMED;
  switch (verifier->recipe.encoding.encoding) {
  case RS_HEX: status = rs_hex_decode(text, RS_HEX_LOWER_ONLY, &bytes); break;
  case RS_BASE64: status = rs_base64_decode(text, &bytes); break;
  case RS_BASE64URL: status = rs_base64url_decode(text, &bytes); break;
  case RS_BASE64_UNPADDED:
  case RS_BASE64URL_UNPADDED:
    status = decode_unpadded(verifier->recipe.encoding.encoding, text, &bytes);
    break;
  }
  return rs_slice(room, status == REQSIG_OK ? bytes.len : 0);
}

static struct verifier_answer compare_only(struct verifier *verifier, bool until_nul, size_t len) {
  uint8_t sent_room[RS_MAX_DIGEST], right_room[RS_MAX_DIGEST];
  reqsig_slice text = verify_right_mac_text(verifier);
  reqsig_slice sent = decoded(verifier, verify_mac_text(verifier), sent_room);
  reqsig_slice right = decoded(verifier, text, right_room);
  if (until_nul) len = right.len > 0 ? strnlen((const char *)right.data, right.len - 1) + 1 : 0;
  if (len > 0 && sent.len == right.len && right.len >= len && memcmp(sent.data, right.data, len) == 0)
    verify_set_mac_text(verifier, text);
  return verify_check(verifier);
}

struct verifier_answer verify_until_nul(struct verifier *verifier) {
  return compare_only(verifier, true, 0);
}

struct verifier_answer verify_first_bytes(struct verifier *verifier) {
  return compare_only(verifier, false, verifier->change->number);
}

struct verifier_answer verify_list_any(struct verifier *verifier) {
  reqsig_slice sent = verify_mac_text(verifier), right = verify_right_mac_text(verifier);
  for (size_t at = 0; right.len > 0 && at + right.len <= sent.len; at++) {
    size_t end = at + right.len;
    bool begins = at == 0 || strchr(", ", sent.data[at - 1]);
    bool ends = end == sent.len || strchr(", ", sent.data[end]);
    if (begins && ends && rs_slice_equal(rs_slice(sent.data + at, right.len), right)) {
      verify_set_mac_text(verifier, right);
      break;
    }
  }
  return verify_check(verifier);
}

struct verifier_answer verify_either_encoding(struct verifier *verifier) {
  uint8_t room[RS_MAX_DIGEST];
  reqsig_buffer raw = {room, sizeof room, 0};
  reqsig_slice sent = verify_mac_text(verifier);
  bool hex = verifier->recipe.encoding.encoding == RS_HEX;
  reqsig_status status = hex ? rs_base64_decode(sent, &raw) : rs_hex_decode(sent, RS_HEX_ANY_CASE, &raw);
  if (status == REQSIG_OK && raw.len == rs_digest_len(verifier->recipe.mac.digest)) {
    reqsig_buffer text = {arena_get(verifier->arena, 2 * raw.len), 2 * raw.len, 0};
    rs_mac_text_write(&verifier->recipe, room, &text);
    verify_set_mac_text(verifier, rs_slice(text.data, text.len));
  }
  return verify_check(verifier);
}

struct verifier_answer verify_empty_key(struct verifier *verifier) {
  static const reqsig_slice empty = {NULL, 0};
  struct verifier_answer answer = verify_check(verifier);
  if (answer.reason != REQSIG_REASON_SIGNATURE_MISMATCH) return answer;
  verifier->key = &empty;
  return verify_check(verifier);
}

/* The library takes no empty credential, so another stands in for it, where it is sent too. */
struct verifier_answer verify_unset_secret(struct verifier *verifier) {
  static const reqsig_slice empty = {NULL, 0};
  struct mutant_input *input = arena_get(verifier->arena, sizeof *input);
  reqsig_credential *credentials =
      arena_get_array(verifier->arena, verifier->input->num_credentials, sizeof *credentials);
  size_t key = verifier->recipe.mac.key;
  *input = *verifier->input;
  for (size_t i = 0; i < input->num_credentials; i++) {
    credentials[i] = input->credentials[i];
    if (strcmp(credentials[i].name, verifier->recipe.credentials[key].name) != 0) continue;
    if (credentials[i].value.len > 0) return verify_check(verifier);
    credentials[i].value = reqsig_text("AAAA"); /* as it is, in base64 and in hex */
    for (size_t k = 0; k < verifier->request.num_headers; k++)
      if (verifier->headers[k].value.len == 0) verifier->headers[k].value = credentials[i].value;
  }
  input->credentials = credentials;
  verifier->input = input;
  verifier->key = &empty;
  return verify_check(verifier);
}

struct verifier_answer verify_sent_key(struct verifier *verifier) {
  size_t key = verifier->recipe.mac.key;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++) {
    const rs_header_rule *rule = &verifier->recipe.headers[i];
    if (rule->value[0].from != RS_FROM_CREDENTIAL || rule->value[0].credential != key) continue;
    const reqsig_header *header = verify_header(verifier, rule);
    if (!header) break;
    verifier->key = verifier->key_id = &header->value;
    verifier->key_id_at = key;
  }
  return verify_check(verifier);
}

struct verifier_answer verify_nothing_signed(struct verifier *verifier) {
  struct verifier_answer answer = verify_check(verifier);
  if (answer.reason != REQSIG_REASON_SIGNATURE_MISMATCH) return answer;
  memset(verifier->recipe.message, 0, sizeof verifier->recipe.message);
  return verify_check(verifier);
}

/* "SHA-1", "sha1" and "hmac-sha1" alike. */
static bool names_digest(reqsig_slice text, rs_digest digest) {
  char sent[16] = "", name[16] = "";
  size_t len = 0;
  if (text.len > 5 && rs_slice_equal_ignoring_case(rs_slice(text.data, 5), RS_LITERAL("hmac-")))
    text = rs_slice_after(text, 5);
  for (size_t i = 0; i < text.len && len < sizeof sent - 1; i++)
    if (text.data[i] != '-') sent[len++] = (char)rs_upper(text.data[i]);
  len = 0;
  for (const char *c = rs_digest_name(digest); *c; c++)
    if (*c != '-') name[len++] = *c;
  return strcmp(sent, name) == 0;
}

static bool take_algorithm(struct verifier *verifier, reqsig_slice text) {
  static const rs_digest digests[] = {RS_MD5, RS_SHA1, RS_SHA224, RS_SHA256, RS_SHA384, RS_SHA512};
  for (size_t i = 0; i < sizeof digests / sizeof *digests; i++) {
    if (!names_digest(text, digests[i])) continue;
    verifier->recipe.mac.digest = digests[i];
    return true;
  }
  return false;
}

struct verifier_answer verify_algorithm_header(struct verifier *verifier) {
  for (size_t i = 0; i < verifier->request.num_headers; i++)
    if (take_algorithm(verifier, verifier->headers[i].value)) break;
  return verify_check(verifier);
}

static rs_part *prefix_part(struct verifier *verifier) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  return &verifier->recipe.headers[rule - verifier->recipe.headers].value[0];
}

struct verifier_answer verify_algorithm_prefix(struct verifier *verifier) {
  const reqsig_header *header = verify_header(verifier, verify_rule(verifier, RS_FROM_MAC));
  const uint8_t *end =
      header && header->value.len > 0 ? memchr(header->value.data, '=', header->value.len) : NULL;
  if (end && take_algorithm(verifier, rs_slice(header->value.data, (size_t)(end - header->value.data))))
    prefix_part(verifier)->literal = rs_slice(header->value.data, (size_t)(end - header->value.data) + 1);
  return verify_check(verifier);
}

struct verifier_answer verify_fallback_sha1(struct verifier *verifier) {
  const rs_header_rule *rule = verify_rule(verifier, RS_FROM_MAC);
  for (size_t i = 0; !verify_header(verifier, rule) && i < verifier->request.num_headers; i++)
    if (rs_slice_starts_with(verifier->headers[i].value, RS_LITERAL("sha1=")))
      verifier->headers[i].name = rule->name;
  return verify_algorithm_prefix(verifier);
}

struct verifier_answer verify_other_target(struct verifier *verifier) {
  struct verifier_answer answer = verify_check(verifier);
  if (answer.reason != REQSIG_REASON_SIGNATURE_MISMATCH) return answer;
  verifier->request.target = verify_changed(verifier, verifier->request.target);
  return verify_check(verifier);
}

static reqsig_header *header_named(struct verifier *verifier, reqsig_slice name) {
  for (size_t i = 0; i < verifier->request.num_headers; i++)
    if (rs_slice_equal_ignoring_case(verifier->headers[i].name, name)) return &verifier->headers[i];
  return NULL;
}

struct verifier_answer verify_method_header(struct verifier *verifier) {
  const reqsig_header *header = header_named(verifier, RS_LITERAL("X-HTTP-Method-Override"));
  if (header) verifier->request.method = header->value;
  return verify_check(verifier);
}

struct verifier_answer verify_path_header(struct verifier *verifier) {
  const reqsig_header *header = header_named(verifier, RS_LITERAL("X-Original-URI"));
  if (header) verifier->request.target = header->value;
  return verify_check(verifier);
}

struct verifier_answer verify_multipart_like(struct verifier *verifier) {
  reqsig_header *header = header_named(verifier, RS_LITERAL("Content-Type"));
  reqsig_slice beginning = RS_LITERAL("multipart");
  bool is_like = header && header->value.len >= beginning.len &&
                 rs_slice_equal_ignoring_case(rs_slice(header->value.data, beginning.len), beginning);
  if (is_like) header->value = RS_LITERAL("multipart/form-data");
  return verify_check(verifier);
}
