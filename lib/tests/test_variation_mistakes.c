/* The kinds of variations that no profile needs: what a document rules out. */
#include <criterion/criterion.h>

#include "recipe_compare.h"

/* A recipe on which each of them can fit. */
static reqsig_scheme invented(void) {
  return (reqsig_scheme){.name = "invented",
                         .credentials = {{"id"}, {"secret", .secret = true}},
                         .time = {RS_TIME_IN_HEADER, .format = RS_UNIX_SECONDS},
                         .message = {{RS_FROM_BODY, .transforms = {RS_JSON_COMPACT, RS_MD5_BASE64}},
                                     {RS_FROM_PATH, .cut = RS_CUT_LEADING_SLASH},
                                     {RS_FROM_TIMESTAMP},
                                     {RS_FROM_BODY_OR_QUERY}},
                         .separator = RS_TEXT(","),
                         .mac = {RS_SHA256, 1},
                         .encoding = {RS_HEX},
                         .headers = {{RS_TEXT("a"), .value = {{RS_FROM_LITERAL}, {RS_FROM_MAC}}},
                                     {RS_TEXT("b"), .value = {{RS_FROM_BODY, .transforms = {RS_MD5_BASE64}}}},
                                     {RS_TEXT("c"), .value = {{RS_FROM_TIMESTAMP}}}}};
}

static reqsig_scheme varied(rs_variation variation) {
  reqsig_scheme recipe = invented();
  cr_assert(rs_variation_apply(&variation, &recipe));
  return recipe;
}

static void rejects(rs_variation variation, const char *label) {
  reqsig_scheme before = invented(), after = before;
  cr_assert_not(rs_variation_apply(&variation, &after), "%s", label);
  cr_assert(same_recipe(&before, &after), "%s", label);
}

Test(variation_mistakes, a_cut_is_made_or_left_out) {
  reqsig_scheme kept = varied((rs_variation){.kind = RS_VARY_CUT, .at = RS_FROM_PATH, .cut = RS_CUT_NOTHING});
  cr_assert_eq(kept.message[1].cut, RS_CUT_NOTHING);
  reqsig_scheme cut =
      varied((rs_variation){.kind = RS_VARY_CUT, .at = RS_FROM_TIMESTAMP, .cut = RS_CUT_LEADING_SLASH});
  cr_assert_eq(cut.message[2].cut, RS_CUT_LEADING_SLASH);
  cr_assert_eq(cut.headers[2].value[0].cut, RS_CUT_NOTHING, "the timestamp is sent as it is read");
  rejects((rs_variation){.kind = RS_VARY_CUT, .at = RS_FROM_PATH, .cut = RS_CUT_LEADING_SLASH},
          "cut already");
  rejects((rs_variation){.kind = RS_VARY_CUT, .at = RS_FROM_METHOD, .cut = RS_CUT_LEADING_SLASH},
          "no such part");
}

Test(variation_mistakes, a_part_loses_all_its_transforms) {
  reqsig_scheme recipe = varied((rs_variation){.kind = RS_VARY_PLAIN, .at = RS_FROM_BODY});
  cr_assert_eq(recipe.message[0].transforms[0], RS_AS_IS);
  cr_assert_eq(recipe.message[0].transforms[1], RS_AS_IS);
  cr_assert_eq(recipe.headers[1].value[0].transforms[0], RS_AS_IS);
  rejects((rs_variation){.kind = RS_VARY_PLAIN, .at = RS_FROM_PATH}, "without transforms");
}

Test(variation_mistakes, a_part_is_dropped_and_the_others_close_up) {
  reqsig_scheme recipe = varied((rs_variation){.kind = RS_VARY_DROP, .at = RS_FROM_PATH});
  cr_assert_eq(recipe.message[0].from, RS_FROM_BODY);
  cr_assert_eq(recipe.message[1].from, RS_FROM_TIMESTAMP);
  cr_assert_eq(recipe.message[2].from, RS_FROM_BODY_OR_QUERY);
  cr_assert_eq(recipe.message[3].from, RS_FROM_NOTHING);
  cr_assert_eq(recipe.headers[2].value[0].from, RS_FROM_TIMESTAMP, "headers keep their parts");
  rejects((rs_variation){.kind = RS_VARY_DROP, .at = RS_FROM_METHOD}, "no such part");
}

