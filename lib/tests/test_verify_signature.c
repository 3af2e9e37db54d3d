#include "verify_case.h"

#include "base64.h"
#include "hex.h"

static bool is_hex(const verify_case *c) {
  return c->scheme->encoding.encoding == RS_HEX;
}

static void check_malformed(verify_case *c, reqsig_slice mac, const char *label) {
  size_t before = c->text.len;
  case_set_mac(c, mac);
  case_check_rejected(c, REQSIG_REASON_MALFORMED, case_signature_header(c), label);
  c->text.len = before;
}

/* "key:mac" */
static bool has_key_before_mac(verify_case *c) {
  reqsig_slice prefix = case_signature_prefix(c);
  return prefix.len > 0 && prefix.data[prefix.len - 1] == ':';
}

Test(verify_signature, is_taken_at_its_exact_length_only) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    reqsig_slice mac = case_mac(&c);
    for (size_t len = 0; len < mac.len; len++) check_malformed(&c, rs_slice(mac.data, len), "beginning");
    for (size_t at = 1; at < mac.len; at++) check_malformed(&c, rs_slice_after(mac, at), "end");
    check_malformed(&c, case_join(&c, mac, mac, RS_LITERAL("")), "doubled");
    for (unsigned byte = 0; byte < 256; byte++) {
      const uint8_t more[1] = {(uint8_t)byte};
      check_malformed(&c, case_join(&c, mac, rs_slice(more, 1), RS_LITERAL("")), "one byte more");
      if (byte == ':' && has_key_before_mac(&c)) continue; /* then the key has a colon */
      check_malformed(&c, case_join(&c, rs_slice(more, 1), mac, RS_LITERAL("")), "one byte before");
      c.text.len = CASE_ROOM / 2;
    }
    case_set_mac(&c, mac);
    case_check_accepted(&c, "whole");
  }
}

Test(verify_signature, of_another_digest_is_malformed) {
  static const size_t lengths[] = {16, 20, 28, 32, 48, 64};
  for (size_t i = 0; case_scheme(i); i++)
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
      verify_case c;
      case_begin(&c, case_scheme(i), NULL);
      uint8_t room[160];
      const uint8_t zeros[64] = {0};
      reqsig_buffer text = {room, sizeof room, 0};
      is_hex(&c) ? rs_hex_encode(rs_slice(zeros, lengths[k]), &text)
                 : rs_base64_encode(rs_slice(zeros, lengths[k]), &text);
      case_set_mac(&c, rs_slice(room, text.len));
      bool fits = lengths[k] == rs_digest_len(c.scheme->mac.digest);
      case_check_rejected(&c, fits ? REQSIG_REASON_SIGNATURE_MISMATCH : REQSIG_REASON_MALFORMED,
                          case_signature_header(&c), "zeros");
    }
}

Test(verify_signature, of_another_scheme_is_never_accepted) {
  for (size_t i = 0; case_scheme(i); i++)
    for (size_t k = 0; case_scheme(k); k++) {
      verify_case c, other;
      case_begin(&c, case_scheme(i), NULL);
      case_begin(&other, case_scheme(k), NULL);
      case_set_mac(&c, case_mac(&other));
      cr_assert_eq(case_verify(&c) == REQSIG_REASON_NONE, i == k, "%s of %s", case_scheme(i), case_scheme(k));
      case_set(&c, case_signature_header(&c), case_get(&other, case_signature_header(&other)));
      cr_assert_eq(case_verify(&c) == REQSIG_REASON_NONE, i == k, "%s of %s", case_scheme(i), case_scheme(k));
    }
}

/* Each bit of the raw MAC, written anew. */
Test(verify_signature, is_compared_to_the_last_bit) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    uint8_t raw[RS_MAX_DIGEST], room[160];
    reqsig_buffer bytes = {raw, sizeof raw, 0};
    cr_assert_eq(is_hex(&c) ? rs_hex_decode(case_mac(&c), RS_HEX_LOWER_ONLY, &bytes)
                            : rs_base64_decode(case_mac(&c), &bytes),
                 REQSIG_OK);
    size_t start = c.text.len;
    for (size_t bit = 0; bit < 8 * bytes.len; bit++) {
      reqsig_buffer text = {room, sizeof room, 0};
      raw[bit / 8] ^= (uint8_t)(1u << bit % 8);
      is_hex(&c) ? rs_hex_encode(rs_slice(raw, bytes.len), &text)
                 : rs_base64_encode(rs_slice(raw, bytes.len), &text);
      raw[bit / 8] ^= (uint8_t)(1u << bit % 8);
      case_set_mac(&c, rs_slice(room, text.len));
      case_check_rejected(&c, REQSIG_REASON_SIGNATURE_MISMATCH, case_signature_header(&c), "one bit");
      c.text.len = start;
    }
  }
}

