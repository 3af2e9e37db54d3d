/* The MAC of a message, and what else is made with the key: the keys that come one from the other, and HMACs
 * of credentials. */
#ifndef REQSIG_MESSAGE_MAC_H
#define REQSIG_MESSAGE_MAC_H

#include "message_builder.h"

/* Puts the HMAC of a part's bytes, as the part's transform writes it. */
void rs_hmac_put(const rs_builder *builder, const rs_part *part, reqsig_slice bytes, rs_sink *to);

/* Takes the steps of the key: the last of the keys that come one from the other, raw or as text. *derived is
 * empty and has room for 2 * RS_MAX_DIGEST bytes. */
void rs_key_derive(rs_builder *builder, const rs_mac_key *first, reqsig_buffer *derived);

/* The raw MAC of the message, of the recipe's digest's length. */
void rs_message_mac(rs_builder *builder, uint8_t mac[RS_MAX_DIGEST]);

/* Sets builder->mac to the text of a raw MAC. */
void rs_builder_take_mac(rs_builder *builder, const uint8_t *mac);

#endif
