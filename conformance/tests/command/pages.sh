#!/usr/bin/env bash
# The help, the manual pages and the completion of shells: each tells every option that the command takes.
# usage: pages.sh REQSIG

tests=$(realpath "$(dirname "$0")/..")
# shellcheck source=conformance/tests/command/lib.sh
. "$(dirname "$0")/lib.sh"

# file_has FILE REGEX: FILE matches; ^ and $ are the ends of a line.
file_has() {
  local text regex=${2//^/$'\n'}
  read_text "$1"
  [[ $'\n'$text =~ ${regex//$/$'\n'} ]] || fail "$1 lacks: $2"
}

mkdir pages
test_case 'the pages are written' 0 pages pages
err_is_empty
out_is_empty
test_case 'they are written again' 0 pages pages
test_case 'a folder that is not there is told' 3 pages nowhere
err_has 'nowhere/man: can'

mapfile -t commands < <("$reqsig" help | sed -n 's/^  \([a-z]\+\( [a-z-]\+\)\{0,1\}\)  .*/\1/p')

# has_options COMMAND OPTION...: those and --help; a * behind one's name: it may be given more than once.
has_options() {
  local command=$1 option page=pages/man/reqsig-${1// /-}.1 words options=
  shift
  read -ra words <<<"$command"
  checked+=("$command")
  test_case "$command has help" 0 "${words[@]}" --help
  for option in "$@" --help; do
    options+="${option%\*} "
    begin "$command takes ${option%\*}, and all pages tell of it"
    file_has out "^  (-[a-z], )?${option%\*}( |\$)"
    file_has "$page" "^.fB(.-[a-z].f[A-Z], .fB)?${option//-/\\\\-}"
    file_has pages/completion/reqsig.fish "__reqsig_in $command'( -s [a-z])? -l ${option#--}( |\$)"
    file_has pages/completion/_reqsig "['*]${option}[=[]"
    [ "$option" = --help ] || "$reqsig" "${words[@]}" "${option%\*}=" 2>&1 | grep -E -q 'is empty|takes no value' || fail 'it is not taken'
  done
  sed -n "/^    '$command')/,/;;/p" pages/completion/reqsig.bash >arm
  file_has arm "options='${options% }'"
}
checked=()
has_options list --library
has_options sign --credentials --now --profile --nonce
has_options explain --credentials --now --profile --nonce --format --message
has_options verify --credentials --now --profile --max-age --max-skew --format
has_options diagnose --credentials --now --profile --max-age --max-skew --format --message --deep
has_options test --scheme --run --fresh --seed --strict --all --report --known-failures --update-known-failures --timeout --timeout-run --max-restarts --jobs --require-profile --shard --oneshot --smoke --http --vectors
has_options report --format --all
has_options fuzz --time --cases --seed --jobs --http --against --format --known --save --timeout --max-restarts
has_options adapter
has_options 'vectors list' --scheme --http --class --verdict --reason --long --vectors
has_options 'vectors show' --vectors
has_options 'vectors check' --vectors
has_options 'vectors make' --count --seed --credentials --output
has_options 'vectors kill-matrix' --scheme --mistake --all --vectors
has_options 'scheme show'
has_options 'scheme check'
has_options 'scheme words'
begin 'the options of each command are checked above'
[ "${checked[*]}" = "${commands[*]}" ] || fail "checked are ${checked[*]}, the commands are ${commands[*]}"

test_case 'reqsig has help' 0 help
for command in "${commands[@]}"; do
  begin "help and the page of reqsig name $command"
  file_has out "^  $command  +[a-z]"
  file_has pages/man/reqsig.1 "^.fB${command//-/\\\\-}.fR"
  file_has pages/man/reqsig.1 "^.BR reqsig.-${command//[ -]/\\\\-} "
done

test_name='bash finds no fault in its script' num_tests=$((num_tests + 1))
bash -n pages/completion/reqsig.bash 2>err || fail 'bash does'

test_case 'the profiles are those of the scheme on the line' 0 complete profile -- sign --now 1 aet
out_has query-included
test_case 'without a scheme there are none' 0 complete profile -- sign
out_is_empty
test_case 'there are no values of other kinds' 2 complete colour
err_has 'expected scheme, profile, vector, reason or mistake'

# ---- widths
for columns in 60 80 100; do
  : >all
  for command in "${commands[@]}"; do
    read -ra words <<<"$command"
    COLUMNS=$columns test_case "help $command fits $columns columns" 0 help "${words[@]}"
    cat out >>all
  done
  begin "no page is wider than $columns columns"
  awk -v columns="$columns" '/^usage/ {example = 0} /^example/ {example = 1} length > columns && !example {print; wide = 1} END {exit wide}' all >wide || fail "too wide: $(cat wide)"
done

# longest LEAST MOST: how many columns the longest line of out takes.
longest() {
  local columns
  columns=$(tr -d '\r' <out | awk 'length > longest {longest = length} END {print longest}')
  if [ "$columns" -lt "$1" ] || [ "$columns" -gt "$2" ]; then fail "the longest line has $columns columns, not $1 to $2"; fi
}
unset COLUMNS
for page in list 'list --library' 'scheme words' adapter; do
  read -ra words <<<"$page"
  test_case "where the width is unknown, the page of $page has 80 columns" 0 "${words[@]}"
  longest 68 80
done
for columns in '' 0 -1 wide; do
  COLUMNS=$columns test_case "COLUMNS=$columns is not looked at" 0 list
  longest 75 80
done
COLUMNS=20 test_case 'pages have at least 40 columns' 0 list aet
longest 36 60
if has_terminals 'the width of pages'; then
  for widths in '60 50 60' '200 95 100'; do
    read -r columns least most <<<"$widths"
    test_name="on a terminal of $columns columns pages have up to $most" num_tests=$((num_tests + 1))
    script -q -e -c "stty cols $columns; '$reqsig' list" /dev/null </dev/null >out 2>err || fail 'list fails'
    longest "$least" "$most"
  done
fi

finish
