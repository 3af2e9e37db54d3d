# shellcheck shell=bash
# GitHub: the receiver's secret came from a file that an editor ended with a line feed; GitHub's own has none.
body='{"zen":"Keep it logically awesome.","hook_id":1}'
sig=$(printf '%s' "$body" | openssl dgst -sha256 -hmac 'octo-secret' | sed 's/.*= //')
printf 'POST /hook HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/json\r\nX-GitHub-Event: ping\r\nX-Hub-Signature-256: sha256=%s\r\nContent-Length: %s\r\n\r\n%s' "$sig" "${#body}" "$body"
