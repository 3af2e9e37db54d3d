/* Headers that are signed as a list, with those that signing adds among them. */
#include "engine_case.h"
#include "header_list.h"
#include "scheme_file_case.h"

#define NOW          INT64_C(1700000000000)
#define MAC_OF_ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* Eight headers and parameters, of which four may be signed; a request names which ones. */
#define NAMED                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"named\", \"title\": \"N\", \"credentials\": {\"k\": \"secret\", "      \
  "\"id\": \"public\"}, \"timestamp\": {\"format\": \"unix-seconds\"}, \"lists\": {"                         \
  "\"names\": {\"each\": \"header\", \"only\": [\"host\", \"x-date\", \"x-key\", \"accept?\", \"w1?\", "     \
  "\"w2?\", "                                                                                                \
  "\"w3?\", \"w4?\"], "                                                                                      \
  "\"write\": \"{name}\", \"join\": \";\"}, "                                                                \
  "\"values\": {\"each\": \"names\", \"write\": \"{name}:{value|squeeze|lower},\"}, "                        \
  "\"other\": {\"each\": \"header\", \"only\": [\"z\"], \"write\": \"{name}={value}\"}}, "                   \
  "\"message\": \"{names}|{values}|{other}\", \"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": {"        \
  "\"X-Date\": \"{timestamp}\", \"X-Key\": \"{id}\", \"Sign\": \"{names} {mac|hex}\"}, "                     \
  "\"query\": {\"host\": \"1\"}, \"also_sent\": {\"Accept\": \"text/plain\", \"E1\": \"e\", \"E2\": \"e\", " \
  "\"E3\": \"e\"}}"

static const reqsig_context *named(void) {
  return context_with(NAMED, "key", "My ID", NULL, NULL);
}

static const char *message_of(const reqsig_header *headers, size_t num) {
  static case_message message;
  static char text[256];
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, num, rs_slice(NULL, 0)};
  message_case(&message, named(), &request, NOW);
  cr_assert_eq(message.status, REQSIG_OK);
  snprintf(text, sizeof text, "%.*s", (int)message.bytes.len, (const char *)message.bytes.data);
  return text;
}

Test(header_list, headers_that_signing_adds_replace_those_of_the_request) {
  const reqsig_header headers[] = {{RS_TEXT("z"), RS_TEXT("Z  z")},     {RS_TEXT("Host"), RS_TEXT("A  B  ")},
                                   {RS_TEXT("X-DATE"), RS_TEXT("old")}, {RS_TEXT("x-key"), RS_TEXT("old")},
                                   {RS_TEXT("other"), RS_TEXT("no")},   {RS_TEXT("ACCEPT"), RS_TEXT("Own")}};
  cr_assert_str_eq(
      message_of(headers, 2),
      "accept;host;x-date;x-key|accept:text/plain,host:a b ,x-date:1700000000,x-key:my id,|z=Z  z");
  cr_assert_str_eq(
      message_of(headers, 5),
      "accept;host;x-date;x-key|accept:text/plain,host:a b ,x-date:1700000000,x-key:my id,|z=Z  z");
  cr_assert_str_eq(message_of(headers, 6),
                   "accept;host;x-date;x-key|accept:own,host:a b ,x-date:1700000000,x-key:my id,|z=Z  z",
                   "a fixed header is not added where the request has one");
}

/* NAMED has a parameter host as well. */
Test(header_list, a_parameter_that_signing_adds_is_no_header) {
  static signed_case signed_one;
  const reqsig_header z = {RS_TEXT("z"), RS_TEXT("1")};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), &z, 1, rs_slice(NULL, 0)};
  sign_case(&signed_one, named(), &request, NOW);
  cr_assert_eq(signed_one.status, REQSIG_ERR_HEADER_MISSING);
}

/* The verdict on a signature of the message that has these names. */
static reqsig_verdict verdict_on(const char *names, const char *message, const reqsig_header *other) {
  char mac[CASE_MAX_MAC_TEXT], sign[256];
  plain_mac_hex(EVP_sha256(), "key", reqsig_text(message), mac);
  snprintf(sign, sizeof sign, "%s %s", names, mac);
  const reqsig_header headers[] = {
      {RS_TEXT("Host"), RS_TEXT("h")},      {RS_TEXT("X-Date"), RS_TEXT("1700000000")},
      {RS_TEXT("X-Key"), RS_TEXT("My ID")}, {RS_TEXT("Sign"), reqsig_text(sign)},
      {RS_TEXT("E4"), RS_TEXT("e")},        *other};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/?host=1"), headers, 6, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(named(), &request, NOW, NULL, &verdict), REQSIG_OK);
  return verdict;
}

