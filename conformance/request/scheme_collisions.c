#include "request/recipe_text.h"

#include <stdio.h>
#include <string.h>

#include "lib/bytes.h"

enum { MAX_DELIMITER = 16 };

/* Two requests that differ in where one piece ends and the next begins. */
struct twin_requests {
  rs_source first, second;
  reqsig_request a, b;
  reqsig_slice sent_nonce; /* b's, in whose place it has letters: signing takes no others, verifying does */
};

#define REQUEST(method_of_it, target_of_it, body_of_it)                                                      \
  {                                                                                                          \
    .method = RS_TEXT(method_of_it), .target = RS_TEXT(target_of_it), .body = RS_TEXT(body_of_it),           \
    .nonce = RS_TEXT("n")                                                                                    \
  }

/* The headers that the message needs, each of the same value. */
static size_t needed_headers(const reqsig_scheme *scheme, reqsig_header headers[RS_MAX_MESSAGE_PARTS]) {
  size_t num = 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (scheme->message[i].from == RS_FROM_HEADER)
      headers[num++] = (reqsig_header){scheme->message[i].literal, RS_TEXT("a")};
  return num;
}

static bool message_of(const reqsig_scheme *scheme, const reqsig_request *request, struct text *message) {
  static const uint8_t value[] = "c2VjcmV0"; /* good in each form of a key */
  uint8_t room[1024];
  reqsig_credential credentials[RS_MAX_CREDENTIALS];
  reqsig_buffer buffer = {room, sizeof room, 0};
  reqsig_context context;
  reqsig_header headers[RS_MAX_MESSAGE_PARTS];
  reqsig_request whole = *request;
  whole.headers = headers;
  whole.num_headers = needed_headers(scheme, headers);
  size_t num = 0;
  for (const char *name; (name = reqsig_scheme_credential(scheme, num)); num++)
    credentials[num] = (reqsig_credential){name, rs_slice(value, sizeof value - 1)};
  bool made = reqsig_context_init(&context, scheme, credentials, num) == REQSIG_OK &&
              reqsig_message(&context, &whole, 0, &buffer) == REQSIG_OK;
  if (made) text_add(message, rs_slice(room, buffer.len));
  return made;
}

static void put_sent_nonce(struct text *message, const struct twin_requests *twins) {
  reqsig_slice own = twins->b.nonce, sent = twins->sent_nonce;
  for (size_t i = 0; sent.len > 0 && i + own.len <= message->len; i++)
    if (memcmp(message->data + i, own.data, own.len) == 0) memcpy(message->data + i, sent.data, sent.len);
}

static bool collide(const reqsig_scheme *scheme, const struct twin_requests *twins) {
  struct text a = {0}, b = {0};
  bool made = scheme_signs_source(scheme, twins->first) && scheme_signs_source(scheme, twins->second) &&
              message_of(scheme, &twins->a, &a) && message_of(scheme, &twins->b, &b);
  put_sent_nonce(&b, twins);
  bool same = made && rs_slice_equal(text_slice(&a), text_slice(&b));
  text_free(&a);
  text_free(&b);
  return same;
}

static void add_request(struct text *text, const reqsig_request *request, bool has_nonce) {
  text_addf(text, "%.*s %.*s with the body %.*s", (int)request->method.len,
            (const char *)request->method.data, (int)request->target.len, (const char *)request->target.data,
            (int)request->body.len, (const char *)request->body.data);
  if (has_nonce)
    text_addf(text, " and the nonce %.*s", (int)request->nonce.len, (const char *)request->nonce.data);
}

static bool add_twins(struct text *text, const struct twin_requests *twins) {
  bool has_nonce = twins->first == RS_FROM_NONCE;
  text_add_string(text, "one signature fits ");
  add_request(text, &twins->a, has_nonce);
  text_add_string(text, ", and ");
  add_request(text, &twins->b, has_nonce);
  return true;
}

