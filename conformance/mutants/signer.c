#include "mutants/signer.h"

#include "lib/base64.h"
#include "lib/hex.h"
#include "lib/sent_query.h"

rs_context *signer_context(struct signer *signer) {
  return (rs_context *)(void *)signer->context.opaque;
}

static void use_recipe(struct signer *signer, const reqsig_scheme *recipe) {
  signer->recipe = signer->at.recipe = signer_context(signer)->recipe = recipe;
}

reqsig_scheme *signer_own_recipe(struct signer *signer) {
  if (signer->recipe != &signer->own_recipe) {
    signer->own_recipe = *signer->recipe;
    use_recipe(signer, &signer->own_recipe);
  }
  return &signer->own_recipe;
}

reqsig_slice signer_keep(struct signer *signer, struct text *text) {
  reqsig_slice kept = rs_slice(arena_copy(signer->arena, text_slice(text)), text->len);
  text_free(text);
  return kept;
}

reqsig_slice signer_change(struct signer *signer, const struct transform *change, reqsig_slice from) {
  struct text to = {0};
  if (!change->make) return from;
  if (change->make(change, &signer->at, from, &to)) return signer_keep(signer, &to);
  text_free(&to);
  return from;
}

/* A body that many signers change alike is changed once. */
static reqsig_slice changed_body(struct signer *signer, const struct transform *change, reqsig_slice body) {
  if (!change->make || !signer->memo) return signer_change(signer, change, body);
  return transform_memo_take(signer->memo, signer->arena, change, &signer->at, body);
}

static void change_host(struct signer *signer) {
  reqsig_request *request = &signer->request;
  reqsig_header *headers = arena_get_array(signer->arena, request->num_headers + 1, sizeof *headers);
  for (size_t i = 0; i < request->num_headers; i++) {
    headers[i] = request->headers[i];
    if (rs_slice_equal_ignoring_case(headers[i].name, RS_LITERAL("host")))
      headers[i].value = signer_change(signer, &signer->mistake->host, headers[i].value);
  }
  request->headers = headers;
}

static void change_request(struct signer *signer) {
  const struct mistake *mistake = signer->mistake;
  if (mistake->host.make) change_host(signer);
  signer->request.method = signer_change(signer, &mistake->method, signer->request.method);
  signer->request.target = signer_change(signer, &mistake->target, signer->request.target);
  reqsig_slice body = signer_timed_body(signer, signer->request.body);
  if (body.data != signer->request.body.data) signer->memo = NULL;
  signer->request.body = changed_body(signer, &mistake->body, body);
}

static bool has_digest(const rs_part *part) {
  bool is_of_body = part->from == RS_FROM_BODY || part->from == RS_FROM_BODY_OR_QUERY;
  return is_of_body && part->transforms[0] == RS_MD5_BASE64;
}

static void put_digest(rs_part *part, reqsig_slice digest) {
  if (has_digest(part)) *part = (rs_part){.from = RS_FROM_LITERAL, .literal = digest};
}

static void change_digest(struct signer *signer) {
  const struct mistake *mistake = signer->mistake;
  reqsig_slice body = signer->request.body;
  if (mistake->no_digest_without_body && body.len == 0) {
    reqsig_scheme *recipe = signer_own_recipe(signer);
    rs_variation_apply(&(rs_variation){.kind = RS_VARY_DROP, .at = RS_FROM_BODY}, recipe);
    rs_variation_apply(&(rs_variation){.kind = RS_VARY_UNSENT, .at = RS_FROM_BODY}, recipe);
  }
  if (!mistake->digest.make) return;
  reqsig_scheme *recipe = signer_own_recipe(signer);
  reqsig_slice text = changed_body(signer, &mistake->digest, body);
  for (size_t i = 0; i < RS_MAX_MESSAGE_PARTS; i++) put_digest(&recipe->message[i], text);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++) put_digest(&recipe->headers[i].value[k], text);
}

/* The builder has the right digest of the body already: it is made once for all signers of that body. */
static void take_known_digest(struct signer *signer) {
  static const struct transform md5 = {transform_hash_base64, .number = RS_MD5};
  rs_builder *builder = &signer->builder;
  const rs_part *part = signer->recipe->message, *end = part + RS_MAX_MESSAGE_PARTS;
  while (part < end && !(has_digest(part) && part->transforms[1] == RS_AS_IS)) part++;
  if (part == end || !signer->memo || signer->request.body.len == 0) return;
  builder->digested = part;
  builder->digest = (reqsig_buffer){builder->digest_room, sizeof builder->digest_room, 0};
  rs_put_slice(&builder->digest, changed_body(signer, &md5, signer->request.body));
}

static struct mac_input take_mac_input(struct signer *signer) {
  return (struct mac_input){
      .key = signer_last_key(signer),
      .message = signer_change(signer, &signer->mistake->message, signer_message(signer)),
      .digest = signer->recipe->mac.digest,
      .construction = signer->mistake->construction,
  };
}

static reqsig_slice make_mac(struct signer *signer, const struct mac_input *input) {
  uint8_t *mac = arena_get(signer->arena, RS_MAX_DIGEST);
  mutant_mac(input, mac);
  return signer_change(signer, &signer->mistake->mac, rs_slice(mac, rs_digest_len(input->digest)));
}

