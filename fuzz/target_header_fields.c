/*
 * Header fields and signature grammars. The input is one value. It takes the place of each header that a
 * scheme reads in a request that is right otherwise, and the verdict must be the one that a second reader
 * of that grammar gives; so must it be where the header stands twice.
 */
#include "check_verdict.h"

typedef struct slot {
  const char *base; /* a case without its signature: one of the vectors */
  const char *header;
} slot;

#define AMBRO "app_id=fa0ac8dc\napi_key=TKe7GGOvQiBdZ2w0\napi_secret=3kcjfRRlm0TSEJ8k\n\nGET /v1/things\n\n"
#define CALYPSO                                                                                              \
  "now 1700000000123\napi_key=c529e14832b34b74972365cf7bf02430\n"                                            \
  "secret_key=b823a6b9ea72408583cef9ec8d67fa52\n\nPOST /api/v1/user\n\n{\"timestamp\":1700000000123}"
#define AET "\nnow 1700000000123\ntoken=T0ken\nsecret_key=S3cret\n\nPOST /v3/users?page=2\n\n{\"id\":1}"
#define BITPRO                                                                                               \
  "\nnow 1491799392000\napi_key=key:with:colons\nsecret_key=S3cret\n\nPOST "                                 \
  "/api/v1/clients\n\namount=1"
#define CRM "\nnow 0\napi_key=K3y\n\nPOST /contacts\n\n{\"id\":1}"

static const slot slots[] = {
    {"ambro\nnow 1700000000123\n" AMBRO, "X-Amb-Access-Sig"},
    {"ambro\nnow 1700000000123\n" AMBRO, "X-Amb-Access-Ts"},
    {"ambro\nnow 1700000000123\n" AMBRO, "X-Amb-App-Id"},
    {"ambro uppercase-hex\nnow 1700000000123\n" AMBRO, "X-Amb-Access-Sig"},
    {"ambro milliseconds\nnow 1700000000123\n" AMBRO, "X-Amb-Access-Ts"},
    {"calypso\n" CALYPSO, "Key"},
    {"calypso\n" CALYPSO, "Sign"},
    {"calypso uppercase-hex\n" CALYPSO, "Sign"},
    {"aet" AET, "timestamp"},
    {"aet" AET, "signature"},
    {"aet" AET, "authorization"},
    {"bitpro" BITPRO, "Authorization"},
    {"bitpro" BITPRO, "Content-MD5"},
    {"bitpro" BITPRO, "Date"},
    {"crm" CRM, "key"},
    {"crm" CRM, "signature"},
    {"aet unpadded-base64" AET, "signature"},
    {"bitpro unpadded-base64" BITPRO, "Authorization"},
    {"crm uppercase-hex" CRM, "signature"},
    {"crm prefix-optional" CRM, "signature"},
};
enum { NUM_SLOTS = sizeof slots / sizeof slots[0] };

static void sign(fuzz_heap *heap, fuzz_case *c) {
  reqsig_context context;
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num_added = REQSIG_MAX_ADDED_HEADERS;
  reqsig_buffer text = fuzz_buffer(heap, 1024);
  const reqsig_request request = fuzz_case_request(c);
  FUZZ_NEEDS(fuzz_case_context(c, &context) == REQSIG_OK, "the base's credentials are right");
  FUZZ_NEEDS(reqsig_sign(&context, &request, c->now_ms, &text, added, &num_added) == REQSIG_OK,
             "the base can be signed");
  for (size_t i = 0; i < num_added; i++) fuzz_case_add_header(c, added[i].name, added[i].value);
}

/* Signed once and kept, as nothing that is tried changes them. */
static const fuzz_case *bases(void) {
  static fuzz_case cases[NUM_SLOTS];
  static fuzz_heap heap;
  for (size_t i = heap.num > 0 ? NUM_SLOTS : 0; i < NUM_SLOTS; i++) {
    fuzz_case *c = &cases[i];
    FUZZ_NEEDS(fuzz_case_read(&heap, reqsig_text(slots[i].base), c), "the base is a case");
    sign(&heap, c);
    FUZZ_NEEDS(check_verdict(&heap, c).authentic == REQSIG_YES, "the base is right");
  }
  return cases;
}

static void check_doubled(fuzz_heap *heap, fuzz_case c, const char *header, reqsig_slice value) {
  fuzz_case_add_header(&c, reqsig_text(header), value);
  FUZZ_HOLDS(check_verdict(heap, &c).well_formed == REQSIG_NO, "no header that is read may stand twice");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  const fuzz_case *base = bases();
  fuzz_choice choice = fuzz_choice_from(rs_slice(data, size));
  reqsig_slice value = fuzz_copy(&heap, rs_slice(data, size));
  size_t doubled = fuzz_choose(&choice, NUM_SLOTS);
  check_doubled(&heap, base[doubled], slots[doubled].header, value);
  for (size_t i = 0; i < NUM_SLOTS; i++) {
    fuzz_case c = base[i];
    fuzz_case_set_header(&c, slots[i].header, value);
    check_verdict(&heap, &c);
  }
  fuzz_release(&heap);
  return FUZZ_TRIED;
}
