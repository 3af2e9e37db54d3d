/*
 * What the library does with a secret takes a time that does not depend on it. Secrets are declared undefined
 * memory, and valgrind reports each branch and each address that comes of them. Run by run-constant-time.sh.
 *
 * Three results are public by their nature and are declared defined, each at the one call that makes it so
 * (the linker wraps these calls): the yes or no of a comparison and of the check whether a credential can
 * stand in a header, which the caller is told; and the MAC at the moment when it is made a header that is
 * sent. The profile secret-base64-decoded is left out: it looks its secret's characters up in a table.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/memcheck.h>

#include "engine_case.h"
#include "message_mac.h"

static size_t num_comparisons, num_checks, num_macs, num_failures;

bool __real_rs_equal_in_constant_time(const uint8_t *a, const uint8_t *b, size_t len);
bool __wrap_rs_equal_in_constant_time(const uint8_t *a, const uint8_t *b, size_t len);
bool __real_rs_can_be_field_value(reqsig_slice value);
bool __wrap_rs_can_be_field_value(reqsig_slice value);
void __real_rs_builder_take_mac(rs_builder *builder, const uint8_t *mac);
void __wrap_rs_builder_take_mac(rs_builder *builder, const uint8_t *mac);

static void expect(bool right, const char *what) {
  if (right) return;
  num_failures++;
  fprintf(stderr, "constant_time: %s\n", what);
}

/* Whether all of it comes of a secret; the client request also tells of a part. */
static bool is_poisoned(const void *memory, size_t len) {
  static uint8_t bits[4096];
  if (VALGRIND_GET_VBITS(memory, bits, len) != 1) return false;
  for (size_t i = 0; i < len; i++)
    if (bits[i] != 0xff) return false;
  return true;
}

bool __wrap_rs_equal_in_constant_time(const uint8_t *a, const uint8_t *b, size_t len) {
  num_comparisons += is_poisoned(a, len) || is_poisoned(b, len);
  bool equal = __real_rs_equal_in_constant_time(a, b, len);
  VALGRIND_MAKE_MEM_DEFINED(&equal, sizeof equal);
  return equal;
}

bool __wrap_rs_can_be_field_value(reqsig_slice value) {
  num_checks += is_poisoned(value.data, value.len);
  bool can = __real_rs_can_be_field_value(value);
  VALGRIND_MAKE_MEM_DEFINED(&can, sizeof can);
  return can;
}

void __wrap_rs_builder_take_mac(rs_builder *builder, const uint8_t *mac) {
  size_t len = rs_digest_len(builder->context->recipe->mac.digest);
  uint8_t sent[RS_MAX_DIGEST];
  num_macs += is_poisoned(mac, len);
  memcpy(sent, mac, len);
  VALGRIND_MAKE_MEM_DEFINED(sent, len);
  __real_rs_builder_take_mac(builder, sent);
}

/* Credentials of the scheme; those that are secret in memory of their own, poisoned. */
typedef struct poisoned_credentials {
  reqsig_credential list[RS_MAX_CREDENTIALS];
  uint8_t room[RS_MAX_CREDENTIALS][300];
  size_t num, num_poisoned;
} poisoned_credentials;

static void poison(poisoned_credentials *all, const reqsig_scheme *scheme, size_t len, char fill) {
  all->num_poisoned = 0;
  for (all->num = 0; reqsig_scheme_credential(scheme, all->num); all->num++) {
    uint8_t *room = all->room[all->num];
    VALGRIND_MAKE_MEM_DEFINED(room, sizeof all->room[0]);
    memset(room, fill, len);
    room[0] = (uint8_t)(fill + (char)all->num); /* no two are equal */
    all->list[all->num] =
        (reqsig_credential){reqsig_scheme_credential(scheme, all->num), rs_slice(room, len)};
    if (!reqsig_scheme_credential_is_secret(scheme, all->num)) continue;
    VALGRIND_MAKE_MEM_UNDEFINED(room, len);
    all->num_poisoned++;
  }
}

