#include <string.h>

#include "lib/bytes.h"
#include "mutants/change.h"
#include "mutants/inflate.h"

/* RFC 1952 section 8, a bit at a time. */
static uint32_t crc32_of(reqsig_slice bytes) {
  uint32_t crc = 0xffffffff;
  for (size_t i = 0; i < bytes.len; i++) {
    crc ^= bytes.data[i];
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
  }
  return ~crc;
}

static void add_little_endian(struct text *to, uint32_t value, size_t len) {
  for (size_t i = 0; i < len; i++, value >>= 8) {
    uint8_t byte = (uint8_t)value;
    text_add(to, rs_slice(&byte, 1));
  }
}

/* The bytes in stored blocks (RFC 1951 section 3.2.4): a compressor of which nothing need be known. */
bool change_gzip(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  static const uint8_t head[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255};
  text_add(to, rs_slice(head, sizeof head));
  reqsig_slice rest = from;
  do {
    size_t len = rest.len < 0xffff ? rest.len : 0xffff;
    add_little_endian(to, len == rest.len, 1);
    add_little_endian(to, (uint32_t)len, 2);
    add_little_endian(to, ~(uint32_t)len, 2);
    text_add(to, rs_slice(rest.data, len));
    rest = rs_slice_after(rest, len);
  } while (rest.len > 0);
  add_little_endian(to, crc32_of(from), 4);
  add_little_endian(to, (uint32_t)from.len, 4);
  return true;
}

/* Only files without the optional fields of the header, which is what senders of HTTP write. */
bool change_gunzip(const struct change *how, const struct situation *at, reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  static const uint8_t magic[4] = {0x1f, 0x8b, 8, 0};
  if (from.len < 18 || memcmp(from.data, magic, sizeof magic) != 0) return false;
  return inflate_add(rs_slice(from.data + 10, from.len - 18), to);
}
