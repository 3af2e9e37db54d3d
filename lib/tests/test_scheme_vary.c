#include <criterion/criterion.h>
#include <stdalign.h>

#include "engine_case.h"
#include "recipe_compare.h"

static uint8_t room[REQSIG_VARIED_ROOM + 64];
static const char *const query = "query-included";

static reqsig_status vary(const char *scheme, const char *const *names, size_t num) {
  const reqsig_scheme *varied;
  reqsig_buffer memory = {room, sizeof room, 3};
  reqsig_status status = reqsig_scheme_vary(reqsig_scheme_find(scheme), names, num, &memory, &varied);
  cr_assert_eq(varied == NULL, status != REQSIG_OK);
  cr_assert_eq(memory.len == 3, status != REQSIG_OK || num == 0);
  return status;
}

Test(scheme_vary, gives_the_scheme_itself_without_profiles) {
  const reqsig_scheme *aet = reqsig_scheme_find("aet"), *varied = NULL;
  reqsig_buffer memory = {NULL, 0, 0};
  cr_assert_eq(reqsig_scheme_vary(aet, NULL, 0, &memory, &varied), REQSIG_OK);
  cr_assert_eq(varied, aet);
  cr_assert_eq(memory.len, 0);
  varied = NULL;
  cr_assert_eq(reqsig_scheme_vary(aet, &query, 0, NULL, &varied), REQSIG_OK);
  cr_assert_eq(varied, aet);
}

