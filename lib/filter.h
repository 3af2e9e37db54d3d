/* The forms of the recipe vocabulary as streams: bytes in by slices, changed bytes out to a sink. */
#ifndef REQSIG_FILTER_H
#define REQSIG_FILTER_H

#include "recipe.h"

/* Something that takes bytes. The first member of every kind of sink. */
typedef struct rs_sink rs_sink;
struct rs_sink {
  void (*put)(rs_sink *sink, reqsig_slice bytes);
};

static inline void rs_sink_put(rs_sink *sink, reqsig_slice bytes) {
  if (bytes.len > 0) sink->put(sink, bytes);
}

typedef struct rs_buffer_sink {
  rs_sink sink;
  reqsig_buffer *buffer;
} rs_buffer_sink;

rs_buffer_sink rs_buffer_sink_to(reqsig_buffer *buffer);

/* One form on its way to the next sink. */
typedef struct rs_filter {
  rs_sink sink;
  rs_sink *next;
  void (*end)(struct rs_filter *filter); /* NULL: nothing is held back */
  bool begun;                            /* without leading slash: the first byte has passed */
  bool in_string;                        /* JSON */
  bool escaped;                          /* JSON: the byte before was a backslash that counts */
  uint8_t num_held;                      /* percent-decoded: bytes held back since a "%" */
  uint8_t held[3];
  rs_hash hash; /* MD5 only */
} rs_filter;

/* Begins a filter; it writes to next until rs_filter_end, which must be called. */
void rs_filter_begin(rs_filter *filter, rs_form form, rs_sink *next);
void rs_filter_end(rs_filter *filter);

#endif
