/* Templates: literals and placeholders, "v0:{timestamp}:{body}", as parts of a recipe. */
#ifndef REQSIG_TEMPLATE_H
#define REQSIG_TEMPLATE_H

#include "scheme_file/reader.h"

enum { RS_MAX_PIECES = 2 * RS_MAX_MESSAGE_PARTS + 1 };

/* A piece of a template, before it is known where it stands. */
typedef struct rs_piece {
  rs_part part;
  rs_encoding encoding;   /* of a MAC */
  rs_condition condition; /* of a part */
  const char *coded;      /* the part that it is of, if that is in base64; else NULL */
  reqsig_slice method;    /* of RS_IF_METHOD */
  reqsig_slice where;     /* in the text of the file */
} rs_piece;

typedef struct rs_template {
  rs_piece pieces[RS_MAX_PIECES];
  size_t num;
} rs_template;

/* A template is not empty, and no two literals stand side by side. */
bool rs_read_template(rs_reader *reader, reqsig_slice value, rs_template *template);

/* The part of that name; NULL if there is none. */
rs_named_text *rs_find_part(rs_reader *reader, reqsig_slice name);

/* Appends a piece; a literal behind another becomes one with it. */
bool rs_add_piece(rs_reader *reader, rs_template *template, const rs_piece *piece);

/* Appends the pieces of a part, which has the condition and the forms of the piece that names it. */
bool rs_put_part(rs_reader *reader, rs_template *template, rs_named_text *part, const rs_piece *forms);

/* The list of that name; false if there is none. */
bool rs_find_list(const rs_reader *reader, reqsig_slice name, uint8_t *index);

/* Adds the query without the parameters of these names, parted by commas. */
bool rs_read_list_in_place(rs_reader *reader, reqsig_slice where, reqsig_slice names, bool mark,
                           uint8_t *index);

/* Adds the one value of a field of the form. */
bool rs_read_form_field(rs_reader *reader, reqsig_slice where, reqsig_slice name, uint8_t *index);

/* A rule for a header or a parameter of that name, with what its value says; NULL after a fault. */
rs_header_rule *rs_add_rule(rs_reader *reader, const char *name, reqsig_slice value, rs_template *template);

/* Whether the text has a character that what the part writes cannot hold. A MAC is told by its length, and
 * nothing is known of a credential. */
bool rs_parts_off(const rs_reader *reader, const rs_part *part, reqsig_slice text);

/* Whether a verifier can read the value back. */
bool rs_check_value(rs_reader *reader, const rs_template *template);

/* The value of a header: a template, or a list of items. A list becomes one template, with the separators in
 * its literals. */
bool rs_read_value(rs_reader *reader, reqsig_slice value, rs_header_rule *rule, rs_template *template);

#endif
