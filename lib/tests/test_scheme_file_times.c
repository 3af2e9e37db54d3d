/* Times of scheme files: with an offset, as the end of validity, and the days that they tell. The values are
 * those that BitMEX's page prints, and that Box's libraries test with. */
#include "context.h"
#include "engine_case.h"
#include "message_mac.h"
#include "scheme_file_case.h"

#define NOW INT64_C(1440938160000) /* 2015-08-30T12:36:00Z */

#define BITMEX                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"bitmex\", \"title\": \"B\", \"credentials\": {\"secret\": "            \
  "\"secret\"}, \"timestamp\": {\"format\": \"unix-seconds\", \"lifetime_ms\": 5000}, \"message\": "         \
  "\"{method}{path}{timestamp}\", \"hmac\": \"sha256\", \"key\": \"{secret}\", \"headers\": {\"Expires\": "  \
  "\"{timestamp}\", \"Sign\": \"{mac|hex}\"}}"
#define BITMEX_KEY "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO"
#define BITMEX_MAC "c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00"
#define END        INT64_C(1518064236000)

static reqsig_reason verdict_at(const reqsig_context *context, int64_t now_ms) {
  const reqsig_header headers[] = {{RS_TEXT("Sign"), RS_TEXT(BITMEX_MAC)},
                                   {RS_TEXT("Expires"), RS_TEXT("1518064236")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/api/v1/instrument"), headers, 2,
                                  rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, now_ms, NULL, &verdict), REQSIG_OK);
  return verdict.reason;
}

Test(scheme_file_times, a_time_may_be_the_end_of_validity) {
  const reqsig_context *context = context_with(BITMEX, BITMEX_KEY, NULL, NULL, NULL);
  signed_case out;
  const reqsig_request request = request_of("GET", "/api/v1/instrument", "");
  sign_case(&out, context, &request, END - 5000);
  cr_assert(text_is(signed_value(&out, "Expires"), "1518064236"));
  cr_assert(text_is(signed_value(&out, "Sign"), BITMEX_MAC));
  cr_assert_eq(verdict_at(context, END), REQSIG_REASON_NONE);
  cr_assert_eq(verdict_at(context, END + 1), REQSIG_REASON_EXPIRED);
  cr_assert_eq(verdict_at(context, 0), REQSIG_REASON_NONE, "whoever signs chooses the end");
  sign_case(&out, context, &request, INT64_MAX - 4999);
  cr_assert_eq(out.status, REQSIG_ERR_TIME_RANGE);
}

Test(scheme_file_times, the_end_of_validity_may_be_outside_of_it) {
  static char text[1024];
  reqsig_slice exclusive = edited(BITMEX, "5000", "5000, \"exclusive\": true");
  snprintf(text, sizeof text, "%.*s", (int)exclusive.len, (const char *)exclusive.data);
  const reqsig_context *context = context_with(text, BITMEX_KEY, NULL, NULL, NULL);
  cr_assert_eq(verdict_at(context, END - 1), REQSIG_REASON_NONE);
  cr_assert_eq(verdict_at(context, END), REQSIG_REASON_EXPIRED);
}

Test(scheme_file_times, refuses_other_lifetimes) {
  REFUSES(
      BITMEX,
      {"\"lifetime_ms\": 5000", "\"lifetime_ms\": 0", "timestamp.lifetime_ms", "a millisecond to a year"},
      {"\"lifetime_ms\": 5000", "\"lifetime_ms\": 31622400001", "timestamp.lifetime_ms",
       "a millisecond to a year"},
      {"\"lifetime_ms\": 5000", "\"lifetime_ms\": -1", "timestamp.lifetime_ms", "a whole number"},
      {"\"lifetime_ms\": 5000", "\"lifetime_ms\": 1, \"past_ms\": 1", "timestamp.lifetime_ms", "no window"},
      {"\"lifetime_ms\": 5000", "\"lifetime_ms\": 1, \"from\": \"json-number:/t\"", "timestamp.lifetime_ms",
       "no from"});
}

