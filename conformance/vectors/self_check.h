/* Whether this library gives what the vectors say: each place where it does not. */
#ifndef REQSIG_SELF_CHECK_H
#define REQSIG_SELF_CHECK_H

#include "vectors/grade.h"
#include "vectors/vector_set.h"

/* One difference. Those of one place stand side by side. */
struct disagreement {
  const char *id;       /* of the vector */
  const char *profiles; /* that were followed: "default", "uppercase-hex", "a+b"; NULL of a raw request */
  const char *what;     /* is compared: "mac"; NULL: see difference */
  reqsig_slice expected, found;
  const struct difference *difference;
};

/* Of no single vector. */
struct remark {
  bool is_wrong; /* else it is for the eye only */
  const char *text;
};

/* Start all-zero, and free with self_check_free. */
struct self_check {
  struct arena arena;
  struct disagreement *disagreements;
  size_t num_disagreements;
  struct remark *remarks;
  size_t num_remarks;
  size_t num_signatures, num_verdicts; /* that were compared, of vectors */
  size_t num_places;                   /* a vector under some profiles, or a raw request, that differs */
};

/* The schemes' vectors, and the raw requests. */
void self_check_vectors(const struct vector_set *set, struct self_check *check);
void self_check_requests(const struct vector_set *set, struct self_check *check);

bool self_check_is_right(const struct self_check *check);
void self_check_free(struct self_check *check);

/* For self_check*.c: what is given is copied, but for id and profiles. */
void self_check_add(struct self_check *check, struct disagreement disagreement);
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
void self_check_remark(struct self_check *check, bool is_wrong, const char *format, ...);

/* One vector. listed are the profiles of its scheme that some vector lists. */
void self_check_vector(struct self_check *check, const struct vector_set *set, const struct vector *vector,
                       const struct name_list *listed);

#endif
