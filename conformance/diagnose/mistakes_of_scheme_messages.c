/* What programs do to the message of a scheme of a file, and no vector shows: the search alone tries it. */
#include "diagnose/search.h"
#include "lib/request.h"

static bool list_unchanged(rs_list *list) {
  (void)list;
  return true;
}

static bool list_values_encoded(rs_list *list) {
  bool changed = !list->value_encoded;
  list->value_encoded = true;
  return changed;
}

static bool whole_body(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                       struct text *to) {
  (void)how, (void)from;
  text_add(to, at->request->body);
  return true;
}

static bool path_before(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                        struct text *to) {
  (void)how;
  text_add(to, rs_path_of(at->request->target));
  text_add_string(to, "?");
  text_add(to, from);
  return true;
}

static bool then(struct text *done, struct transform how, const struct transform_input *at) {
  struct text next = {0};
  bool changed = how.make(&how, at, text_slice(done), &next);
  if (changed) {
    done->len = 0;
    text_add(done, text_slice(&next));
  }
  text_free(&next);
  return changed;
}

static bool path_normalised(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                            struct text *to) {
  (void)how;
  text_add(to, from);
  bool changed = then(to, (struct transform){transform_path_slashes}, at);
  changed |= then(to, (struct transform){transform_path_dots}, at);
  return then(to, (struct transform){transform_path_slash}, at) || changed;
}

/* What the change makes of each fixed text. */
static bool change_fixed_texts(struct arena *arena, struct transform change, reqsig_scheme *recipe) {
  bool is_any = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    rs_part *part = &recipe->message[i];
    struct text to = {0};
    if (part->from == RS_FROM_LITERAL && change.make(&change, NULL, part->literal, &to) &&
        !rs_slice_equal(text_slice(&to), part->literal)) {
      part->literal = rs_slice(arena_copy(arena, text_slice(&to)), to.len);
      is_any = true;
    }
    text_free(&to);
  }
  return is_any;
}

/* Of a recipe with such marks in its fixed texts: without them the separator alone is another mistake. */
static bool recipe_no_separators(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)nth;
  if (!change_fixed_texts(arena, (struct transform){transform_remove, ":.|,\n"}, recipe)) return false;
  recipe->separator = rs_slice(NULL, 0);
  return true;
}

static bool recipe_other_version(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  static const char *const from[] = {"v0", "v1", "v2"}, *const to[] = {"v1", "v0", "v1"};
  return change_fixed_texts(arena, (struct transform){transform_replace, from[nth], to[nth]}, recipe);
}

static bool recipe_unsigned_payload(struct arena *arena, size_t nth, reqsig_scheme *recipe) {
  (void)arena, (void)nth;
  bool is_any = false;
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) {
    rs_part *part = &recipe->message[i];
    if (part->from != RS_FROM_BODY || part->transforms[0] != RS_SHA256_HEX) continue;
    part->from = RS_FROM_LITERAL;
    part->literal = RS_LITERAL("UNSIGNED-PAYLOAD");
    for (size_t k = 0; k < sizeof part->transforms / sizeof *part->transforms; k++)
      part->transforms[k] = RS_AS_IS;
    is_any = true;
  }
  return is_any;
}

const struct mistake mistakes_of_scheme_messages[] = {
    {"urlencode-dialect", "fields-plus-decoded", 6,
     "The signer signs a space where a field of the form has a plus sign.",
     .list = {RS_PAIRS_OF_FORM, list_unchanged}, .parameters = {transform_replace, "+", " "}},
    {"urlencode-dialect", "fields-plus-kept", 6,
     "The signer signs a plus sign where a field of the form has a space.",
     .list = {RS_PAIRS_OF_FORM, list_unchanged}, .parameters = {transform_replace, " ", "+"}},
    {"urlencode-dialect", "fields-encoded", 6,
     "The signer signs the values of the form percent-encoded, with %20 for a space.",
     .list = {RS_PAIRS_OF_FORM, list_values_encoded}},
    {"urlencode-dialect", "fields-encoded-plus", 6,
     "The signer signs the values of the form as they are encoded, with + for a space.",
     .list = {RS_PAIRS_OF_FORM, list_values_encoded}, .parameters = {transform_replace, "%20", "+"}},
    {"parameters-written", "whole-body", 75,
     "The signer signs the body of the form as it is sent, where its sorted fields are due.",
     .list = {RS_PAIRS_OF_FORM, list_unchanged}, .parameters = {whole_body}},
    {"separator-missing", "all", 33,
     "The signer writes no colons, dots, bars, commas or line feeds between the parts.", HAS_SEVERAL_PARTS,
     .recipe = {recipe_no_separators}},
    {"fixed-text", "v1-for-v0", 33, "The signer writes v1 in the fixed text, where v0 is due.",
     .recipe = {recipe_other_version, 0}},
    {"fixed-text", "v0-for-v1", 33, "The signer writes v0 in the fixed text, where v1 is due.",
     .recipe = {recipe_other_version, 1}},
    {"fixed-text", "v1-for-v2", 33, "The signer writes v1 in the fixed text, where v2 is due.",
     .recipe = {recipe_other_version, 2}},
    {"method-case", "lower-case", 33, "The signer writes the method in lower case.",
     .method = {transform_lower}},
    {"part-digest", "unsigned-payload", 46,
     "The signer writes UNSIGNED-PAYLOAD in the place of the body's digest.",
     .recipe = {recipe_unsigned_payload}},
    {"path-normalised", "whole", 30,
     "The signer signs the path without doubled slashes, dots and the slash at its end.",
     .target = {path_normalised}},
    {"part-added", "path-before-query", 33, "The signer signs the path and a question mark before the query.",
     HAS_SIGNED_QUERY, .lacks = HAS_PATH, .message = {path_before}},
    {NULL},
};
