/* The custom mutator of the target whose input is a scheme file and a case: it changes the file, seldom so
 * that it is refused, or the case, which is signed again. */
#include "kit/mutate.h"
#include "mutate_scheme.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

enum {
  RAW_ONE_IN = 64,
  FILE_ONE_IN = 3,
  NEW_ONE_IN = 4,
  REFUSED_ONE_IN = 32,
  SPOILED_ONE_IN = 3,
  MAX_TRIES = 8
};

static const reqsig_scheme *read_file(fuzz_heap *heap, reqsig_slice text) {
  reqsig_buffer memory = rs_fuzz_buffer(heap, REQSIG_SCHEME_ROOM(text.len));
  reqsig_scheme_fault fault;
  const reqsig_scheme *scheme;
  reqsig_scheme_read(text, &memory, &scheme, &fault);
  return scheme;
}

/* Another file that is taken, if one is found; else the same. Of no text a file is drawn. */
static reqsig_slice change_file(fuzz_mutator *m, reqsig_slice file) {
  reqsig_slice from = fuzz_one_in(m, NEW_ONE_IN) ? rs_slice(file.data, 0) : file;
  for (int i = 0; i < MAX_TRIES; i++) {
    reqsig_slice changed = rs_mutate_json(m->heap, &m->choice, &mutate_scheme, from);
    if (fuzz_one_in(m, REFUSED_ONE_IN) || read_file(m->heap, changed)) return changed;
  }
  return file;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  fuzz_heap heap = {0};
  fuzz_mutator m = {
      &heap, rs_fuzz_choice_from(rs_slice(&seed, sizeof seed)), {0}, LLVMFuzzerMutate, SPOILED_ONE_IN};
  reqsig_slice input = rs_fuzz_copy(&heap, rs_slice(data, size)), file = input, rest = rs_slice(NULL, 0);
  const uint8_t *end = size > 0 ? memchr(input.data, 0, size) : NULL;
  if (end) {
    file = rs_slice(input.data, (size_t)(end - input.data));
    rest = rs_slice_after(input, file.len + 1);
  }
  m.frame.scheme = read_file(&heap, file);
  if (!m.frame.scheme || fuzz_one_in(&m, FILE_ONE_IN)) {
    file = change_file(&m, file);
    m.frame.scheme = read_file(&heap, file);
  }
  reqsig_buffer to = {data, max_size, 0};
  bool is_raw = !m.frame.scheme || fuzz_one_in(&m, RAW_ONE_IN) || file.len + 1 >= max_size;
  if (!is_raw) {
    rs_put_slice(&to, file);
    rs_put_byte(&to, 0);
    reqsig_buffer text = {data + to.len, max_size - to.len, 0};
    rs_fuzz_mutate_case(&m, rest, &text);
    is_raw = text.len > text.capacity;
    to.len += text.len;
  }
  if (is_raw) to.len = LLVMFuzzerMutate(data, size, max_size);
  rs_fuzz_release(&heap);
  return to.len;
}
