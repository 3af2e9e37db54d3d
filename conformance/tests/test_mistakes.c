#include <criterion/criterion.h>
#include <string.h>

#include "lib/bytes.h"
#include "mutants/verifier.h"
#include "request/known_schemes.h"

enum { NUM_ENTRIES = 89 };

static const struct mistake *named(const char *name) {
  const struct mistake *mistake = mistake_find(name);
  cr_assert(mistake, "no mistake %s", name);
  return mistake;
}

/* The signature's header of a CRM request, whose message is the body "m" and whose key is "k". */
static void crm_signs(const char *name, const char *expected) {
  static const reqsig_credential key = {"api_key", RS_TEXT("k")};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), NULL, 0, RS_TEXT("m")};
  const struct mutant_input input = {reqsig_scheme_find("crm"), &key, 1, &request, 0};
  struct arena arena = {0};
  struct signer_answer answer;
  cr_assert_eq(mutant_sign(&arena, named(name), &input, &answer), REQSIG_OK, "%s", name);
  cr_assert_eq(answer.headers.count, 2);
  cr_assert(rs_slice_equal(answer.headers.items[1].value, reqsig_text(expected)), "%s: %.*s", name,
            (int)answer.headers.items[1].value.len, (const char *)answer.headers.items[1].value.data);
  arena_free(&arena);
}

/* PHP 8.2.36: hash_hmac($algorithm, $data, $key) and hash($algorithm, $data). */
Test(mistakes, make_the_macs_that_php_makes) {
  crm_signs("arg-order-swapped", "sha256=f38a0dd8807b56321ba9af065fa13929061dcaa0ece90b193e69fdd9fe24deb0");
  crm_signs("createhmac-3-args", "sha256=48a1eeec39bf1136cd16dbf3c350d105029ca283b1ae42e326c6f799bbd8c907");
  crm_signs("plain-hash/key-first",
            "sha256=1f34503f65b4a355a94ee54da8e34541007cc66ec548c61b8dafbea21a1a0787");
  crm_signs("plain-hash/message-first",
            "sha256=4c3b3284e206c3db72440736cfdbd185f0e61a3c7fd9f049987196b987d3d1ee");
  crm_signs("wrong-hash/sha224", "sha256=e671a34e8cea889324905af2e923d564cddef30e77925c8982df122e");
  crm_signs("wrong-hash/sha384", "sha256=847b8055f85f4c8db26b6225fe1cce69783466ffee767a97d6c865c388fcd2fd"
                                 "dd4dc1b96acfb1fd5b6461adc8f07cd4");
  crm_signs("base64-of-hex/hex-scheme",
            "sha256=YjYwMDkwZTMwNTIyOTdhZWI1YTA4MDg4OWNlMmZjNGJjYTk1N2U3NTZmYWViNGRmN2Qz"
            "MTgwMGNhMWU3NzFlYw==");
}

/* Says nothing of schemes that are added later. */
static void check_fits(const char *name, const char *fitting) {
  static const char *const schemes[] = {"ambro", "calypso", "aet", "bitpro", "crm"};
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    cr_assert_eq(mistake_fits(named(name), reqsig_scheme_find(schemes[i])),
                 strstr(fitting, schemes[i]) != NULL, "%s %s", name, schemes[i]);
}

Test(mistakes, fit_by_what_the_recipe_has) {
  check_fits("hex-instead-of-base64", "aet bitpro");
  check_fits("base64-instead-of-hex", "ambro calypso crm");
  check_fits("leading-slash/kept", "aet");
  check_fits("leading-slash/lost", "bitpro");
  check_fits("seconds-vs-ms", "ambro calypso aet");
  check_fits("date-sept", "bitpro");
  check_fits("prefix-missing", "bitpro crm");
  check_fits("double-json", "calypso aet crm");
  check_fits("md5-hex", "bitpro");
  check_fits("wrong-hash/sha512", "ambro aet bitpro crm");
  check_fits("wrong-secret/key-id", "ambro calypso aet bitpro");
  check_fits("wrong-secret/second-key-id", "ambro");
  check_fits("echo-newline", "ambro calypso aet bitpro crm");
  check_fits("query-omitted", "");
}

static bool varies(const struct mistake *m) {
  const struct transform *changes[] = {&m->credential,   &m->key,        &m->method,       &m->target,
                                       &m->body,         &m->host,       &m->time,         &m->signed_time,
                                       &m->signed_nonce, &m->parameters, &m->header_lines, &m->digest,
                                       &m->message,      &m->mac,        &m->output,       &m->value};
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
    if (changes[i]->make) return true;
  return m->variations[0].kind || m->construction || m->list.make || m->recipe.make || m->clock_ms ||
         m->signed_clock_ms || m->credentials_swapped || m->shown_credential_signed || m->key_signed ||
         m->mac_signed || m->key_clock_ms || m->steps_in_hex || m->no_digest_without_body ||
         (m->verify && m->verify != verify_check);
}

