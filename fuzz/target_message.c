/*
 * The message of every scheme and profile. It is the one that the plain reference builds; it does not
 * depend on the order of the headers nor on those that the scheme doesn't name; the trace adds up to it;
 * and from one with separators what was covered can be read back.
 */
#include "date.h"
#include "reference/reference.h"
#include "timestamp.h"

static reqsig_status build(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                           reqsig_buffer *message) {
  const reqsig_request request = rs_fuzz_case_request(c);
  reqsig_buffer count = {0};
  reqsig_status status = reqsig_message(context, &request, c->now_ms, &count);
  if (status != REQSIG_OK && status != REQSIG_ERR_BUFFER_TOO_SMALL) return status;
  *message = rs_fuzz_buffer(heap, count.len);
  status = reqsig_message(context, &request, c->now_ms, message);
  FUZZ_HOLDS(status == REQSIG_OK && message->len == count.len, "the length told suffices");
  return status;
}

/* The timestamp's text; false if it can't be written. */
static bool write_time(const fuzz_case *c, reqsig_buffer *text) {
  const int64_t last_date_ms = INT64_C(253402300799999);
  const reference_scheme *scheme = reference_of(c);
  if (c->now_ms < 0 || (scheme->clock == REFERENCE_DATE && c->now_ms > last_date_ms)) return false;
  if (scheme->clock == REFERENCE_DATE)
    rs_date_write(c->now_ms / 1000, text);
  else if (*reference_time_header(c))
    rs_timestamp_write(c->now_ms / reference_time_unit(c), text);
  return true;
}

static void check_independence(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                               reqsig_slice message) {
  fuzz_case other = *c;
  reqsig_buffer same;
  other.request.num_headers = 0;
  if (c->request.num_headers < REQSIG_FUZZ_MAX_HEADERS)
    rs_fuzz_case_add_header(&other, RS_LITERAL("x-content-type"), RS_LITERAL("multipart/form-data"));
  /* a doubled content-type is the one thing whose order counts; it is refused on the other side */
  bool reversed = rs_fuzz_case_num_headers(c, reqsig_text("content-type")) < 2;
  for (size_t i = 0; i < c->request.num_headers; i++) {
    const reqsig_header *header = &c->headers[reversed ? c->request.num_headers - 1 - i : i];
    rs_fuzz_case_add_header(&other, header->name, header->value);
  }
  FUZZ_HOLDS(build(heap, context, &other, &same) == REQSIG_OK &&
                 rs_slice_equal(fuzz_bytes_of(&same), message),
             "a message depends on no order of headers, and on none that the scheme doesn't name");
}

typedef struct trace {
  reqsig_buffer parts;
  reqsig_slice message;
} trace;

static void note_step(void *user, const reqsig_step *step) {
  trace *t = (trace *)user;
  if (step->kind == REQSIG_STEP_PART || step->kind == REQSIG_STEP_SEPARATOR)
    rs_put_slice(&t->parts, step->bytes);
  if (step->kind == REQSIG_STEP_MESSAGE) t->message = step->bytes;
}

static void check_trace(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c,
                        reqsig_slice message) {
  const reqsig_request request = rs_fuzz_case_request(c);
  trace t = {.parts = rs_fuzz_buffer(heap, message.len)};
  size_t room = message.len + 1024;
  for (size_t i = 0; i < c->num_credentials; i++) room += c->credentials[i].value.len;
  reqsig_buffer scratch = rs_fuzz_buffer(heap, room);
  FUZZ_HOLDS(reqsig_trace(context, &request, c->now_ms, &scratch, note_step, &t) == REQSIG_OK,
             "what has a message can be traced");
  FUZZ_HOLDS(rs_slice_equal(fuzz_bytes_of(&t.parts), message) && rs_slice_equal(t.message, message),
             "the traced parts add up to the message");
}

static void check_message(fuzz_heap *heap, const reqsig_context *context, const fuzz_case *c) {
  uint8_t room[64];
  reqsig_buffer timestamp = {room, sizeof room, 0}, message = {0};
  bool has_time = write_time(c, &timestamp), is_signed = reference_signs(c);
  reqsig_status expected = !has_time ? REQSIG_ERR_TIME_RANGE : is_signed ? REQSIG_OK : REQSIG_ERR_NOT_SIGNED;
  reqsig_status status = build(heap, context, c, &message);
  FUZZ_HOLDS(status == expected, "there is a message if the scheme signs the request and can write the time");
  if (status != REQSIG_OK) return;
  FUZZ_HOLDS(rs_slice_equal(fuzz_bytes_of(&message), reference_message(heap, c, fuzz_bytes_of(&timestamp))),
             "two builders give the same message");
  check_independence(heap, context, c, fuzz_bytes_of(&message));
  check_trace(heap, context, c, fuzz_bytes_of(&message));
  const reference_scheme *scheme = reference_of(c);
  if (scheme->can_be_read_back)
    FUZZ_HOLDS(scheme->can_be_read_back(heap, c, fuzz_bytes_of(&message)),
               "what a message with separators covers can be read back from it");
}

static void check_arguments(const reqsig_context *context, const fuzz_case *c) {
  reqsig_buffer text = {0};
  reqsig_request request = rs_fuzz_case_request(c), headless = {.num_headers = 1};
  static const reqsig_context empty;
  FUZZ_HOLDS(reqsig_message(NULL, &request, c->now_ms, &text) == REQSIG_ERR_ARGUMENT &&
                 reqsig_message(&empty, &request, c->now_ms, &text) == REQSIG_ERR_ARGUMENT &&
                 reqsig_message(context, NULL, c->now_ms, &text) == REQSIG_ERR_ARGUMENT &&
                 reqsig_message(context, &headless, c->now_ms, &text) == REQSIG_ERR_ARGUMENT,
             "a missing argument is refused");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  fuzz_case c;
  reqsig_context context;
  bool taken = rs_fuzz_case_read(&heap, NULL, rs_slice(data, size), &c) &&
               rs_fuzz_case_context(&heap, &c, &context) == REQSIG_OK;
  if (taken) {
    check_arguments(&context, &c);
    check_message(&heap, &context, &c);
  }
  rs_fuzz_release(&heap);
  return taken ? FUZZ_TRIED : FUZZ_NOT_OF_FORMAT;
}
