#include <criterion/criterion.h>
#include <string.h>

#include "lib/bytes.h"
#include "mutants/mistakes.h"

/* GitHub's published example: the header of the body under the key. */
#define KEY       "It's a Secret to Everybody"
#define SIGNATURE "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"

static const reqsig_credential key = {"api_key", RS_TEXT(KEY)};

static const struct mistake *named(const char *slug, const char *variant) {
  for (size_t i = 0; mistake_at(i); i++) {
    const struct mistake *mistake = mistake_at(i);
    bool same =
        variant && mistake->variant ? strcmp(mistake->variant, variant) == 0 : variant == mistake->variant;
    if (mistake->verify && same && strcmp(mistake->slug, slug) == 0) return mistake;
  }
  cr_assert_fail("no verifier %s %s", slug, variant);
  return NULL;
}

static struct verifier_answer ask(const struct mistake *mistake, const reqsig_header *headers,
                                  size_t num_headers, const char *body) {
  const reqsig_request request = {RS_LITERAL("POST"), RS_LITERAL("/"), headers, num_headers,
                                  reqsig_text(body)};
  const struct mutant_input input = {reqsig_scheme_find("crm"), &key, 1, &request, 0};
  struct arena arena = {0};
  struct verifier_answer answer = mutant_verify(&arena, mistake, &input);
  arena_free(&arena);
  return answer;
}

static struct verifier_answer ask_of(const char *slug, const char *variant, const char *signature,
                                     const char *body) {
  const reqsig_header headers[] = {{RS_TEXT("key"), RS_TEXT(KEY)},
                                   {RS_TEXT("signature"), reqsig_text(signature)}};
  return ask(named(slug, variant), headers, 2, body);
}

static void accepts(const char *slug, const char *variant, const char *signature) {
  struct verifier_answer answer = ask_of(slug, variant, signature, "Hello, World!");
  cr_assert_eq(answer.kind, VERIFIER_ACCEPTS, "%s %s %s", slug, variant, signature);
}

static void rejects(const char *slug, const char *variant, const char *signature, reqsig_reason reason) {
  struct verifier_answer answer = ask_of(slug, variant, signature, "Hello, World!");
  cr_assert_eq(answer.kind, VERIFIER_REJECTS, "%s %s %s", slug, variant, signature);
  cr_assert_eq(answer.reason, reason, "%s %s %s: %s", slug, variant, signature,
               reqsig_reason_name(answer.reason));
}

Test(verifiers, accept_what_is_right) {
  for (size_t i = 0; mistake_at(i); i++) {
    const struct mistake *mistake = mistake_at(i);
    if (!mistake->verify || !mistake_fits(mistake, reqsig_scheme_find("crm"))) continue;
    if (mistake == mistake_find("v-prefix/unstripped")) continue;
    cr_assert_eq(ask_of(mistake->slug, mistake->variant, "sha256=" SIGNATURE, "Hello, World!").kind,
                 VERIFIER_ACCEPTS, "%s %s", mistake->slug, mistake->variant);
  }
}

Test(verifiers, reject_what_their_mistake_has_nothing_to_do_with) {
  for (size_t i = 0; mistake_at(i); i++) {
    const struct mistake *mistake = mistake_at(i);
    if (!mistake->verify || !mistake_fits(mistake, reqsig_scheme_find("crm"))) continue;
    if (mistake == mistake_find("v-prefix/unstripped")) continue;
    cr_assert_eq(ask_of(mistake->slug, mistake->variant, "sha256=" SIGNATURE, "Hello, World?").kind,
                 VERIFIER_REJECTS, "%s %s", mistake->slug, mistake->variant);
  }
}

/* A request that has each header of the recipe with that value, or none if it is NULL. */
static void ask_with_headers(const struct mistake *mistake, const reqsig_scheme *recipe, const char *value) {
  reqsig_credential credentials[RS_MAX_CREDENTIALS];
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  reqsig_request request = {RS_LITERAL("POST"), RS_LITERAL("/"), headers, 0, RS_LITERAL("{}")};
  struct mutant_input input = {recipe, credentials, 0, &request, 0};
  for (; input.num_credentials < RS_MAX_CREDENTIALS && recipe->credentials[input.num_credentials].name;
       input.num_credentials++)
    credentials[input.num_credentials] =
        (reqsig_credential){recipe->credentials[input.num_credentials].name, RS_TEXT("a2V5")};
  for (; value && request.num_headers < REQSIG_MAX_ADDED_HEADERS &&
         recipe->headers[request.num_headers].name.len > 0;
       request.num_headers++)
    headers[request.num_headers] =
        (reqsig_header){recipe->headers[request.num_headers].name, reqsig_text(value)};
  struct arena arena = {0};
  mutant_verify(&arena, mistake, &input);
  arena_free(&arena);
}

