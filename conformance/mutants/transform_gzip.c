#include <zlib.h>

#include "lib/bytes.h"
#include "mutants/transforms.h"

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
