#include <string.h>

#include "fuzz/fuzz_http.h"
#include "lib/bytes.h"

enum { MAX_ASKED = 600 };

struct raw_shrinking {
  struct fuzz *fuzz;
  struct fuzz_finding *finding;
  size_t num_asked, max_asked;
};

static const struct fuzz_raw *now(const struct raw_shrinking *shrinking) {
  return shrinking->finding->vector.raw;
}

/* Takes the request, if it is of the same kind, and the parsers do the same with it. */
static bool try_raw(struct raw_shrinking *shrinking, const struct fuzz_raw *made) {
  struct arena *arena = &shrinking->fuzz->arena;
  const struct fuzz_raw *before = now(shrinking);
  struct fuzz_vector *drawn = arena_get(arena, sizeof *drawn);
  struct fuzz_raw *raw = arena_get(arena, sizeof *raw);
  if (shrinking->num_asked >= shrinking->max_asked || fuzz_time_is_over(shrinking->fuzz)) return false;
  *raw = *made;
  raw->vector.id = before->vector.id;
  fuzz_http_expect(arena, shrinking->fuzz->plan->seeds, raw, drawn);
  if (raw->kind != before->kind || raw->vector.reason != before->vector.reason ||
      raw->vector.class != before->vector.class)
    return false;
  shrinking->num_asked++;
  shrinking->fuzz->num_shrinking++;
  return fuzz_ask_again(shrinking->fuzz, shrinking->finding, drawn);
}

static bool ends_its_head(reqsig_slice raw) {
  for (size_t i = 0; i + 4 <= raw.len; i++)
    if (memcmp(raw.data + i, "\r\n\r\n", 4) == 0) return true;
  return false;
}

/* A head without an end would be a second thing that is wrong. */
static bool try_bytes(struct raw_shrinking *shrinking, reqsig_slice bytes) {
  if (ends_its_head(now(shrinking)->vector.raw) && !ends_its_head(bytes)) return false;
  struct fuzz_raw raw = *now(shrinking);
  raw.vector.raw = bytes;
  return try_raw(shrinking, &raw);
}

/* Lines, the last first; then pieces, half of it first, then ever smaller ones. */
static bool cut_wild(struct raw_shrinking *shrinking) {
  struct arena *arena = &shrinking->fuzz->arena;
  bool shorter = false;
  for (size_t end = now(shrinking)->vector.raw.len; end > 0;) {
    reqsig_slice raw = now(shrinking)->vector.raw;
    size_t at = end - 1;
    while (at > 0 && raw.data[at - 1] != '\n') at--;
    shorter |= try_bytes(shrinking, fuzz_http_without(arena, raw, at, end - at));
    end = at;
  }
  for (size_t len = now(shrinking)->vector.raw.len / 2; len > 0; len /= 2)
    for (size_t at = 0; at + len <= now(shrinking)->vector.raw.len;) {
      if (try_bytes(shrinking, fuzz_http_without(arena, now(shrinking)->vector.raw, at, len)))
        shorter = true;
      else
        at += len;
    }
  return shorter;
}

/* A letter or digit that says nothing becomes an "a", where more than one is changed at once. */
static void be_plain(struct raw_shrinking *shrinking) {
  reqsig_slice raw = now(shrinking)->vector.raw;
  for (size_t i = 0; i < raw.len && i < 200; i++) {
    uint8_t *bytes = (uint8_t *)arena_copy(&shrinking->fuzz->arena, raw);
    if (bytes[i] == 'a' || !rs_is_token_char(bytes[i])) continue;
    bytes[i] = 'a';
    if (try_bytes(shrinking, rs_slice(bytes, raw.len))) raw = now(shrinking)->vector.raw;
  }
}

static bool try_plain(struct raw_shrinking *shrinking, const reqsig_request *plain, size_t chunk) {
  struct fuzz_raw raw = *now(shrinking);
  raw.plain = *plain;
  raw.chunk = chunk;
  raw.vector.raw = fuzz_http_write(&shrinking->fuzz->arena, plain, chunk);
  return raw.vector.raw.len < now(shrinking)->vector.raw.len && try_raw(shrinking, &raw);
}

static bool drop_fields(struct raw_shrinking *shrinking) {
  bool dropped = false;
  for (size_t i = now(shrinking)->plain.num_headers; i-- > 1;) {
    reqsig_request plain = now(shrinking)->plain;
    reqsig_header *headers = arena_get_array(&shrinking->fuzz->arena, plain.num_headers, sizeof *headers);
    memcpy(headers, plain.headers, plain.num_headers * sizeof *headers);
    memmove(&headers[i], &headers[i + 1], (plain.num_headers - i - 1) * sizeof *headers);
    plain.headers = headers;
    plain.num_headers--;
    dropped |= try_plain(shrinking, &plain, now(shrinking)->chunk);
  }
  return dropped;
}

/* It stays well-formed. */
static bool cut_plain(struct raw_shrinking *shrinking) {
  bool shorter = drop_fields(shrinking);
  reqsig_request plain = now(shrinking)->plain;
  size_t chunk = now(shrinking)->chunk;
  plain.target = RS_LITERAL("/");
  shorter |= try_plain(shrinking, &plain, chunk);
  for (size_t len = 0; len < now(shrinking)->plain.body.len; len = 2 * len + 1) {
    plain = now(shrinking)->plain;
    plain.body.len = len;
    if (!try_plain(shrinking, &plain, chunk)) continue;
    shorter = true;
    break;
  }
  plain = now(shrinking)->plain;
  shorter |= try_plain(shrinking, &plain, 0);
  if (chunk > 0) shorter |= try_plain(shrinking, &plain, plain.body.len + 1);
  return shorter;
}

void fuzz_http_shrink(struct fuzz *fuzz, struct fuzz_finding *finding) {
  struct raw_shrinking shrinking = {fuzz, finding, 0, fuzz_max_asked(fuzz, finding, MAX_ASKED)};
  const struct fuzz_raw *raw = now(&shrinking);
  switch (raw->kind) {
  case RAW_OF_VECTOR: try_bytes(&shrinking, raw->of->raw); break;
  case RAW_WELL_FORMED:
    while (cut_plain(&shrinking)) {
    }
    break;
  case RAW_WILD:
    while (cut_wild(&shrinking)) {
    }
    be_plain(&shrinking);
  }
}
