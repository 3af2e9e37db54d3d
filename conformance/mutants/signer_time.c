#include "mutants/signer.h"

#include "lib/json.h"

static reqsig_slice time_text(struct signer *signer, int64_t now_ms, rs_builder *builder,
                              reqsig_status *status) {
  signer->at.time_ms = now_ms < 0 ? 0 : now_ms;
  *status = rs_builder_take_time(builder, signer->at.time_ms);
  return rs_slice(arena_copy(signer->arena, builder->timestamp), builder->timestamp.len);
}

reqsig_status signer_take_sent_time(struct signer *signer, const struct mutant_input *input) {
  const struct mistake *mistake = signer->mistake;
  reqsig_slice text = *input->sent_time;
  reqsig_status status = REQSIG_OK;
  signer->at.time_ms = input->now_ms;
  if (mistake->signed_clock_ms != 0)
    text = time_text(signer, input->now_ms + mistake->signed_clock_ms, &signer->builder, &status);
  signer->builder.timestamp = signer_change(signer, &mistake->signed_time, text);
  return status;
}

reqsig_status signer_take_time(struct signer *signer, int64_t now_ms, reqsig_slice *sent) {
  const struct mistake *mistake = signer->mistake;
  rs_builder *builder = &signer->builder;
  reqsig_status status;
  reqsig_slice text = time_text(signer, now_ms + mistake->clock_ms, builder, &status);
  if (status != REQSIG_OK || signer_context(signer)->recipe.time.place != RS_TIME_IN_HEADER) return status;
  *sent = signer_change(signer, &mistake->time, text);
  if (mistake->signed_clock_ms != 0) {
    text = time_text(signer, now_ms + mistake->clock_ms + mistake->signed_clock_ms, builder, &status);
    if (status != REQSIG_OK) return status;
  }
  text = signer_change(signer, &mistake->time, text);
  builder->timestamp = signer_change(signer, &mistake->signed_time, text);
  return REQSIG_OK;
}

static reqsig_slice body_time(struct signer *signer, reqsig_slice value) {
  const struct mistake *mistake = signer->mistake;
  struct text text = {0};
  int64_t ahead = mistake->clock_ms + mistake->signed_clock_ms;
  bool is_number = rs_json_int64(value, &signer->at.time_ms) == REQSIG_OK;
  if (is_number && ahead != 0 && signer->at.time_ms > INT64_MIN / 2 && signer->at.time_ms < INT64_MAX / 2) {
    signer->at.time_ms += ahead;
    text_addf(&text, "%lld", (long long)signer->at.time_ms);
    value = signer_keep(signer, &text);
  }
  return signer_change(signer, &mistake->signed_time, signer_change(signer, &mistake->time, value));
}

reqsig_slice signer_timed_body(struct signer *signer, reqsig_slice body) {
  const rs_time_rule *time = &signer_context(signer)->recipe.time;
  const struct mistake *mistake = signer->mistake;
  bool is_timed = mistake->time.make || mistake->signed_time.make || mistake->clock_ms != 0 ||
                  mistake->signed_clock_ms != 0;
  reqsig_slice value;
  if (time->place != RS_TIME_IN_BODY_MEMBER || !is_timed ||
      rs_json_member(body, reqsig_text(time->name), &value) != RS_JSON_FOUND)
    return body;
  reqsig_slice other = body_time(signer, value);
  struct text text = {0};
  size_t before = (size_t)(value.data - body.data);
  text_add(&text, rs_slice(body.data, before));
  text_add(&text, other);
  text_add(&text, rs_slice_after(body, before + value.len));
  return signer_keep(signer, &text);
}
