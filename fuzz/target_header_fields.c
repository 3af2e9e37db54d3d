/*
 * Header fields and signature grammars. The input is one value. It takes the place of each header that a
 * scheme reads in a request that is right otherwise, and the verdict must be the one that a second reader
 * of that grammar gives; so must it be where the header stands twice.
 */
#include "check_verdict.h"

enum { MAX_SLOTS = 64 };

/* A scheme by a profile, or by the default, and a header that it reads. */
typedef struct slot {
  fuzz_case base; /* signed */
  reqsig_context context;
  const char *header;
} slot;

static void sign(fuzz_heap *heap, const reqsig_context *context, fuzz_case *c) {
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num_added = REQSIG_MAX_ADDED_HEADERS;
  reqsig_buffer text = rs_fuzz_buffer(heap, 1024);
  const reqsig_request request = rs_fuzz_case_request(c);
  FUZZ_NEEDS(reqsig_sign(context, &request, c->now_ms, &text, added, &num_added) == REQSIG_OK,
             "the base can be signed");
  for (size_t i = 0; i < num_added; i++) rs_fuzz_case_add_header(c, added[i].name, added[i].value);
}

static void add_slot(fuzz_heap *heap, slot *slots, size_t *num, const fuzz_case *of, const char *profile,
                     const char *header) {
  const char *lines = reference_of(of)->base;
  reqsig_buffer text = rs_fuzz_buffer(heap, strlen(lines) + 200);
  rs_put_slice(&text, reqsig_text(reqsig_scheme_name(of->scheme)));
  if (profile) rs_put_byte(&text, ' ');
  if (profile) rs_put_slice(&text, reqsig_text(profile));
  rs_put_byte(&text, '\n');
  rs_put_slice(&text, reqsig_text(lines));
  FUZZ_NEEDS(*num < MAX_SLOTS, "there is room for each header that is read");
  slot *added = &slots[(*num)++];
  FUZZ_NEEDS(rs_fuzz_case_read(heap, NULL, fuzz_bytes_of(&text), &added->base), "the base is a case");
  FUZZ_NEEDS(rs_fuzz_case_context(heap, &added->base, &added->context) == REQSIG_OK,
             "the base's credentials are right");
  sign(heap, &added->context, &added->base);
  FUZZ_NEEDS(check_verdict(heap, &added->context, &added->base).authentic == REQSIG_YES, "the base is right");
  added->header = header;
}

/* The field whose value has more forms by the effect; NULL if none has. */
static const reference_field *loosened_field(const reference_scheme *scheme, reference_effect effect) {
  switch (effect) {
  case REFERENCE_HEX_ANY_CASE:
  case REFERENCE_BASE64_UNPADDED:
  case REFERENCE_PREFIX_OPTIONAL: return reference_field_of(scheme, REFERENCE_MAC);
  case REFERENCE_TIME_IN_MS: return reference_field_of(scheme, REFERENCE_TIME);
  default: return NULL;
  }
}

static void add_slots_of(fuzz_heap *heap, slot *slots, size_t *num, const fuzz_case *of) {
  const reference_scheme *scheme = reference_of(of);
  for (const reference_field *field = scheme->fields; field->name; field++)
    add_slot(heap, slots, num, of, NULL, field->name);
  for (const reference_profile *profile = scheme->profiles; profile->name; profile++) {
    const reference_field *field = loosened_field(scheme, profile->effect);
    if (field) add_slot(heap, slots, num, of, profile->name, field->name);
  }
}

/* Signed once and kept with their contexts, as nothing that is tried changes them. */
static const slot *all_slots(size_t *num_slots) {
  static slot slots[MAX_SLOTS];
  static size_t num;
  static fuzz_heap heap;
  for (size_t i = num > 0 ? reqsig_num_schemes() : 0; i < reqsig_num_schemes(); i++) {
    const fuzz_case of = {.scheme = reqsig_scheme_at(i)};
    add_slots_of(&heap, slots, &num, &of);
  }
  *num_slots = num;
  return slots;
}

static void check_doubled(fuzz_heap *heap, const slot *doubled, reqsig_slice value) {
  fuzz_case c = doubled->base;
  rs_fuzz_case_add_header(&c, reqsig_text(doubled->header), value);
  FUZZ_HOLDS(check_verdict(heap, &doubled->context, &c).well_formed == REQSIG_NO,
             "no header that is read may stand twice");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  size_t num_slots;
  const slot *slots = all_slots(&num_slots);
  fuzz_choice choice = rs_fuzz_choice_from(rs_slice(data, size));
  reqsig_slice value = rs_fuzz_copy(&heap, rs_slice(data, size));
  check_doubled(&heap, &slots[rs_fuzz_choose(&choice, num_slots)], value);
  for (size_t i = 0; i < num_slots; i++) {
    fuzz_case c = slots[i].base;
    rs_fuzz_case_set_header(&c, reqsig_text(slots[i].header), value);
    check_verdict(&heap, &slots[i].context, &c);
  }
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