#define VALUES "host:h,x-date:1700000000,x-key:my id,|"
#define SIGNED "host;x-date;x-key|" VALUES

Test(header_list, the_names_of_one_list_choose_nothing_of_another) {
  const reqsig_header z = {RS_TEXT("z"), RS_TEXT("1")};
  cr_assert_eq(verdict_on("host;x-date;x-key", SIGNED "z=1", &z).reason, REQSIG_REASON_NONE);
  cr_assert_eq(verdict_on("host;x-date;x-key", SIGNED, &z).reason, REQSIG_REASON_SIGNATURE_MISMATCH);
  cr_assert_eq(verdict_on("e4;host;x-date;x-key", "e4;host;x-date;x-key|e4:e," VALUES "z=1", &z).reason,
               REQSIG_REASON_NONE);
}

Test(header_list, each_name_stands_there_once) {
  const reqsig_header z = {RS_TEXT("z"), RS_TEXT("1")};
  reqsig_verdict verdict = verdict_on("host;x-date;x-key;x-key", SIGNED "z=1", &z);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  cr_assert(strstr(verdict.expected, "each once"), "%s", verdict.expected);
}

Test(header_list, a_header_of_a_list_without_names_is_there) {
  const reqsig_header y = {RS_TEXT("y"), RS_TEXT("1")};
  reqsig_verdict verdict = verdict_on("host;x-date;x-key", SIGNED, &y);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MISSING);
  cr_assert(text_is(verdict.field, "z"));
  cr_assert_str_eq(verdict.expected, "this header, which is signed");
}

Test(header_list, marks_stand_behind_names_that_are_optional_or_begin_others) {
  const rs_list list = {.only = {RS_TEXT("a"), RS_TEXT("bc?"), RS_TEXT("d-*"), RS_TEXT("e")}};
  static const char *const in[] = {"a", "A", "bc", "BC", "d-", "D-e", "e"};
  static const char *const out[] = {"", "aa", "bc?", "b", "d", "d*", "de", "f"};
  for (size_t i = 0; i < sizeof in / sizeof *in; i++)
    cr_assert(rs_list_names_header(&list, reqsig_text(in[i])), "%s", in[i]);
  for (size_t i = 0; i < sizeof out / sizeof *out; i++)
    cr_assert_not(rs_list_names_header(&list, reqsig_text(out[i])), "%s", out[i]);
}

Test(header_list, refuses_lists_of_headers_that_nobody_can_follow) {
#define OTHER "\"other\": {\"each\": \"header\", \"only\": [\"z\"], "
  REFUSES(NAMED,
          {OTHER, "\"other\": {\"each\": 1, \"only\": [\"z\"], ", "lists.other.each", "\"query\", \"form\""},
          {OTHER, "\"other\": {\"each\": \"values\", ", "lists.other.each", "a list of headers before"},
          {OTHER, "\"other\": {\"each\": \"names\", \"only\": [\"z\"], ", "lists.other.only",
           "of headers, an array"},
          {OTHER, OTHER "\"without\": [\"a\"], ", "lists.other", "of headers, which ones only"},
          {OTHER, "\"other\": {\"each\": \"header\", \"only\": [1], ", "lists.other.only", "a string"},
          {OTHER "\"write\": \"{name}={value}\"",
           "\"other\": {\"each\": \"form\", \"write\": \"{name}{value|lower}\"", "lists.other",
           "squeeze and lower of headers alone"},
          {OTHER "\"write\": \"{name}={value}\"",
           "\"other\": {\"each\": \"form\", \"write\": \"{name}{value|squeeze}\"", "lists.other",
           "squeeze and lower of headers alone"});
}

