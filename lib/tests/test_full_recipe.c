/* A recipe with every array at its capacity, which none of the documents needs: nothing looks past an end. */
#include <criterion/criterion.h>

#include "context.h"
#include "describe.h"
#include "message_builder.h"

enum { APP, USER, TOKEN, SECRET, MORE, NOW = 1700000000 };

#define LITERAL(text)                                                                                        \
  { RS_FROM_LITERAL, .literal = RS_TEXT(text), .clause = "literal" }
#define DIGEST                                                                                               \
  { RS_FROM_BODY, .transforms = {RS_MD5_BASE64}, .omit = RS_OMIT_IF_EMPTY, .clause = "digest" }
#define OF(which)                                                                                            \
  { RS_FROM_CREDENTIAL, .credential = which, .clause = "credential" }
#define TEN_LITERALS                                                                                         \
  LITERAL("0"), LITERAL("1"), LITERAL("2"), LITERAL("3"), LITERAL("4"), LITERAL("5"), LITERAL("6"),          \
      LITERAL("7"), LITERAL("8"), LITERAL("9")
#define FOUR_DIGESTS DIGEST, DIGEST, DIGEST, DIGEST

static const rs_profile profiles[] = {
    {.info = {.name = "three-variations"},
     .variations = {{.kind = RS_VARY_KEY_FORM, .key_form = RS_KEY_BASE64_DECODED},
                    {.kind = RS_VARY_ACCEPT_UPPER_CASE},
                    {.kind = RS_VARY_TIME_FORMAT, .time_format = RS_UNIX_SECONDS}}},
    {.info = {.name = NULL}},
};

static const reqsig_scheme full = {
    .name = "full",
    .title = "Full",
    .document = "none",
    .document_title = "no page",
    .credentials = {[APP] = {"app"},
                    [USER] = {"user"},
                    [TOKEN] = {"token", true},
                    [SECRET] = {"secret", true},
                    [MORE] = {"m"},
                    {"n"},
                    {"o"},
                    {"p"}},
    .signs = {.methods = {"POST", "PUT", "PATCH", "DELETE", "LOCK", "COPY", "MOVE", "LINK"},
              .clause = "eight methods"},
    .time = {RS_TIME_IN_HEADER, .format = RS_UNIX_MILLISECONDS, .clause = "time"},
    .message = {OF(APP),
                {RS_FROM_TIMESTAMP},
                {RS_FROM_METHOD, .transforms = {RS_UPPER_CASE, RS_PERCENT_DECODED, RS_JSON_COMPACT}},
                {RS_FROM_PATH},
                {RS_FROM_QUERY},
                {RS_FROM_BODY, .omit = RS_OMIT_IF_MULTIPART},
                LITERAL("L"),
                OF(USER),
                DIGEST,
                LITERAL("END"),
                TEN_LITERALS,
                TEN_LITERALS,
                LITERAL("y"),
                LITERAL("z")},
    .separator = RS_TEXT("|"),
    .message_clause = "message",
    .mac = {RS_SHA256, SECRET, .clause = "mac"},
    .encoding = {RS_HEX, .clause = "hex"},
    .headers =
        {
            {RS_TEXT("Authorization"), .sending = RS_SENT_IF_SIGNED, .clause = "a",
             .value = {OF(APP), LITERAL("/"), OF(USER), LITERAL(":"), {RS_FROM_MAC}}},
            {RS_TEXT("X-Time"), .sending = RS_SENT_IF_SIGNED, .value = {{RS_FROM_TIMESTAMP}}, .clause = "t"},
            {RS_TEXT("X-Fixed"), .sending = RS_SENT_UNLESS_PRESENT, .clause = "f",
             .value = {TEN_LITERALS, LITERAL("y"), LITERAL("z")}},
            {RS_TEXT("X-Digests"), .value = {FOUR_DIGESTS, FOUR_DIGESTS, FOUR_DIGESTS}, .clause = "d"},
            {RS_TEXT("X-Framed"), .value = {LITERAL("<"), OF(TOKEN), LITERAL(">")}, .clause = "x"},
            {RS_TEXT("X-App"), .value = {OF(APP)}, .clause = "p"},
            {RS_TEXT("X-User"), .value = {OF(USER)}, .clause = "u"},
            {RS_TEXT("X-Last"), .value = {OF(TOKEN)}, .clause = "l"},
        },
    .profiles = profiles,
};

