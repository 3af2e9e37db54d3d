#include "message_mac.h"

#include "base64.h"
#include "hex.h"
#include "mac_text.h"

/* As a credential's HMAC, or the next key, is written: as it is without a word for it. */
static void put_mac_text(rs_transform as, reqsig_slice raw, reqsig_buffer *text) {
  if (as == RS_HMAC_HEX)
    rs_hex_encode(raw, text);
  else if (as == RS_HMAC_BASE64)
    rs_base64_encode(raw, text);
  else
    rs_put_slice(text, raw);
}

void rs_hmac_put(const rs_builder *builder, const rs_part *part, reqsig_slice bytes, rs_sink *to) {
  const rs_mac_key *key = &builder->context->key;
  uint8_t mac[RS_MAX_DIGEST], room[2 * RS_MAX_DIGEST];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_hash hash = key->inner;
  rs_hash_update(&hash, bytes.data, bytes.len);
  rs_mac_end(key, &hash, mac);
  put_mac_text(part->transforms[0], rs_slice(mac, rs_digest_len(builder->context->recipe->mac.digest)),
               &text);
  rs_sink_put(to, rs_slice(text.data, text.len));
}

/* Gathers the message in the sink's room, where most messages fit whole. Of a longer message it gathers the
 * small parts, so that the digest gets few and long pieces. */
typedef struct mac_sink {
  rs_sink sink;
  const rs_mac_key *key;
  bool is_long;
  rs_hash hash; /* of a long message: what has left the room */
} mac_sink;

static void mac_take(rs_sink *sink, reqsig_slice bytes) {
  mac_sink *mac = (mac_sink *)sink;
  if (!mac->is_long) mac->hash = mac->key->inner;
  mac->is_long = true;
  rs_hash_update(&mac->hash, sink->room->data, sink->room->len);
  sink->room->len = 0;
  if (!rs_put_if_fits(sink->room, bytes)) rs_hash_update(&mac->hash, bytes.data, bytes.len);
}

/* A sink that goes on with a digest. */
typedef struct hash_sink {
  rs_sink sink;
  reqsig_buffer no_room;
  rs_hash hash;
} hash_sink;

static void hash_take(rs_sink *sink, reqsig_slice bytes) {
  rs_hash_update(&((hash_sink *)sink)->hash, bytes.data, bytes.len);
}

void rs_key_derive(rs_builder *builder, const rs_mac_key *first, reqsig_buffer *derived) {
  const rs_mac_rule *mac = &builder->context->recipe->mac;
  rs_mac_key key = *first;
  uint8_t raw[RS_MAX_DIGEST];
  hash_sink hash = {.no_room = {NULL, 0, 0}};
  for (const rs_part *step = mac->steps; step->from; step++) {
    hash.sink = (rs_sink){&hash.no_room, hash_take};
    hash.hash = key.inner;
    rs_part text = *step;
    if (rs_is_hmac(step->transforms[0])) text.transforms[0] = RS_AS_IS;
    rs_part_emit(builder, &text, &hash.sink);
    rs_mac_end(&key, &hash.hash, raw);
    derived->len = 0;
    put_mac_text(step->transforms[0], rs_slice(raw, rs_digest_len(mac->digest)), derived);
    rs_mac_key_init(&key, mac->digest, rs_slice(derived->data, derived->len));
  }
  rs_wipe(raw, sizeof raw);
  rs_wipe(&key, sizeof key);
  rs_wipe(&hash, sizeof hash);
}

static inline void make_mac(rs_builder *builder, const rs_mac_key *key, uint8_t mac[RS_MAX_DIGEST]) {
  _Alignas(uint64_t) uint8_t gathered[256 + RS_MAC_ROOM];
  reqsig_buffer room = {gathered, 256, 0};
  mac_sink sink;
  sink.sink = (rs_sink){&room, mac_take};
  sink.key = key;
  sink.is_long = false;
  rs_message_emit(builder, &sink.sink, NULL, NULL);
  if (!sink.is_long) {
    rs_mac_in_place(sink.key, gathered, room.len, mac);
    return;
  }
  rs_hash_update(&sink.hash, room.data, room.len);
  rs_mac_end(sink.key, &sink.hash, mac);
  rs_wipe(gathered, room.capacity); /* the message may hold a credential */
}

void rs_message_mac(rs_builder *builder, uint8_t mac[RS_MAX_DIGEST]) {
  const rs_mac_key *key = &builder->context->key;
  const rs_mac_rule *rule = &builder->context->recipe->mac;
  if (!rule->steps) {
    make_mac(builder, key, mac);
    return;
  }
  rs_mac_key last;
  uint8_t derived[2 * RS_MAX_DIGEST];
  reqsig_buffer text = {derived, sizeof derived, 0};
  rs_key_derive(builder, key, &text);
  rs_mac_key_init(&last, rule->digest, rs_slice(derived, text.len));
  make_mac(builder, &last, mac);
  rs_wipe(derived, sizeof derived);
  rs_wipe(&last, sizeof last);
}

void rs_builder_take_mac(rs_builder *builder, const uint8_t *mac) {
  reqsig_buffer text = {builder->mac_room, sizeof builder->mac_room, 0};
  rs_mac_text_write(builder->context->recipe, mac, &text);
  builder->mac = rs_slice(text.data, text.len);
}