Test(mistakes, each_varies_something_or_says_why_nothing_can) {
  const struct mistake *mistake;
  for (size_t i = 0; (mistake = mistake_at(i)); i++)
    cr_assert_neq(varies(mistake), mistake->never != NULL, "%s %s", mistake->slug, mistake->variant);
}

/* Some are of words that only scheme files use: the library has a scheme for each. */
static size_t count_fitting(const struct mistake *mistake) {
  size_t num = 0;
  for (size_t i = 0; i < reqsig_num_schemes(); i++) num += mistake_fits(mistake, reqsig_scheme_at(i));
  for (size_t i = 0; num == 0 && scheme_library_name(i); i++)
    num += mistake_fits(mistake, scheme_find(scheme_library_name(i)));
  return num;
}

Test(mistakes, each_that_is_not_never_fits_a_scheme) {
  reqsig_scheme unpadded = *reqsig_scheme_find("aet");
  unpadded.encoding.encoding = RS_BASE64_UNPADDED;
  const struct mistake *mistake;
  for (size_t i = 0; (mistake = mistake_at(i)); i++)
    cr_assert_eq(count_fitting(mistake) + mistake_fits(mistake, &unpadded) == 0, mistake->never != NULL,
                 "%s %s", mistake->slug, mistake->variant);
}

Test(mistakes, are_found_by_their_names_only) {
  char name[MISTAKE_MAX_NAME];
  for (size_t i = 0; mistake_at(i); i++)
    cr_assert_eq(mistake_find(mistake_name(mistake_at(i), name)), mistake_at(i), "%s", name);
  cr_assert_null(mistake_find("json-escaped"));
  cr_assert_null(mistake_find(""));
}

Test(mistakes, words_are_a_sentence) {
  for (size_t i = 0; mistake_at(i); i++) {
    const char *words = mistake_at(i)->words;
    cr_assert(words[0] >= 'A' && words[0] <= 'Z', "begin with a capital: %s", words);
    cr_assert(words[strlen(words) - 1] == '.', "end with a full stop: %s", words);
  }
}

/* Of the built-in schemes a name stays; of files it says what the mistake is. */
Test(mistakes, have_names_of_their_own_in_schemes_of_files) {
  const struct mistake *mistake = mistake_find("method-missing/dots");
  char name[MISTAKE_MAX_NAME];
  cr_assert_str_eq(mistake_name_in(mistake, reqsig_scheme_find("aet"), name), "method-missing/dots");
  cr_assert_str_eq(mistake_name_in(mistake, scheme_find("stripe"), name), "separator/dots");
  cr_assert_eq(mistake_find("separator/dots"), mistake);
  mistake = mistake_find("crlf/to-lf");
  cr_assert_str_eq(mistake_name_in(mistake, scheme_find("stripe"), name), "crlf/to-lf");
  for (size_t i = 0; (mistake = mistake_at(i)); i++)
    cr_assert_eq(mistake_find(mistake_name_in(mistake, scheme_find("stripe"), name)), mistake, "%s", name);
}

Test(mistakes, names_are_unique) {
  char a[MISTAKE_MAX_NAME], b[MISTAKE_MAX_NAME];
  for (size_t i = 0; mistake_at(i); i++) {
    cr_assert_lt(strlen(mistake_name(mistake_at(i), a)), MISTAKE_MAX_NAME - 1);
    for (size_t k = 0; k < i; k++) cr_assert_str_neq(a, mistake_name(mistake_at(k), b));
  }
}

Test(mistakes, every_entry_of_the_catalogue_is_there) {
  bool there[NUM_ENTRIES + 1] = {false};
  for (size_t i = 0; mistake_at(i); i++) {
    const struct mistake *mistake = mistake_at(i);
    bool has_number = mistake->number >= 1 && mistake->number <= NUM_ENTRIES;
    cr_assert_eq(has_number, !mistake->verify, "%s", mistake->slug);
    if (has_number) there[mistake->number] = true;
  }
  for (int i = 1; i <= NUM_ENTRIES; i++) cr_assert(there[i], "entry %d", i);
}

Test(mistakes, every_verifiers_entry_is_there) {
  static const char *const slugs[] = {
      "v-timing",         "v-length-throw",       "v-missing-md5-ignored", "v-future-not-checked",
      "v-unit-window",    "v-digest-from-header", "v-decode-lenient",      "v-empty-secret",
      "v-500-on-garbage", "v-error-conflated"};
  for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++) {
    bool there = false;
    for (size_t k = 0; mistake_at(k); k++)
      there |= mistake_at(k)->verify && strcmp(mistake_at(k)->slug, slugs[i]) == 0;
    cr_assert(there, "%s", slugs[i]);
  }
}

