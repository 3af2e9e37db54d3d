/* What is written has each member that a scheme needs and no other, in a text that tells it byte by byte. */
#include "scheme_file_case.h"

static void is_written_the_same(const char *text) {
  static uint8_t room[8192];
  reqsig_buffer again = {room, sizeof room, 0};
  cr_assert_eq(reqsig_scheme_write(accepts(reqsig_text(text)), &again), REQSIG_OK);
  cr_assert(rs_slice_equal(rs_slice(room, again.len), reqsig_text(text)), "%.*s", (int)again.len,
            (const char *)room);
}

#define HEAD(title) "{\n  \"reqsig_scheme\": 1,\n  \"name\": \"t\",\n  \"title\": \"" title "\",\n"
#define CREDENTIALS                                                                                          \
  "  \"credentials\": {\n    \"id\": \"public\",\n    \"k\": \"secret\",\n    \"l\": \"secret\"\n  },\n"

Test(scheme_file_text, rules_of_one_place_each) {
  is_written_the_same(
      HEAD("T") "  \"document\": \"D\",\n  \"document_title\": \"E\",\n" CREDENTIALS
                "  \"signs\": [\"PUT\", \"POST\", \"any with body\"],\n"
                "  \"timestamp\": {\n    \"format\": \"unix-seconds\",\n    \"past_ms\": 1000,\n"
                "    \"future_ms\": 0,\n    \"exclusive\": true\n  },\n"
                "  \"message\": \"{method|upper}\\n{path|cut:/|percent-decode}\\n{header:h|unless-empty}\",\n"
                "  \"hmac\": \"sha256\",\n  \"key\": \"a{k|cut:k_|from-hex}b{l|percent-encode}\",\n"
                "  \"headers\": {\n    \"A\": {\n      \"items\": [\"t={timestamp}\", \"{{v=}}{mac|hex}\"],\n"
                "      \"separator\": \", \",\n      \"open\": true\n    },\n    \"B\": \"<{id}>\"\n  },\n"
                "  \"query\": {\n    \"C\": \"{id}\"\n  },\n"
                "  \"also_sent\": {\n    \"D\": \"d\",\n    \"E\": \"e\"\n  },\n"
                "  \"accepts\": {\n    \"upper_case_hex\": true\n  },\n"
                "  \"clauses\": {\n    \"credentials.id\": \"\\\"\\\\\"\n  }\n}\n");
}

Test(scheme_file_text, times) {
  static const char *const times[] = {
      "\"format\": \"YYYY-MM-DDThh:mm:ssZ\"",
      "\"format\": \"unix-milliseconds\",\n    \"past_ms\": 1",
      "\"format\": \"unix-milliseconds\",\n    \"future_ms\": 9223372036854775806,\n    \"exclusive\": true",
      "\"format\": \"unix-seconds\",\n    \"lifetime_ms\": 1",
      "\"format\": \"unix-seconds\",\n    \"lifetime_ms\": 31622400000,\n    \"exclusive\": true",
  };
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    char text[2048];
    snprintf(text, sizeof text,
             HEAD("T") "  \"credentials\": {\n    \"k\": \"secret\"\n  },\n  \"timestamp\": {\n    %s\n  },\n"
                       "  \"message\": \"{timestamp}\",\n  \"hmac\": \"sha1\",\n  \"key\": \"{k}\",\n"
                       "  \"headers\": {\n    \"T\": \"{timestamp}\",\n    \"S\": \"{mac|base64}\"\n  }\n}\n",
             times[i]);
    is_written_the_same(text);
  }
}

Test(scheme_file_text, methods_and_leniencies) {
  static const char *const members[][2] = {
      {"  \"signs\": [\"PUT\"],\n", ""},
      {"  \"signs\": [\"PUT with body\", \"A with body\"],\n",
       ",\n  \"accepts\": {\n    \"unpadded_base64\": true\n  }"},
      {"  \"signs\": [\"any with body\"],\n", ",\n  \"accepts\": {\n    \"no_prefix\": true\n  }"},
      {"  \"signs\": [\"A\", \"B\", \"C\", \"D\"],\n",
       ",\n  \"accepts\": {\n    \"unpadded_base64\": true,\n    \"no_prefix\": true\n  }"},
  };
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    char text[2048];
    snprintf(text, sizeof text,
             HEAD("T") "  \"credentials\": {\n    \"k\": \"secret\"\n  },\n%s  \"message\": \"{body}\",\n"
                       "  \"hmac\": \"sha1\",\n  \"key\": \"{k}\",\n"
                       "  \"headers\": {\n    \"S\": \"v={mac|base64}\"\n  }%s\n}\n",
             members[i][0], members[i][1]);
    is_written_the_same(text);
  }
}

