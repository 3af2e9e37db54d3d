#include "runner/known_failures.h"

#include <string.h>

#include "base/file.h"
#include "base/message.h"
#include "lib/bytes.h"

enum { MAX_FILE = 64 * 1024 * 1024 };

const char *const known_failure_pin_names[NUM_PINS] = {[PIN_OP] = "op",
                                                       [PIN_OUTCOME] = "outcome",
                                                       [PIN_ERROR] = "error",
                                                       [PIN_DIFFERENCE] = "difference",
                                                       [PIN_CAUSE] = "cause"};

static const char *const outcomes[] = {"fail", "unsupported", "error", "flaky"};

void known_failure_add_pin(struct text *text, enum pin pin, const struct test_case *test_case) {
  const struct grade *grade = &test_case->grade;
  const struct shared_cause *cause = test_case->cause;
  const char *kind = error_kind_name(grade->error_kind);
  switch (pin) {
  case PIN_OP: text_add_string(text, op_name(test_case->op)); break;
  case PIN_OUTCOME:
    text_add_string(text, test_case->is_flaky ? "flaky" : outcome_name(grade->outcome));
    break;
  case PIN_ERROR:
    if (kind) text_add_string(text, kind);
    break;
  case PIN_DIFFERENCE:
    if (grade->num_differences > 0) text_add_string(text, difference_name(grade->differences[0].kind));
    break;
  case PIN_CAUSE:
    for (size_t i = 0; cause && i < cause->num_names; i++)
      text_addf(text, "%s%s", i > 0 ? "+" : "", cause->names[i]);
    if (!cause && grade->outcome == OUTCOME_FAIL) text_add_string(text, "none");
    break;
  case NUM_PINS: break;
  }
}

void known_failure_add_pins(struct text *text, const struct test_case *test_case) {
  struct text value = {0};
  size_t num_added = 0;
  for (int pin = 0; pin < (test_case->is_flaky ? PIN_ERROR : NUM_PINS); pin++) {
    text_clear(&value);
    known_failure_add_pin(&value, (enum pin)pin, test_case);
    if (value.len > 0)
      text_addf(text, "%s%s=%s", num_added++ > 0 ? " " : "", known_failure_pin_names[pin],
                text_string(&value));
  }
  text_free(&value);
}

/* What a pin may say; none of a cause, of which there are many. */
static struct name_list choices_of(struct arena *arena, enum pin pin) {
  struct name_list list = {arena_get_array(arena, 16, sizeof *list.items), 0};
  if (pin == PIN_OP)
    for (int op = 0; op < NUM_SCHEME_OPS; op++) list.items[list.count++] = op_name((enum op)op);
  if (pin == PIN_OUTCOME)
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) list.items[list.count++] = outcomes[i];
  if (pin == PIN_ERROR)
    for (int kind = ERROR_ANSWERED; kind <= ERROR_PROTOCOL; kind++)
      list.items[list.count++] = error_kind_name((enum error_kind)kind);
  if (pin == PIN_DIFFERENCE)
    for (int kind = 0; kind <= DIFFERENCE_REASON; kind++)
      list.items[list.count++] = difference_name((enum difference_kind)kind);
  return list;
}

static bool is_listed(const struct name_list *names, const char *name) {
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0) return true;
  return false;
}

static bool complain(const char *path, size_t line, const char *word, const char *const *expected,
                     size_t num_expected) {
  struct text words = {0};
  text_add_choices(&words, expected, num_expected);
  message_error("%s:%zu: %s: expected %s", file_label(path), line, word, text_string(&words));
  text_free(&words);
  const char *equals = strchr(word, '=');
  message_did_you_mean(equals && expected != known_failure_pin_names ? equals + 1 : word, expected,
                       num_expected);
  return false;
}

static bool complain_of_word(const char *path, size_t line, const char *word, const char *what) {
  message_error("%s:%zu: %s: %s", file_label(path), line, word, what);
  return false;
}

