#include "commands/test_options.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/options.h"
#include "request/scheme_argument.h"

enum {
  OPTION_SCHEME,
  OPTION_RUN,
  OPTION_REPORT,
  OPTION_KNOWN_FAILURES,
  OPTION_TIMEOUT,
  OPTION_VECTORS,
  OPTION_HELP,
  NUM_OPTIONS
};

static const option_rule rules[NUM_OPTIONS] = {
    [OPTION_SCHEME] = {"--scheme", "SCHEME"},
    [OPTION_RUN] = {"--run", "PATTERN"},
    [OPTION_REPORT] = {"--report", "FORMAT[:FILE]"},
    [OPTION_KNOWN_FAILURES] = {"--known-failures", "FILE"},
    [OPTION_TIMEOUT] = {"--timeout", "SECONDS"},
    [OPTION_VECTORS] = {"--vectors", "DIR"},
    [OPTION_HELP] = {"--help", NULL},
};

static const char help[] =
    "Grades an implementation: starts ADAPTER, asks it for messages, signatures and verdicts\n"
    "over the protocol of conformance/README.md, and compares each answer with the vectors.\n"
    "\n"
    "usage: reqsig test [OPTION]... [--] ADAPTER [ARG]...\n"
    "\n"
    "  --scheme SCHEME         only this scheme; may be given again\n"
    "  --run PATTERN           only vectors whose id matches, as a shell matches file names;\n"
    "                          may be given again for more of them\n"
    "  --report FORMAT[:FILE]  text, json or junit, to FILE or to standard output; may be given\n"
    "                          again. Where none goes to standard output, text does\n"
    "  --known-failures FILE   ids or patterns of vectors that fail and shall not count, one a\n"
    "                          line. An entry that does not fail any more counts\n"
    "  --timeout SECONDS       for each answer, and for the end at the end; default: 10\n"
    "  --vectors DIR           other vectors than those of this version\n"
    "\n"
    "exit status: 0 conformant, 1 not, 2 wrong usage, 3 the adapter or the harness broke\n"
    "SIGINT, SIGTERM or SIGHUP ends the adapter; after the report, reqsig ends by it too.\n"
    "\n"
    "example:\n"
    "\n"
    "  reqsig test --scheme aet -- python3 adapter.py\n";

static const uint64_t DEFAULT_TIMEOUT_MS = 10 * 1000;
static const double MAX_TIMEOUT = 24 * 60 * 60;

void test_options_print_help(void) {
  fputs(help, stdout);
}

static bool refuse(const char *command) {
  message_hint("see reqsig help %s", command);
  return false;
}

static bool take_scheme(struct test_options *options, const char *command, const char *name) {
  const reqsig_scheme *scheme = scheme_argument(command, name);
  if (!scheme) return false;
  for (size_t i = 0; i < options->num_schemes; i++)
    if (options->schemes[i] == scheme) return true;
  if (options->num_schemes < TEST_MAX_SCHEMES) options->schemes[options->num_schemes++] = scheme;
  return true;
}

static bool take_pattern(struct test_options *options, const char *command, const char *pattern) {
  if (*pattern != '\0' && options->num_patterns < TEST_MAX_PATTERNS) {
    options->patterns[options->num_patterns++] = pattern;
    return true;
  }
  if (*pattern == '\0')
    message_error("%s: --run is empty", command);
  else
    message_error("%s: more than %d patterns", command, TEST_MAX_PATTERNS);
  return refuse(command);
}

static bool take_once(const char **to, const char *command, const char *name, const char *value) {
  if (!*to && *value != '\0') {
    *to = value;
    return true;
  }
  message_error("%s: %s %s", command, name, *to ? "is given twice" : "is empty");
  return refuse(command);
}

static bool take_timeout(struct test_options *options, const char *command, const char *value) {
  if (!take_once(&options->timeout, command, "--timeout", value)) return false;
  bool plain = value[strspn(value, "0123456789.")] == '\0';
  char *end = NULL;
  double seconds = plain ? strtod(value, &end) : 0;
  if (plain && *end == '\0' && seconds >= 0.001 && seconds <= MAX_TIMEOUT) {
    options->timeout_ms = (uint64_t)(seconds * 1000);
    return true;
  }
  message_error("%s: --timeout %s: expected seconds, from 0.001 to %g, such as 10 or 0.5", command, value,
                MAX_TIMEOUT);
  return refuse(command);
}

static bool find_format(const char *name, size_t len, enum report_format *format) {
  static const char *const names[] = {
      [REPORT_TEXT] = "text", [REPORT_JSON] = "json", [REPORT_JUNIT] = "junit"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strlen(names[i]) != len || memcmp(names[i], name, len) != 0) continue;
    *format = (enum report_format)i;
    return true;
  }
  return false;
}

static bool standard_output_is_taken(const struct test_options *options) {
  for (size_t i = 0; i < options->num_reports; i++)
    if (!options->reports[i].path) return true;
  return false;
}

static bool take_report(struct test_options *options, const char *command, const char *value) {
  struct report_target report = {0};
  size_t len = strcspn(value, ":");
  if (!find_format(value, len, &report.format) || (value[len] == ':' && value[len + 1] == '\0')) {
    message_error("%s: --report %s: expected text, json or junit, alone or with :FILE", command, value);
    return refuse(command);
  }
  if (value[len] == ':' && strcmp(value + len + 1, "-") != 0) report.path = value + len + 1;
  if (!report.path && standard_output_is_taken(options)) {
    message_error("%s: two reports to standard output", command);
    return refuse(command);
  }
  if (options->num_reports == TEST_MAX_REPORTS) {
    message_error("%s: more than %d reports", command, TEST_MAX_REPORTS);
    return refuse(command);
  }
  options->reports[options->num_reports++] = report;
  return true;
}

static bool take(struct test_options *options, const char *command, int option, const char *value) {
  switch (option) {
  case OPTION_SCHEME: return take_scheme(options, command, value);
  case OPTION_RUN: return take_pattern(options, command, value);
  case OPTION_REPORT: return take_report(options, command, value);
  case OPTION_KNOWN_FAILURES: return take_once(&options->known_failures, command, "--known-failures", value);
  case OPTION_TIMEOUT: return take_timeout(options, command, value);
  case OPTION_VECTORS: return take_once(&options->vectors, command, "--vectors", value);
  case OPTION_HELP: options->help = true; return true;
  default: return false;
  }
}

/* The adapter's own options are its own: all that follows its name is. */
bool test_options_read(struct test_options *options, int argc, char **argv) {
  struct options arguments = options_begin(argc, argv, rules, NUM_OPTIONS);
  const char *value = NULL;
  *options = (struct test_options){.timeout_ms = DEFAULT_TIMEOUT_MS};
  for (int option; (option = options_next(&arguments, &value)) != OPTIONS_END && !options->help;) {
    if (option == OPTIONS_OPERAND) {
      options->adapter = argv + arguments.at - 1;
      break;
    }
    if (!take(options, argv[0], option, value)) return false;
  }
  if (options->help) return true;
  if (options->adapter && options->adapter[0][0] == '\0') options->adapter = NULL;
  if (!options->adapter) {
    message_error("%s: no adapter: expected a command that answers over the protocol", argv[0]);
    return refuse(argv[0]);
  }
  if (!standard_output_is_taken(options))
    options->reports[options->num_reports++] = (struct report_target){.format = REPORT_TEXT};
  return true;
}
