/* A recipe's transforms as streams: they get slices and pass changed bytes on to a sink. */
#ifndef REQSIG_TRANSFORM_H
#define REQSIG_TRANSFORM_H

#include "bytes.h"
#include "recipe.h"

/* Something that takes bytes: they go into its room; take is called with those that do not fit there. */
typedef struct rs_sink rs_sink;
struct rs_sink {
  reqsig_buffer *room;
  void (*take)(rs_sink *sink, reqsig_slice bytes);
};

static inline void rs_sink_put(rs_sink *sink, reqsig_slice bytes) {
  if (!rs_put_if_fits(sink->room, bytes)) sink->take(sink, bytes);
}

/* A sink that appends to buffer; what does not fit is only counted. */
rs_sink rs_sink_to_buffer(reqsig_buffer *buffer);

/* One transform, which passes its output on to the next sink. */
typedef struct rs_filter {
  rs_sink sink; /* without room, so that take is called with every byte */
  reqsig_buffer no_room;
  rs_sink *next;
  void (*end)(struct rs_filter *filter); /* NULL: nothing is held back */
  bool in_string;                        /* JSON; squeezed: the byte before was a space */
  bool escaped;                          /* JSON: the byte before was a backslash that counts */
  uint8_t num_held;                      /* percent-decoded: bytes held back since a "%" */
  uint8_t held[3];
  rs_transform transform; /* of a digest */
  rs_hash hash;
} rs_filter;

/* Of a transform that is a digest: whether text is such a digest of any bytes, and what was expected of it.
 */
bool rs_digest_is_well_formed(rs_transform transform, reqsig_slice text);
const char *rs_digest_words(rs_transform transform);

/* A-Z a-z 0-9 - . _ ~, RFC 3986 section 2.3. */
bool rs_is_unreserved(uint8_t c);

/* Puts bytes, changed by the transforms in their order. */
void rs_transforms_put(const rs_transform transforms[RS_MAX_TRANSFORMS], reqsig_slice bytes, rs_sink *to);

/* A filter writes to next from rs_filter_begin to rs_filter_end; both must be called. */
void rs_filter_begin(rs_filter *filter, rs_transform transform, rs_sink *next);
void rs_filter_end(rs_filter *filter);

#endif
