/* Whether an implementation with a mistake gives the very answer that was graded. */
#ifndef REQSIG_MISTAKE_ANSWER_H
#define REQSIG_MISTAKE_ANSWER_H

#include "mutants/mistakes.h"
#include "vectors/grade.h"

/* An answer to one case. Its grade has all that must be known of it. */
struct graded_case {
  const struct vector *vector;
  enum op op;
  const struct grade *grade;
  bool is_wrong;       /* else it meets grade->met */
  bool is_flaky;       /* asked once more, it was answered otherwise */
  bool signature_only; /* of the headers only the signature's was asked for */
};

/* recipe: the vector's scheme, with the profiles that the implementation follows. A verifier with a signer's
 * mistake rejects each right signature that it makes otherwise. NULL: it has none. Of a right answer: false
 * if the mistake can't have been made, as it would have shown. */
bool mistake_gives_answer(const struct mistake *mistake, const reqsig_scheme *recipe,
                          const struct graded_case *graded);

/* Whether that wrong answer is proof enough: bytes of a signer's mistake; the verdict on a vector that is
 * meant for a verifier's. */
bool mistake_is_shown_by(const struct mistake *mistake, const struct graded_case *graded);

#endif
