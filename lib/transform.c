#include "transform.h"

#include "base64.h"
#include "hex.h"
#include "json.h"

static void count_in_buffer(rs_sink *sink, reqsig_slice bytes) {
  rs_put_slice(sink->room, bytes);
}

rs_sink rs_sink_to_buffer(reqsig_buffer *buffer) {
  return (rs_sink){buffer, count_in_buffer};
}

static void upper_case_take(rs_sink *sink, reqsig_slice bytes) {
  rs_filter *filter = (rs_filter *)sink;
  uint8_t upper[32];
  for (size_t done = 0; done < bytes.len;) {
    size_t n = 0;
    while (n < sizeof upper && done < bytes.len) upper[n++] = rs_upper(bytes.data[done++]);
    rs_sink_put(filter->next, rs_slice(upper, n));
  }
}

static void lower_case_take(rs_sink *sink, reqsig_slice bytes) {
  rs_filter *filter = (rs_filter *)sink;
  for (size_t i = 0; i < bytes.len; i++) {
    uint8_t c = bytes.data[i];
    if (c >= 'A' && c <= 'Z') c = (uint8_t)(c - 'A' + 'a');
    rs_sink_put(filter->next, rs_slice(&c, 1));
  }
}

static void squeezed_take(rs_sink *sink, reqsig_slice bytes) {
  rs_filter *filter = (rs_filter *)sink;
  for (size_t i = 0; i < bytes.len; i++) {
    bool is_space = bytes.data[i] == ' ', drops = is_space && filter->in_string;
    filter->in_string = is_space;
    if (!drops) rs_sink_put(filter->next, rs_slice(&bytes.data[i], 1));
  }
}

static void percent_release(rs_filter *filter) {
  rs_sink_put(filter->next, rs_slice(filter->held, filter->num_held));
  filter->num_held = 0;
}

static void percent_hold(rs_filter *filter, uint8_t byte) {
  filter->held[filter->num_held++] = byte;
  if (filter->num_held < 3) return;
  uint8_t decoded = (uint8_t)(rs_hex_value(filter->held[1]) * 16 + rs_hex_value(filter->held[2]));
  filter->num_held = 0;
  rs_sink_put(filter->next, rs_slice(&decoded, 1));
}

static void percent_decoded_take(rs_sink *sink, reqsig_slice bytes) {
  rs_filter *filter = (rs_filter *)sink;
  for (size_t i = 0; i < bytes.len; i++) {
    if (filter->num_held > 0 && rs_hex_value(bytes.data[i]) < 0) percent_release(filter);
    if (bytes.data[i] == '%' || filter->num_held > 0)
      percent_hold(filter, bytes.data[i]);
    else
      rs_sink_put(filter->next, rs_slice(&bytes.data[i], 1));
  }
}

bool rs_is_unreserved(uint8_t c) {
  return rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z') || c == '-' || c == '.' || c == '_' ||
         c == '~';
}

static void percent_encoded_take(rs_sink *sink, reqsig_slice bytes) {
  static const char digits[] = "0123456789ABCDEF";
  const rs_filter *filter = (rs_filter *)sink;
  rs_sink *next = filter->next;
  size_t kept = 0;
  for (size_t i = 0; i < bytes.len; i++) {
    uint8_t c = bytes.data[i];
    if (rs_is_unreserved(c) || (c == '/' && filter->transform == RS_PATH_ENCODED)) continue;
    const uint8_t escape[] = {'%', (uint8_t)digits[c >> 4], (uint8_t)digits[c & 15]};
    rs_sink_put(next, rs_slice(bytes.data + kept, i - kept));
    rs_sink_put(next, rs_slice(escape, sizeof escape));
    kept = i + 1;
  }
  rs_sink_put(next, rs_slice_after(bytes, kept));
}

