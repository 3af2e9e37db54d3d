#include "coded_value.h"

#include "base64.h"

enum { GROUP = 3, CODED_GROUP = 4 };

/* A sink that writes groups of three bytes as four characters. */
typedef struct base64_sink {
  rs_sink sink;
  reqsig_buffer no_room;
  rs_sink *to;
  uint8_t held[GROUP];
  size_t num_held;
} base64_sink;

static void put_held(base64_sink *base64) {
  uint8_t room[CODED_GROUP];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_base64_encode(rs_slice(base64->held, base64->num_held), &text);
  base64->num_held = 0;
  rs_sink_put(base64->to, rs_slice(room, text.len));
}

static void base64_take(rs_sink *sink, reqsig_slice bytes) {
  base64_sink *base64 = (base64_sink *)sink;
  for (size_t i = 0; i < bytes.len; i++) {
    base64->held[base64->num_held++] = bytes.data[i];
    if (base64->num_held == GROUP) put_held(base64);
  }
}

static reqsig_slice prefix_of(const rs_header_rule *rule) {
  return rule->value[0].from == RS_FROM_LITERAL ? rule->value[0].literal : rs_slice(NULL, 0);
}

void rs_coded_value_emit(rs_builder *builder, const rs_header_rule *rule, rs_sink *to) {
  base64_sink base64 = {.to = to};
  base64.sink = (rs_sink){&base64.no_room, base64_take};
  reqsig_slice prefix = prefix_of(rule);
  rs_sink_put(to, prefix);
  for (size_t i = prefix.len > 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    rs_part_emit(builder, &rule->value[i], &base64.sink);
  put_held(&base64);
}

bool rs_coded_value_read(const rs_header_rule *rule, reqsig_slice sent, reqsig_buffer *plain) {
  reqsig_slice prefix = prefix_of(rule);
  if (!rs_slice_starts_with(sent, prefix)) return false;
  rs_put_slice(plain, prefix);
  return rs_base64_decode(rs_slice_after(sent, prefix.len), plain) == REQSIG_OK;
}

void rs_coded_value_write(const rs_header_rule *rule, reqsig_slice plain, reqsig_buffer *sent) {
  reqsig_slice prefix = prefix_of(rule);
  if (!rs_slice_starts_with(plain, prefix)) prefix.len = 0;
  rs_put_slice(sent, prefix);
  rs_base64_encode(rs_slice_after(plain, prefix.len), sent);
}
