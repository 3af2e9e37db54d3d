#include <criterion/criterion.h>
#include <stdlib.h>

#include "engine_case.h"
#include "guard.h"

static const reqsig_header headers_of_request[] = {{RS_TEXT("accept"), RS_TEXT("text/plain")}};

static reqsig_request posted(void) {
  reqsig_request request = request_of("POST", "/v3/users?page=2", "{\"timestamp\": 1}");
  request.headers = headers_of_request;
  request.num_headers = 1;
  return request;
}

/* Memory whose last byte is followed by a page that may not be touched. */
static guarded room_of(size_t capacity) {
  uint8_t *dots = malloc(capacity + 1);
  memset(dots, '.', capacity);
  guarded room = guard_copy(rs_slice(dots, capacity));
  free(dots);
  return room;
}

static uint8_t *memory_of(guarded room) {
  return (uint8_t *)room.memory + (room.memory_len - (size_t)sysconf(_SC_PAGESIZE) - room.slice.len);
}

static void each_profile(void (*check)(const reqsig_context *context, const char *label)) {
  for (size_t s = 0; s < reqsig_num_schemes(); s++) {
    const reqsig_scheme *scheme = reqsig_scheme_at(s);
    reqsig_context context;
    reqsig_profile_info info;
    cr_assert_eq(init_any(&context, reqsig_scheme_name(scheme), NULL), REQSIG_OK);
    check(&context, reqsig_scheme_name(scheme));
    for (size_t p = 0; reqsig_scheme_profile(scheme, p, &info) == REQSIG_OK; p++) {
      cr_assert_eq(init_any(&context, reqsig_scheme_name(scheme), info.name), REQSIG_OK);
      check(&context, info.name);
    }
  }
}

static void check_message_rooms(const reqsig_context *context, const char *label) {
  reqsig_request request = posted();
  case_message whole;
  message_case(&whole, context, &request, CASE_NOW);
  cr_assert_eq(whole.status, REQSIG_OK, "%s", label);
  for (size_t capacity = 0; capacity <= whole.bytes.len; capacity++) {
    guarded room = room_of(capacity);
    reqsig_buffer buffer = {memory_of(room), capacity, 0};
    reqsig_status status = reqsig_message(context, &request, CASE_NOW, &buffer);
    bool fits = capacity == whole.bytes.len;
    cr_assert_eq(status, fits ? REQSIG_OK : REQSIG_ERR_BUFFER_TOO_SMALL, "%s %zu", label, capacity);
    cr_assert_eq(buffer.len, whole.bytes.len, "%s %zu", label, capacity);
    if (fits) cr_assert(rs_slice_equal(rs_slice(buffer.data, buffer.len), whole.bytes), "%s", label);
    guard_free(room);
  }
}

Test(sign_room, a_message_tells_its_exact_need) {
  each_profile(check_message_rooms);
}

static void check_sign_rooms(const reqsig_context *context, const char *label) {
  reqsig_request request = posted();
  signed_case whole;
  sign_case(&whole, context, &request, CASE_NOW);
  cr_assert_eq(whole.status, REQSIG_OK, "%s", label);
  for (size_t capacity = 0; capacity <= whole.text.len; capacity++) {
    guarded room = room_of(capacity);
    reqsig_buffer text = {memory_of(room), capacity, 0};
    reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
    size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
    reqsig_status status = reqsig_sign(context, &request, CASE_NOW, &text, headers, &num_headers);
    bool fits = capacity == whole.text.len;
    cr_assert_eq(status, fits ? REQSIG_OK : REQSIG_ERR_BUFFER_TOO_SMALL, "%s %zu", label, capacity);
    cr_assert_eq(text.len, whole.text.len, "%s %zu", label, capacity);
    cr_assert_eq(num_headers, whole.num_headers, "%s %zu", label, capacity);
    for (size_t i = 0; fits && i < num_headers; i++)
      cr_assert(rs_slice_equal(headers[i].value, whole.headers[i].value), "%s %zu", label, i);
    guard_free(room);
  }
}

Test(sign_room, signing_tells_its_exact_need) {
  each_profile(check_sign_rooms);
}

static void ignore_step(void *user, const reqsig_step *step) {
  (void)user;
  (void)step;
}

static void check_trace_rooms(const reqsig_context *context, const char *label) {
  reqsig_request request = posted();
  uint8_t plenty[2048];
  reqsig_buffer whole = {plenty, sizeof plenty, 0};
  cr_assert_eq(reqsig_trace(context, &request, CASE_NOW, &whole, ignore_step, NULL), REQSIG_OK, "%s", label);
  for (size_t capacity = 0; capacity <= whole.len; capacity++) {
    guarded room = room_of(capacity);
    reqsig_buffer scratch = {memory_of(room), capacity, 0};
    reqsig_status status = reqsig_trace(context, &request, CASE_NOW, &scratch, ignore_step, NULL);
    cr_assert_eq(status, capacity == whole.len ? REQSIG_OK : REQSIG_ERR_BUFFER_TOO_SMALL, "%s", label);
    cr_assert_eq(scratch.len, whole.len, "%s %zu: %zu", label, capacity, scratch.len);
    guard_free(room);
  }
}

Test(sign_room, a_trace_tells_its_exact_need) {
  each_profile(check_trace_rooms);
}

