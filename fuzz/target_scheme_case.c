/*
 * A scheme file, NUL, and a case of that scheme: what it signs it accepts, whatever the file has of queries,
 * forms, lists and keys of several steps; and after one bit has changed it is authentic exactly if what
 * decides that is as it was.
 */
#include "claimed.h"
#include "context.h"
#include "date.h"
#include "kit/resign.h"
#include "reference/reference.h"

enum { NUM_CHANGES = 4 };

/* Adds the headers of the signature. False if the request or the time can't be signed. */
static bool sign(fuzz_heap *heap, const reqsig_context *context, fuzz_case *c) {
  reqsig_header added[REQSIG_MAX_ADDED_HEADERS];
  size_t num_added = REQSIG_MAX_ADDED_HEADERS, num_again = REQSIG_MAX_ADDED_HEADERS;
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_buffer count = {0};
  reqsig_status status = reqsig_sign(context, &request, c->now_ms, &count, added, &num_added);
  if (status != REQSIG_OK && status != REQSIG_ERR_BUFFER_TOO_SMALL) return false;
  reqsig_buffer text = rs_fuzz_buffer(heap, count.len);
  status = reqsig_sign(context, &request, c->now_ms, &text, added, &num_again);
  FUZZ_HOLDS(status == REQSIG_OK && text.len == count.len && num_again == num_added,
             "the length told suffices");
  for (size_t i = 0; i < num_added; i++) rs_fuzz_take_signed(c, &added[i]);
  return true;
}

static bool is_same_request(const fuzz_case *a, const fuzz_case *b) {
  bool same = rs_slice_equal(a->request.target, b->request.target) &&
              a->request.num_headers == b->request.num_headers;
  for (size_t i = 0; same && i < a->request.num_headers; i++)
    same = rs_slice_equal(a->headers[i].name, b->headers[i].name) &&
           rs_slice_equal(a->headers[i].value, b->headers[i].value);
  return same;
}

static void check_signed_again(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c) {
  fuzz_case again = *c;
  FUZZ_HOLDS(sign(heap, context, &again) && is_same_request(c, &again),
             "what is signed is signed again as it was");
}

typedef struct trace {
  reqsig_buffer parts, values;
  reqsig_slice message;
  uint8_t mac[RS_MAX_DIGEST];
  size_t mac_len;
} trace;

static void note_step(void *user, const reqsig_step *step) {
  trace *t = (trace *)user;
  if (step->kind == REQSIG_STEP_PART || step->kind == REQSIG_STEP_SEPARATOR)
    rs_put_slice(&t->parts, step->bytes);
  if (step->kind == REQSIG_STEP_HEADER_PART) rs_put_slice(&t->values, step->bytes);
  if (step->kind == REQSIG_STEP_MESSAGE) t->message = step->bytes;
  if (step->kind != REQSIG_STEP_MAC) return;
  t->mac_len = step->bytes.len;
  memcpy(t->mac, step->bytes.data, step->bytes.len);
}

static void skip_step(void *user, const reqsig_step *step) {
  (void)user;
  (void)step;
}

/* The message of an unsigned request; false if it has none. */
static bool build(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c, reqsig_slice *message) {
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_buffer count = {0};
  reqsig_status status = reqsig_message(context, &request, c->now_ms, &count);
  if (status != REQSIG_OK && status != REQSIG_ERR_BUFFER_TOO_SMALL) return false;
  reqsig_buffer text = rs_fuzz_buffer(heap, count.len);
  status = reqsig_message(context, &request, c->now_ms, &text);
  FUZZ_HOLDS(status == REQSIG_OK && text.len == count.len, "a message has the length that was told");
  *message = fuzz_bytes_of(&text);
  return true;
}

/* The key of one step, by the second decoders; false where it is not so simple. */
static bool put_key(const rs_mac_rule *rule, reqsig_slice secret, reqsig_buffer *key) {
  bool is_simple = !rule->steps && !rule->is_joined && rule->key_form < RS_KEY_BASE64URL_DECODED;
  if (!is_simple) return false;
  if (rs_slice_starts_with(secret, rule->key_cut)) secret = rs_slice_after(secret, rule->key_cut.len);
  rs_put_slice(key, rule->key_before);
  if (rule->key_form == RS_KEY_AS_IS) rs_put_slice(key, secret);
  if (rule->key_form == RS_KEY_HEX_DECODED) reference_unhex(secret, true, key);
  if (rule->key_form == RS_KEY_BASE64_DECODED) reference_unbase64(secret, key);
  rs_put_slice(key, rule->key_behind);
  return true;
}

