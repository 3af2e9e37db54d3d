/*
 * The words of a scheme file, each with what it stands for in a recipe and what it means. The reader, the
 * writer, explain, the schema of scheme files and their documentation take them from here.
 */
#ifndef REQSIG_VOCABULARY_H
#define REQSIG_VOCABULARY_H

#include "recipe.h"

typedef enum rs_word_kind {
  RS_WORD_SOURCE,         /* rs_source */
  RS_WORD_CONDITION,      /* rs_omission */
  RS_WORD_CUT,            /* rs_cut */
  RS_WORD_PART_CONDITION, /* rs_condition */
  RS_WORD_FORM,           /* rs_transform */
  RS_WORD_ENCODING,       /* rs_encoding */
  RS_WORD_KEY_FORM,       /* rs_key_form */
  RS_WORD_HMAC,           /* rs_digest */
  RS_WORD_TIME_FORMAT,    /* rs_time_format */
  RS_WORD_ACCEPTS,        /* the rs_variation_kind that sets the leniency */
  RS_NUM_WORD_KINDS
} rs_word_kind;

typedef struct rs_word {
  rs_word_kind kind;
  const char *text; /* may hold a "|", where two words only stand together */
  int value;
  const char *phrase;   /* what steps of signing say of it, behind their source */
  const char *sentence; /* what it gives or does, without a final stop */
} rs_word;

/* NULL past the last. */
const rs_word *rs_word_at(size_t index);

/* The longest word of that kind that text begins with, up to a "|" or the end; NULL if there is none. */
const rs_word *rs_word_match(rs_word_kind kind, reqsig_slice text);

/* The word of that kind for a value; NULL if the vocabulary has none. */
const rs_word *rs_word_for(rs_word_kind kind, int value);

/* What steps of signing say of a value: "" if the vocabulary has no word for it, as for the one that is
 * nothing said. */
const char *rs_phrase_for(rs_word_kind kind, int value);

/* The words of that kind: at most RS_MAX_WORDS texts. */
enum { RS_MAX_WORDS = 32 };
size_t rs_words_of(rs_word_kind kind, const char *texts[RS_MAX_WORDS]);

#endif
