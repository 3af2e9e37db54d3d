#include "runner/run.h"

#include <string.h>
#include <strings.h>

#include "base/options.h"
#include "lib/bytes.h"

#define MASK "***"

/* A shorter value would be found in words that have nothing to do with it. */
enum { MIN_SECRET = 6, MIN_PART = 4, MAX_SECRETS = 64 };

struct secrets {
  reqsig_slice items[MAX_SECRETS];
  size_t count;
};

extern char **environ;

static bool ends_with(reqsig_slice name, const char *end) {
  size_t len = strlen(end);
  return name.len >= len && strncasecmp((const char *)name.data + name.len - len, end, len) == 0;
}

/* "API_TOKEN", "--client-secret"; not "KEYBOARD". */
static bool names_a_secret(reqsig_slice name) {
  static const char *const ends[] = {"token",  "secret",     "password", "passwd",     "passphrase",
                                     "apikey", "credential", "_key",     "-key",       "secrets",
                                     "_pat",   "_pw",        "_auth",    "credentials"};
  bool is_public = ends_with(name, "public_key") || ends_with(name, "public-key");
  for (size_t i = 0; i < sizeof ends / sizeof *ends && !is_public; i++)
    if (ends_with(name, ends[i])) return true;
  return false;
}

/* The longest come first, as one may be a part of another. */
static void add_secret(struct secrets *secrets, reqsig_slice value) {
  size_t at = secrets->count;
  if (value.len < MIN_SECRET || secrets->count == MAX_SECRETS) return;
  for (; at > 0 && secrets->items[at - 1].len < value.len; at--) secrets->items[at] = secrets->items[at - 1];
  secrets->items[at] = value;
  secrets->count++;
}

static struct secrets secrets_of_environment(void) {
  struct secrets secrets = {0};
  for (char **variable = environ; *variable; variable++) {
    const char *is = strchr(*variable, '=');
    if (is && names_a_secret(rs_slice(*variable, (size_t)(is - *variable))))
      add_secret(&secrets, reqsig_text(is + 1));
  }
  return secrets;
}

/* How many bytes at the beginning of rest are the secret, or at an end of the whole a part of it. */
static size_t hidden_len(reqsig_slice whole, size_t at, reqsig_slice secret) {
  reqsig_slice rest = rs_slice_after(whole, at);
  if (rs_slice_starts_with(rest, secret)) return secret.len;
  if (rest.len < secret.len && rest.len >= MIN_PART && memcmp(rest.data, secret.data, rest.len) == 0)
    return rest.len;
  for (size_t len = secret.len - 1; at == 0 && len >= MIN_PART; len--)
    if (rs_slice_starts_with(rest, rs_slice_after(secret, secret.len - len))) return len;
  return 0;
}

static bool mask(const struct secrets *secrets, reqsig_slice bytes, struct text *masked) {
  bool found = false;
  for (size_t at = 0; at < bytes.len;) {
    size_t len = 0;
    for (size_t i = 0; i < secrets->count && len == 0; i++) len = hidden_len(bytes, at, secrets->items[i]);
    text_add(masked, len > 0 ? reqsig_text(MASK) : rs_slice(bytes.data + at, 1));
    at += len > 0 ? len : 1;
    found |= len > 0;
  }
  return found;
}

static reqsig_slice hide(struct arena *arena, const struct secrets *secrets, reqsig_slice bytes) {
  struct text masked = {0};
  reqsig_slice shown = bytes;
  if (mask(secrets, bytes, &masked)) shown = rs_slice(arena_copy(arena, text_slice(&masked)), masked.len);
  text_free(&masked);
  return shown;
}

static void hide_string(struct arena *arena, const struct secrets *secrets, const char **string) {
  if (*string) *string = (const char *)hide(arena, secrets, reqsig_text(*string)).data;
}

static void hide_names(struct arena *arena, const struct secrets *secrets, struct name_list *names) {
  const char **items = arena_get_array(arena, names->count, sizeof *items);
  for (size_t i = 0; i < names->count; i++) {
    items[i] = names->items[i];
    hide_string(arena, secrets, &items[i]);
  }
  names->items = items;
}

static void hide_case(struct arena *arena, const struct secrets *secrets, struct test_case *test_case) {
  struct grade *grade = &test_case->grade;
  hide_string(arena, secrets, &grade->words);
  for (size_t i = 0; i < grade->num_differences; i++) {
    struct difference *difference = &grade->differences[i];
    hide_string(arena, secrets, &difference->header);
    difference->received = hide(arena, secrets, difference->received);
    hide_names(arena, secrets, &difference->instead);
  }
  if (!test_case->breakdown) return;
  struct breakdown *breakdown = arena_get(arena, sizeof *breakdown);
  *breakdown = *test_case->breakdown;
  hide_string(arena, secrets, &breakdown->text);
  breakdown->last_words = hide(arena, secrets, breakdown->last_words);
  test_case->breakdown = breakdown;
}

void adapter_secrets_hide(struct run *run) {
  struct secrets secrets = secrets_of_environment();
  struct arena *arena = &run->arena;
  if (secrets.count == 0) return;
  hide_string(arena, &secrets, &run->hello.name);
  hide_string(arena, &secrets, &run->hello.version);
  hide_string(arena, &secrets, &run->hello.language);
  hide_string(arena, &secrets, &run->trouble_text);
  run->last_words = hide(arena, &secrets, run->last_words);
  for (size_t i = 0; i < run->num_cases; i++) hide_case(arena, &secrets, &run->cases[i]);
}

void adapter_secrets_add_word(struct text *text, const char *before, const char *word) {
  const char *is = strchr(word, '=');
  struct text shown = {0};
  bool is_behind = before && before[0] == '-' && !strchr(before, '=') && word[0] != '-' &&
                   names_a_secret(reqsig_text(before));
  if (is_behind) {
    text_add_string(&shown, MASK);
  } else if (is && names_a_secret(rs_slice(word, (size_t)(is - word)))) {
    text_add(&shown, rs_slice(word, (size_t)(is - word) + 1));
    text_add_string(&shown, MASK);
  } else {
    struct secrets secrets = secrets_of_environment();
    mask(&secrets, reqsig_text(word), &shown);
  }
  shell_words_add(text, text_string(&shown));
  text_free(&shown);
}
