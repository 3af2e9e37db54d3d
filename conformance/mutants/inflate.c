#include "mutants/inflate.h"

#include <string.h>

enum { MAX_BITS = 15, MAX_SYMBOLS = 288, END_OF_BLOCK = 256, MAX_DISTANCES = 30 };

struct input {
  reqsig_slice data;
  size_t at;    /* in bits */
  bool missing; /* bits were wanted behind the end */
};

/* A Huffman code: how many symbols there are of each length, and the symbols in the order of their codes. */
struct code {
  uint16_t counts[MAX_BITS + 1];
  uint16_t symbols[MAX_SYMBOLS];
};

static unsigned take_bits(struct input *input, unsigned num) {
  unsigned value = 0;
  for (unsigned i = 0; i < num; i++, input->at++) {
    if (input->at / 8 >= input->data.len) {
      input->missing = true;
      return 0;
    }
    value |= (unsigned)(input->data.data[input->at / 8] >> input->at % 8 & 1) << i;
  }
  return value;
}

static void build(struct code *code, const uint8_t *lengths, size_t num) {
  uint16_t starts[MAX_BITS + 2] = {0};
  memset(code, 0, sizeof *code);
  for (size_t i = 0; i < num; i++) code->counts[lengths[i]]++;
  code->counts[0] = 0;
  for (size_t i = 1; i <= MAX_BITS; i++) starts[i + 1] = (uint16_t)(starts[i] + code->counts[i]);
  for (size_t i = 0; i < num; i++)
    if (lengths[i] != 0) code->symbols[starts[lengths[i]]++] = (uint16_t)i;
}

/* Codes of one length are consecutive numbers; the first of each length follows from the shorter ones. */
static int take_symbol(struct input *input, const struct code *code) {
  unsigned value = 0, first = 0, index = 0;
  for (int len = 1; len <= MAX_BITS; len++) {
    value |= take_bits(input, 1);
    unsigned count = code->counts[len];
    if (value - first < count) return code->symbols[index + value - first];
    index += count;
    first = (first + count) << 1;
    value <<= 1;
  }
  return -1;
}

static bool copy_back(struct text *to, size_t start, size_t distance, size_t len) {
  if (distance > to->len - start) return false;
  for (size_t i = 0; i < len; i++) {
    uint8_t byte = (uint8_t)to->data[to->len - distance];
    text_add(to, (reqsig_slice){&byte, 1});
  }
  return true;
}

static bool take_match(struct input *input, const struct code *distances, int symbol, struct text *to,
                       size_t start) {
  static const uint16_t bases[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                   31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
  static const uint8_t extras[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                   2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
  size_t which = (size_t)symbol - END_OF_BLOCK - 1;
  if (which >= sizeof extras) return false;
  size_t len = bases[which] + take_bits(input, extras[which]);
  int far = take_symbol(input, distances);
  if (far < 0 || far >= MAX_DISTANCES) return false;
  unsigned extra = far < 2 ? 0 : (unsigned)far / 2 - 1;
  size_t base = far < 2 ? (size_t)far + 1 : ((2 + ((size_t)far & 1)) << extra) + 1;
  return copy_back(to, start, base + take_bits(input, extra), len);
}

static bool take_compressed(struct input *input, const struct code *literals, const struct code *distances,
                            struct text *to, size_t start) {
  for (;;) {
    int symbol = take_symbol(input, literals);
    if (symbol < 0 || input->missing) return false;
    if (symbol == END_OF_BLOCK) return true;
    uint8_t byte = (uint8_t)symbol;
    if (symbol < END_OF_BLOCK)
      text_add(to, (reqsig_slice){&byte, 1});
    else if (!take_match(input, distances, symbol, to, start))
      return false;
  }
}

static bool take_stored(struct input *input, struct text *to) {
  input->at = (input->at + 7) / 8 * 8;
  unsigned len = take_bits(input, 16), check = take_bits(input, 16);
  if (input->missing || len != (~check & 0xffff) || input->data.len - input->at / 8 < len) return false;
  text_add(to, (reqsig_slice){input->data.data + input->at / 8, len});
  input->at += (size_t)len * 8;
  return true;
}

static bool take_fixed(struct input *input, struct text *to, size_t start) {
  uint8_t lengths[MAX_SYMBOLS];
  struct code literals, distances;
  memset(lengths, 8, 144);
  memset(lengths + 144, 9, 112);
  memset(lengths + 256, 7, 24);
  memset(lengths + 280, 8, 8);
  build(&literals, lengths, MAX_SYMBOLS);
  memset(lengths, 5, MAX_DISTANCES);
  build(&distances, lengths, MAX_DISTANCES);
  return take_compressed(input, &literals, &distances, to, start);
}

/* Lengths of both codes in one list, itself in a code of lengths and repeats. */
static bool take_lengths(struct input *input, const struct code *code, uint8_t *lengths, size_t num) {
  for (size_t at = 0; at < num;) {
    int symbol = take_symbol(input, code);
    if (symbol < 0 || input->missing || (symbol == 16 && at == 0)) return false;
    uint8_t value = (uint8_t)(symbol < 16 ? symbol : 0);
    size_t times = 1;
    if (symbol == 16) value = lengths[at - 1];
    if (symbol == 16) times = 3 + take_bits(input, 2);
    if (symbol == 17) times = 3 + take_bits(input, 3);
    if (symbol == 18) times = 11 + take_bits(input, 7);
    if (times > num - at) return false;
    memset(lengths + at, value, times);
    at += times;
  }
  return true;
}

static bool take_dynamic(struct input *input, struct text *to, size_t start) {
  static const uint8_t order[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  uint8_t lengths[MAX_SYMBOLS + 32] = {0};
  struct code literals, distances;
  size_t num_literals = 257 + take_bits(input, 5), num_distances = 1 + take_bits(input, 5);
  size_t num_order = 4 + take_bits(input, 4);
  if (num_literals > MAX_SYMBOLS) return false;
  for (size_t i = 0; i < num_order; i++) lengths[order[i]] = (uint8_t)take_bits(input, 3);
  build(&literals, lengths, 19);
  memset(lengths, 0, sizeof lengths);
  if (!take_lengths(input, &literals, lengths, num_literals + num_distances)) return false;
  build(&literals, lengths, num_literals);
  build(&distances, lengths + num_literals, num_distances);
  return take_compressed(input, &literals, &distances, to, start);
}

bool inflate_add(reqsig_slice data, struct text *to) {
  struct input input = {.data = data};
  size_t start = to->len;
  for (bool last = false; !last;) {
    last = take_bits(&input, 1);
    unsigned kind = take_bits(&input, 2);
    bool good = kind == 0   ? take_stored(&input, to)
                : kind == 1 ? take_fixed(&input, to, start)
                            : kind == 2 && take_dynamic(&input, to, start);
    if (!good || input.missing) return false;
  }
  return true;
}