static void check_no_memory(const reqsig_context *context, const char *label) {
  reqsig_request request = posted();
  signed_case whole;
  sign_case(&whole, context, &request, CASE_NOW);
  reqsig_buffer nothing = {NULL, 0, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
  cr_assert_eq(reqsig_sign(context, &request, CASE_NOW, &nothing, headers, &num_headers),
               REQSIG_ERR_BUFFER_TOO_SMALL, "%s", label);
  cr_assert_eq(nothing.len, whole.text.len, "%s", label);
  nothing.len = 0;
  request.body = rs_slice(NULL, 0);
  reqsig_trace(context, &request, CASE_NOW, &nothing, ignore_step, NULL);
  cr_assert_gt(nothing.len, 0, "%s", label);
}

Test(sign_room, no_memory_at_all_is_a_way_to_ask) {
  each_profile(check_no_memory);
  reqsig_context context;
  init_any(&context, "calypso", NULL);
  reqsig_buffer nothing = {NULL, 0, 0};
  reqsig_request request = request_of("POST", "/", NULL);
  cr_assert_eq(reqsig_message(&context, &request, CASE_NOW, &nothing), REQSIG_OK);
  cr_assert_eq(nothing.len, 0);
}

static void check_behind_content(const reqsig_context *context, const char *label) {
  reqsig_request request = posted();
  signed_case whole;
  case_message message;
  sign_case(&whole, context, &request, CASE_NOW);
  message_case(&message, context, &request, CASE_NOW);
  uint8_t room[2048] = "before";
  reqsig_buffer text = {room, sizeof room, 6};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
  cr_assert_eq(reqsig_message(context, &request, CASE_NOW, &text), REQSIG_OK);
  cr_assert_eq(text.len, 6 + message.bytes.len, "%s", label);
  cr_assert_eq(reqsig_sign(context, &request, CASE_NOW, &text, headers, &num_headers), REQSIG_OK);
  cr_assert_eq(text.len, 6 + message.bytes.len + whole.text.len, "%s", label);
  cr_assert(rs_slice_starts_with(rs_slice(room, text.len), reqsig_text("before")));
  cr_assert(rs_slice_equal(rs_slice(room + 6, message.bytes.len), message.bytes), "%s", label);
  for (size_t i = 0; i < num_headers; i++) {
    cr_assert(rs_slice_equal(headers[i].value, whole.headers[i].value), "%s", label);
    cr_assert(headers[i].value.data >= room + 6 + message.bytes.len &&
              headers[i].value.data < room + text.len);
  }
}

Test(sign_room, outputs_stand_behind_what_the_buffer_holds) {
  each_profile(check_behind_content);
}

static void check_slots(const reqsig_context *context, const char *label) {
  reqsig_request request = posted();
  signed_case whole;
  sign_case(&whole, context, &request, CASE_NOW);
  for (size_t slots = 0; slots <= whole.num_headers; slots++) {
    reqsig_header headers[REQSIG_MAX_ADDED_HEADERS + 1];
    memset(headers, '.', sizeof headers);
    reqsig_header untouched = headers[slots];
    uint8_t room[1024];
    reqsig_buffer text = {room, sizeof room, 0};
    size_t num_headers = slots;
    reqsig_status status = reqsig_sign(context, &request, CASE_NOW, &text, headers, &num_headers);
    cr_assert_eq(status, slots < whole.num_headers ? REQSIG_ERR_TOO_MANY_HEADERS : REQSIG_OK, "%s", label);
    cr_assert_eq(num_headers, whole.num_headers, "%s", label);
    for (size_t i = 0; i < slots; i++) {
      cr_assert(rs_slice_equal(headers[i].name, whole.headers[i].name), "%s %zu of %zu", label, i, slots);
      cr_assert(rs_slice_equal(headers[i].value, whole.headers[i].value), "%s %zu of %zu", label, i, slots);
    }
    cr_assert_arr_eq(&headers[slots], &untouched, sizeof untouched, "%s %zu", label, slots);
  }
}

Test(sign_room, too_few_slots_are_never_overrun) {
  each_profile(check_slots);
}

Test(sign_room, a_buffer_used_past_its_end_stays_too_small) {
  reqsig_context context;
  init_any(&context, "ambro", NULL);
  uint8_t room[8] = "........";
  reqsig_buffer text = {room, 4, 6};
  reqsig_request request = posted();
  cr_assert_eq(reqsig_message(&context, &request, CASE_NOW, &text), REQSIG_ERR_BUFFER_TOO_SMALL);
  cr_assert_arr_eq(room, "........", 8);
}

Test(sign_room, rejects_what_is_not_there) {
  reqsig_context context;
  init_any(&context, "aet", NULL);
  uint8_t room[512];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  reqsig_request request = posted(), broken = posted();
  broken.headers = NULL;
  cr_assert_eq(reqsig_sign(NULL, &request, 0, &text, headers, &num), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_sign(&context, NULL, 0, &text, headers, &num), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_sign(&context, &request, 0, NULL, headers, &num), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_sign(&context, &request, 0, &text, NULL, &num), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_sign(&context, &request, 0, &text, headers, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_sign(&context, &broken, 0, &text, headers, &num), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_message(NULL, &request, 0, &text), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_message(&context, NULL, 0, &text), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_message(&context, &request, 0, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_trace(NULL, &request, 0, &text, ignore_step, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_trace(&context, NULL, 0, &text, ignore_step, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_trace(&context, &request, 0, NULL, ignore_step, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(reqsig_trace(&context, &request, 0, &text, NULL, NULL), REQSIG_ERR_ARGUMENT);
  cr_assert_eq(text.len, 0);
  cr_assert_eq(num, REQSIG_MAX_ADDED_HEADERS);
}
