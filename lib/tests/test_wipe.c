/* What a call leaves on its stack. It runs on memory of the test's own, which is then searched. */
#define _POSIX_C_SOURCE 200809L

#include <criterion/criterion.h>
#include <pthread.h>

#include "engine_case.h"

#if defined(__SANITIZE_ADDRESS__)
#define STACK_IS_SEEN 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STACK_IS_SEEN 0
#endif
#endif
#ifndef STACK_IS_SEEN
#define STACK_IS_SEEN 1 /* the sanitizer would keep locals elsewhere */
#endif

enum { STACK_SIZE = 256 * 1024, WINDOW = 8 };

static _Alignas(4096) uint8_t stack[STACK_SIZE];

typedef struct job {
  const char *scheme, *profile;
  case_credentials credentials;
  reqsig_request request;
  reqsig_context context;
  uint8_t room[1024];
  reqsig_verdict verdict;
  bool verify; /* instead of signing */
  bool plant;  /* leave something, to see that the search finds it */
} job;

static job current;
static uint8_t planted[32];

static void leave_something(void) {
  void *(*volatile copy)(void *, const void *, size_t) = memcpy; /* one that can't be optimised away */
  uint8_t local[sizeof planted];
  copy(local, planted, sizeof planted);
}

static void run_job(void) {
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
  reqsig_buffer text = {current.room, sizeof current.room, 0};
  if (current.scheme)
    init_with(&current.context, current.scheme, current.profile, current.credentials.list,
              current.credentials.num);
  if (current.verify)
    reqsig_verify(&current.context, &current.request, CASE_NOW, NULL, &current.verdict);
  else
    reqsig_sign(&current.context, &current.request, CASE_NOW, &text, headers, &num_headers);
  if (current.plant) leave_something();
}

/* Deep enough that the end of a thread does not overwrite what the job left. */
static void *run(void *user) {
  uint8_t distance[64 * 1024];
  uint8_t *volatile whole = distance;    /* so that a compiler can't do with less of it, */
  void (*volatile call)(void) = run_job; /* nor put what the job has on its other side */
  (void)user;
  *whole = 0;
  call();
  *whole = 1;
  return NULL;
}

static void run_on_stack(void) {
  pthread_attr_t attributes;
  pthread_t thread;
  run(NULL); /* the dynamic linker, which saves registers when it binds a function, is then done */
  memset(stack, 0, sizeof stack);
  cr_assert_eq(pthread_attr_init(&attributes), 0);
  cr_assert_eq(pthread_attr_setstack(&attributes, stack, sizeof stack), 0);
  cr_assert_eq(pthread_create(&thread, &attributes, run, NULL), 0);
  pthread_join(thread, NULL);
  pthread_attr_destroy(&attributes);
}

static bool stack_holds(reqsig_slice secret, uint8_t pad) {
  uint8_t padded[64];
  for (size_t i = 0; i < secret.len; i++) padded[i] = secret.data[i] ^ pad;
  return holds_any_of(stack, sizeof stack, rs_slice(padded, secret.len), WINDOW);
}

static void check_left_nothing(reqsig_slice secret, const char *label) {
  cr_assert_not(stack_holds(secret, 0), "%s: the secret itself", label);
  cr_assert_not(stack_holds(secret, 0x36), "%s: the inner block", label);
  cr_assert_not(stack_holds(secret, 0x5c), "%s: the outer block", label);
}

static void use(const char *scheme, const char *profile) {
  memset(&current, 0, sizeof current);
  current.scheme = scheme;
  current.profile = profile;
  current.credentials = credentials_of(reqsig_scheme_find(scheme));
  current.request = request_of("POST", "/a", "body");
}

Test(wipe, the_search_finds_what_is_there, .disabled = !STACK_IS_SEEN) {
  use("calypso", NULL);
  current.plant = true;
  for (size_t i = 0; i < sizeof planted; i++) planted[i] = (uint8_t)(i + 100);
  run_on_stack();
  cr_assert(stack_holds(rs_slice(planted, sizeof planted), 0));
}

Test(wipe, no_secret_stays_on_the_stack, .disabled = !STACK_IS_SEEN) {
  static const char secret[] = "a secret that is found again if left behind";
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    use(reqsig_scheme_name(scheme), NULL);
    current.credentials.list[scheme->mac.key].value = reqsig_text(secret);
    run_on_stack();
    check_left_nothing(reqsig_text(secret), reqsig_scheme_name(scheme));
  }
}

Test(wipe, no_decoded_secret_stays_on_the_stack, .disabled = !STACK_IS_SEEN) {
  use("aet", "secret-base64-decoded");
  current.credentials.list[1].value =
      reqsig_text("YSBzZWNyZXQgdGhhdCBpcyBmb3VuZCBhZ2FpbiBpZiBsZWZ0IGJlaGluZA==");
  run_on_stack();
  check_left_nothing(reqsig_text("a secret that is found again if left behind"), "decoded");
}

