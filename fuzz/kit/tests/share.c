/*
 * share SCHEME…: the mutator makes requests of each scheme, a built-in one or a file's, from nothing, and at
 * least 80 % of them pass the MAC check; it makes the same of the same seed, and never more than there is
 * room for.
 */
#include <reqsig-fuzz.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUM_MUTATIONS = 300, NUM_CHECKED = 20, ROOM = 4096, LEAST_PER_CENT = 80, MAX_SCHEMES = 256 };

static reqsig_fuzz_setup setups[MAX_SCHEMES]; /* the kit knows a setup by its address */
static int num_asked, num_authentic;

static reqsig_fuzz_answer verify(const reqsig_fuzz_case *c, void *user) {
  reqsig_context context;
  const reqsig_scheme *varied;
  uint8_t room[REQSIG_VARIED_ROOM];
  reqsig_buffer memory = {room, sizeof room, 0};
  reqsig_verdict verdict;
  (void)user;
  if (reqsig_scheme_vary(c->scheme, c->profiles, c->num_profiles, &memory, &varied) != REQSIG_OK ||
      reqsig_context_init(&context, varied, c->credentials, c->num_credentials) != REQSIG_OK)
    return REQSIG_FUZZ_SKIP;
  reqsig_verify(&context, &c->request, c->now_ms, c->has_window ? &c->window : NULL, &verdict);
  num_asked++;
  num_authentic += verdict.authentic == REQSIG_YES;
  return verdict.reason == REQSIG_REASON_NONE ? REQSIG_FUZZ_ACCEPT : REQSIG_FUZZ_REJECT;
}

static size_t mutate(const reqsig_fuzz_setup *setup, uint8_t *data, size_t size, size_t room, unsigned seed) {
  size_t len = reqsig_fuzz_mutate(setup, NULL, data, size, room, seed);
  if (len > room) {
    fprintf(stderr, "%s: more than there is room for\n", setup->scheme);
    exit(EXIT_FAILURE);
  }
  return len;
}

static int check(reqsig_fuzz_setup *setup, const char *scheme) {
  uint8_t data[ROOM], again[ROOM];
  size_t len = 0;
  setup->verify = verify;
  setup->scheme = scheme;
  num_asked = num_authentic = 0;
  for (unsigned seed = 0; seed < NUM_MUTATIONS; seed++) {
    memcpy(again, data, len);
    if (seed < NUM_CHECKED) mutate(setup, again, len, len + (size_t)seed * 16, seed);
    memcpy(again, data, len);
    size_t len_again = mutate(setup, again, len, ROOM, seed);
    len = mutate(setup, data, len, ROOM, seed);
    if (len != len_again || memcmp(data, again, len) != 0) {
      fprintf(stderr, "%s: a seed gives two mutations\n", scheme);
      return EXIT_FAILURE;
    }
    reqsig_fuzz_test(setup, data, len);
  }
  printf("%-40s %4d of %4d\n", scheme, num_authentic, num_asked);
  return num_authentic * 100 >= num_asked * LEAST_PER_CENT && num_asked > NUM_MUTATIONS / 3 ? EXIT_SUCCESS
                                                                                            : EXIT_FAILURE;
}

int main(int argc, char **argv) {
  int status = argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
  for (int i = 1; i < argc && i < MAX_SCHEMES; i++)
    if (check(&setups[i], argv[i]) != EXIT_SUCCESS) status = EXIT_FAILURE;
  return status;
}
