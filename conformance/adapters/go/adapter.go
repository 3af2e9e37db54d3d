// Answers reqsig's adapter protocol, version 1, for all five schemes, with Go's standard library. Call your own code in
// place of sign, and of verify in verify.go; without that file it signs alone.
// Run it with: go build -o adapter adapter.go verify.go && reqsig test -- ./adapter
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"hash"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

type header [2]string

type wireRequest struct {
	Method, Target string
	Headers        []header
	Body           []byte `json:"body_base64"` // json decodes it
}

type question struct {
	ID          any
	Op, Scheme  string
	Credentials map[string]string
	NowMs       int64 `json:"now_ms"`
	Request     *wireRequest
}

// A request as the schemes look at it: the method in capital letters, the target without its query, and the values of
// each header by its name in small letters.
type request struct {
	method, path string
	headers      map[string][]string
	body         []byte
}

// lower changes ASCII letters alone, unlike strings.ToLower, which takes the Kelvin sign for a K.
func lower(text string) string {
	bytes := []byte(text)
	for i, c := range bytes {
		if c >= 'A' && c <= 'Z' {
			bytes[i] = c + 'a' - 'A'
		}
	}
	return string(bytes)
}

func newRequest(wire *wireRequest) request {
	path, _, _ := strings.Cut(wire.Target, "?")
	return request{strings.ToUpper(wire.Method), path, byName(wire.Headers), wire.Body}
}

func byName(headers []header) map[string][]string {
	values := map[string][]string{}
	for _, pair := range headers {
		values[lower(pair[0])] = append(values[lower(pair[0])], pair[1])
	}
	return values
}

func (r request) wantsJSON(names ...string) (headers []header) {
	for _, name := range names {
		if len(r.headers[lower(name)]) == 0 {
			headers = append(headers, header{name, "application/json"})
		}
	}
	return headers
}

// credential panics if it is not there, or empty: everybody knows the empty key.
func (q *question) credential(name string) string {
	value := q.Credentials[name]
	if value == "" {
		panic("a credential is missing")
	}
	return value
}

func mac(digest func() hash.Hash, secret string, message []byte) []byte {
	mac := hmac.New(digest, []byte(secret))
	mac.Write(message)
	return mac.Sum(nil)
}

var encode = base64.StdEncoding.EncodeToString

// Each gives the message and the headers to add to a request that is signed. None signs the query.
var schemes = map[string]func(*question, request) ([]byte, []header){
	"ambro": func(q *question, _ request) ([]byte, []header) {
		timestamp := strconv.FormatInt(q.NowMs/1000, 10)
		message := []byte(q.credential("api_key") + timestamp)
		signature := hex.EncodeToString(mac(sha256.New, q.credential("api_secret"), message))
		return message, []header{{"X-Amb-Access-Sig", signature}, {"X-Amb-Access-Ts", timestamp},
			{"X-Amb-App-Id", q.credential("app_id")}}
	},
	"calypso": func(q *question, r request) ([]byte, []header) {
		headers := append([]header{{"Key", q.credential("api_key")}}, r.wantsJSON("Content-Type")...)
		signature := mac(sha512.New, q.credential("secret_key"), r.body)
		return r.body, append(headers, header{"Sign", hex.EncodeToString(signature)})
	},
	"aet": func(q *question, r request) ([]byte, []header) {
		timestamp := strconv.FormatInt(q.NowMs, 10)
		message := []byte(timestamp + r.method + strings.TrimPrefix(r.path, "/"))
		if types := r.headers["content-type"]; len(types) == 0 || !strings.HasPrefix(lower(types[0]), "multipart/") {
			message = append(message, r.body...)
		}
		signature := encode(mac(sha256.New, q.credential("secret_key"), message))
		headers := []header{{"timestamp", timestamp}, {"signature", signature},
			{"authorization", "Bearer " + q.credential("token")}}
		return message, append(headers, r.wantsJSON("accept", "content-type")...)
	},
	"bitpro": func(q *question, r request) ([]byte, []header) {
		date := time.Unix(q.NowMs/1000, 0).UTC().Format(http.TimeFormat)
		digest := md5.Sum(r.body)
		contentMD5 := encode(digest[:])
		message := []byte(strings.Join([]string{r.method, contentMD5, r.path, date}, ","))
		signature := encode(mac(sha1.New, q.credential("secret_key"), message))
		return message, []header{{"Authorization", "Bitpro " + q.credential("api_key") + ":" + signature},
			{"Content-MD5", contentMD5}, {"Date", date}}
	},
	"crm": func(q *question, r request) ([]byte, []header) {
		signature := hex.EncodeToString(mac(sha256.New, q.credential("api_key"), r.body))
		return r.body, []header{{"key", q.credential("api_key")}, {"signature", "sha256=" + signature}}
	},
}

func isSigned(scheme string, r request) bool {
	switch scheme {
	case "crm":
		return (r.method == "POST" || r.method == "PATCH" || r.method == "PUT") && len(r.body) > 0
	case "calypso":
		return r.method == "POST"
	}
	return true
}

// isSignature says of a header whether it is there only if the scheme signs the request.
func isSignature(name string) bool { return name == "sign" || name == "signature" }

func sign(q *question, r request) (message []byte, headers []header) {
	message, all := schemes[q.Scheme](q, r)
	for _, each := range all {
		if isSigned(q.Scheme, r) || !isSignature(lower(each[0])) {
			headers = append(headers, each)
		}
	}
	return message, headers
}

type object map[string]any

var ops = map[string]func(*question, request) object{
	"message": func(q *question, r request) object {
		message, _ := sign(q, r)
		return object{"message_base64": encode(message)}
	},
	"sign": func(q *question, r request) object {
		_, headers := sign(q, r)
		return object{"headers": headers}
	},
}

func hello() object {
	names := []string{}
	for op := range ops {
		names = append(names, op)
	}
	return object{
		"protocol":       1,
		"implementation": object{"name": "example-go", "version": "1.0", "language": "go"},
		"schemes":        []string{"ambro", "calypso", "aet", "bitpro", "crm"},
		"ops":            names,
	}
}

func answer(line []byte) (reply object) {
	var q question
	if json.Unmarshal(line, &q) != nil {
		return object{"id": q.ID, "error": "the question can't be read"}
	}
	if q.Op == "hello" {
		return hello()
	}
	if ops[q.Op] == nil || schemes[q.Scheme] == nil {
		return object{"id": q.ID, "unsupported": q.Op + " of " + q.Scheme}
	}
	defer func() { // a panic of the code costs this case alone; without its text, which may quote a secret
		if recover() != nil {
			reply = object{"id": q.ID, "error": "panic"}
		}
	}()
	reply = ops[q.Op](&q, newRequest(q.Request))
	reply["id"] = q.ID
	return reply
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout) // which ends each with LF
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		if answers.Encode(answer(line)) != nil {
			os.Exit(1)
		}
	}
}