Test(variation_mistakes, all_parts_of_the_body_are_dropped_at_once) {
  reqsig_scheme recipe = varied((rs_variation){.kind = RS_VARY_DROP, .at = RS_FROM_BODY});
  cr_assert_eq(recipe.message[0].from, RS_FROM_PATH);
  cr_assert_eq(recipe.message[1].from, RS_FROM_TIMESTAMP);
  cr_assert_eq(recipe.message[2].from, RS_FROM_NOTHING);
}

Test(variation_mistakes, a_separator_is_exchanged_where_one_stands_between_parts) {
  reqsig_scheme recipe = varied((rs_variation){.kind = RS_VARY_SEPARATOR, .separator = RS_TEXT("\n")});
  cr_assert(rs_slice_equal(recipe.separator, RS_LITERAL("\n")));
  rejects((rs_variation){.kind = RS_VARY_SEPARATOR, .separator = RS_TEXT(",")}, "the same");
  const rs_variation variation = {.kind = RS_VARY_SEPARATOR, .separator = RS_TEXT("\n")};
  for (size_t num = 0; num < 2; num++) {
    reqsig_scheme few = invented();
    memset(&few.message[num], 0, (RS_MAX_MESSAGE_PARTS - num) * sizeof few.message[0]);
    cr_assert_not(rs_variation_apply(&variation, &few), "of %zu parts", num);
  }
}

Test(variation_mistakes, a_digest_and_an_encoding_are_others) {
  cr_assert_eq(varied((rs_variation){.kind = RS_VARY_DIGEST, .digest = RS_SHA384}).mac.digest, RS_SHA384);
  rejects((rs_variation){.kind = RS_VARY_DIGEST, .digest = RS_SHA256}, "the same digest");
  cr_assert_eq(varied((rs_variation){.kind = RS_VARY_ENCODING, .encoding = RS_BASE64}).encoding.encoding,
               RS_BASE64);
  rejects((rs_variation){.kind = RS_VARY_ENCODING, .encoding = RS_HEX}, "the same encoding");
}

Test(variation_mistakes, a_header_is_sent_in_other_cases) {
  reqsig_scheme recipe =
      varied((rs_variation){.kind = RS_VARY_SENDING, .at = RS_FROM_MAC, .sending = RS_SENT_IF_SIGNED});
  cr_assert_eq(recipe.headers[0].sending, RS_SENT_IF_SIGNED);
  cr_assert_eq(recipe.headers[1].sending, RS_SENT_ALWAYS);
  rejects((rs_variation){.kind = RS_VARY_SENDING, .at = RS_FROM_QUERY, .sending = RS_SENT_IF_SIGNED},
          "no such header");
}

Test(variation_mistakes, a_header_is_not_sent_at_all) {
  reqsig_scheme recipe = varied((rs_variation){.kind = RS_VARY_UNSENT, .at = RS_FROM_BODY});
  cr_assert(rs_slice_equal(recipe.headers[0].name, RS_LITERAL("a")));
  cr_assert(rs_slice_equal(recipe.headers[1].name, RS_LITERAL("c")));
  cr_assert_eq(recipe.headers[2].name.len, 0);
  rejects((rs_variation){.kind = RS_VARY_UNSENT, .at = RS_FROM_QUERY}, "no such header");
}

Test(variation_mistakes, a_part_that_falls_back_to_the_query_is_not_the_querys) {
  rejects((rs_variation){.kind = RS_VARY_SOURCE, .at = RS_FROM_QUERY, .source = RS_FROM_BODY}, "the query");
}
