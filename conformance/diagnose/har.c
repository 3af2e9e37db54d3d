#include <cjson/cJSON.h>
#include <string.h>
#include <strings.h>

#include "diagnose/capture.h"
#include "lib/bytes.h"

static const char *member_text(const cJSON *object, const char *name) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  return cJSON_IsString(member) ? member->valuestring : NULL;
}

/* The request of a whole file, of an entry, or itself. */
static const cJSON *find_request(const cJSON *json) {
  const cJSON *entries =
      cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(json, "log"), "entries");
  const cJSON *entry = cJSON_IsArray(entries) ? cJSON_GetArrayItem(entries, 0) : json;
  const cJSON *request = cJSON_GetObjectItemCaseSensitive(entry, "request");
  if (!request) request = entry;
  return member_text(request, "method") && member_text(request, "url") ? request : NULL;
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

static void add_request(const cJSON *request, struct text *text) {
  struct text host = {0};
  const char *target = target_of(member_text(request, "url"), &host);
  const char *body = member_text(cJSON_GetObjectItemCaseSensitive(request, "postData"), "text");
  text_addf(text, "%s %s", member_text(request, "method"), *target == '/' ? "" : "/");
  text_add(text, rs_slice(target, strcspn(target, "#")));
  text_add_string(text, " HTTP/1.1\r\n");
  add_headers(request, text_string(&host), body ? strlen(body) : 0, text);
  text_addf(text, "\r\n%s", body ? body : "");
  text_free(&host);
}

bool har_read(reqsig_slice json, struct text *request) {
  cJSON *root = cJSON_ParseWithLength((const char *)json.data, json.len);
  const cJSON *found = root ? find_request(root) : NULL;
  if (found) add_request(found, request);
  cJSON_Delete(root);
  return found != NULL;
}
