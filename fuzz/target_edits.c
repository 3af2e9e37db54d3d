/*
 * Edits of a recipe, as profiles and mistakes make them: a byte chooses a built-in scheme, and each three
 * behind it an edit, where it applies, and its value. What does not fit leaves the recipe as it was; what
 * fits is there, once or no more.
 */
#include "support.h"
#include "tests/recipe_compare.h"

enum { MAX_EDITS = 8 };

static const rs_source sources[] = {RS_FROM_METHOD, RS_FROM_PATH,       RS_FROM_QUERY,
                                    RS_FROM_BODY,   RS_FROM_NONCE,      RS_FROM_TIMESTAMP,
                                    RS_FROM_MAC,    RS_FROM_CREDENTIAL, RS_FROM_BODY_OR_QUERY};

static rs_source source_of(uint8_t byte) {
  return sources[byte % (sizeof sources / sizeof *sources)];
}

static rs_variation edit_of(reqsig_slice bytes) {
  static const rs_transform forms[] = {RS_UPPER_CASE, RS_PERCENT_DECODED, RS_MD5_HEX, RS_SHA256_BASE64};
  uint8_t value = bytes.data[2];
  rs_variation v = {.kind = (rs_variation_kind)(bytes.data[0] % (RS_VARY_UNSENT + 1)),
                    .at = source_of(bytes.data[1])};
  switch (v.kind) {
  case RS_VARY_SOURCE: v.source = source_of(value); break;
  case RS_VARY_TRANSFORM: v.transform = forms[value % 4]; break;
  case RS_VARY_OMIT: v.omit = value % 2 ? RS_OMIT_IF_EMPTY : RS_OMIT_IF_MULTIPART; break;
  case RS_VARY_CUT: v.cut = value % 2 ? RS_CUT_NOTHING : RS_CUT_LEADING_SLASH; break;
  case RS_VARY_BEFORE:
  case RS_VARY_AFTER: v.part = (rs_part){.from = source_of(value)}; break;
  case RS_VARY_TIME_FORMAT: v.time_format = value % 2 ? RS_UNIX_MILLISECONDS : RS_IMF_FIXDATE; break;
  case RS_VARY_WINDOW:
    v.window = (rs_window){.given = value % 2, .past_ms = value, .exclusive = value % 4 / 2};
    break;
  case RS_VARY_KEY_FORM: v.key_form = value % 2 ? RS_KEY_HEX_DECODED : RS_KEY_BASE64_DECODED; break;
  case RS_VARY_SIGNS: v.signs = (rs_signed_requests){.methods = {value % 2 ? "PUT" : NULL}}; break;
  case RS_VARY_SEPARATOR: v.separator = value % 2 ? RS_LITERAL("\n") : rs_slice(NULL, 0); break;
  case RS_VARY_DIGEST: v.digest = value % 2 ? RS_SHA256 : RS_SHA512; break;
  case RS_VARY_ENCODING: v.encoding = value % 2 ? RS_HEX : RS_BASE64URL_UNPADDED; break;
  case RS_VARY_SENDING: v.sending = value % 2 ? RS_SENT_ALWAYS : RS_SENT_IF_SIGNED; break;
  default: break;
  }
  return v;
}

static size_t num_parts(const reqsig_scheme *recipe) {
  size_t num = 0;
  while (num < RS_MAX_MESSAGE_PARTS && recipe->message[num].from) num++;
  return num;
}

static size_t num_headers(const reqsig_scheme *recipe) {
  size_t num = 0;
  while (num < REQSIG_MAX_ADDED_HEADERS && recipe->headers[num].name.len > 0) num++;
  return num;
}

/* Behind the last there is nothing. */
static bool is_together(const reqsig_scheme *recipe) {
  for (size_t i = num_parts(recipe); i < RS_MAX_MESSAGE_PARTS; i++)
    if (recipe->message[i].from) return false;
  for (size_t i = num_headers(recipe); i < REQSIG_MAX_ADDED_HEADERS; i++)
    if (recipe->headers[i].name.len > 0) return false;
  return true;
}

static size_t num_drawn_on(const reqsig_scheme *recipe, rs_source at) {
  size_t num = 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) num += rs_part_draws_on(&recipe->message[i], at);
  return num;
}

static bool is_sent(const reqsig_scheme *recipe, rs_source at) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      if (rs_part_draws_on(&recipe->headers[i].value[k], at)) return true;
  return false;
}

static void check_applied(const rs_variation *v, const reqsig_scheme *before, const reqsig_scheme *after) {
  bool inserts = v->kind == RS_VARY_BEFORE || v->kind == RS_VARY_AFTER;
  size_t dropped = v->kind == RS_VARY_DROP ? num_drawn_on(before, v->at) : 0;
  if (v->kind == RS_VARY_DROP)
    FUZZ_HOLDS(num_drawn_on(after, v->at) == 0, "what is dropped is in the message no more");
  FUZZ_HOLDS(is_together(after), "no gap is left among parts or headers");
  FUZZ_HOLDS(num_parts(after) == num_parts(before) + inserts - dropped,
             "parts are put in and dropped by these edits alone");
  if (v->kind == RS_VARY_UNSENT) FUZZ_HOLDS(!is_sent(after, v->at), "what is unsent is in no header");
  if (v->kind != RS_VARY_UNSENT)
    FUZZ_HOLDS(num_headers(after) == num_headers(before), "a header is kept by other edits");
  reqsig_scheme again = *after;
  bool repeats = v->kind == RS_VARY_TRANSFORM || inserts;
  if (!repeats && rs_variation_apply(v, &again))
    FUZZ_HOLDS(same_recipe(after, &again), "an edit changes nothing twice");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return FUZZ_NOT_OF_FORMAT;
  reqsig_scheme recipe = *reqsig_scheme_at(data[0] % reqsig_num_schemes());
  for (size_t at = 1, num = 0; at + 3 <= size && num < MAX_EDITS; at += 3, num++) {
    const reqsig_scheme before = recipe;
    rs_variation v = edit_of(rs_slice(data + at, 3));
    if (rs_variation_apply(&v, &recipe))
      check_applied(&v, &before, &recipe);
    else
      FUZZ_HOLDS(same_recipe(&before, &recipe), "an edit that does not fit leaves the recipe as it was");
  }
  return FUZZ_TRIED;
}