/* Who knows a key of a step can sign for all that it is made for, such as a day. */
Test(wipe, no_key_that_is_derived_stays_on_the_stack, .disabled = !STACK_IS_SEEN) {
  static const rs_part steps[] = {{RS_FROM_LITERAL, .literal = RS_TEXT("a day")}, {RS_FROM_NOTHING}};
  static const reqsig_scheme recipe = {.name = "derived",
                                       .credentials = {{"key", true}},
                                       .message = {{RS_FROM_BODY}},
                                       .mac = {RS_SHA256, 0, .steps = steps},
                                       .headers = {{RS_TEXT("S"), .value = {{RS_FROM_MAC}}}}};
  const reqsig_credential key = {"key", RS_TEXT("secret")};
  uint8_t derived[EVP_MAX_MD_SIZE];
  size_t len = plain_mac(EVP_sha256(), key.value, RS_LITERAL("a day"), derived);
  memset(&current, 0, sizeof current);
  current.request = request_of("POST", "/a", "body");
  cr_assert_eq(reqsig_context_init(&current.context, &recipe, &key, 1), REQSIG_OK);
  run_on_stack();
  check_left_nothing(rs_slice(derived, len), "derived");
  rs_mac_key states; /* with which one can sign as well */
  rs_mac_key_init(&states, RS_SHA256, rs_slice(derived, len));
  cr_assert_not(holds_any_of(stack, sizeof stack, rs_slice(states.inner.state, len), 2 * WINDOW));
  cr_assert_not(holds_any_of(stack, sizeof stack, rs_slice(states.outer.state, len), 2 * WINDOW));
}

/* Ambro's message holds its API key, which is never sent. The parts of a message are gathered in 256
 * bytes: keys that leave room for the timestamp, that leave none, and that do not fit themselves. */
Test(wipe, no_secret_of_the_message_stays_on_the_stack, .disabled = !STACK_IS_SEEN) {
  uint8_t key[256];
  for (size_t i = 0; i < sizeof key; i++) key[i] = (uint8_t)(i * 37 + 11);
  for (size_t len = 16; len <= sizeof key; len += 16) {
    use("ambro", NULL);
    current.credentials.list[1].value = rs_slice(key, len - 2);
    run_on_stack();
    cr_assert_not(holds_any_of(stack, sizeof stack, rs_slice(key, len - 2), WINDOW), "%zu bytes", len - 2);
  }
}

/* Turns the bytes of each word of a digest's state round. */
static void swap_words(uint8_t *bytes, size_t len, size_t word) {
  for (size_t at = 0; at < len; at += word)
    for (size_t i = 0; i < word / 2; i++) {
      uint8_t kept = bytes[at + i];
      bytes[at + i] = bytes[at + word - 1 - i];
      bytes[at + word - 1 - i] = kept;
    }
}

/* The last of its words may stay, as it was a number on its way. */
static void check_mac_is_not_left(const EVP_MD *md, size_t word, const char *label) {
  uint8_t mac[EVP_MAX_MD_SIZE];
  const case_credentials *credentials = &current.credentials;
  size_t len = plain_mac(md, credentials->list[credentials->num - 1].value, current.request.body, mac);
  current.verify = true;
  run_on_stack();
  cr_assert_eq(current.verdict.reason, REQSIG_REASON_SIGNATURE_MISMATCH, "%s", label);
  cr_assert_not(holds_any_of(stack, sizeof stack, rs_slice(mac, len), 2 * word), "%s", label);
  swap_words(mac, len, word);
  cr_assert_not(holds_any_of(stack, sizeof stack, rs_slice(mac, len), 2 * word), "%s, as words", label);
}

/* Who could read it there could send the request again, signed. */
Test(wipe, the_mac_that_a_wrong_one_is_compared_with_does_not_stay, .disabled = !STACK_IS_SEEN) {
  char zeros[] = "sha256=" /* and 128 digits */
                 "0000000000000000000000000000000000000000000000000000000000000000"
                 "0000000000000000000000000000000000000000000000000000000000000000";
  use("calypso", NULL);
  const reqsig_header sign[] = {{reqsig_text("Key"), current.credentials.list[0].value},
                                {reqsig_text("Sign"), reqsig_text(zeros + 7)}};
  current.request = request_of("POST", "/a", "{\"timestamp\":1700000000123}");
  current.request.headers = sign;
  current.request.num_headers = 2;
  check_mac_is_not_left(EVP_sha512(), 8, "calypso");

  zeros[7 + 64] = '\0';
  use("crm", NULL);
  const reqsig_header signature[] = {{reqsig_text("key"), current.credentials.list[0].value},
                                     {reqsig_text("signature"), reqsig_text(zeros)}};
  current.request.headers = signature;
  current.request.num_headers = 2;
  check_mac_is_not_left(EVP_sha256(), 4, "crm");
}