/* The request as it comes over the wire, where its bytes are everybody's. */
typedef struct received {
  reqsig_request request;
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  uint8_t room[1024];
} received;

static void receive(received *to, const reqsig_request *request, const reqsig_header *headers, size_t num) {
  reqsig_buffer text = {to->room, sizeof to->room, 0};
  to->request = *request;
  for (size_t i = 0; i < num; i++) {
    size_t at = text.len;
    rs_put_slice(&text, headers[i].value);
    to->headers[i] = (reqsig_header){headers[i].name, rs_slice(to->room + at, text.len - at)};
  }
  VALGRIND_MAKE_MEM_DEFINED(to->room, text.len);
  to->request.headers = to->headers;
  to->request.num_headers = num;
}

static void verify(const reqsig_context *context, const received *r, bool accepted, const char *what) {
  reqsig_verdict verdict;
  expect(reqsig_verify(context, &r->request, CASE_NOW, NULL, &verdict) == REQSIG_OK, what);
  expect(VALGRIND_CHECK_MEM_IS_DEFINED(&verdict.reason, sizeof verdict.reason) == 0,
         "a verdict of no definition");
  expect((verdict.reason == REQSIG_REASON_NONE) == accepted, what);
}

static void use(const reqsig_context *context, const reqsig_request *request) {
  static signed_case answer;
  static received r;
  reqsig_buffer text = {answer.room, sizeof answer.room, 0};
  expect(reqsig_message(context, request, CASE_NOW, &text) == REQSIG_OK, "the message");
  sign_case(&answer, context, request, CASE_NOW);
  expect(answer.status == REQSIG_OK, "signing");
  receive(&r, request, answer.headers, answer.num_headers);
  verify(context, &r, true, "what was signed is rejected");
  for (size_t i = 0; i < answer.num_headers; i++) {
    receive(&r, request, answer.headers, answer.num_headers);
    reqsig_slice value = r.headers[i].value;
    r.room[value.data - r.room] ^= 1;
    if (!rs_slice_equal(r.headers[i].name, reqsig_text("accept")) &&
        !rs_slice_equal_ignoring_case(r.headers[i].name, reqsig_text("content-type")))
      verify(context, &r, false, "what was changed is accepted");
  }
}

static void use_scheme(const reqsig_scheme *scheme, size_t secret_len) {
  static poisoned_credentials all;
  reqsig_context context, other;
  const reqsig_request request = request_of("POST", "/v3/users?page=2", "{\"timestamp\":1700000000123}");
  poison(&all, scheme, secret_len, 's');
  expect(all.num_poisoned > 0, "nothing is secret");
  expect(reqsig_context_init(&context, scheme, all.list, all.num) == REQSIG_OK, "initialising");
  use(&context, &request);

  /* The signature of somebody with other secrets, so that the two MACs differ in every byte. */
  static poisoned_credentials others;
  static signed_case answer;
  static received r;
  poison(&others, scheme, secret_len, 'o');
  expect(reqsig_context_init(&other, scheme, others.list, others.num) == REQSIG_OK, "initialising");
  sign_case(&answer, &other, &request, CASE_NOW);
  receive(&r, &request, answer.headers, answer.num_headers);
  verify(&context, &r, false, "another's signature is accepted");
  reqsig_context_wipe(&context);
  reqsig_context_wipe(&other);
}

int main(void) {
  static const size_t lengths[] = {1, 20, 64, 65, 128, 129, 250}; /* around each digest's block */
  if (!RUNNING_ON_VALGRIND) {
    fprintf(stderr, "constant_time: tells nothing without valgrind\n");
    return 3;
  }
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) use_scheme(reqsig_scheme_at(i), lengths[k]);
  /* If no secret got there, silence would say nothing. */
  expect(num_comparisons > 0 && num_checks > 0 && num_macs > 0, "no secret came by");
  printf("secrets in %zu comparisons, %zu checks of header values, %zu MACs; %zu failures\n", num_comparisons,
         num_checks, num_macs, num_failures);
  return num_failures == 0 ? 0 : 1;
}
