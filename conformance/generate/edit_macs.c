/* Signatures that are well formed, of another message, under another key, or by a signer with a mistake. */
#include <ctype.h>
#include <string.h>

#include "generate/edit.h"
#include "lib/bytes.h"
#include "lib/hex.h"
#include "lib/request.h"
#include "mutants/mistakes.h"
#include "request/opened_request.h"
#include "request/recipe_text.h"

/* An HMAC of a credential is made anew too. */
bool edit_sign_with_empty_key(struct edit *edit) {
  struct arena scratch = {0};
  struct signer_answer answer;
  struct mutant_input input = mutant_input_of(edit->twin, &edit->twin->request);
  bool taken = false;
  if (mutant_sign(&scratch, mistake_find("key-silently-empty"), &input, &answer) == REQSIG_OK)
    for (size_t i = 0; answer.is_signed && i < answer.headers.count; i++)
      taken |= edit_take_header(edit, &answer.headers.items[i]);
  arena_free(&scratch);
  return taken;
}

static bool sign_with_empty_key(struct edit *edit) {
  bool is_signed = !edit_is_built_in(edit) && edit_sign_with_empty_key(edit);
  if (is_signed)
    edit_tell_header(edit, edit_rule_with(edit, RS_FROM_MAC), " with the MAC under an empty key");
  return is_signed;
}

static bool read_mac(const struct edit *edit, uint8_t mac[RS_MAX_DIGEST], size_t *len) {
  reqsig_buffer raw = {mac, RS_MAX_DIGEST, 0};
  const char *hex = edit->twin->expect.mac;
  bool done = hex && *hex && rs_hex_decode(reqsig_text(hex), RS_HEX_LOWER_ONLY, &raw) == REQSIG_OK;
  *len = raw.len;
  return done;
}

/* Whoever compares the bytes as a string of C stops at the zero. */
static bool change_behind_zero_byte(struct edit *edit) {
  uint8_t mac[RS_MAX_DIGEST];
  size_t len;
  if (edit_is_built_in(edit) || !read_mac(edit, mac, &len) || !memchr(mac, 0, len - 1)) return false;
  mac[len - 1] ^= 1;
  bool is_set = edit_set_mac(edit, mac);
  if (is_set)
    edit_tell_header(edit, edit_rule_with(edit, RS_FROM_MAC),
                     " with another byte behind a zero byte of the MAC");
  return is_set;
}

static bool tell_signature(struct edit *edit, bool taken, const char *words) {
  if (taken) edit_tell_header(edit, edit_rule_with(edit, RS_FROM_MAC), words);
  return taken;
}

static bool sign_another_request(struct edit *edit) {
  struct vector other = {.scheme = edit->twin->scheme};
  int64_t timestamp_ms = edit->generator->timestamp_ms;
  draw_vector(edit->generator, &other);
  edit->generator->timestamp_ms = timestamp_ms;
  other.credentials = edit->twin->credentials;
  return tell_signature(edit, edit_take_signature(edit, &other), " of another request");
}

static bool sign_path_in_other_case(struct edit *edit) {
  struct vector other = *edit->twin;
  other.request.target = edit_change_case(edit, other.request.target, 1);
  return tell_signature(edit, edit_take_signature(edit, &other),
                        " of the path with a letter in the other letter case");
}

static bool sign_path_in_lower_case(struct edit *edit) {
  struct vector other = *edit->twin;
  reqsig_slice target = other.request.target;
  uint8_t *lower = edit_copy(edit, target);
  for (size_t i = 0; i < target.len && target.data[i] != '?'; i++) lower[i] = (uint8_t)tolower(lower[i]);
  other.request.target = rs_slice(lower, target.len);
  return !edit_is_built_in(edit) &&
         tell_signature(edit, edit_take_signature(edit, &other), " of the path in lower case");
}

static bool sign_another_method(struct edit *edit) {
  struct vector other = *edit->twin;
  if (other.scheme->signs.methods[0]) return false;
  other.request.method = RS_LITERAL("OPTIONS");
  return tell_signature(edit, edit_take_signature(edit, &other), " of the method OPTIONS");
}

static bool sign_a_second_later(struct edit *edit) {
  struct vector other = *edit->twin;
  other.now_ms += 1000;
  return tell_signature(edit, edit_take_signature(edit, &other), " of a second later");
}

static bool sign_nothing(struct edit *edit) {
  struct vector other = *edit->twin;
  reqsig_scheme altered = *edit->twin->scheme;
  memset(altered.message, 0, sizeof altered.message);
  other.scheme = &altered;
  return !edit_is_built_in(edit) &&
         tell_signature(edit, edit_take_signature(edit, &other), " of an empty message");
}