static reqsig_slice with_one_letter_upper(verify_case *c, reqsig_slice mac, size_t nth) {
  reqsig_slice copy = case_join(c, mac, RS_LITERAL(""), RS_LITERAL(""));
  uint8_t *at = c->room + (copy.data - c->room);
  for (size_t i = 0; i < copy.len; i++)
    if (at[i] >= 'a' && nth-- == 0) at[i] = rs_upper(at[i]);
  return copy;
}

static reqsig_slice upper(verify_case *c, reqsig_slice mac) {
  reqsig_slice copy = case_join(c, mac, RS_LITERAL(""), RS_LITERAL(""));
  for (uint8_t *at = c->room + (copy.data - c->room), *end = at + copy.len; at < end; at++)
    *at = rs_upper(*at);
  return copy;
}

Test(verify_signature, in_hex_is_in_lower_case) {
  static const char *const schemes[] = {"ambro", "calypso", "crm"};
  for (size_t i = 0; i < 3; i++) {
    verify_case c;
    case_begin(&c, schemes[i], NULL);
    reqsig_slice mac = case_mac(&c);
    check_malformed(&c, upper(&c, mac), "upper case");
    cr_assert(strstr(c.verdict.expected, "in lower case"), "%s", c.verdict.expected);
    check_malformed(&c, with_one_letter_upper(&c, mac, 0), "one letter");
  }
}

Test(verify_signature, in_upper_case_is_accepted_under_the_named_profile_only) {
  static const char *const schemes[] = {"ambro", "calypso", "crm"};
  for (size_t i = 0; i < 3; i++) {
    verify_case c;
    case_begin(&c, schemes[i], "uppercase-hex");
    reqsig_slice mac = case_mac(&c);
    case_check_accepted(&c, "lower case");
    case_set_mac(&c, upper(&c, mac));
    case_check_accepted(&c, "upper case");
    case_set_mac(&c, with_one_letter_upper(&c, mac, 3));
    case_check_accepted(&c, "mixed case");
    check_malformed(&c, rs_slice(mac.data, mac.len - 1), "odd length");
    cr_assert(strstr(c.verdict.expected, "in either case"), "%s", c.verdict.expected);
  }
}

Test(verify_signature, without_padding_is_accepted_under_the_named_profile_only) {
  static const char *const schemes[] = {"aet", "bitpro"};
  for (size_t i = 0; i < 2; i++) {
    verify_case c;
    case_begin(&c, schemes[i], NULL);
    reqsig_slice mac = case_mac(&c);
    check_malformed(&c, rs_slice(mac.data, mac.len - 1), "by default");
    cr_assert(strstr(c.verdict.expected, "padded, and"), "%s", c.verdict.expected);
    case_begin(&c, schemes[i], "unpadded-base64");
    mac = case_mac(&c);
    case_check_accepted(&c, "padded");
    case_set_mac(&c, rs_slice(mac.data, mac.len - 1));
    case_check_accepted(&c, "unpadded");
    check_malformed(&c, rs_slice(mac.data, mac.len - 2), "a character less");
    cr_assert(strstr(c.verdict.expected, "padded or not"), "%s", c.verdict.expected);
    check_malformed(&c, rs_slice(mac.data, mac.len - 3), "two characters less");
    check_malformed(&c, case_join(&c, mac, RS_LITERAL("="), RS_LITERAL("")), "one padding too many");
    uint8_t longer[200];
    memset(longer, 'A', sizeof longer);
    check_malformed(&c, rs_slice(longer, 127), "longer than any MAC");
    check_malformed(&c, rs_slice(longer, 199), "much longer");
  }
}

Test(verify_signature, without_prefix_is_accepted_under_the_named_profile_only) {
  verify_case c;
  case_begin(&c, "crm", "prefix-optional");
  case_check_accepted(&c, "with it");
  reqsig_slice mac = case_mac(&c);
  case_set(&c, "signature", mac);
  case_check_accepted(&c, "without it");
  case_set(&c, "signature", case_join(&c, RS_LITERAL("sha256=sha256="), mac, RS_LITERAL("")));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "signature", "twice");
  case_set(&c, "signature", case_join(&c, RS_LITERAL("sha1="), mac, RS_LITERAL("")));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "signature", "another");
  case_set(&c, "signature", RS_LITERAL("sha256="));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "signature", "alone");
}

