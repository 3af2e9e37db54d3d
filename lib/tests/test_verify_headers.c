#include "verify_case.h"

/* Each header that is read, and what a value that is of another key is rejected for. */
static const struct {
  const char *scheme, *name;
} fields[] = {
    {"ambro", "X-Amb-Access-Sig"},
    {"ambro", "X-Amb-Access-Ts"},
    {"ambro", "X-Amb-App-Id"},
    {"calypso", "Key"},
    {"calypso", "Sign"},
    {"aet", "timestamp"},
    {"aet", "signature"},
    {"aet", "authorization"},
    {"bitpro", "Authorization"},
    {"bitpro", "Content-MD5"},
    {"bitpro", "Date"},
    {"crm", "key"},
    {"crm", "signature"},
};

enum { NUM_FIELDS = sizeof fields / sizeof *fields };

Test(verify_headers, wants_each_that_the_scheme_reads) {
  for (size_t i = 0; i < NUM_FIELDS; i++) {
    verify_case c;
    case_begin(&c, fields[i].scheme, NULL);
    case_remove(&c, fields[i].name);
    case_check_rejected(&c, REQSIG_REASON_MISSING, fields[i].name, fields[i].name);
  }
}

Test(verify_headers, rejects_empty_values) {
  for (size_t i = 0; i < NUM_FIELDS; i++) {
    verify_case c;
    case_begin(&c, fields[i].scheme, NULL);
    case_set(&c, fields[i].name, rs_slice(NULL, 0));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, fields[i].name, fields[i].name);
  }
}

static const char *upper_case_of(verify_case *c, const char *name) {
  reqsig_slice copy = case_join(c, reqsig_text(name), RS_LITERAL("\0"), RS_LITERAL(""));
  for (uint8_t *at = c->room + (copy.data - c->room); *at; at++) *at = rs_upper(*at);
  return (const char *)copy.data;
}

Test(verify_headers, finds_names_in_any_letter_case) {
  for (size_t i = 0; i < NUM_FIELDS; i++) {
    verify_case c;
    case_begin(&c, fields[i].scheme, NULL);
    reqsig_slice value = case_get(&c, fields[i].name);
    case_remove(&c, fields[i].name);
    case_add(&c, upper_case_of(&c, fields[i].name), value);
    case_check_accepted(&c, fields[i].name);
  }
}

Test(verify_headers, finds_them_in_any_order) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    for (size_t a = 0, b = c.request.num_headers - 1; a < b; a++, b--) {
      reqsig_header swapped = c.headers[a];
      c.headers[a] = c.headers[b];
      c.headers[b] = swapped;
    }
    case_check_accepted(&c, "reversed");
  }
}

Test(verify_headers, rejects_two_of_a_name_even_if_they_are_equal) {
  for (size_t i = 0; i < NUM_FIELDS; i++) {
    verify_case c;
    case_begin(&c, fields[i].scheme, NULL);
    case_add(&c, fields[i].name, case_get(&c, fields[i].name));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, fields[i].name, "the same name");
    case_begin(&c, fields[i].scheme, NULL);
    case_add(&c, upper_case_of(&c, fields[i].name), case_get(&c, fields[i].name));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, fields[i].name, "in upper case");
  }
}

Test(verify_headers, rejects_a_second_value_before_or_behind_the_right_one) {
  for (size_t i = 0; i < NUM_FIELDS; i++) {
    verify_case c;
    case_begin(&c, fields[i].scheme, NULL);
    case_add(&c, fields[i].name, RS_LITERAL("other"));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, fields[i].name, "behind");
    reqsig_header swapped = c.headers[0];
    c.headers[0] = c.headers[c.request.num_headers - 1];
    c.headers[c.request.num_headers - 1] = swapped;
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, fields[i].name, "before");
    case_set(&c, fields[i].name, rs_slice(NULL, 0));
    case_check_rejected(&c, REQSIG_REASON_MALFORMED, fields[i].name, "both empty");
  }
}

Test(verify_headers, does_not_look_at_others) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    case_set(&c, "accept", RS_LITERAL("text/html"));
    case_add(&c, "Accept", RS_LITERAL("text/plain"));
    case_set(&c, "content-type", RS_LITERAL("text/html"));
    case_add(&c, "Host", RS_LITERAL("example.org"));
    case_add(&c, "Signatur", RS_LITERAL("x"));
    case_add(&c, "X-Signature", RS_LITERAL("x"));
    case_add(&c, "Keys", RS_LITERAL("x"));
    case_add(&c, "", RS_LITERAL(""));
    case_check_accepted(&c, "others");
  }
}

Test(verify_headers, does_without_those_of_fixed_text) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    case_remove(&c, "accept");
    case_remove(&c, "content-type");
    case_check_accepted(&c, "neither accept nor content-type");
  }
}

static bool depends_on_content_type(const reqsig_scheme *scheme) {
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++)
    if (scheme->message[i].omit == RS_OMIT_IF_MULTIPART) return true;
  return false;
}

Test(verify_headers, rejects_a_second_content_type_only_where_it_decides_what_is_signed) {
  for (size_t i = 0; case_scheme(i); i++) {
    verify_case c;
    case_begin(&c, case_scheme(i), NULL);
    case_set(&c, "content-type", RS_LITERAL("application/json"));
    case_add(&c, "Content-Type", RS_LITERAL("multipart/form-data"));
    if (depends_on_content_type(c.scheme))
      case_check_rejected(&c, REQSIG_REASON_MALFORMED, "content-type", "two");
    else
      case_check_accepted(&c, "two");
  }
}