/* By OpenSSL; false where the key is not so simple. */
static bool hmac_of(fuzz_heap *heap, const fuzz_case *c, const rs_mac_rule *rule, reqsig_slice message,
                    reqsig_slice *mac) {
  static const char *const digests[] = {"SHA1", "SHA256", "SHA512", "MD5", "SHA224", "SHA384"};
  reqsig_slice secret = reqsig_fuzz_credential(c, c->scheme->credentials[rule->key].name);
  reqsig_buffer key = rs_fuzz_buffer(heap, rule->key_before.len + secret.len + rule->key_behind.len);
  if (!put_key(rule, secret, &key)) return false;
  *mac = reference_hmac(heap, digests[rule->digest], fuzz_bytes_of(&key), message);
  return true;
}

/* What the trace tells of values is what signing writes. */
static size_t length_written(const reqsig_context *context, const fuzz_case *unsigned_case) {
  const reqsig_request request = rs_fuzz_case_request(unsigned_case);
  reqsig_buffer count = {0};
  size_t num = 0;
  reqsig_sign(context, &request, unsigned_case->now_ms, &count, NULL, &num);
  return count.len;
}

/* Of a request that can be signed. */
static void check_message(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                          reqsig_slice message) {
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_buffer count = {0};
  reqsig_trace(context, &request, c->now_ms, &count, skip_step, NULL);
  reqsig_buffer scratch = rs_fuzz_buffer(heap, count.len);
  trace t = {.parts = rs_fuzz_buffer(heap, message.len), .values = rs_fuzz_buffer(heap, count.len)};
  FUZZ_HOLDS(reqsig_trace(context, &request, c->now_ms, &scratch, note_step, &t) == REQSIG_OK,
             "what has a message can be traced in the room that was told");
  FUZZ_HOLDS(rs_slice_equal(fuzz_bytes_of(&t.parts), message) && rs_slice_equal(t.message, message),
             "the traced parts add up to the message");
  FUZZ_HOLDS(t.values.len == length_written(context, c), "the traced values add up to what is written");
  reqsig_slice mac;
  if (hmac_of(heap, c, &rs_context_of(context)->recipe->mac, message, &mac))
    FUZZ_HOLDS(rs_slice_equal(rs_slice(t.mac, t.mac_len), mac), "a MAC is the HMAC of the message");
}

static bool has_name_twice(const fuzz_case *c) {
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (rs_fuzz_case_num_headers(c, c->headers[i].name) > 1) return true;
  return false;
}

static void reverse_headers(fuzz_case *to, const fuzz_case *from) {
  size_t num = from->request.num_headers;
  for (size_t i = 0; i < num; i++) to->headers[i] = from->headers[num - 1 - i];
}

static void check_order(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                        reqsig_slice message) {
  fuzz_case other = *c;
  reqsig_slice same;
  if (has_name_twice(c)) return;
  reverse_headers(&other, c);
  FUZZ_HOLDS(build(heap, context, &other, &same) && rs_slice_equal(same, message),
             "a message depends on no order of headers");
}

/* A scheme without a nonce reads none. */
static void check_other_nonces(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                               reqsig_slice message) {
  uint8_t *too_long = rs_fuzz_take(heap, REQSIG_MAX_NONCE + 1);
  memset(too_long, 'a', REQSIG_MAX_NONCE + 1);
  const reqsig_slice nonces[] = {rs_slice(NULL, 0), RS_LITERAL("a b"),
                                 rs_slice(too_long, REQSIG_MAX_NONCE + 1)};
  for (size_t i = 0; i < sizeof nonces / sizeof *nonces; i++) {
    fuzz_case other = *c;
    reqsig_slice same;
    other.request.nonce = nonces[i];
    FUZZ_HOLDS(!build(heap, context, &other, &same) || rs_slice_equal(same, message),
               "no other text is taken as a nonce");
  }
}

static bool is_added(const reqsig_scheme *scheme, reqsig_slice field) {
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && scheme->headers[i].name.len > 0; i++)
    if (rs_slice_equal(scheme->headers[i].name, field))
      return scheme->headers[i].sending != RS_SENT_UNLESS_PRESENT;
  return false;
}

static bool check_signed(const reqsig_context *context, const fuzz_case *c) {
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_verdict verdict;
  FUZZ_HOLDS(reqsig_verify(context, &request, c->now_ms, NULL, &verdict) == REQSIG_OK,
             "what is signed is verified");
  if (verdict.well_formed == REQSIG_NO)
    FUZZ_HOLDS(!is_added(c->scheme, verdict.field), "what signing adds is not at fault");
  else
    FUZZ_HOLDS(verdict.authentic == REQSIG_YES, "what is signed is authentic");
  return verdict.authentic == REQSIG_YES;
}