Test(verify_signature, in_hex_has_digits_only) {
  static const char *const schemes[] = {"ambro", "calypso", "crm"};
  for (size_t i = 0; i < 3; i++) {
    verify_case c;
    case_begin(&c, schemes[i], NULL);
    reqsig_slice mac = case_mac(&c), rest = rs_slice_after(mac, 2);
    check_malformed(&c, case_join(&c, RS_LITERAL("0x"), rest, RS_LITERAL("")), "0x for two digits");
    check_malformed(&c, case_join(&c, RS_LITERAL("0x"), mac, RS_LITERAL("")), "0x before");
    check_malformed(&c, case_join(&c, RS_LITERAL(" "), mac, RS_LITERAL(" ")), "spaces around");
    check_malformed(&c, case_join(&c, RS_LITERAL("zz"), rest, RS_LITERAL("")), "no digits");
    check_malformed(&c, case_join(&c, RS_LITERAL("\0\0"), rest, RS_LITERAL("")), "NUL");
    check_malformed(&c, case_join(&c, mac, RS_LITERAL("\r\n"), RS_LITERAL("")), "CRLF");
  }
}

Test(verify_signature, in_base64_is_canonical) {
  static const struct {
    const char *scheme, *mac, *label;
  } cases[] = {
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9-8muJgKI=", "URL-safe alphabet"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKI", "no padding"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKI==", "more padding"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKJ=", "a bit behind the last byte"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKL=", "two bits behind the last byte"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKI=\n", "line feed"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzj\nxHMaSS9+8muJgKI=", "wrapped"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKI= ", "space behind"},
      {"aet", " 0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKI=", "space before"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9 8muJgKI=", "plus became a space"},
      {"aet", "0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9%2B8muJgKI%3D", "percent-encoded"},
      {"aet", "d33d2ce7a06ec2fce94fb594956d841e1d2ac73ce3c4731a492f7ef26b8980a2", "hex"},
      {"aet", "sha256=0z0s56BuwvzpT7WUlW2EHh0qxzzjxHMaSS9+8muJgKI=", "prefix"},
      {"bitpro", "waOxQc3soAh6fhEqVA4fhif3-t4=", "URL-safe alphabet"},
      {"bitpro", "waOxQc3soAh6fhEqVA4fhif3+t4", "no padding"},
      {"bitpro", "waOxQc3soAh6fhEqVA4fhif3+t5=", "a bit behind the last byte"},
      {"bitpro", "waOxQc3soAh6fhEqVA4fhif3+t4=\n", "line feed"},
      {"bitpro", "c1a3b141cdeca0087a7e112a540e1f8627f7fade", "hex"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    verify_case c;
    case_begin(&c, cases[i].scheme, NULL);
    check_malformed(&c, reqsig_text(cases[i].mac), cases[i].label);
  }
}

Test(verify_signature, of_crm_has_its_prefix_once_and_as_written) {
  static const char *const wrong[][2] = {
      {"sha256=sha256=", ""},
      {"", ""},
      {"SHA256=", ""},
      {"Sha256=", ""},
      {"sha1=", ""},
      {"sha512=", ""},
      {"sha256:", ""},
      {"sha256 =", ""},
      {"sha256= ", ""},
      {" sha256=", ""},
      {"=", ""},
      {"sha256==", ""},
      {"v1=", ""},
      {"sha256", ""},
      {"sha256=", "="},
      {"sha256=", " "},
      {"sha256=", ",x"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    verify_case c;
    case_begin(&c, "crm", NULL);
    case_set(&c, "signature",
             case_join(&c, reqsig_text(wrong[i][0]), case_mac(&c), reqsig_text(wrong[i][1])));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, "signature", wrong[i][0]);
  }
  verify_case c;
  case_begin(&c, "crm", NULL);
  case_set(&c, "signature", RS_LITERAL("sha256="));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, "signature", "nothing behind the prefix");
}

/* The prefix names an algorithm, but it does not choose one. */
Test(verify_signature, of_crm_in_another_algorithm_is_malformed) {
  static const char *const wrong[] = {"sha1=c1a3b141cdeca0087a7e112a540e1f8627f7fade", "none=", "none",
                                      "md5=00000000000000000000000000000000"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    verify_case c;
    case_begin(&c, "crm", NULL);
    case_set(&c, "signature", reqsig_text(wrong[i]));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, "signature", wrong[i]);
  }
}
