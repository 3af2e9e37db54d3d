// The header is C++ too.
#include <reqsig-fuzz.h>

static reqsig_fuzz_answer verify(const reqsig_fuzz_case *c, void *) {
  (void)c;
  return REQSIG_FUZZ_SKIP;
}

static reqsig_fuzz_setup setup;
REQSIG_FUZZ_TARGET((setup.verify = verify, &setup))

int main() {
  const unsigned char input[] = {1};
  return LLVMFuzzerTestOneInput(input, sizeof input) == -1 ? 0 : 1;
}
