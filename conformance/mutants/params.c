#include "mutants/params.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lib/bytes.h"
#include "lib/hex.h"

struct params params_split(reqsig_slice text) {
  struct params params = {0};
  while (text.len > 0) {
    const uint8_t *end = memchr(text.data, '&', text.len);
    size_t len = end ? (size_t)(end - text.data) : text.len;
    params.items = memory_resize(params.items, (params.count + 1) * sizeof *params.items);
    params.items[params.count++] = rs_slice(text.data, len);
    text = rs_slice_after(text, len + (end != NULL));
  }
  return params;
}

void params_free(struct params *params) {
  free(params->items);
}

static int compare(const void *left, const void *right) {
  const reqsig_slice *a = left, *b = right;
  size_t len = a->len < b->len ? a->len : b->len;
  int order = len > 0 ? memcmp(a->data, b->data, len) : 0;
  return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

void params_sort(struct params *params) {
  if (params->count > 0) qsort(params->items, params->count, sizeof *params->items, compare);
}

void params_reverse(struct params *params) {
  for (size_t i = 0; i < params->count / 2; i++) {
    reqsig_slice other = params->items[params->count - 1 - i];
    params->items[params->count - 1 - i] = params->items[i];
    params->items[i] = other;
  }
}

void params_add(const struct params *params, struct text *to) {
  for (size_t i = 0; i < params->count; i++) {
    if (i > 0) text_add_string(to, "&");
    text_add(to, params->items[i]);
  }
}

reqsig_slice params_value(reqsig_slice param) {
  const uint8_t *mark = param.len > 0 ? memchr(param.data, '=', param.len) : NULL;
  return rs_slice_after(param, mark ? (size_t)(mark - param.data) + 1 : param.len);
}

void params_decode(reqsig_slice text, bool plus_is_space, struct text *to) {
  for (size_t i = 0; i < text.len;) {
    uint8_t byte = text.data[i], decoded = 0;
    reqsig_buffer room = {&decoded, 1, 0};
    bool escape = byte == '%' && text.len - i >= 3 &&
                  rs_hex_decode(rs_slice(text.data + i + 1, 2), RS_HEX_ANY_CASE, &room) == REQSIG_OK;
    if (escape) byte = decoded;
    if (!escape && byte == '+' && plus_is_space) byte = ' ';
    text_add(to, rs_slice(&byte, 1));
    i += escape ? 3 : 1;
  }
}