static reqsig_slice encoded(struct signer *signer, reqsig_slice mac) {
  size_t room = 2 * mac.len + 4;
  reqsig_buffer text = {arena_get(signer->arena, room), room, 0};
  switch (signer->recipe->encoding.encoding) {
  case RS_HEX: rs_hex_encode(mac, &text); break;
  case RS_BASE64: rs_base64_encode(mac, &text); break;
  case RS_BASE64URL: rs_base64url_encode(mac, &text); break;
  case RS_BASE64_UNPADDED: rs_base64_encode(mac, &text); break;
  case RS_BASE64URL_UNPADDED: rs_base64url_encode(mac, &text); break;
  }
  if (!rs_encoding_is_padded(signer->recipe->encoding.encoding))
    while (text.len > 0 && text.data[text.len - 1] == '=') text.len--;
  return rs_slice(text.data, text.len);
}

static void make_signature(struct signer *signer, struct signer_answer *answer) {
  struct mac_input input = take_mac_input(signer);
  answer->message = input.message;
  signer->at.mac = make_mac(signer, &input);
  reqsig_slice text = encoded(signer, signer->at.mac);
  signer->builder.mac = signer_change(signer, &signer->mistake->output, text);
}

static bool bears_mac(const rs_header_rule *rule) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS; i++)
    if (rule->value[i].from == RS_FROM_MAC) return true;
  return false;
}

static void make_headers(struct signer *signer, struct header_list *headers) {
  const reqsig_scheme *recipe = signer->recipe;
  headers->items = arena_get_array(signer->arena, REQSIG_MAX_ADDED_HEADERS + 1, sizeof *headers->items);
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && recipe->headers[i].name.len > 0; i++) {
    const rs_header_rule *rule = &recipe->headers[i];
    if (!rs_header_is_added(&signer->builder, rule)) continue;
    if (rule->place == RS_IN_QUERY) continue;
    reqsig_slice value = signer_emit(signer, EMIT_HEADER, rule);
    if (bears_mac(rule)) value = signer_change(signer, &signer->mistake->value, value);
    if (value.len > 0) headers->items[headers->count++] = (reqsig_header){rule->name, value};
  }
  if (rs_adds_parameters(recipe) && signer->builder.is_signed)
    headers->items[headers->count++] =
        (reqsig_header){RS_LITERAL(REQSIG_PATH_HEADER), signer_emit(signer, EMIT_TARGET, NULL)};
}

static bool sends_hmac(const reqsig_scheme *recipe) {
  bool sends = false;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS; i++)
    for (size_t k = 0; k < RS_MAX_VALUE_PARTS; k++)
      sends |= rs_is_hmac(recipe->headers[i].value[k].transforms[0]);
  return sends;
}

/* A signer with all but its timestamp. Member by member, as it is large, and many are made for a moment. */
static reqsig_status begin(struct signer *signer, struct arena *arena, const struct mistake *mistake,
                           const struct mutant_input *input) {
  static const struct mistake none = {.slug = "none"};
  signer->arena = arena;
  signer->mistake = mistake ? mistake : &none;
  signer->request = *input->request;
  signer->memo = input->memo;
  signer->at = (struct transform_input){
      .credentials = signer_context(signer)->credentials, .request = input->request, .json = input->json};
  use_recipe(signer, input->scheme);
  if (mistake_varies(signer->mistake))
    mistake_vary(signer->arena, signer->mistake, signer_own_recipe(signer));
  reqsig_status status =
      rs_context_take_credentials(signer_context(signer), input->credentials, input->num_credentials);
  if (status != REQSIG_OK) return status;
  status = signer_take_credentials(signer);
  if (status != REQSIG_OK) return status;
  if (sends_hmac(signer->recipe))
    rs_mac_key_init(&signer_context(signer)->key, signer->recipe->mac.digest, signer->key);
  change_request(signer);
  change_digest(signer);
  status = rs_builder_begin(&signer->builder, &signer->context, &signer->request);
  signer->builder.nonce = signer->request.nonce; /* of a request that was sent already */
  take_known_digest(signer);
  return status;
}

reqsig_status mutant_mac_input(struct arena *arena, const struct mistake *mistake,
                               const struct mutant_input *input, struct mac_input *made) {
  struct signer signer;
  reqsig_slice unused;
  reqsig_status status = begin(&signer, arena, mistake, input);
  if (status != REQSIG_OK) return status;
  signer.builder.is_signed = true;
  status = input->sent_time ? signer_take_sent_time(&signer, input)
                            : signer_take_time(&signer, input->now_ms, &unused);
  if (status == REQSIG_OK) *made = take_mac_input(&signer);
  return status;
}

reqsig_status mutant_sign(struct arena *arena, const struct mistake *mistake,
                          const struct mutant_input *input, struct signer_answer *answer) {
  struct signer signer;
  *answer = (struct signer_answer){0};
  reqsig_status status = begin(&signer, arena, mistake, input);
  if (status != REQSIG_OK) return status;
  reqsig_slice sent_time = input->sent_time ? *input->sent_time : (reqsig_slice){NULL, 0};
  status = input->sent_time ? signer_take_sent_time(&signer, input)
                            : signer_take_time(&signer, input->now_ms, &sent_time);
  if (status != REQSIG_OK) return status;
  answer->is_signed = signer.builder.is_signed;
  if (answer->is_signed) make_signature(&signer, answer);
  signer.builder.timestamp = sent_time;
  make_headers(&signer, &answer->headers);
  return REQSIG_OK;
}
