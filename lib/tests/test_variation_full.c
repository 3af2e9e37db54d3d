/* Variations of a recipe whose message and headers are as many as there may be: the last of them is varied as
 * the first is, and what stands behind them never comes in. */
#include <criterion/criterion.h>

#include "recipe.h"

enum { LAST_PART = RS_MAX_MESSAGE_PARTS - 1, LAST_HEADER = REQSIG_MAX_ADDED_HEADERS - 1 };

static const rs_part insertion = {RS_FROM_LITERAL, .literal = RS_TEXT("x")};

/* Parts of the body and the path behind them; headers with a literal, the last with the time at its end. */
static reqsig_scheme with(size_t num_parts) {
  reqsig_scheme recipe = {.separator = RS_TEXT("|"), .mac = {RS_SHA1}};
  for (size_t i = 0; i < num_parts; i++)
    recipe.message[i].from = i + 1 < num_parts ? RS_FROM_BODY : RS_FROM_PATH;
  for (size_t i = 0; i <= LAST_HEADER; i++) {
    recipe.headers[i].name = RS_LITERAL("H");
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) recipe.headers[i].value[k] = insertion;
  }
  recipe.headers[LAST_HEADER].value[RS_MAX_VALUE_PARTS - 1].from = RS_FROM_TIMESTAMP;
  return recipe;
}

static size_t num_parts(const reqsig_scheme *recipe) {
  size_t num = 0;
  while (num < RS_MAX_MESSAGE_PARTS && recipe->message[num].from) num++;
  return num;
}

Test(variation_full, drops_the_last_part_or_all_others) {
  reqsig_scheme recipe = with(RS_MAX_MESSAGE_PARTS);
  cr_assert(rs_variation_apply(&(rs_variation){.kind = RS_VARY_DROP, .at = RS_FROM_PATH}, &recipe));
  cr_assert_eq(num_parts(&recipe), LAST_PART);
  cr_assert_eq(recipe.message[LAST_PART].from, RS_FROM_NOTHING);
  recipe = with(RS_MAX_MESSAGE_PARTS);
  cr_assert(rs_variation_apply(&(rs_variation){.kind = RS_VARY_DROP, .at = RS_FROM_BODY}, &recipe));
  cr_assert_eq(num_parts(&recipe), 1);
  cr_assert_eq(recipe.message[0].from, RS_FROM_PATH);
  cr_assert_not(rs_variation_apply(&(rs_variation){.kind = RS_VARY_DROP, .at = RS_FROM_METHOD}, &recipe));
}

Test(variation_full, puts_a_part_beside_the_last_where_there_is_room) {
  const rs_variation before = {.kind = RS_VARY_BEFORE, .at = RS_FROM_PATH, .part = insertion},
                     after = {.kind = RS_VARY_AFTER, .at = RS_FROM_PATH, .part = insertion};
  reqsig_scheme recipe = with(LAST_PART);
  cr_assert(rs_variation_apply(&before, &recipe));
  cr_assert_eq(recipe.message[LAST_PART - 1].from, RS_FROM_LITERAL);
  cr_assert_eq(recipe.message[LAST_PART].from, RS_FROM_PATH);
  cr_assert(recipe.message[LAST_PART].glued && !recipe.message[LAST_PART - 1].glued);
  cr_assert_not(rs_variation_apply(&before, &recipe));
  recipe = with(LAST_PART);
  cr_assert(rs_variation_apply(&after, &recipe));
  cr_assert_eq(recipe.message[LAST_PART - 1].from, RS_FROM_PATH);
  cr_assert_eq(recipe.message[LAST_PART].from, RS_FROM_LITERAL);
  cr_assert(recipe.message[LAST_PART].glued && !recipe.message[LAST_PART - 1].glued);
  cr_assert_not(rs_variation_apply(&after, &recipe));
}

Test(variation_full, changes_the_last_part) {
  reqsig_scheme recipe = with(RS_MAX_MESSAGE_PARTS);
  const rs_part *last = &recipe.message[LAST_PART];
  const rs_variation variations[] = {
      {.kind = RS_VARY_TRANSFORM, .at = RS_FROM_PATH, .transform = RS_UPPER_CASE},
      {.kind = RS_VARY_TRANSFORM, .at = RS_FROM_PATH, .transform = RS_SQUEEZED},
      {.kind = RS_VARY_TRANSFORM, .at = RS_FROM_PATH, .transform = RS_LOWER_CASE},
      {.kind = RS_VARY_OMIT, .at = RS_FROM_PATH, .omit = RS_OMIT_IF_EMPTY},
      {.kind = RS_VARY_CUT, .at = RS_FROM_PATH, .cut = RS_CUT_LEADING_SLASH},
  };
  cr_assert_eq(rs_part_find(&recipe, RS_FROM_PATH), last);
  for (size_t i = 0; i < sizeof variations / sizeof *variations; i++)
    cr_assert(rs_variation_apply(&variations[i], &recipe), "%zu", i);
  cr_assert(last->transforms[0] == RS_UPPER_CASE && last->transforms[1] == RS_SQUEEZED &&
            last->transforms[2] == RS_LOWER_CASE);
  cr_assert(last->omit == RS_OMIT_IF_EMPTY && last->cut == RS_CUT_LEADING_SLASH);
  cr_assert_not(rs_variation_apply(&variations[0], &recipe), "a part has no more than three forms");
  cr_assert(rs_variation_apply(&(rs_variation){.kind = RS_VARY_PLAIN, .at = RS_FROM_PATH}, &recipe));
  cr_assert(!last->transforms[0] && !last->transforms[1] && !last->transforms[2]);
  cr_assert_eq(recipe.message[0].omit, RS_OMIT_NEVER);
}

Test(variation_full, changes_the_last_header_by_its_last_piece) {
  reqsig_scheme recipe = with(1);
  cr_assert_eq(rs_part_find(&recipe, RS_FROM_TIMESTAMP),
               &recipe.headers[LAST_HEADER].value[RS_MAX_VALUE_PARTS - 1]);
  cr_assert(rs_variation_apply(
      &(rs_variation){.kind = RS_VARY_SENDING, .at = RS_FROM_TIMESTAMP, .sending = RS_SENT_IF_SIGNED},
      &recipe));
  cr_assert_eq(recipe.headers[LAST_HEADER].sending, RS_SENT_IF_SIGNED);
  cr_assert_eq(recipe.headers[LAST_HEADER - 1].sending, RS_SENT_ALWAYS);
  cr_assert(rs_variation_apply(&(rs_variation){.kind = RS_VARY_UNSENT, .at = RS_FROM_TIMESTAMP}, &recipe));
  cr_assert_eq(recipe.headers[LAST_HEADER].name.len, 0);
  cr_assert_eq(recipe.headers[LAST_HEADER - 1].name.len, 1);
  cr_assert_not(
      rs_variation_apply(&(rs_variation){.kind = RS_VARY_UNSENT, .at = RS_FROM_TIMESTAMP}, &recipe));
  cr_assert(rs_variation_apply(&(rs_variation){.kind = RS_VARY_UNSENT, .at = RS_FROM_LITERAL}, &recipe));
  cr_assert_eq(recipe.headers[0].name.len, 0);
}
