#include <criterion/criterion.h>

#include "recipe_compare.h"

/* A recipe on which every kind of variation can fit. */
static reqsig_scheme invented(void) {
  return (reqsig_scheme){.name = "invented",
                         .credentials = {{"id"}, {"secret", .secret = true}},
                         .signs = {.methods = {"POST"}},
                         .time = {RS_TIME_IN_HEADER, .format = RS_UNIX_SECONDS},
                         .message = {{RS_FROM_METHOD},
                                     {RS_FROM_PATH, .transforms = {RS_UPPER_CASE}},
                                     {RS_FROM_BODY, .glued = true},
                                     {RS_FROM_TIMESTAMP}},
                         .separator = RS_TEXT(","),
                         .mac = {RS_SHA256, 1},
                         .encoding = {RS_HEX},
                         .headers = {{RS_TEXT("a"), .value = {{RS_FROM_MAC}, {RS_FROM_BODY}}},
                                     {RS_TEXT("b"), .value = {{RS_FROM_PATH}, {RS_FROM_TIMESTAMP}}}}};
}

static reqsig_scheme varied(rs_variation variation) {
  reqsig_scheme recipe = invented();
  cr_assert(rs_variation_apply(&variation, &recipe));
  return recipe;
}

static void rejects(rs_variation variation, reqsig_scheme recipe, const char *label) {
  reqsig_scheme before = recipe;
  cr_assert_not(rs_variation_apply(&variation, &recipe), "%s", label);
  cr_assert(same_recipe(&before, &recipe), "%s", label);
}

static void check_sources(const reqsig_scheme *recipe, const rs_source *sources, size_t num) {
  for (size_t i = 0; i < num; i++) cr_assert_eq(recipe->message[i].from, sources[i], "part %zu", i);
  for (size_t i = num; i < RS_MAX_MESSAGE_PARTS; i++)
    cr_assert_eq(recipe->message[i].from, RS_FROM_NOTHING, "part %zu", i);
}

Test(variation, a_variation_of_no_kind_fits_nothing) {
  rejects((rs_variation){.kind = RS_VARY_NONE}, invented(), "none");
}

Test(variation, a_source_is_exchanged_in_message_and_headers) {
  reqsig_scheme recipe =
      varied((rs_variation){.kind = RS_VARY_SOURCE, .at = RS_FROM_BODY, .source = RS_FROM_BODY_OR_QUERY});
  cr_assert_eq(recipe.message[2].from, RS_FROM_BODY_OR_QUERY);
  cr_assert(recipe.message[2].glued);
  cr_assert_eq(recipe.headers[0].value[1].from, RS_FROM_BODY_OR_QUERY);
  cr_assert_eq(recipe.headers[0].value[0].from, RS_FROM_MAC);
  cr_assert_eq(recipe.message[1].from, RS_FROM_PATH);
}

Test(variation, what_a_recipe_does_not_draw_on_is_not_varied) {
  rejects((rs_variation){.kind = RS_VARY_SOURCE, .at = RS_FROM_QUERY, .source = RS_FROM_BODY}, invented(),
          "source");
  rejects((rs_variation){.kind = RS_VARY_TRANSFORM, .at = RS_FROM_QUERY, .transform = RS_UPPER_CASE},
          invented(), "transform");
  rejects((rs_variation){.kind = RS_VARY_OMIT, .at = RS_FROM_CREDENTIAL, .omit = RS_OMIT_IF_EMPTY},
          invented(), "omit");
  rejects((rs_variation){.kind = RS_VARY_AFTER, .at = RS_FROM_QUERY, .part = {RS_FROM_BODY}}, invented(),
          "after");
  rejects((rs_variation){.kind = RS_VARY_BEFORE, .at = RS_FROM_MAC, .part = {RS_FROM_BODY}}, invented(),
          "before");
  rejects((rs_variation){.kind = RS_VARY_OMIT, .at = RS_FROM_BODY_OR_QUERY, .omit = RS_OMIT_IF_EMPTY},
          invented(), "a body is no body or query");
}

Test(variation, a_transform_stands_behind_those_there_are) {
  reqsig_scheme recipe =
      varied((rs_variation){.kind = RS_VARY_TRANSFORM, .at = RS_FROM_PATH, .transform = RS_PERCENT_DECODED});
  cr_assert_eq(recipe.message[1].transforms[0], RS_UPPER_CASE);
  cr_assert_eq(recipe.message[1].transforms[1], RS_PERCENT_DECODED);
  cr_assert_eq(recipe.message[1].transforms[2], RS_AS_IS);
  cr_assert_eq(recipe.headers[1].value[0].transforms[0], RS_PERCENT_DECODED);
  cr_assert_eq(recipe.headers[1].value[0].transforms[1], RS_AS_IS);
}

