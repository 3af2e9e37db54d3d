#include <stdlib.h>
#include <utf8proc.h>
#include <zlib.h>

#include "base/arena.h"
#include "lib/bytes.h"
#include "lib/utf8.h"
#include "mutants/transforms.h"

enum { REPLACEMENT = 0xfffd };

static bool add_up_to(uint32_t last, reqsig_slice from, struct text *to) {
  if (!rs_utf8_is_valid(from)) return false;
  for (size_t at = 0; at < from.len;) {
    uint32_t code = rs_utf8_next(from, &at);
    text_add_byte(to, (char)(code <= last ? code : '?'));
  }
  return true;
}

bool transform_latin1(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)how, (void)at;
  return add_up_to(0xff, from, to);
}

bool transform_ascii(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)how, (void)at;
  return add_up_to(0x7f, from, to);
}

static void add_unit(struct text *to, uint32_t unit, bool big_endian) {
  text_add_byte(to, (char)(big_endian ? unit >> 8 : unit));
  text_add_byte(to, (char)(big_endian ? unit : unit >> 8));
}

bool transform_utf16(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                     struct text *to) {
  (void)at;
  if (!rs_utf8_is_valid(from)) return false;
  for (size_t i = 0; i < from.len;) {
    uint32_t code = rs_utf8_next(from, &i);
    if (code > 0xffff) add_unit(to, rs_utf16_high(code), how->number == 1);
    add_unit(to, code > 0xffff ? rs_utf16_low(code) : code, how->number == 1);
  }
  return true;
}

static bool add_repaired(bool replaced, reqsig_slice from, struct text *to) {
  if (rs_utf8_is_valid(from)) return false;
  for (size_t at = 0; at < from.len;) {
    size_t start = at;
    uint32_t code = rs_utf8_next(from, &at);
    if (code == RS_UTF8_INVALID) at = start + 1; /* each byte alone */
    if (code == RS_UTF8_INVALID && replaced) code = REPLACEMENT;
    if (code != RS_UTF8_INVALID) text_add_utf8(to, code);
  }
  return true;
}

bool transform_replacement(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                           struct text *to) {
  (void)how, (void)at;
  return add_repaired(true, from, to);
}

bool transform_invalid_to_nothing(const struct transform *how, const struct transform_input *at,
                                  reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  return add_repaired(false, from, to);
}

/* The bytes of a character that two chunks share are wrong in both. */
bool transform_chunks(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)at;
  bool found = false;
  for (size_t i = 0; i < from.len; i += how->number) {
    size_t left = from.len - i;
    reqsig_slice chunk = rs_slice(from.data + i, left < how->number ? left : how->number);
    bool repaired = add_repaired(true, chunk, to);
    if (!repaired) text_add(to, chunk);
    found |= repaired;
  }
  return found;
}

bool transform_latin1_to_utf8(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  (void)how, (void)at;
  for (size_t i = 0; i < from.len; i++) text_add_utf8(to, from.data[i]);
  return true;
}

/* Unicode's normal form that the options of utf8proc name. False: it is not UTF-8. */
static bool add_normal(reqsig_slice from, int form, struct text *to) {
  utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | form);
  utf8proc_ssize_t size = (utf8proc_ssize_t)from.len,
                   count = utf8proc_decompose(from.data, size, NULL, 0, options);
  if (count <= 0) return false;
  utf8proc_int32_t *codes = memory_get(((size_t)count + 1) * sizeof *codes);
  utf8proc_decompose(from.data, size, codes, count, options);
  text_add(to, rs_slice((uint8_t *)codes, (size_t)utf8proc_reencode(codes, count, options)));
  free(codes);
  return true;
}

static size_t skip_ascii(reqsig_slice text, size_t at, bool is_ascii) {
  while (at < text.len && (text.data[at] < 0x80) == is_ascii) at++;
  return at;
}

/* ASCII stays, but for the last character before others: an accent may join it. */
static bool normalise(reqsig_slice from, int form, struct text *to) {
  for (size_t at = 0, begin, end; at < from.len; at = end) {
    begin = skip_ascii(from, at, true);
    end = skip_ascii(from, begin, false);
    if (begin > at && end > begin) begin--;
    text_add(to, rs_slice(from.data + at, begin - at));
    if (end > begin && !add_normal(rs_slice(from.data + begin, end - begin), form, to)) return false;
  }
  return !rs_slice_equal(text_slice(to), from);
}

bool transform_composed(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                        struct text *to) {
  (void)how, (void)at;
  return normalise(from, UTF8PROC_COMPOSE, to);
}

bool transform_decomposed(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to) {
  (void)how, (void)at;
  return normalise(from, UTF8PROC_DECOMPOSE, to);
}

bool transform_compatible(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to) {
  (void)how, (void)at;
  return normalise(from, UTF8PROC_COMPOSE | UTF8PROC_COMPAT, to);
}

enum { GZIP_WINDOW = 15 + 16, CHUNK = 16 * 1024 };

/* zlib's input is not const, though it only reads it. */
static z_stream stream_of(reqsig_slice from) {
  return (z_stream){.next_in = (Bytef *)(uintptr_t)from.data, .avail_in = (uInt)from.len};
}

/* All that step, deflate or inflate, makes of the stream. False if it does not come to its end. */
static bool pump(z_stream *stream, int (*step)(z_stream *, int), int flush, struct text *to) {
  uint8_t chunk[CHUNK];
  int status = Z_OK;
  while (status == Z_OK) {
    stream->next_out = chunk;
    stream->avail_out = sizeof chunk;
    status = step(stream, flush);
    text_add(to, rs_slice(chunk, sizeof chunk - stream->avail_out));
  }
  return status == Z_STREAM_END;
}

/* Stored, not compressed, so that the bytes are the same with each version of zlib. */
bool transform_gzip(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                    struct text *to) {
  (void)how, (void)at;
  z_stream stream = stream_of(from);
  if (deflateInit2(&stream, Z_NO_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return false;
  bool whole = pump(&stream, deflate, Z_FINISH, to);
  deflateEnd(&stream);
  return whole;
}

bool transform_gunzip(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)how, (void)at;
  z_stream stream = stream_of(from);
  if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK) return false;
  bool whole = pump(&stream, inflate, Z_NO_FLUSH, to) && stream.avail_in == 0;
  inflateEnd(&stream);
  return whole;
}
