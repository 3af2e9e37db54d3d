#include "mutants/transforms.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_io.h"
#include "lib/bytes.h"
#include "lib/hex.h"
#include "lib/json.h"

/* Parameters between "&", each a name, and a value behind its first "=". No text is no parameters. */
struct params {
  reqsig_slice *items;
  size_t count;
};

static struct params params_split(reqsig_slice text) {
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

static void params_free(struct params *params) {
  free(params->items);
}

static int compare_params(const void *left, const void *right) {
  const reqsig_slice *a = left, *b = right;
  size_t len = a->len < b->len ? a->len : b->len;
  int order = len > 0 ? memcmp(a->data, b->data, len) : 0;
  return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static void params_sort(struct params *params) {
  if (params->count > 0) qsort(params->items, params->count, sizeof *params->items, compare_params);
}

static void params_reverse(struct params *params) {
  for (size_t i = 0; i < params->count / 2; i++) {
    reqsig_slice other = params->items[params->count - 1 - i];
    params->items[params->count - 1 - i] = params->items[i];
    params->items[i] = other;
  }
}

static void params_add(const struct params *params, struct text *to) {
  for (size_t i = 0; i < params->count; i++) {
    if (i > 0) text_add_string(to, "&");
    text_add(to, params->items[i]);
  }
}

static reqsig_slice params_value(reqsig_slice param) {
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
    text_add_byte(to, (char)byte);
    i += escape ? 3 : 1;
  }
}

bool transform_form_order(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                          struct text *to) {
  (void)at;
  struct params params = params_split(from);
  bool several = params.count > 1;
  if (several && how->number == 0) params_sort(&params);
  if (several && how->number == 1) params_reverse(&params);
  if (several) params_add(&params, to);
  params_free(&params);
  return several;
}

/* JSON and other text is none. */
static bool is_form(reqsig_slice text) {
  return text.len > 0 && memchr(text.data, '=', text.len) && text.data[0] != '{';
}

bool transform_form_decoded(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  if (!is_form(from)) return false;
  params_decode(from, true, to);
  return true;
}

static void add_encoded(const char *plain, bool plus, reqsig_slice text, struct text *to) {
  static const char digits[] = "0123456789ABCDEF";
  text_reserve(to, text.len);
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = text.data[i];
    bool letter = rs_is_digit(c) || (rs_upper(c) >= 'A' && rs_upper(c) <= 'Z');
    if (letter || (c != 0 && strchr(plain, c)))
      text_add_byte(to, (char)c);
    else if (plus && c == ' ')
      text_add_byte(to, '+');
    else
      text_add(to, rs_slice((const uint8_t[]){'%', (uint8_t)digits[c >> 4], (uint8_t)digits[c & 0xf]}, 3));
  }
}

static void add_again(const char *plain, bool plus, reqsig_slice text, struct text *to) {
  struct text decoded = {0};
  params_decode(text, true, &decoded);
  add_encoded(plain, plus, text_slice(&decoded), to);
  text_free(&decoded);
}

static bool write_again(const char *plain, bool plus, reqsig_slice from, struct text *to) {
  if (!is_form(from)) return false;
  struct params params = params_split(from);
  for (size_t i = 0; i < params.count; i++) {
    reqsig_slice param = params.items[i], value = params_value(param);
    bool has_mark = param.len > value.len && param.data[param.len - value.len - 1] == '=';
    if (i > 0) text_add_string(to, "&");
    add_again(plain, plus, rs_slice(param.data, param.len - value.len - has_mark), to);
    if (has_mark) text_add_string(to, "=");
    add_again(plain, plus, value, to);
  }
  params_free(&params);
  return true;
}

bool transform_form_encoded(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  return write_again("*-._", true, from, to);
}

bool transform_form_percent(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how, (void)at;
  return write_again("-._~", false, from, to);
}

bool transform_form_no_empty(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                             struct text *to) {
  (void)how, (void)at;
  if (!is_form(from)) return false;
  struct params params = params_split(from);
  size_t num_kept = 0;
  for (size_t i = 0; i < params.count; i++)
    if (params_value(params.items[i]).len > 0) params.items[num_kept++] = params.items[i];
  params.count = num_kept;
  params_add(&params, to);
  params_free(&params);
  return true;
}

static bool is_number(reqsig_slice text) {
  size_t offset;
  return text.len > 0 && (text.data[0] == '-' || rs_is_digit(text.data[0])) &&
         rs_json_check(text, &offset) == REQSIG_OK;
}

bool transform_form_numbers(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)at;
  if (!is_form(from)) return false;
  struct params params = params_split(from);
  for (size_t i = 0; i < params.count; i++) {
    reqsig_slice value = params_value(params.items[i]);
    if (i > 0) text_add_string(to, "&");
    text_add(to, rs_slice(params.items[i].data, params.items[i].len - value.len));
    if (is_number(value))
      json_write_number(how->style->numbers, value, to);
    else
      text_add(to, value);
  }
  params_free(&params);
  return true;
}

bool transform_form_envelope(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                             struct text *to) {
  (void)at;
  reqsig_slice name = reqsig_text(how->text);
  if (!rs_slice_starts_with(from, name)) return false;
  params_decode(rs_slice_after(from, name.len), true, to);
  return true;
}

bool transform_form_enveloped(const struct transform *how, const struct transform_input *at,
                              reqsig_slice from, struct text *to) {
  if (!transform_is_json(at, from)) return false;
  text_add_string(to, how->text);
  add_encoded("*-._", true, from, to);
  return true;
}

/* How long the template is that begins there; 0 if none does. */
static size_t template_len(reqsig_slice from) {
  size_t end = place_of_bytes(RS_LITERAL("}}"), from, 2);
  return end > 2 && end < from.len && from.data[2] != '"' ? end + 2 : 0;
}

bool transform_templates(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                         struct text *to) {
  (void)at;
  size_t done = 0, place = 0;
  while ((place = place_of_bytes(RS_LITERAL("{{"), from, place)) < from.len) {
    size_t len = template_len(rs_slice_after(from, place));
    if (len > 0) {
      text_add(to, rs_slice(from.data + done, place - done));
      text_add_string(to, how->text);
      done = place + len;
    }
    place += len > 0 ? len : 1;
  }
  text_add(to, rs_slice_after(from, done));
  return done > 0;
}

static void add_member(struct json_writer *writer, reqsig_slice param) {
  struct text name = {0}, value = {0};
  reqsig_slice coded = params_value(param);
  size_t name_len = param.len - coded.len;
  if (name_len > 0 && param.data[name_len - 1] == '=') name_len--;
  params_decode(rs_slice(param.data, name_len), true, &name);
  params_decode(coded, true, &value);
  json_add_text(writer, text_string(&name), text_slice(&value));
  text_free(&name);
  text_free(&value);
}

bool transform_form_as_json(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)at;
  struct text decoded = {0}, plain = {0};
  params_decode(from, true, &decoded);
  bool is_text = is_form(from) && json_is_text(text_slice(&decoded));
  if (is_text) {
    struct params params = params_split(from);
    struct json_writer writer = {.out = &plain};
    json_open_object(&writer, NULL);
    for (size_t i = 0; i < params.count; i++) add_member(&writer, params.items[i]);
    json_close_object(&writer);
    params_free(&params);
  }
  bool is_made = is_text && json_rewrite(how->style, text_slice(&plain), to);
  text_free(&decoded);
  text_free(&plain);
  return is_made;
}