Test(variation, a_part_full_of_transforms_takes_no_more) {
  reqsig_scheme recipe = invented();
  for (size_t i = 0; i < RS_MAX_TRANSFORMS; i++) recipe.message[0].transforms[i] = RS_UPPER_CASE;
  rejects((rs_variation){.kind = RS_VARY_TRANSFORM, .at = RS_FROM_METHOD, .transform = RS_MD5_BASE64}, recipe,
          "full");
}

Test(variation, an_omission_follows_the_body_that_falls_back_to_the_query) {
  const rs_variation source = {.kind = RS_VARY_SOURCE, .at = RS_FROM_BODY, .source = RS_FROM_BODY_OR_QUERY};
  const rs_variation omit = {.kind = RS_VARY_OMIT, .at = RS_FROM_BODY, .omit = RS_OMIT_IF_EMPTY};
  reqsig_scheme one = varied(source), other = varied(omit);
  cr_assert(rs_variation_apply(&omit, &one));
  cr_assert(rs_variation_apply(&source, &other));
  cr_assert(same_recipe(&one, &other));
  cr_assert_eq(one.message[2].omit, RS_OMIT_IF_EMPTY);
  cr_assert_eq(one.headers[0].value[1].omit, RS_OMIT_IF_EMPTY);
}

Test(variation, a_part_is_put_behind_another_without_a_separator) {
  static const rs_source sources[] = {RS_FROM_METHOD, RS_FROM_PATH, RS_FROM_QUERY, RS_FROM_BODY,
                                      RS_FROM_TIMESTAMP};
  reqsig_scheme recipe =
      varied((rs_variation){.kind = RS_VARY_AFTER, .at = RS_FROM_PATH, .part = {RS_FROM_QUERY}});
  check_sources(&recipe, sources, 5);
  cr_assert_not(recipe.message[1].glued);
  cr_assert(recipe.message[2].glued);
  cr_assert(recipe.message[3].glued, "as before");
  cr_assert_not(recipe.message[4].glued);
}

Test(variation, a_part_belongs_to_the_group_of_its_neighbour) {
  const rs_variation behind = {.kind = RS_VARY_AFTER, .at = RS_FROM_PATH, .part = {RS_FROM_QUERY}};
  const rs_variation before = {.kind = RS_VARY_BEFORE, .at = RS_FROM_PATH, .part = {RS_FROM_QUERY}};
  reqsig_scheme recipe = invented(), other = invented();
  recipe.message[1].group = other.message[1].group = 1;
  cr_assert(rs_variation_apply(&behind, &recipe));
  cr_assert_eq(recipe.message[2].group, 1);
  cr_assert_eq(recipe.message[3].group, 0);
  cr_assert(rs_variation_apply(&before, &other));
  cr_assert_eq(other.message[1].group, 1);
  cr_assert_eq(other.message[0].group, 0);
}

Test(variation, a_part_is_put_before_another_in_its_place) {
  static const rs_source sources[] = {RS_FROM_METHOD, RS_FROM_LITERAL, RS_FROM_PATH, RS_FROM_BODY,
                                      RS_FROM_TIMESTAMP};
  rs_variation variation = {
      .kind = RS_VARY_BEFORE, .at = RS_FROM_PATH, .part = {RS_FROM_LITERAL, .literal = RS_TEXT("api/")}};
  reqsig_scheme recipe = varied(variation);
  check_sources(&recipe, sources, 5);
  cr_assert_not(recipe.message[1].glued, "the separator stands before the new part");
  cr_assert(recipe.message[2].glued);
  cr_assert(rs_slice_equal(recipe.message[1].literal, RS_LITERAL("api/")));

  variation.at = RS_FROM_BODY;
  recipe = varied(variation);
  cr_assert(recipe.message[2].glued, "what was glued stays so");
  cr_assert(recipe.message[3].glued);
}

Test(variation, parts_are_put_at_both_ends) {
  static const rs_source first[] = {RS_FROM_QUERY, RS_FROM_METHOD, RS_FROM_PATH, RS_FROM_BODY,
                                    RS_FROM_TIMESTAMP};
  static const rs_source last[] = {RS_FROM_METHOD, RS_FROM_PATH, RS_FROM_BODY, RS_FROM_TIMESTAMP,
                                   RS_FROM_QUERY};
  reqsig_scheme recipe =
      varied((rs_variation){.kind = RS_VARY_BEFORE, .at = RS_FROM_METHOD, .part = {RS_FROM_QUERY}});
  check_sources(&recipe, first, 5);
  recipe = varied((rs_variation){.kind = RS_VARY_AFTER, .at = RS_FROM_TIMESTAMP, .part = {RS_FROM_QUERY}});
  check_sources(&recipe, last, 5);
}