#define SENT                                                                                                 \
  "{\"reqsig_scheme\": 1, \"name\": \"sent\", \"title\": \"S\", \"credentials\": {\"k\": \"secret\"}, "      \
  "\"lists\": {\"one\": {\"each\": \"header\", \"only\": [\"host\"], \"write\": \"{name}\", \"join\": "      \
  "\";\"}, \"two\": {\"each\": \"one\", \"write\": \"{name}\", \"join\": \",\"}}, \"message\": "             \
  "\"{one}{two}\", \"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": {\"Sign\": \"{one} {mac|hex}\"}}"

Test(header_list, only_plain_names_of_a_list_with_its_own_choice_are_sent) {
#define JOINED  "\"{name}\", \"join\": \";\""
#define REFUSED "headers.Sign", "what a header may carry"
  cr_assert(holds(SENT)->lists[0].sent);
  REFUSES(SENT, {JOINED, "\"-{name}\", \"join\": \";\"", REFUSED},
          {JOINED, "\"{name}-\", \"join\": \";\"", REFUSED}, {JOINED, "\"{name}\"", REFUSED},
          {JOINED, "\"{name}\", \"join\": \"host\"", REFUSED},
          {JOINED, "\"{name}{value}\", \"join\": \";\"", REFUSED}, {"\"{one} ", "\"{two} ", REFUSED},
          {"\"{one} ", "\"{one|upper} ", REFUSED}, {"\"{one} ", "\"{body|sha256} ", REFUSED},
          {"\"{one} ", "\"{body|sha256|hex|upper} ", REFUSED});
}

#define ADDED                                                                                                \
  "{\"reqsig_scheme\": 1, \"name\": \"added\", \"title\": \"A\", \"credentials\": {\"k\": \"secret\", "      \
  "\"id\": \"public\"}, \"timestamp\": {\"format\": \"unix-seconds\"}, \"lists\": {"                         \
  "\"names\": {\"each\": \"header\", \"only\": [\"host\"], \"write\": \"{name}\", \"join\": \";\"}, "        \
  "\"own\": {\"each\": \"header\", \"only\": [\"x-*\"], \"write\": \"{name}={value}\"}}, "                   \
  "\"message\": \"{names}{own}{id}\", \"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": {"                \
  "\"T\": \"{timestamp}\", \"X-1\": \"{id}\", \"Sign\": \"{mac|hex}\"}}"

Test(header_list, what_signing_adds_is_signed_if_it_is_of_one_piece) {
#define ID        "\"{id}\", \"Sign\""
#define AS(value) value ", \"Sign\""
#define OF_A_PIECE                                                                                           \
  "lists.own", "in the list own, no header that the scheme adds itself, unless it is of one piece"
  holds(ADDED);
  accepts(edited(ADDED, ID, AS("\"{body|sha256|hex}\"")));
  accepts(edited(ADDED, "\"X-1\": \"{id}\"", "\"Y\": \"{names}\""));
  REFUSES(ADDED, {ID, AS("\"a{id}\""), OF_A_PIECE}, {ID, AS("\"{names}\""), OF_A_PIECE},
          {ID, AS("\"{id|hmac|hex}\""), OF_A_PIECE}, {ID, AS("\"{timestamp|as:YYYYMMDD}\""), OF_A_PIECE},
          {ID, AS("\"{body|unless-empty|sha256|hex}\""), OF_A_PIECE}, {"\"Sign\"", "\"X-Sign\"", OF_A_PIECE});
}

Test(header_list, names_and_days_are_not_in_the_query) {
#define QUERY(value) "\"hmac\": \"sha256\", \"query\": {\"q\": \"" value "\"}"
  REFUSES(ADDED, {"\"hmac\": \"sha256\"", QUERY("{names}"), "query.q", "as the whole value"},
          {"\"hmac\": \"sha256\"", QUERY("{timestamp|as:YYYYMMDD}"), "query.q", "as the whole value"},
          {"\"hmac\": \"sha256\"", QUERY("{id|hmac|hex}"), "query.q", "as the whole value"});
}

#define BESIDE                                                                                               \
  "{\"reqsig_scheme\": 1, \"name\": \"beside\", \"title\": \"B\", \"credentials\": {\"k\": \"secret\"}, "    \
  "\"lists\": {\"all\": {\"each\": \"query\", \"write\": \"{name}={value}\", \"join\": \"&\"}}, "            \
  "\"message\": \"{header:X-Need}|{all}\", \"hmac\": \"sha256\", \"key\": \"{k}\", "                         \
  "\"headers\": {\"Sign\": \"{mac|hex}\"}}"

/* The MAC is that of a message in which the header is empty. */
Test(header_list, a_signed_header_that_is_missing_beside_a_list_is_told) {
  char mac[CASE_MAX_MAC_TEXT];
  plain_mac_hex(EVP_sha256(), "key", reqsig_text("|a=1"), mac);
  const reqsig_header sign = {RS_TEXT("Sign"), reqsig_text(mac)};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/?a=1"), &sign, 1, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context_with(BESIDE, "key", NULL, NULL, NULL), &request, NOW, NULL, &verdict),
               REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MISSING);
  cr_assert(text_is(verdict.field, "X-Need"));
}

/* What only a signer with a mistake does. */
Test(header_list, of_a_wrong_signer_is_in_the_order_and_the_letter_case_of_the_request) {
  reqsig_context context = *named();
  reqsig_scheme recipe = *rs_context_of(&context)->recipe;
  rs_list lists[4] = {recipe.lists[0], recipe.lists[1], recipe.lists[2]};
  const reqsig_header headers[] = {
      {RS_TEXT("Z"), RS_TEXT("1")}, {RS_TEXT("Host"), RS_TEXT("h")}, {RS_TEXT("Accept"), RS_TEXT("a")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, 3, rs_slice(NULL, 0)};
  case_message message;
  recipe.lists = lists;
  ((rs_context *)(void *)context.opaque)->recipe = &recipe;
  lists[0].unsorted = true;
  message_case(&message, &context, &request, NOW);
  cr_assert(
      text_is(message.bytes, "host;accept;x-date;x-key|accept:a,host:h,x-date:1700000000,x-key:my id,|z=1"),
      "%.*s", (int)message.bytes.len, (const char *)message.bytes.data);
  lists[0].unsorted = false;
  lists[1].name_kept = lists[2].name_kept = true;
  message_case(&message, &context, &request, NOW);
  cr_assert(
      text_is(message.bytes, "accept;host;x-date;x-key|Accept:a,Host:h,X-Date:1700000000,X-Key:my id,|Z=1"),
      "%.*s", (int)message.bytes.len, (const char *)message.bytes.data);
}

#define ONCE                                                                                                 \
  "{\"reqsig_scheme\": 1, \"name\": \"once\", \"title\": \"O\", \"credentials\": {\"k\": \"secret\"}, "      \
  "\"lists\": {\"names\": {\"each\": \"header\", \"only\": [\"x-a\", \"x-b\"], \"write\": \"{name}\\n\"}}, " \
  "\"message\": \"{names}\", \"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": {\"Sign\": "               \
  "\"{mac|hex}\"}}"

Test(header_list, a_name_of_several_headers_is_written_once) {
  const reqsig_header headers[] = {
      {RS_TEXT("X-B"), RS_TEXT("1")}, {RS_TEXT("X-A"), RS_TEXT("1")}, {RS_TEXT("x-a"), RS_TEXT("2")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, 3, rs_slice(NULL, 0)};
  case_message message;
  message_case(&message, context_with(ONCE, "key", NULL, NULL, NULL), &request, NOW);
  cr_assert(text_is(message.bytes, "x-a\nx-b\n"), "%.*s", (int)message.bytes.len,
            (const char *)message.bytes.data);
}

#define OPTIONAL                                                                                             \
  "{\"reqsig_scheme\": 1, \"name\": \"optional\", \"title\": \"O\", \"credentials\": {\"k\": \"secret\"}, "  \
  "\"lists\": {\"names\": {\"each\": \"header\", \"only\": [\"x-a?\"], \"write\": \"{name}\", \"join\": "    \
  "\";\"}}, \"message\": \"{names}{path}\", \"hmac\": \"sha256\", \"key\": \"{k}\", \"headers\": "           \
  "{\"Sign\": "                                                                                              \
  "\"{names},{mac|hex}\"}}"

static reqsig_reason optional_reason(const char *names, const char *message) {
  char mac[CASE_MAX_MAC_TEXT], sign[256];
  plain_mac_hex(EVP_sha256(), "key", reqsig_text(message), mac);
  snprintf(sign, sizeof sign, "%s,%s", names, mac);
  const reqsig_header headers[] = {{RS_TEXT("Sign"), reqsig_text(sign)}, {RS_TEXT("X-A"), RS_TEXT("1")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/"), headers, *names ? 2 : 1, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(context_with(OPTIONAL, "key", NULL, NULL, NULL), &request, NOW, NULL, &verdict),
               REQSIG_OK);
  return verdict.reason;
}

/* Neither in the request nor among the names. */
Test(header_list, names_leave_out_no_header_that_must_be_signed) {
  const reqsig_header headers[] = {{RS_TEXT("X-Date"), RS_TEXT("1700000000")},
                                   {RS_TEXT("X-Key"), RS_TEXT("My ID")},
                                   {RS_TEXT("Sign"), RS_TEXT("x-date;x-key " MAC_OF_ZEROS)},
                                   {RS_TEXT("z"), RS_TEXT("1")}};
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/?host=1"), headers, 4, rs_slice(NULL, 0)};
  reqsig_verdict verdict;
  cr_assert_eq(reqsig_verify(named(), &request, NOW, NULL, &verdict), REQSIG_OK);
  cr_assert_eq(verdict.reason, REQSIG_REASON_MALFORMED);
  cr_assert(text_is(verdict.field, "host"));
}

Test(header_list, no_name_may_be_sent) {
  cr_assert_eq(optional_reason("", "/"), REQSIG_REASON_NONE);
  cr_assert_eq(optional_reason("x-a", "x-a/"), REQSIG_REASON_NONE);
  cr_assert_eq(optional_reason("x-a;", "x-a/"), REQSIG_REASON_MALFORMED, "a joint behind the last name");
  cr_assert_eq(optional_reason(";x-a", "x-a/"), REQSIG_REASON_MISSING, "a joint before the first");
}
