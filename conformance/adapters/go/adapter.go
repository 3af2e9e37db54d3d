// Answers reqsig's adapter protocol, version 1, for the signatures of all five schemes, with Go's standard library. Call
// your own code in place of sign.
// Run it with: go build -o adapter adapter.go && reqsig test -- ./adapter
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
	"errors"
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

// A request as the schemes look at it: the method in capital letters, the target without its query, and of each header,
// its name in small letters, the first value.
type request struct {
	method, path string
	headers      map[string]string
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
	headers := map[string]string{}
	for _, pair := range wire.Headers {
		if _, there := headers[lower(pair[0])]; !there {
			headers[lower(pair[0])] = pair[1]
		}
	}
	return request{strings.ToUpper(wire.Method), path, headers, wire.Body}
}

func (r request) wantsJSON(names ...string) (headers []header) {
	for _, name := range names {
		if _, there := r.headers[lower(name)]; !there {
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

// Each gives the message and the headers to add. None signs the query.
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
		if r.method == "POST" {
			headers = append(headers, header{"Sign", hex.EncodeToString(signature)})
		}
		return r.body, headers
	},
	"aet": func(q *question, r request) ([]byte, []header) {
		timestamp := strconv.FormatInt(q.NowMs, 10)
		message := []byte(timestamp + r.method + strings.TrimPrefix(r.path, "/"))
		if !strings.HasPrefix(lower(r.headers["content-type"]), "multipart/") {
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
		headers := []header{{"key", q.credential("api_key")}}
		writes := r.method == "POST" || r.method == "PATCH" || r.method == "PUT"
		if writes && len(r.body) > 0 {
			signature := hex.EncodeToString(mac(sha256.New, q.credential("api_key"), r.body))
			headers = append(headers, header{"signature", "sha256=" + signature})
		}
		return r.body, headers
	},
}

type object map[string]any

var hello = object{
	"protocol":       1,
	"implementation": object{"name": "example-go", "version": "1.0", "language": "go"},
	"schemes":        []string{"ambro", "calypso", "aet", "bitpro", "crm"},
	"ops":            []string{"message", "sign"},
}

func sign(q *question) (message []byte, headers []header, err error) {
	defer func() { // a panic of the code costs this case alone; without its text, which may quote a secret
		if recover() != nil {
			err = errors.New("panic")
		}
	}()
	message, headers = schemes[q.Scheme](q, newRequest(q.Request))
	return message, headers, nil
}

func answer(line []byte) object {
	var q question
	if json.Unmarshal(line, &q) != nil {
		return object{"id": q.ID, "error": "the question can't be read"}
	}
	if q.Op == "hello" {
		return hello
	}
	if (q.Op != "message" && q.Op != "sign") || schemes[q.Scheme] == nil {
		return object{"id": q.ID, "unsupported": q.Op + " of " + q.Scheme}
	}
	message, headers, err := sign(&q)
	if err != nil {
		return object{"id": q.ID, "error": err.Error()}
	}
	if q.Op == "message" {
		return object{"id": q.ID, "message_base64": encode(message)}
	}
	return object{"id": q.ID, "headers": headers}
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
