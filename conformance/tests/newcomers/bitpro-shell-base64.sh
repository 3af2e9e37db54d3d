# shellcheck shell=bash
# Bitpro: the hex text goes through base64, and -n was forgotten.
date='Tue, 14 Nov 2023 22:13:20 GMT'
md5=$(printf '' | openssl md5 -binary | base64)
sig=$(printf '%s' "GET,$md5,/orders,$date" | openssl sha1 -hmac a-bitpro-secret | sed 's/.*= //' | base64)
printf 'GET /orders HTTP/1.1\r\nHost: api.example.com\r\nContent-MD5: %s\r\nDate: %s\r\nAuthorization: Bitpro bitpro-key:%s\r\n\r\n' "$md5" "$date" "$sig"