/* Whoever follows a profile may have a verifier's mistake too. */
Test(verifiers, fit_the_recipe_of_each_profile) {
  size_t num_asked = 0;
  for (size_t i = 0; i < reqsig_num_schemes(); i++)
    for (const rs_profile *profile = reqsig_scheme_at(i)->profiles; profile && profile->info.name;
         profile++) {
      reqsig_scheme recipe = *reqsig_scheme_at(i);
      for (size_t k = 0; k < RS_MAX_VARIATIONS && profile->variations[k].kind; k++)
        rs_variation_apply(&profile->variations[k], &recipe);
      for (size_t k = 0; mistake_at(k); k++) {
        if (!mistake_at(k)->verify || !mistake_fits(mistake_at(k), &recipe)) continue;
        ask_with_headers(mistake_at(k), &recipe, NULL);
        ask_with_headers(mistake_at(k), &recipe, "");
        ask_with_headers(mistake_at(k), &recipe, "x");
        num_asked++;
      }
    }
  cr_assert_gt(num_asked, 100);
}

Test(verifiers, decode_leniently) {
  accepts("v-decode-lenient", "hex-case",
          "sha256=757107EA0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  accepts("v-decode-lenient", "hex-separators",
          "sha256=75:71:07:ea 0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  accepts("v-decode-lenient", "hex-0x", "sha256=0x" SIGNATURE);
  accepts("v-decode-lenient", "quotes", "sha256=\"" SIGNATURE "\"");
  /* printf %s HEX | xxd -r -p | base64 */
  accepts("v-decode-lenient", "either-encoding", "sha256=dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc=");
  rejects("v-decode-lenient", "quotes", "sha256=" SIGNATURE ":", REQSIG_REASON_MALFORMED);
}

Test(verifiers, compare_in_part) {
  accepts("v-partial", "beginning", "sha256=75");
  accepts("v-partial", "longer", "sha256=" SIGNATURE "00");
  accepts("v-partial", "first-byte",
          "sha256=75000000000000000000000000000000000000000000000000000000000000ff");
  rejects("v-partial", "first-byte",
          "sha256=74000000000000000000000000000000000000000000000000000000000000ff",
          REQSIG_REASON_SIGNATURE_MISMATCH);
  rejects("v-partial", "beginning", "sha256=", REQSIG_REASON_MALFORMED);
  accepts("v-several", "list", "sha256=00," SIGNATURE);
  accepts("v-several", "list", "sha256=" SIGNATURE ", 00");
  rejects("v-several", "list", "sha256=00," SIGNATURE "0", REQSIG_REASON_MALFORMED);
  rejects("v-several", "list", "sha256=0" SIGNATURE, REQSIG_REASON_MALFORMED);
}

Test(verifiers, take_other_prefixes) {
  accepts("v-prefix", "missing", SIGNATURE);
  accepts("v-prefix", "doubled", "sha256=sha256=" SIGNATURE);
  accepts("v-prefix", "case", "SHA256=" SIGNATURE);
  /* php: hash_hmac("sha1", "Hello, World!", KEY) */
  accepts("v-algorithm", "prefix", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59");
}

Test(verifiers, compare_the_prefix_with_the_mac) {
  rejects("v-prefix", "unstripped", "sha256=" SIGNATURE, REQSIG_REASON_MALFORMED);
  accepts("v-prefix", "unstripped", SIGNATURE);
}

Test(verifiers, accept_an_empty_key) {
  /* php: hash_hmac("sha256", "Hello, World!", "") */
  accepts("v-empty-secret", NULL, "sha256=2bbcfa9524f3218c7a34b30e6936f8b1a4516cb097f1a85a1c7d98b5977ec769");
}

Test(verifiers, break_in_place_of_refusing) {
  cr_assert_eq(ask_of("v-length-throw", NULL, "sha256=75", "Hello, World!").kind, VERIFIER_BREAKS);
  cr_assert_eq(ask_of("v-500-on-garbage", "signature", "sha256=\xc3\xa9", "Hello, World!").kind,
               VERIFIER_BREAKS);
  cr_assert_eq(ask_of("v-500-on-garbage", "body", "sha256=" SIGNATURE, "\xff").kind, VERIFIER_BREAKS);
}

Test(verifiers, confuse_reasons) {
  rejects("v-error-conflated", "signature", "sha256=75", REQSIG_REASON_SIGNATURE_MISMATCH);
  rejects("v-error-conflated", "malformed", "sha256=75", REQSIG_REASON_MALFORMED);
}

Test(verifiers, choose_among_headers_of_one_name) {
  const reqsig_header headers[] = {{RS_TEXT("key"), RS_TEXT(KEY)},
                                   {RS_TEXT("signature"), RS_TEXT("sha256=" SIGNATURE)},
                                   {RS_TEXT("Signature"), RS_TEXT("sha256=00")}};
  cr_assert_eq(ask(named("v-duplicates", "first"), headers, 3, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-duplicates", "last"), headers, 3, "Hello, World!").reason,
               REQSIG_REASON_MALFORMED);
  cr_assert_eq(ask(named("v-duplicates", "first"), headers + 1, 2, "Hello, World!").reason,
               REQSIG_REASON_MISSING);
}

Test(verifiers, take_other_names) {
  const reqsig_header longer[] = {{RS_TEXT("key"), RS_TEXT(KEY)},
                                  {RS_TEXT("signatures"), RS_TEXT("sha256=" SIGNATURE)}};
  const reqsig_header behind[] = {{RS_TEXT("key"), RS_TEXT(KEY)},
                                  {RS_TEXT("x-signature"), RS_TEXT("sha256=" SIGNATURE)}};
  const reqsig_header capitals[] = {{RS_TEXT("key"), RS_TEXT(KEY)},
                                    {RS_TEXT("SIGNATURE"), RS_TEXT("sha256=" SIGNATURE)}};
  cr_assert_eq(ask(named("v-header-name", "beginning"), longer, 2, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-header-name", "end"), behind, 2, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-header-name", "beginning"), behind, 2, "Hello, World!").reason,
               REQSIG_REASON_MISSING);
  cr_assert_eq(ask(named("v-header-name", "case"), capitals, 2, "Hello, World!").reason,
               REQSIG_REASON_MISSING);
}

Test(verifiers, ignore_the_key_id) {
  const reqsig_header other[] = {{RS_TEXT("key"), RS_TEXT("it's a secret to everybody")},
                                 {RS_TEXT("signature"), RS_TEXT("sha256=" SIGNATURE)}};
  cr_assert_eq(ask(named("v-key-id", "any"), other, 2, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-key-id", "case"), other, 2, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-key-id", "beginning"), other, 2, "Hello, World!").reason,
               REQSIG_REASON_UNKNOWN_KEY);
  const reqsig_header shorter[] = {{RS_TEXT("key"), RS_TEXT("It's")}, other[1]};
  const reqsig_header longer[] = {{RS_TEXT("key"), RS_TEXT(KEY "!")}, other[1]};
  cr_assert_eq(ask(named("v-key-id", "beginning"), shorter, 2, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-key-id", "beginning"), longer, 2, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-key-id", "absent"), other + 1, 1, "Hello, World!").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask(named("v-unsigned", NULL), other, 1, "Hello, World!").kind, VERIFIER_ACCEPTS);
}

