/* The transforms of the recipe vocabulary as streams: bytes in by slices, changed bytes out to a sink. */
#ifndef REQSIG_TRANSFORM_H
#define REQSIG_TRANSFORM_H

#include "bytes.h"
#include "recipe.h"

/* Something that takes bytes: into its room first, and what does not fit there by a call. */
typedef struct rs_sink rs_sink;
struct rs_sink {
  reqsig_buffer *room;
  void (*take)(rs_sink *sink, reqsig_slice bytes);
};

static inline void rs_sink_put(rs_sink *sink, reqsig_slice bytes) {
  if (!rs_put_if_fits(sink->room, bytes)) sink->take(sink, bytes);
}

/* Into the caller's buffer; what does not fit is counted there. */
rs_sink rs_sink_to_buffer(reqsig_buffer *buffer);

/* One transform on its way to the next sink. */
typedef struct rs_filter {
  rs_sink sink; /* without room, so that every byte comes by the call */
  reqsig_buffer no_room;
  rs_sink *next;
  void (*end)(struct rs_filter *filter); /* NULL: nothing is held back */
  bool in_string;                        /* JSON */
  bool escaped;                          /* JSON: the byte before was a backslash that counts */
  uint8_t num_held;                      /* percent-decoded: bytes held back since a "%" */
  uint8_t held[3];
  rs_hash hash; /* MD5 */
} rs_filter;

/* Puts bytes, changed by the transforms in their order. */
void rs_transforms_put(const rs_transform transforms[RS_MAX_TRANSFORMS], reqsig_slice bytes, rs_sink *to);

/* Begins a filter; it writes to next until rs_filter_end, which must be called. */
void rs_filter_begin(rs_filter *filter, rs_transform transform, rs_sink *next);
void rs_filter_end(rs_filter *filter);

#endif
