#include "diagnose/contradiction.h"

static const struct {
  const char *name, *words;
} kinds[NUM_CONTRADICTIONS] = {
    [CONTRADICTS_MESSAGE] =
        {"message-alone-wrong",
         "the signature is right and the message is not: what is answered to message is not what "
         "is signed."},
    [CONTRADICTS_SIGNATURE] =
        {"signature-alone-wrong",
         "the message is right and the signature is not: look at the key, the hash function and "
         "how the MAC is written."},
    [CONTRADICTS_BOTH] =
        {"signature-of-another-message",
         "the signature is not that of the message that is answered: let message and sign use the "
         "same code."},
};

const char *contradiction_name(enum contradiction_kind kind) {
  return kinds[kind].name;
}

const char *contradiction_words(enum contradiction_kind kind) {
  return kinds[kind].words;
}

/* A signer's mistake: text, of number bytes, is signed in place of the message. */
static bool take_text(const struct transform *how, const struct transform_input *at, reqsig_slice from,
                      struct text *to) {
  (void)at, (void)from;
  text_add(to, rs_slice(how->text, how->number));
  return true;
}

/* Of a long message not all was kept: then nothing is said. */
static bool is_signature_of_answer(const struct graded_case *message, const struct graded_case *signature) {
  const struct difference *difference = &message->grade->differences[0];
  if (difference->received_len != difference->received.len || difference->received_at > 0) return true;
  const struct mistake signs_answer = {
      .slug = "",
      .message = {take_text, (const char *)difference->received.data, .number = difference->received.len}};
  return mistake_gives_answer(&signs_answer, signature->vector->scheme, signature);
}

enum contradiction_kind contradiction_of(const struct graded_case *message,
                                         const struct graded_case *signature, const struct mistake *mistake,
                                         const reqsig_scheme *recipe) {
  if (!signature->is_wrong) return message->is_wrong ? CONTRADICTS_MESSAGE : CONTRADICTS_NOT;
  if (mistake && mistake_gives_answer(mistake, recipe, message)) return CONTRADICTS_NOT;
  if (!message->is_wrong) return mistake ? CONTRADICTS_BOTH : CONTRADICTS_SIGNATURE;
  return is_signature_of_answer(message, signature) ? CONTRADICTS_NOT : CONTRADICTS_BOTH;
}
