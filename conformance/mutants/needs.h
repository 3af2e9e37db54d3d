/* What a recipe must have for a mistake to be one in it. */
#ifndef REQSIG_NEEDS_H
#define REQSIG_NEEDS_H

#include "lib/recipe.h"

/* Whatever a variation works on must be there anyway; these are for what can't be told from it. */
enum mistake_needs {
  NEEDS_RAW_BODY = 1 << 0,      /* the body itself stands in the message, not its digest */
  NEEDS_BODY_DIGEST = 1 << 1,   /* its digest does */
  NEEDS_PATH = 1 << 2,          /* the path is signed */
  NEEDS_SEVERAL_PARTS = 1 << 3, /* the message is not one part alone */
  NEEDS_HEX = 1 << 4,           /* the MAC is sent so */
  NEEDS_BASE64 = 1 << 5,
  NEEDS_PREFIX = 1 << 6,             /* fixed text stands before the MAC in its header */
  NEEDS_KEY_ID = 1 << 7,             /* a credential beside the key */
  NEEDS_SECOND_KEY_ID = 1 << 8,      /* two of them */
  NEEDS_SHOWN_CREDENTIAL = 1 << 9,   /* one that is sent with the request, and is not signed */
  NEEDS_SIGNED_CREDENTIAL = 1 << 10, /* one is part of the message */
  NEEDS_TIME_IN_HEADER = 1 << 11,
  NEEDS_TIME_IN_BODY = 1 << 12,
  NEEDS_UNIX_TIME = 1 << 13, /* a number of seconds or milliseconds */
  NEEDS_SECONDS = 1 << 14,
  NEEDS_MILLISECONDS = 1 << 15,
  NEEDS_DATE = 1 << 16,
  NEEDS_DATE_HEADER = 1 << 17, /* the timestamp's header is Date */
  NEEDS_SENT_KEY = 1 << 18,    /* the secret itself stands in a header */
  NEEDS_METHOD = 1 << 19,
  NEEDS_BODY = 1 << 20,
  NEEDS_TIME = 1 << 21,
  NEEDS_WINDOW = 1 << 22,        /* the document names one */
  NEEDS_DIGEST_PREFIX = 1 << 23, /* the text before the MAC names its digest, sha256= */
  NEEDS_KEY_ID_HEADER = 1 << 24, /* a header carries a credential and no MAC */
  NEEDS_HYPHEN = 1 << 25,        /* a hyphen stands in the name of a header that is read */
  NEEDS_MULTIPART = 1 << 26,     /* the body of a multipart form is left out */
  NEEDS_NO_DIGEST = 1 << 27      /* the text before the MAC, if there is any, names no digest */
};

/* All that the recipe has. */
unsigned needs_met_by(const reqsig_scheme *recipe);

#endif
