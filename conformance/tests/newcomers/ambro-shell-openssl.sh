# shellcheck shell=bash
# Ambro: echo ends the message with a line feed, and openssl names what it made.
ts=1700000000
sig=$(echo "key-of-ambro$ts" | openssl dgst -sha256 -hmac an-ambro-secret)
printf 'GET /v1/rates HTTP/1.1\r\nHost: api.example.com\r\nX-Amb-App-Id: app-1\r\nX-Amb-Access-Ts: %s\r\nX-Amb-Access-Sig: %s\r\n\r\n' "$ts" "$sig"