Test(variation, a_message_full_of_parts_takes_no_more) {
  reqsig_scheme recipe = invented();
  const rs_variation variation = {.kind = RS_VARY_AFTER, .at = RS_FROM_TIMESTAMP, .part = {RS_FROM_LITERAL}};
  for (size_t num = 4; num < RS_MAX_MESSAGE_PARTS; num++) {
    cr_assert(rs_variation_apply(&variation, &recipe));
    cr_assert_eq(recipe.message[num].from, RS_FROM_LITERAL);
  }
  rejects(variation, recipe, "after");
  rejects((rs_variation){.kind = RS_VARY_BEFORE, .at = RS_FROM_METHOD, .part = {RS_FROM_LITERAL}}, recipe,
          "before");
  cr_assert_eq(recipe.separator.len, 1, "what stands behind the parts is whole");
}

Test(variation, the_time_is_written_otherwise_where_there_is_one) {
  const rs_variation variation = {.kind = RS_VARY_TIME_FORMAT, .time_format = RS_UNIX_MILLISECONDS};
  cr_assert_eq(varied(variation).time.format, RS_UNIX_MILLISECONDS);
  reqsig_scheme timeless = invented();
  timeless.time.place = RS_TIME_NOWHERE;
  rejects(variation, timeless, "no time");
}

Test(variation, a_window_is_given_or_only_its_ends_are) {
  const rs_variation ends = {.kind = RS_VARY_WINDOW, .window = {.exclusive = true}};
  const rs_variation whole = {.kind = RS_VARY_WINDOW,
                              .window = {.given = true, .past_ms = 5, .future_ms = 6, .exclusive = true}};
  rejects(ends, invented(), "there is no window whose ends could be varied");
  reqsig_scheme recipe = varied(whole);
  cr_assert(recipe.time.window.given && recipe.time.window.exclusive);
  cr_assert_eq(recipe.time.window.past_ms, 5);
  cr_assert_eq(recipe.time.window.future_ms, 6);

  recipe = invented();
  recipe.time.window = (rs_window){.given = true, .past_ms = 7, .future_ms = 8};
  cr_assert(rs_variation_apply(&ends, &recipe));
  cr_assert(recipe.time.window.given && recipe.time.window.exclusive);
  cr_assert_eq(recipe.time.window.past_ms, 7);
  cr_assert_eq(recipe.time.window.future_ms, 8);

  recipe.time.place = RS_TIME_NOWHERE;
  rejects(ends, recipe, "no time: ends");
  rejects(whole, recipe, "no time: whole");
}

Test(variation, the_key_and_the_signed_requests_are_exchanged) {
  cr_assert_eq(
      varied((rs_variation){.kind = RS_VARY_KEY_FORM, .key_form = RS_KEY_BASE64_DECODED}).mac.key_form,
      RS_KEY_BASE64_DECODED);
  reqsig_scheme recipe =
      varied((rs_variation){.kind = RS_VARY_SIGNS, .signs = {.methods = {"PUT"}, .only_with_body = true}});
  cr_assert_str_eq(recipe.signs.methods[0], "PUT");
  cr_assert_null(recipe.signs.methods[1]);
  cr_assert(recipe.signs.only_with_body);
}

Test(variation, what_was_accepted_stays_so_where_it_does_not_fit_again) {
  reqsig_scheme recipe = invented();
  recipe.encoding = (rs_encoding_rule){RS_BASE64, .upper_case_accepted = true};
  rejects((rs_variation){.kind = RS_VARY_ACCEPT_UPPER_CASE}, recipe, "hex");
  recipe.encoding = (rs_encoding_rule){RS_HEX, .unpadded_accepted = true, .prefix_optional = true};
  rejects((rs_variation){.kind = RS_VARY_ACCEPT_UNPADDED}, recipe, "padding");
  rejects((rs_variation){.kind = RS_VARY_ACCEPT_NO_PREFIX}, recipe, "prefix");
}

Test(variation, upper_case_is_accepted_of_hex_only) {
  const rs_variation variation = {.kind = RS_VARY_ACCEPT_UPPER_CASE};
  cr_assert(varied(variation).encoding.upper_case_accepted);
  reqsig_scheme base64 = invented();
  base64.encoding.encoding = RS_BASE64;
  rejects(variation, base64, "base64");
}

Test(variation, missing_padding_is_accepted_of_base64_only) {
  const rs_variation variation = {.kind = RS_VARY_ACCEPT_UNPADDED};
  rejects(variation, invented(), "hex");
  reqsig_scheme base64 = invented();
  base64.encoding.encoding = RS_BASE64;
  cr_assert(rs_variation_apply(&variation, &base64));
  cr_assert(base64.encoding.unpadded_accepted);
}

