#!/usr/bin/env bash
# Files of reports: adapters that forge them, inputs that they must not overwrite, disks and readers that fail.
# usage: report-files.sh REQSIG [NAME]

# shellcheck source=conformance/tests/controls/lib.sh
. "$(dirname "$0")/lib.sh"

crm=(test --scheme crm)
nothing_beside() { # FOLDER
  if compgen -G "$1/.reqsig-*" >/dev/null; then fail "a file is left: $(ls -A "$1")"; fi
}
is_ours() { # FILE
  says "$1" '"summary": "Conformant: [1-9][0-9]* cases passed'
  [ ! -L "$1" ] || fail "$1 is a link"
}

for how in replaces appends links rewrites-later leaves-and-rewrites; do
  rm -rf folder
  mkdir folder
  echo 'of an earlier run' >folder/a.json
  if run "forger-$how" 0 "${crm[@]}" --report json:folder/a.json -- \
    "$python" "$controls/forger.py" "$how" folder "$mark"; then
    sleep 0.2
    is_ours folder/a.json
    nothing_beside folder
  fi
done

mkdir in-its-place
if run forger-makes-a-folder 3 "${crm[@]}" --report json:in-its-place/a.json -- \
  "$python" "$controls/forger.py" makes-a-folder in-its-place "$mark"; then
  says err "in-its-place/a.json: can't be written: Is a directory"
  nothing_beside in-its-place
fi

mkdir swapped
if run forger-swaps-the-folder 3 "${crm[@]}" --report json:swapped/a.json -- \
  "$python" "$controls/forger.py" swaps-the-folder swapped "$mark"; then
  says err "swapped/a.json: can't be written: another program changes it"
fi

# A file that can't be written whole is not there at all, whoever wrote one of that name.
mkdir small
if wanted limit-of-size; then
  begin limit-of-size
  (
    ulimit -f 1
    "$reqsig" "${crm[@]}" --report json:small/a.json -- "$python" "$controls/forger.py" replaces small >out 2>err
  )
  [ $? -eq 3 ] || fail 'the exit code is not 3'
  says err "small/a.json: can't be written: File too large"
  [ -z "$(ls -A small)" ] || fail "left: $(ls -A small)"
fi

mkdir linked
ln -s linked/real.json a-link
if run through-a-link 0 "${crm[@]}" --report json:linked/real.json -- "$python" "$adapter"; then
  chmod 600 linked/real.json
  run through-a-link 0 "${crm[@]}" --report json:a-link -- "$python" "$adapter"
  [ -L a-link ] || fail 'the link is gone'
  is_ours linked/real.json
  [ "$(stat -c %a linked/real.json)" = 600 ] || fail "the file's permissions have changed"
fi

# What a run reads is not written to.
refused() { # NAME FILE REGEX ARGUMENT...
  local name=$1 file=$2 regex=$3 before
  shift 3
  before=$(cat "$file")
  run "$name" 2 test "$@" || return
  says err "$regex"
  [ "$before" = "$(cat "$file")" ] || fail "$file has changed"
}
cp "$example"/*.py .
printf '#!/bin/sh\nexec true\n' >in-path
chmod +x in-path
mkdir vectors
"$reqsig" vectors make crm --count 3 >vectors/crm.json 2>err || fail 'no vectors are made'
ln vectors/crm.json other-name
refused report-to-program adapter.py 'a report to ./adapter.py, which is a part of the adapter' \
  --report json:./adapter.py -- "$python" adapter.py
PATH=.:$PATH refused report-to-command in-path 'a report to in-path, which is a part of the adapter' \
  --report json:in-path -- in-path
refused report-to-vectors vectors/crm.json 'a report to other-name, which is a file of vectors' \
  --vectors vectors --report json:other-name -- true
refused report-to-folder in-path "vectors: can't be written: Is a directory" --report json:vectors -- true

mkfifo fifo
if run fifo-without-reader 2 "${crm[@]}" --report json:fifo -- "$python" "$adapter"; then
  says err "fifo: can't be written: nobody reads from this FIFO"
fi
cat fifo >arrived &
if run fifo-with-reader 0 "${crm[@]}" --report json:fifo -- "$python" "$adapter"; then
  wait
  is_ours arrived
fi
if wanted fifo-whose-reader-sleeps; then
  # shellcheck disable=SC2217 # it holds the FIFO open, and reads nothing
  sleep 100 <fifo &
  run fifo-whose-reader-sleeps 3 test --report json:fifo -- "$python" "$adapter"
  kill %%
  says err "fifo: can't be written: its reader does not read"
fi

finish