/* What stands in place of the credential's own value. */
static void check_key(const char *scheme, const char *header, const char *before, const char *key,
                      const char *after) {
  static const char *const others[] = {"x", "xx"};
  verify_case c;
  case_begin(&c, scheme, NULL);
  reqsig_slice end =
      *after ? case_join(&c, reqsig_text(after), case_mac(&c), RS_LITERAL("")) : RS_LITERAL("");
  for (size_t i = 0; i < 2; i++) {
    case_set(&c, header, case_join(&c, reqsig_text(before), reqsig_text(others[i]), end));
    case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, header, others[i]);
  }
  case_set(&c, header, case_join(&c, reqsig_text(before), RS_LITERAL(""), end));
  case_check_rejected(&c, *before ? REQSIG_REASON_UNKNOWN_KEY : REQSIG_REASON_MALFORMED, header, "no key");
  reqsig_slice own = reqsig_text(key);
  case_set(&c, header, case_join(&c, reqsig_text(before), rs_slice(own.data, own.len - 1), end));
  case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, header, "its beginning");
  case_set(&c, header, case_join(&c, case_join(&c, reqsig_text(before), own, RS_LITERAL("x")), end, end));
  if (!*after) case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, header, "and one byte more");
  case_set(&c, header,
           case_join(&c, case_join(&c, reqsig_text(before), RS_LITERAL(" "), own), end, RS_LITERAL("")));
  case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, header, "behind a space");
  for (size_t at = 0; at < own.len; at++) {
    uint8_t flipped[64];
    memcpy(flipped, own.data, own.len);
    flipped[at] ^= 0x20;
    case_set(&c, header, case_join(&c, reqsig_text(before), rs_slice(flipped, own.len), end));
    case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, header, "one bit");
    c.text.len -= c.text.len > CASE_ROOM / 2 ? 2048 : 0;
  }
  case_set(&c, header, case_join(&c, reqsig_text(before), own, end));
  case_check_accepted(&c, "the right key");
}

Test(verify_headers, rejects_any_key_but_the_credentials_own) {
  check_key("ambro", "X-Amb-App-Id", "", "ambro-app_id", "");
  check_key("calypso", "Key", "", "calypso-api_key", "");
  check_key("aet", "authorization", "Bearer ", "aet-token", "");
  check_key("bitpro", "Authorization", "Bitpro ", "bitpro-api_key", ":");
  check_key("crm", "key", "", "crm-api_key", "");
}

static void check_malformed(const char *scheme, const char *header, const char *value) {
  verify_case c;
  case_begin(&c, scheme, NULL);
  case_set(&c, header, reqsig_text(value));
  case_check_rejected(&c, REQSIG_REASON_MALFORMED, header, value);
}

Test(verify_headers, wants_prefixes_letter_by_letter) {
  static const char *const bearer[] = {"aet-token",
                                       "Bearer",
                                       "bearer aet-token",
                                       "BEARER aet-token",
                                       "Beareraet-token",
                                       "Basic aet-token",
                                       "Bearer\taet-token",
                                       " Bearer aet-token",
                                       "B",
                                       "Token Bearer aet-token"};
  for (size_t i = 0; i < sizeof bearer / sizeof *bearer; i++)
    check_malformed("aet", "authorization", bearer[i]);
  static const char *const bitpro[] = {
      "waOxQc3soAh6fhEqVA4fhif3+t4=",
      "bitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4=",
      "bitpro bitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4=",
      "BITPRO bitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4=",
      "Bitprobitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4=",
      "APIAuth bitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4=",
      "Bitpro bitpro-api_key waOxQc3soAh6fhEqVA4fhif3+t4=",
      "Bitpro bitpro-api_key",
      "Bitpro bitpro-api_key:",
      "Bitpro :",
      "Bitpro ",
      "Bitpro",
      "Bitpro bitpro-api_key: waOxQc3soAh6fhEqVA4fhif3+t4=",
      "Bitpro bitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4=:",
      "Bitpro bitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4= ",
      "Bitpro-HMAC-SHA256 bitpro-api_key:waOxQc3soAh6fhEqVA4fhif3+t4=",
  };
  for (size_t i = 0; i < sizeof bitpro / sizeof *bitpro; i++)
    check_malformed("bitpro", "Authorization", bitpro[i]);
}

Test(verify_headers, tell_a_doubled_prefix_from_a_key) {
  verify_case c;
  case_begin(&c, "aet", NULL);
  case_set(&c, "authorization", RS_LITERAL("Bearer Bearer aet-token"));
  case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, "authorization", "Bearer Bearer");
  case_begin(&c, "bitpro", NULL);
  case_set(&c, "Authorization",
           case_join(&c, RS_LITERAL("Bitpro Bitpro bitpro-api_key:"), case_mac(&c), RS_LITERAL("")));
  case_check_rejected(&c, REQSIG_REASON_UNKNOWN_KEY, "Authorization", "Bitpro Bitpro");
}

Test(verify_headers, split_a_key_with_colons_before_the_last) {
  static const char *const keys[] = {"a:b", ":", "::x:", "Bitpro :", "k:"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    verify_case c;
    case_begin(&c, "bitpro", NULL);
    c.credentials[0].value = reqsig_text(keys[i]);
    cr_assert_eq(reqsig_context_init(&c.context, c.scheme, c.credentials, 2), REQSIG_OK);
    case_sign(&c, CASE_NOW);
    case_check_accepted(&c, keys[i]);
  }
}
