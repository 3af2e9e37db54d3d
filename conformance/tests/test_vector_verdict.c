#include <criterion/criterion.h>
#include <string.h>

#include "vector_folder.h"

TestSuite(vector_verdict, .init = folder_set_up, .fini = folder_tear_down);

#define COUNT(array)    (sizeof(array) / sizeof *(array))
#define EXPECT(members) "\"expect\": {" members "}}"
#define HEADERS         "\"headers\": [[\"key\", \"k\"]]"
#define RULED(members)  EXPECT("\"message\": \"x\", \"mac\": \"00\", " HEADERS ", " members)

Test(vector_verdict, names_what_is_wrong_with_a_verdict) {
  static const struct refusal refusals[] = {
      {NULL, NULL, RULED("\"verdict\": \"refuse\""), "expect.verdict", "accept or reject"},
      {NULL, NULL, RULED("\"verdict\": 1"), "expect.verdict", "a string"},
      {NULL, NULL, RULED("\"verdict\": \"reject\""), "expect.reason", "missing"},
      {NULL, NULL, RULED("\"verdict\": \"reject\", \"reason\": \"stale\""), "expect.reason",
       "\"stale\" is not a reason"},
      {NULL, NULL, RULED("\"verdict\": \"reject\", \"reason\": \"none\""), "expect.reason",
       "\"none\" is not a reason"},
      {NULL, NULL, RULED("\"verdict\": \"accept\", \"reason\": \"expired\""), "expect.reason",
       "only beside the verdict reject"},
      {NULL, NULL, RULED("\"reason\": \"expired\""), "expect.reason", "only beside the verdict reject"},
  };
  folder_assert_all_refused(refusals, COUNT(refusals));
}

Test(vector_verdict, reads_the_verdict_on_a_signing_vector_and_signs_its_request) {
  folder_write_with(
      right_begin,
      "\"credentials\": {\"api_key\": \"k\"}, \"now_ms\": 0, \"request\": {\"method\": \"POST\", "
      "\"target\": \"/\", \"headers\": [[\"KEY\", \"old\"], [\"a\", \"b\"]], \"body\": \"x\"}, ",
      "\"expect\": {\"message\": \"x\", \"mac\": \"00\", \"headers\": [[\"key\", \"k\"]], "
      "\"also_sent\": [[\"c\", \"d\"]], \"verdict\": \"reject\", \"reason\": \"expired\"}}");
  cr_assert(vector_set_load(folder, &folder_set, &folder_problem), "%s", text_string(&folder_problem));
  const struct vector *vector = &folder_set.items[0];
  cr_assert(vector_has_verdict(vector));
  cr_assert_eq(vector->expect.verdict.reason, REQSIG_REASON_EXPIRED);
  cr_assert_eq(vector->signed_request.num_headers, 3);
  cr_assert_str_eq((const char *)vector->signed_request.headers[0].name.data, "a");
  cr_assert_str_eq((const char *)vector->signed_request.headers[1].value.data, "k");
  cr_assert_str_eq((const char *)vector->signed_request.headers[2].name.data, "c");
  cr_assert_eq(vector->signed_request.body.len, 1);
  cr_assert_eq(vector->request.num_headers, 2);
}

/* The vector crm-a, accepted, and behind it another of these members. */
static void write_pair(const char *members) {
  static const char accepted[] =
      "\"expect\": {\"message\": \"x\", \"mac\": \"00ff\", \"headers\": [[\"key\", \"k\"]], "
      "\"verdict\": \"accept\"}}";
  static const char second[] = ", {\"id\": \"crm-verify-a\", \"tests\": \"t\", \"clause\": \"c\", ";
  struct text first = {0}, other = {0};
  text_addf(&first, "%s%s%s%s", right_head, right_begin, right_inputs, accepted);
  text_addf(&other, "%s%s%s", second, right_inputs, members);
  folder_write_pieces(text_string(&first), text_string(&other), "}", "", right_end);
  text_free(&first);
  text_free(&other);
}

#define DERIVED "\"class\": \"derived\", "
#define TWIN    "\"twin\": \"crm-a\", "
#define CHANGES "\"changes\": \"header:signature\", "
#define EDIT    "\"edit\": \"its last digit\", "
#define ACCEPT  "\"expect\": {\"verdict\": \"accept\"}"

Test(vector_verdict, reads_a_vector_that_is_only_verified) {
  write_pair(DERIVED TWIN CHANGES EDIT ACCEPT);
  cr_assert(vector_set_load(folder, &folder_set, &folder_problem), "%s", text_string(&folder_problem));
  const struct vector *vector = &folder_set.items[1];
  cr_assert_str_eq(vector->twin, "crm-a");
  cr_assert_str_eq(vector->changes, "header:signature");
  cr_assert_str_eq(vector->edit, "its last digit");
  cr_assert(vector_has_verdict(vector));
  cr_assert_not(vector_has_message(vector));
  cr_assert_not(vector_has_headers(vector));
  cr_assert_eq(vector->signed_request.num_headers, 1);
}

Test(vector_verdict, names_what_is_wrong_with_a_vector_that_is_only_verified) {
  static const struct {
    const char *members, *where, *what;
  } refusals[] = {
      {DERIVED TWIN EDIT ACCEPT, "changes", "missing"},
      {DERIVED TWIN CHANGES ACCEPT, "edit", "missing"},
      {DERIVED CHANGES EDIT ACCEPT, "changes", "not expected without a twin"},
      {DERIVED EDIT ACCEPT, "edit", "not expected without a twin"},
      {"\"class\": \"golden\", " TWIN CHANGES EDIT ACCEPT, "class", "not golden"},
      {DERIVED TWIN "\"changes\": \"colour\", " EDIT ACCEPT, "changes", "expected method"},
      {DERIVED TWIN "\"changes\": \"header:\", " EDIT ACCEPT, "changes", "expected method"},
      {DERIVED TWIN "\"changes\": \"bodyx\", " EDIT ACCEPT, "changes", "expected method"},
      {DERIVED TWIN CHANGES EDIT "\"expect\": {}", "expect.verdict", "missing"},
      {DERIVED TWIN CHANGES EDIT "\"expect\": {\"verdict\": \"accept\", \"mac\": \"00\"}", "expect.mac",
       "not known"},
      {DERIVED TWIN CHANGES EDIT "\"profiles\": [{\"names\": [\"json-compact\"]}], " ACCEPT,
       "profiles[0].verdict", "missing"},
      {DERIVED TWIN CHANGES EDIT "\"profiles\": [{\"names\": [\"json-compact\"], \"verdict\": \"accept\", "
                                 "\"message\": \"x\"}], " ACCEPT,
       "profiles[0].message", "not known"},
      {DERIVED "\"twin\": \"crm-b\", " CHANGES EDIT ACCEPT, "twin: crm-b", "no such vector"},
      {DERIVED "\"twin\": \"crm-verify-a\", " CHANGES EDIT
               "\"expect\": {\"verdict\": \"reject\", \"reason\": \"expired\"}",
       "twin: crm-verify-a", "not one that is accepted"},
  };
  for (size_t i = 0; i < COUNT(refusals); i++) {
    write_pair(refusals[i].members);
    folder_assert_refused(refusals[i].where, refusals[i].what);
    text_clear(&folder_problem);
    vector_set_free(&folder_set);
  }
}
