# shellcheck shell=sh disable=SC2154 # the caller sets variables, and so does sign.sh, which must be there
# Verifies what sign.sh signs, strictly. But the shell compares no text in constant time, and the time tells how much of
# a signature is right: a server must not verify so.
# claim NAME FORM: sets value to what that header holds. It must be there once, and of that form.
claim() {
  value=$(values "$1" && echo end)
  case $value in end) reject missing ;; *"$lf"*"$lf"*) reject malformed ;; esac
  value=${value%"$lf"end}
  printf '%s\n' "$value" | grep -Eqx -e "$2" || reject malformed
}
claim_if_signed() { if has "$1" || is_signed; then claim "$@"; else signed=false; fi; }
reject() { printf 'reject\n%s\n' "$1" && exit; }

hex='[0-9a-f]' digits='0|[1-9][0-9]{0,18}' end='[AEIMQUYcgkosw048]='
read_claims() {
  case $scheme in
    ambro)
      claim x-amb-access-sig "$hex{64}"; sent_mac=$value
      claim x-amb-access-ts "$digits"; sent_timestamp=$value
      claim x-amb-app-id '.+'; sent_key=$value ;;
    calypso)
      claim key '.+'; sent_key=$value
      claim_if_signed sign "$hex{128}"; sent_mac=$value ;;
    aet)
      claim timestamp "$digits"; sent_timestamp=$value
      claim signature "[A-Za-z0-9+/]{42}$end"; sent_mac=$value
      claim authorization 'Bearer .*'; sent_key=${value#Bearer }
      ! has content-type || claim content-type '.*' ;;
    bitpro)
      claim content-md5 '[A-Za-z0-9+/]{21}[AQgw]=='; sent_md5=$value
      claim date '.{29}'; sent_timestamp=$value
      claim authorization "Bitpro .*:[A-Za-z0-9+/]{26}$end"; sent_mac=${value##*:} value=${value%:*}
      sent_key=${value#Bitpro } ;;
    crm)
      claim key '.+'; sent_key=$value
      claim_if_signed signature "sha256=$hex{64}"; sent_mac=${value#sha256=} ;;
  esac
}

# Of a body only its timestamp is left, as it is written, or "missing" or "malformed". jq would take the last of two
# members, 1 for 1.0, and much that is no JSON. So sed puts each token between line feeds, of which the text has none
# then: s is a string, T the string "timestamp", v another value; numbers stand as <1>. Then what is innermost becomes
# v, again and again, until only the outermost object is left; 512 times at most, which the held dots count.
item='(\n[sTv]\n|<[^<>]*>)' member='\n[sT]\n:(\n[sTv]\n|<[^<>]*>)'
timestamp_in_body='
  s/\\\\/__/g
  s/"([^"\\\t\r\x01]|\\["\/bfnrt]|\\u[0-9A-Fa-f]{4})*"/\n&\n/g
  s/\n"(t|\\u0074)(i|\\u0069)(m|\\u006[Dd])(e|\\u0065)(s|\\u0073)(t|\\u0074)(a|\\u0061)(m|\\u006[Dd])(p|\\u0070)"\n/\nT\n/g
  s/\n"[^\n]*"\n/\ns\n/g
  s/true|false|null/\nv\n/g
  s/-?(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?/<&>/g
  s/[ \t\r]//g
  s/^\{(.*)\}$/\n(\1\n)/
  :innermost
  x
  s/^/./
  /.{513}/{s/.*/malformed/;q}
  x
  t changed
  :changed
  s/\[('"$item(,$item)*"')?\]|\{('"$member(,$member)*"')?\}/\nv\n/g
  t innermost
  /^\n\(('"$member(,$member)*"')?\n\)$/!{s/.*/malformed/;q}
  s/:\nT\n/:\ns\n/g
  /T/!{s/.*/missing/;q}
  /T.*T/!s/.*\nT\n:<(-?[0-9]+)>.*/\1/
  s/.*[^-0-9].*/malformed/'

# Sets now_ms to the time of the request. "[" says no to what is no int64.
read_time() {
  case $scheme in
    ambro) [ "$sent_timestamp" -le 9223372036854775 ] && now_ms=${sent_timestamp}000 ;;
    calypso)
      # UTF-16 has no character beyond U+10FFFF, where some conversions to UTF-8 take one.
      body | iconv -f UTF-8 -t UTF-16 >/dev/null || reject malformed
      now_ms=$(body | tr '\n\000-\010\013\014\016-\037' '\r\001' | sed -E "$timestamp_in_body")
      [ "$now_ms" != missing ] || reject missing
      [ "$now_ms" -ge -9223372036854775808 ] ;;
    aet) [ "$sent_timestamp" -le 9223372036854775807 ] && now_ms=$sent_timestamp ;;
    bitpro) now_ms=$(date -u -d "$sent_timestamp" +%s)000 && case $sent_timestamp in *' 0000 '*) false ;; esac ;;
  esac 2>/dev/null || reject malformed
}

# Prints "accept", or "reject" and on another line the reason, and then ends the shell: to be called in one of its own.
# A request is right if it claims what signing it at its own time gives.
verify() {
  signed=true present=$now_ms timestamp='' sent_timestamp='' md5='' sent_md5=''
  read_claims
  [ "$signed" = false ] || read_time
  "$scheme" && make_mac || return
  [ "$sent_timestamp" = "$timestamp" ] || reject malformed
  [ "$sent_key" = "$key" ] || reject unknown_key
  [ "$sent_md5" = "$md5" ] || reject digest_mismatch
  if [ "$signed" = true ]; then
    [ "$sent_mac" = "$mac" ] || reject signature_mismatch
    [ "$scheme" != calypso ] || [ "$now_ms" -ge $((present - 180000)) ] || reject expired
    [ "$scheme" != calypso ] || [ "$now_ms" -le $((present + 180000)) ] || reject not_yet_valid
  fi
  echo accept
}
