#include <criterion/criterion.h>

#include "bytes.h"
#include "describe.h"

enum { LAST_STATUS = REQSIG_ERR_PROFILES_CLASH };

Test(status, each_has_a_sentence_of_its_own) {
  for (int i = 0; i <= LAST_STATUS; i++) {
    const char *text = reqsig_status_text((reqsig_status)i);
    size_t len = strlen(text);
    cr_assert_gt(len, 3, "%d", i);
    cr_assert_neq(text[len - 1], '.', "%d", i);
    cr_assert(text[0] >= 'a' && text[0] <= 'z', "%s", text);
    for (int k = 0; k < i; k++)
      cr_assert_str_neq(text, reqsig_status_text((reqsig_status)k), "%d and %d", i, k);
  }
}

Test(status, a_number_of_no_meaning_has_a_sentence_too) {
  cr_assert_str_eq(reqsig_status_text((reqsig_status)(LAST_STATUS + 1)), "no status of this version");
}

Test(status, numbers_do_not_change) {
  cr_assert_eq(REQSIG_OK, 0);
  cr_assert_eq(REQSIG_ERR_BUFFER_TOO_SMALL, 2);
  cr_assert_eq(REQSIG_ERR_NOT_SIGNED, 9);
  cr_assert_eq(REQSIG_ERR_OUT_OF_RANGE, 12);
}