static void check_change(fuzz_heap *heap, fuzz_choice *choice, const fuzz_case *c, const claimed *before) {
  fuzz_case changed = *c;
  reqsig_context context;
  if (!rs_fuzz_case_flip_a_bit(heap, choice, &changed) ||
      rs_fuzz_case_context(heap, &changed, &context) != REQSIG_OK)
    return;
  const reqsig_request request = rs_fuzz_case_request(&changed);
  claimed now = rs_fuzz_read_claims(heap, &context, &changed);
  bool same = now.is_right && rs_slice_equal(now.message, before->message) &&
              rs_slice_equal(now.key, before->key) && rs_slice_equal(now.mac, before->mac);
  reqsig_verdict verdict;
  reqsig_verify(&context, &request, c->now_ms, NULL, &verdict);
  if (same)
    FUZZ_HOLDS(verdict.authentic == REQSIG_YES, "what has its message, key and MAC as before is authentic");
  else
    FUZZ_HOLDS(verdict.authentic != REQSIG_YES, "no other message, key or MAC is authentic");
}

/* As it was sent, whoever signed it. */
static void check_given(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c) {
  reqsig_verdict verdict, again;
  reqsig_slice mac;
  reqsig_request request = rs_fuzz_case_request(c);
  reqsig_verify(context, &request, c->now_ms, NULL, &verdict);
  claimed read = rs_fuzz_read_claims(heap, context, c);
  if (!read.is_right)
    FUZZ_HOLDS(verdict.authentic != REQSIG_YES, "what claims nothing that is right is not authentic");
  else if (!read.has_several && hmac_of(heap, c, &rs_context_of(context)->recipe->mac, read.message, &mac))
    FUZZ_HOLDS((verdict.authentic == REQSIG_YES) == rs_slice_equal(read.mac, mac),
               "a request is authentic exactly if its MAC is the HMAC of its message");
  fuzz_case other = *c;
  reverse_headers(&other, c);
  request = rs_fuzz_case_request(&other);
  reqsig_verify(context, &request, c->now_ms, NULL, &again);
  FUZZ_HOLDS(has_name_twice(c) || (verdict.reason == again.reason && verdict.authentic == again.authentic),
             "a verdict depends on no order of headers");
}

/* The day of the time may be signed with or sent, and no day is past the year 9999. */
static bool has_its_day(const fuzz_case *c) {
  return !c->scheme->time.has_day || c->now_ms / 1000 + c->scheme->time.lifetime_ms / 1000 <= RS_DATE_MAX;
}

static void check_case(fuzz_heap *heap, fuzz_choice *choice, const reqsig_context *context, fuzz_case *c) {
  reqsig_slice message;
  c->request.nonce = RS_LITERAL("n-0._~");
  check_given(heap, context, c);
  rs_fuzz_unsign(heap, c);
  if (!build(heap, context, c, &message)) return;
  const fuzz_case unsigned_case = *c;
  bool is_signed = sign(heap, context, c);
  FUZZ_HOLDS(is_signed || !has_its_day(c), "what has a message is signed");
  if (!is_signed) return;
  check_message(heap, context, &unsigned_case, message);
  check_order(heap, context, &unsigned_case, message);
  check_other_nonces(heap, context, &unsigned_case, message);
  check_signed_again(heap, context, c);
  if (!rs_fuzz_can_be_parted(context) || !check_signed(context, c)) return;
  claimed before = rs_fuzz_read_claims(heap, context, c);
  for (size_t i = 0; i < NUM_CHANGES; i++) check_change(heap, choice, c, &before);
}

static const reqsig_scheme *read_file(fuzz_heap *heap, reqsig_slice text) {
  reqsig_buffer memory = rs_fuzz_buffer(heap, REQSIG_SCHEME_ROOM(text.len));
  reqsig_scheme_fault fault;
  const reqsig_scheme *scheme;
  reqsig_scheme_read(rs_fuzz_copy(heap, text), &memory, &scheme, &fault);
  return scheme;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  fuzz_case c;
  reqsig_context context;
  fuzz_choice choice = rs_fuzz_choice_from(rs_slice(data, size));
  const uint8_t *end = size > 0 ? memchr(data, 0, size) : NULL;
  size_t len = end ? (size_t)(end - data) : size;
  fuzz_frame frame = {NULL, end ? read_file(&heap, rs_slice(data, len)) : NULL};
  bool taken = frame.scheme && rs_fuzz_case_read(&heap, &frame, rs_slice(end + 1, size - len - 1), &c) &&
               c.request.num_headers + REQSIG_MAX_ADDED_HEADERS <= REQSIG_FUZZ_MAX_HEADERS &&
               rs_fuzz_case_context(&heap, &c, &context) == REQSIG_OK;
  if (taken) check_case(&heap, &choice, &context, &c);
  rs_fuzz_release(&heap);
  return taken ? FUZZ_TRIED : FUZZ_NOT_OF_FORMAT;
}
