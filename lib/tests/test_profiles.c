#include <criterion/criterion.h>

#include "context.h"
#include "engine_case.h"
#include "recipe_compare.h"

enum { MAX_PROFILES = 8 };

static size_t names_of(const reqsig_scheme *scheme, const char *names[MAX_PROFILES]) {
  reqsig_profile_info info;
  size_t num = 0;
  for (; num < MAX_PROFILES && reqsig_scheme_profile(scheme, num, &info) == REQSIG_OK; num++)
    names[num] = info.name;
  return num;
}

/* It points into itself, so it is not to be copied. */
typedef struct profiled {
  reqsig_context context;
  uint8_t room[REQSIG_VARIED_ROOM];
} profiled;

static void init_profiles(profiled *to, const reqsig_scheme *scheme, const char *const *names, size_t num) {
  case_credentials all = credentials_of(scheme);
  const reqsig_scheme *varied;
  reqsig_buffer memory = {to->room, sizeof to->room, 0};
  cr_assert_eq(reqsig_scheme_vary(scheme, names, num, &memory, &varied), REQSIG_OK, "%s", scheme->name);
  cr_assert_eq(reqsig_context_init(&to->context, varied, all.list, all.num), REQSIG_OK, "%s", scheme->name);
}

static void check_same(const reqsig_context *a, const reqsig_context *b, const char *label) {
  static const char *const inputs[][3] = {{"POST", "/a%20b?c=%41", "{ \"a\": 1 }"},
                                          {"DELETE", "/a?b", "x"},
                                          {"GET", "/a?b", ""},
                                          {"GET", "/a", ""}};
  cr_assert(same_recipe(rs_context_of(a)->recipe, rs_context_of(b)->recipe), "%s", label);
  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    signed_case x, y;
    reqsig_request request = request_of(inputs[i][0], inputs[i][1], inputs[i][2]);
    sign_case(&x, a, &request, CASE_NOW);
    sign_case(&y, b, &request, CASE_NOW);
    cr_assert(rs_slice_equal(rs_slice(x.room, x.text.len), rs_slice(y.room, y.text.len)), "%s", label);
  }
}

/* All orders of the names from at on, each against the first. */
static void check_orders(const reqsig_context *expected, const reqsig_scheme *scheme, const char **names,
                         size_t num, size_t at) {
  if (at == num) {
    profiled other;
    init_profiles(&other, scheme, names, num);
    check_same(expected, &other.context, scheme->name);
    return;
  }
  for (size_t i = at; i < num; i++) {
    const char *swapped = names[at];
    names[at] = names[i];
    names[i] = swapped;
    check_orders(expected, scheme, names, num, at + 1);
    names[i] = names[at];
    names[at] = swapped;
  }
}

Test(profiles, the_order_of_their_names_makes_no_difference) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    const char *all[MAX_PROFILES], *chosen[MAX_PROFILES];
    size_t num_all = names_of(scheme, all);
    for (unsigned subset = 1; subset < 1u << num_all; subset++) {
      size_t num = 0;
      for (size_t i = 0; i < num_all; i++)
        if (subset >> i & 1) chosen[num++] = all[i];
      profiled expected;
      init_profiles(&expected, scheme, chosen, num);
      check_orders(&expected.context, scheme, chosen, num, 0);
    }
  }
}

static void check_message(const char *scheme, const char *const *names, size_t num, const char *method,
                          const char *target, const char *body, const char *expected) {
  profiled with;
  init_profiles(&with, reqsig_scheme_find(scheme), names, num);
  case_message message;
  reqsig_request request = request_of(method, target, body);
  message_case(&message, &with.context, &request, CASE_NOW);
  cr_assert(text_is(message.bytes, expected), "%.*s", (int)message.bytes.len,
            (const char *)message.bytes.data);
}

Test(profiles, all_of_aet_together) {
  static const char *const names[] = {"path-decoded", "query-included", "base-path-included"};
  check_message("aet", names, 3, "GET", "/v3/%41?q=%41", "b", "1700000000123GETapi/v3/A?q=%41b");
}

Test(profiles, all_of_bitpro_together) {
  static const char *const names[] = {"empty-md5-field", "query-included", "md5-of-query", "window-900s"};
  check_message("bitpro", names, 4, "GET", "/a?body", "",
                "GET,hBotaJrYa9FhFEdFPCLG/A==,/a?body," CASE_NOW_DATE);
  check_message("bitpro", names, 4, "GET", "/a", "", "GET,,/a," CASE_NOW_DATE);
  check_message("bitpro", names, 4, "GET", "/a?", "", "GET,,/a?," CASE_NOW_DATE);
}

Test(profiles, those_for_verifying_do_not_change_what_is_signed) {
  static const char *const pairs[][2] = {{"ambro", "uppercase-hex"},      {"calypso", "uppercase-hex"},
                                         {"calypso", "window-exclusive"}, {"aet", "unpadded-base64"},
                                         {"bitpro", "window-900s"},       {"bitpro", "unpadded-base64"},
                                         {"crm", "uppercase-hex"},        {"crm", "prefix-optional"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    reqsig_context plain, varied;
    signed_case x, y;
    init_any(&plain, pairs[i][0], NULL);
    init_any(&varied, pairs[i][0], pairs[i][1]);
    reqsig_request request = request_of("POST", "/a?b", "body");
    sign_case(&x, &plain, &request, CASE_NOW);
    sign_case(&y, &varied, &request, CASE_NOW);
    cr_assert(rs_slice_equal(rs_slice(x.room, x.text.len), rs_slice(y.room, y.text.len)), "%s", pairs[i][1]);
  }
}
