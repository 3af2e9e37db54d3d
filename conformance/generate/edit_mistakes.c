/* Requests of signers with a mistake: a verifier that shares the mistake accepts them. */
#include <string.h>

#include "generate/edit.h"
#include "lib/request.h"
#include "mutants/mistakes.h"
#include "request/opened_request.h"

enum { MAX_DRAWN = 20 };

static size_t num_mistakes(void) {
  static size_t num;
  if (num == 0)
    while (mistake_at(num)) num++;
  return num;
}

/* One that fits, is a signer's and is no choice of the document's; NULL if none is drawn. */
static const struct mistake *draw_mistake(struct edit *edit) {
  const reqsig_scheme *scheme = edit->twin->scheme;
  for (size_t tries = 0; tries < MAX_DRAWN; tries++) {
    const struct mistake *mistake = mistake_at(random_below(&edit->generator->random, num_mistakes()));
    if (!mistake->verify && !mistake->silent[0] && mistake_fits(mistake, scheme) &&
        !mistake_is_same(mistake, scheme) && !mistake_is_profile(mistake, scheme))
      return mistake;
  }
  return NULL;
}

/* Whether the value is the twin's of that name. */
static bool is_the_twins(const struct edit *edit, const reqsig_header *made) {
  const reqsig_request *request = &edit->twin->signed_request;
  if (rs_slice_equal(made->name, RS_LITERAL(REQSIG_PATH_HEADER)))
    return rs_slice_equal(made->value, request->target);
  const reqsig_header *own = rs_header_find(request, made->name);
  return own && rs_slice_equal(made->value, own->value);
}

/* Any HTTP library sends it as it is; a target has no spaces. */
static bool is_printable(const rs_header_rule *rule, reqsig_slice value) {
  uint8_t first = rule->place == RS_IN_QUERY ? '!' : ' ';
  for (size_t i = 0; i < value.len; i++)
    if (value.data[i] < first || value.data[i] > '~') return false;
  return rs_can_be_field_value(value);
}

/* The one header that is another than the twin's, if it carries the MAC; else NULL. */
static const reqsig_header *other_signature(const struct edit *edit, const struct header_list *made,
                                            const rs_header_rule *rule) {
  const reqsig_header *other = NULL;
  reqsig_slice name = rule->place == RS_IN_QUERY ? RS_LITERAL(REQSIG_PATH_HEADER) : rule->name;
  for (size_t i = 0; i < made->count; i++) {
    if (is_the_twins(edit, &made->items[i])) continue;
    if (other || !rs_slice_equal(made->items[i].name, name) || !is_printable(rule, made->items[i].value))
      return NULL;
    other = &made->items[i];
  }
  return other;
}

static void put_signature(struct edit *edit, const rs_header_rule *rule, const reqsig_header *made,
                          const struct mistake *mistake) {
  char name[MISTAKE_MAX_NAME];
  struct text words = {0};
  reqsig_slice value = rs_slice(edit_copy(edit, made->value), made->value.len);
  text_addf(&words, "with the signature that the mistake %s makes", mistake_name(mistake, name));
  const char *kept = (const char *)draw_keep(edit->generator, &words).data;
  if (rule->place == RS_IN_QUERY) {
    size_t count;
    const reqsig_header *field = sent_parameters(edit->generator->arena, value, rule->name, &count);
    if (count > 0) edit_field_of(edit, rule)->value = field->value;
    edit_tell(edit, "target", kept);
  } else {
    edit_header_of(edit, rule)->value = value;
    edit_tell_header(edit, rule, "");
    edit->vector->edit = kept;
  }
}

/* Of schemes from files alone: what a document leaves open is said by other vectors. */
static bool sign_with(struct edit *edit, const struct mistake *mistake) {
  const struct vector *twin = edit->twin;
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_MAC);
  struct arena scratch = {0};
  struct signer_answer answer;
  struct mutant_input input = {.scheme = twin->scheme,
                               .credentials = twin->credentials,
                               .num_credentials = twin->num_credentials,
                               .request = &twin->request,
                               .now_ms = twin->now_ms};
  const reqsig_header *made = NULL;
  if (rule && mistake && mutant_sign(&scratch, mistake, &input, &answer) == REQSIG_OK && answer.is_signed)
    made = other_signature(edit, &answer.headers, rule);
  if (made) put_signature(edit, rule, made, mistake);
  arena_free(&scratch);
  return made != NULL;
}

static bool sign_with_mistake(struct edit *edit) {
  return !edit_is_built_in(edit) && sign_with(edit, draw_mistake(edit));
}

/* Mistakes that verifiers share, out of leniency. */
static const char *const shared[] = {"trailing-slash/lost",
                                     "double-slash",
                                     "dot-segments",
                                     "param-appended-after/path-parameters",
                                     "urlencode-dialect/path-decoded",
                                     "trailing-slash/added"};
enum { NUM_SHARED = sizeof shared / sizeof *shared };

/* The first that makes another signature, so that a path with two slashes is signed with one. */
static bool sign_with_shared_mistake(struct edit *edit) {
  for (size_t i = 0; !edit_is_built_in(edit) && i < NUM_SHARED; i++) {
    const struct mistake *mistake = mistake_find(shared[i]);
    if (mistake && mistake_fits(mistake, edit->twin->scheme) && sign_with(edit, mistake)) return true;
  }
  return false;
}

edit_fn *const edits_of_signers[] = {sign_with_mistake, sign_with_shared_mistake, sign_with_mistake, NULL};
