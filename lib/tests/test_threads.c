/* Threads that share one context, and threads that each prepare their own, agree with one another. */
#define _POSIX_C_SOURCE 200809L

#include <criterion/criterion.h>
#include <pthread.h>

#include "engine_case.h"

enum { NUM_THREADS = 16, NUM_ROUNDS = 400, NUM_SCHEMES = 5 };

typedef struct crew {
  reqsig_context contexts[NUM_SCHEMES];
  signed_case expected[NUM_SCHEMES][2];
  pthread_barrier_t start;
} crew;

typedef struct worker {
  crew *crew;
  pthread_t thread;
  size_t num_wrong;
} worker;

static reqsig_request request_number(size_t i) {
  return i == 0 ? request_of("POST", "/a?b", "body")
                : request_of("PUT", "/another", "{\"longer\": \"body\"}");
}

static bool signs_as_expected(const crew *all, const reqsig_context *context, size_t scheme, size_t i) {
  const signed_case *expected = &all->expected[scheme][i];
  reqsig_request request = request_number(i);
  signed_case got;
  sign_case(&got, context, &request, CASE_NOW);
  return got.status == REQSIG_OK &&
         rs_slice_equal(rs_slice(got.room, got.text.len), rs_slice(expected->room, expected->text.len));
}

static void *work(void *user) {
  worker *self = user;
  pthread_barrier_wait(&self->crew->start);
  for (size_t round = 0; round < NUM_ROUNDS; round++) {
    size_t scheme = round % NUM_SCHEMES;
    self->num_wrong += !signs_as_expected(self->crew, &self->crew->contexts[scheme], scheme, round % 2);
    reqsig_context own;
    init_any(&own, reqsig_scheme_name(reqsig_scheme_at(scheme)), NULL);
    self->num_wrong += !signs_as_expected(self->crew, &own, scheme, round % 2);
  }
  return NULL;
}

Test(threads, share_a_context_and_agree) {
  static crew all;
  static worker workers[NUM_THREADS];
  pthread_barrier_init(&all.start, NULL, NUM_THREADS);
  for (size_t s = 0; s < NUM_SCHEMES; s++) {
    cr_assert_eq(init_any(&all.contexts[s], reqsig_scheme_name(reqsig_scheme_at(s)), NULL), REQSIG_OK);
    for (size_t i = 0; i < 2; i++) {
      reqsig_request request = request_number(i);
      sign_case(&all.expected[s][i], &all.contexts[s], &request, CASE_NOW);
      cr_assert_eq(all.expected[s][i].status, REQSIG_OK);
    }
  }
  for (size_t i = 0; i < NUM_THREADS; i++) {
    workers[i].crew = &all;
    cr_assert_eq(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
  }
  for (size_t i = 0; i < NUM_THREADS; i++) {
    pthread_join(workers[i].thread, NULL);
    cr_assert_eq(workers[i].num_wrong, 0, "thread %zu", i);
  }
  pthread_barrier_destroy(&all.start);
}
