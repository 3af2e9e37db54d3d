/* Mistakes of lists, derived keys and hosts, on one request of AWS Signature Version 4. */
#include <criterion/criterion.h>

#include "lib/bytes.h"
#include "mutants/mistakes.h"
#include "request/known_schemes.h"

enum { NOW_S = 1440938160 }; /* 20150830T123600Z */

static const reqsig_credential credentials[] = {{"access_key", RS_TEXT("a")},
                                                {"secret_key", RS_TEXT("k")},
                                                {"region", RS_TEXT("r")},
                                                {"service", RS_TEXT("s")}};

static const reqsig_header headers[] = {{RS_TEXT("X-Amz-B"), RS_TEXT("x  y")},
                                        {RS_TEXT("X-Amz-A"), RS_TEXT("1")},
                                        {RS_TEXT("Host"), RS_TEXT("h:8443")}};

/* The last 64 characters of Authorization, which are the MAC. */
static reqsig_slice mac_of(struct arena *arena, const char *name) {
  const reqsig_request request = {RS_TEXT("GET"), RS_TEXT("/p?b=2+*&a=1"), headers, 3, rs_slice(NULL, 0)};
  const struct mutant_input input = {scheme_find("aws-sigv4"), credentials, 4, &request,
                                     NOW_S * INT64_C(1000)};
  const struct mistake *mistake = name ? mistake_find(name) : NULL;
  struct signer_answer answer;
  cr_assert(!name || (mistake && mistake_fits(mistake, input.scheme)), "%s", name);
  cr_assert_eq(mutant_sign(arena, mistake, &input, &answer), REQSIG_OK);
  const reqsig_header *header = header_list_find(&answer.headers, RS_LITERAL("Authorization"), NULL);
  cr_assert(header && header->value.len > 64);
  return rs_slice_after(header->value, header->value.len - 64);
}

/* By Python's hmac and hashlib, of canonical requests that were written by hand. */
Test(mistakes_of_parts, make_the_macs_that_python_makes) {
  static const struct {
    const char *name, *mac;
  } cases[] = {
      {NULL, "b0754496918156a51ba724847a6a24d484cb343f02d92914b319c98e78eb2ef6"},
      {"derived-key/no-steps", "cca214067e449a8c2de55042ba97ae6fc818b4362a4af2b2ac26dccadcd8b4a0"},
      {"derived-key/text-left-out", "c6e793c8282e0694983650e079c4edc69f367b17424e78f5ccc30ccd5abaf952"},
      {"derived-key/first-step-left-out", "99b87af699cbcb53f9a53e1661b31426268c4b2904f25fd7f1846320b34e5409"},
      {"derived-key/fourth-step-left-out",
       "34a91b295acdd2e6f9e7b585764db730aaeeb341ee669652c9fe51b532badc8e"},
      {"derived-key/first-steps-exchanged",
       "3890811de4052c049089734e55a87d2810b65054e23ca38e28f3a95829ab7962"},
      {"derived-key/second-steps-exchanged",
       "33fb63e4f780b4b08b647796a4ab1f04eb73634754f058c1e7b172bb91f66796"},
      {"derived-key/hex", "8cd564057a1693121822bb2f80b9d405dc06b58181ecd3b78e64dbf672280859"},
      {"query-order/unsorted", "d81abfae0b5dee1c2f5989084cb0ea891cd03fcdab2e982008e13cb8c11e5885"},
      {"query-order/as-sent", "994a7b8b214c4c07eb9c5d2a7ee0146b447b198e9de73a14f73d1ce7c409d832"},
      {"query-omitted", "a888378d4a29ed20bbcd8ea8526ed5d4ca6f6ad995c4fdc603da258dd9b26336"},
      {"urlencode-dialect/parameters-plus",
       "18f3fcf01f3b2119f4f29ffc2e782762a5ecd2e2070880652bb33025c3b25fbe"},
      {"urlencode-dialect/parameters-asterisk",
       "ba9893f15235d616d1ce95f10e180591e0f9f0bad541102cba6c4869804e6e97"},
      {"urlencode-dialect/parameters-lower",
       "a509f5a4b5699f897ea6abaa9b1e29901815630578c007149ab2735a7d979013"},
      {"parameters-written/glued", "8fa5a842cc06b8242ccbb987b2c8bb0c4913dca17b65b6939cbe61a6bae94ed5"},
      {"canonical-headers/unsorted", "153b7f6b4abc6b94ff7a738fc384bb4793a48d428c12dfbe3ab244cf1e9e755c"},
      {"canonical-headers/own-case", "94e63f7246e22eefba8b3a6d3662ad9d6b66effe59b0d2f60fd98b0cecf67ad5"},
      {"canonical-headers/spaces-kept", "3c1afa948140144cac2b30ec94d5a247243ef3cb0a0d60476eac441bb58f7676"},
      {"canonical-headers/last-end-lost", "51f076bf0b5c64953e6080ec22d5dcdac36b88bccb7b21ffe9e60dfb7e142e65"},
      {"canonical-headers/left-out", "506f414889c90616f4d52c3ed21b22cca18961ed34ab824c6369e223eac566aa"},
      {"canonical-headers/optional-left-out",
       "627b5c7ac2ca2b30beba75825408d14c069837a34a01560b72a56b88453f18c3"},
      {"canonical-headers/names-joined", "9df76ab3f72eab85a2891639f835eb120210bd20313ca5427b018956c9c743a9"},
      {"canonical-headers/names-otherwise",
       "0d6793fb8f1e2e174a838719e936fe9ac11589397f179d56dff6763d5d8edaf4"},
      {"host-port/left-out", "d649c3cd94ab448d5f155c3979b93da0d14d119f1e73349f06aef0e4a892d45d"},
      {"behind-proxy/host", "6a6744fe1b23353f71aec1bf11a3e8936846a82e4436044aaff65f0abc94adb1"},
  };
  struct arena arena = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reqsig_slice mac = mac_of(&arena, cases[i].name);
    cr_assert(rs_slice_equal(mac, reqsig_text(cases[i].mac)), "%s: %.*s", cases[i].name, (int)mac.len,
              (const char *)mac.data);
  }
  arena_free(&arena);
}

