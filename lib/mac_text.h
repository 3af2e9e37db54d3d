/* The MAC as text: in hex or base64, as a recipe's encoding rule says. */
#ifndef REQSIG_MAC_TEXT_H
#define REQSIG_MAC_TEXT_H

#include "recipe.h"

enum { RS_MAX_MAC_TEXT = 2 * RS_MAX_DIGEST };

/* How many characters signing writes, and how many of them are padding, "=" at the end: none where the
 * encoding has none. */
size_t rs_mac_text_len(const reqsig_scheme *recipe);
size_t rs_mac_text_padding(const reqsig_scheme *recipe);

/* If text ends in a MAC of a form that verifying accepts: how many characters that MAC has. */
size_t rs_mac_text_len_at_end(const reqsig_scheme *recipe, reqsig_slice text);

/* Appends the text of a raw MAC. */
void rs_mac_text_write(const reqsig_scheme *recipe, const uint8_t *mac, reqsig_buffer *text);

/* The raw MAC that all of text spells; false if it spells none in a form that verifying accepts. */
bool rs_mac_text_read(const reqsig_scheme *recipe, reqsig_slice text, uint8_t mac[RS_MAX_DIGEST]);

/* The forms that verifying accepts: "the whole MAC in hex digits, in lower case, and nothing else" */
const char *rs_mac_text_words(const rs_encoding_rule *rule);

#endif
