// Verifies what adapter.go signs, strictly. Only servers need it.
package main

import (
	"bytes"
	"crypto/hmac"
	"encoding/json"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"time"
	"unicode/utf8"
)

// A header that a verifier reads, and its form, in which what it claims has a name.
type read struct {
	name string
	form *regexp.Regexp
}

func reading(name, form string) read { return read{name, regexp.MustCompile(`(?s)\A` + form + `\z`)} }

const (
	anyKey, digits  = `(?P<key>.+)`, `(?P<time>[0-9]+)`
	hex32, hex64    = `(?P<mac>[0-9a-f]{64})`, `(?P<mac>[0-9a-f]{128})`
	base64x20       = `(?P<mac>[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)`
	base64x32       = `(?P<mac>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)`
	base64x16       = `(?P<md5>[A-Za-z0-9+/]{21}[AQgw]==)`
	calypsoWindowMs = 180000
)

var reads = map[string][]read{
	"ambro":   {reading("x-amb-access-sig", hex32), reading("x-amb-access-ts", digits), reading("x-amb-app-id", anyKey)},
	"calypso": {reading("key", anyKey), reading("sign", hex64)},
	"aet": {reading("timestamp", digits), reading("signature", base64x32), reading("authorization", "Bearer (?P<key>.*)"),
		reading("content-type", ".*")},
	"bitpro": {reading("authorization", "Bitpro (?P<key>.*):"+base64x20), reading("content-md5", base64x16),
		reading("date", "(?P<time>.+)")},
	"crm": {reading("key", anyKey), reading("signature", "sha256="+hex32)},
}

// A reason to reject a request.
type rejection string

// claims gives what the headers claim. That of a signature may be missing where the request is not signed.
func claims(scheme string, headers map[string][]string, signed bool) map[string]string {
	found := map[string]string{}
	for _, read := range reads[scheme] {
		values := headers[read.name]
		if len(values) == 0 && (read.name == "content-type" || isSignature(read.name) && !signed) {
			continue
		}
		if len(values) == 0 {
			panic(rejection("missing"))
		}
		match := read.form.FindStringSubmatch(values[0])
		if len(values) > 1 || match == nil {
			panic(rejection("malformed"))
		}
		for i, name := range read.form.SubexpNames() {
			if name != "" {
				found[name] = match[i]
			}
		}
	}
	return found
}

// bodyTime reads the member "timestamp" of the object, once and as an integer. json takes what is not UTF-8, and the
// last of two members.
func bodyTime(body []byte) int64 {
	members := json.NewDecoder(bytes.NewReader(body))
	if start, _ := members.Token(); !utf8.Valid(body) || !json.Valid(body) || start != json.Delim('{') {
		panic(rejection("malformed"))
	}
	var values []json.RawMessage
	for members.More() {
		name, _ := members.Token()
		var value json.RawMessage
		if members.Decode(&value) == nil && name == "timestamp" {
			values = append(values, value)
		}
	}
	if len(values) == 0 {
		panic(rejection("missing"))
	}
	return number(values[0], len(values) == 1)
}

// number is that of the text, if that has digits alone, a minus sign at most before them, and nothing else is wrong.
func number(text []byte, right bool) int64 {
	value, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || !right {
		panic(rejection("malformed"))
	}
	return value
}

// timeMs is what the request claims, or says in its body.
func timeMs(scheme, sent string, body []byte) int64 {
	switch scheme {
	case "ambro":
		seconds := number([]byte(sent), true)
		return number([]byte(sent), seconds <= math.MaxInt64/1000) * 1000
	case "aet":
		return number([]byte(sent), true)
	case "calypso":
		return bodyTime(body)
	case "bitpro":
		date, err := time.Parse(http.TimeFormat, sent)
		if err != nil {
			panic(rejection("malformed"))
		}
		return date.Unix() * 1000
	}
	return 0
}

// What is compared with what signing gives, and the reason if it differs.
var compared = [][2]string{{"time", "malformed"}, {"key", "unknown_key"}, {"md5", "digest_mismatch"},
	{"mac", "signature_mismatch"}}

// verify panics with a rejection. A request is right if it claims what signing it at its own time gives.
func verify(q *question, r request) {
	signed := isSigned(q.Scheme, r)
	for _, read := range reads[q.Scheme] {
		signed = signed || isSignature(read.name) && len(r.headers[read.name]) > 0
	}
	sent, now := claims(q.Scheme, r.headers, signed), q.NowMs
	if q.NowMs = 0; signed {
		q.NowMs = timeMs(q.Scheme, sent["time"], r.body)
	}
	_, headers := schemes[q.Scheme](q, r)
	own := claims(q.Scheme, byName(headers), true)
	for _, pair := range compared {
		claim, there := sent[pair[0]]
		if there && !hmac.Equal([]byte(claim), []byte(own[pair[0]])) {
			panic(rejection(pair[1]))
		}
	}
	if q.Scheme == "calypso" && signed && q.NowMs < now-calypsoWindowMs {
		panic(rejection("expired"))
	}
	if q.Scheme == "calypso" && signed && q.NowMs > now+calypsoWindowMs {
		panic(rejection("not_yet_valid"))
	}
}

func init() {
	ops["verify"] = func(q *question, r request) (answer object) {
		defer func() {
			thrown := recover()
			if reason, rejected := thrown.(rejection); rejected {
				answer = object{"verdict": "reject", "reason": reason}
			} else if thrown != nil {
				panic(thrown)
			}
		}()
		verify(q, r)
		return object{"verdict": "accept"}
	}
}
