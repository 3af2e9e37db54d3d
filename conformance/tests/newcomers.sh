#!/usr/bin/env bash
# Wrong requests, each by a script as a newcomer writes it: diagnose names the cause in its first lines, and verify has
# it too. What is expected was written by hand, from what the scripts say is wrong with them.
# usage: newcomers.sh REQSIG

# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/command/lib.sh"

github=$tests/../../vectors/library/github.json
echo '{"token":"tok-1","secret_key":"an-aet-secret"}' >aet.json
echo '{"app_id":"app-1","api_key":"key-of-ambro","api_secret":"an-ambro-secret"}' >ambro.json
echo '{"api_key":"calypso-key","secret_key":"a-calypso-secret"}' >calypso.json
echo '{"api_key":"bitpro-key","secret_key":"a-bitpro-secret"}' >bitpro.json
echo '{"api_key":"a-crm-key"}' >crm.json
echo '{"secret":"octo-secret"}' >github.json
printf '%s\n' '{"secret":"octo-secret\n"}' >github-secret-file.json
secrets='an-aet-secret|an-ambro-secret|key-of-ambro|a-calypso-secret|a-bitpro-secret|a-crm-key|octo-secret'

# newcomer SCRIPT SCHEME VERDICT TEXT: the page's verdict, and the text that its first 16 lines have.
newcomer() {
  local script=$tests/newcomers/$1 name=${1%.*} code=1 credentials=${2##*/}
  credentials=${credentials%.json}.json
  [ "$3" = right ] && code=0
  [ -e "$name.json" ] && credentials=$name.json
  case $1 in
    *.py) python3 "$script" ;;
    *.js) node "$script" ;;
    *.php) php "$script" ;;
    *.sh) bash "$script" ;;
  esac >request.http || fail "$1 does not run"
  COLUMNS=80 test_case "$name" "$code" diagnose "$2" --credentials "$credentials" --now 1700000000200 request.http
  verdict "$3"
  head -n 16 out >first && mv first out
  tells "$4"
  [ "$3" = explained ] || return
  has_text out $'\n   cause        ' || fail 'the first lines have no cause'
  test_case "$name, verify" 1 verify "$2" --credentials "$credentials" --now 1700000000200 request.http
  has_text out $'\n   cause        ' || fail 'verify has no cause'
  has_text out $'\n   change       ' || fail 'verify does not say what to change'
}

newcomer aet-python-spaces.py aet explained 'name body-reserialised/python'
newcomer aet-python-seconds.py aet right 'hint The timestamp 1700000000 is in seconds'
newcomer aet-node-hex-and-slash.js aet explained 'name leading-slash/kept and hex-instead-of-base64'
newcomer ambro-shell-openssl.sh ambro explained 'name echo-newline and notation/openssl'
newcomer ambro-node-swapped.js ambro explained 'name wrong-secret/exchanged-second'
newcomer calypso-php-slashes.php calypso explained 'name body-reserialised/php'
newcomer calypso-python-str.py calypso explained 'name python-repr-body/dictionary'
newcomer bitpro-python-md5-hex.py bitpro explained 'name md5-hex'
newcomer bitpro-shell-base64.sh bitpro explained 'name base64-of-hex'
newcomer crm-node-base64.js crm explained 'name prefix-missing and base64-instead-of-hex'
newcomer github-secret-file.sh "$github" explained 'name credentials-file/line-end'
newcomer github-express.js "$github" unexplained 'it was parsed and written anew before it was captured'

finish