Test(scheme_file_text, lists_parts_and_steps) {
  is_written_the_same(
      HEAD("T") CREDENTIALS
      "  \"timestamp\": {\n    \"format\": \"YYYYMMDDThhmmssZ\"\n  },\n"
      "  \"lists\": {\n"
      "    \"h\": {\n      \"each\": \"header\",\n      \"only\": [\"a\", \"b?\", \"c-*\", \"d\"],\n"
      "      \"write\": \"{name}:{value|squeeze|lower}\\n\",\n      \"repeated\": \",\"\n    },\n"
      "    \"n\": {\n      \"each\": \"h\",\n      \"write\": \"{name}\",\n      \"join\": \";\"\n    },\n"
      "    \"q\": {\n      \"each\": [\"query\", \"form\"],\n      \"without\": [\"a\", \"b\", \"c\", "
      "\"d\"],\n"
      "      \"write\": \"<{name|lower|percent-encode}={value|percent-encode}>\",\n"
      "      \"join\": \"&\"\n    },\n"
      "    \"x\": {\n      \"each\": \"header\",\n      \"only\": [\"e\"],\n"
      "      \"write\": \"{name}\",\n      \"join\": \"; \"\n    }\n  },\n"
      "  \"parts\": {\n    \"g\": \"{method}\\n{path}\",\n    \"m\": \"{h}{n}\",\n"
      "    \"c\": \"{id};{timestamp}\"\n  },\n"
      "  \"message\": \"{g|if-body|md5|hex|upper}{q}-{x}{m|if-method:PUT|sha256|base64}\",\n"
      "  \"hmac\": \"sha512\",\n"
      "  \"key\": [\"A{k}\", \"{timestamp|as:YYYYMMDD}\", \"{id}\", \"{l}\", \"z{{\", \"y\"],\n"
      "  \"headers\": {\n    \"Auth\": \"x {c|base64}\",\n    \"S\": \"{mac|base64url}\",\n"
      "    \"N\": \"{x}\"\n  }\n}\n");
}

Test(scheme_file_text, lists_in_templates) {
  is_written_the_same(HEAD("T") "  \"credentials\": {\n    \"k\": \"secret\"\n  },\n"
                                "  \"lists\": {\n    \"f\": {\n      \"each\": \"form\",\n      \"write\": "
                                "\"{name}{value}\"\n    }\n  },\n"
                                "  \"message\": \"{f}{?query|without:S,a}{query|without:S}{form:f}\",\n"
                                "  \"hmac\": \"sha384\",\n  \"key\": \"{k}\",\n"
                                "  \"query\": {\n    \"S\": \"{mac|base64-unpadded}\"\n  }\n}\n");
}

#define MEANING "      \"meaning\": \"m\",\n      \"source\": \"s\",\n"
#define CHANGE  "      \"change\": {\n        "

Test(scheme_file_text, profiles) {
  static const char *const profiles[] = {
      "      \"row\": \"r\",\n" MEANING "      \"sends_what_it_signs\": true,\n" CHANGE
      "\"replace\": {\n          \"path\": \"{path}\",\n          \"body\": \"a{body}{?query}\"\n        }\n "
      "     }",
      MEANING CHANGE "\"replace\": {\n          \"method\": \"{method|lower}\",\n"
                     "          \"path\": \"{{{path|upper|percent-decode}}}\"\n        }\n      }",
      MEANING CHANGE "\"replace\": {\n          \"body\": \"{body|else:query|md5|hex}\"\n        }\n      }",
      MEANING CHANGE "\"replace\": {\n"
                     "          \"path\": \"{path|unless-empty|cut:/|upper|percent-decode|json-compact}\"\n  "
                     "      }\n      }",
      MEANING CHANGE "\"timestamp\": {\n          \"format\": \"unix-milliseconds\",\n"
                     "          \"past_ms\": 5,\n          \"exclusive\": true\n        }\n      }",
      MEANING CHANGE "\"timestamp\": {\n          \"exclusive\": true\n        }\n      }",
      MEANING CHANGE "\"replace\": {\n          \"method\": \"{method|lower}\"\n        },\n"
                     "        \"signs\": [\"PUT\"]\n      },\n      \"clause\": \"c\"",
      MEANING CHANGE "\"hmac\": \"sha256\",\n        \"key\": \"{k|cut:k_|from-base64}{l}\",\n"
                     "        \"accepts\": {\n          \"upper_case_hex\": true\n        }\n      }",
      MEANING CHANGE "\"accepts\": {\n          \"upper_case_hex\": true,\n"
                     "          \"no_prefix\": true\n        }\n      }",
  };
  enum { NUM = sizeof profiles / sizeof *profiles };
  static char text[8192];
  size_t len = (size_t)snprintf(
      text, sizeof text, "%s",
      HEAD("T") CREDENTIALS
      "  \"timestamp\": {\n    \"format\": \"unix-seconds\",\n    \"past_ms\": 1\n  },\n"
      "  \"message\": \"{id}{timestamp}.{path|upper|percent-decode}.{body}.{method}\",\n"
      "  \"hmac\": \"sha1\",\n  \"key\": \"{k|cut:k_}{l}\",\n"
      "  \"headers\": {\n    \"S\": \"v{mac|hex}\",\n    \"T\": \"{timestamp}\"\n  },\n  \"profiles\": {\n");
  for (size_t i = 0; i < NUM; i++)
    len += (size_t)snprintf(text + len, sizeof text - len, "    \"p%zu\": {\n%s\n    }%s\n", i, profiles[i],
                            i + 1 < NUM ? "," : "");
  snprintf(text + len, sizeof text - len, "  }\n}\n");
  is_written_the_same(text);
}