#define BOX                                                                                                  \
  "{\"reqsig_scheme\": 1, \"name\": \"box\", \"title\": \"B\", \"credentials\": {\"k\": \"secret\"}, "       \
  "\"timestamp\": {\"format\": \"YYYY-MM-DDThh:mm:ss+hh:mm\", \"past_ms\": 0}, \"message\": "                \
  "\"{body}{timestamp}\", \"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": {\"T\": \"{timestamp}\", "    \
  "\"S\": \"{mac|base64}\"}}"

static reqsig_verdict box_verdict(const char *time) {
  static const char body[] =
      "{\"type\":\"webhook_event\",\"webhook\":{\"id\":\"1234567890\"},\"trigger\":\"FILE."
      "UPLOADED\",\"source\":{\"id\":\"1234567890\",\"type\":\"file\",\"name\":\"Test.txt\"}}";
  const reqsig_header headers[] = {{RS_TEXT("T"), reqsig_text(time)},
                                   {RS_TEXT("S"), RS_TEXT("6TfeAW3A1PASkgboxxA5yqHNKOwFyMWuEXny/FPD5hI=")}};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), headers, 2, reqsig_text(body)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context_with(BOX, "SamplePrimaryKey", NULL, NULL, NULL), &request,
                             INT64_C(1577862000000), NULL, &verdict),
               REQSIG_OK);
  return verdict;
}

/* The value that Box's libraries test with; the other times are of other signatures. */
Test(scheme_file_times, a_time_has_an_offset) {
  static const char *const wrong[] = {
      "2020-01-01T00:00:00",       "2020-01-01T00:00:00z",      "2020-01-01T00:00:00+24:00",
      "2020-01-01T00:00:00+00:60", "2020-01-01T00:00:00*00:00", "2020-01-01T00:00:00+00.00",
      "2020-01-01T00:00:00+0a:00", "2020-01-01T00:00:00+00:a0", "2020-01-01T00:00:00+00:0",
      "2020-13-01T00:00:00Z",      "1970-01-01T00:00:00+00:01"};
  reqsig_verdict verdict = box_verdict("2020-01-01T00:00:00-07:00");
  cr_assert_eq(verdict.reason, REQSIG_REASON_NONE);
  cr_assert_eq(verdict.timestamp_ms, INT64_C(1577862000000));
  verdict = box_verdict("2020-01-01T00:00:00Z");
  cr_assert_eq(verdict.reason, REQSIG_REASON_SIGNATURE_MISMATCH);
  cr_assert_eq(verdict.timestamp_ms, INT64_C(1577836800000));
  cr_assert_eq(box_verdict("2020-01-01T05:30:00+05:30").timestamp_ms, INT64_C(1577836800000));
  cr_assert_eq(box_verdict("2020-01-01T23:59:00+23:59").timestamp_ms, INT64_C(1577836800000));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cr_assert_eq(box_verdict(wrong[i]).reason, REQSIG_REASON_MALFORMED, "%s", wrong[i]);
  case_message message;
  const reqsig_request request = request_of("POST", "/", "b");
  message_case(&message, context_with(BOX, "k", NULL, NULL, NULL), &request, NOW);
  cr_assert(text_is(message.bytes, "b2015-08-30T12:36:00+00:00"));
}

#define DAY                                                                                                  \
  "{\"reqsig_scheme\": 1, \"name\": \"day\", \"title\": \"D\", \"credentials\": {\"k\": \"secret\"}, "       \
  "\"timestamp\": {\"format\": \"unix-seconds\"}, \"message\": \"{timestamp|as:YYYY-MM-DD}\", \"hmac\": "    \
  "\"sha1\", \"key\": \"{k}\", \"headers\": {\"T\": \"{timestamp}\", \"S\": \"{mac|hex}\"}}"

Test(scheme_file_times, a_time_has_a_day_up_to_the_year_9999) {
  const reqsig_context *context = context_with(DAY, "key", NULL, NULL, NULL);
  const reqsig_header headers[] = {{RS_TEXT("T"), RS_TEXT("253402300800")},
                                   {RS_TEXT("S"), RS_TEXT("0123456789012345678901234567890123456789")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, 2, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  uint8_t room[16];
  reqsig_buffer message = {room, sizeof room, 0};
  cr_assert_eq(reqsig_message(context, &request, INT64_C(253402300799999), &message), REQSIG_OK);
  cr_assert(text_is(rs_slice(room, message.len), "9999-12-31"));
  cr_assert_eq(reqsig_message(context, &request, INT64_C(253402300800000), &message), REQSIG_ERR_TIME_RANGE);
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
}

static reqsig_verdict day_verdict(const reqsig_context *context, const char *time, const char *day) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_hex(EVP_sha1(), "key", reqsig_text(day), mac);
  const reqsig_header headers[] = {{RS_TEXT("T"), reqsig_text(time)}, {RS_TEXT("S"), reqsig_text(mac)}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, 2, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context, &request, NOW, NULL, &verdict), REQSIG_OK);
  verdict.field = rs_slice(NULL, 0); /* what it points to ends here */
  return verdict;
}

Test(scheme_file_times, a_day_may_be_signed_without_being_sent) {
  const reqsig_context *context = context_with(DAY, "key", NULL, NULL, NULL);
  cr_assert_eq(day_verdict(context, "1440938160", "2015-08-30").reason, REQSIG_REASON_NONE);
  cr_assert_eq(day_verdict(context, "1440979200", "2015-08-30").reason, REQSIG_REASON_SIGNATURE_MISMATCH);
}