static bool json_drops(rs_filter *filter, uint8_t c) {
  if (filter->in_string) {
    if (c == '"' && !filter->escaped) filter->in_string = false;
    filter->escaped = c == '\\' && !filter->escaped;
    return false;
  }
  filter->in_string = c == '"';
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void json_compact_take(rs_sink *sink, reqsig_slice bytes) {
  rs_filter *filter = (rs_filter *)sink;
  size_t kept = 0;
  for (size_t i = 0; i < bytes.len; i++) {
    if (!json_drops(filter, bytes.data[i])) continue;
    rs_sink_put(filter->next, rs_slice(bytes.data + kept, i - kept));
    kept = i + 1;
  }
  rs_sink_put(filter->next, rs_slice_after(bytes, kept));
}

/* The digests, and how they are written. */
static const struct {
  rs_digest digest;
  rs_encoding encoding; /* of those that are no text: of no account */
  const char *words;
} digests[] = {
    [RS_MD5_BASE64] = {RS_MD5, RS_BASE64, "a digest of 16 bytes in canonical base64"},
    [RS_MD5_HEX] = {RS_MD5, RS_HEX, "a digest of 16 bytes in hex, in lower case"},
    [RS_SHA1_HEX] = {RS_SHA1, RS_HEX, "a digest of 20 bytes in hex, in lower case"},
    [RS_SHA1_BASE64] = {RS_SHA1, RS_BASE64, "a digest of 20 bytes in canonical base64"},
    [RS_SHA256_HEX] = {RS_SHA256, RS_HEX, "a digest of 32 bytes in hex, in lower case"},
    [RS_SHA256_BASE64] = {RS_SHA256, RS_BASE64, "a digest of 32 bytes in canonical base64"},
    [RS_SHA512_HEX] = {RS_SHA512, RS_HEX, "a digest of 64 bytes in hex, in lower case"},
    [RS_SHA512_BASE64] = {RS_SHA512, RS_BASE64, "a digest of 64 bytes in canonical base64"},
    [RS_MD5_RAW] = {RS_MD5, RS_HEX, NULL},
    [RS_SHA1_RAW] = {RS_SHA1, RS_HEX, NULL},
    [RS_SHA256_RAW] = {RS_SHA256, RS_HEX, NULL},
    [RS_SHA512_RAW] = {RS_SHA512, RS_HEX, NULL},
};

bool rs_digest_is_well_formed(rs_transform transform, reqsig_slice text) {
  uint8_t digest[RS_MAX_DIGEST];
  reqsig_buffer raw = {digest, sizeof digest, 0};
  reqsig_status status = digests[transform].encoding == RS_HEX ? rs_hex_decode(text, RS_HEX_LOWER_ONLY, &raw)
                                                               : rs_base64_decode(text, &raw);
  return status == REQSIG_OK && raw.len == rs_digest_len(digests[transform].digest);
}

const char *rs_digest_words(rs_transform transform) {
  return digests[transform].words;
}

static void digest_take(rs_sink *sink, reqsig_slice bytes) {
  rs_hash_update(&((rs_filter *)sink)->hash, bytes.data, bytes.len);
}

static void digest_end(rs_filter *filter) {
  uint8_t digest[RS_MAX_DIGEST];
  uint8_t encoded[RS_MAX_DIGEST * 2];
  reqsig_buffer text = {encoded, sizeof encoded, 0};
  rs_hash_end(&filter->hash, digest);
  reqsig_slice raw = rs_slice(digest, rs_digest_len(digests[filter->transform].digest));
  if (rs_is_raw(filter->transform))
    rs_put_slice(&text, raw);
  else if (digests[filter->transform].encoding == RS_HEX)
    rs_hex_encode(raw, &text);
  else
    rs_base64_encode(raw, &text);
  rs_sink_put(filter->next, rs_slice(encoded, text.len));
}

void rs_filter_begin(rs_filter *filter, rs_transform transform, rs_sink *next) {
  static const struct {
    void (*take)(rs_sink *sink, reqsig_slice bytes);
    void (*end)(rs_filter *filter);
  } transforms[] = {
      [RS_UPPER_CASE] = {upper_case_take, NULL},
      [RS_PERCENT_DECODED] = {percent_decoded_take, percent_release},
      [RS_PERCENT_ENCODED] = {percent_encoded_take, NULL},
      [RS_JSON_COMPACT] = {json_compact_take, NULL},
      [RS_SQUEEZED] = {squeezed_take, NULL},
      [RS_LOWER_CASE] = {lower_case_take, NULL},
      [RS_PATH_ENCODED] = {percent_encoded_take, NULL},
      [RS_MD5_BASE64] = {digest_take, digest_end},
  };
  bool is_digest = rs_is_digest(transform);
  filter->no_room = (reqsig_buffer){0};
  filter->sink = (rs_sink){&filter->no_room, transforms[is_digest ? RS_MD5_BASE64 : transform].take};
  filter->end = transforms[is_digest ? RS_MD5_BASE64 : transform].end;
  filter->transform = transform;
  filter->next = next;
  filter->in_string = filter->escaped = false;
  filter->num_held = 0;
  if (is_digest) rs_hash_begin(&filter->hash, digests[transform].digest);
}

void rs_filter_end(rs_filter *filter) {
  if (filter->end) filter->end(filter);
}

static bool has_lower_case(reqsig_slice bytes) {
  for (size_t i = 0; i < bytes.len; i++)
    if (rs_upper(bytes.data[i]) != bytes.data[i]) return true;
  return false;
}

static void put_through(const rs_transform *transforms, size_t num, reqsig_slice bytes, rs_sink *to) {
  rs_filter filters[RS_MAX_TRANSFORMS];
  for (size_t i = num; i > 0; i--) {
    rs_filter_begin(&filters[i - 1], transforms[i - 1], to);
    to = &filters[i - 1].sink;
  }
  rs_sink_put(to, bytes);
  for (size_t i = 0; i < num; i++) rs_filter_end(&filters[i]);
}

/* Nearly every method is in upper case already; text that is not JSON stays as it is. */
static bool changes_nothing(rs_transform transform, reqsig_slice bytes) {
  size_t offset;
  if (transform == RS_UPPER_CASE) return !has_lower_case(bytes);
  return transform == RS_JSON_COMPACT && rs_json_check(bytes, &offset) != REQSIG_OK;
}

void rs_transforms_put(const rs_transform transforms[RS_MAX_TRANSFORMS], reqsig_slice bytes, rs_sink *to) {
  size_t first = changes_nothing(transforms[0], bytes), num = first;
  while (num < RS_MAX_TRANSFORMS && transforms[num] != RS_AS_IS) num++;
  if (num == first)
    rs_sink_put(to, bytes);
  else
    put_through(transforms + first, num - first, bytes, to);
}
