/* Builds messages and headers as a recipe says; signing, verifying and tracing share it. */
#ifndef REQSIG_MESSAGE_BUILDER_H
#define REQSIG_MESSAGE_BUILDER_H

#include "context.h"
#include "mac_text.h"
#include "request.h"
#include "transform.h"

/* An int64 has 19 digits, an IMF-fixdate 29 characters. */
enum { RS_MAX_TIMESTAMP = 32 };

/* The value of a parameter that signing adds, if it has several pieces. */
enum { RS_MAX_PARAMETER = 512 };

/* A context and a request, and what is known of the latter so far. It points into itself: never copy it. */
typedef struct rs_builder {
  const rs_context *context;
  const reqsig_request *request;
  bool is_signed;
  bool is_signing; /* the parameters that the scheme adds are not in the target yet */
  bool too_many;   /* parameters, to be sorted */
  bool has_no_day; /* no time is there to tell the day of */
  /* What is not known when rs_builder_begin returns: */
  reqsig_slice timestamp; /* as its header has it; empty where no header carries one */
  reqsig_slice mac;       /* the encoded MAC, once there is one */
  reqsig_slice missing; /* a header that the message needs and the request has not; empty if there is none */
  reqsig_slice nonce;   /* verifying: as it was sent */
  const rs_list *sent_list; /* verifying: the list of headers whose names the request gives; NULL: none yet */
  const rs_part *digested;  /* the part whose digest is in digest_room: messages and headers repeat it */
  uint8_t timestamp_room[RS_MAX_TIMESTAMP];
  uint8_t nonce_room[REQSIG_MAX_NONCE];
  uint8_t mac_room[RS_MAX_MAC_TEXT];
  uint8_t length_room[RS_MAX_TIMESTAMP];
  reqsig_slice sent_names; /* verifying: the names of the headers of sent_list, as they stand there */
  reqsig_buffer digest;
  uint8_t digest_room[2 * RS_MAX_DIGEST];
  uint8_t parameter_room[RS_MAX_PARAMETER];
} rs_builder;

/* Errors: REQSIG_ERR_ARGUMENT. */
reqsig_status rs_builder_begin(rs_builder *builder, const reqsig_context *context,
                               const reqsig_request *request);

/* Signing: the timestamp is now_ms. REQSIG_ERR_TIME_RANGE if it can't be written in the scheme's format. */
reqsig_status rs_builder_take_time(rs_builder *builder, int64_t now_ms);

/* Whether the scheme signs the request. */
bool rs_is_signed(const reqsig_scheme *recipe, const reqsig_request *request);

/* The value of the part's header. If the request has none, its name becomes builder->missing. */
reqsig_slice rs_header_bytes(rs_builder *builder, const rs_part *part);

/* Signing: the caller's nonce; "nonce" becomes builder->missing if it is none. Verifying: the one that was
 * sent. */
reqsig_slice rs_nonce_bytes(rs_builder *builder);

/* How long the body is, in digits. */
reqsig_slice rs_body_length(rs_builder *builder);

/* Whether the part contributes nothing, by its .omit. */
bool rs_part_is_omitted(rs_builder *builder, const rs_part *part);

/* The bytes that the part comes from, before anything is done to them. */
static inline reqsig_slice rs_source_bytes(rs_builder *builder, const rs_part *part) {
  switch (part->from) {
  case RS_FROM_LITERAL: return part->literal;
  case RS_FROM_CREDENTIAL: return builder->context->credentials[part->credential];
  case RS_FROM_TIMESTAMP: return builder->timestamp;
  case RS_FROM_METHOD: return builder->request->method;
  case RS_FROM_PATH: return rs_path_of(builder->request->target);
  case RS_FROM_QUERY: return rs_query_of(builder->request->target);
  case RS_FROM_BODY: return builder->request->body;
  case RS_FROM_BODY_OR_QUERY: return rs_body_or_query(builder->request);
  case RS_FROM_MAC: return builder->mac;
  case RS_FROM_BARE_QUERY: return rs_bare_query_of(builder->request->target);
  case RS_FROM_HEADER: return rs_header_bytes(builder, part);
  case RS_FROM_BODY_LENGTH: return rs_body_length(builder);
  case RS_FROM_NONCE: return rs_nonce_bytes(builder);
  case RS_FROM_LIST: /* rs_part_put_by_rules makes it */
  case RS_FROM_NOTHING: break;
  }
  return rs_slice(NULL, 0);
}

/* Puts a part that is cut, transformed or left out; bytes is its source. */
void rs_part_put_by_rules(rs_builder *builder, const rs_part *part, reqsig_slice bytes, rs_sink *to);

static inline void rs_part_emit(rs_builder *builder, const rs_part *part, rs_sink *to) {
  reqsig_slice bytes = rs_source_bytes(builder, part);
  if (part->omit == RS_OMIT_NEVER && part->cut == RS_CUT_NOTHING && part->transforms[0] == RS_AS_IS &&
      part->from != RS_FROM_LIST)
    rs_sink_put(to, bytes);
  else
    rs_part_put_by_rules(builder, part, bytes, to);
}

/* Called after each part, and with NULL after each separator. */
typedef void rs_part_fn(void *user, const rs_part *part);

/* The bytes that are signed. on_part may be NULL. */
void rs_message_emit(rs_builder *builder, rs_sink *to, rs_part_fn *on_part, void *user);

/* Whether the message of this request has the group. */
bool rs_group_is_there(const rs_builder *builder, const rs_group *group);

/* Puts what the group of the message's parts that begins there is the digest of. */
void rs_group_put(rs_builder *builder, size_t first, rs_sink *to);

/* Whether signing adds the header. The caller leaves out one whose value is empty. */
static inline bool rs_header_is_added(const rs_builder *builder, const rs_header_rule *rule) {
  switch (rule->sending) {
  case RS_SENT_IF_SIGNED: return builder->is_signed;
  case RS_SENT_UNLESS_PRESENT: return rs_header_find(builder->request, rule->name) == NULL;
  case RS_SENT_ALWAYS: break;
  }
  return true;
}

/* What may go wrong while a message is made: a signed header is missing, or there are too many parameters. */
static inline reqsig_status rs_builder_status(const rs_builder *builder) {
  if (builder->has_no_day) return REQSIG_ERR_TIME_RANGE;
  if (builder->too_many) return REQSIG_ERR_OUT_OF_RANGE;
  return builder->missing.len > 0 ? REQSIG_ERR_HEADER_MISSING : REQSIG_OK;
}

/* All parts of the header's value, joined. */
static inline void rs_header_value_emit(rs_builder *builder, const rs_header_rule *rule, rs_sink *to) {
  for (size_t i = 0; i < RS_MAX_VALUE_PARTS && rule->value[i].from; i++)
    rs_part_emit(builder, &rule->value[i], to);
}

#endif