static const reqsig_credential credentials[] = {
    {"app", {(const uint8_t *)"app", 3}},     {"user", {(const uint8_t *)"user", 4}},
    {"token", {(const uint8_t *)"token", 5}}, {"secret", {(const uint8_t *)"c2VjcmV0", 8}},
    {"m", {(const uint8_t *)"m", 1}},         {"n", {(const uint8_t *)"n", 1}},
    {"o", {(const uint8_t *)"o", 1}},         {"p", {(const uint8_t *)"p", 1}},
};

/* It points into itself, so it is not to be copied. */
typedef struct full_case {
  uint8_t varied[REQSIG_VARIED_ROOM];
  reqsig_context context;
  reqsig_request request;
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  reqsig_buffer text;
  uint8_t room[1024];
} full_case;

static void begin(full_case *c, const char *method, const char *profile) {
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  c->text = (reqsig_buffer){c->room, sizeof c->room, 0};
  c->request = (reqsig_request){reqsig_text(method), reqsig_text("/p?q"), NULL, 0, rs_slice(NULL, 0)};
  const reqsig_scheme *varied;
  reqsig_buffer memory = {c->varied, sizeof c->varied, 0};
  cr_assert_eq(reqsig_scheme_vary(&full, &profile, profile ? 1 : 0, &memory, &varied), REQSIG_OK);
  cr_assert_eq(reqsig_context_init(&c->context, varied, credentials, 8), REQSIG_OK);
  cr_assert_eq(reqsig_sign(&c->context, &c->request, NOW * INT64_C(1000), &c->text, c->headers, &num),
               REQSIG_OK);
  c->request.headers = c->headers;
  c->request.num_headers = num;
}

static reqsig_reason verify(const full_case *c, reqsig_verdict *verdict) {
  cr_assert_eq(reqsig_verify(&c->context, &c->request, 0, NULL, verdict), REQSIG_OK);
  return verdict->reason;
}

static reqsig_slice value_of(const full_case *c, const char *name) {
  const reqsig_header *header = rs_header_find(&c->request, reqsig_text(name));
  return header ? header->value : reqsig_text("absent");
}

static void set(full_case *c, const char *name, const char *value) {
  for (size_t i = 0; i < c->request.num_headers; i++)
    if (rs_slice_equal(c->headers[i].name, reqsig_text(name))) c->headers[i].value = reqsig_text(value);
}

Test(full_recipe, gives_all_parts_of_the_message) {
  full_case c;
  uint8_t room[256];
  reqsig_buffer message = {room, sizeof room, 0};
  begin(&c, "delete", NULL);
  cr_assert_eq(reqsig_message(&c.context, &c.request, NOW * INT64_C(1000), &message), REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(room, message.len),
                           RS_LITERAL("app|1700000000000|DELETE|/p|?q||L|user||END|0|1|2|3|4|5|6|7|8|9|"
                                      "0|1|2|3|4|5|6|7|8|9|y|z")));
}