Test(scheme_vary, wants_its_arguments) {
  const reqsig_scheme *aet = reqsig_scheme_find("aet"), *varied;
  const char *const nothing = NULL;
  reqsig_buffer memory = {room, sizeof room, 0};
  cr_assert_eq(reqsig_scheme_vary(NULL, &query, 1, &memory, &varied), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_vary(aet, NULL, 1, &memory, &varied), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_vary(aet, &query, 1, NULL, &varied), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_scheme_vary(aet, &query, 1, &memory, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(vary("aet", &nothing, 1), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(vary("aet", &query, 1), REQSIG_OK);
}

Test(scheme_vary, rejects_profiles_that_are_not_the_schemes) {
  static const char *const names[] = {
      "", "query", "query-includedd", "Query-Included", "milliseconds", "any-method"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    cr_assert_eq(vary("aet", &names[i], 1), REQSIG_ERR_PROFILE_UNKNOWN, "%s", names[i]);
}

Test(scheme_vary, rejects_a_profile_named_twice) {
  static const char *const names[] = {"query-included", "path-decoded", "query-included"},
                           *const at_the_end[] = {"path-decoded", "query-included", "query-included"};
  cr_assert_eq(vary("aet", names, 3), REQSIG_ERR_PROFILE_UNKNOWN);
  cr_assert_eq(vary("aet", at_the_end, 3), REQSIG_ERR_PROFILE_UNKNOWN);
  cr_assert_eq(vary("aet", names, 2), REQSIG_OK);
}

Test(scheme_vary, needs_the_memory_that_it_tells) {
  const reqsig_scheme *aet = reqsig_scheme_find("aet"), *varied = aet;
  for (size_t begin = 0; begin < 3; begin++) {
    reqsig_buffer small = {room, begin + REQSIG_VARIED_ROOM - 1, begin};
    cr_assert_eq(reqsig_scheme_vary(aet, &query, 1, &small, &varied), REQSIG_ERR_BUFFER_TOO_SMALL);
    cr_assert_eq(small.len, begin + REQSIG_VARIED_ROOM);
    cr_assert_null(varied);
  }
  reqsig_buffer counted = {NULL, 0, 0};
  cr_assert_eq(reqsig_scheme_vary(aet, &query, 1, &counted, &varied), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_eq(counted.len, REQSIG_VARIED_ROOM);
}

Test(scheme_vary, takes_no_byte_beside_its_memory_wherever_that_begins) {
  for (size_t begin = 0; begin < 32; begin++) {
    const reqsig_scheme *varied;
    memset(room, 0x5a, sizeof room);
    reqsig_buffer memory = {room, begin + REQSIG_VARIED_ROOM, begin};
    cr_assert_eq(reqsig_scheme_vary(reqsig_scheme_find("aet"), &query, 1, &memory, &varied), REQSIG_OK);
    cr_assert_eq((uintptr_t)varied % alignof(max_align_t), 0);
    cr_assert_leq(memory.len, memory.capacity);
    cr_assert_eq((const uint8_t *)(varied + 1), room + memory.len);
    for (size_t i = 0; i < sizeof room; i++)
      if (i < begin || i >= memory.len) cr_assert_eq(room[i], 0x5a, "%zu at %zu", i, begin);
  }
}

static void check_signs_alike(const reqsig_scheme *one, const reqsig_scheme *other) {
  case_credentials all = credentials_of(one);
  reqsig_context first, second;
  signed_case x, y;
  reqsig_request request = request_of("POST", "/a%20b?c=%41", "{ \"a\": 1 }");
  cr_assert_eq(reqsig_context_init(&first, one, all.list, all.num), REQSIG_OK);
  cr_assert_eq(reqsig_context_init(&second, other, all.list, all.num), REQSIG_OK);
  sign_case(&x, &first, &request, CASE_NOW);
  sign_case(&y, &second, &request, CASE_NOW);
  cr_assert_eq(x.status, REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(x.room, x.text.len), rs_slice(y.room, y.text.len)), "%s", one->name);
}

/* The scheme with the profiles of the subset, if they go together, becomes a file, and a scheme again. */
static bool reads_back(const reqsig_scheme *scheme, unsigned subset) {
  static uint8_t text_room[65536], again_room[65536], read_room[REQSIG_SCHEME_ROOM(65536)];
  const reqsig_scheme kept = *scheme, *varied, *read;
  reqsig_buffer memory = {room, sizeof room, 0}, text = {text_room, sizeof text_room, 0},
                again = {again_room, sizeof again_room, 0}, to = {read_room, sizeof read_room, 0};
  reqsig_profile_info info;
  reqsig_scheme_fault fault;
  const char *names[32];
  size_t num = 0;
  for (size_t i = 0; reqsig_scheme_profile(scheme, i, &info) == REQSIG_OK; i++)
    if (subset >> i & 1) names[num++] = info.name;
  if (reqsig_scheme_vary(scheme, names, num, &memory, &varied) != REQSIG_OK) return false;
  cr_assert(same_scheme(scheme, &kept), "%s stays", scheme->name);
  cr_assert_eq(reqsig_scheme_write(varied, &text), REQSIG_OK);
  cr_assert_eq(reqsig_scheme_read(rs_slice(text.data, text.len), &to, &read, &fault), REQSIG_OK,
               "%s with %s and %zu more: %s: %s", scheme->name, names[0], num - 1, fault.member,
               fault.expected);
  cr_assert_eq(reqsig_scheme_write(read, &again), REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(text.data, text.len), rs_slice(again.data, again.len)), "%s with %s",
            scheme->name, names[0]);
  check_signs_alike(varied, read);
  return true;
}

Test(scheme_vary, gives_a_scheme_without_profiles_that_can_be_written_as_a_file) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    reqsig_profile_info info;
    size_t num_profiles = 0, num_varied = 0;
    while (reqsig_scheme_profile(scheme, num_profiles, &info) == REQSIG_OK) num_profiles++;
    for (unsigned subset = 1; subset < 1u << num_profiles; subset++) num_varied += reads_back(scheme, subset);
    cr_assert_geq(num_varied, num_profiles, "%s", scheme->name);
  }
}

Test(scheme_vary, gives_a_scheme_that_cannot_be_varied_again) {
  const reqsig_scheme *varied, *again;
  const char *other = "path-decoded";
  reqsig_profile_info info;
  static uint8_t more[REQSIG_VARIED_ROOM];
  reqsig_buffer memory = {room, sizeof room, 0}, second = {more, sizeof more, 0};
  cr_assert_eq(reqsig_scheme_vary(reqsig_scheme_find("aet"), &query, 1, &memory, &varied), REQSIG_OK);
  cr_assert_eq(reqsig_scheme_profile(varied, 0, &info), REQSIG_ERR_OUT_OF_RANGE);
  cr_assert_eq(reqsig_scheme_vary(varied, &other, 1, &second, &again), REQSIG_ERR_PROFILE_UNKNOWN);
}

Test(scheme_vary, gives_one_scheme_for_many_contexts) {
  const reqsig_scheme *varied;
  reqsig_buffer memory = {room, sizeof room, 0};
  cr_assert_eq(reqsig_scheme_vary(reqsig_scheme_find("aet"), &query, 1, &memory, &varied), REQSIG_OK);
  reqsig_credential first[] = {credential("token", "a"), credential("secret_key", "b")};
  reqsig_credential second[] = {credential("token", "c"), credential("secret_key", "d")};
  reqsig_context one, other;
  cr_assert_eq(reqsig_context_init(&one, varied, first, 2), REQSIG_OK);
  cr_assert_eq(reqsig_context_init(&other, varied, second, 2), REQSIG_OK);
  GET_MESSAGE_IS(&one, "/p?q", CASE_NOW, "1700000000123GETp?q");
  GET_MESSAGE_IS(&other, "/p?q", CASE_NOW, "1700000000123GETp?q");
}
