#include <criterion/criterion.h>

#include "bytes.h"
#include "claims.h"

static bool carries(const reqsig_scheme *recipe, const char *target, const char *header) {
  reqsig_header headers[] = {{reqsig_text(header), reqsig_text("value")}};
  return rs_claims_carry_signature(
      recipe, &(reqsig_request){.target = reqsig_text(target), .headers = headers, .num_headers = 1});
}

Test(claims, a_request_carries_a_signature_in_a_header_or_a_parameter_that_only_signed_ones_have) {
  static const reqsig_scheme recipe = {
      .headers = {{RS_TEXT("X-Key")},
                  {RS_TEXT("X-Sign"), .sending = RS_SENT_IF_SIGNED},
                  {RS_TEXT("sign"), .sending = RS_SENT_IF_SIGNED, .place = RS_IN_QUERY}}};
  cr_expect(carries(&recipe, "/", "x-sign"));
  cr_expect(carries(&recipe, "/?a=1&sign=", "X-Other"));
  cr_expect_not(carries(&recipe, "/?X-Sign=1", "X-Key"));
  cr_expect_not(carries(&recipe, "/", "sign"), "it is the name of a parameter");
}

static bool depends(rs_part part, rs_pairs_of each) {
  const rs_list lists[] = {{.each = each}};
  return rs_claims_depend_on_content_type(
      &(reqsig_scheme){.lists = lists, .message = {{RS_FROM_PATH}, part}});
}

Test(claims, the_content_type_counts_where_it_decides_what_is_signed) {
  cr_expect(depends((rs_part){RS_FROM_BODY, .omit = RS_OMIT_IF_MULTIPART}, RS_PAIRS_OF_QUERY));
  cr_expect(depends((rs_part){RS_FROM_LIST}, RS_PAIRS_OF_FORM));
  cr_expect(depends((rs_part){RS_FROM_LIST}, RS_PAIRS_OF_BOTH));
  cr_expect_not(depends((rs_part){RS_FROM_LIST}, RS_PAIRS_OF_QUERY));
  cr_expect_not(depends((rs_part){RS_FROM_LIST}, RS_PAIRS_OF_HEADERS));
  cr_expect_not(depends((rs_part){RS_FROM_BODY}, RS_PAIRS_OF_FORM));
}

Test(claims, what_a_request_does_not_claim_is_empty) {
  static const reqsig_scheme recipe = {.name = "plain",
                                       .credentials = {{"key", true}},
                                       .message = {{RS_FROM_BODY}},
                                       .mac = {RS_SHA1, 0},
                                       .headers = {{RS_TEXT("S"), .value = {{RS_FROM_MAC}}}}};
  const reqsig_credential key = {"key", RS_TEXT("k")};
  const reqsig_header mac = {RS_TEXT("S"), RS_TEXT("0123456789abcdef0123456789abcdef01234567")};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), &mac, 1, RS_TEXT("")};
  reqsig_context context;
  rs_builder builder;
  rs_claims claims;
  memset(&claims, 0xff, sizeof claims);
  cr_assert_eq(reqsig_context_init(&context, &recipe, &key, 1), REQSIG_OK);
  cr_assert_eq(rs_builder_begin(&builder, &context, &request), REQSIG_OK);
  cr_assert_eq(rs_claims_read(&claims, &builder).reason, REQSIG_REASON_NONE);
  cr_assert_not_null(claims.signature);
  cr_assert(!claims.wrong_key && !claims.wrong_digest && !claims.day_rule && !claims.names_rule);
  cr_assert_eq(claims.macs.len + claims.time_field.len, 0);
}
