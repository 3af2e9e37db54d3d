/*
 * Raw requests: parsing one, and parsing and verifying one, beside signing it, and beside picohttpparser's
 * reading of the same head, where Debian's libh2o-evloop0.13 is installed, which has it inside. They take
 * turns within one run, as in bench.c.
 */
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "bench_time.h"
#include "reqsig.h"

enum { MAX_RAW = 1024, MAX_HEADERS = 16, BODY_LEN = 150 };
static const int64_t now_ms = INT64_C(1700000000000);

/* What is computed goes here, so that no compiler leaves it out. */
static volatile unsigned char result;

typedef struct raw_job {
  reqsig_context context;
  reqsig_request request; /* without what signing adds */
  char raw[MAX_RAW];
  size_t len;
} raw_job;

static void sign_once(const raw_job *job) {
  uint8_t room[1024];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  if (reqsig_sign(&job->context, &job->request, now_ms, &text, headers, &num) != REQSIG_OK) abort();
  result ^= room[text.len - 1];
}

static reqsig_request parse_raw_request(const raw_job *job, reqsig_header *headers) {
  size_t num = MAX_HEADERS, offset;
  reqsig_request request;
  reqsig_http_error error;
  if (reqsig_parse_request((reqsig_slice){(const uint8_t *)job->raw, job->len}, headers, &num, NULL, &request,
                           &error, &offset) != REQSIG_OK)
    abort();
  return request;
}

static void parse_once(const raw_job *job) {
  reqsig_header headers[MAX_HEADERS];
  result ^= (unsigned char)parse_raw_request(job, headers).num_headers;
}

static void verify_once(const raw_job *job) {
  reqsig_header headers[MAX_HEADERS];
  reqsig_request request = parse_raw_request(job, headers);
  reqsig_verdict verdict;
  if (reqsig_verify(&job->context, &request, now_ms, NULL, &verdict) != REQSIG_OK || verdict.reason) abort();
  result ^= (unsigned char)verdict.authentic;
}

/* As picohttpparser's page declares it. */
struct phr_header {
  const char *name;
  size_t name_len;
  const char *value;
  size_t value_len;
};
typedef int phr_parse_request_fn(const char *buf, size_t len, const char **method, size_t *method_len,
                                 const char **path, size_t *path_len, int *minor_version,
                                 struct phr_header *headers, size_t *num_headers, size_t last_len);
static phr_parse_request_fn *phr_parse_request;

static void pico_once(const raw_job *job) {
  const char *method, *path;
  size_t method_len, path_len, num = MAX_HEADERS;
  int minor;
  struct phr_header headers[MAX_HEADERS];
  if (phr_parse_request(job->raw, job->len, &method, &method_len, &path, &path_len, &minor, headers, &num,
                        0) <= 0)
    abort();
  result ^= (unsigned char)num;
}

static const struct bench_scheme {
  const char *name;
  const char *credentials[3];
} schemes[] = {
    {"ambro", {"app_id", "api_key", "api_secret"}},
    {"calypso", {"api_key", "secret_key"}},
    {"aet", {"token", "secret_key"}},
    {"bitpro", {"api_key", "secret_key"}},
    {"crm", {"api_key"}},
};

static const char *const own_headers[][2] = {
    {"Host", "api.example.com"},          {"User-Agent", "curl/7.88.1"}, {"Accept", "*/*"},
    {"Content-Type", "application/json"}, {"Content-Length", "150"},
};
static const char body[] = "{\"timestamp\":1700000000000,\"user\":{\"id\":4711,\"name\":\"Ada "
                           "Lovelace\",\"roles\":[\"admin\",\"editor\"]},\"active\":true,\"note\":\"sent "
                           "by the benchmark, of 1.0.0\"}";
_Static_assert(sizeof body - 1 == BODY_LEN, "as Content-Length says");

static void append(raw_job *job, reqsig_slice bytes) {
  if (bytes.len > MAX_RAW - job->len) abort();
  if (bytes.len > 0) memcpy(job->raw + job->len, bytes.data, bytes.len);
  job->len += bytes.len;
}

static void append_headers(raw_job *job, const reqsig_header *headers, size_t num) {
  for (size_t i = 0; i < num; i++) {
    append(job, headers[i].name);
    append(job, reqsig_text(": "));
    append(job, headers[i].value);
    append(job, reqsig_text("\r\n"));
  }
}

