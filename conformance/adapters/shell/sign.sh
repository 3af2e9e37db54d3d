# shellcheck shell=sh disable=SC2034,SC2154,SC2317,SC2329 # the caller sets variables, reads others, calls by name
# Signs requests for five APIs, with the openssl command. Given are the credentials, by their names; scheme, now_ms,
# method, target; headers, one a line as "name: value" with the name in small letters; body_base64. A body may hold
# NUL and be of any length, so decoded it only goes through pipes.
schemes='ambro calypso aet bitpro crm'
export LC_ALL=C # bytes, and the English names of days
lf='
'

# Each scheme sets the id of the key, the secret, and how the signature is made. Its bytes writes what is signed, its
# headers those to add; mac is empty if the request isn't signed. Credentials are read outside of bytes: there one that
# isn't set would end a pipe's shell only, and nothing would be signed instead.

ambro() {
  key=$app_id secret=$api_secret digest=sha256 form=hex timestamp=$((now_ms / 1000)) text=$api_key$timestamp
  bytes() { printf '%s' "$text"; }
  headers() { printf '%s: %s\n' X-Amb-Access-Sig "$mac" X-Amb-Access-Ts "$timestamp" X-Amb-App-Id "$app_id"; }
}

calypso() {
  key=$api_key secret=$secret_key digest=sha512 form=hex
  bytes() { body; }
  headers() {
    printf '%s: %s\n' Key "$api_key" ${mac:+Sign "$mac"}
    has content-type || echo 'Content-Type: application/json'
  }
}

aet() {
  key=$token secret=$secret_key digest=sha256 form=base64 timestamp=$now_ms path=${target%%\?*}
  bytes() {
    printf '%s' "$timestamp$(upper "$method")${path#/}"
    case $(upper "$(values content-type)") in MULTIPART/*) ;; *) body ;; esac
  }
  headers() {
    printf '%s: %s\n' timestamp "$timestamp" signature "$mac" authorization "Bearer $token"
    has accept || echo 'accept: application/json'
    has content-type || echo 'content-type: application/json'
  }
}

bitpro() {
  key=$api_key secret=$secret_key digest=sha1 form=base64 path=${target%%\?*}
  timestamp=$(http_date "@$((now_ms / 1000))")
  md5=$(body | openssl md5 -binary | base64)
  bytes() { printf '%s' "$(upper "$method"),$md5,$path,$timestamp"; }
  headers() { printf '%s: %s\n' Authorization "Bitpro $api_key:$mac" Content-MD5 "$md5" Date "$timestamp"; }
}

crm() {
  key=$api_key secret=$api_key digest=sha256 form=hex
  bytes() { body; }
  headers() { printf '%s: %s\n' key "$api_key" ${mac:+signature "sha256=$mac"}; }
}

is_signed() {
  case $scheme,$(upper "$method") in
    crm,POST | crm,PATCH | crm,PUT) [ -n "$body_base64" ] ;;
    calypso,POST) ;;
    calypso,* | crm,*) false ;;
  esac
}

# The shell starts a process for each command that it has not itself, so text is taken apart by patterns where they do.
has() { case $lf$headers in *"$lf$1: "*) ;; *) false ;; esac; }
values() {
  left=$lf$headers
  while case $left in *"$lf$1: "*) ;; *) false ;; esac; do
    left=${left#*"$lf$1: "}
    printf '%s\n' "${left%%"$lf"*}"
    left=$lf${left#*"$lf"}
  done
}
body() { printf '%s' "$body_base64" | openssl base64 -d -A; }
base64() { openssl base64 -A; }
# shellcheck disable=SC2046 # the words of all lines are to be joined
hex() { printf '%s' $(od -An -v -tx1); }
upper() { case $1 in *[a-z]*) printf '%s' "$1" | tr '[:lower:]' '[:upper:]' ;; *) printf '%s' "$1" ;; esac; }
http_date() { date -u -d "$1" '+%a, %d %b %Y %H:%M:%S GMT'; } # on BSD: date -u -r SECONDS

# The openssl command takes a key as an argument only, which other users of the machine can see in its process
# list: good enough for tests. In hex, as no other form takes every byte. A secret that is not set is no key:
# everybody knows the empty one.
make_mac() {
  [ -n "$secret" ] || return
  mac=$(bytes | openssl dgst "-$digest" -mac HMAC -macopt "hexkey:$(printf '%s' "$secret" | hex)" -binary | "$form")
  [ -n "$mac" ]
}

sign() {
  "$scheme" && mac=
  ! is_signed || make_mac || return
  headers
}
