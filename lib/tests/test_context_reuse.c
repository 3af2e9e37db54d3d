#include <criterion/criterion.h>

#include "context.h"
#include "engine_case.h"

#define OTHER_SECRET "another secret, shorter"

static uint8_t long_secret[200];

static reqsig_status init_long(reqsig_context *context, const char *scheme) {
  for (size_t i = 0; i < sizeof long_secret; i++) long_secret[i] = (uint8_t)(i + 0x21);
  case_credentials all = credentials_of(reqsig_scheme_find(scheme));
  size_t key = reqsig_scheme_find(scheme)->mac.key;
  all.list[key].value = rs_slice(long_secret, strcmp(scheme, "crm") == 0 ? 90 : sizeof long_secret);
  return init_with(context, scheme, NULL, all.list, all.num);
}

static void check_same(const reqsig_context *a, const reqsig_context *b, const char *label) {
  signed_case x, y;
  reqsig_request request = request_of("POST", "/a?b", "body");
  sign_case(&x, a, &request, CASE_NOW);
  sign_case(&y, b, &request, CASE_NOW);
  cr_assert_eq(x.status, REQSIG_OK);
  cr_assert_eq(y.status, REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(x.room, x.text.len), rs_slice(y.room, y.text.len)), "%s", label);
}

Test(context_reuse, a_context_used_again_is_like_a_fresh_one) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++)
    for (size_t t = 0; t < reqsig_num_schemes(); t++) {
      reqsig_context used, fresh;
      const char *first = reqsig_scheme_name(reqsig_scheme_at(s));
      const char *second = reqsig_scheme_name(reqsig_scheme_at(t));
      cr_assert_eq(init_long(&used, first), REQSIG_OK, "%s", first);
      cr_assert_eq(init_any(&used, second, NULL), REQSIG_OK);
      memset(&fresh, 0, sizeof fresh);
      cr_assert_eq(init_any(&fresh, second, NULL), REQSIG_OK);
      check_same(&used, &fresh, second);
      const rs_mac_key *x = &rs_context_of(&used)->key, *y = &rs_context_of(&fresh)->key;
      cr_assert_arr_eq(x->inner.state, y->inner.state, sizeof x->inner.state, "%s after %s", second, first);
      cr_assert_arr_eq(x->outer.state, y->outer.state, sizeof x->outer.state, "%s after %s", second, first);
      cr_assert_arr_eq(rs_context_of(&used)->credentials, rs_context_of(&fresh)->credentials,
                       sizeof rs_context_of(&used)->credentials);
    }
}

Test(context_reuse, no_profile_outlives_an_initialisation) {
  reqsig_context used, fresh;
  cr_assert_eq(init_any(&used, "aet", "query-included"), REQSIG_OK);
  cr_assert_eq(init_any(&used, "aet", NULL), REQSIG_OK);
  cr_assert_eq(init_any(&fresh, "aet", NULL), REQSIG_OK);
  check_same(&used, &fresh, "aet");
}

static void check_dead(const reqsig_context *context, const char *label) {
  static const reqsig_context nothing;
  cr_assert_arr_eq(context, &nothing, sizeof nothing, "%s", label);
  signed_case signed_with;
  case_message message;
  reqsig_request request = request_of("POST", "/a?b", "body");
  sign_case(&signed_with, context, &request, CASE_NOW);
  message_case(&message, context, &request, CASE_NOW);
  cr_assert_eq(signed_with.status, REQSIG_ERR_ARGUMENT, "%s", label);
  cr_assert_eq(message.status, REQSIG_ERR_ARGUMENT, "%s", label);
}

Test(context_reuse, a_wiped_context_holds_and_signs_nothing) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    reqsig_context context;
    cr_assert_eq(init_any(&context, reqsig_scheme_name(reqsig_scheme_at(s)), NULL), REQSIG_OK);
    reqsig_context_wipe(&context);
    check_dead(&context, reqsig_scheme_name(reqsig_scheme_at(s)));
  }
}

Test(context_reuse, a_context_whose_initialisation_failed_does_not_sign_with_the_secret_before) {
  reqsig_credential list[] = {credential("token", "t"), credential("secret_key", OTHER_SECRET)};
  reqsig_context context;

  cr_assert_eq(init_with(&context, "aet", NULL, list, 2), REQSIG_OK);
  cr_assert_eq(init_with(&context, "aet", NULL, list, 1), REQSIG_ERR_CREDENTIAL_MISSING);
  check_dead(&context, "missing");

  init_with(&context, "aet", NULL, list, 2);
  cr_assert_eq(init_with(&context, "aet", "unknown", list, 2), REQSIG_ERR_PROFILE_UNKNOWN);
  check_dead(&context, "profile");

  init_with(&context, "aet", NULL, list, 2);
  cr_assert_eq(init_with(&context, "aet", "secret-base64-decoded", list, 2), REQSIG_ERR_CREDENTIAL_INVALID);
  check_dead(&context, "not base64");

  init_with(&context, "aet", NULL, list, 2);
  cr_assert_eq(reqsig_context_init(&context, NULL, list, 2), REQSIG_ERR_ARGUMENT);
  check_dead(&context, "no scheme");

  init_with(&context, "aet", NULL, list, 2);
  list[1].value = reqsig_text("");
  cr_assert_eq(init_with(&context, "aet", NULL, list, 2), REQSIG_ERR_CREDENTIAL_EMPTY);
  check_dead(&context, "empty");
}

Test(context_reuse, a_context_holds_no_secret_that_is_not_sent) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    reqsig_context context;
    const char *name = reqsig_scheme_name(reqsig_scheme_at(s));
    cr_assert_eq(init_long(&context, name), REQSIG_OK);
    cr_assert_not(holds_any_of(&context, sizeof context, rs_slice(long_secret, sizeof long_secret), 12), "%s",
                  name);
  }
}
