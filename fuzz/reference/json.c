/* JSON by recursive descent: RFC 8259, UTF-8 by RFC 3629. */
#include "reference/reference.h"

enum { MAX_DEPTH = 512 };

typedef struct reader {
  fuzz_heap *heap;
  reqsig_slice text;
  size_t at;
  size_t depth;
  bool too_deep;
  reqsig_buffer string; /* with room for any string of the text */
} reader;

static int next(const reader *r) {
  return r->at < r->text.len ? r->text.data[r->at] : -1;
}

static bool took(reader *r, int c) {
  bool is_next = next(r) == c;
  r->at += is_next;
  return is_next;
}

static void skip_space(reader *r) {
  while (took(r, ' ') || took(r, '\t') || took(r, '\n') || took(r, '\r')) continue;
}

static bool read_hex4(reader *r, unsigned *unit) {
  *unit = 0;
  for (int i = 0; i < 4; i++, r->at++) {
    int digit = next(r) < 0 ? -1 : reference_hex_digit((uint8_t)next(r));
    if (digit < 0) return false;
    *unit = *unit * 16 + (unsigned)digit;
  }
  return true;
}

static void put_utf8(reqsig_buffer *to, unsigned code) {
  unsigned tail = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
  to->data[to->len++] = (uint8_t)(lead[tail] + (code >> (6 * tail)));
  while (tail-- > 0) to->data[to->len++] = (uint8_t)(0x80 + ((code >> (6 * tail)) & 63));
}

/* Behind the "u". *lone: half of a surrogate pair, which stands for no text. */
static bool read_unicode(reader *r, reqsig_buffer *to, bool *lone) {
  unsigned unit, low;
  if (!read_hex4(r, &unit)) return false;
  if (unit < 0xd800 || unit >= 0xe000) {
    put_utf8(to, unit);
    return true;
  }
  reader ahead = *r;
  if (unit < 0xdc00 && took(&ahead, '\\') && took(&ahead, 'u') && read_hex4(&ahead, &low) && low >= 0xdc00 &&
      low < 0xe000) {
    put_utf8(to, 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00));
    r->at = ahead.at;
  } else {
    *lone = true;
  }
  return true;
}

static bool read_escape(reader *r, reqsig_buffer *to, bool *lone) {
  const char letters[] = "\"\\/bfnrt", meaning[] = "\"\\/\b\f\n\r\t";
  if (took(r, 'u')) return read_unicode(r, to, lone);
  for (size_t i = 0; letters[i]; i++) {
    if (!took(r, letters[i])) continue;
    to->data[to->len++] = (uint8_t)meaning[i];
    return true;
  }
  return false;
}

/* A character of more than one byte: its number is computed, then looked at. */
static bool read_utf8(reader *r, reqsig_buffer *to) {
  const unsigned least[] = {0, 0x80, 0x800, 0x10000};
  unsigned lead = (unsigned)next(r), tail = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  if (lead < 0xc0 || lead >= 0xf8) return false;
  unsigned code = lead & (0x3fu >> tail);
  r->at++;
  for (unsigned i = 0; i < tail; i++, r->at++) {
    if (next(r) < 0x80 || next(r) >= 0xc0) return false;
    code = code * 64 + (unsigned)next(r) - 0x80;
  }
  if (code < least[tail] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
  put_utf8(to, code);
  return true;
}

/* Leaves what the string says in r->string. */
static bool read_string(reader *r, bool *lone) {
  r->string.len = 0;
  if (!took(r, '"')) return false;
  while (!took(r, '"')) {
    int c = next(r);
    if (c < 0x20) return false;
    if (c >= 0x80) {
      if (!read_utf8(r, &r->string)) return false;
      continue;
    }
    r->at++;
    if (c != '\\')
      rs_put_byte(&r->string, (uint8_t)c);
    else if (!read_escape(r, &r->string, lone))
      return false;
  }
  return true;
}

static bool read_digits(reader *r) {
  size_t start = r->at;
  while (next(r) >= '0' && next(r) <= '9') r->at++;
  return r->at > start;
}

static bool read_number(reader *r) {
  took(r, '-');
  size_t start = r->at;
  if (!read_digits(r) || (r->text.data[start] == '0' && r->at > start + 1)) return false;
  if (took(r, '.') && !read_digits(r)) return false;
  if (!took(r, 'e') && !took(r, 'E')) return true;
  if (!took(r, '-')) took(r, '+');
  return read_digits(r);
}

static bool read_word(reader *r, const char *word) {
  size_t len = strlen(word);
  if (r->text.len - r->at < len || memcmp(r->text.data + r->at, word, len) != 0) return false;
  r->at += len;
  return true;
}

static bool read_value(reader *r, reference_json *top, reqsig_slice asked);

/* A member of an object; top is NULL but for the outermost one. */
static bool read_member(reader *r, reference_json *top, reqsig_slice asked) {
  bool lone = false;
  skip_space(r);
  if (!read_string(r, &lone)) return false;
  reqsig_slice name = top ? rs_fuzz_copy(r->heap, fuzz_bytes_of(&r->string)) : asked;
  skip_space(r);
  if (!took(r, ':')) return false;
  skip_space(r);
  size_t start = r->at;
  if (!read_value(r, NULL, asked)) return false;
  if (top && !lone) {
    top->a_name = name;
    if (rs_slice_equal(top->a_name, asked)) {
      top->num_named++;
      top->value = rs_slice(r->text.data + start, r->at - start);
    }
  }
  return true;
}

/* Behind the opening bracket. */
static bool read_items(reader *r, bool object, reference_json *top, reqsig_slice asked) {
  int close = object ? '}' : ']';
  skip_space(r);
  if (took(r, close)) return true;
  do {
    if (!(object ? read_member(r, top, asked) : read_value(r, NULL, asked))) return false;
    skip_space(r);
  } while (took(r, ','));
  return took(r, close);
}

static bool read_value(reader *r, reference_json *top, reqsig_slice asked) {
  skip_space(r);
  int c = next(r);
  bool lone = false;
  if (c == '"') return read_string(r, &lone);
  if (c == '{' || c == '[') {
    r->too_deep = r->depth == MAX_DEPTH;
    if (r->too_deep) return false;
    r->at++;
    r->depth++;
    bool right = read_items(r, c == '{', c == '{' ? top : NULL, asked);
    r->depth--;
    return right;
  }
  return read_word(r, "true") || read_word(r, "false") || read_word(r, "null") || read_number(r);
}

reference_json reference_read_json(fuzz_heap *heap, reqsig_slice text, reqsig_slice name) {
  reader r = {.heap = heap, .text = text, .string = rs_fuzz_buffer(heap, text.len)};
  reference_json json = {0};
  skip_space(&r);
  json.is_object = next(&r) == '{';
  json.valid = read_value(&r, &json, name);
  skip_space(&r);
  json.valid = json.valid && r.at == text.len;
  json.too_deep = r.too_deep;
  return json;
}

bool reference_json_text(fuzz_heap *heap, reqsig_slice json, reqsig_slice *text) {
  reader r = {.heap = heap, .text = json, .string = rs_fuzz_buffer(heap, json.len)};
  bool lone = false, is_string = read_string(&r, &lone) && r.at == json.len;
  *text = fuzz_bytes_of(&r.string);
  return is_string && !lone;
}
