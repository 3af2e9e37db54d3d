/*
 * Scheme files: what is read is written and read again, equal; what is refused is told in its place. What a
 * scheme from a file signs, it accepts.
 */
#include "context.h"
#include "message_builder.h"
#include "support.h"
#include "tests/recipe_compare.h"

enum {
  MAX_REQUEST_HEADERS = RS_MAX_MESSAGE_PARTS + RS_MAX_LISTS * RS_MAX_LIST_NAMES + REQSIG_MAX_ADDED_HEADERS
};

static const reqsig_scheme *read_file(fuzz_heap *heap, reqsig_slice text, reqsig_scheme_fault *fault) {
  reqsig_buffer memory = rs_fuzz_buffer(heap, REQSIG_SCHEME_ROOM(text.len));
  const reqsig_scheme *scheme;
  reqsig_status status = reqsig_scheme_read(text, &memory, &scheme, fault);
  FUZZ_HOLDS(status == REQSIG_OK || status == REQSIG_ERR_MALFORMED, "so much room is enough");
  FUZZ_HOLDS((status == REQSIG_OK) == (scheme != NULL), "there is a scheme if the file is right");
  return scheme;
}

static void check_room(fuzz_heap *heap, reqsig_slice text) {
  size_t room = REQSIG_SCHEME_ROOM(text.len);
  reqsig_buffer whole = rs_fuzz_buffer(heap, room);
  const reqsig_scheme *scheme;
  reqsig_scheme_fault fault;
  reqsig_scheme_read(text, &whole, &scheme, &fault);
  reqsig_buffer exact = rs_fuzz_buffer(heap, whole.len), less = rs_fuzz_buffer(heap, whole.len - 1);
  FUZZ_HOLDS(reqsig_scheme_read(text, &exact, &scheme, &fault) == REQSIG_OK, "what was used is enough");
  reqsig_status status = reqsig_scheme_read(text, &less, &scheme, &fault);
  FUZZ_HOLDS(status == REQSIG_ERR_BUFFER_TOO_SMALL && less.len == room,
             "too little room is told, with what is needed");
  reqsig_buffer used = {exact.data, exact.capacity, 1};
  status = reqsig_scheme_read(text, &used, &scheme, &fault);
  FUZZ_HOLDS(status == REQSIG_ERR_BUFFER_TOO_SMALL && used.len == room + 1,
             "what is used already is no room");
  used.len = exact.capacity + 1;
  FUZZ_HOLDS(reqsig_scheme_read(text, &used, &scheme, &fault) == REQSIG_ERR_BUFFER_TOO_SMALL,
             "a buffer that was too small already is no room");
  bool refused = reqsig_scheme_read(rs_slice(NULL, 1), &less, &scheme, &fault) == REQSIG_ERR_ARGUMENT &&
                 reqsig_scheme_read(text, NULL, &scheme, &fault) == REQSIG_ERR_ARGUMENT &&
                 reqsig_scheme_read(text, &less, NULL, &fault) == REQSIG_ERR_ARGUMENT &&
                 reqsig_scheme_read(text, &less, &scheme, NULL) == REQSIG_ERR_ARGUMENT;
  FUZZ_HOLDS(refused, "a missing argument is refused");
}

static void check_fault(reqsig_slice text, const reqsig_scheme_fault *fault) {
  size_t line = 1;
  FUZZ_HOLDS(fault->offset <= text.len, "a fault lies within the file");
  for (size_t i = 0; i < fault->offset; i++) line += text.data[i] == '\n';
  FUZZ_HOLDS(fault->line == line && fault->column > 0, "a fault tells its line");
  FUZZ_HOLDS(fault->expected[0] != '\0', "a fault tells what was expected");
}

static reqsig_slice write_file(fuzz_heap *heap, const reqsig_scheme *scheme) {
  reqsig_buffer counted = {NULL, 0, 0};
  reqsig_scheme_write(scheme, &counted);
  reqsig_buffer text = rs_fuzz_buffer(heap, counted.len);
  FUZZ_HOLDS(reqsig_scheme_write(scheme, &text) == REQSIG_OK, "a file fits into as many bytes as it has");
  return fuzz_bytes_of(&text);
}

static void check_again(fuzz_heap *heap, const reqsig_scheme *scheme) {
  reqsig_scheme_fault fault;
  reqsig_slice text = write_file(heap, scheme);
  const reqsig_scheme *again = read_file(heap, text, &fault);
  FUZZ_HOLDS(again != NULL, "what is written is read");
  FUZZ_HOLDS(same_scheme(scheme, again), "what is written is read as it was");
}

