#include <criterion/criterion.h>

#include "request.h"

enum { MAX_HEADERS = 8 };

static rs_named_headers find(const char *const *names, size_t num, const char *name) {
  static reqsig_header headers[MAX_HEADERS];
  for (size_t i = 0; i < num; i++) headers[i] = (reqsig_header){reqsig_text(names[i]), reqsig_text("value")};
  return rs_headers_named(&(reqsig_request){.headers = headers, .num_headers = num}, reqsig_text(name));
}

Test(request, finds_a_header_in_any_letter_case) {
  static const char *const names[] = {"x-sign", "Content-type", "X-KEY", "Y-Sign", "X-Signed"};
  static const char *const wanted[] = {"X-Sign", "content-type", "X-Key", "y-sign", "x-signed"};
  for (size_t i = 0; i < 5; i++) {
    rs_named_headers found = find(names, 5, wanted[i]);
    cr_assert_eq(found.num, 1, "%s", wanted[i]);
    cr_assert(rs_slice_equal(found.first->name, reqsig_text(names[i])), "%s", wanted[i]);
  }
}

Test(request, counts_headers_of_one_name_and_keeps_the_first) {
  static const char *const names[] = {"x-other", "x-sign", "X-Other", "X-Sign", "X-SIGN"};
  rs_named_headers found = find(names, 5, "X-Sign");
  cr_assert_eq(found.num, 3);
  cr_assert(rs_slice_equal(found.first->name, reqsig_text("x-sign")));
}

Test(request, takes_no_header_whose_name_is_only_alike) {
  static const char *const names[] = {"X-Sig", "X-Signe", "X-Sigm", "W-Sign", "8-Sign", "x-sigN-", ""};
  rs_named_headers found = find(names, 7, "X-Sign");
  cr_assert_eq(found.num, 0);
  cr_assert_null(found.first);
}

Test(request, finds_no_header_where_there_is_none) {
  rs_named_headers found = find(NULL, 0, "X-Sign");
  cr_assert_eq(found.num, 0);
  cr_assert_null(found.first);
}
