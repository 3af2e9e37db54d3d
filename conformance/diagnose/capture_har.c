#include <cjson/cJSON.h>
#include <string.h>
#include <strings.h>

#include "diagnose/capture.h"
#include "lib/base64.h"
#include "lib/bytes.h"

static const char *member_text(const cJSON *object, const char *name) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  return cJSON_IsString(member) ? member->valuestring : NULL;
}

/* An entry, or itself. */
static const cJSON *request_of(const cJSON *entry) {
  const cJSON *request = cJSON_GetObjectItemCaseSensitive(entry, "request");
  if (!request) request = entry;
  return member_text(request, "method") && member_text(request, "url") ? request : NULL;
}

static reqsig_slice signature_header(const reqsig_scheme *recipe) {
  const rs_header_rule *rule = recipe->headers;
  for (size_t i = 0; i < REQSIG_MAX_ADDED_HEADERS && rule[i].name.len > 0; i++)
    for (size_t k = 0; k < sizeof rule[i].value / sizeof *rule[i].value; k++)
      if (rule[i].place != RS_IN_QUERY && rule[i].value[k].from == RS_FROM_MAC) return rule[i].name;
  return (reqsig_slice){0};
}

static bool has_header(const cJSON *request, reqsig_slice name) {
  const cJSON *header;
  cJSON_ArrayForEach(header, cJSON_GetObjectItemCaseSensitive(request, "headers")) {
    const char *own = member_text(header, "name");
    if (own && rs_slice_equal_ignoring_case(rs_slice(own, strlen(own)), name)) return true;
  }
  return false;
}

/* The request of a whole file, of an entry, or itself. Numbers count from 1. */
struct choice_of_requests {
  const cJSON *taken;
  size_t number, count;
  bool is_signed;
};

static void consider(struct choice_of_requests *choice, const cJSON *request, reqsig_slice signature) {
  if (!request) return;
  choice->count++;
  bool is_signed = has_header(request, signature);
  if (choice->taken && (choice->is_signed || !is_signed)) return;
  choice->taken = request;
  choice->number = choice->count;
  choice->is_signed = is_signed;
}

static struct choice_of_requests choose_request(const cJSON *json, reqsig_slice signature) {
  struct choice_of_requests choice = {0};
  const cJSON *entry,
      *entries = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(json, "log"), "entries");
  if (cJSON_IsArray(entries))
    cJSON_ArrayForEach(entry, entries) consider(&choice, request_of(entry), signature);
  else
    consider(&choice, request_of(json), signature);
  return choice;
}

/* What stands behind scheme and host; host is what stands between. */
static const char *target_of(const char *url, struct text *host) {
  const char *begin = strstr(url, "://");
  if (!begin) return url;
  begin += 3;
  size_t len = strcspn(begin, "/?#");
  text_add(host, rs_slice(begin, len));
  return begin + len;
}

static void add_headers(const cJSON *request, const char *host, size_t body_len, struct text *text) {
  const cJSON *header;
  bool has_host = false;
  cJSON_ArrayForEach(header, cJSON_GetObjectItemCaseSensitive(request, "headers")) {
    const char *name = member_text(header, "name"), *value = member_text(header, "value");
    if (!name || !value || name[0] == ':' || strcasecmp(name, "content-length") == 0 ||
        strcasecmp(name, "transfer-encoding") == 0)
      continue;
    has_host |= strcasecmp(name, "host") == 0;
    text_addf(text, "%s: %s\r\n", name, value);
  }
  if (!has_host) text_addf(text, "Host: %s\r\n", host);
  if (body_len > 0) text_addf(text, "Content-Length: %zu\r\n", body_len);
}

/* What was sent: its text, or what that spells in base64. */
static void add_body(const cJSON *request, struct text *body) {
  const cJSON *data = cJSON_GetObjectItemCaseSensitive(request, "postData");
  const char *written = member_text(data, "text"), *encoding = member_text(data, "encoding");
  size_t len = written ? strlen(written) : 0;
  reqsig_buffer bytes = {(uint8_t *)text_extend(body, len), len, 0};
  bool is_base64 = encoding && strcasecmp(encoding, "base64") == 0;
  if (!is_base64 || rs_base64_decode(rs_slice(written, len), &bytes) != REQSIG_OK) {
    if (len > 0) memcpy(bytes.data, written, len);
    bytes.len = len;
  }
  body->len = bytes.len;
}

static void add_request(const cJSON *request, struct text *text) {
  struct text host = {0}, body = {0};
  const char *target = target_of(member_text(request, "url"), &host);
  add_body(request, &body);
  text_addf(text, "%s %s", member_text(request, "method"), *target == '/' ? "" : "/");
  text_add(text, rs_slice(target, strcspn(target, "#")));
  text_add_string(text, " HTTP/1.1\r\n");
  add_headers(request, text_string(&host), body.len, text);
  text_add_string(text, "\r\n");
  text_add(text, text_slice(&body));
  text_free(&host);
  text_free(&body);
}

static reqsig_slice json_of(const struct capture *capture) {
  reqsig_slice raw = capture_text(capture);
  while (raw.len > 0 && memchr(" \t\r\n", raw.data[0], 4)) raw = rs_slice_after(raw, 1);
  return raw.len > 0 && raw.data[0] == '{' ? raw : (reqsig_slice){0};
}

static void tell_choice(struct capture *capture, const struct choice_of_requests *choice) {
  struct text sentence = {0};
  text_add_string(&sentence, "The input is a HAR file");
  if (choice->count > 1)
    text_addf(&sentence, " of %zu requests: number %zu is taken, the first%s.", choice->count, choice->number,
              choice->is_signed ? " that has the header of the signature"
                                : ", as none has a signature's header");
  else
    text_add_string(&sentence, ": its request is taken.");
  text_add_string(&sentence, " Unless its body is in base64, a HAR file has text where bytes were sent, so "
                             "that a body which is not UTF-8 is not in it as it was.");
  capture_tell(capture, text_string(&sentence));
  text_free(&sentence);
}

bool capture_read_har(struct capture *capture) {
  reqsig_slice json = json_of(capture);
  cJSON *root = json.len > 0 ? cJSON_ParseWithLength((const char *)json.data, json.len) : NULL;
  struct choice_of_requests choice = choose_request(root, signature_header(capture->recipe));
  if (choice.taken) {
    struct text request = {0};
    add_request(choice.taken, &request);
    capture_replace(capture, &request);
    tell_choice(capture, &choice);
  }
  cJSON_Delete(root);
  return choice.taken != NULL;
}

const char *capture_har_fault(const struct capture *capture) {
  reqsig_slice json = json_of(capture);
  if (json.len == 0) return NULL;
  cJSON *root = cJSON_ParseWithLength((const char *)json.data, json.len);
  bool is_whole = root != NULL, has_log = cJSON_GetObjectItemCaseSensitive(root, "log") != NULL;
  cJSON_Delete(root);
  if (!is_whole)
    return "The input is JSON that breaks off or has an error, or an object as a program prints it: a HAR "
           "file must "
           "be whole; of an object, give the request that it describes.";
  return has_log ? "The input is a HAR file without a request." : NULL;
}
