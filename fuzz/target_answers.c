/*
 * A line that an adapter wrote, to hello or to a case: the runner takes it for what a second reader does, and
 * what it says of a line that it refuses is true and can be shown. Each line is read from a block of its
 * length, and again from before a page that can't be read, as no sanitizer sees what cJSON reads.
 */
#include "base/text.h"
#include "cjson_heap.h"
#include "lib/tests/guard.h"
#include "reference/line.h"

enum { MAX_TOLD = 300 };

struct found {
  struct arena arena;
  struct text problem;
  bool taken;
  struct hello hello;
  struct answer answer;
};

typedef void reader(reqsig_slice line, struct found *found);

static void read_hello(reqsig_slice line, struct found *found) {
  found->taken = hello_read(&found->arena, line, &found->hello, &found->problem);
}

static void read_answer(reqsig_slice line, struct found *found) {
  found->taken = protocol_read_answer(&found->arena, line, &found->answer, &found->problem);
}

/* The line is gone before what was read is looked at. */
static void read_twice(reqsig_slice line, reader *read, struct found found[2]) {
  fuzz_heap heap = {0};
  guarded guard = guard_copy(line);
  read(rs_fuzz_copy(&heap, line), &found[0]);
  read(guard.slice, &found[1]);
  guard_free(guard);
  rs_fuzz_release(&heap);
  FUZZ_HOLDS(cjson_heap_num_blocks() == 0, "cJSON gives back all that it took");
}

static void release(struct found found[2]) {
  for (int i = 0; i < 2; i++) {
    arena_free(&found[i].arena);
    text_free(&found[i].problem);
  }
}

/* Nothing of an adapter's may reach a terminal as it is, or fill it. */
static void check_told(const char *told) {
  size_t len = told ? strlen(told) : 0;
  FUZZ_HOLDS(len > 0 && len <= MAX_TOLD, "a refusal says why, and is short");
  for (size_t i = 0; i < len; i++)
    FUZZ_HOLDS(told[i] >= ' ' && told[i] <= '~', "a refusal is of visible characters");
}

/* Nothing in it that readers of JSON differ on. */
static bool is_right(const reference_line *line) {
  return line->valid && line->is_object && !line->has_other_nul && !line->has_half_pair &&
         !line->has_name_twice;
}

static bool begins_with(const char *string, const char *begin) {
  return strncmp(string, begin, strlen(begin)) == 0;
}