/* The body 0:0 and the nonce n, or the body 0 and a nonce that the rest has gone to. */
static bool add_twins_of_nonce(const reqsig_scheme *scheme, const char *body, const char *nonce,
                               struct text *text) {
  static const char letters[] = "QQQQQQQQQQQQQQQQQQ";
  struct twin_requests twins = {RS_FROM_NONCE, RS_FROM_BODY, REQUEST("POST", "/pay", ""),
                                REQUEST("POST", "/pay", "0"), reqsig_text(nonce)};
  twins.a.body = reqsig_text(body);
  twins.b.nonce = rs_slice(letters, strlen(nonce));
  bool found = collide(scheme, &twins);
  twins.b.nonce = twins.sent_nonce;
  return found && add_twins(text, &twins);
}

/* Whichever of nonce and body the scheme signs first. */
static bool find_nonce_twins(const reqsig_scheme *scheme, reqsig_slice delimiter, struct text *text) {
  char body[MAX_DELIMITER + 3], behind[MAX_DELIMITER + 3], before[MAX_DELIMITER + 3];
  int len = (int)delimiter.len;
  const char *at = (const char *)delimiter.data;
  if (len > MAX_DELIMITER) return false;
  snprintf(body, sizeof body, "0%.*s0", len, at);
  snprintf(behind, sizeof behind, "n%.*s0", len, at);
  snprintf(before, sizeof before, "0%.*sn", len, at);
  return add_twins_of_nonce(scheme, body, behind, text) || add_twins_of_nonce(scheme, body, before, text);
}

bool scheme_find_collision(const reqsig_scheme *scheme, struct text *text) {
  static const struct twin_requests twins[] = {
      {RS_FROM_PATH, RS_FROM_BODY, REQUEST("POST", "/pay/1", "00"), REQUEST("POST", "/pay/10", "0")},
      {RS_FROM_QUERY, RS_FROM_BODY, REQUEST("POST", "/pay?sum=1", "00"), REQUEST("POST", "/pay?sum=10", "0")},
      {RS_FROM_PATH, RS_FROM_BARE_QUERY, REQUEST("POST", "/pay?10", "0"), REQUEST("POST", "/pay10", "0")},
      {RS_FROM_METHOD, RS_FROM_PATH, REQUEST("POST", "/Spay", "0"), REQUEST("POSTS", "/pay", "0")},
  };
  text_add_string(text, "parts are joined without a delimiter: ");
  for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
    if (collide(scheme, &twins[i])) return add_twins(text, &twins[i]);
  return find_nonce_twins(scheme, RS_LITERAL(""), text);
}

/* The separator, or the text beside the nonce. */
static reqsig_slice delimiter_of_nonce(const reqsig_scheme *scheme) {
  const rs_part *message = scheme->message;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && message[i].from; i++) {
    if (message[i].from != RS_FROM_NONCE) continue;
    if (i + 1 < RS_MAX_MESSAGE_PARTS && message[i + 1].from == RS_FROM_LITERAL) return message[i + 1].literal;
    if (i > 0 && message[i - 1].from == RS_FROM_LITERAL) return message[i - 1].literal;
  }
  return scheme->separator;
}

/* A header has no line feed, and a value of several pieces is parted where their texts stand. */
static bool nonce_may_hold(const reqsig_scheme *scheme, reqsig_slice delimiter) {
  const rs_header_rule *rule = recipe_nonce_rule(scheme);
  if (rule->place == RS_IN_QUERY) return true;
  for (size_t i = 0; i < delimiter.len; i++)
    if (delimiter.data[i] < ' ') return false;
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++)
    if (rule->value[i].from == RS_FROM_LITERAL && rule->value[i].literal.len > 0 &&
        memchr(rule->value[i].literal.data, delimiter.data[0], rule->value[i].literal.len))
      return false;
  return true;
}

bool scheme_find_nonce_collision(const reqsig_scheme *scheme, struct text *text) {
  reqsig_slice delimiter = delimiter_of_nonce(scheme);
  if (!recipe_has_nonce(scheme) || delimiter.len == 0 || !nonce_may_hold(scheme, delimiter)) return false;
  text_add_string(text, "a nonce may hold what stands beside it in the message: ");
  if (!find_nonce_twins(scheme, delimiter, text)) return false;
  text_add_string(text, ". Refuse such a nonce: verifying takes any characters.");
  return true;
}