/* A word that pins nothing: no pin's name, or one without a value. */
static bool complain_of_pin(struct arena *arena, const char *path, size_t line, const char *word) {
  for (int pin = 0; pin < NUM_PINS; pin++) {
    if (strcmp(known_failure_pin_names[pin], word) != 0) continue;
    struct name_list choices = choices_of(arena, (enum pin)pin);
    struct text what = {0};
    text_addf(&what, "expected a value, such as %s=%s", word,
              choices.count > 0 ? choices.items[choices.count > 1] : "none");
    complain_of_word(path, line, word, text_string(&what));
    text_free(&what);
    return false;
  }
  return complain(path, line, word, known_failure_pin_names, NUM_PINS);
}

/* "op=sign" */
static bool read_pin(struct arena *arena, const char *path, const char *word, struct known_failure *entry) {
  size_t len = strcspn(word, "=");
  for (int pin = 0; word[len] == '=' && pin < NUM_PINS; pin++) {
    const char *name = known_failure_pin_names[pin], *value = word + len + 1;
    if (strlen(name) != len || strncmp(name, word, len) != 0) continue;
    if (entry->pins[pin])
      return complain_of_word(path, entry->line, word, "the second of its kind: expected one");
    struct name_list choices = choices_of(arena, (enum pin)pin);
    if (choices.count > 0 && !is_listed(&choices, value))
      return complain(path, entry->line, word, choices.items, choices.count);
    entry->is_flaky |= pin == PIN_OUTCOME && strcmp(value, "flaky") == 0;
    entry->pins[pin] = value;
    return true;
  }
  return complain_of_pin(arena, path, entry->line, word);
}

static const char *next_word(struct arena *arena, reqsig_slice *line) {
  static const char blanks[] = " \t\r";
  while (line->len > 0 && memchr(blanks, *line->data, 3)) *line = rs_slice_after(*line, 1);
  size_t len = 0;
  while (len < line->len && line->data[len] != '#' && !memchr(blanks, line->data[len], 3)) len++;
  const char *word = len > 0 ? arena_copy(arena, rs_slice(line->data, len)) : NULL;
  *line = rs_slice_after(*line, len);
  return word;
}

bool known_failure_parse(struct arena *arena, const char *path, reqsig_slice line, size_t number,
                         struct known_failure *entry) {
  *entry = (struct known_failure){.pattern = next_word(arena, &line), .line = number};
  if (!entry->pattern) return true;
  for (const char *word; (word = next_word(arena, &line)) != NULL;)
    if (!read_pin(arena, path, word, entry)) return false;
  return true;
}

bool known_lines_next(struct known_lines *lines, reqsig_slice *line) {
  if (lines->rest.len == 0) return false;
  const uint8_t *end = memchr(lines->rest.data, '\n', lines->rest.len);
  *line = rs_slice(lines->rest.data, end ? (size_t)(end - lines->rest.data) : lines->rest.len);
  lines->rest = rs_slice_after(lines->rest, line->len + (end != NULL));
  lines->number++;
  return true;
}

static bool check_lines(struct known_failures *known) {
  struct arena scratch = {0};
  struct known_lines lines = {.rest = reqsig_text(known->text)};
  bool right = true;
  for (reqsig_slice line; right && known_lines_next(&lines, &line);) {
    struct known_failure entry;
    right = known_failure_parse(&scratch, known->path, line, lines.number, &entry);
    known->pins_causes |= right && entry.pins[PIN_CAUSE];
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  return right;
}

/* A text would end there. */
static bool check_for_nul(const char *path, reqsig_slice bytes) {
  const uint8_t *nul = bytes.len > 0 ? memchr(bytes.data, 0, bytes.len) : NULL;
  size_t line = 1;
  for (const uint8_t *at = bytes.data; nul && at < nul; at++) line += *at == '\n';
  if (nul) message_error("%s:%zu: a NUL: expected lines of text", file_label(path), line);
  return !nul;
}

bool known_failures_read(struct arena *arena, const char *path, struct known_failures *known) {
  file_content content;
  if (!file_read(path, MAX_FILE, &content)) return false;
  *known = (struct known_failures){.path = path};
  reqsig_slice bytes = rs_slice(content.data, content.len);
  bool is_text = check_for_nul(path, bytes);
  known->text = arena_copy(arena, bytes);
  file_free(&content);
  return is_text && check_lines(known);
}