Test(full_recipe, gives_all_headers_and_accepts_them) {
  full_case c;
  reqsig_verdict verdict;
  begin(&c, "DELETE", NULL);
  cr_assert_eq(c.request.num_headers, 7); /* without a body no digests */
  cr_assert(rs_slice_starts_with(value_of(&c, "Authorization"), RS_LITERAL("app/user:")));
  cr_assert(rs_slice_equal(value_of(&c, "X-Fixed"), RS_LITERAL("0123456789yz")));
  cr_assert(rs_slice_equal(value_of(&c, "X-Framed"), RS_LITERAL("<token>")));
  cr_assert(rs_slice_equal(value_of(&c, "X-Last"), RS_LITERAL("token")));
  cr_assert_eq(verify(&c, &verdict), REQSIG_REASON_NONE);
  cr_assert_eq(verdict.authentic, REQSIG_YES);
  c.request.num_headers--;
  cr_assert_eq(verify(&c, &verdict), REQSIG_REASON_MISSING);
  cr_assert(rs_slice_equal(verdict.field, RS_LITERAL("X-Last")));
}

Test(full_recipe, knows_all_its_methods_and_no_others) {
  static const struct {
    const char *method;
    bool is_signed;
  } cases[] = {{"POST", true}, {"put", true}, {"Patch", true}, {"link", true}, {"GET", false}, {"", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    full_case c;
    reqsig_verdict verdict;
    begin(&c, cases[i].method, NULL);
    cr_assert_eq(verify(&c, &verdict), REQSIG_REASON_NONE, "%s", cases[i].method);
    cr_assert_eq(verdict.authentic, cases[i].is_signed ? REQSIG_YES : REQSIG_UNKNOWN, "%s", cases[i].method);
  }
}

Test(full_recipe, wants_nothing_before_or_behind_fixed_text) {
  static const char *const wrong[] = {"token", "<token", "token>", "<token>x", "<token> ", "x<token>"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    full_case c;
    reqsig_verdict verdict;
    begin(&c, "POST", NULL);
    set(&c, "X-Framed", wrong[i]);
    cr_assert_eq(verify(&c, &verdict), REQSIG_REASON_MALFORMED, "%s", wrong[i]);
    cr_assert(rs_slice_equal(verdict.field, RS_LITERAL("X-Framed")));
  }
  full_case c;
  reqsig_verdict verdict;
  begin(&c, "POST", NULL);
  set(&c, "X-Framed", "<tokem>");
  cr_assert_eq(verify(&c, &verdict), REQSIG_REASON_UNKNOWN_KEY);
}

Test(full_recipe, applies_all_variations_of_a_profile) {
  full_case c;
  begin(&c, "POST", "three-variations");
  const reqsig_scheme *varied = rs_context_of(&c.context)->recipe;
  cr_assert_eq(varied->mac.key_form, RS_KEY_BASE64_DECODED);
  cr_assert(varied->encoding.upper_case_accepted);
  cr_assert(rs_slice_equal(value_of(&c, "X-Time"), RS_LITERAL("1700000000")));
}

Test(full_recipe, takes_no_ninth_credential) {
  reqsig_context context;
  reqsig_credential nine[9];
  memcpy(nine, credentials, sizeof credentials);
  nine[8] = (reqsig_credential){"more", RS_LITERAL("x")};
  cr_assert_eq(reqsig_context_init(&context, &full, nine, 9), REQSIG_ERR_CREDENTIAL_UNKNOWN);
  cr_assert_eq(reqsig_context_init(&context, &full, nine, 7), REQSIG_ERR_CREDENTIAL_MISSING);
  cr_assert_null(reqsig_scheme_credential(&full, 8));
}

static void count_step(void *user, const reqsig_step *step) {
  size_t *counts = user;
  counts[step->kind]++;
}

Test(full_recipe, is_traced_to_its_end) {
  full_case c;
  uint8_t room[1024];
  reqsig_buffer scratch = {room, sizeof room, 0};
  size_t counts[REQSIG_STEP_HEADER_KEPT + 1] = {0};
  begin(&c, "POST", NULL);
  c.request.num_headers = 0;
  c.request.body = RS_LITERAL("body");
  cr_assert_eq(reqsig_trace(&c.context, &c.request, 0, &scratch, count_step, counts), REQSIG_OK);
  cr_assert_eq(counts[REQSIG_STEP_PART], RS_MAX_MESSAGE_PARTS);
  cr_assert_eq(counts[REQSIG_STEP_SEPARATOR], RS_MAX_MESSAGE_PARTS - 1);
  cr_assert_eq(counts[REQSIG_STEP_HEADER], 8);
  cr_assert_eq(counts[REQSIG_STEP_HEADER_PART], 5 + 1 + 2 * RS_MAX_VALUE_PARTS + 3 + 1 + 1 + 1);
}

Test(full_recipe, keeps_digests_apart_that_differ_in_a_later_transform) {
  reqsig_scheme recipe = {
      .name = "digests",
      .credentials = {{"secret", true}},
      .message = {{RS_FROM_BODY, .transforms = {RS_MD5_BASE64}},
                  {RS_FROM_BODY, .transforms = {RS_MD5_BASE64, RS_UPPER_CASE}},
                  {RS_FROM_BODY, .transforms = {RS_MD5_BASE64}}},
  };
  reqsig_context context;
  const reqsig_request request = {reqsig_text("GET"), reqsig_text("/"), NULL, 0, rs_slice(NULL, 0)};
  uint8_t room[128];
  reqsig_buffer message = {room, sizeof room, 0};
  cr_assert_eq(reqsig_context_init(&context, &recipe, &(reqsig_credential){"secret", RS_LITERAL("x")}, 1),
               REQSIG_OK);
  cr_assert_eq(reqsig_message(&context, &request, 0, &message), REQSIG_OK);
  cr_assert(
      rs_slice_equal(rs_slice(room, message.len),
                     RS_LITERAL("1B2M2Y8AsgTpgAmY7PhCfg==1B2M2Y8ASGTPGAMY7PHCFG==1B2M2Y8AsgTpgAmY7PhCfg==")));
}

Test(full_recipe, a_part_of_nothing_has_neither_bytes_nor_words) {
  full_case c;
  rs_builder builder;
  reqsig_buffer words = {NULL, 0, 0};
  uint8_t room[8];
  reqsig_buffer text = {room, sizeof room, 0};
  rs_sink sink = rs_sink_to_buffer(&text);
  const rs_part nothing = {RS_FROM_NOTHING};
  begin(&c, "POST", NULL);
  cr_assert_eq(rs_builder_begin(&builder, &c.context, &c.request), REQSIG_OK);
  rs_part_emit(&builder, &nothing, &sink);
  cr_assert_eq(text.len, 0);
  rs_part_words(&full, &nothing, &words);
  cr_assert_eq(words.len, 0);
}

static void keep_longest(void *user, const reqsig_step *step) {
  size_t *longest = user;
  if (strlen(step->what) > *longest) *longest = strlen(step->what);
}

Test(full_recipe, a_trace_tells_the_whole_of_long_words) {
  static char name[600], literal[400];
  memset(name, 'n', sizeof name - 1);
  memset(literal, '\n', sizeof literal);
  const reqsig_scheme recipe = {.name = "long",
                                .credentials = {{name, true}},
                                .message = {{RS_FROM_LITERAL, .literal = rs_slice(literal, sizeof literal)}},
                                .mac = {RS_SHA256},
                                .headers = {{RS_TEXT("X-Mac"), .value = {{RS_FROM_MAC}}}}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/")};
  uint8_t room[2048];
  reqsig_buffer scratch = {room, sizeof room, 0};
  reqsig_context context;
  size_t longest = 0;
  cr_assert_eq(reqsig_context_init(&context, &recipe, &(reqsig_credential){name, RS_LITERAL("x")}, 1),
               REQSIG_OK);
  cr_assert_eq(reqsig_trace(&context, &request, 0, &scratch, keep_longest, &longest), REQSIG_OK);
  cr_assert_eq(longest, 2 * sizeof literal + 2);
}