/* The value is good in each form of a key. */
static bool init(const reqsig_scheme *scheme, reqsig_context *context) {
  reqsig_credential credentials[RS_MAX_CREDENTIALS];
  size_t num = 0;
  for (const char *name; (name = reqsig_scheme_credential(scheme, num)); num++)
    credentials[num] = (reqsig_credential){name, RS_LITERAL("abcdabcd")};
  return reqsig_context_init(context, scheme, credentials, num) == REQSIG_OK;
}

/* Those that a list must have. */
static size_t add_listed(const rs_list *list, reqsig_request *request, reqsig_header *headers, size_t num) {
  for (size_t i = 0; i < RS_MAX_LIST_NAMES && list->only[i].len > 0; i++) {
    uint8_t last = list->only[i].data[list->only[i].len - 1];
    request->headers = headers;
    request->num_headers = num;
    if (last != '?' && last != '*' && !rs_header_find(request, list->only[i]))
      headers[num++] = (reqsig_header){list->only[i], RS_LITERAL("v")};
  }
  return num;
}

/* Those of the request's own that the scheme signs. */
static size_t add_signed_headers(const reqsig_scheme *scheme, reqsig_request *request,
                                 reqsig_header *headers) {
  size_t num = 0;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS && scheme->message[i].from; i++) {
    request->headers = headers;
    request->num_headers = num;
    if (scheme->message[i].from == RS_FROM_HEADER && !rs_header_find(request, scheme->message[i].literal))
      headers[num++] = (reqsig_header){scheme->message[i].literal, RS_LITERAL("v")};
  }
  for (const rs_list *list = scheme->lists; list && list->each; list++)
    num = add_listed(list, request, headers, num);
  return request->num_headers = num;
}

static bool has_name(const reqsig_header *headers, size_t num, reqsig_slice name) {
  for (size_t i = 0; i < num; i++)
    if (rs_slice_equal_ignoring_case(headers[i].name, name)) return true;
  return false;
}

/* What signing adds, the target among it, takes the place of the request's own. */
static void take_added(reqsig_request *request, reqsig_header *headers, size_t num_own, size_t num_added) {
  size_t kept = 0, num = num_own + num_added;
  for (size_t i = 0; i < num; i++)
    if (rs_slice_equal(headers[i].name, RS_LITERAL(REQSIG_PATH_HEADER)))
      request->target = headers[i].value;
    else if (i >= num_own || !has_name(headers + num_own, num_added, headers[i].name))
      headers[kept++] = headers[i];
  request->headers = headers;
  request->num_headers = kept;
}

static void check_signing(fuzz_heap *heap, const reqsig_scheme *scheme) {
  reqsig_context context;
  reqsig_header headers[MAX_REQUEST_HEADERS];
  reqsig_request request = {RS_LITERAL("POST"), RS_LITERAL("/a?b=c"), NULL, 0,
                            RS_LITERAL("{}"),   RS_LITERAL("n-0._~")};
  reqsig_buffer text = rs_fuzz_buffer(heap, 65536 + 4096);
  size_t num_own = add_signed_headers(scheme, &request, headers), num = REQSIG_MAX_ADDED_HEADERS;
  if (scheme->time.place == RS_TIME_IN_BODY_MEMBER || !init(scheme, &context)) return;
  reqsig_status status = reqsig_sign(&context, &request, 1000, &text, headers + num_own, &num);
  if (status == REQSIG_ERR_HEADER_MISSING && scheme->lists) return; /* a field of a form */
  FUZZ_HOLDS(status == REQSIG_OK, "a request that has what is signed is signed");
  take_added(&request, headers, num_own, num);
  reqsig_verdict verdict;
  FUZZ_HOLDS(reqsig_verify(&context, &request, 1000, NULL, &verdict) == REQSIG_OK, "it is verified");
  bool is_signed = rs_is_signed(scheme, &request);
  FUZZ_HOLDS(verdict.authentic == (is_signed ? REQSIG_YES : REQSIG_UNKNOWN), "what is signed is authentic");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  reqsig_slice text = rs_fuzz_copy(&heap, rs_slice(data, size));
  reqsig_scheme_fault fault;
  const reqsig_scheme *scheme = read_file(&heap, text, &fault);
  if (scheme) {
    check_room(&heap, text);
    check_again(&heap, scheme);
    check_signing(&heap, scheme);
  } else {
    check_fault(text, &fault);
  }
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