Test(variation, a_prefix_is_optional_only_where_there_is_one) {
  const rs_variation variation = {.kind = RS_VARY_ACCEPT_NO_PREFIX};
  reqsig_scheme with = *reqsig_scheme_find("crm"), without = *reqsig_scheme_find("calypso");
  cr_assert(rs_variation_apply(&variation, &with));
  cr_assert(with.encoding.prefix_optional);
  rejects(variation, without, "no prefix");
  without.headers[1].value[0] = (rs_part){RS_FROM_CREDENTIAL};
  without.headers[1].value[1] = (rs_part){RS_FROM_MAC};
  rejects(variation, without, "a credential is none");
  rejects(variation, *reqsig_scheme_find("bitpro"), "text behind a credential is none");
}

Test(variation, profiles_are_found_by_their_whole_name) {
  static const rs_profile profiles[] = {
      {.info = {.name = "one"}}, {.info = {.name = "two"}}, {.info = {NULL}}};
  reqsig_scheme recipe = invented();
  cr_assert_null(rs_profile_find(&recipe, "one"));
  recipe.profiles = profiles;
  cr_assert_eq(rs_profile_find(&recipe, "one"), &profiles[0]);
  cr_assert_eq(rs_profile_find(&recipe, "two"), &profiles[1]);
  cr_assert_null(rs_profile_find(&recipe, "tw"));
  cr_assert_null(rs_profile_find(&recipe, "twos"));
  cr_assert_null(rs_profile_find(&recipe, ""));
}

Test(variation, profiles_of_three_changes_clash_over_any_of_them) {
  const rs_profile full = {.variations = {{.kind = RS_VARY_DIGEST},
                                          {.kind = RS_VARY_SIGNS},
                                          {.kind = RS_VARY_TRANSFORM, .at = RS_FROM_PATH}}};
  const rs_profile none = {.variations = {{.kind = RS_VARY_WINDOW},
                                          {.kind = RS_VARY_OMIT, .at = RS_FROM_PATH},
                                          {.kind = RS_VARY_TRANSFORM, .at = RS_FROM_BODY}}};
  const rs_profile last = {
      .variations = {{.kind = RS_VARY_WINDOW}, {.kind = RS_VARY_PLAIN, .at = RS_FROM_PATH}}};
  cr_assert_not(rs_profiles_clash(&full, &none));
  cr_assert_not(rs_profiles_clash(&none, &full));
  cr_assert(rs_profiles_clash(&full, &last), "forms are dropped and added");
  cr_assert(rs_profiles_clash(&last, &full));
}

Test(variation, a_list_holds_the_parameters_of_its_sources) {
  enum { QUERY, FORM, BOTH, HEADERS };
  static const rs_list lists[] = {{.each = RS_PAIRS_OF_QUERY},
                                  {.each = RS_PAIRS_OF_FORM},
                                  {.each = RS_PAIRS_OF_BOTH},
                                  {.each = RS_PAIRS_OF_HEADERS},
                                  {.each = 0}};
  static const bool has_query[] = {true, false, true, false}, has_form[] = {false, true, true, false};
  reqsig_scheme sent = invented(), added = invented();
  sent.lists = added.lists = lists;
  added.headers[0].place = added.headers[1].place = RS_IN_QUERY;
  reqsig_scheme timeless = added;
  timeless.headers[1].value[1] = (rs_part){RS_FROM_CREDENTIAL};
  for (int i = QUERY; i <= HEADERS; i++) {
    const rs_part part = {RS_FROM_LIST, .list = (uint8_t)i};
    cr_assert_eq(rs_part_lists(&sent, &part, RS_FROM_QUERY), has_query[i], "query of %d", i);
    cr_assert_eq(rs_part_lists(&sent, &part, RS_FROM_BODY), has_form[i], "body of %d", i);
    cr_assert_eq(rs_part_lists(&added, &part, RS_FROM_TIMESTAMP), has_query[i], "added time in %d", i);
    cr_assert_not(rs_part_lists(&sent, &part, RS_FROM_TIMESTAMP), "time in a header, %d", i);
    cr_assert_not(rs_part_lists(&added, &part, RS_FROM_NONCE), "no nonce is added, %d", i);
    cr_assert_not(rs_part_lists(&timeless, &part, RS_FROM_TIMESTAMP), "no time, %d", i);
    cr_assert_not(rs_part_lists(&added, &part, RS_FROM_METHOD), "method, %d", i);
  }
  const rs_part query = {RS_FROM_QUERY}, body = {RS_FROM_BODY};
  cr_assert_not(rs_part_lists(&added, &query, RS_FROM_QUERY), "the query is no list");
  cr_assert_not(rs_part_lists(&added, &body, RS_FROM_BODY), "the body is no list");
}
