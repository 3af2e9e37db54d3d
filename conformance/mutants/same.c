/* Mistakes that give the right bytes, or the right answer, for every request of a scheme of some kind. */
#include <string.h>

#include "mutants/mistakes.h"

static const char no_json[] = "the body is a form, as a field of it is signed, and so no JSON and not empty";

static const char no_longer[] = "a credential in base64 has 160 bytes at most here";

static const struct same_bytes {
  const char *slug;
  const char *variant; /* NULL: each of the slug */
  uint64_t requires;
  const char *why;
} all[] = {
    {"v-time-skipped", "missing", HAS_TIME_BESIDE_MAC,
     "the time stands beside something else in one field, and is not missing alone"},
    {"ts-type", "zero", HAS_LIFETIME, "the time is the end of validity, and never 0"},
    {"v-several", "list", HAS_COMMA_ITEMS, "what stands behind a comma is another item, and no MAC"},
    {"prefix-missing", "upper-case", HAS_UPPER_PREFIX, "no letter before the MAC is in lower case"},
    {"v-prefix", "case", HAS_SCHEME_PREFIX,
     "the letter case of an authentication scheme's name is open, by RFC 9110 section 11.1"},
    {"v-time-skipped", "malformed", HAS_DAY,
     "without a time that can be read there is no day, and so no key"},
    {"v-time-skipped", "number-before-junk", HAS_DAY,
     "without a time that can be read there is no day, and so no key"},
    {"header-whitespace", "trimmed-credential", HAS_SENT_CREDENTIALS,
     "each credential stands in a header, and has no white space at its ends, as RFC 9110 section 5.5 wants"},
    {"key-truncated", "cut-at-4096", HAS_MADE_KEY, "a key that is made of a secret has 4 KiB at most here"},
    {"credential-truncated", "256", HAS_CODED_HEADER, no_longer},
    {"credential-truncated", "1024", HAS_CODED_HEADER, no_longer},
    {"credential-truncated", "4096", HAS_CODED_HEADER, no_longer},
    {"encoding-ascii-latin1", "message-utf16", HAS_RAW_DIGEST,
     "the message has the bytes of a digest, which are no text"},
    {"body-reserialised", NULL, HAS_FORM_FIELD, no_json},
    {"json-python-spaces", NULL, HAS_FORM_FIELD, no_json},
    {"json-escaped-slash", NULL, HAS_FORM_FIELD, no_json},
    {"json-unicode-escape", NULL, HAS_FORM_FIELD, no_json},
    {"json-html-escape", NULL, HAS_FORM_FIELD, no_json},
    {"python-repr-body", NULL, HAS_FORM_FIELD, no_json},
    {"body-part", NULL, HAS_FORM_FIELD, no_json},
    {"key-order", NULL, HAS_FORM_FIELD, no_json},
    {"duplicate-keys", NULL, HAS_FORM_FIELD, no_json},
    {"json-number-format", NULL, HAS_FORM_FIELD, no_json},
    {"empty-body-as-json", NULL, HAS_FORM_FIELD, no_json},
    {"sent-differs-from-signed", "empty-quotes", HAS_FORM_FIELD, no_json},
    {"gzip", "decompressed", HAS_FORM_FIELD, no_json},
    {"base64-transport", "decoded", HAS_FORM_FIELD, no_json},
    {"bom", "removed", HAS_FORM_FIELD, no_json},
    {"form-envelope", NULL, HAS_FORM_FIELD, no_json},
    {"v-body-changed", "reserialised", HAS_FORM_FIELD, no_json},
    {"v-body-changed", "first-element", HAS_FORM_FIELD, no_json},
    {"v-body-changed", "data", HAS_FORM_FIELD, no_json},
    {"v-body-changed", "payload", HAS_FORM_FIELD, no_json},
    {"v-body-changed", "bom", HAS_FORM_FIELD, no_json},
};

const char *mistake_same_by_kind(const struct mistake *mistake, uint64_t traits) {
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    bool is_it = strcmp(all[i].slug, mistake->slug) == 0 &&
                 (!all[i].variant || (mistake->variant && strcmp(all[i].variant, mistake->variant) == 0));
    if (is_it && (traits & all[i].requires) == all[i].requires) return all[i].why;
  }
  return NULL;
}
