#include <criterion/criterion.h>

#include "describe.h"
#include "recipe_compare.h"

Test(scheme, lists_the_first_five_in_order) {
  static const char *const names[] = {"ambro", "calypso", "aet", "bitpro", "crm"};
  cr_assert_geq(reqsig_num_schemes(), 5);
  for (size_t i = 0; i < 5; i++) {
    cr_assert_str_eq(reqsig_scheme_name(reqsig_scheme_at(i)), names[i]);
    cr_assert_eq(reqsig_scheme_find(names[i]), reqsig_scheme_at(i));
  }
}

Test(scheme, there_is_none_past_the_last) {
  cr_assert_null(reqsig_scheme_at(reqsig_num_schemes()));
  cr_assert_null(reqsig_scheme_at(SIZE_MAX));
}

Test(scheme, is_found_by_its_whole_name_in_its_letter_case) {
  static const char *const names[] = {"", "ae", "aets", "AET", "Aet", "aet ", "ambro\n"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    cr_assert_null(reqsig_scheme_find(names[i]), "%s", names[i]);
  cr_assert_null(reqsig_scheme_find(NULL));
}

static void check_credentials(const char *name, const char *const *expected, const int *secret) {
  const reqsig_scheme *scheme = reqsig_scheme_find(name);
  size_t num = 0;
  for (; expected[num]; num++) {
    cr_assert_not_null(reqsig_scheme_credential(scheme, num), "%s %zu", name, num);
    cr_assert_str_eq(reqsig_scheme_credential(scheme, num), expected[num]);
    cr_assert_eq(reqsig_scheme_credential_is_secret(scheme, num), secret[num], "%s", expected[num]);
  }
  for (size_t i = num; i < num + 8; i++) {
    cr_assert_null(reqsig_scheme_credential(scheme, i), "%s %zu", name, i);
    cr_assert_eq(reqsig_scheme_credential_is_secret(scheme, i), 0);
  }
  cr_assert_null(reqsig_scheme_credential(scheme, SIZE_MAX));
  cr_assert_eq(reqsig_scheme_credential_is_secret(scheme, SIZE_MAX), 0);
}

Test(scheme, names_its_credentials_as_its_document_does) {
  check_credentials("ambro", (const char *const[]){"app_id", "api_key", "api_secret", NULL},
                    (const int[]){0, 1, 1});
  check_credentials("calypso", (const char *const[]){"api_key", "secret_key", NULL}, (const int[]){0, 1});
  check_credentials("aet", (const char *const[]){"token", "secret_key", NULL}, (const int[]){1, 1});
  check_credentials("bitpro", (const char *const[]){"api_key", "secret_key", NULL}, (const int[]){0, 1});
  check_credentials("crm", (const char *const[]){"api_key", NULL}, (const int[]){1});
}

static void check_profiles(const char *name, const char *const *expected) {
  const reqsig_scheme *scheme = reqsig_scheme_find(name);
  reqsig_profile_info info;
  size_t num = 0;
  for (; expected[2 * num]; num++) {
    cr_assert_eq(reqsig_scheme_profile(scheme, num, &info), REQSIG_OK, "%s", expected[2 * num]);
    cr_assert_str_eq(info.name, expected[2 * num]);
    cr_assert_str_eq(info.row, expected[2 * num + 1]);
    cr_assert(info.meaning && info.source && *info.meaning && *info.source, "%s", info.name);
  }
  for (size_t i = num; i < num + 8; i++)
    cr_assert_eq(reqsig_scheme_profile(scheme, i, &info), REQSIG_ERR_OUT_OF_RANGE, "%s %zu", name, i);
}

Test(scheme, names_its_profiles) {
  check_profiles("ambro", (const char *const[]){"milliseconds", "AMB-01", "uppercase-hex", "AMB-09", NULL});
  check_profiles("calypso", (const char *const[]){"any-method", "CAL-06", "uppercase-hex", "CAL-03",
                                                  "window-exclusive", "CAL-04", NULL});
  check_profiles("aet", (const char *const[]){"query-included", "AET-01", "base-path-included", "AET-03",
                                              "secret-base64-decoded", "AET-10", "path-decoded", "AET-13",
                                              "unpadded-base64", "AET-11", NULL});
  check_profiles("bitpro", (const char *const[]){"query-included", "BIT-01", "md5-of-query", "BIT-02",
                                                 "empty-md5-field", "BIT-03", "window-900s", "BIT-14",
                                                 "unpadded-base64", "BIT-25", NULL});
  check_profiles("crm", (const char *const[]){"json-compact", "CRM-03", "uppercase-hex", "CRM-12",
                                              "prefix-optional", "CRM-08", NULL});
}

Test(scheme, asking_for_a_profile_of_nothing_is_rejected) {
  reqsig_profile_info info;
  cr_assert_eq(reqsig_scheme_profile(NULL, 0, &info), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_profile(reqsig_scheme_at(0), 0, NULL), REQSIG_ERR_ARGUMENT);
  reqsig_scheme bare = *reqsig_scheme_at(0);
  bare.profiles = NULL;
  cr_assert_eq(reqsig_scheme_profile(&bare, 0, &info), REQSIG_ERR_OUT_OF_RANGE);
}

static size_t num_credentials(const reqsig_scheme *scheme) {
  size_t num = 0;
  while (num < RS_MAX_CREDENTIALS && scheme->credentials[num].name) num++;
  return num;
}

/* The number of parts before the end; behind it nothing may follow. */
static size_t check_parts(const reqsig_scheme *scheme, const rs_part *parts, size_t capacity) {
  size_t num = 0;
  while (num < capacity && parts[num].from) num++;
  for (size_t i = 0; i < num; i++) {
    reqsig_buffer words = {NULL, 0, 0};
    rs_part_words(scheme, &parts[i], &words);
    cr_assert_gt(words.len, 0);
    if (parts[i].from == RS_FROM_CREDENTIAL) cr_assert_lt(parts[i].credential, num_credentials(scheme));
    if (parts[i].from == RS_FROM_LITERAL) cr_assert_gt(parts[i].literal.len, 0);
  }
  for (size_t i = num; i < capacity; i++)
    cr_assert(same_part(&parts[i], &(rs_part){RS_FROM_NOTHING}), "%s", scheme->name);
  return num;
}

static void check_message(const reqsig_scheme *scheme) {
  size_t num = check_parts(scheme, scheme->message, RS_MAX_MESSAGE_PARTS);
  cr_assert(num > 0 && num < RS_MAX_MESSAGE_PARTS, "%s: room for what profiles add", scheme->name);
  cr_assert_not(scheme->message[0].glued);
  for (size_t i = 0; i < num; i++) {
    cr_assert_neq(scheme->message[i].from, RS_FROM_MAC, "%s", scheme->name);
  }
}

static void check_headers(const reqsig_scheme *scheme) {
  size_t num = 0, num_macs = 0, num_times = 0;
  for (; num < REQSIG_MAX_ADDED_HEADERS && scheme->headers[num].name.len > 0; num++) {
    const rs_header_rule *rule = &scheme->headers[num];
    size_t parts = check_parts(scheme, rule->value, RS_MAX_VALUE_PARTS);
    cr_assert_gt(parts, 0);
    cr_assert_not_null(rule->clause, "%s", scheme->name);
    for (size_t i = 0; i < rule->name.len; i++) cr_assert(rs_is_token_char(rule->name.data[i]));
    for (size_t i = 0; i < num; i++)
      cr_assert_not(rs_slice_equal_ignoring_case(rule->name, scheme->headers[i].name));
    for (size_t i = 0; i < parts; i++) {
      num_macs += rule->value[i].from == RS_FROM_MAC;
      num_times += rule->value[i].from == RS_FROM_TIMESTAMP;
      if (rule->value[i].from == RS_FROM_MAC) cr_assert_eq(rule->sending, RS_SENT_IF_SIGNED);
      if (rule->value[i].from != RS_FROM_LITERAL) cr_assert_neq(rule->sending, RS_SENT_UNLESS_PRESENT);
    }
  }
  for (size_t i = num; i < REQSIG_MAX_ADDED_HEADERS; i++) cr_assert_eq(scheme->headers[i].name.len, 0);
  cr_assert_eq(num_macs, 1, "%s", scheme->name);
  cr_assert_eq(num_times, scheme->time.place == RS_TIME_IN_HEADER, "%s", scheme->name);
}

static void check_rules(const reqsig_scheme *scheme) {
  cr_assert_gt(num_credentials(scheme), 0);
  for (size_t i = 0; i < num_credentials(scheme); i++) cr_assert_not_null(scheme->credentials[i].clause);
  for (size_t i = num_credentials(scheme); i < RS_MAX_CREDENTIALS; i++)
    cr_assert(!scheme->credentials[i].name && !scheme->credentials[i].secret);
  cr_assert_lt(scheme->mac.key, num_credentials(scheme));
  cr_assert(scheme->credentials[scheme->mac.key].secret, "%s: a key is never shown", scheme->name);
  cr_assert(scheme->mac.clause && scheme->encoding.clause && scheme->message_clause && scheme->signs.clause);
  cr_assert_eq(scheme->time.place != RS_TIME_NOWHERE, scheme->time.clause != NULL);
  cr_assert_eq(scheme->time.place == RS_TIME_IN_BODY_MEMBER, scheme->time.name != NULL);
  cr_assert(*reqsig_scheme_title(scheme) && strstr(reqsig_scheme_document(scheme), ".txt"));
  cr_assert(*reqsig_scheme_document_title(scheme));
}

Test(scheme, is_well_formed) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++) {
    check_rules(reqsig_scheme_at(i));
    check_message(reqsig_scheme_at(i));
    check_headers(reqsig_scheme_at(i));
  }
}

Test(scheme, every_part_of_a_documents_message_has_its_clause) {
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    for (const rs_part *part = reqsig_scheme_at(i)->message; part->from; part++)
      cr_assert_not_null(part->clause, "%s", reqsig_scheme_at(i)->name);
}

Test(scheme, every_variation_of_every_profile_fits) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++)
    for (const rs_profile *p = reqsig_scheme_at(s)->profiles; p && p->info.name; p++) {
      reqsig_scheme recipe = *reqsig_scheme_at(s);
      cr_assert_neq(p->variations[0].kind, RS_VARY_NONE, "%s", p->info.name);
      for (size_t e = 0; e < RS_MAX_VARIATIONS && p->variations[e].kind; e++)
        cr_assert(rs_variation_apply(&p->variations[e], &recipe), "%s, variation %zu", p->info.name, e);
      cr_assert_not(same_recipe(&recipe, reqsig_scheme_at(s)), "%s changes nothing", p->info.name);
      check_rules(&recipe);
      check_message(&recipe);
    }
}
