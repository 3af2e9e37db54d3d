/* The five schemes as one writes them by hand on OpenSSL. */
#ifndef REQSIG_TESTS_BENCH_BY_HAND_H
#define REQSIG_TESTS_BENCH_BY_HAND_H

#include "reqsig.h"

enum { BENCH_NOW_S = 1700000000 };

/* A request and what signs it. */
typedef struct bench_job {
  char path[1100], body[1100], api_key[1100];
  char secret[64];
  reqsig_context context;
  reqsig_request request;
} bench_job;

/* What is computed goes here, so that no compiler leaves it out. */
extern volatile unsigned char bench_result;

/* With snprintf and HMAC(), as the documents' samples do. */
void ambro_by_hand(const bench_job *j);
void calypso_by_hand(const bench_job *j);
void aet_by_hand(const bench_job *j);
void bitpro_by_hand(const bench_job *j);
void crm_by_hand(const bench_job *j);

/* AET on the low-level functions, the secret prepared once: about the least that careful people can reach. */
void aet_low_level_prepare(const bench_job *j);
void aet_low_level(const bench_job *j);

#endif