static void append_signature(raw_job *job) {
  uint8_t room[1024];
  reqsig_buffer text = {room, sizeof room, 0};
  reqsig_header headers[REQSIG_MAX_ADDED_HEADERS];
  size_t num = REQSIG_MAX_ADDED_HEADERS;
  if (reqsig_sign(&job->context, &job->request, now_ms, &text, headers, &num) != REQSIG_OK) abort();
  append_headers(job, headers, num);
}

static void write_raw(raw_job *job) {
  job->len = 0;
  append(job, reqsig_text("POST /v3/users HTTP/1.1\r\n"));
  append_headers(job, job->request.headers, job->request.num_headers);
  append_signature(job);
  append(job, reqsig_text("\r\n"));
  append(job, job->request.body);
}

static void make_job(raw_job *job, const struct bench_scheme *scheme) {
  static reqsig_header own[sizeof own_headers / sizeof *own_headers];
  const size_t num_own = sizeof own / sizeof *own;
  for (size_t i = 0; i < num_own; i++)
    own[i] = (reqsig_header){reqsig_text(own_headers[i][0]), reqsig_text(own_headers[i][1])};
  reqsig_credential credentials[3];
  size_t num = 0;
  for (; num < 3 && scheme->credentials[num]; num++)
    credentials[num] =
        (reqsig_credential){scheme->credentials[num], reqsig_text("0123456789abcdef0123456789abcdef")};
  if (reqsig_context_init(&job->context, reqsig_scheme_find(scheme->name), credentials, num) != REQSIG_OK)
    abort();
  job->request =
      (reqsig_request){reqsig_text("POST"), reqsig_text("/v3/users"), own, num_own, reqsig_text(body)};
  write_raw(job);
}

static double time_calls(void (*call)(const raw_job *), const raw_job *job) {
  double start = bench_cpu_ns();
  for (int i = 0; i < BENCH_CALLS; i++) call(job);
  return (bench_cpu_ns() - start) / (double)BENCH_CALLS;
}

static void measure(const struct bench_scheme *scheme) {
  static raw_job job;
  static double sign[BENCH_ROUNDS], parsing[BENCH_ROUNDS], verify[BENCH_ROUNDS];
  make_job(&job, scheme);
  for (size_t round = 0; round < BENCH_ROUNDS; round++) {
    sign[round] = time_calls(sign_once, &job);
    parsing[round] = time_calls(parse_once, &job);
    verify[round] = time_calls(verify_once, &job) / sign[round];
  }
  printf("%-7s %10zu %10.0f ns %13.0f ns %26.2f x\n", scheme->name, job.len, bench_median(sign),
         bench_median(parsing), bench_median(verify));
}

static void measure_head(void) {
  static raw_job job;
  static double own[BENCH_ROUNDS], pico[BENCH_ROUNDS];
  append(&job, reqsig_text("GET /v3/users?page=2&sort=name HTTP/1.1\r\nHost: api.example.com\r\n"
                           "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101\r\n"
                           "Accept: application/json,text/html;q=0.9,*/*;q=0.8\r\n"
                           "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n"
                           "Connection: keep-alive\r\nX-Request-Id: 8a9c12\r\n\r\n"));
  for (size_t round = 0; round < BENCH_ROUNDS; round++) {
    own[round] = time_calls(parse_once, &job);
    if (phr_parse_request) pico[round] = own[round] / time_calls(pico_once, &job);
  }
  printf("\nParsing a head of %zu bytes without a body takes %.0f ns", job.len, bench_median(own));
  if (phr_parse_request)
    printf(",\n%.2f times what picohttpparser takes.\n", bench_median(pico));
  else
    puts(".\npicohttpparser is not installed: libh2o-evloop0.13 has it.");
}

int main(void) {
  void *h2o = dlopen("libh2o-evloop.so.0.13", RTLD_NOW);
  if (h2o) *(void **)&phr_parse_request = dlsym(h2o, "phr_parse_request");
  printf("The time to read one raw request with a body of %d bytes, beside signing it.\n\n", (int)BODY_LEN);
  printf("%-7s %10s %13s %16s %28s\n", "scheme", "raw bytes", "signing", "parsing", "parsing and verifying");
  printf("%-7s %10s %13s %16s %28s\n", "", "", "takes", "takes", "takes, of signing");
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) measure(&schemes[i]);
  measure_head();
  return 0;
}