/* As by who forgets that part: whoever leaves it out verifies that. */
static bool sign_without_a_part(struct edit *edit) {
  static const struct {
    rs_source source;
    const char *words;
  } parts[] = {{RS_FROM_BODY, " of a message without the body"},
               {RS_FROM_PATH, " of a message without the path"},
               {RS_FROM_METHOD, " of a message without the method"},
               {RS_FROM_TIMESTAMP, " of a message without the timestamp"},
               {RS_FROM_CREDENTIAL, " of a message without the credential"},
               {RS_FROM_NONCE, " of a message without the nonce"}};
  size_t num = sizeof parts / sizeof *parts - (recipe_has_nonce(edit->twin->scheme) ? 0 : 1);
  size_t i = random_below(&edit->generator->random, num);
  const rs_variation left_out = {.kind = RS_VARY_DROP, .at = parts[i].source};
  reqsig_scheme altered = *edit->twin->scheme;
  struct vector other = *edit->twin;
  other.scheme = &altered;
  if (!rs_variation_apply(&left_out, &altered)) return false;
  return tell_signature(edit, edit_take_signature(edit, &other), parts[i].words);
}

edit_fn *const edits_of_macs[] = {sign_another_request,    sign_path_in_other_case,
                                  sign_another_method,     sign_a_second_later,
                                  sign_without_a_part,     sign_nothing,
                                  sign_path_in_lower_case, change_behind_zero_byte,
                                  sign_with_empty_key,     NULL};

/* Requests of signers with a mistake: a verifier that shares the mistake accepts them. */

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

/* Whether no more than the letter case of an authentication scheme's name is another, which HTTP ignores. */
static bool is_the_same_to_http(const struct edit *edit, const rs_header_rule *rule, reqsig_slice value) {
  reqsig_slice prefix = rule->value[0].literal;
  const reqsig_header *own = rs_header_find(&edit->twin->signed_request, rule->name);
  if (!own || prefix.len == 0 || prefix.data[prefix.len - 1] != ' ' || value.len < prefix.len) return false;
  return rs_slice_equal_ignoring_case(rs_slice(value.data, prefix.len), prefix) &&
         rs_slice_equal(rs_slice_after(value, prefix.len), rs_slice_after(own->value, prefix.len));
}

/* Any HTTP library sends it as it is; a target has no spaces. */
static bool is_printable(const rs_header_rule *rule, reqsig_slice value) {
  uint8_t first = rule->place == RS_IN_QUERY ? '!' : ' ';
  for (size_t i = 0; i < value.len; i++)
    if (value.data[i] < first || value.data[i] > '~') return false;
  return rs_can_be_field_value(value);
}

/* The one header that is another than the twin's, if it carries the MAC; else NULL. What a signer does to the
 * target is not sent: a proxy may do that. */
static const reqsig_header *other_signature(const struct edit *edit, const struct header_list *made,
                                            const rs_header_rule *rule) {
  const reqsig_header *other = NULL;
  reqsig_slice name = rule->place == RS_IN_QUERY ? RS_LITERAL(REQSIG_PATH_HEADER) : rule->name;
  for (size_t i = 0; i < made->count; i++) {
    if (is_the_twins(edit, &made->items[i])) continue;
    if (rule->place != RS_IN_QUERY && rs_slice_equal(made->items[i].name, RS_LITERAL(REQSIG_PATH_HEADER)))
      continue;
    if (other || !rs_slice_equal(made->items[i].name, name) || !is_printable(rule, made->items[i].value))
      return NULL;
    other = &made->items[i];
  }
  return other && is_the_same_to_http(edit, rule, other->value) ? NULL : other;
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
  const rs_header_rule *rule = edit_rule_with(edit, RS_FROM_MAC);
  struct arena scratch = {0};
  struct signer_answer answer;
  struct mutant_input input = mutant_input_of(edit->twin, &edit->twin->request);
  const reqsig_header *made = NULL;
  bool has_place = rule && (rule->place == RS_IN_QUERY || edit_header_of(edit, rule));
  if (has_place && mistake && mutant_sign(&scratch, mistake, &input, &answer) == REQSIG_OK &&
      answer.is_signed)
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

/* Whoever takes any type that begins so for that of a form in parts leaves the body out. */
static bool has_type_like_multipart(const struct edit *edit) {
  const reqsig_header *type = rs_header_find(&edit->twin->request, RS_LITERAL("content-type"));
  return type && rs_slice_starts_with(type->value, RS_LITERAL("multipart-"));
}

/* The first that makes another signature, so that a path with two slashes is signed with one. */
static bool sign_with_shared_mistake(struct edit *edit) {
  if (edit_is_built_in(edit)) return false;
  for (size_t i = 0; i < NUM_SHARED; i++) {
    const struct mistake *mistake = mistake_find(shared[i]);
    if (mistake && mistake_fits(mistake, edit->twin->scheme) && sign_with(edit, mistake)) return true;
  }
  return has_type_like_multipart(edit) && sign_with(edit, mistake_find("method-missing/body"));
}

edit_fn *const edits_of_signers[] = {sign_with_mistake, sign_with_shared_mistake, sign_with_mistake, NULL};