/* A Calypso request of that body, signed for it, at that timestamp. */
static struct verifier_answer ask_calypso(const char *variant, const char *body) {
  static const reqsig_credential credentials[] = {{"api_key", RS_TEXT("id")},
                                                  {"secret_key", RS_TEXT("secret")}};
  reqsig_request request = {RS_LITERAL("POST"), RS_LITERAL("/"), NULL, 0, reqsig_text(body)};
  const reqsig_scheme *scheme = reqsig_scheme_find("calypso");
  struct mutant_input input = {scheme, credentials, 2, &request, 1700000000000};
  struct signer_answer right;
  struct arena arena = {0};
  cr_assert_eq(mutant_sign(&arena, NULL, &input, &right), REQSIG_OK);
  request.headers = right.headers.items;
  request.num_headers = right.headers.count;
  struct verifier_answer answer = mutant_verify(&arena, named("v-json", variant), &input);
  arena_free(&arena);
  return answer;
}

Test(verifiers, find_timestamps_in_their_own_ways) {
  static const char twice[] = "{\"timestamp\":1,\"timestamp\":1700000000000}";
  cr_assert_eq(ask_calypso("last", twice).kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask_calypso("first", twice).reason, REQSIG_REASON_EXPIRED);
  cr_assert_eq(ask_calypso("quoted", twice).reason, REQSIG_REASON_MALFORMED);
  cr_assert_eq(ask_calypso("quoted", "{\"timestamp\":\"1700000000000\"}").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask_calypso("number", "{\"timestamp\":\"1700000000000\"}").reason, REQSIG_REASON_MALFORMED);
  cr_assert_eq(ask_calypso("number", "{\"timestamp\":1.7e12}").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask_calypso("any-case", "{\"TimeStamp\":1700000000000}").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask_calypso("anywhere", "{\"a\":{\"timestamp\":1700000000000}}").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask_calypso("cjson", "{\"timestamp\":01700000000000}").kind, VERIFIER_ACCEPTS);
  cr_assert_eq(ask_calypso("valueint", "{\"timestamp\":1700000000000}").reason, REQSIG_REASON_EXPIRED);
  cr_assert_eq(ask_calypso("first", "{\"a\":1}").reason, REQSIG_REASON_MISSING);
}
