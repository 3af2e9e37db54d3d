/* reqsig diagnose: why a signature is wrong. */
#include "commands/diagnose_output.h"

#include <string.h>

#include "base/message.h"
#include "commands/command.h"
#include "diagnose/capture.h"

/* Of several values in the credentials file those that give the best verdict are the signer's. */
static void diagnose_with_any_credentials(struct arena *arena, struct opened_request *opened,
                                          struct diagnosis *diagnosis) {
  enum search_depth depth = opened->deep ? SEARCH_DEEP : SEARCH_USUAL;
  const struct name_list notes = diagnosis->hints;
  struct diagnosis best = {.verdict = DIAGNOSIS_UNEXPLAINED};
  size_t chosen = 0;
  for (size_t i = 0; i < opened->credentials.num_choices; i++) {
    struct diagnosis one = {.hints = notes};
    request_choose_credentials(opened, i);
    diagnose(arena, opened, depth, &one);
    if (i > 0 && one.verdict >= best.verdict) continue;
    best = one;
    chosen = i;
  }
  *diagnosis = best;
  struct text which = {0};
  credentials_add_choice(&which, &opened->credentials, chosen);
  if (which.len > 0 && best.verdict != DIAGNOSIS_UNEXPLAINED) {
    text_addf(&which, " of the credentials file signed this.");
    diagnosis_add_hint(arena, diagnosis, text_string(&which));
  }
  text_free(&which);
}

static int run(int argc, char **argv) {
  struct opened_request opened;
  struct diagnosis diagnosis = {.verdict = DIAGNOSIS_UNEXPLAINED};
  struct arena arena = {0};
  int exit_code;
  if (!request_open_to_verify(&opened, &command_diagnose, argc, argv, &exit_code)) return exit_code;
  if (capture_read(&arena, &opened, &diagnosis)) diagnose_with_any_credentials(&arena, &opened, &diagnosis);
  if (opened.format && strcmp(opened.format, "json") == 0)
    diagnose_print_json(stdout, &opened, &diagnosis);
  else
    diagnose_print_page(stdout, &opened, &diagnosis);
  exit_code = diagnosis.verdict == DIAGNOSIS_RIGHT ? COMMAND_OK : COMMAND_NOT;
  arena_wipe(&arena);
  request_close(&opened);
  return exit_code;
}

static const struct option options[] = {
    REQUEST_OPTIONS("the time at which the request is judged", "the system's clock"),
    REQUEST_WINDOW_OPTIONS,
    REQUEST_FORMAT_OPTION,
    REQUEST_MESSAGE_OPTION,
    {.id = REQUEST_DEEP,
     .name = "--deep",
     .text = "try pairs of mistakes on a long request too, however long that takes"},
    {0}};

static const struct help_section sections[] = {
    {"verdicts",
     (const struct help_row[]){{"right", "the signature is right; a hint tells if its time is not"},
                               {"explained", "one mistake, or two, give the signature that was sent"},
                               {"unexplained", "none does; hints say what may be wrong"},
                               {0}}},
    {0}};

const struct command command_diagnose = {
    .name = "diagnose",
    .summary = "say why a signature is wrong",
    .description =
        "Says why a signature is wrong. It signs the request with each mistake that signers are known to "
        "make, with each profile of the scheme, and with two of them together, until one gives the signature "
        "that was sent. Only a signature that agrees in every bit counts.\n\n"
        "The first line is the verdict. Below it stand what was done, what the document says, and what to "
        "change. What can't be told apart on this request is listed too. Secrets are not shown.",
    .operands = request_operands,
    .options = options,
    .sections = sections,
    .exit_codes =
        (const struct help_row[]){{"0", "right"},
                                  {"1", "wrong: explained or unexplained"},
                                  {"2", "wrong usage, or a file that can't be read"},
                                  {"3", "the output can't be written, or there is not enough memory"},
                                  {0}},
    .examples = (const struct example[]){{"From the top of the checkout:",
                                          "build/reqsig diagnose bitpro \\\n"
                                          "  --credentials conformance/examples/bitpro.credentials.json \\\n"
                                          "  --now 1491799392000 conformance/examples/bitpro-signed.http"},
                                         {0}},
    .run = run,
};