/* What a mistaken signer hands to its MAC, of a request of a scheme with these credentials. */
static void signs(const char *name, const char *scheme, const reqsig_request *request, const char *expected) {
  static const reqsig_credential all[] = {
      {"api_key", RS_TEXT("id")},       {"api_secret", RS_TEXT("s")},        {"auth_token", RS_TEXT("s")},
      {"access_key_id", RS_TEXT("id")}, {"access_key_secret", RS_TEXT("s")}, {"passphrase", RS_TEXT("p")}};
  struct mutant_input input = {scheme_find(scheme), NULL, 0, request, NOW_S * INT64_C(1000)};
  reqsig_credential own[4];
  for (const char *credential; (credential = reqsig_scheme_credential(input.scheme, input.num_credentials));)
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
      if (rs_slice_equal(reqsig_text(credential), reqsig_text(all[i].name)))
        own[input.num_credentials++] = all[i];
  input.credentials = own;
  struct arena arena = {0};
  struct mac_input made;
  cr_assert_eq(mutant_mac_input(&arena, mistake_find(name), &input, &made), REQSIG_OK, "%s", name);
  cr_assert(rs_slice_equal(made.message, reqsig_text(expected)), "%s: %.*s", name, (int)made.message.len,
            (const char *)made.message.data);
  arena_free(&arena);
}

Test(mistakes_of_parts, change_urls_and_parameters) {
  static const reqsig_header form[] = {
      {RS_TEXT("Host"), RS_TEXT("h")},
      {RS_TEXT("Content-Type"), RS_TEXT("application/x-www-form-urlencoded")}};
  const reqsig_request post = {RS_TEXT("POST"), RS_TEXT("/p"), form, 2, RS_TEXT("b=2&a=1")};
  signs("behind-proxy/http", "twilio", &post, "http://h/pa1b2");
  signs("host-port/added", "twilio", &post, "https://h:443/pa1b2");
  signs("query-order/unsorted", "twilio", &post, "https://h/pb2a1");
  signs("parameters-written/as-form", "twilio", &post, "https://h/pa=1&b=2");
  const reqsig_request get = {RS_TEXT("GET"), RS_TEXT("/?B=2"), NULL, 0, rs_slice(NULL, 0)};
  signs("signature-signed", "alibaba-pop", &get,
        "GET&%2F&AccessKeyId%3Did%26B%3D2%26Signature%3D%26Timestamp%3D2015-08-30T12%253A36%253A00Z");
  signs("query-omitted", "kucoin", &get, "1440938160000GET/");
}

static reqsig_slice key_of(struct arena *arena, const char *name) {
  static const reqsig_credential secret = {"secret", RS_TEXT("whsec_c2VjcmV0")};
  static const reqsig_header id = {RS_TEXT("webhook-id"), RS_TEXT("1")};
  const reqsig_request request = {RS_TEXT("POST"), RS_TEXT("/"), &id, 1, RS_TEXT("{}")};
  const struct mutant_input input = {scheme_find("standard-webhooks"), &secret, 1, &request, 0};
  struct mac_input made;
  cr_assert_eq(mutant_mac_input(arena, mistake_find(name), &input, &made), REQSIG_OK);
  return made.key;
}

Test(mistakes_of_parts, keep_the_prefix_of_a_secret) {
  struct arena arena = {0};
  cr_assert(rs_slice_equal(key_of(&arena, "secret-prefix-kept"), RS_LITERAL("whsec_c2VjcmV0")));
  /* By Python's urlsafe_b64decode. */
  cr_assert(rs_slice_equal(key_of(&arena, "secret-prefix-kept/decoded"),
                           RS_LITERAL("\xc2\x1b\x1e\x73\xf7\x36\x56\x37\x26\x57")));
  arena_free(&arena);
}
