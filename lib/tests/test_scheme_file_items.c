/* Headers that are lists of items, as Stripe's. The MACs are made with the command openssl. */
#include "scheme_file_case.h"

#define NOW INT64_C(1614265330000)

#define STRIPE                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"stripe\", \"title\": \"Stripe\", \"credentials\": {\"s\": "            \
  "\"secret\"}, \"timestamp\": {\"format\": \"unix-seconds\", \"past_ms\": 300000}, \"message\": "           \
  "\"{timestamp}.{body}\", \"hmac\": \"sha256\", \"key\": \"{s}\", \"headers\": {\"Stripe-Signature\": "     \
  "{\"items\": [\"t={timestamp}\", \"v1={mac|hex}\"], \"separator\": \",\", \"open\": true}}}"
#define MAC_NEW "c72fc5e045699e1ee5b3ad6431d7416bf17daccda248468de45e3ed8358590a8"
#define MAC_OLD "07780e18af0565f29c3fbe84245ad30f9b77aa9611212e63ad101ffc42d7b1ae"

#define CHARS_64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define LAST_63  "123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static reqsig_reason stripe_verdict(const char *text, const char *value) {
  const reqsig_header header = {RS_TEXT("stripe-signature"), reqsig_text(value)};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), &header, 1, RS_TEXT("{\"id\": \"evt_1\"}")};
  reqsig_verdict verdict;
  cr_assert_eq(
      reqsig_verify(context_with(text, "whsec_new", NULL, NULL, NULL), &request, NOW, NULL, &verdict),
      REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_items, are_parted_by_64_bytes_at_most) {
  const reqsig_scheme *scheme = accepts(edited(STRIPE, "\",\"", "\"," LAST_63 "\""));
  cr_assert_eq(scheme->headers[0].item_separator.len, 64);
}

Test(scheme_file_items, any_mac_of_an_open_list_may_be_right) {
  static const struct {
    const char *value;
    reqsig_reason reason;
  } cases[] = {
      {"t=1614265330,v1=" MAC_NEW, REQSIG_REASON_NONE},
      {"v1=" MAC_NEW ",t=1614265330", REQSIG_REASON_NONE},
      {"t=1614265330,v1=" MAC_OLD ",v1=" MAC_NEW, REQSIG_REASON_NONE},
      {"t=1614265330,v1=" MAC_NEW ",v1=" MAC_OLD ",v0=ab", REQSIG_REASON_NONE},
      {"t=1614265330,v0=ab,v1=" MAC_NEW ",", REQSIG_REASON_NONE},
      {"t=1614265330,v1=" MAC_OLD, REQSIG_REASON_SIGNATURE_MISMATCH},
      {"t=1614265330,v1=" MAC_OLD ",v1=" MAC_OLD, REQSIG_REASON_SIGNATURE_MISMATCH},
      {"t=1614265331,v1=" MAC_NEW, REQSIG_REASON_SIGNATURE_MISMATCH},
      {"t=1614265330,v1=" MAC_NEW ",v1=ab", REQSIG_REASON_MALFORMED},
      {"t=1614265330,v1=ab", REQSIG_REASON_MALFORMED},
      {"t=1614265330,t=1614265330,v1=" MAC_NEW, REQSIG_REASON_MALFORMED},
      {"t=1614265330", REQSIG_REASON_MALFORMED},
      {"v1=" MAC_NEW, REQSIG_REASON_MALFORMED},
      {"t=1614265330, v1=" MAC_NEW, REQSIG_REASON_MALFORMED},
      {"t=x,v1=" MAC_NEW, REQSIG_REASON_MALFORMED},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    cr_assert_eq(stripe_verdict(STRIPE, cases[i].value), cases[i].reason, "%s", cases[i].value);
}

Test(scheme_file_items, a_closed_list_holds_each_item_once) {
  reqsig_slice closed = edited(STRIPE, ", \"open\": true", "");
  char text[2048];
  snprintf(text, sizeof text, "%.*s", (int)closed.len, (const char *)closed.data);
  cr_assert_eq(stripe_verdict(text, "v1=" MAC_NEW ",t=1614265330"), REQSIG_REASON_NONE);
  cr_assert_eq(stripe_verdict(text, "t=1614265330,v1=" MAC_NEW ",v1=" MAC_NEW), REQSIG_REASON_MALFORMED);
  cr_assert_eq(stripe_verdict(text, "t=1614265330,v1=" MAC_NEW ",v0=ab"), REQSIG_REASON_MALFORMED);
}

Test(scheme_file_items, a_list_is_signed_in_its_order) {
  const reqsig_context *context = context_with(STRIPE, "whsec_new", NULL, NULL, NULL);
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), NULL, 0, RS_TEXT("{\"id\": \"evt_1\"}")};
  uint8_t room[256];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header header;
  size_t num = 1;
  cr_assert_eq(reqsig_sign(context, &request, NOW, &text, &header, &num), REQSIG_OK);
  cr_assert(rs_slice_equal(header.value, RS_LITERAL("t=1614265330,v1=" MAC_NEW)));
}

