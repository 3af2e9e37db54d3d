#include "context.h"

#include <criterion/criterion.h>

#include "engine_case.h"

static reqsig_status init(const char *scheme, const reqsig_credential *list, size_t num) {
  reqsig_context context;
  return init_with(&context, scheme, NULL, list, num);
}

Test(context, takes_the_credentials_in_any_order) {
  const reqsig_credential list[] = {credential("api_secret", "s"), credential("app_id", "a"),
                                    credential("api_key", "k")};
  cr_assert_eq(init("ambro", list, 3), REQSIG_OK);
  reqsig_context context;
  init_with(&context, "ambro", NULL, list, 3);
  const rs_context *inside = rs_context_of(&context);
  cr_assert(text_is(inside->credentials[0], "a"));
  cr_assert(text_is(inside->credentials[1], "k"));
  cr_assert(text_is(inside->credentials[2], "s"));
}

Test(context, misses_each_credential_of_each_scheme) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    case_credentials all = credentials_of(scheme);
    cr_assert_eq(init(reqsig_scheme_name(scheme), NULL, 0), REQSIG_ERR_CREDENTIAL_MISSING);
    for (size_t i = 0; i < all.num; i++) {
      case_credentials some = all;
      some.list[i] = some.list[--some.num];
      cr_assert_eq(init(reqsig_scheme_name(scheme), some.list, some.num), REQSIG_ERR_CREDENTIAL_MISSING,
                   "%s without %s", reqsig_scheme_name(scheme), all.list[i].name);
    }
  }
}

Test(context, rejects_each_credential_that_is_empty) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    case_credentials all = credentials_of(reqsig_scheme_at(s));
    for (size_t i = 0; i < all.num; i++) {
      case_credentials some = all;
      some.list[i].value = i % 2 ? rs_slice(NULL, 0) : reqsig_text("");
      cr_assert_eq(init(reqsig_scheme_name(reqsig_scheme_at(s)), some.list, some.num),
                   REQSIG_ERR_CREDENTIAL_EMPTY, "%s", all.list[i].name);
    }
  }
}

Test(context, rejects_each_credential_given_twice) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    case_credentials all = credentials_of(reqsig_scheme_at(s));
    reqsig_credential list[RS_MAX_CREDENTIALS + 1];
    memcpy(list, all.list, sizeof all.list);
    for (size_t i = 0; i < all.num; i++) {
      list[all.num] = all.list[i];
      cr_assert_eq(init(reqsig_scheme_name(reqsig_scheme_at(s)), list, all.num + 1),
                   REQSIG_ERR_CREDENTIAL_UNKNOWN, "%s", all.list[i].name);
    }
  }
}

Test(context, rejects_names_that_are_not_quite_the_schemes) {
  static const char *const names[] = {"", "api", "api_keys", "API_KEY", "token", "api_key "};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const reqsig_credential list[] = {credential("api_key", "k"), credential("secret_key", "s"),
                                      credential(names[i], "x")};
    cr_assert_eq(init("calypso", list, 3), REQSIG_ERR_CREDENTIAL_UNKNOWN, "%s", names[i]);
  }
}

Test(context, rejects_what_is_not_there) {
  reqsig_context context;
  const reqsig_scheme *crm = reqsig_scheme_find("crm");
  const reqsig_credential key = credential("api_key", "k"), nameless = credential(NULL, "k");
  cr_assert_eq(reqsig_context_init(NULL, crm, &key, 1), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_context_init(&context, NULL, &key, 1), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_context_init(&context, crm, NULL, 1), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_context_init(&context, crm, &nameless, 1), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_context_init(&context, crm, &key, 1), REQSIG_OK);
  reqsig_context_wipe(NULL);
}

/* Every credential that a header carries, and whether a value may stand there. */
static void check_sent(reqsig_slice value, reqsig_status expected, const char *label) {
  static const struct {
    const char *scheme, *name;
  } sent[] = {{"ambro", "app_id"},
              {"calypso", "api_key"},
              {"aet", "token"},
              {"bitpro", "api_key"},
              {"crm", "api_key"}};
  for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
    case_credentials all = credentials_of(reqsig_scheme_find(sent[i].scheme));
    for (size_t k = 0; k < all.num; k++)
      if (strcmp(all.list[k].name, sent[i].name) == 0) all.list[k].value = value;
    cr_assert_eq(init(sent[i].scheme, all.list, all.num), expected, "%s, %s, %s", sent[i].scheme,
                 sent[i].name, label);
  }
}

