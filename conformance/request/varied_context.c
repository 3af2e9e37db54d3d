#include "request/varied_context.h"

reqsig_status varied_context_init(struct varied_context *varied, const reqsig_scheme *scheme,
                                  const char *const *profiles, size_t num_profiles,
                                  const reqsig_credential *credentials, size_t num_credentials) {
  reqsig_buffer memory = {varied->room, sizeof varied->room, 0};
  reqsig_context_wipe(&varied->context);
  reqsig_status status = reqsig_scheme_vary(scheme, profiles, num_profiles, &memory, &scheme);
  if (status != REQSIG_OK) return status;
  return reqsig_context_init(&varied->context, scheme, credentials, num_credentials);
}