Test(scheme_file_times, a_day_is_not_before_1970) {
#define DATED "Www, DD Mmm YYYY hh:mm:ss GMT"
  static char text[sizeof DAY + sizeof DATED];
  reqsig_slice dated = edited(DAY, "unix-seconds", DATED);
  memcpy(text, dated.data, dated.len);
  const reqsig_context *context = context_with(text, "key", NULL, NULL, NULL);
  cr_assert_eq(day_verdict(context, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01").reason,
               REQSIG_REASON_NONE);
  reqsig_verdict verdict = day_verdict(context, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31");
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  cr_assert_str_eq(verdict.expected, "a time from 1970 to the year 9999");
}

/* As it is in a mistake, which leaves the header of the time out. */
Test(scheme_file_times, without_a_time_there_is_no_day) {
  reqsig_scheme varied = *accepts(RS_LITERAL(DAY));
  const rs_variation unsent = {.kind = RS_VARY_UNSENT, .at = RS_FROM_TIMESTAMP};
  cr_assert(rs_variation_apply(&unsent, &varied));
  const reqsig_credential credential = {"k", RS_TEXT("key")};
  reqsig_context context;
  cr_assert_eq(reqsig_context_init(&context, &varied, &credential, 1), REQSIG_OK);
  cr_assert_eq(day_verdict(&context, "1440938160", "2015-08-30").reason, REQSIG_REASON_SIGNATURE_MISMATCH);
  cr_assert_eq(day_verdict(&context, "1440938160", "").reason, REQSIG_REASON_NONE, "nothing is in its place");
}

/* A request can be signed up to the last moment of that year, and not after it; the value of the first header
 * that is added then. */
static reqsig_slice sign_up_to_9999(const char *old, const char *new) {
  static char text[sizeof DAY + 64];
  static uint8_t room[256];
  reqsig_slice scheme = edited(DAY, old, new);
  memcpy(text, scheme.data, scheme.len);
  const reqsig_context *context = context_with(text, "key", NULL, NULL, NULL);
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), NULL, 0, rs_slice(NULL, 0)};
  reqsig_header added[3];
  size_t num = 3;
  reqsig_buffer values = {room, sizeof room, 1};
  cr_assert_eq(reqsig_sign(context, &request, INT64_C(253402300800000), &values, added, &num),
               REQSIG_ERR_TIME_RANGE);
  cr_assert_eq(values.len, 1);
  cr_assert_eq(reqsig_sign(context, &request, INT64_C(253402300799999), &values, added, &num), REQSIG_OK);
  return added[0].value;
}

Test(scheme_file_times, a_day_that_is_sent_ends_with_the_year_9999) {
  cr_assert(text_is(
      sign_up_to_9999("\"{timestamp|as:YYYY-MM-DD}\", \"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": {",
                      "\"{timestamp}\", \"hmac\": \"sha1\", \"key\": \"{k}\", \"headers\": {\"D\": \"d "
                      "{timestamp|as:YYYYMMDD}\", "),
      "d 99991231"));
}

/* As no verifier of such a scheme takes a later time. */
Test(scheme_file_times, a_day_that_this_request_leaves_out_ends_with_the_year_9999_too) {
  cr_assert(text_is(
      sign_up_to_9999("\"{timestamp|as:YYYY-MM-DD}\"",
                      "\"{timestamp}{d|if-method:PUT}\", \"parts\": {\"d\": \"{timestamp|as:YYYYMMDD}/\"}"),
      "253402300799"));
}

/* Signing and verifying look at the time first; who puts another into the builder is told at the end. */
Test(scheme_file_times, no_message_is_made_of_a_time_without_a_day) {
  const reqsig_context *context = context_with(DAY, "key", NULL, NULL, NULL);
  const reqsig_request request = request_of("GET", "/", "");
  static const struct {
    const char *timestamp;
    reqsig_status status;
  } times[] = {
      {"253402300799", REQSIG_OK}, {"253402300800", REQSIG_ERR_TIME_RANGE}, {"", REQSIG_ERR_TIME_RANGE}};
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    rs_builder builder;
    uint8_t mac[RS_MAX_DIGEST];
    cr_assert_eq(rs_builder_begin(&builder, context, &request), REQSIG_OK);
    builder.timestamp = reqsig_text(times[i].timestamp);
    rs_message_mac(&builder, mac);
    cr_assert_eq(rs_builder_status(&builder), times[i].status, "%s", times[i].timestamp);
  }
}
