/* An adapter that stays, and is asked on. */
#include "runner/adapter.h"
#include "runner/run.h"
#include "runner/session.h"

/* What is told of the adapter outlives the cases. */
static void keep_trouble(struct asker *asker) {
  struct run *run = &asker->run;
  run->trouble_text = arena_copy_string(&asker->kept, run->trouble_text);
  run->last_words.data = (const uint8_t *)arena_copy(&asker->kept, run->last_words);
  run->culprit = NULL;
}

bool asker_open(struct asker *asker, const struct run_plan *plan) {
  struct session *session = arena_get(&asker->kept, sizeof *session);
  asker->plan = *plan;
  asker->session = session;
  session->run = &asker->run;
  session->plan = &asker->plan;
  session->is_held = true;
  if (!session_open(session)) return false;
  session_watch(session);
  talk_start(&session->talks[0]);
  while (!asker->run.greeted && !session->is_over) uv_run(&session->loop, UV_RUN_ONCE);
  return !session->is_over;
}

static void add_talks(struct session *session) {
  while (session->num_talks < session->plan->num_jobs && session->num_talks < session->num_questions) {
    struct talk *talk = &session->talks[session->num_talks++];
    talk->session = session;
  }
}

/* One that ended while nothing was due is started again. */
static void wake(struct session *session, struct talk *talk) {
  if (talk->is_running && talk->is_greeted) talk_ask_on(talk);
  if (talk->is_running) return;
  session->run->num_restarts += talk->instance > 0;
  session->run->num_vain_restarts += talk->instance > 0;
  talk_start(talk);
}

static void give_out(struct session *session, struct arena *arena, struct test_case *cases,
                     size_t num_cases) {
  session->id_base += session->num_asked;
  session->num_asked = 0;
  session_give_out(session, arena, cases, num_cases);
}

bool asker_ask(struct asker *asker, struct arena *arena, struct test_case *cases, size_t num_cases) {
  struct session *session = asker->session;
  size_t num_troubles = asker->run.num_troubles;
  struct arena of_run = asker->run.arena;
  if (session->is_over) return false;
  asker->run.arena = *arena;
  give_out(session, &asker->run.arena, cases, num_cases);
  if (session->num_questions > 0) {
    add_talks(session);
    for (size_t i = 0; i < session->num_talks && !session->is_over; i++) wake(session, &session->talks[i]);
  }
  while (!session->is_over && !session_is_done(session)) uv_run(&session->loop, UV_RUN_ONCE);
  *arena = asker->run.arena;
  asker->run.arena = of_run;
  if (asker->run.num_troubles > num_troubles) keep_trouble(asker);
  return !session->is_over;
}

void asker_renew(struct asker *asker) {
  struct session *session = asker->session;
  for (size_t i = 0; i < session->num_talks; i++) {
    struct talk *talk = &session->talks[i];
    if (talk->is_running) adapter_finish(&talk->adapter);
    while (talk->is_running) uv_run(&session->loop, UV_RUN_ONCE);
    talk->instance = 0; /* it did not break: the next one is no restart */
  }
}

void asker_close(struct asker *asker) {
  struct session *session = asker->session;
  session->is_held = false;
  if (session->has_loop) {
    session_finish_if_done(session);
    uv_run(&session->loop, UV_RUN_DEFAULT);
  }
  session_close(session);
}

void asker_free(struct asker *asker) {
  run_free(&asker->run);
  arena_free(&asker->kept);
}