Test(context, a_sent_credential_injects_no_header) {
  check_sent(RS_LITERAL("k\r\nX-Admin: 1"), REQSIG_ERR_CREDENTIAL_INVALID, "CRLF");
  check_sent(RS_LITERAL("k\n"), REQSIG_ERR_CREDENTIAL_INVALID, "LF at the end");
  check_sent(RS_LITERAL("\rk"), REQSIG_ERR_CREDENTIAL_INVALID, "CR at the beginning");
  check_sent(RS_LITERAL("k\0"), REQSIG_ERR_CREDENTIAL_INVALID, "NUL at the end");
  check_sent(RS_LITERAL("k\0k"), REQSIG_ERR_CREDENTIAL_INVALID, "NUL inside");
}

Test(context, a_sent_credential_has_no_white_space_at_its_ends) {
  check_sent(RS_LITERAL(" k"), REQSIG_ERR_CREDENTIAL_INVALID, "space before");
  check_sent(RS_LITERAL("k "), REQSIG_ERR_CREDENTIAL_INVALID, "space behind");
  check_sent(RS_LITERAL("\tk"), REQSIG_ERR_CREDENTIAL_INVALID, "tab before");
  check_sent(RS_LITERAL("k\t"), REQSIG_ERR_CREDENTIAL_INVALID, "tab behind");
  check_sent(RS_LITERAL(" "), REQSIG_ERR_CREDENTIAL_INVALID, "space only");
  check_sent(RS_LITERAL("k k\tk"), REQSIG_OK, "inside");
}

Test(context, a_sent_credential_holds_every_other_byte_of_a_field_value) {
  for (int c = 0; c < 256; c++) {
    const uint8_t value[3] = {'k', (uint8_t)c, 'k'};
    bool control = (c < 0x20 && c != '\t') || c == 0x7f;
    char label[32];
    snprintf(label, sizeof label, "byte %d", c);
    check_sent(rs_slice(value, 3), control ? REQSIG_ERR_CREDENTIAL_INVALID : REQSIG_OK, label);
  }
}

Test(context, a_credential_that_is_not_sent_holds_any_byte) {
  const reqsig_credential ambro[] = {credential("app_id", "a"),
                                     {"api_key", RS_LITERAL("\r\n\0 ")},
                                     {"api_secret", RS_LITERAL("\0\xff\r\n ")}};
  cr_assert_eq(init("ambro", ambro, 3), REQSIG_OK);
  const reqsig_credential bitpro[] = {credential("api_key", "k"), {"secret_key", RS_LITERAL("\n")}};
  cr_assert_eq(init("bitpro", bitpro, 2), REQSIG_OK);
}

Test(context, a_decoded_secret_is_canonical_base64_of_some_bytes) {
  static const char *const rejected[] = {
      "secret", "=", "====", "YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "Y-Q="};
  reqsig_credential list[] = {credential("token", "t"), credential("secret_key", "")};
  reqsig_context context;
  for (size_t i = 0; i < sizeof rejected / sizeof *rejected; i++) {
    list[1].value = reqsig_text(rejected[i]);
    cr_assert_eq(init_with(&context, "aet", "secret-base64-decoded", list, 2), REQSIG_ERR_CREDENTIAL_INVALID,
                 "%s", rejected[i]);
    cr_assert_eq(init_with(&context, "aet", NULL, list, 2), REQSIG_OK, "%s", rejected[i]);
  }
  list[1].value = reqsig_text("YQ==");
  cr_assert_eq(init_with(&context, "aet", "secret-base64-decoded", list, 2), REQSIG_OK);
}

Test(context, a_decoded_secret_has_at_most_4096_bytes) {
  static char text[5472];
  memset(text, 'A', sizeof text);
  reqsig_credential list[] = {credential("token", "t"), {"secret_key", rs_slice(text, 5464)}};
  reqsig_context context;
  memcpy(text + 5460, "AA==", 4); /* 1365 groups of three bytes, and one byte: 4096 */
  cr_assert_eq(init_with(&context, "aet", "secret-base64-decoded", list, 2), REQSIG_OK);
  memcpy(text + 5460, "AAA=", 4);
  cr_assert_eq(init_with(&context, "aet", "secret-base64-decoded", list, 2), REQSIG_ERR_CREDENTIAL_INVALID);
  cr_assert_eq(init_with(&context, "aet", NULL, list, 2), REQSIG_OK);
}
