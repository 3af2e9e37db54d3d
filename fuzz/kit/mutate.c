#include "kit/mutate.h"

enum { RAW_ONE_IN = 64, GROWTH = 64, SPOILED_ONE_IN = 16 };

/* Without a fuzzer's own mutator, which knows what comparisons looked for. */
static void change_plain(fuzz_mutator *m, reqsig_buffer *bytes) {
  static const uint8_t telling[] = {0,   1,   '\t', '\n', '\r', ' ',  '%', '&',
                                    '/', ':', '=',  '?',  0x7f, 0x80, 0xff};
  size_t room = bytes->capacity - bytes->len, at = rs_fuzz_choose(&m->choice, bytes->len + 1);
  size_t most = bytes->len - at, len = most > 0 ? 1 + rs_fuzz_choose(&m->choice, most < 8 ? most : 8) : 0;
  uint8_t byte = telling[rs_fuzz_choose(&m->choice, sizeof telling)];
  if (fuzz_one_in(m, 2)) byte = (uint8_t)(' ' + rs_fuzz_choose(&m->choice, 95));
  switch (rs_fuzz_choose(&m->choice, 4)) {
  case 0: /* fewer */
    memmove(bytes->data + at, bytes->data + at + len, most - len);
    bytes->len -= len;
    return;
  case 1: /* some twice */
    if (len > room) len = room;
    memmove(bytes->data + at + len, bytes->data + at, most);
    bytes->len += len;
    return;
  case 2: /* one more */
    if (room == 0) return;
    memmove(bytes->data + at + 1, bytes->data + at, most);
    bytes->data[at] = byte;
    bytes->len++;
    return;
  default: /* another */
    if (fuzz_one_in(m, 2) && most > 0) byte = (uint8_t)(bytes->data[at] ^ 1u << (byte & 7));
    if (most > 0) bytes->data[at] = byte;
    return;
  }
}

reqsig_slice rs_fuzz_mutate_bytes(fuzz_mutator *m, reqsig_slice old) {
  reqsig_buffer bytes = rs_fuzz_buffer(m->heap, old.len + GROWTH);
  rs_put_slice(&bytes, old);
  if (m->bytes) {
    bytes.len = m->bytes(bytes.data, old.len, bytes.capacity);
    FUZZ_IS_WRITTEN(bytes.data, bytes.len);
  } else
    do change_plain(m, &bytes);
    while (fuzz_one_in(m, 2));
  return fuzz_bytes_of(&bytes);
}

/* Any bytes, seldom, so that what is no case is tried as well. */
static void put_raw(fuzz_mutator *m, reqsig_slice input, reqsig_buffer *to) {
  reqsig_slice bytes = rs_fuzz_mutate_bytes(m, input);
  if (bytes.len > to->capacity) bytes.len = to->capacity;
  rs_put_slice(to, bytes);
}

size_t reqsig_fuzz_mutate(const reqsig_fuzz_setup *setup, reqsig_fuzz_bytes_fn *bytes, uint8_t *data,
                          size_t size, size_t max_size, unsigned seed) {
  fuzz_heap heap = {0};
  fuzz_mutator m = {&heap, rs_fuzz_choice_from(rs_slice(&seed, sizeof seed)), rs_fuzz_frame_of(setup), bytes,
                    SPOILED_ONE_IN};
  reqsig_slice input = rs_fuzz_copy(&heap, rs_slice(data, size));
  reqsig_buffer to = {data, max_size, 0};
  if (fuzz_one_in(&m, RAW_ONE_IN))
    put_raw(&m, input, &to);
  else if (setup && setup->parse)
    rs_fuzz_mutate_request(&m, input, &to);
  else
    rs_fuzz_mutate_case(&m, input, &to);
  rs_fuzz_release(&heap);
  return to.len <= max_size ? to.len : 0;
}