/* Of several faults any may be told. */
static bool is_true_of_line(const reference_line *line, const char *told) {
  const struct {
    const char *said;
    bool is_true;
  } all[] = {{"an empty line", line->text.len == 0},
             {"a line that is not valid JSON: ", !line->valid && !line->too_deep},
             {"a line that is JSON that nests too deep: ", line->too_deep},
             {"a line that is JSON with the character \\u0000, which is not allowed: ", line->has_nul},
             {"a line that is JSON with half a surrogate pair", line->has_half_pair || line->has_long_number},
             {"a line that is JSON with two members of one name: ", line->has_name_twice},
             {"a line that is JSON, but not an object: ", !line->is_object}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (all[i].is_true && begins_with(told, all[i].said)) return true;
  return false;
}

/* What is behind it is said of what looks like no answer at all. */
static size_t len_of_shown(reqsig_slice line, const char *told) {
  static const char logs[] = " (logs belong on standard error: each line of standard output is an answer)";
  size_t len = strlen(told), behind = sizeof logs - 1;
  bool is_answer = line.len == 0 || line.data[0] == '{' || line.data[0] == '[';
  if (is_answer) return len;
  FUZZ_HOLDS(len > behind && strcmp(told + len - behind, logs) == 0, "a line that is no answer may be a log");
  return len - behind;
}

static void check_shown(reqsig_slice line, const char *told) {
  struct text all = {0};
  size_t told_len = len_of_shown(line, told);
  text_add_escaped(&all, line, false);
  bool is_whole = told_len >= all.len && memcmp(told + told_len - all.len, all.data, all.len) == 0;
  bool is_cut = told_len >= 3 && memcmp(told + told_len - 3, "...", 3) == 0;
  FUZZ_HOLDS(is_whole || is_cut, "a line is shown whole, or ends in dots");
  text_free(&all);
}

/* A member is told in quotes, but for the protocol, of which the version is told. */
static bool tells_of(const char *told, const char *member) {
  for (const char *at = strstr(told, member); at; at = strstr(at + 1, member))
    if (at > told && (at[-1] == '"' || strcmp(member, "protocol") == 0)) return true;
  return false;
}

/* wrong are the members of a right line that are at fault. */
static void check_refused(const reference_line *line, const char *const *wrong, size_t num_wrong,
                          const char *told) {
  check_told(told);
  bool is_true = is_true_of_line(line, told);
  if (is_true && line->text.len > 0) check_shown(line->text, told);
  for (size_t i = 0; is_right(line) && i < num_wrong; i++) is_true |= tells_of(told, wrong[i]);
  FUZZ_HOLDS(is_true, "what a refusal says is true");
}

/* Gives whether the line is taken. */
static bool check_taken(const reference_line *line, const char *const *wrong, size_t num_wrong,
                        const struct found found[2]) {
  const char *told = text_string(&found->problem);
  FUZZ_HOLDS(found->taken == found[1].taken && strcmp(told, text_string(&found[1].problem)) == 0,
             "a line is read the same twice");
  bool either = line->has_long_number && !found->taken;
  FUZZ_HOLDS(either || found->taken == (is_right(line) && num_wrong == 0), "two readers take the same lines");
  if (!found->taken) check_refused(line, wrong, num_wrong, told);
  return found->taken;
}

static bool is_text(const char *string, reqsig_slice text) {
  return string && rs_slice_equal(reqsig_text(string), text);
}

static bool is_optional_text(const char *string, reqsig_slice text) {
  return text.data ? is_text(string, text) : !string;
}

static bool are_names(const struct name_list *names, const reference_names *expected) {
  if (names->count != expected->num) return false;
  for (size_t i = 0; i < expected->num; i++)
    if (!is_text(names->items[i], expected->items[i])) return false;
  return true;
}

/* Nothing in hello's answer may hold U+0000. */
static void check_hello(const reference_line *as_answer) {
  fuzz_heap heap = {0};
  reference_line of_hello = *as_answer, *line = &of_hello;
  of_hello.has_other_nul = of_hello.has_nul;
  struct found found[2] = {{{0}}};
  reference_hello expected = {0};
  read_twice(line->text, read_hello, found);
  if (is_right(line)) expected = reference_read_hello(&heap, line->text);
  if (check_taken(line, expected.wrong, expected.num_wrong, found)) {
    const struct hello *hello = &found[0].hello;
    FUZZ_HOLDS(is_text(hello->name, expected.name) && is_optional_text(hello->version, expected.version) &&
                   is_optional_text(hello->language, expected.language) &&
                   are_names(&hello->schemes, &expected.schemes) && are_names(&hello->ops, &expected.ops) &&
                   are_names(&hello->limits.words, &expected.limits),
               "two readers find the same in hello's answer");
  }
  release(found);
  rs_fuzz_release(&heap);
}

static bool are_headers(const struct header_list *headers, const reference_answer *expected) {
  if (headers->count != expected->num_headers) return false;
  for (size_t i = 0; i < headers->count; i++)
    if (!rs_slice_equal(headers->items[i].name, expected->headers[i].name) ||
        !rs_slice_equal(headers->items[i].value, expected->headers[i].value))
      return false;
  return true;
}

static bool is_sent(const struct answer *answer, const reference_answer *expected) {
  return answer->sends_target == expected->sends_target && answer->sends_body == expected->sends_body &&
         rs_slice_equal(answer->sent_target, expected->sent_target) &&
         rs_slice_equal(answer->sent_body, expected->sent_body);
}

static bool has_content(const struct answer *answer, const reference_answer *expected) {
  switch (answer->kind) {
  case ANSWER_MESSAGE: return rs_slice_equal(answer->message, expected->text);
  case ANSWER_HEADERS: return are_headers(&answer->headers, expected) && is_sent(answer, expected);
  case ANSWER_VERDICT:
    return answer->verdict.given && answer->verdict.accepted == expected->accepted &&
           answer->verdict.reason == expected->reason;
  case ANSWER_REQUEST:
    return are_headers(&answer->headers, expected) && answer->request.headers == answer->headers.items &&
           answer->request.num_headers == expected->num_headers &&
           rs_slice_equal(answer->request.method, expected->method) &&
           rs_slice_equal(answer->request.target, expected->target) &&
           rs_slice_equal(answer->request.body, expected->body);
  case ANSWER_REFUSED:
  case ANSWER_UNSUPPORTED:
  case ANSWER_ERROR: return is_text(answer->words, expected->text);
  case ANSWER_MALFORMED: break;
  }
  return true;
}

static void check_content(const struct answer *answer, const reference_answer *expected) {
  FUZZ_HOLDS(is_text(answer->id, expected->id), "two readers find the same id");
  FUZZ_HOLDS(answer->kind == expected->kind, "two readers find the same kind of answer");
  FUZZ_HOLDS(has_content(answer, expected), "two readers find the same message, headers, verdict or words");
  if (answer->kind == ANSWER_MALFORMED) check_told(answer->words);
}

/* Whether an answer is one to the op depends on its kind alone; nothing else of it is looked at or changed.
 */
static void check_op(struct arena *arena, const struct answer *answer, const reference_answer *expected,
                     enum op op) {
  static const char *const members[] = {"\"message_base64\"", "\"headers\"", "\"verdict\"", "\"request\"",
                                        "\"refused\""};
  static const enum answer_kind kinds[] = {ANSWER_MESSAGE, ANSWER_HEADERS, ANSWER_VERDICT, ANSWER_REQUEST};
  struct answer checked = *answer;
  bool fits = answer->kind > ANSWER_REFUSED || answer->kind == kinds[op] ||
              (op == OP_PARSE && answer->kind == ANSWER_REFUSED);
  protocol_check_answer(arena, &checked, op);
  FUZZ_HOLDS(checked.kind == (fits ? answer->kind : ANSWER_MALFORMED),
             "an op is answered by its own member only");
  if (fits) {
    FUZZ_HOLDS(is_text(checked.id, expected->id) && checked.words == answer->words &&
                   has_content(&checked, expected),
               "what answers an op stays as it was read");
    return;
  }
  check_told(checked.words);
  FUZZ_HOLDS(begins_with(checked.words, members[answer->kind]) && strstr(checked.words, members[op]),
             "a wrong answer is told by what was answered and what was asked for");
}

static void check_answer(const reference_line *line) {
  static const char *const wrong[] = {"id"};
  fuzz_heap heap = {0};
  struct found found[2] = {{{0}}};
  reference_answer expected = {0};
  read_twice(line->text, read_answer, found);
  if (is_right(line)) expected = reference_read_answer(&heap, line->text);
  if (check_taken(line, wrong, expected.has_id ? 0 : 1, found)) {
    check_content(&found[0].answer, &expected);
    for (enum op op = 0; op < NUM_OPS; op++) check_op(&found[1].arena, &found[1].answer, &expected, op);
  }
  release(found);
  rs_fuzz_release(&heap);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_heap heap = {0};
  cjson_heap_begin();
  reference_line line = reference_read_line(&heap, rs_fuzz_copy(&heap, rs_slice(data, size)));
  check_hello(&line);
  check_answer(&line);
  rs_fuzz_release(&heap);
  return FUZZ_TRIED;
}