Test(scheme_file_items, refusals) {
#define LIST  "[\"t={timestamp}\", \"v1={mac|hex}\"]"
#define WHERE "headers.Stripe-Signature"
  REFUSES(
      STRIPE, {LIST, "\"\"", WHERE ".items", "an array"}, {LIST, "[]", WHERE ".items", "an item"},
      {LIST, "[\"{timestamp}\", \"v1={mac|hex}\"]", WHERE ".items", "a literal that tells the item"},
      {LIST, "[\"t={timestamp}.\", \"v1={mac|hex}\"]", WHERE ".items", "a literal that tells the item"},
      {LIST, "[\"t=\", \"v1={mac|hex}\"]", WHERE ".items", "a literal that tells the item"},
      {LIST, "[\"v1={timestamp}\", \"v1={mac|hex}\"]", WHERE ".items", "begin differently"},
      {LIST, "[\"v={timestamp}\", \"v=1{mac|hex}\"]", WHERE ".items", "begin differently"},
      {LIST, "[\"v=1{timestamp}\", \"v={mac|hex}\"]", WHERE ".items", "begin differently"},
      {LIST, "[\"a={s}\", \"b={s}\", \"c={s}\", \"d={s}\", \"e={s}\", \"t={timestamp}\", \"v1={mac|hex}\"]",
       WHERE ".items", "at most 6 items"},
      {LIST, "[1]", WHERE ".items", "a string"},
      {LIST, "[\"t={timestamp}\", \"v1={mac|hex}\", \"v1{s}\"]", WHERE ".items", "begin differently"},
      {LIST, "[\"t={timestamp}\", \"v1,{mac|hex}\"]", WHERE ".items", "not hold the separator"},
      {"\"items\": " LIST ", ", "", WHERE, "the member \"items\""},
      {"\",\"", "\"\"", WHERE ".separator", "not empty"},
      {"\",\"", "\"6\"", WHERE ".separator", "no MAC, no nonce and no time can hold"},
      {"\",\"", "\"=\"", WHERE ".separator", "no MAC, no nonce and no time can hold"},
      {"\",\"", "\"_~\"", WHERE ".separator", "no MAC, no nonce and no time can hold"},
      {"\",\"", "\"" CHARS_64 ",\"", WHERE ".separator", "a separator of at most 64 bytes"},
      {LIST, "[\"t,={timestamp}\", \"v1={mac|hex}\"]", WHERE ".items", "not hold the separator"},
      {"unix-seconds", "Www, DD Mmm YYYY hh:mm:ss GMT", WHERE ".items", "value cannot hold the separator"},
      {"unix-seconds", "Www, DD Mmm YYYY hh:mm:ss -0000", WHERE ".items", "value cannot hold the separator"},
      {"\"open\": true", "\"open\": 1", WHERE ".open", "true"},
      {", \"separator\": \",\"", "", WHERE, "the member \"separator\""});
}

Test(scheme_file_items, a_separator_is_no_character_of_a_value) {
  static const char in_values[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-:._~";
  for (unsigned c = ' '; c < 0x7f; c++) {
    char separator[8] = {'"', (char)c, '"'};
    if (c == '"' || c == '\\') snprintf(separator, sizeof separator, "\"\\%c\"", c);
    reqsig_status expected = strchr(in_values, (int)c) ? REQSIG_ERR_MALFORMED : REQSIG_OK;
    cr_assert_eq(read_scheme(edited(STRIPE, "\",\"", separator))->status, expected, "%c", c);
  }
}
