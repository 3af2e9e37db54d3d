/* Scheme files that the mutator begins with and takes members from: between them they have most words of the
 * vocabulary. */
#include "mutate_scheme.h"

const char *const mutate_scheme_examples[] = {
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"credentials\":{\"k\":\"secret\",\"id\":\"public\"}"
    ",\"timestamp\":{\"format\":\"YYYYMMDDThhmmssZ\",\"past_ms\":900000},\"lists\":{\"q\":{\"each\":"
    "\"query\",\"write\":\"{name|percent-encode}={value|percent-encode}\",\"join\":\"&\"},\"n\":{\"each\":"
    "\"header\",\"only\":[\"host\",\"x-date\",\"x-a?\",\"x-b-*\"],\"write\":\"{name}\",\"join\":\";\"},\"v\":"
    "{\"each\":\"n\",\"write\":\"{name}:{value|squeeze|lower}\\n\",\"repeated\":\",\"}},\"parts\":{\"scope\":"
    "\"{timestamp|as:YYYYMMDD}/{id}/aws4\",\"r\":\"{method}\\n{path|percent-encode:/"
    "}\\n{q}\\n{v}\\n{n}\\n{body|sha256|hex}\"},\"message\":\"{timestamp}\\n{scope}\\n{r|sha256|hex}\","
    "\"hmac\":\"sha256\",\"key\":[\"A{k}\",\"{timestamp|as:YYYYMMDD}\",\"{id}\",\"t\"],\"headers\":{\"X-"
    "Date\":\"{timestamp}\",\"Authorization\":\"C={id}/{scope}, S={n}, M={mac|hex}\"}}",
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"credentials\":{\"k\":\"secret\"},\"timestamp\":{"
    "\"format\":\"unix-seconds\",\"future_ms\":300000},\"message\":\"{timestamp}.{body}\",\"hmac\":"
    "\"sha256\",\"key\":\"{k|cut:w_|from-base64}\",\"headers\":{\"A\":{\"items\":[\"t={timestamp}\",\"v1={"
    "mac|hex}\"],\"separator\":\",\",\"open\":true}}}",
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"credentials\":{\"k\":\"secret\",\"id\":\"public\"}"
    ",\"timestamp\":{\"format\":\"YYYY-MM-DDThh:mm:ss\"},\"lists\":{\"a\":{\"each\":[\"query\",\"form\"],"
    "\"without\":[\"Sign\",\"x\"],\"write\":\"<{name|percent-encode}={value|percent-encode}>\",\"join\":\"&"
    "\",\"repeated\":\",\"}},\"message\":\"{method|upper}\\n{a}{a|percent-encode}\",\"hmac\":\"sha1\","
    "\"key\":\"{k}&\",\"query\":{\"Id\":\"{id}\",\"V\":\"2 a\",\"T\":\"t "
    "{timestamp}.\",\"M\":\"{body|md5|hex}\",\"Sign\":\"{mac|base64}\"}}",
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"credentials\":{\"k\":\"secret\",\"id\":\"public\"}"
    ",\"signs\":[\"POST\",\"any with "
    "body\"],\"timestamp\":{\"format\":\"unix-milliseconds\",\"lifetime_ms\":5000},\"message\":\"{timestamp}{"
    "nonce}{path|cut:/"
    "}{?query|without:a,s}{body|unless-multipart}\",\"hmac\":\"sha512\",\"key\":\"{k}\",\"headers\":{\"A\":"
    "\"ts={timestamp},n={nonce},k={id}\"},\"query\":{\"s\":\"v1.{mac|base64url}\"}}",
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"credentials\":{\"k\":\"secret\",\"l\":\"secret\","
    "\"id\":\"public\"},\"timestamp\":{\"format\":\"Www, DD Mmm YYYY hh:mm:ss "
    "-0000\"},\"parts\":{\"pair\":\"{id}:{mac|hex}\",\"g\":\"{body|sha1|hex}\",\"p\":\"{path}{query}\"},"
    "\"message\":\"{timestamp}\\n{header:Host|lower}{g|if-body}{p|if-method:POST|md5|base64}\",\"hmac\":"
    "\"sha1\",\"key\":\"{k|percent-encode}&{l|percent-encode}\",\"headers\":{\"Date\":\"{timestamp}\","
    "\"Authorization\":\"Basic {pair|base64}\"}}",
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"credentials\":{\"k\":\"secret\",\"p\":\"public\"},"
    "\"timestamp\":{\"format\":\"unix-seconds\",\"from\":\"json-number:/"
    "at\",\"past_ms\":1,\"exclusive\":true},\"message\":\"{header:Host|host}!{header:Host|port}{header:X|"
    "unless-empty}{body|json-compact|md5}\",\"hmac\":\"sha384\",\"key\":\"{k|from-hex}\",\"headers\":{\"P\":"
    "\"{p|hmac|base64}\",\"S\":\"v {mac|base64-unpadded}\"},\"accepts\":{\"no_prefix\":true}}",
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"credentials\":{\"k\":\"secret\"},\"parts\":{"
    "\"in\":\"{form:n}{body}\"},\"message\":\"{path}{in|sha256}{body-length}{body|else:query}\",\"hmac\":"
    "\"sha512\",\"key\":\"{k|from-base64url}\",\"headers\":{\"S\":\"{mac|base64url-unpadded}\",\"D\":\"SHA={"
    "body|sha512|base64}\"},\"also_sent\":{\"C\":\"d\"},\"clauses\":{\"message.path\":\"c\",\"hmac\":\"h\"}}",
    "{\"reqsig_scheme\":1,\"name\":\"e\",\"title\":\"E\",\"document\":\"d\",\"document_title\":\"t\","
    "\"credentials\":{\"k\":\"secret\",\"id\":\"public\"},\"timestamp\":{\"format\":\"YYYY-MM-DDThh:mm:ss+hh:"
    "mm\",\"past_ms\":5},\"message\":\"{timestamp}{path|upper}{?query}{body}\",\"hmac\":\"sha1\",\"key\":\"{"
    "k}\",\"headers\":{\"T\":\"{timestamp}\",\"I\":\"{id}\",\"S\":\"v1={mac|hex}\"},\"accepts\":{\"upper_"
    "case_hex\":true},\"profiles\":{\"p\":{\"row\":\"r\",\"meaning\":\"m\",\"source\":\"s\",\"sends_what_it_"
    "signs\":true,\"change\":{\"replace\":{\"path\":\"a{path}\"}}},\"q\":{\"meaning\":\"m\",\"source\":\"s\","
    "\"clause\":\"c\",\"change\":{\"signs\":[\"PUT with "
    "body\"],\"hmac\":\"sha256\",\"key\":\"{k|from-base64}\"}},\"w\":{\"meaning\":\"m\",\"source\":\"s\","
    "\"change\":{\"timestamp\":{\"format\":\"unix-seconds\",\"past_ms\":9}}},\"x\":{\"meaning\":\"m\","
    "\"source\":\"s\",\"change\":{\"accepts\":{\"no_prefix\":true}}}}}",
};

const size_t mutate_scheme_num_examples = sizeof mutate_scheme_examples / sizeof *mutate_scheme_examples;
