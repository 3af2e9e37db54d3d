/* Bitpro's Content-MD5, by default and with the profiles that vary it. */
#include "verify_case.h"

#define MD5_OF_NOTHING "1B2M2Y8AsgTpgAmY7PhCfg=="
#define MD5_OF_BODY    "7QTJHPb2q1oBoxwClcXaNA==" /* a=1&b=2 */

static void check_digest(const char *digest, reqsig_reason reason) {
  verify_case c;
  case_begin(&c, "bitpro", NULL);
  case_set(&c, "Content-MD5", reqsig_text(digest));
  if (reason == REQSIG_REASON_NONE)
    case_check_accepted(&c, digest);
  else
    case_check_rejected(&c, reason, "Content-MD5", digest);
}

Test(verify_digest, is_that_of_the_body_as_received) {
  check_digest(MD5_OF_BODY, REQSIG_REASON_NONE);
  check_digest(MD5_OF_NOTHING, REQSIG_REASON_DIGEST_MISMATCH);
  check_digest("AAAAAAAAAAAAAAAAAAAAAA==", REQSIG_REASON_DIGEST_MISMATCH);
  check_digest("7QTJHPb2q1oBoxwClcXaNQ==", REQSIG_REASON_DIGEST_MISMATCH); /* its last bit */
  verify_case c;
  case_begin(&c, "bitpro", NULL);
  c.request.body = RS_LITERAL("a=1&b=3");
  case_check_rejected(&c, REQSIG_REASON_DIGEST_MISMATCH, "Content-MD5", "another body");
  c.request.body = RS_LITERAL("a=1&b=2\n");
  case_check_rejected(&c, REQSIG_REASON_DIGEST_MISMATCH, "Content-MD5", "a line feed more");
  c.request.body = rs_slice(NULL, 0);
  case_check_rejected(&c, REQSIG_REASON_DIGEST_MISMATCH, "Content-MD5", "no body");
}

Test(verify_digest, is_canonical_base64_of_16_bytes) {
  static const char *const wrong[] = {
      "7QTJHPb2q1oBoxwClcXaNA",
      "7QTJHPb2q1oBoxwClcXaNA=",
      "7QTJHPb2q1oBoxwClcXaNB==",
      "7QTJHPb2q1oBoxwClcXaNA==\n",
      " 7QTJHPb2q1oBoxwClcXaNA==",
      "7QTJHPb2q1oBoxwClcXa",     /* 15 bytes */
      "7QTJHPb2q1oBoxwClcXaNAA=", /* 17 */
      "ed04c91cf6f6ab5a01a31c0295c5da34",
      "ZWQwNGM5MWNmNmY2YWI1YTAxYTMxYzAyOTVjNWRhMzQ=", /* base64 of the hex */
      "waOxQc3soAh6fhEqVA4fhif3+t4=",                 /* of SHA-1's length */
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "=",
      "md5",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) check_digest(wrong[i], REQSIG_REASON_MALFORMED);
}

/* The signature covers the digest that the verifier took, so a body can't be exchanged with its digest. */
Test(verify_digest, of_another_body_does_not_carry_the_signature_over) {
  verify_case c;
  case_begin(&c, "bitpro", NULL);
  c.request.body = rs_slice(NULL, 0);
  case_set(&c, "Content-MD5", RS_LITERAL(MD5_OF_NOTHING));
  case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, "Authorization", "body and digest exchanged");
}

Test(verify_digest, of_no_body_is_wanted_by_default) {
  verify_case c;
  case_begin(&c, "bitpro", NULL);
  c.request.body = rs_slice(NULL, 0);
  case_sign(&c, CASE_NOW);
  cr_assert(rs_slice_equal(case_get(&c, "Content-MD5"), RS_LITERAL(MD5_OF_NOTHING)));
  case_check_accepted(&c, "no body");
  case_remove(&c, "Content-MD5");
  case_check_rejected(&c, REQSIG_REASON_MISSING, "Content-MD5", "no body, no digest");
}

Test(verify_digest, of_no_body_is_absent_under_the_profile_that_leaves_it_empty) {
  verify_case c;
  case_begin(&c, "bitpro", "empty-md5-field");
  case_check_accepted(&c, "with a body");
  case_remove(&c, "Content-MD5");
  case_check_rejected(&c, REQSIG_REASON_MISSING, "Content-MD5", "with a body");
  c.request.body = rs_slice(NULL, 0);
  case_sign(&c, CASE_NOW);
  case_check_accepted(&c, "no body, no digest");
  case_set(&c, "Content-MD5", RS_LITERAL(MD5_OF_NOTHING));
  case_check_rejected(&c, REQSIG_REASON_DIGEST_MISMATCH, "Content-MD5", "the digest of nothing");
  case_set(&c, "Content-MD5", RS_LITERAL(""));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "Content-MD5", "an empty header");
  case_set(&c, "Content-MD5", RS_LITERAL("x"));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "Content-MD5", "garbage");
}

Test(verify_digest, is_the_querys_under_the_profile_that_says_so) {
  verify_case c;
  case_begin(&c, "bitpro", "md5-of-query");
  c.request.body = rs_slice(NULL, 0);
  case_sign(&c, CASE_NOW);
  case_check_accepted(&c, "page=2");
  c.request.target = RS_LITERAL("/v1/orders?page=3");
  case_check_rejected(&c, REQSIG_REASON_DIGEST_MISMATCH, "Content-MD5", "another query");
}