/* With no mistake the engine of mistakes is reqsig_sign. */
Test(mistakes, none_signs_rightly) {
  static const reqsig_credential credentials[] = {{"api_key", RS_TEXT("id")},
                                                  {"secret_key", RS_TEXT("secret")}};
  const reqsig_header given = {RS_TEXT("Accept"), RS_TEXT("*/*")};
  const reqsig_request request = {RS_TEXT("post"), RS_TEXT("/a?b"), &given, 1, RS_TEXT("c=d")};
  const struct mutant_input input = {reqsig_scheme_find("bitpro"), credentials, 2, &request, 1491799392000};
  struct arena arena = {0};
  struct signer_answer answer;
  cr_assert_eq(mutant_sign(&arena, NULL, &input, &answer), REQSIG_OK);

  reqsig_context context;
  uint8_t room[512];
  reqsig_buffer text = {room, sizeof room, 0}, message = {room + 256, 256, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num_headers = REQSIG_MAX_ADDED_HEADERS;
  text.capacity = 256;
  cr_assert_eq(reqsig_context_init(&context, input.scheme, credentials, 2), REQSIG_OK);
  cr_assert_eq(reqsig_sign(&context, &request, input.now_ms, &text, headers, &num_headers), REQSIG_OK);
  cr_assert_eq(reqsig_message(&context, &request, input.now_ms, &message), REQSIG_OK);
  cr_assert(rs_slice_equal(answer.message, rs_slice(message.data, message.len)));
  cr_assert_eq(answer.headers.count, num_headers);
  for (size_t i = 0; i < num_headers; i++)
    cr_assert(rs_slice_equal(answer.headers.items[i].value, headers[i].value), "%zu", i);
  reqsig_context_wipe(&context);
  arena_free(&arena);
}

Test(mistakes, a_header_that_comes_out_empty_is_not_sent) {
  static const reqsig_credential credentials[] = {{"api_key", RS_TEXT("id")},
                                                  {"secret_key", RS_TEXT("secret")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/a")};
  const struct mutant_input input = {reqsig_scheme_find("bitpro"), credentials, 2, &request, 1491799392000};
  struct arena arena = {0};
  struct signer_answer answer;
  cr_assert_eq(mutant_sign(&arena, named("md5-empty/always-blank"), &input, &answer), REQSIG_OK);
  cr_assert_eq(answer.headers.count, 2);
  cr_assert(rs_slice_equal(answer.message, RS_LITERAL("GET,,/a,Mon, 10 Apr 2017 04:43:12 GMT")));
  arena_free(&arena);
}

/* A body that many signers share, and each mistake beside one that changes the body too. */
Test(mistakes, are_the_same_with_a_memo_of_the_body) {
  static const reqsig_credential credentials[] = {{"api_key", RS_TEXT("id")},
                                                  {"secret_key", RS_TEXT("secret")}};
  const reqsig_request request = {
      .method = RS_TEXT("POST"),
      .target = RS_TEXT("/a/b?c=d"),
      .body = RS_TEXT("{\"timestamp\":1700000000123,\"n\":1.50,\"s\":\"a/\xc3\xa9 \\u00e9\"}")};
  static const char *const schemes[] = {"calypso", "bitpro"};
  for (size_t s = 0; s < sizeof schemes / sizeof *schemes; s++) {
    struct arena arena = {0};
    struct transform_memo memo = {.arena = &arena, .body = request.body};
    struct mutant_input input = {reqsig_scheme_find(schemes[s]), credentials, 2, &request, 1700000000123};
    for (size_t i = 0; mistake_at(i); i++) {
      struct mistake both = *mistake_at(i);
      struct mac_input alone, shared;
      if (both.verify || !mistake_fits(&both, input.scheme)) continue;
      for (int k = 0; k < 2; k++) {
        input.memo = NULL;
        cr_assert_eq(mutant_mac_input(&arena, &both, &input, &alone), REQSIG_OK);
        input.memo = &memo;
        cr_assert_eq(mutant_mac_input(&arena, &both, &input, &shared), REQSIG_OK);
        cr_assert(rs_slice_equal(alone.message, shared.message), "%s of %s", both.slug, schemes[s]);
        if (!both.body.make) both.body = named("body-reserialised/python")->body;
      }
    }
    arena_free(&arena);
  }
}

/* What becomes of a long body stands where the one before stood. */
Test(mistakes, of_a_long_body_are_not_taken_for_the_one_before) {
  static uint8_t bytes[TRANSFORM_MEMO_MAX_LEN + 1];
  static const struct transform hash = {transform_hash_base64, .number = RS_MD5};
  static const struct transform endings[] = {{transform_append, "a"}, {transform_append, "b"}};
  struct arena arena = {0}, scratch = {0};
  struct transform_memo memo = {.arena = &arena, .body = {bytes, sizeof bytes}};
  const struct transform_input at = {.time_ms = 0};
  char *digests[2];
  for (size_t i = 0; i < 2; i++) {
    reqsig_slice made = transform_memo_take(&memo, &scratch, &endings[i], &at, memo.body);
    cr_assert_eq(made.len, sizeof bytes + 1);
    digests[i] = arena_copy(&arena, transform_memo_take(&memo, &scratch, &hash, &at, made));
    arena_clear(&scratch);
  }
  cr_assert_str_neq(digests[0], digests[1]);
  arena_free(&arena);
  arena_free(&scratch);
}
